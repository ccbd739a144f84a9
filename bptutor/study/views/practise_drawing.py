"""What an exercise changes in the drawing and the chain: the path that is traced is lit, and a card whose
number is asked for does not say how it is made."""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from bptutor.study.state import State
from bptutor.study.views.chain_cards import CardView, ChainView
from bptutor.study.views.light import Lit
from bptutor.study.views.network_view import NetworkView
from bptutor.study.views.numbers import Status
from bptutor.trace.keys import Key, Kind
from bptutor.trace.steps import Phase


def drawn(state: State, view: NetworkView) -> NetworkView:
    """The drawing with the path that the learner has traced so far."""
    practise = state.practise
    if practise is None or practise.home is None or practise.solved:
        return view
    from bptutor.exercise.model import PathPart

    if not isinstance(practise.asked, PathPart) or practise.given_away:
        return view
    picked = practise.picked
    edges = frozenset(edge for pair in pairwise(picked) if (edge := _edge(*pair)) is not None)
    target = picked[-1] if picked else Key(Kind.C)
    lit = Lit(target, edges, frozenset(), frozenset(picked))
    return replace(view, lit=lit, phase=Phase.BACKWARD)


def _edge(above: Key, below: Key) -> Key | None:
    """The line of the drawing between two neighbours on a path."""
    match above.kind, below.kind:
        case Kind.C, Kind.A:
            return below
        case Kind.Z, Kind.A if below.layer == above.layer - 1:
            return Key(Kind.THETA, above.layer, above.j, below.k or below.j)
        case Kind.Z, Kind.THETA:
            return below
    return None


def chained(state: State, view: ChainView) -> ChainView:
    """The chain without the rules of what is asked for."""
    if not state.hidden or (state.practise is None and state.predicting is None):
        return view
    cards = tuple(_asked(card) for card in view.cards)
    rows = tuple(replace(row, cards=tuple(_asked(card) for card in row.cards)) for row in view.rows)
    return replace(view, cards=cards, rows=rows)


def _asked(card: CardView) -> CardView:
    if card.value.status is not Status.HIDDEN:
        return card
    first = card.spoken.split(", ")
    return replace(card, rule="", numbers="", spoken=", ".join([*first[:2], "asked"]))
