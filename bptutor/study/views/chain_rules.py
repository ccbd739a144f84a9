"""The rule that gives a factor: as TeX, with its numbers, and in words."""

from __future__ import annotations

import re
from functools import lru_cache

from bptutor.foundation.numbers import short
from bptutor.study.views.chain_cards import Cards
from bptutor.study.views.numbers import Status
from bptutor.trace.formulas import factor_sides
from bptutor.trace.keys import Key, Kind
from bptutor.trace.plain import plain
from bptutor.trace.steps import Term
from bptutor.trace.term_steps import rule_keys

SIGN = r"\{((?:[^{} ]|\{[^{}]*\})+)\}"  # one value in braces
# On a card a fraction would stand under that of the factor's own name.
ONE_FRACTION = re.compile(rf"^(-?)\\frac{SIGN}{SIGN}$")


def rule_keys_of(cards: Cards, factor: Key) -> tuple[Key, ...]:
    """What a factor is worked out from."""
    if factor.kind is Kind.DC_DA:
        return Key(Kind.A, factor.layer, factor.j), Key(Kind.Y, 0, factor.j)
    return rule_keys(cards.timeline, factor)


@lru_cache(maxsize=1024)
def _on_one_line(rule: str) -> str:
    return ONE_FRACTION.sub(r"\1\2/\3", rule)


def rule_of(cards: Cards, factor: Key, keys: tuple[Key, ...]) -> tuple[str, str]:
    """The rule as TeX by which a factor comes from some values, and the rule with its numbers as text once
    they may be seen."""
    row = cards.numbers.row
    terms = [Term(key, cards.timeline.values[key, row]) for key in keys]
    rule, substituted = factor_sides(factor, cards.timeline, cards.namer, terms, row)
    numbers = [cards.numbers(key) for key in (factor, *keys)]
    # Numbers from before an edit and after it make no equation.
    rule = _on_one_line(rule)
    if any(not number.known or number.status is Status.STALE for number in numbers):
        return rule, ""
    return rule, _slope_numbers(cards, factor) or plain(substituted)


def _slope_numbers(cards: Cards, factor: Key) -> str:
    """a(1 − a) as its two numbers, which is what fits on a card; nothing for other slopes."""
    if factor.kind is not Kind.DA_DZ or factor.j != factor.k:
        return ""
    own = cards.timeline.network.layers[factor.layer - 1].activation
    if not own.mixes and own.name != "sigmoid":
        return ""
    a = cards.timeline.values[Key(Kind.A, factor.layer, factor.j), cards.numbers.row]
    return f"{short(a)} × {short(1 - a)}"


def spoken_rule(cards: Cards, factor: Key, keys: tuple[Key, ...]) -> str:
    """Where a factor comes from, as it is read aloud."""
    match factor.kind:
        case Kind.DC_DA:
            return f"from the {cards.timeline.network.cost.title}"
        case Kind.DA_DZ:
            own = cards.timeline.network.layers[factor.layer - 1].activation
            return f"the slope of {own.title}"
        case _:
            return cards.namer.spoken(keys[0]) if keys else "always 1"
