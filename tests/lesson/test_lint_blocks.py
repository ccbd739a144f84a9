"""What a live block would do other than its author means: nothing, or nothing that the learner sees."""

from __future__ import annotations

from pathlib import Path

import pytest

from bptutor.lesson.nudge import PLACES, dragged_to
from tests.lesson.scenes import linted

STEP = "~~~step\nat = 'backward'\n{}\n~~~\n"
CHOOSE = (
    "~~~choose\nquestion = 'q'\n[[options]]\ntext = 'a'\nreply = 'r'\nright = {}\n"
    "[[options]]\ntext = 'b'\nreply = 'r'\nright = {}\n~~~\n"
)
LINES = "~~~derivation\n[[lines]]\ntex = '{}'\nvalue = 'C'\n[[lines]]\ntex = 'b'\nvalue = 'C'\n~~~\n"
BEFORE = "~~~derivation\nof = 'da[3][1]/dz[3][1]'\nbefore = '{}'\nbefore_value = '1'\n~~~\n"
FUNCTION = (
    "~~~compose\n[[functions]]\nname = 'f'\nrule = '2*x'\nslope = '2'\ntex = '{}'\nslope_tex = '{}'\n~~~\n"
)
NUDGE = "~~~nudge\nvalue = 'z[2][1]'\n{}\n~~~\n"
VISIT = "range = [{}]\nvisit = [{}]"
ASKED = "~~~predict\nvalue = 'dC/dz[3][1]'\nprompt = '{}'\n~~~\n"


def said(folder: Path, body: str) -> list[str]:
    """line:column: problem of each fault; of warnings with a ~ before it."""
    found = linted(folder, body)
    return [f"{'~' * f.warning}{f.place.line}:{f.place.column}: {f.problem}" for f in found]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (STEP.format("chain = 'x[1]'"), "7:10: “chain” must be a weight, a bias, a z or an a"),
        (STEP.format("chain = 'dC/dz[1][1]'"), "7:10: “chain” must be a weight"),
        (STEP.format("open = 'dC/dz[1][1]'"), "7:9: “dC/dz[1][1]” is not one factor of a chain"),
        ("~~~predict\nvalue = 'C'\n~~~\n", "~5:1: nothing is asked: give a “prompt”"),
        ("~~~order\ncards = ['a', 'b', ' a']\n~~~\n", "5:1: two cards are “a”: nobody can tell which"),
        (LINES.format("$a$"), "7:8: this is TeX already: leave the $ out"),
        (BEFORE.format("$a$"), "7:11: this is TeX already"),
        (FUNCTION.format("$2x$", ""), "10:8: this is TeX already: leave the $ out"),
        (FUNCTION.format("2x", "$2$"), "11:14: this is TeX already"),
        (NUDGE.format("until = 0.1\nrange = [0, 1]"), "5:1: “until” waits for a push, and with “range”"),
        (NUDGE.format("steps = [0.1]\nrange = [0, 1]"), "~7:1: “steps” are pushes, and with “range”"),
        (NUDGE.format("range = [2, 3]"), "~7:1: the value is 0.85 at first, which “range” does not hold"),
        (NUDGE.format("reply = 'a'"), "~7:1: this lab asks for nothing, so “reply” does nothing"),
        (NUDGE.format("optional = true"), "~7:1: this lab asks for nothing, so “optional” does nothing"),
        (NUDGE.format(VISIT.format("0, 1", "'z[2][1] > 0.1', 'C > 0'")), "~8:1: all of this is true from"),
        (
            NUDGE.format(VISIT.format("-1, 2", "'z[2][1] = 0'")),
            "8:11: “z[2][1] = 0” is true at none of the slider’s 200 steps from -1 to 2, so no answer is",
        ),
        (NUDGE.format("plot = 'activation'"), "7:1: an activation is drawn for a z that is dragged"),
        (
            NUDGE.replace("z[", "b[").format("range = [-1, 2]\nplot = 'activation'"),
            "8:1: an activation is drawn for a z that is dragged, and not of softmax: leave “plot” out",
        ),
        (
            "It is {{dC/dz[3][1]}}.\n\n" + ASKED.format("q"),
            "~5:7: this is what the predict block of line 7 asks for: put it below that",
        ),
        (ASKED.format(r"What is $\frac{{{dC/dz[3][1] : 2}}}{1}$?"), "~7:17: this is what the predict block"),
        (CHOOSE.format("false", "false"), "5:1: no option is right: mark one with right = true"),
        (CHOOSE.format("true", "true"), "5:1: more than one option is right: add several = true"),
    ],
)
def test_that_a_block_that_does_not_do_what_it_says_is_told_once(
    tmp_path: Path, body: str, expected: str
) -> None:
    found = said(tmp_path, body)
    assert len(found) == 1 and found[0].startswith(expected), found


@pytest.mark.parametrize(
    "body",
    [
        STEP.format("chain = 'a[1][1]'\nopen = 'dC/da[3][1]'"),
        "~~~order\ncards = ['a', '$a$']\n~~~\n",
        FUNCTION.format(r"2x \text{ \$}", ""),
        NUDGE.format("hints = ['a']"),
        NUDGE.format(VISIT.format("-1, 3", "'z[2][1] > 0', 'z[2][1] = 0'")),
        NUDGE.format("range = [-1, 2]\nplot = 'activation'"),
        ASKED.format("q") + "\nIt is {{dC/dz[3][1]}}.\n",
        "{{dC/dz[3][1]@2}} {{2*dC/dz[3][1]}}\n\n" + ASKED.format("q"),
    ],
)
def test_that_what_is_meant_is_let_through(tmp_path: Path, body: str) -> None:
    assert said(tmp_path, body) == []


def test_that_a_condition_is_looked_for_where_the_slider_stands() -> None:
    places = [dragged_to(-0.7, 0.3, place) for place in range(PLACES + 1)]
    assert places[0] == -0.7 and places[-1] == 0.3
    assert {0.0, 0.05, 0.1} < set(places)
