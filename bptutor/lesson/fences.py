"""Live blocks whose end was forgotten: told where they begin, and closed so that what follows is read.

Markdown lets such a block go on to the next closing line, over prose and other blocks: the complaint would
come from far below, and be about TOML that is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bptutor.lesson.faults import Faults, Place

FENCE = re.compile(r" {0,3}(~{3,}|`{3,})\s*(.*?)\s*")
TOML_LINE = re.compile(r"\s*([\w\"'.-]+\s*=|\[|\])")
HEADING = re.compile(r"#{1,2} ")


def mended(lines: Sequence[str], first: int, faults: Faults, is_live: Callable[[str], bool]) -> list[str]:
    """The lines, the first of which is line `first` of the file, with each block that `is_live` by its name
    closed; there are as many as before."""
    found = list(lines)
    number = 0
    while number < len(found):
        opening = FENCE.fullmatch(found[number])
        if opening is None or ("`" in opening[2] and opening[1][0] == "`"):
            number += 1
            continue
        mark, word = opening[1], opening[2].split(" ")[0]
        if not is_live(word):
            number = _end(found, number, mark) + 1
            continue
        number = _closed(found, number, mark, word, first, faults) + 1
    return found


def _end(lines: Sequence[str], start: int, mark: str) -> int:
    """The closing line of a block, or the last line of all."""
    closing = (n for n in range(start + 1, len(lines)) if _closes(lines[n], mark))
    return next(closing, len(lines) - 1)


def _closes(line: str, mark: str) -> bool:
    match = FENCE.fullmatch(line)
    return match is not None and not match[2] and match[1].startswith(mark)


def _closed(lines: list[str], start: int, mark: str, word: str, first: int, faults: Faults) -> int:
    """The line at which a live block ends, if need be by being closed here."""
    after = range(start + 1, len(lines))
    following = next((n for n in after if FENCE.fullmatch(lines[n])), None)
    if following is not None and _closes(lines[following], mark):
        return following
    problem = f"this {word} block is never closed: end it with a line of {mark[:3]}"
    match = FENCE.fullmatch(lines[following]) if following is not None else None
    if following is not None and match is not None and not match[2]:
        faults.add(Place(first + start), f"{problem}; line {first + following} has {match[1]}")
        lines[following] = mark
        return following
    end = len(lines) if following is None else following
    blanks = [n for n in range(start + 1, end) if not lines[n].strip()]
    ends = (n for n in blanks if not TOML_LINE.match(_next(lines, n, end)))
    place = next(ends, end)
    titles = (n for n in range(start + 1, end) if HEADING.match(lines[n]))
    title = next((n for n in titles if not TOML_LINE.match(_next(lines, n, end))), end)
    faults.add(Place(first + start), problem)
    if place < title:
        lines[place] = mark
        return place
    end = title
    lines[start:end] = [""] * (end - start)  # nowhere to close it: without it the rest can be read
    return end - 1


def _next(lines: Sequence[str], blank: int, end: int) -> str:
    """The next line with something on it before the end of the block."""
    return next((lines[n] for n in range(blank + 1, end) if lines[n].strip()), "")
