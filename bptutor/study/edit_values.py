"""Edits of one number: which change it is, what undo calls it, and how arrow keys and typing give numbers."""

from __future__ import annotations

import math
from functools import partial

from bptutor.engine import changes
from bptutor.foundation.errors import TutorError
from bptutor.foundation.numbers import short
from bptutor.study.edit_actions import Change, EditValue
from bptutor.study.state import State
from bptutor.trace.keys import RATE, Key, Kind
from bptutor.trace.symbols import namer_of, notation_named

EDITABLE = frozenset({Kind.THETA, Kind.B, Kind.X, Kind.Y, Kind.RATE})
FINE, USUAL, COARSE = 0.01, 0.1, 1.0  # what one arrow key moves a number by
DECIMALS = 12


def editable(key: Key) -> bool:
    """Whether a value can be changed: single parameters, inputs, targets and the learning rate."""
    return key.kind in EDITABLE and (key == RATE or key.j > 0)


def change_of(state: State, action: EditValue) -> Change:
    """The change of the document that an edit of a value is. Raises TutorError."""
    key, value = action.key, float(action.value)
    if not editable(key):
        raise TutorError(f"{key} follows from the others: change a weight, a bias, an input or a target")
    example = action.example or example_in_sight(state)
    match key.kind:
        case Kind.THETA:
            return partial(changes.set_weight, layer=key.layer, j=key.j, k=key.k, value=value)
        case Kind.B:
            return partial(changes.set_bias, layer=key.layer, j=key.j, value=value)
        case Kind.X:
            return partial(changes.set_input, example=example, k=key.j, value=value)
        case Kind.Y:
            return partial(changes.set_target, example=example, k=key.j, value=value)
        case _:
            return partial(changes.set_learning_rate, value=value)


def label_of(state: State, action: EditValue) -> str:
    """“θ₃ = 1.5”, with the example's number where there are several."""
    name = namer_of(state.network, notation_named(state.notation)).plain(action.key)
    examples = state.document.examples
    if action.key.kind in (Kind.X, Kind.Y) and examples is not None and len(examples) > 1:
        name += f" of example {action.example or example_in_sight(state)}"
    return f"{name} = {short(action.value)}"


def example_in_sight(state: State) -> int:
    """The number in the data of the example in sight, from 1."""
    return state.timeline.rows[state.row] + 1


def value_in_sight(state: State, key: Key) -> float:
    """The number that an editable value has now."""
    return state.timeline.values[key, state.row]


def stepped(value: float, presses: int, size: float = USUAL) -> float:
    """A number some arrow keys on, without the dust of binary tenths: 0.1 and 0.2 give 0.3."""
    moved = value + presses * size
    return round(moved, DECIMALS) if abs(moved) < 1e3 else moved


def typed(state: State, text: str, comma_decimal: bool = False) -> float:
    """The number that somebody has typed: an expression, which may name values in sight (2 θ₃ − 0.1).

    Raises TutorError with the place of what cannot be read."""
    from bptutor.exercise.expressions import parse
    from bptutor.exercise.names import Names

    notation = notation_named(state.notation)
    expression = parse(text, Names(state.network, transposed=notation.transposed), comma_decimal)
    value = expression.value(lambda key: state.timeline.values[key, state.row])
    if not math.isfinite(value):
        raise TutorError("that is not a finite number")
    return value
