"""All views of one state, made together so that they share the step and the numbers."""

from __future__ import annotations

from msgspec.structs import replace

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
    """Gives the views of a state, and keeps those of every step of the last two moments, until something else
    than the step changes: who goes back, or on to what was made ahead, does not wait for them, nor who undoes
    an edit or does it again."""

    def __init__(self) -> None:
        self._moments: list[tuple[State, dict[Cursor, Views]]] = []  # the present one last

    def __call__(self, state: State) -> Views:
        """The views of a state."""
        views = self._present(state)
        if state.cursor not in views:
            views[state.cursor] = views_of(state)
        return views[state.cursor]

    def has(self, state: State) -> bool:
        """Whether the views of a state are there already."""
        return any(state.cursor in views for known, views in self._moments if _of_one_moment(known, state))

    def _present(self, state: State) -> dict[Cursor, Views]:
        """The views of the state's moment, which is the present one from now on."""
        now = next((moment for moment in self._moments if _of_one_moment(moment[0], state)), (state, {}))
        if len(now[1]) >= MOST_KEPT:
            now[1].clear()
        before = [moment for moment in self._moments if moment is not now]
        self._moments = [*before[-1:], now]
        return now[1]


def _of_one_moment(one: State, other: State) -> bool:
    """Whether two states differ at most by the step, and by what can be undone, which no view shows."""
    return differ_only_by("cursor", replace(one, history=other.history), other)
