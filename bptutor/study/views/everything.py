"""All views of one state, made together so that they share the step and the numbers."""

from __future__ import annotations

from bptutor.foundation.frozen import Frozen
from bptutor.study.practise_scene import notation_in_sight
from bptutor.study.state import State, differ_only_by
from bptutor.study.views.chain_view import ChainView, chain_view
from bptutor.study.views.network_view import NetworkView, network_view
from bptutor.study.views.numbers import NumberReader
from bptutor.study.views.player_view import PlayerView, player_view
from bptutor.study.views.practise_drawing import chained, drawn
from bptutor.study.views.step_view import StepView, step_view
from bptutor.study.views.values_view import ValuesView, values_view
from bptutor.trace.moves import Cursor
from bptutor.trace.symbols import namer_of

MOST_KEPT = 200  # steps


class Views(Frozen, eq=False):
    """What every panel of the moment shows."""

    network: NetworkView
    chain: ChainView
    step: StepView
    values: ValuesView
    player: PlayerView


def views_of(state: State) -> Views:
    """The views of a state."""
    step = state.timeline.step(state.cursor.level, state.cursor.index)
    namer = namer_of(state.network, notation_in_sight(state))
    numbers = NumberReader(state, step)
    return Views(
        drawn(state, network_view(state, step, numbers, namer)),
        chained(state, chain_view(state, step, numbers, namer)),
        step_view(state, step, numbers, namer),
        values_view(state, step, numbers, namer),
        player_view(state, step, namer),
    )


class ViewMemory:
    """Gives the views of a state, and keeps those of every step until something else than the step changes:
    who goes back, or on to what was made ahead, does not wait for them."""

    def __init__(self) -> None:
        self._state: State | None = None
        self._views: dict[Cursor, Views] = {}

    def __call__(self, state: State) -> Views:
        """The views of a state."""
        if not self._is_of(state) or len(self._views) >= MOST_KEPT:
            self._views.clear()
            self._state = state
        if state.cursor not in self._views:
            self._views[state.cursor] = views_of(state)
        return self._views[state.cursor]

    def has(self, state: State) -> bool:
        """Whether the views of a state are there already."""
        return self._is_of(state) and state.cursor in self._views

    def _is_of(self, state: State) -> bool:
        return self._state is not None and differ_only_by("cursor", self._state, state)
