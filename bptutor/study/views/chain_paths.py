"""A sum over paths: each path as known × local derivative, in rows or as small summands, and their sum."""

from __future__ import annotations

from msgspec.structs import replace

from bptutor.foundation.numbers import bracketed
from bptutor.study.views.chain_cards import Cards, CardView, ChainView, RowView
from bptutor.study.views.chain_rules import rule_keys_of, rule_of, spoken_rule
from bptutor.study.views.chain_sums import KeyOf, so_far, windowed
from bptutor.trace.keys import Key, Kind
from bptutor.trace.making import path_factors
from bptutor.trace.steps import Level, Phase

MOST_ROWS = 3
WORDS = {2: "two", 3: "three", 4: "four", 5: "five"}


def paths(cards: Cards) -> ChainView:
    """The view of a ∂C/∂a or ∂C/∂z that is a sum over several paths."""
    whole, count = cards.whole, path_count(cards, cards.whole)
    name = cards.namer.plain(whole)
    title = f"Chain {name} · {WORDS.get(count, count)} paths, added"
    total = replace(cards.card(whole, f"sum, {cards.namer.spoken(whole)}", "="), label=name, framed=False)
    rows = tuple(_row(cards, path) for path in range(1, count + 1)) if count <= MOST_ROWS else ()
    here, done = _progress(cards, count)
    small = (*windowed(cards, count, _key_of(whole), _summand, here), total)
    note = so_far(cards, count, done, _key_of(whole), "path")
    return ChainView(title, whole, Phase.BACKWARD, small, True, rows, total, note)


def path_count(cards: Cards, key: Key) -> int:
    """Over how many neurons a value reaches C."""
    return cards.timeline.network.widths[key.layer + 1 if key.kind is Kind.DC_DA else key.layer]


def _progress(cards: Cards, count: int) -> tuple[int, int]:
    """The path that is being walked (from 0; 0 at the sum itself), and how many are multiplied out."""
    if cards.step.level is Level.VALUE or cards.step.target == cards.whole:
        return 0, count
    path, multiplied = divmod(cards.place.term, 2)
    return path, path + multiplied


def _key_of(whole: Key) -> KeyOf:
    """The product over path number `place`, from 0."""
    over_z = whole.kind is Kind.DC_DA
    layer = whole.layer + 1 if over_z else whole.layer
    kind = Kind.OVER_Z if over_z else Kind.OVER_A

    def key(place: int) -> Key:
        return Key(kind, layer, place + 1, whole.j)

    return key


def _over(whole: Key, path: int) -> Key:
    """The neuron that a path leads over."""
    over_z = whole.kind is Kind.DC_DA
    return Key(Kind.Z, whole.layer + 1, path) if over_z else Key(Kind.A, whole.layer, path)


def _row(cards: Cards, path: int) -> RowView:
    whole = cards.whole
    known, local = path_factors(whole, path)
    over = _over(whole, path)
    keys = rule_keys_of(cards, local)
    rule, _numbers = rule_of(cards, local, keys)
    factor = replace(
        cards.card(local, f"times {cards.namer.spoken(local)}, {spoken_rule(cards, local, keys)}", "×"),
        rule=rule,
        lights=frozenset((local, *keys)),
    )
    product = cards.card(_key_of(whole)(path - 1), f"product over {cards.namer.spoken(over)}", "=")
    return RowView(
        f"over {cards.namer.plain(over)}", (cards.card(known), factor, replace(product, framed=False))
    )


def _summand(cards: Cards, key: Key, joiner: str) -> CardView:
    """One path as a small card: both its factors as soon as they are known, then their product."""
    whole = cards.whole
    known, local = path_factors(whole, key.j)
    over = _over(whole, key.j)
    words, numbers = f"path over {cards.namer.spoken(over)}", ""
    if cards.numbers(known).known and cards.numbers(local).known:
        numbers = f"{bracketed(cards.text(known))} × {bracketed(cards.text(local))}"
        words = f"{words}, {cards.text(known)} times {cards.text(local)}"
    card = cards.card(key, words, joiner)
    return replace(
        card,
        symbol="",
        label=f"over {cards.namer.plain(over)}",
        numbers=numbers,
        current=cards.step.target in (key, local),
        lights=card.lights | {known, local, over},
    )
