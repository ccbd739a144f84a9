"""Whether what the learner did at a gate is right, and what the lesson says to it.

Right and wrong are decided on the network as it is now. The named slips of a `predict` block are told
apart in the room of exercises; here are the lesson's own replies.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bptutor.engine.network import Network
from bptutor.foundation.errors import TutorError
from bptutor.foundation.frozen import Frozen
from bptutor.lesson.chains import Chain, chains
from bptutor.lesson.evaluate import Numbers
from bptutor.lesson.expressions import Name
from bptutor.lesson.expressions import parse as read_expression
from bptutor.lesson.live import Choose, Option, Order, Path, Predict
from bptutor.lesson.spans import Spans
from bptutor.trace.keys import Key, NameOfValueError, parse

TOLERANCE = 0.01
EXACT_ZERO = 1e-9
MOST_CHAINS = 200


class Outcome(Frozen):
    """`replies` are said in order. `missing` is how many right answers (or ways) are still to be found."""

    right: bool
    replies: tuple[Spans, ...] = ()
    missing: int = 0


def asked_key(block: Predict) -> Key | None:
    """The value that is asked for, where it is one value of the network and not an expression."""
    node = read_expression(block.value)
    if not isinstance(node, Name) or node.iteration or node.example not in (0, block.example):
        return None
    try:
        return parse(node.text)
    except NameOfValueError:
        return None


def near(value: float, right: float) -> bool:
    """Within 1%; where 0 is right, only 0 is."""
    if right == 0 or value == 0:
        return abs(value - right) <= EXACT_ZERO
    return abs(value - right) <= TOLERANCE * abs(right)


def judge_number(block: Predict, numbers: Numbers, value: float) -> Outcome:
    """A typed number: right, or one of the wrong ones that the author expects (the nearest), or neither (no
    reply)."""
    if near(value, numbers.of(block.value)):
        return Outcome(True, (block.reply,) if block.reply else ())
    expected = [(numbers.of(wrong.value), wrong) for wrong in block.wrong]
    alike = [(abs(value - number), wrong.reply) for number, wrong in expected if near(value, number)]
    return Outcome(False, (min(alike, key=lambda pair: pair[0])[1],) if alike else ())


def is_right(option: Option, numbers: Numbers) -> bool:
    """Whether an option is right on the network as it is."""
    return option.right if isinstance(option.right, bool) else numbers.of(option.right) != 0


def judge_choice(block: Choose, numbers: Numbers, chosen: Collection[int]) -> Outcome:
    """The chosen options, by their numbers from 0. Each has its reply; with `several`, all the right ones and
    no other must be chosen."""
    wanted = {n for n, option in enumerate(block.options) if is_right(option, numbers)}
    picked = set(chosen)
    replies = tuple(block.options[n].reply for n in sorted(picked) if 0 <= n < len(block.options))
    if not block.several:
        return Outcome(len(picked) == 1 and picked <= wanted, replies)
    missing = len(wanted - picked) if picked <= wanted else 0
    return Outcome(picked == wanted, replies, missing)


def ways(network: Network, to: str) -> tuple[Chain, ...]:
    """The chains from C to a value, at most 200."""
    found: list[Chain] = []
    for chain in chains(network, parse(to)):
        found.append(chain)
        if len(found) == MOST_CHAINS:
            break
    return tuple(found)


def judge_path(
    block: Path, network: Network, clicked: Sequence[Key], already: Collection[Chain] = ()
) -> Outcome:
    """A way that was clicked as the factors it passes, in the order from C. With `all`, ways that were found
    `already` count, and one way twice does not."""
    found, way = set(already), tuple(clicked)
    every = ways(network, block.to)
    if way not in every:
        return Outcome(False)
    found.add(way)
    missing = len(set(every) - found) if block.all else 0
    return Outcome(missing == 0, (block.reply,) if block.reply and not missing else (), missing)


def cards(block: Order, network: Network) -> tuple[Key, ...]:
    """The factor cards of an `order` block in their right order (the first way, where there are several),
    then the strangers."""
    if not block.to:
        raise TutorError("these cards are texts, not factors")
    return (*next(chains(network, parse(block.to))), *(parse(text) for text in block.strangers))


def judge_order(block: Order, network: Network, placed: Sequence[Key] | Sequence[int]) -> Outcome:
    """Cards in the order in which they were placed: keys of factors, or numbers (from 0) of texts."""
    reply = (block.reply,) if block.reply else ()
    if block.cards:
        right = list(placed) == list(range(len(block.cards)))
    else:
        right = tuple(placed) in ways(network, block.to)
    return Outcome(right, reply if right else ())


def first_mismatch(block: Order, network: Network, placed: Sequence[Key]) -> int | None:
    """The first card (from 0) that cannot stand where it does; None where all so far can."""
    every = ways(network, block.to)
    for number in range(1, len(placed) + 1):
        if not any(way[:number] == tuple(placed[:number]) for way in every):
            return number - 1
    return None
