"""What the chain panel shows at a step: a chain from C on, paths that meet, the composition as it grows, or a
line of matrices."""

from __future__ import annotations

import numpy as np

from bptutor.study.state import State
from bptutor.study.views.chain_after import gathered, update
from bptutor.study.views.chain_backward import backward
from bptutor.study.views.chain_cards import Cards, CardView, ChainView, RowView
from bptutor.study.views.chain_forward import forward
from bptutor.study.views.chain_sums import Note
from bptutor.study.views.numbers import NumberReader
from bptutor.trace.formulas import Formula, formula
from bptutor.trace.keys import J_GRADIENTS, UPDATED, Key, Kind
from bptutor.trace.making import is_of_optimiser
from bptutor.trace.matrix_formulas import MOST_ROWS, laid_out
from bptutor.trace.plain import plain
from bptutor.trace.steps import Level, Phase, Step
from bptutor.trace.symbols import Namer

__all__ = ["CardView", "ChainView", "RowView", "chain_view"]

GATHERED = frozenset({Kind.J, *J_GRADIENTS.values()})


def chain_view(state: State, step: Step, numbers: NumberReader, namer: Namer) -> ChainView:
    """The chain panel's view of a state at a step."""
    cards = Cards(state, step, numbers, namer)
    if step.level is Level.LAYER and step.phase is not Phase.COST:
        return _layer(cards)
    if cards.whole.kind in GATHERED:
        return gathered(cards)
    if cards.place.segment.cuts:
        from bptutor.study.views.chain_update import composed

        return composed(cards)
    if cards.whole.kind in UPDATED.values():
        return update(cards)
    return backward(cards) if step.phase is Phase.BACKWARD else forward(cards)


def _layer(cards: Cards) -> ChainView:
    """The whole layer in one line, without its numbers while one of them is asked for."""
    step, namer = cards.step, cards.namer
    made = formula(step, cards.timeline, namer)
    if asked(cards.state.hidden, step.target):
        made = Formula(made.target, made.symbolic, "", "")
    title = f"Layer {step.target.layer} {step.phase.value}" if step.target.layer else namer.plain(step.target)
    if is_of_optimiser(step, cards.timeline):
        from bptutor.study.views.chain_update import by_optimiser

        title += by_optimiser(cards)
    parts = (made.symbolic, made.substituted, made.value)
    spoken = " = ".join([namer.spoken(step.target), *(plain(part) for part in parts if part)])
    note = () if made.substituted or len(step.terms) < 2 else _sizes(cards)
    return ChainView(title, step.target, step.phase, note=note, formula=made, spoken=spoken)


def _sizes(cards: Cards) -> Note:
    """How large the matrices are, where they are too large to be shown."""
    terms = cards.step.terms
    if cards.step.target.kind in GATHERED:  # one an example, and all alike
        terms = terms[:1]
    named = (
        (cards.namer.plain(term.key), np.shape(laid_out(term.key, term.value, cards.namer))) for term in terms
    )
    large = [(name, shape) for name, shape in named if max(shape, default=0) > MOST_ROWS]
    sizes = [f"{name}: {' × '.join(map(str, shape))}" for name, shape in large]
    return (("  ·  ".join(sizes), False),) if sizes else ()


def asked(hidden: frozenset[Key], target: Key) -> bool:
    """Whether one of a layer's values is hidden."""
    return any(key.kind is target.kind and key.layer == target.layer for key in hidden)
