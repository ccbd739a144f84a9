"""Predicting steps of the open network before they are shown: what is asked, judged, and revealed.

While somebody predicts, a step that is come to for the first time by going on is asked for: its value is
hidden, with what would give it away. A right prediction reveals it, asking to be shown, or going on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from bptutor.exercise.grading import Manner
from bptutor.exercise.model import ChoicePart, Mark, Verdict
from bptutor.exercise.predicting import can_be_predicted, factor_part, predict
from bptutor.exercise.said import RIGHT_TEXT
from bptutor.foundation.frozen import Frozen
from bptutor.study.practise_actions import (
    GivePrediction,
    PickFactor,
    PredictAction,
    SetPredicting,
    ShowPredicted,
)
from bptutor.study.practise_hiding import made_of
from bptutor.study.practise_scene import in_exercise
from bptutor.trace.keys import Key
from bptutor.trace.moves import at_level
from bptutor.trace.steps import Level, Step
from bptutor.trace.symbols import notation_named

if TYPE_CHECKING:
    from bptutor.study.state import State


class PredictState(Frozen, eq=False):
    """`asked` is the value that is asked for now, with `factors` to pick from where the step multiplies one
    on; `hides` is what is hidden for it. `verdict` is the last one, `tries` counts them at this step.
    `reached` is the furthest step that was seen, counted at the finest level."""

    reached: int = -1
    asked: Key | None = None
    hides: frozenset[Key] = frozenset()
    factors: ChoicePart | None = None
    verdict: Verdict | None = None
    tries: int = 0
    picked: int | None = None

    @property
    def revealed(self) -> bool:
        """Whether the step has been asked for and is shown now."""
        return self.asked is not None and not self.hides


def predicted(state: State, action: PredictAction) -> State:
    """The state after an action of predicting."""
    predicting = state.predicting
    if isinstance(action, SetPredicting):
        if action.predicting == (predicting is not None):
            return state
        if not action.predicting:
            return replace(_shown(state), predicting=None)
        return replace(state, predicting=PredictState(reached=_place(state)), playing=False)
    if predicting is None or not predicting.hides:
        return state
    match action:
        case ShowPredicted():
            return _revealed(state, replace(predicting, verdict=None))
        case GivePrediction(text, comma):
            manner = Manner(comma, notation_named(state.notation))
            return _judged(state, predicting, predict(state.timeline, _step(state), text, None, manner))
        case PickFactor(number):
            return _picked(state, predicting, number)


def _picked(state: State, predicting: PredictState, number: int) -> State:
    part = predicting.factors
    if part is None or not 0 <= number < len(part.choices):
        return state
    right = number == part.right
    text = RIGHT_TEXT if right else part.choices[number].why
    verdict = Verdict(Mark.CORRECT if right else Mark.WRONG, text)
    return _judged(state, replace(predicting, picked=number), verdict)


def _judged(state: State, predicting: PredictState, verdict: Verdict) -> State:
    after = replace(predicting, verdict=verdict, tries=predicting.tries + 1)
    return _revealed(state, after) if verdict.right else replace(state, predicting=after)


def _revealed(state: State, predicting: PredictState) -> State:
    return replace(
        state, hidden=state.hidden - predicting.hides, predicting=replace(predicting, hides=frozenset())
    )


def _shown(state: State) -> State:
    """The state with nothing hidden for a prediction."""
    predicting = state.predicting
    if predicting is None or not predicting.hides:
        return state
    return replace(state, hidden=state.hidden - predicting.hides)


def followed(before: State, after: State, asks: bool) -> State:
    """What an action means for predicting: a step that is new and was come to by going on (`asks`) is asked
    for; whatever was asked before is shown. On another timeline all begins anew."""
    predicting = after.predicting
    if predicting is None or in_exercise(after):  # which asks for its own values
        return after
    if in_exercise(before) or (before.predicting is not None and _same_place(before, after)):
        # A lesson may have chosen anew what it hides itself.
        return after if predicting.hides <= after.hidden else _hiding(after, predicting)
    if before.predicting is None or before.timeline is not after.timeline:
        return replace(_shown(after), predicting=PredictState(reached=_place(after)))
    known = max(predicting.reached, _place(before))
    after = replace(_shown(after), predicting=PredictState(reached=max(known, _place(after))))
    return _asking(after) if asks and _place(after) > known else after


def _same_place(one: State, other: State) -> bool:
    return one.timeline is other.timeline and one.cursor == other.cursor


def _asking(state: State) -> State:
    """The state with the step at the cursor asked for, where it makes one number."""
    step = _step(state)
    if not can_be_predicted(step):
        return state
    hides = made_of(state.network, step.target, len(state.timeline.rows)) - state.hidden
    assert state.predicting is not None
    asked = replace(
        state.predicting, asked=step.target, hides=hides, factors=factor_part(state.timeline, step)
    )
    return _hiding(state, asked)


def _hiding(state: State, predicting: PredictState) -> State:
    return replace(state, hidden=state.hidden | predicting.hides, predicting=predicting)


def _place(state: State) -> int:
    """How far the cursor is, in steps of the finest level."""
    return at_level(state.timeline, state.cursor, Level.TERM).index


def _step(state: State) -> Step:
    return state.timeline.step(state.cursor.level, state.cursor.index)
