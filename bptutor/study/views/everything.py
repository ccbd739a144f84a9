"""All views of one state, made together so that they share the step and the numbers."""

from __future__ import annotations

from bptutor.foundation.frozen import Frozen
from bptutor.study.practise_scene import notation_in_sight
from bptutor.study.state import State
from bptutor.study.views.chain_view import ChainView, chain_view
from bptutor.study.views.network_view import NetworkView, network_view
from bptutor.study.views.numbers import NumberReader
from bptutor.study.views.player_view import PlayerView, player_view
from bptutor.study.views.practise_drawing import chained, drawn
from bptutor.study.views.step_view import StepView, step_view
from bptutor.study.views.values_view import ValuesView, values_view
from bptutor.trace.symbols import namer_of


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
