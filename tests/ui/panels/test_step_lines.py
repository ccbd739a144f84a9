"""Lines of the step panel: where a sentence and a line of code may be broken."""

from __future__ import annotations

import pytest

from bptutor.engine.ready_made import ready_made
from bptutor.study.views.step_view import SymbolView, symbol
from bptutor.trace.keys import parse
from bptutor.trace.symbols import Namer
from bptutor.ui.panels.step_code import wrapped
from bptutor.ui.panels.step_words import groups_of


def z3() -> SymbolView:
    return symbol(parse("z[3][1]"), Namer(ready_made().read().network))


def test_that_signs_stay_with_the_symbol_that_they_stand_against() -> None:
    groups = groups_of(("The slope (of ", z3(), "), which ", z3(), " has."))
    assert ["".join(atom.text for atom in group) for group in groups] == [
        *("The", "slope", "(of", "z³),", "which", "z³", "has.")
    ]


def test_that_a_sentence_is_all_there() -> None:
    parts = (z3(), " is ", z3(), "·", z3(), ".")
    said = " ".join("".join(atom.text for atom in group) for group in groups_of(parts))
    assert said == "z³ is z³·z³."


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("a = b + c", 20, ["a = b + c"]),
        ("a = b + c", 9, ["a = b + c"]),
        ("a = b + c", 5, ["a = b", "  + c"]),
        ("abcdefghij", 4, ["abcd", "  ef", "  gh", "  ij"]),
        ("a = b\nc = d + e", 6, ["a = b", "c = d", "  + e"]),
        ("", 10, []),
        ("abcd", 0, ["abc", "  d"]),
    ],
)
def test_that_code_is_broken_at_spaces(text: str, columns: int, lines: list[str]) -> None:
    assert wrapped(text, columns) == lines


def test_that_a_sign_of_equality_is_not_parted_from_its_number() -> None:
    groups = groups_of((z3(), " = ", "−0.173", " times ", z3(), " = 1.3 gives ", z3(), "."))
    said = ["".join(atom.text for atom in group).replace("\N{NO-BREAK SPACE}", " ") for group in groups]
    assert said == ["z³", "= −0.173", "times", "z³", "= 1.3", "gives", "z³."]
