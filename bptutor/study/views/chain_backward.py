"""The way back in a chain: one card a factor, from C on, with the running product that each leads to."""

from __future__ import annotations

from msgspec.structs import replace

from bptutor.study.views.chain_cards import Cards, CardView, ChainView
from bptutor.study.views.chain_paths import path_count, paths
from bptutor.study.views.chain_rules import rule_keys_of, rule_of, spoken_rule
from bptutor.trace.chain import Link, chain_to, splits
from bptutor.trace.keys import GRADIENTS, Key, Kind
from bptutor.trace.steps import Phase

GRADIENT_OF = {**GRADIENTS, Kind.Z: Kind.DC_DZ, Kind.A: Kind.DC_DA}


def backward(cards: Cards) -> ChainView:
    """The chain through the step's value, or the paths that meet in it."""
    if splits(cards.timeline, cards.whole):
        return paths(cards)
    goal = _goal(cards)
    chain = chain_to(cards.timeline, goal)
    made = [] if chain.start is None else [_start(cards, chain.start)]
    for link in chain.links:
        made.append(_factor(cards, link, len(made) + 1))
    return ChainView(f"Chain {cards.namer.plain(goal)}", goal, Phase.BACKWARD, tuple(made))


def _goal(cards: Cards) -> Key:
    """Where the chain leads: to what is selected if the step is on its way, else to a weight nearby."""
    key, selected = cards.whole, cards.state.selected
    if selected is not None and selected.kind in GRADIENT_OF:
        wanted = selected.of_kind(GRADIENT_OF[selected.kind])
        if _leads_through(cards, wanted, key):
            return wanted
    if key.kind in (Kind.DC_DA, Kind.DC_DZ):
        weight = Key(Kind.DC_DTHETA, key.layer, key.j, 1)
        # Where softmax mixes, ∂C/∂ŷ goes into sums, through which no single chain leads; and the gradient of
        # a weight that is not trained is never made.
        if cards.step_of(weight) is not None and _leads_through(cards, weight, key):
            return weight
    return key


def _leads_through(cards: Cards, goal: Key, key: Key) -> bool:
    return any(link.running == key for link in chain_to(cards.timeline, goal).links)


def _start(cards: Cards, start: Key) -> CardView:
    """The first card of a chain that goes on from a sum over paths."""
    count = path_count(cards, start)
    card = cards.card(start, f"{cards.namer.spoken(start)}, the sum over {count} paths")
    return replace(cards.with_running(card, start), numbers=f"sum of {count} paths")


def _factor(cards: Cards, link: Link, number: int) -> CardView:
    key = link.factor
    keys = rule_keys_of(cards, key)
    rule, numbers = rule_of(cards, key, keys)
    words = f"factor {number}, {cards.namer.spoken(key)}, {spoken_rule(cards, key, keys)}"
    card = cards.with_running(cards.card(key, words, "×" if number > 1 else ""), link.running)
    return replace(
        card,
        rule=rule,
        numbers=numbers,
        current=cards.whole == link.running,
        lights=card.lights.union(keys),
    )
