"""What all sums of the chain panel share: which summands are shown, and the sum so far."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from bptutor.foundation.numbers import counted, short
from bptutor.study.views.chain_cards import Cards, CardView
from bptutor.trace.keys import Key

MOST_SUMMANDS = 4

KeyOf: TypeAlias = Callable[[int], Key]
Make: TypeAlias = Callable[[Cards, Key, str], CardView]
Note: TypeAlias = tuple[tuple[str, bool], ...]


def windowed(
    cards: Cards, count: int, key_of: KeyOf, make: Make, here: int, most: int = MOST_SUMMANDS
) -> list[CardView]:
    """Cards for summands 0..count − 1, or for those about number `here`, with stand-ins for the others.

    Nothing stands in for a single one, which takes no more room itself."""
    first = min(max(here - most + 2, 0), max(count - most, 0))
    stop = min(first + most, count)
    first, stop = 0 if first == 1 else first, count if stop == count - 1 else stop
    made = [make(cards, key_of(place), "+" if place else "") for place in range(first, stop)]
    if first:
        made.insert(0, cards.left_out(key_of(0), first, ""))
    if stop < count:
        made.append(cards.left_out(key_of(stop), count - stop, "+"))
    return made


def so_far(cards: Cards, count: int, done: int, key_of: KeyOf, noun: str) -> Note:
    """The sum of the first `done` summands; nothing where that would give away what is asked."""
    if not 0 < done < count or any(key_of(place) in cards.state.hidden for place in range(done)):
        return ()
    row = cards.numbers.row
    total = sum(cards.timeline.values[key_of(place), row] for place in range(done))
    return ("sum so far ", False), (short(total), True), (f"  ·  {done} of {counted(count, noun)}", False)
