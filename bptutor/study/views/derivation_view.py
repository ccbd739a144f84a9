"""How a factor comes about, line by line, with the numbers of the moment."""

from __future__ import annotations

from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import short
from bptutor.lesson.derivation import derivation
from bptutor.study.lesson_state import numbers_of
from bptutor.study.state import State
from bptutor.trace.keys import FACTORS, Key, Kind
from bptutor.trace.symbols import Namer, notation_named


class DerivedLine(Frozen):
    """One line: what is written, its number (or "?" while that is asked for), and why it follows."""

    tex: str
    value: str
    why: str


class DerivationView(Frozen):
    """The derivation of one factor; all its lines have the same number."""

    key: Key
    title: str
    tex: str
    lines: tuple[DerivedLine, ...]


def can_be_derived(key: Key, depth: int) -> bool:
    """Whether a value is one factor of a chain."""
    return key.kind in FACTORS or (key.kind is Kind.DC_DA and key.layer == depth)


def derivation_view(state: State, key: Key) -> DerivationView:
    """The derivation of a factor. Raises TutorError for what is no factor."""
    namer = Namer(state.network, notation_named(state.notation))
    numbers = numbers_of(state.document, state.row + 1)
    lines = tuple(
        DerivedLine(
            line.tex,
            "?" if key in state.hidden else short(numbers.of(line.value)),
            line.why,
        )
        for line in derivation(state.network, namer, key)
    )
    return DerivationView(key, f"Where {namer.plain(key)} comes from", namer.tex(key), lines)
