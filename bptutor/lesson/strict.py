"""TOML tables to values, strictly: every unknown key, wrong type and missing value is a fault.

Texts become spans and TeX becomes formulas on the way, by the field's type.
"""

from __future__ import annotations

import math
import re
import tomllib
import types
import typing
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

import msgspec
from msgspec import structs

from bptutor.foundation.frozen import Frozen
from bptutor.lesson.faults import Faults, Place, did_you_mean
from bptutor.lesson.markdown import inline, maths
from bptutor.lesson.spans import Maths, Spans
from bptutor.lesson.strays import BARE, IN_TEX
from bptutor.lesson.toml_hints import backslash, explained

Wanted = TypeVar("Wanted")
Steps = tuple[str | int, ...]
WORDS = {
    "`str`": "a text in quotes",
    "`int`": "a whole number",
    "`float`": "a number",
    "`bool`": "true or false",
    "`array`": "a list [ … ]",
    "`object`": "a table",
    "`null`": "nothing",
}
ALIKE = {"prompt": "question", "question": "prompt", "answer": "value", "to": "value", "value": "to"}
COMMON = frozenset({"prompt", "question", "reply", "hints", "optional", "hard", "id", "example"})
BROKEN = object()  # what stands for a value that could not be read
ESCAPES = {"\t": "t", "\n": "n", "\f": "f", "\b": "b", "\r": "r"}
ESCAPED = re.compile(r"([\t\n\f\x08\r])([A-Za-z]+)")


class Toml:
    """One piece of TOML inside a file: its table, and where each key of it stands."""

    def __init__(self, source: str, line: int, faults: Faults) -> None:
        self.lines = source.split("\n")
        self.line = line  # of the file, where the first line of the TOML stands
        self.faults = faults
        self.table: dict[str, Any] | None = None
        self.fields: frozenset[str] = frozenset()  # of the whole
        try:
            self.table = tomllib.loads(source)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            self._say_syntax(str(error))

    def _say_syntax(self, text: str) -> None:
        match = re.search(r"^(.*?) \(at (?:line (\d+), column (\d+)|end of document)\)$", text)
        if match is None:
            self.faults.add(Place(self.line), f"this is not TOML: {text[:100]}")
            return
        rows = "\n".join(self.lines).rstrip("\n").split("\n")
        row = int(match[2]) - 1 if match[2] else len(rows)
        problem = match[1][:1].lower() + match[1][1:]
        row, column, sentence = explained(problem, rows, row, int(match[3] or 1))
        self.faults.add(Place(self.line + row, column), sentence)

    def place(self, steps: Steps) -> Place:
        """Where the value of a key stands; ("options", 1, "reply") is in the second [[options]]."""
        at = 0
        for number, step in enumerate(steps):
            if isinstance(step, str):
                following = steps[number + 1] if number + 1 < len(steps) else None
                found = self._header(step, following, at) if isinstance(following, int) else None
                at = found if found is not None else self._key(step, at)
        text = self.lines[at] if at < len(self.lines) else ""
        return Place(self.line + at, len(text) - len(text.lstrip()) + 1)

    def _header(self, key: str, count: int, start: int) -> int | None:
        pattern = re.compile(rf"\s*\[\[\s*{re.escape(key)}\s*\]\]")
        found = [n for n in range(start, len(self.lines)) if pattern.match(self.lines[n])]
        return found[count] if count < len(found) else None

    def _key(self, key: str, start: int) -> int:
        pattern = re.compile(
            rf"""\s*(?:{re.escape(key)}|"{re.escape(key)}"|\[\s*{re.escape(key)}\s*\])\s*(?:=|$)"""
        )
        return next((n for n in range(start, len(self.lines)) if pattern.match(self.lines[n])), start)

    def inside(self, steps: Steps, text: str, offset: int = 0) -> Place:
        """Where a part of a key's text stands."""
        place = self.place(steps)
        line = self.lines[place.line - self.line] if place.line - self.line < len(self.lines) else ""
        found = line.find(text) if text else -1
        return Place(place.line, found + offset + 1) if found >= 0 else place

    def decode(self, kind: type[Wanted], **given: object) -> Wanted | None:
        """The table as a value; `given` fields are no keys. Where faults were noted it is made of what could
        be read, so that the rest can be checked too, and None where something is missing that it needs."""
        self.fields = frozenset(field.name for field in structs.fields(typing.cast(type, kind))) - set(given)
        made = self._decode(kind, self.table, (), given) if self.table is not None else BROKEN
        return None if made is BROKEN else typing.cast("Wanted", made)

    def _decode(
        self, kind: type, table: Mapping[str, Any], steps: Steps, given: Mapping[str, object]
    ) -> object:
        fields = {f.name: f for f in structs.fields(kind) if f.name not in given}
        for key in table:
            if key not in fields:
                self.faults.add(self.place((*steps, key)), self._unknown(key, fields, steps))
        values, whole = dict(given), True
        for name, field in fields.items():
            value: object = BROKEN
            if name in table:
                value = self._value(hints(kind)[name], table[name], (*steps, name))
            elif field.required:
                self.faults.add(self.place(steps), f"“{name}” is missing")
            if value is not BROKEN:
                values[name] = value
            whole = whole and (value is not BROKEN or not field.required)
        return kind(**values) if whole else BROKEN

    def _unknown(self, key: str, fields: Mapping[str, object], steps: Steps) -> str:
        """The sentence for a key that there is not. Below a table, one of the block may be meant."""
        if steps and key in self.fields:
            return f"“{key}” is the block’s own key: write it above the first [[{steps[0]}]]"
        if (other := ALIKE.get(key, "")) in fields:
            return f"there is no key “{key}” here; did you mean “{other}”?"
        return f"there is no key “{key}” here{'' if key in COMMON else did_you_mean(key, fields)}"

    def _value(self, wanted: Any, value: object, steps: Steps) -> object:
        """A value by its field's type; BROKEN where it cannot be one, and a fault was noted."""
        if wanted in (Spans, Maths) or wanted == Maths | None:
            return self._text(wanted, value, steps)
        item = item_type(wanted)
        if item is not None and (item in (Spans, Maths) or _is_value(item)):
            if not isinstance(value, list):
                self.faults.add(self.place(steps), f"“{steps[-1]}” must be a list, not {_said(value)}")
                return BROKEN
            row = tuple(self._value(item, each, (*steps, number)) for number, each in enumerate(value))
            return BROKEN if BROKEN in row else row
        if _is_value(wanted):
            if isinstance(value, dict):
                return self._decode(typing.cast(type, wanted), value, steps, {})
            self.faults.add(self.place(steps), f"“{_named(steps)}” must be a table, not {_said(value)}")
            return BROKEN
        return self._convert(wanted, value, steps)

    def _text(self, wanted: Any, value: object, steps: Steps) -> object:
        if not isinstance(value, str):
            self.faults.add(
                self.place(steps), f"“{_named(steps)}” must be a text in quotes, not {_said(value)}"
            )
            return BROKEN
        if command := self._taken(value):
            self.faults.add(self.inside(steps, command), backslash(command))
            return BROKEN
        place = self.inside(steps, value)
        if wanted != Spans and BARE.search(value):
            self.faults.add(place, IN_TEX)
            value = BARE.sub("", value)
        return inline(value, self.faults, place) if wanted == Spans else maths(value, self.faults, place)

    def _taken(self, text: str) -> str:
        """A TeX command that TOML has read as an escape, as a tab and "heta"; nothing where there is none."""
        for found in ESCAPED.finditer(text):
            command = rf"\{ESCAPES[found[1]]}{found[2]}"
            if any(command in line for line in self.lines):
                return command
        return ""

    def _convert(self, wanted: Any, value: object, steps: Steps) -> object:
        if not _finite(value):
            self.faults.add(
                self.place(steps), f"“{_named(steps)}” must be finite: nan and inf are no numbers"
            )
            return BROKEN
        try:
            return msgspec.convert(value, wanted, strict=True)
        except msgspec.ValidationError as error:
            known = [word for word in typing.get_args(wanted) if isinstance(word, str) and word]
            if known and isinstance(value, str):
                words = f"must be {', '.join(known[:-1])} or {known[-1]}, not “{value}”"
                problem = f"“{_named(steps)}” {words}{did_you_mean(value, known)}"
                self.faults.add(self.inside(steps, value), problem)
            else:
                self.faults.add(self.place(steps), f"“{_named(steps)}”: {plain(str(error))}")
            return BROKEN


def _finite(value: object) -> bool:
    """Whether no number in a value is nan or inf, as TOML can say them and `1e400` comes out."""
    match value:
        case float():
            return math.isfinite(value)
        case list():
            return all(map(_finite, value))
        case dict():
            return all(map(_finite, value.values()))
        case _:
            return True


def _is_value(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Frozen)


@cache
def hints(kind: type) -> dict[str, Any]:
    """The types of a value's fields."""
    return typing.get_type_hints(kind)


def item_type(wanted: Any) -> Any:
    """X of tuple[X, ...]; None for any other type."""
    arguments = typing.get_args(wanted)
    is_row = typing.get_origin(wanted) is tuple and len(arguments) == 2 and arguments[1] is Ellipsis
    return arguments[0] if is_row and wanted != Spans else None


def plain(problem: str) -> str:
    """msgspec's complaint in the words of a person who writes TOML."""
    problem = problem.partition(" - at `")[0]
    problem = re.sub(r"^(Number|Integer value) out of range$", "the number is too large", problem)
    for word, said in WORDS.items():
        problem = problem.replace(word, said)
    problem = re.sub(r"^Expected ", "must be ", problem).replace(" | ", " or ").replace(", got ", ", not ")
    return problem.replace("`", "")


def _named(steps: Sequence[str | int]) -> str:
    names = [step for step in steps if isinstance(step, str)]
    return names[-1] if names else ""


def _said(value: object) -> str:
    words: dict[type, str] = {
        str: "a text",
        bool: "true or false",
        int: "a number",
        float: "a number",
        list: "a list",
        dict: "a table",
        types.NoneType: "nothing",
    }
    return words.get(type(value), "a date")
