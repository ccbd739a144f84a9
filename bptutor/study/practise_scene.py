"""What the drawing shows in the Practise room: the exercise's network at the step that is asked, or the
learner's own network at the place where they left it."""

from __future__ import annotations

from msgspec.structs import replace

from bptutor.engine.passes import cost
from bptutor.foundation.errors import TutorError
from bptutor.study import lesson_scene
from bptutor.study.history import History
from bptutor.study.practise_state import PractiseState
from bptutor.study.runs import begun
from bptutor.study.state import Room, State
from bptutor.trace import moves
from bptutor.trace.moves import Cursor
from bptutor.trace.notations import Notation, notation_named

ONLY_OWN = "This network belongs to the exercise. Leave it, or go to Explore, to do that with your own."


def scene(state: State, practise: PractiseState) -> State:
    """The drawing as the exercise wants it."""
    from bptutor.exercise.hints import timeline_for
    from bptutor.study.practise_hiding import asked_at, hidden_keys, selected_for

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


def left(state: State) -> State:
    """The learner goes to another room: the exercise waits, and their own network is back."""
    practise = state.practise
    if practise is None or practise.home is None:
        return state
    return replace(lesson_scene.brought_back(state, practise.home), practise=replace(practise, home=None))


def entered(state: State) -> State:
    """The learner comes into the room: an exercise that waits is in the drawing again."""
    practise = state.practise
    if practise is None or practise.closed or practise.home is not None:
        return state
    return scene(state, replace(practise, home=replace(state, practise=None)))


def own(state: State) -> State:
    """The state with the learner's own network and place in sight: what is remembered from one start to the
    next. Where they are in sight, the very state."""
    return lesson_scene.left(left(state))


def is_own(state: State) -> bool:
    """Whether the network in the drawing is the learner's own, and not a lesson's or an exercise's."""
    return own(state) is state


def notation_in_sight(state: State) -> Notation:
    """How values are written. In a lesson and an exercise *to* stays the first index of a weight, as texts
    have it and their answers are read."""
    notation = notation_named(state.notation)
    told = in_exercise(state) or (state.lesson is not None and state.room is Room.LESSONS)
    return replace(notation, transposed=False) if notation.transposed and told else notation


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
    from bptutor.study.practise_hiding import asked_at

    limit = asked_at(state.timeline, practise.exercise, practise.part)
    if practise.hint is not None and practise.hint.last and practise.hint.cursor is not None:
        limit = practise.hint.cursor
    limit = moves.at_level(state.timeline, limit, cursor.level)
    return min(cursor, limit, key=_index)


def _index(cursor: Cursor) -> int:
    return cursor.index
