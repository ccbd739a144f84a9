"""Study: what the learner has open and where they are, as one frozen value, and what panels are shown of it.

What may enter: State, the actions that a person or a lesson can take, and `reduce(state, action)`, the only
code that decides. Undo and history keep old states, whose arrays are shared. A panel is given a small
frozen view (`views/`) and never the state, so that it depends on nothing but what it shows. No Qt: the
whole tutor can be driven, marked and tested without a window.

Lessons and exercises are imported by the first state or action that is about one, not by this package: half
of the program serves one of these two, and a start that shows neither need not wait for it.

Why an edit in the middle of a pass keeps two timelines (`stale`): what was made with the old number stays in
sight, marked, until somebody recomputes or goes on. Which values those are is not found by comparing numbers
but by what each rule reads (`stale_masks`): a value that comes out as it was by chance is stale all the same.

Why B, the network that one compares with (`pair_state`), is a whole study: whatever can be shown of one
network can then be shown of the other with the same code. It is moved by one rule after every action
(`pair_follow`), so that no action needs to know of it; where a timeline is when another is at a step is
arithmetic and no search (`trace.aligning`).
"""
