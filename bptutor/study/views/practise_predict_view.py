"""What the line above the player shows while steps are predicted."""

from __future__ import annotations

from collections.abc import Callable

from bptutor.exercise.model import ChoicePart
from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import short
from bptutor.study.practise_answer import NumberReader, Understood
from bptutor.study.practise_prose import Said, prose_of
from bptutor.study.practise_scene import in_exercise
from bptutor.study.state import State
from bptutor.study.views.practise_feedback import FeedbackView, judged
from bptutor.study.views.step_view import symbol
from bptutor.trace.steps import Level
from bptutor.trace.symbols import Namer, notation_named

READY = "Predicting: go on with Right, and the next value is asked for."
LAYER = "A whole layer at once is not one number: predict at the value or term level (Ctrl+2, Ctrl+3)."


class PredictView(Frozen, eq=False):
    """`asking` names the step: when it changes, drafts are thrown away. `factors` are what can be picked in
    place of typing a number. `tries` counts the predictions at this step."""

    asking: tuple[object, ...]
    question: Said
    asked: bool
    revealed: bool
    factors: tuple[Said, ...]
    picked: int | None
    feedback: FeedbackView | None
    tries: int
    reads: Callable[[str], Understood]
    syntax_at: int | None


def predict_view(state: State, comma: bool = False) -> PredictView | None:
    """The line's view; None where nothing is predicted."""
    predicting = state.predicting
    if predicting is None or in_exercise(state):
        return None
    notation = notation_named(state.notation)
    namer = Namer(state.network, notation)
    said = prose_of(state.network, notation, notation).said
    verdict, asked = predicting.verdict, predicting.asked
    if asked is None:
        question: Said = (LAYER if state.cursor.level is Level.LAYER else READY,)
    elif predicting.revealed:
        value = short(state.timeline.values[asked, state.row])
        question = (symbol(asked, namer), f" = {value}")
    else:
        question = ("What is ", symbol(asked, namer), "?")
    return PredictView(
        (state.cursor, id(state.timeline), asked),
        question,
        bool(predicting.hides),
        predicting.revealed,
        _factors(state, predicting.factors, namer),
        predicting.picked,
        judged(verdict, said) if verdict is not None else None,
        predicting.tries,
        NumberReader(comma),
        verdict.position if verdict is not None else None,
    )


def _factors(state: State, part: ChoicePart | None, namer: Namer) -> tuple[Said, ...]:
    """The factors to pick from: symbols only, since what they are would give them away."""
    if part is None or not state.predicting or not state.predicting.hides:
        return ()
    return tuple((symbol(choice.key, namer),) for choice in part.choices if choice.key is not None)
