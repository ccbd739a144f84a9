"""What the JSON of a `.bpnet` file may say, key by key, and the reader's complaints in plain words.

Lists of numbers stay raw here: their sizes are looked at before they become numbers.
"""

from __future__ import annotations

import difflib
import re
from typing import Any, TypeVar

import msgspec

from bptutor.engine.json_places import path_at, repeated_key
from bptutor.foundation.errors import FileError

FORMAT = "bptutor-network"
VERSION = 1

Wanted = TypeVar("Wanted")


class LayerSaid(msgspec.Struct, forbid_unknown_fields=True):
    """One layer as the file says it."""

    weights: msgspec.Raw
    bias: msgspec.Raw
    activation: str
    train_weights: bool = True
    train_bias: bool = True


class DataSaid(msgspec.Struct, forbid_unknown_fields=True):
    """The examples as the file says them."""

    inputs: msgspec.Raw
    targets: msgspec.Raw


class FileSaid(msgspec.Struct, forbid_unknown_fields=True):
    """The whole file as it says it. What has a value here may be left out."""

    format: str
    version: int
    layers: list[LayerSaid]
    name: str = ""
    cost: str = "squared_error"
    reduction: str = "mean"
    relu_slope_at_zero: float = 0.0
    data: DataSaid | msgspec.UnsetType = msgspec.UNSET
    learning_rate: float = 0.1
    update: str = "batch"


NOTHING = msgspec.Raw(b"")


class HeadSaid(msgspec.Struct):
    """Only the two keys that every version of the format has."""

    format: msgspec.Raw = NOTHING
    version: msgspec.Raw = NOTHING


WORDS = {
    "float": "a number",
    "int": "a whole number",
    "str": "text",
    "bool": "true or false",
    "array": "a list",
    "object": "an object {…}",
    "null": "null",
}
KEYS = {
    "$": FileSaid.__struct_fields__,
    "$.data": DataSaid.__struct_fields__,
}
LAYER_KEYS = LayerSaid.__struct_fields__


def parse(path: str, text: bytes | msgspec.Raw, kind: type[Wanted], field: str = "$") -> Wanted:
    """JSON text as what it should be. Raises FileError that names the field; `field` is the text's own."""
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.ValidationError as error:
        problem, _, inner = str(error).partition(" - at `$")
        raise _complaint(path, problem, field + inner.removesuffix("`")) from error
    except msgspec.DecodeError as error:
        raise _syntax_error(path, str(error), bytes(text), field) from error
    except RecursionError as error:
        raise FileError(path, "has lists inside lists without end", field) from error


def refuse_repeated_keys(path: str, text: str) -> None:
    """Two equal keys in one object say two things. Raises FileError."""
    if found := repeated_key(text):
        raise FileError(path, "is there twice; keep one of the two", ".".join(found))


def did_you_mean(word: str, known: tuple[str, ...]) -> str:
    """The end of a sentence about a word that is not known: the nearest one that is, or all."""
    near = difflib.get_close_matches(word, known, n=1)
    return f'did you mean "{near[0]}"?' if near else "known are " + ", ".join(known)


def _complaint(path: str, problem: str, field: str) -> FileError:
    """The strict reader's sentence in plain words."""
    if found := re.fullmatch(r"Expected `(.*)`, got `(.*)`", problem):
        wanted, got = (WORDS.get(word, word) for word in found.groups())
        return FileError(path, f"must be {wanted}, not {got}", field)
    if found := re.fullmatch(r"Object missing required field `(.*)`", problem):
        return FileError(path, "is missing", f"{field}.{found[1]}")
    if found := re.fullmatch(r"Object contains unknown field `(.*)`", problem, re.DOTALL):
        known = KEYS.get(field, LAYER_KEYS)
        return FileError(path, f"is not known here; {did_you_mean(found[1], known)}", f"{field}.{found[1]}")
    if "out of range" in problem:
        return FileError(path, "is too large for a number", field)
    return FileError(path, problem[:1].lower() + problem[1:], field)


def _syntax_error(path: str, problem: str, text: bytes, field: str) -> FileError:
    """Not JSON: what, in which field, and in which line and column of the file."""
    if not text.strip():
        return FileError(path, "is empty")
    found = re.search(r"malformed: (.*) \(byte (\d+)\)", problem)
    stop = int(found[2]) if found else len(text)
    if found and found[1] == "trailing characters":  # the decoder has gone one letter past the first
        stop -= 1
    before = text[:stop].decode(errors="ignore")
    inside = field + path_at(before)[1:]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    place = (line, column) if field == "$" else None
    if word := re.match(rb"-?(nan|inf(inity)?)\b", text[stop:].lower()):
        said = text[stop : stop + word.end()].decode()
        return FileError(path, f"{said} is not a finite number", inside, place)
    return FileError(path, f"is not JSON: {found[1] if found else 'it breaks off'}", inside, place)


def plain(value: Any) -> str:
    """A value of the file inside a sentence, cut where it is long."""
    text = msgspec.json.encode(value).decode()
    return text if len(text) <= 60 else text[:60] + "…"
