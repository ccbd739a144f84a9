"""After the examples: shares gathered to J and its gradients, and the update of a parameter."""

from __future__ import annotations

from msgspec.structs import replace

from bptutor.foundation.numbers import MINUS, counted, short
from bptutor.study.views.chain_cards import Cards, CardView, ChainView
from bptutor.study.views.chain_sums import KeyOf, Note, windowed
from bptutor.study.views.numbers import NumberView, Status
from bptutor.trace.finding import step_of
from bptutor.trace.keys import RATE, Key, Kind
from bptutor.trace.making import gradient_of_update
from bptutor.trace.steps import Level
from bptutor.trace.values import rate_product


def update(cards: Cards) -> ChainView:
    """θ − η × gradient = θ⁺."""
    key = cards.whole
    weight = key.kind is Kind.THETA_NEW
    old = key.of_kind(Kind.THETA if weight else Kind.B)
    gradient = gradient_of_update(cards.timeline, key)
    product = key.of_kind(rate_product(weight, len(cards.timeline.rows)))
    pulled = cards.with_running(cards.card(gradient, "", "×"), product, "product")
    multiplying = cards.step.target == product
    made = (
        cards.card(old),
        replace(cards.card(RATE, "", MINUS), current=multiplying),
        replace(pulled, current=multiplying),
        replace(cards.card(key, "", "="), current=cards.step.target == key),
    )
    return ChainView(f"Update {cards.namer.plain(old)}", key, cards.step.phase, made)


def gathered(cards: Cards) -> ChainView:
    """One example's share after the other, and what they come to."""
    key, count = cards.whole, len(cards.timeline.rows)
    by_terms = cards.step.level is Level.TERM and cards.place.term < count
    at = cards.place.term if by_terms else None
    made = windowed(cards, count, _nth_share(key), _Shares(cards, at), at or 0)
    made.append(_joint(cards, count))
    title = f"{cards.namer.plain(key)} over {counted(count, 'example')}"
    note = _so_far(cards, at, count)
    return ChainView(title, key, cards.step.phase, tuple(made), summands=True, note=note)


def _nth_share(key: Key) -> KeyOf:
    """The share of example number `place` of the pass (from 0); its n says which, to tell them apart."""
    share = {Kind.J: Kind.C, Kind.DJ_DTHETA: Kind.DC_DTHETA, Kind.DJ_DB: Kind.DC_DB}[key.kind]

    def made(place: int) -> Key:
        return key._replace(kind=share, n=place + 1)

    return made


class _Shares:
    """Makes the card of one example's share; `at` is the example (from 0) that is being added, if one is."""

    def __init__(self, cards: Cards, at: int | None) -> None:
        self._at = at

    def __call__(self, cards: Cards, key: Key, joiner: str) -> CardView:
        row, own = key.n - 1, key._replace(n=0)
        number, value = cards.timeline.rows[row] + 1, cards.timeline.values[own, row]
        shown = NumberView(own, Status.KNOWN, value, short(value))
        if own in cards.state.hidden:
            shown = NumberView(own, Status.HIDDEN, None, "?")
        card = cards.card(own, f"example {number:,}", joiner, shown)
        step = step_of(cards.timeline, own, cards.state.cursor.level, row)
        return replace(card, symbol="", label=f"example {number:,}", current=row == self._at, step=step)


def _joint(cards: Cards, count: int) -> CardView:
    """J or its gradient: the sum, or the sum divided by the number of examples."""
    key, mean = cards.whole, cards.timeline.network.reduction == "mean"
    name = cards.namer.spoken(key)
    card = cards.card(key, f"mean, {name}" if mean else f"sum, {name}", "→" if mean else "=")
    whole = cards.timeline.values[_partial(key, count), 0]
    numbers = f"{short(whole)} ÷ {count}" if mean and card.value.known else ""
    label = cards.namer.plain(key) if key.kind is not Kind.J else ""
    return replace(card, label=label, numbers=numbers, framed=False)


def _partial(key: Key, count: int) -> Key:
    """The sum over the first `count` examples."""
    kinds = {Kind.J: Kind.SUM_C, Kind.DJ_DTHETA: Kind.SUM_DC_DTHETA, Kind.DJ_DB: Kind.SUM_DC_DB}
    return key._replace(kind=kinds[key.kind], n=count)


def _so_far(cards: Cards, at: int | None, count: int) -> Note:
    """The sum of the shares that have been added."""
    if at is None or (at + 1 == count and cards.timeline.network.reduction == "sum"):
        return ()
    partial = cards.numbers(_partial(cards.whole, at + 1))
    text = "?" if not partial.known else partial.text
    return ("sum so far ", False), (text, True), (f"  ·  {at + 1} of {counted(count, 'example')}", False)
