"""What the TOML reader complains of, in the words of a person who writes a lesson, and where the slip is.

The reader stops at the first character that it cannot go on with, which is often not the one that is wrong:
an apostrophe has ended a text long before. So the row is looked at, and what is found there is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

KEY = re.compile(r"\s*[\w.\"'\[\],-]+\s*=\s*")
SINGLE = "put the text into single quotes"
# A single quote within a word, or behind a letter where more of the text follows: g'(z).
APOSTROPHE = re.compile(r"(?<=\w)'(?=[\w(])")
COMMAND = re.compile(r"\\[A-Za-z]+")
TWO_KEYS = re.compile(r"=\s*[^\"'\[{,#]+,\s*\w+\s*=")
BARE_NAME = re.compile(r"[{,]\s*(\w+\+?(?:\[[\d,\s]+\])+)\s*=")


def backslash(command: str) -> str:
    """The sentence on TeX in double quotes."""
    return f"in double quotes TOML takes the backslash of {command} for itself: {SINGLE}"


def explained(problem: str, rows: Sequence[str], row: int, column: int) -> tuple[int, int, str]:
    """Row from 0, column from 1 and sentence for a complaint; a row past the end is the end of the text."""
    if row >= len(rows):
        row, column = _open_row(rows), 1
    text = rows[row]
    if (command := COMMAND.search(text, max(column - 3, 0))) and re.search(r"hex|escape", problem):
        return row, command.start() + 1, backslash(command[0])
    if hint := _hint(problem, text):
        return row, column, f"this is not TOML: {hint}"
    return row, column, f"this is not TOML: {problem}"


def _open_row(rows: Sequence[str]) -> int:
    """The row in which what is open at the end begins: a text, or a list; the last where neither is found."""
    for number, row in enumerate(rows):
        if _unclosed(row) and not re.search("'''|\"\"\"", row):
            return number
    lists = (n for n, row in enumerate(rows) if KEY.match(row) and row.count("[") > row.count("]"))
    return next(lists, len(rows) - 1)


def _unclosed(row: str) -> bool:
    """Whether a text that begins in a row has no end there."""
    rest = re.sub(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'", "", row).partition("#")[0]
    return '"' in rest or "'" in rest


def _hint(problem: str, row: str) -> str:
    """What is wrong with a row, as far as a look at it tells."""
    found = KEY.match(row)
    value = row[found.end() :].strip() if found else row.strip()
    word = value.rstrip(",")
    if "overwrite" in problem:
        return "this key stands here already; a block’s own keys stand above its first [[…]]"
    if "'" in value and APOSTROPHE.search(value):
        return (
            "an apostrophe ends a text in single quotes: write ’, or put the text into three single quotes, "
            "'''…'''"
        )
    if re.search("[“”„]", row) and not re.search("[\"']", row):
        return "quotes are straight: \"…\" or '…'"
    if _unclosed(row):
        return "a text in quotes is not closed in its line"
    if word in ("True", "False", "yes", "no", "on", "off"):
        return "write true or false, in small letters"
    if (name := BARE_NAME.search(row)) is not None:
        return f'the name of a value stands in quotes: "{name[1]}"'
    if row.count("{") > row.count("}"):
        return "what stands between { and } is all on one line"
    if TWO_KEYS.search(row):
        return "each key stands on a line of its own"
    if problem == "unclosed array":
        closed = row.count("[") == row.count("]")
        return "between two values of a list stands a comma" if closed else "this list has no ] at its end"
    if found and not value:
        return "a value is missing behind the ="
    if problem == "invalid value" and value[:1].isalpha():
        return f'a text stands in quotes: "{word}"'
    if problem == "invalid value" and re.fullmatch(r"[-+]?\.\d+", word):
        return f"a number begins with a figure: {word.replace('.', '0.')}"
    if found is None and problem.startswith(("expected '='", "invalid statement", "invalid initial")):
        return "a line is a key, =, and its value"
    return ""
