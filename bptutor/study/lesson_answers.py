"""The right thing to do at a gate, as actions: for pictures, for checking a lesson, and for tests."""

from __future__ import annotations

from bptutor.foundation.errors import TutorError
from bptutor.lesson import answers, player
from bptutor.lesson.live import (
    Choose,
    Compose,
    Derivation,
    LiveBlock,
    Nudge,
    Order,
    Path,
    Predict,
    Train,
    gate_id,
)
from bptutor.study import lesson_actions as act
from bptutor.study.lesson_gates import cards_of, most_opened, steps_of
from bptutor.study.lesson_state import LessonState, Try, numbers_of
from bptutor.study.lesson_ways import places_along
from bptutor.study.state import State
from bptutor.trace.symbols import Namer, notation_named

PLACES = 200


def right_actions(state: State) -> tuple[act.AtGate, ...]:
    """What passes the first open gate of the page in sight; nothing where none is open."""
    if state.lesson is None:
        return ()
    gates = player.open_gates(state.lesson.lesson, state.lesson.player)
    if not gates:
        return ()
    name = gate_id(state.lesson.page.live, gates[0]) or ""
    return tuple(_actions(state, state.lesson, gates[0], name, state.lesson.tried(name)))


def _actions(
    state: State, lesson: LessonState, block: LiveBlock, name: str, attempt: Try
) -> list[act.AtGate]:
    numbers = numbers_of(state.document, getattr(block, "example", 1))
    namer = Namer(state.network, notation_named(state.notation))
    match block:
        case Predict():
            return [act.Answer(name, repr(numbers.of(block.value)))]
        case Choose():
            right = [n for n, option in enumerate(block.options) if answers.is_right(option, numbers)]
            return [act.Pick(name, tuple(right), check=True)]
        case Path():
            left = [way for way in answers.ways(state.network, block.to) if way not in attempt.found]
            return [act.StepAlong(name, place) for place in places_along(left[0])[1:]]
        case Order():
            strangers = len(block.strangers) if block.to else 0
            count = len(cards_of(block, state.document)) - strangers
            return [act.Pick(name, tuple(range(count)), check=True)]
        case Derivation() | Compose():
            return [act.OpenMore(name)] * most_opened(block, state.document, namer)
        case Nudge() if block.visit:
            return [act.Drag(name, place) for place in _places(block)]
        case Nudge():
            return [act.Push(name, h) for h in steps_of(block)]
        case Train():
            return [act.RunTraining(name)]
        case _:
            raise TutorError(f"nothing is known to pass a gate of the kind {type(block).__name__}")


def _places(block: Nudge) -> list[float]:
    """Every place of the slider."""
    low, high = block.range if len(block.range) == 2 else (-2.0, 2.0)
    return [round(low + place * (high - low) / PLACES, 10) for place in range(PLACES + 1)]
