"""What the drawing of the network shows at a moment."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from bptutor.engine.network import Network
from bptutor.foundation.frozen import Frozen
from bptutor.study.compare_textbook import textbook_line
from bptutor.study.state import Room, State
from bptutor.study.views.edit_view import why_stale
from bptutor.study.views.influence_view import InfluenceReader, Influences, InfluenceView
from bptutor.study.views.light import Lit, lit, with_marked
from bptutor.study.views.numbers import NumberReader, Numbers, Status
from bptutor.trace.keys import Key, Kind
from bptutor.trace.steps import Phase, Step
from bptutor.trace.symbols import Namer


def nothing_else(key: Key) -> str:
    """What is said of a value that neither a convention nor an edit changes."""
    return ""


class NetworkView(Frozen, eq=False):
    """The network of the moment, the numbers to write on it (asked for by key), and what is lit.

    `blocked(layer, j)` tells whether a known g′(z) = 0 closes the gate behind a neuron; `opened` are the
    layers (0..L) that the learner has unfolded. `beside` are the numbers of the network that this one is
    compared with, None while it is alone. `elsewhere` says what a value is under another convention, `why`
    how an edit comes to it, or that it does not. `descends` tells whether a parameter is lowered by η times
    its gradient, and not by an optimiser. `joint` tells whether the examples are behind, so that a
    parameter's gradient is that of J.
    """

    title: str
    network: Network
    namer: Namer
    numbers: Numbers
    lit: Lit
    phase: Phase
    selected: Key | None
    pointed: Key | None
    opened: frozenset[int]
    influences: Influences
    beside: Numbers | None = None
    elsewhere: Callable[[Key], str] = nothing_else
    why: Callable[[Key], str] = nothing_else
    descends: bool = True
    joint: bool = False

    @property
    def influence(self) -> InfluenceView | None:
        """What the parameter that is pointed at moves; None where none is, or where it is not to be seen."""
        return None if self.pointed is None else self.influences(self.pointed)

    def making(self, key: Key) -> bool:
        """Whether a value is what the step makes, or a part of."""
        return self.lit.makes(key)

    def blocked(self, layer: int, j: int) -> bool:
        """Whether the backward pass has met a closed gate at a neuron. In a layer of several it meets all
        gates at once, when the first gradient arrives."""
        own = self.network.layers[layer - 1]
        if not own.activation.has_kink:
            return False
        gradient = self.numbers(Key(Kind.DC_DZ, layer, j))
        if gradient.known:
            return self.numbers(Key(Kind.DA_DZ, layer, j, j)).value == 0
        if gradient.status is not Status.NOT_YET or own.width == 1 or not self._reached(layer):
            return False
        z = self.numbers(Key(Kind.Z, layer, j)).value
        return z is not None and not own.activation.slope(np.asarray(z), self.network.relu_slope_at_zero)

    def _reached(self, layer: int) -> bool:
        """Whether the backward pass is in a layer, or past it."""
        first = Key(Kind.DC_DA, layer, 1)
        return self.making(first) or self.numbers(first).status is not Status.NOT_YET


def network_view(state: State, step: Step, numbers: NumberReader, namer: Namer) -> NetworkView:
    """The drawing's view of a state at a step."""
    lesson = state.lesson if state.room is Room.LESSONS else None
    marked = () if lesson is None else lesson.highlight + lesson.ways
    # A way home, once it goes on from C, is the way that gradients take.
    phase = Phase.BACKWARD if lesson is not None and len(lesson.ways) > 1 else step.phase
    return NetworkView(
        state.document.name or "untitled",
        state.network,
        namer,
        numbers,
        with_marked(state.network, lit(state.network, step), marked),
        phase,
        state.selected,
        state.pointed,
        state.opened,
        InfluenceReader(state, namer),
        _beside(state),
        partial(textbook_line, state),
        partial(why_stale, state, namer),
        state.timeline.optimiser.plain,
        numbers.joint,
    )


def _beside(state: State) -> Numbers | None:
    if state.pair is None:
        return None
    from bptutor.study.views.pair_numbers import numbers_of_b

    return numbers_of_b(state)
