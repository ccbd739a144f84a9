"""The way forward: the composition as it grows, and the weighted inputs and shares that add up."""

from __future__ import annotations

from msgspec.structs import replace

from bptutor.foundation.numbers import bracketed
from bptutor.study.views.chain_cards import Cards, CardView, ChainView
from bptutor.study.views.chain_sums import KeyOf, so_far, windowed
from bptutor.study.views.numbers import Status
from bptutor.trace.formulas import formula
from bptutor.trace.keys import Key, Kind
from bptutor.trace.making import activation_key, weighted_key
from bptutor.trace.plain import plain
from bptutor.trace.steps import Level, Phase
from bptutor.trace.symbols import product_parts

MOST_LETTERS = 36  # of a rule with its numbers; a longer one stands in the step's own panel


def forward(cards: Cards) -> ChainView:
    """What leads to a z, an a or C."""
    key = cards.whole
    if key.kind is Kind.Z and (cards.step.level is Level.TERM or not cards.namer.thin):
        return _weighted(cards)
    if key.kind is Kind.C and cards.timeline.network.widths[-1] > 1:
        return _shares(cards)
    made = [_equation(cards, value, place > 0) for place, value in enumerate(_composition(cards))]
    return ChainView(_title(cards), key, cards.step.phase, tuple(made))


def _title(cards: Cards) -> str:
    key = cards.whole
    return f"Cost {cards.namer.plain(key)}" if key.kind is Kind.C else f"Forward {cards.namer.plain(key)}"


def _composition(cards: Cards) -> list[Key]:
    """z¹, a¹, z² … up to the value; among several neurons only the last stretch of it is a chain."""
    key, depth = cards.whole, cards.timeline.network.depth
    if cards.namer.thin:
        layers = range(1, depth + 1)
        keys = [Key(kind, layer, 1) for layer in layers for kind in (Kind.Z, Kind.A)] + [Key(Kind.C)]
        return keys[: keys.index(key) + 1]
    if key.kind is Kind.C:
        return [Key(Kind.Z, depth, 1), Key(Kind.A, depth, 1), key]
    mixes = cards.timeline.network.layers[key.layer - 1].activation.mixes
    return [key] if mixes else [key.of_kind(Kind.Z), key]


def _equation(cards: Cards, key: Key, joined: bool) -> CardView:
    """A value with its formula, and the formula's numbers once they may be seen."""
    at = cards.index_of_value(key)
    made = formula(cards.timeline.step(Level.VALUE, at), cards.timeline, cards.namer)
    card = cards.card(key, cards.namer.spoken(key), "→" if joined else "")
    fresh = card.value.known and card.value.status is not Status.STALE
    numbers = plain(made.substituted) if fresh else ""
    rule = _softmax(cards, key) or made.symbolic
    return replace(
        card,
        rule=rule,
        numbers=numbers if len(numbers) <= MOST_LETTERS else "",
        current=key == cards.whole,
    )


def _softmax(cards: Cards, key: Key) -> str:
    """The rule of an output that is mixed from all z, by name: its fraction is too large for a card."""
    if key.kind is not Kind.A:
        return ""
    own = cards.timeline.network.layers[key.layer - 1].activation
    return rf"{own.tex_symbol}({cards.namer.tex(Key(Kind.Z, key.layer))})_{{{key.j}}}" if own.mixes else ""


def _weighted(cards: Cards) -> ChainView:
    """The summands of a z with its bias."""
    key = cards.whole
    inputs, row_key = cards.timeline.network.widths[key.layer - 1], _weighted_key(key)
    term = cards.place.term if cards.step.level is Level.TERM else inputs
    made = windowed(cards, inputs, row_key, _weighted_card, term if term < inputs else 0)
    bias = Key(Kind.B, key.layer, key.j)
    made.append(cards.card(bias, f"bias {cards.namer.spoken(bias)}", "+"))
    made.append(_total(cards, "="))
    note = so_far(cards, inputs, min(term + 1, inputs), row_key, "input")
    return ChainView(_title(cards), key, Phase.FORWARD, tuple(made), summands=True, note=note)


def _weighted_key(key: Key) -> KeyOf:
    """The product of weight and input number `place` (from 0) of a z."""

    def made(place: int) -> Key:
        return weighted_key(key.layer, key.j, place + 1)

    return made


def _weighted_card(cards: Cards, key: Key, joiner: str) -> CardView:
    weight, source = product_parts(key)
    card = cards.card(key, cards.namer.spoken(key), joiner)
    assert source == activation_key(key.layer - 1, key.k)
    numbers = f"{bracketed(cards.text(weight))} × {bracketed(cards.text(source))}" if card.value.known else ""
    return replace(card, numbers=numbers, lights=card.lights | {weight, source})


def _shares(cards: Cards) -> ChainView:
    """Each output's share of C."""
    outputs = cards.timeline.network.widths[-1]
    term = cards.place.term if cards.step.level is Level.TERM else outputs
    made = windowed(cards, outputs, _share_key, _share_card, term if term < outputs else 0)
    made.append(_total(cards, "="))
    note = so_far(cards, outputs, min(term + 1, outputs), _share_key, "output")
    return ChainView(_title(cards), cards.whole, Phase.COST, tuple(made), summands=True, note=note)


def _share_key(place: int) -> Key:
    return Key(Kind.C_SHARE, 0, place + 1)


def _share_card(cards: Cards, key: Key, joiner: str) -> CardView:
    network = cards.timeline.network
    output, target = Key(Kind.A, network.depth, key.j), Key(Kind.Y, 0, key.j)
    spoken, shown = cards.namer.spoken(output), cards.namer.plain(output)
    card = cards.card(key, f"share of {spoken}", joiner)
    numbers = f"{cards.text(output)}, target {cards.text(target)}" if card.value.known else ""
    return replace(
        card, symbol="", label=f"from {shown}", numbers=numbers, lights=card.lights | {output, target}
    )


def _total(cards: Cards, joiner: str) -> CardView:
    """What the summands come to."""
    return replace(cards.card(cards.whole, f"sum, {cards.namer.spoken(cards.whole)}", joiner), framed=False)
