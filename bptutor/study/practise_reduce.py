"""What happens in the Practise room: the part of `reduce` that is about exercises.

Two things are kept apart: what the learner has done (`State.practise`) and what the drawing shows, which
follows from it (`_scene`). The learner's own network and place wait in `practise.home`.
"""

from __future__ import annotations

from dataclasses import replace

from bptutor.engine.passes import cost
from bptutor.exercise import sitting as moves_of
from bptutor.exercise.grading import Manner
from bptutor.exercise.hints import timeline_for
from bptutor.exercise.model import PathPart
from bptutor.exercise.sitting import Sitting
from bptutor.foundation.errors import TutorError
from bptutor.study import practise_actions as actions
from bptutor.study.history import History
from bptutor.study.practise_hiding import asked_at, hidden_keys, selected_for, worked_out
from bptutor.study.practise_state import PractiseState
from bptutor.study.runs import begun
from bptutor.study.state import Room, State
from bptutor.trace import moves
from bptutor.trace.keys import C, Key
from bptutor.trace.moves import Cursor
from bptutor.trace.symbols import notation_named

ONLY_OWN = "This network belongs to the exercise. Leave it, or go to Explore, to do that with your own."


def practised(state: State, action: actions.PractiseAction) -> State:
    """The state after an action of the Practise room."""
    practise = state.practise
    if isinstance(action, actions.OpenExercise):
        return _opened(state, action)
    if practise is None:
        return state
    if isinstance(action, actions.CloseExercise):
        return _closed(state, practise)
    if practise.home is None:
        return state
    match action:
        case actions.GiveAnswer():
            return _answered(state, practise, action)
        case actions.TakeHint():
            if practise.answered:
                return state
            after, hint = moves_of.take_hint(practise.sitting, _manner(state))
            return _scene(state, replace(practise, sitting=after, hint=hint, verdict=None))
        case actions.ShowAnswer():
            if practise.answered:
                return state
            return _forward(state, practise, moves_of.show(practise.sitting))
        case actions.KeepWrong():
            if practise.answered or not practise.missed:
                return state
            return _forward(state, practise, moves_of.move_on(practise.sitting))
        case actions.GoOn():
            return _next_part(state, practise) if practise.answered and not practise.solved else state
        case actions.GoToSolution(number):
            if not practise.solved or not 0 <= number < len(practise.solution):
                return state
            return replace(state, cursor=practise.solution[number])
        case actions.PickValue(key):
            return _picked(state, practise, key)
        case actions.SetPicked(keys):
            if keys == practise.picked or practise.answered:
                return state
            return replace(state, practise=replace(practise, picked=keys))


def _opened(state: State, action: actions.OpenExercise) -> State:
    before = state.practise
    home = state if before is None or before.home is None else before.home
    results: tuple[Sitting, ...] = ()
    if before is not None and not before.closed and (action.aside or action.place):
        results = (*before.results, before.sitting) if before.solved else before.results
    practise = PractiseState(
        action.recipes,
        action.place,
        action.id,
        action.sitting,
        action.sitting.part,
        results=results,
        # Without its own practise, or homes would pile up inside each other.
        home=replace(home, practise=None, playing=False),
    )
    if practise.solved:
        practise = replace(practise, part=len(practise.exercise.parts) - 1)
    return _scene(replace(state, room=Room.PRACTISE), _with_solution(practise))


def _closed(state: State, practise: PractiseState) -> State:
    done = (*practise.results, practise.sitting) if practise.solved else practise.results
    after = replace(practise, results=done, closed=True)
    if practise.closed:
        return state
    if practise.home is None:
        return replace(state, practise=after)
    return replace(_home(state, practise.home), practise=replace(after, home=None))


def _answered(state: State, practise: PractiseState, action: actions.GiveAnswer) -> State:
    if practise.answered:
        return state
    manner = replace(_manner(state), comma_decimal=action.comma)
    after, verdict = moves_of.answer(practise.sitting, action.text, action.at, manner)
    answered = _with_solution(replace(practise, sitting=after, verdict=verdict))
    return _scene(state, answered) if verdict.right else replace(state, practise=answered)


def _forward(state: State, practise: PractiseState, sitting: Sitting) -> State:
    """To the next part without a right answer, or to the end."""
    after = _with_solution(replace(practise, sitting=sitting, verdict=None))
    return _scene(state, after) if after.solved else _next_part(state, after)


def _next_part(state: State, practise: PractiseState) -> State:
    part = practise.sitting.part
    return _scene(state, replace(practise, part=part, verdict=None, hint=None, picked=()))


def _with_solution(practise: PractiseState) -> PractiseState:
    return replace(practise, solution=worked_out(practise.exercise)) if practise.solved else practise


def _picked(state: State, practise: PractiseState, key: Key) -> State:
    """A value goes to the end of the path; picked again there, it is taken back."""
    if practise.answered or not isinstance(practise.asked, PathPart):
        return state
    picked = practise.picked
    if picked and picked[-1] == key:
        picked = picked[:-1]
    elif key not in picked:
        picked = (*picked, key) if picked or key == C else (C, key)
    return replace(state, practise=replace(practise, picked=picked))


def _scene(state: State, practise: PractiseState) -> State:
    """The drawing as the exercise wants it."""
    exercise = practise.exercise
    same = state.document is exercise.document
    timeline = state.timeline if same else timeline_for(exercise)
    cursor = asked_at(timeline, exercise, practise.part)
    if practise.solved and practise.solution:
        cursor = practise.solution[-1]
    elif practise.hint is not None and practise.hint.last and practise.hint.cursor is not None:
        cursor = practise.hint.cursor
    hidden = hidden_keys(practise)
    selected = selected_for(exercise, practise.part)
    if same:
        return replace(state, practise=practise, cursor=cursor, hidden=hidden, selected=selected)
    examples = exercise.task.examples
    first = cost(exercise.document.network, examples.inputs, examples.targets)
    return replace(
        state,
        document=exercise.document,
        timeline=timeline,
        run=begun("run 1", exercise.document.network, first),
        path=None,
        iteration=0,
        cursor=cursor,
        selected=selected,
        pointed=None,
        hidden=hidden,
        earlier_runs=(),
        opened=frozenset(),
        history=History(),
        stale=None,
        predicting=None,
        playing=False,
        practise=practise,
    )


def _home(state: State, home: State) -> State:
    """The learner's own network and place, under what was since chosen for the whole window."""
    return replace(
        home, room=state.room, notation=state.notation, speed=state.speed, logarithmic=state.logarithmic
    )


def left(state: State) -> State:
    """The learner goes to another room: the exercise waits, and their own network is back."""
    practise = state.practise
    if practise is None or practise.home is None:
        return state
    return replace(_home(state, practise.home), practise=replace(practise, home=None))


def entered(state: State) -> State:
    """The learner comes into the room: an exercise that waits is in the drawing again."""
    practise = state.practise
    if practise is None or practise.closed or practise.home is not None:
        return state
    return _scene(state, replace(practise, home=replace(state, practise=None)))


def own(state: State) -> State:
    """The state as it would be outside the Practise room: what is remembered from one start to the next."""
    return left(state)


def in_exercise(state: State) -> bool:
    """Whether the network in the drawing is an exercise's."""
    return state.practise is not None and state.practise.home is not None


def refuse_in_exercise(state: State) -> None:
    """Raises TutorError where an action would change an exercise's network."""
    if in_exercise(state):
        raise TutorError(ONLY_OWN)


def held(state: State, cursor: Cursor) -> Cursor:
    """A cursor that does not go past what is asked; without an exercise, the cursor itself."""
    practise = state.practise
    if practise is None or practise.home is None or practise.solved:
        return cursor
    limit = asked_at(state.timeline, practise.exercise, practise.part)
    if practise.hint is not None and practise.hint.last and practise.hint.cursor is not None:
        limit = practise.hint.cursor
    limit = moves.at_level(state.timeline, limit, cursor.level)
    return min(cursor, limit, key=_index)


def _index(cursor: Cursor) -> int:
    return cursor.index


def _manner(state: State) -> Manner:
    return Manner(notation=notation_named(state.notation))
