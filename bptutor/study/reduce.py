"""The one place that decides: a state and an action make the next state.

An action that leads nowhere gives back the very state that it was given, so that nobody is told of it.
"""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from bptutor.engine.changes_ways import set_cost, set_reduction, set_slope_at_zero
from bptutor.engine.costs import COSTS
from bptutor.foundation.numbers import short
from bptutor.study import actions, edit_reduce, practise_scene, run_reduce
from bptutor.study.edit_actions import Edit, EditAction
from bptutor.study.lesson_actions import LessonAction
from bptutor.study.opening import opened
from bptutor.study.pair_actions import EndComparing, PairAction
from bptutor.study.practise_actions import OpenExercise, PractiseAction, PredictAction
from bptutor.study.run_actions import RunAction
from bptutor.study.run_names import free_name, set_aside
from bptutor.study.runs import begun, extended, timeline_at, trained
from bptutor.study.stale import after_move
from bptutor.study.state import Room, State, with_fields
from bptutor.trace import moves
from bptutor.trace.finding import step_of
from bptutor.trace.moves import Cursor
from bptutor.trace.symbols import notation_named
from bptutor.trace.timeline import Timeline


def reduce(state: State, action: actions.Action) -> State:
    """The state after an action. Raises TutorError where an action asks for what cannot be."""
    after = _reduced(state, action)
    if after.predicting is not None:
        from bptutor.study import practise_predict

        goes_on = isinstance(action, actions.MoveCursor) and action.move in GOING_ON
        after = practise_predict.followed(state, after, goes_on)
    if after.pair is not None and after is not state:
        from bptutor.study import pair_follow

        after = pair_follow.followed(state, after)
    return after


GOING_ON = frozenset({"next", "over", "into"})


def _reduced(state: State, action: actions.Action) -> State:
    match action:
        case actions.MoveCursor() | actions.GoTo() | actions.GoToKey() | actions.SetLevel():
            return _moved(state, action)
        case actions.OpenDocument(document, path):
            fresh = opened(document, path)
            state = practise_scene.own(state)
            return replace(
                fresh,
                practise=state.practise,
                notation=state.notation,
                speed=state.speed,
                room=Room.EXPLORE if state.room is Room.PRACTISE else state.room,
                logarithmic=state.logarithmic,
                lesson=state.lesson,
                predicting=state.predicting,
                hidden=state.hidden if state.lesson is not None else fresh.hidden,
                pair=state.pair,
            )
        case actions.GoToIteration() | actions.AddIterations() | actions.StartAgain() | actions.ForgetRuns():
            practise_scene.refuse_in_exercise(state)
            return _iterated(state, action)
        case actions.SetConvention():
            practise_scene.refuse_in_exercise(state)
            return _under_convention(state, action)
        case actions.SetRoom(room):
            return _in_room(state, room)
        case _ if isinstance(action, EditAction):
            practise_scene.refuse_in_exercise(state)
            return edit_reduce.reduced(state, action)
        case _ if isinstance(action, RunAction):
            practise_scene.refuse_in_exercise(state)
            return run_reduce.reduced(state, action)
        case _ if isinstance(action, PairAction):
            return _compared(state, action)
        case _ if isinstance(action, LessonAction | PredictAction | PractiseAction):
            return _in_lesson_or_exercise(state, action)
        case _:
            return _shown(state, action)


def _compared(state: State, action: PairAction) -> State:
    """Comparing is imported when somebody does, as lessons and exercises are."""
    from bptutor.study import pair_reduce

    if not isinstance(action, EndComparing):
        practise_scene.refuse_in_exercise(state)
    return pair_reduce.reduced(state, action)


def _in_lesson_or_exercise(state: State, action: LessonAction | PredictAction | PractiseAction) -> State:
    """Lessons and exercises are imported with the first action that is about one; see the package."""
    from bptutor.study import lesson_reduce, practise_predict, practise_reduce

    if isinstance(action, LessonAction):
        after = lesson_reduce.reduced(practise_scene.left(state), action, reduce)
        return practise_scene.entered(after) if after.room is Room.PRACTISE else after
    if isinstance(action, PredictAction):
        return practise_predict.predicted(state, action)
    if isinstance(action, OpenExercise):
        return practise_reduce.practised(_in_room(state, Room.PRACTISE), action)
    return practise_reduce.practised(state, action)


def _shown(state: State, action: actions.Action) -> State:
    """Actions that change what is shown and not where one is."""
    match action:
        case actions.SetSpeed(speed):
            return with_fields(state, speed=speed)
        case actions.SetPlaying(playing):
            return with_fields(state, playing=playing)
        case actions.SelectParameter(key):
            return with_fields(state, selected=key)
        case actions.PointAt(key):
            return with_fields(state, pointed=key)
        case actions.Unfold(layer):
            return with_fields(state, opened=state.opened ^ {layer})
        case actions.SetNotation(name):
            return with_fields(state, notation=notation_named(name).name)
        case actions.SetLogarithmic(logarithmic):
            return with_fields(state, logarithmic=logarithmic)
        case actions.Hide(keys):
            return with_fields(state, hidden=keys)
        case _:
            raise TypeError(f"no such action: {action!r}")


def _in_room(state: State, room: Room) -> State:
    """Another room. An exercise stays in the drawing of its own room only."""
    if room is state.room:
        return state
    state = replace(practise_scene.own(state), room=room)
    if state.lesson is not None:
        from bptutor.study import lesson_reduce

        if room is Room.LESSONS:
            state = lesson_reduce.returned(state, reduce)
        state = lesson_reduce.asking(state)
    return practise_scene.entered(state) if room is Room.PRACTISE else state


def _moved(state: State, action: actions.Action) -> State:
    timeline, cursor = state.timeline, state.cursor
    match action:
        case actions.MoveCursor(move):
            after = _after_move(timeline, cursor, move)
        case actions.GoTo(index):
            after = moves.to(timeline, cursor, index)
        case actions.GoToKey(key):
            at = step_of(timeline, key, cursor.level, state.row)
            after = cursor if at is None or at < 0 else moves.to(timeline, cursor, at)
        case actions.SetLevel(level):
            after = moves.at_level(timeline, cursor, level)
        case _:
            raise TypeError(f"no such move: {action!r}")
    after = practise_scene.held(state, after)
    # Playing ends where there is nothing more to come to.
    moved = with_fields(state, cursor=after, playing=state.playing and after != cursor)
    if state.stale is None:
        return moved
    return with_fields(moved, stale=after_move(state.stale, timeline, after, moved.row))


def _after_move(timeline: Timeline, cursor: Cursor, move: actions.Move) -> Cursor:
    match move:
        case "first":
            return moves.to(timeline, cursor, 0)
        case "last":
            return moves.to(timeline, cursor, timeline.size(cursor.level) - 1)
        case "back":
            return moves.to(timeline, cursor, cursor.index - 1)
        case "next":
            return moves.to(timeline, cursor, cursor.index + 1)
        case "previous phase":
            return moves.previous_phase(timeline, cursor)
        case "next phase":
            return moves.next_phase(timeline, cursor)
        case "into":
            return moves.into(timeline, cursor)
        case "out":
            return moves.out(timeline, cursor)
        case "over":
            return moves.over(timeline, cursor)


def _iterated(state: State, action: actions.Action) -> State:
    match action:
        case actions.GoToIteration(iteration):
            return _at_iteration(state, iteration)
        case actions.AddIterations(costs, network, moments):
            return replace(state, run=extended(state.run, costs, network, moments))
        case actions.StartAgain():
            return _started_again(state)
        case _:
            return with_fields(state, earlier_runs=())


def _at_iteration(state: State, iteration: int) -> State:
    """The first step of an iteration; one past the last of the run does that update."""
    iteration = max(iteration, 0)
    if iteration == state.iteration:
        return state
    run = state.run
    if iteration > run.length:
        run = trained(state.document, run, iteration - run.length)
    timeline = timeline_at(state.document, run, iteration)
    return replace(
        state, run=run, iteration=iteration, timeline=timeline, cursor=Cursor(state.cursor.level, 0)
    )


def _started_again(state: State) -> State:
    if state.run.length == 0:
        return state
    earlier = set_aside(state.earlier_runs, state.run)
    offset, document, optimiser = state.run.offset, state.document, state.run.optimiser
    first = float(state.run.costs[0])
    run = begun(free_name(earlier), document.network, first, offset, document, optimiser)
    timeline = timeline_at(state.document, run, 0)
    cursor = Cursor(state.cursor.level, 0)
    return replace(state, run=run, earlier_runs=earlier, iteration=0, timeline=timeline, cursor=cursor)


def _under_convention(state: State, action: actions.SetConvention) -> State:
    """Another cost, reduction or g′(0): same parameters, same step, other numbers at once."""
    match action.name:
        case "cost":
            name = str(action.value)
            edit = Edit(partial(set_cost, name=name), COSTS[name].title, live=True)
        case "reduction":
            edit = Edit(partial(set_reduction, name=str(action.value)), f"J as {action.value}", live=True)
        case _:
            slope = float(action.value)
            edit = Edit(partial(set_slope_at_zero, value=slope), f"g′(0) = {short(slope)}", live=True)
    return edit_reduce.reduced(state, edit)
