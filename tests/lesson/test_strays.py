"""What Markdown would let through without a word, and the learner would see on the page, is a fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lesson.scenes import linted


def said(folder: Path, body: str) -> list[str]:
    """line:column: problem of each fault; of warnings with a ~ before it."""
    found = linted(folder, body)
    return [f"{'~' * f.warning}{f.place.line}:{f.place.column}: {f.problem}" for f in found]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("It costs $5.\n", "~5:10: this $ opens no formula that is closed; for the sign itself write \\$"),
        ("- a $x = 3\n", "~5:5: this $ opens no formula"),
        ("> a $x = 3\n", "~5:5: this $ opens no formula"),
        ("$5 and then $6\n", "~5:2: this formula ends with a space: for dollar signs themselves write \\$"),
        ("~~~predict\nvalue = 'C'\nprompt = 'a $x'\n~~~\n", "~7:11: this $ opens no formula"),
        ("$$\na = b\n", "5:1: this $$ opens no formula that is closed: one by itself comes after an"),
        ("Text:\n$$\na\n$$\n", "6:1: this $$ opens no formula that is closed"),
        ("$$\na\n\nText.\n\n$$b$$\n", "5:1: this $$ opens no formula that is closed"),
        ("Text $$b$$ text.\n", "5:6: this $$ opens no formula that is closed"),
        ("| a | b |\n| - | - |\n| $|x|$ | 1 |\n", "7:4: a | ends the cell of a table, even in a formula"),
        ("#Title\ntext\n", "5:1: a heading has a space after its #; for the sign itself write \\#"),
        ("text\n  ##$C$ again\n", "6:3: a heading has a space after its #"),
        ("The way home\n====\n", "6:1: a title is not underlined: write # The way home"),
        (
            "a\n\nThe way home\n-----\nb\n",
            "~8:1: this ends a page and makes no title; for a title",
        ),
        ("a\n\n#\nb\n", "7:1: a heading without words: write its title, or --- for a page without one"),
        ("[a](help:notatoin)\n", "5:1: the help has no page “notatoin”; did you mean “notation”?"),
        ("[a](help:notation#x)\n", "5:1: the help has no page “notation#x”: write help:notation"),
        ("a {{1/0*C}}\n", "~5:3: this is not a finite number here"),
        ("a $x = {{ln(0*C)}}$\n", "~5:8: this is not a finite number here"),
        ("# A\na\n# A\nb\n", "~7:1: a page before has this title too; links lead here by “#a-2”"),
    ],
)
def test_that_what_the_learner_would_see_is_said_once(tmp_path: Path, body: str, expected: str) -> None:
    found = said(tmp_path, body)
    assert len(found) == 1 and found[0].startswith(expected), found


@pytest.mark.parametrize(
    "body",
    [
        "It costs \\$5, then `$`, $ x $ and $y$2.\n",
        "Text.\n\n$$\na\n$$\nmore\n\n$$b$$\n",
        "| a | b |\n| - | - |\n| $\\|x\\|$ | $x$ |\n| \\$1 | \\$2 |\n",
        "#2 is example 2, \\#a\nand a #b\n\n```python\n#a\n===\n```\n",
        "a\n---\nb\n\n------\n\nc\n\n***\nd\n",
        "[a](help:notation) [b](help:writing-lessons)\n",
        "# A\na\n---\nb\n---\nc\n",
        "{{{C}}} $\\frac{{{C}}}{2}$ $\\frac{{a}{b}}{2}$\n",
    ],
)
def test_that_what_is_meant_is_let_through(tmp_path: Path, body: str) -> None:
    assert said(tmp_path, body) == []


def test_that_a_lesson_has_a_title(tmp_path: Path) -> None:
    found = linted(tmp_path, "a\n", '+++\nformat = 1\ntitle = " "\n+++\n')
    assert [(fault.place.line, fault.problem) for fault in found] == [(3, "“title” is empty")]
