"""Marking choices, cards in order, and paths."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bptutor.exercise.model import Choice, ChoicePart, Exercise, Mark, OrderPart, PathPart, Verdict
from bptutor.exercise.names import Names, UnknownNameError, plain
from bptutor.exercise.paths import joins, made_of, passed
from bptutor.exercise.said import RIGHT_TEXT
from bptutor.trace.keys import C, Key, Kind, NameOfValueError
from bptutor.trace.keys import parse as parse_key
from bptutor.trace.symbols import Namer, Notation

LONGEST = 1000
# A comma inside theta[2][1,3] is no comma between cards.
BETWEEN_CARDS = re.compile(r"(?:\s|;|\*|×|·|,(?![0-9]+\]))+")


def mark(
    exercise: Exercise, part: ChoicePart | OrderPart | PathPart, answer: str, notation: Notation
) -> Verdict:
    """The verdict on a choice, an order or a path, as text."""
    if len(answer) > LONGEST:
        return Verdict(Mark.SYNTAX, f"That is longer than {LONGEST} characters.", position=LONGEST)
    match part:
        case ChoicePart():
            return mark_choice(part, answer)
        case OrderPart():
            return _mark_order(part, answer)
        case _:
            return _mark_path(exercise, part, answer, Namer(exercise.document.network, notation))


def mark_choice(part: ChoicePart, answer: str) -> Verdict:
    """The verdict on a choice: its number, letter, name, or what is shown."""
    chosen = _which(part.choices, answer)
    if chosen is None:
        return Verdict(Mark.SYNTAX, f"Choose one of 1 to {len(part.choices)}.", position=0)
    if chosen == part.right:
        return Verdict(Mark.CORRECT, RIGHT_TEXT)
    return Verdict(Mark.WRONG, f"Not yet. {part.choices[chosen].why}".strip())


def _which(choices: Sequence[Choice], answer: str) -> int | None:
    """The choice that an answer names: its number from 1, its letter, its name, its key, or what is shown."""
    wanted = " ".join(answer.split()).casefold()
    if re.fullmatch("[0-9]{1,3}", wanted):
        return int(wanted) - 1 if 1 <= int(wanted) <= len(choices) else None
    if re.fullmatch("[a-z]", wanted):
        place = ord(wanted) - ord("a")
        return place if place < len(choices) else None
    for i, choice in enumerate(choices):
        said = (
            choice.name,
            choice.shown,
            str(choice.key) if choice.key else choice.name,
            choice.shown.split(" = ")[0],
        )
        if wanted in [" ".join(text.split()).casefold() for text in said]:
            return i
    return None


def _mark_order(part: OrderPart, answer: str) -> Verdict:
    order = []
    for piece in BETWEEN_CARDS.split(answer.strip()):
        chosen = _which(part.choices, piece)
        if chosen is None:
            return Verdict(
                Mark.SYNTAX,
                f"“{piece}” is none of the cards: give their numbers in order, as 3 1 4.",
                position=0,
            )
        order.append(chosen)
    if tuple(order) == part.right:
        return Verdict(Mark.CORRECT, RIGHT_TEXT)
    if tuple(reversed(order)) == part.right:
        return Verdict(Mark.CORRECT, "Right, written from the parameter back to C.")
    return Verdict(Mark.WRONG, f"Not yet. {_what_is_wrong(part, order)}")


def _what_is_wrong(part: OrderPart, order: list[int]) -> str:
    if len(set(order)) < len(order):
        return "One card is there twice."
    good = 0
    while good < min(len(order), len(part.right)) and order[good] == part.right[good]:
        good += 1
    if good == len(order):
        return "So far it is right; does the chain reach the parameter already?"
    card = part.choices[order[good]].shown.split(" = ")[0]
    stands = f"The first {good} {'card is' if good == 1 else 'cards are'} right. " if good else ""
    if order[good] not in part.right:
        return (
            f"{stands}{card} is a derivative that this chain does not pass. What stands under the line of "
            "the card before it?"
        )
    return f"{stands}{card} does not come next. What stands under the line of the card before it?"


def _mark_path(exercise: Exercise, part: PathPart, answer: str, namer: Namer) -> Verdict:
    network = exercise.document.network
    try:
        path = read_path(exercise, answer)
    except UnknownNameError as error:
        return Verdict(Mark.SYNTAX, str(error), position=0)
    if path[-1] == C:
        path = tuple(reversed(path))
    if path[0] != C:
        path = (C, *path)
    through = {(key.layer, key.j) for key in path if key.kind is Kind.Z}
    if joins(network, path, part.about) and set(part.via) <= through:
        return Verdict(Mark.CORRECT, RIGHT_TEXT)
    if joins(network, path, part.about):
        missing = next(passed(network, layer, j) for layer, j in part.via if (layer, j) not in through)
        return Verdict(Mark.WRONG, f"That is a path, but it does not go through {namer.plain(missing)}.")
    for above, below in pairwise(path):
        if not made_of(network, above, below):
            return Verdict(
                Mark.WRONG,
                f"Not yet. Your path goes from {namer.plain(above)} to {namer.plain(below)}, but there is no "
                f"direct way. What is {namer.plain(above)} made of?",
            )
    return Verdict(Mark.WRONG, f"So far it is right; it does not reach {namer.plain(part.about)} yet.")


def read_path(exercise: Exercise, answer: str) -> tuple[Key, ...]:
    """The values that a text names, in order: keys or the names that people type. Raises UnknownNameError."""
    names = Names(exercise.document.network)
    found = []
    for piece in re.split(r"(?:\s|->|→|;|,(?![0-9₀-₉]))+", answer.strip()):
        if piece:
            found.append(_key(names, piece))
    if not found:
        raise UnknownNameError("Name the values on the path, as C yhat z3 a2 z2 theta2.")
    return tuple(found)


def _key(names: Names, piece: str) -> Key:
    try:
        return parse_key(piece)
    except NameOfValueError:
        text = plain(piece).strip()
        match = names.match(text, 0)
        if match is None or match[1] != len(text):
            raise UnknownNameError(f"“{piece}” is not the name of a value here.") from None
        return match[0]
