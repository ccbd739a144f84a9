"""Where in a JSON text something stands: `$.layers[1].bias[0]`, and keys that are said twice.

The JSON reader tells only a byte, and takes the last of two equal keys without a word. Both are found
here by looking at brackets and strings alone, so that a long row of numbers costs next to nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

# What lies between brackets and strings, and then one of them, or a string that the text breaks off in.
# Possessive, and going on to the end of the text in any case, so that no text takes long.
_TOKEN = re.compile(r'([^\[\]{}"]*+)(?:([\[\]{}])|"((?:[^"\\]++|\\.)*+)(?:(")|\\?\Z)|\Z)', re.DOTALL)


@dataclass(slots=True)
class _Inside:
    """One object or list that is open where the scan stands."""

    is_object: bool
    index: int = 0
    key: str | None = None
    keys: set[str] = field(default_factory=set)
    repeated: bool = False

    def pass_over(self, between: str) -> None:
        """Go over text without brackets and strings: a comma leads to the next key or element."""
        if commas := between.count(","):
            self.index += commas
            self.key = None

    def take_string(self, text: str) -> None:
        """A string in an object that has no key yet is its next key."""
        if self.is_object and self.key is None:
            self.key = json.loads(f'"{text}"', strict=False) if "\\" in text else text
            self.repeated = self.key in self.keys
            self.keys.add(self.key)

    def __str__(self) -> str:
        if self.is_object:
            return "" if self.key is None else f".{self.key}"
        return f"[{self.index}]"


def path_at(text: str) -> str:
    """The path of the value at the end of `text`, which is a JSON text that breaks off there."""
    inside: list[_Inside] = []
    for inside in _scan(text):  # noqa: B007
        pass
    return _path(inside)


def repeated_key(text: str) -> tuple[str, str] | None:
    """Path of the first object of a valid JSON text that has one key twice, and the key."""
    for inside in _scan(text):
        if inside and inside[-1].repeated:
            return _path(inside[:-1]), inside[-1].key or ""
    return None


def place_of(text: str, path: str) -> tuple[int, int]:
    """Line and column, from 1, of what a path names: its key, or the nearest key or bracket around it."""
    best, longest = 0, 0
    deepest = path.count(".") + path.count("[") + 1  # an object that has no key yet adds nothing to its path
    for at, inside in _scan_places(text):
        if len(inside) > deepest:  # spelt out again and again, brackets in brackets without end take hours
            continue
        here = _path(inside)
        leads_there = path.startswith(here) and path[len(here) :][:1] in ("", ".", "[")
        if leads_there and len(here) > longest:
            best, longest = at, len(here)
    return text.count("\n", 0, best) + 1, best - text.rfind("\n", 0, best)


def _path(inside: list[_Inside]) -> str:
    return "$" + "".join(map(str, inside))


def _scan(text: str) -> Iterator[list[_Inside]]:
    """What is open after each bracket and string, outermost first; always the same list."""
    return (inside for _at, inside in _scan_places(text))


def _scan_places(text: str) -> Iterator[tuple[int, list[_Inside]]]:
    """The same with where each bracket or string begins."""
    inside: list[_Inside] = []
    for token in _TOKEN.finditer(text):
        between, bracket, string, end_of_string = token.groups()
        if inside:
            inside[-1].pass_over(between)
        if bracket in ("{", "["):
            inside.append(_Inside(is_object=bracket == "{"))
        elif bracket and inside:
            inside.pop()
        elif end_of_string and inside:
            inside[-1].take_string(string)
        yield token.start() + len(between), inside
