"""What a person who writes a lesson gets wrong in TOML and Markdown is told so that it is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lesson.scenes import linted

TAKES = "in double quotes TOML takes the backslash of {} for itself: put the text into single quotes"
APOSTROPHE = (
    "this is not TOML: an apostrophe ends a text in single quotes: write ’, or put the text into three"
)
OWN = "is the block’s own key: write it above the first [[wrong]]"
NO_END = "this step block is never closed: end it with a line of ~~~"
STEP = "~~~step\nat = 'cost'\n"


def said(folder: Path, body: str) -> list[str]:
    """line:column: problem of each fault."""
    return [f"{f.place.line}:{f.place.column}: {f.problem}" for f in linted(folder, body)]


@pytest.mark.parametrize(
    ("toml", "expected"),
    [
        (r'reply = "$\sigma$"', "8:11: " + TAKES.format(r"\sigma")),
        (r'reply = "$\underline{a}$"', "8:11: " + TAKES.format(r"\underline")),
        (r'reply = "$\\nu$ and $\lambda$"', "8:22: " + TAKES.format(r"\lambda")),
        ("reply = 'don't'", "8:14: " + APOSTROPHE),
        ("reply = '$g'(z)$'", "8:13: " + APOSTROPHE),
        ("hints = ['a', 'it's', 'b']", "8:19: " + APOSTROPHE),
        ('reply = "x\nhard = true', "8:11: this is not TOML: a text in quotes is not closed in its line"),
        ("reply = 'x", "8:1: this is not TOML: a text in quotes is not closed in its line"),
        ('reply = "x', "8:11: this is not TOML: a text in quotes is not closed in its line"),
        ("reply = “x”", "8:9: this is not TOML: quotes are straight"),
        ("hard = True", "8:8: this is not TOML: write true or false, in small letters"),
        ("probes = ['sign' 'own-a']", "8:18: this is not TOML: between two values of a list stands a comma"),
        ("hints = ['a',\n'b'\n", "8:1: this is not TOML: this list has no ] at its end"),
        ("example = 1, hard = true", "8:12: this is not TOML: each key stands on a line of its own"),
        ("id = probe", '8:6: this is not TOML: a text stands in quotes: "probe"'),
        ("id =", "8:5: this is not TOML: a value is missing behind the ="),
        ("id 'a'", "8:4: this is not TOML: a line is a key, =, and its value"),
        ("hard: true", "8:5: this is not TOML: a line is a key, =, and its value"),
        ("hard = true\nhard = true", "9:12: this is not TOML: this key stands here already; a block’s own"),
        ("[[wrong]]\nvalue = '9'\nreply = 'r'\nhard = true", f"11:1: “hard” {OWN}"),
        ("[[wrong]]\nvalue = '9'\nreply = 'r'\nhints = ['a']", f"11:1: “hints” {OWN}"),
        ("question = 'a'", "8:1: there is no key “question” here; did you mean “prompt”?"),
        ("lines = 'a'", "8:1: there is no key “lines” here"),
    ],
)
def test_that_a_slip_in_toml_is_told_once_and_in_plain_words(
    tmp_path: Path, toml: str, expected: str
) -> None:
    found = said(tmp_path, f"~~~predict\nvalue = 'C'\nprompt = 'q'\n{toml}\n~~~\n")
    assert len(found) == 1 and found[0].startswith(expected), found


@pytest.mark.parametrize(
    ("toml", "expected"),
    [
        (
            'set = { "x[1]" = 1,\n"b[1][1]" = 2 }',
            "6:20: this is not TOML: what stands between { and } is all on",
        ),
        ("set = { b[1][1] = 2 }", '6:10: this is not TOML: the name of a value stands in quotes: "b[1][1]"'),
        ("learning_rate = .5", "6:17: this is not TOML: a number begins with a figure: 0.5"),
    ],
)
def test_that_a_slip_in_a_network_block_is_told(tmp_path: Path, toml: str, expected: str) -> None:
    found = said(tmp_path, f"~~~network\n{toml}\n~~~\n")
    assert len(found) == 1 and found[0].startswith(expected), found


def test_that_a_question_is_no_prompt_and_a_key_of_other_blocks_is_nothing_like_it(tmp_path: Path) -> None:
    choose = "~~~choose\nprompt = 'a'\n[[options]]\ntext = 'a'\nreply = 'r'\nright = true\n~~~\n"
    assert "6:1: there is no key “prompt” here; did you mean “question”?" in said(tmp_path, choose)
    derivation = "~~~derivation\nof = 'dC/da[3][1]'\nhints = ['a']\n~~~\n"
    assert said(tmp_path, derivation) == ["7:1: there is no key “hints” here"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            STEP + "\n~~~step\nat = 'bad'\n~~~\n{{no}}\n",
            [f"5:1: {NO_END}", "9:7: “at” must be", "11:3: “no” is"],
        ),
        (
            STEP + "~~~step\nat = 'bad'\n~~~\n{{no}}\n",
            [f"5:1: {NO_END}", "8:7: “at” must be", "10:3: “no” is"],
        ),
        (
            STEP + "\nSo {{no}}.\n\n~~~step\nat = 'bad'\n~~~\n",
            [f"5:1: {NO_END}", "8:6: “no” is", "11:7: “at” must"],
        ),
        (STEP + "\nlook = 'chain'\n\n## Two\n{{no}}\n", [f"5:1: {NO_END}", "11:3: “no” is"]),
        (STEP + "## Two\n{{no}}\n", [f"5:1: {NO_END}", "8:3: “no” is"]),
        (STEP + "```\n{{no}}\n", [f"5:1: {NO_END}; line 7 has ```", "8:3: “no” is"]),
        (STEP + "\n```python\n~~~step\n```\n{{no}}\n", [f"5:1: {NO_END}", "11:3: “no” is"]),
        (STEP + "# said of it\nlook = 'chain'\n~~~\n{{no}}\n", ["10:3: “no” is"]),
        ("```python\n~~~step\n```\n\n~~~~step\nat = 'cost'\n~~~~\n{{no}}\n", ["12:3: “no” is"]),
    ],
)
def test_that_a_block_without_an_end_is_told_where_it_begins_and_hides_nothing(
    tmp_path: Path, body: str, expected: list[str]
) -> None:
    found = said(tmp_path, body)
    assert len(found) == len(expected), found
    assert all(line.startswith(start) for line, start in zip(found, expected, strict=True)), found
