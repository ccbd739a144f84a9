"""What happens in the Practise room: the part of `reduce` that is about exercises.

Two things are kept apart: what the learner has done (`State.practise`) and what the drawing shows, which
follows from it (`practise_scene`). The learner's own network and place wait in `practise.home`.
"""

from __future__ import annotations

from msgspec.structs import replace

from bptutor.exercise import sitting as moves_of
from bptutor.exercise.grading import Manner
from bptutor.exercise.model import PathPart
from bptutor.exercise.sitting import Sitting
from bptutor.study import practise_actions as actions
from bptutor.study.lesson_scene import brought_back
from bptutor.study.practise_hiding import worked_out
from bptutor.study.practise_scene import (
    notation_in_sight,
    scene,
)
from bptutor.study.practise_state import PractiseState
from bptutor.study.state import Room, State
from bptutor.trace.keys import C, Key


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
            return scene(state, replace(practise, sitting=after, hint=hint, verdict=None))
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
    return scene(replace(state, room=Room.PRACTISE), _with_solution(practise))


def _closed(state: State, practise: PractiseState) -> State:
    done = (*practise.results, practise.sitting) if practise.solved else practise.results
    after = replace(practise, results=done, closed=True)
    if practise.closed:
        return state
    if practise.home is None:
        return replace(state, practise=after)
    return replace(brought_back(state, practise.home), practise=replace(after, home=None))


def _answered(state: State, practise: PractiseState, action: actions.GiveAnswer) -> State:
    if practise.answered:
        return state
    manner = replace(_manner(state), comma_decimal=action.comma)
    after, verdict = moves_of.answer(practise.sitting, action.text, action.at, manner)
    answered = _with_solution(replace(practise, sitting=after, verdict=verdict))
    return scene(state, answered) if verdict.right else replace(state, practise=answered)


def _forward(state: State, practise: PractiseState, sitting: Sitting) -> State:
    """To the next part without a right answer, or to the end."""
    after = _with_solution(replace(practise, sitting=sitting, verdict=None))
    return scene(state, after) if after.solved else _next_part(state, after)


def _next_part(state: State, practise: PractiseState) -> State:
    part = practise.sitting.part
    return scene(state, replace(practise, part=part, verdict=None, hint=None, picked=()))


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


def _manner(state: State) -> Manner:
    return Manner(notation=notation_in_sight(state))
