"""What a parameter reaches, and by how much it moves it."""

from __future__ import annotations

import numpy as np
import pytest

from bptutor.engine.ready_made import ready_made
from bptutor.foundation.errors import TutorError
from bptutor.study import actions
from bptutor.study.reduce import opened, reduce
from bptutor.study.stale_influence import influence
from bptutor.study.state import State
from bptutor.trace.keys import Key, Kind, parse
from tests.trace.networks import random_document


def state_of(name: str) -> State:
    return opened(ready_made(name).read())


def test_that_a_weight_reaches_its_neuron_and_what_follows() -> None:
    reached = influence(state_of("two-hidden-layers"), parse("theta[2][1,1]"))
    assert [str(one.key) for one in reached] == ["z[2][1]", "a[2][1]", "z[3][1]", "a[3][1]", "C"]
    assert reached[0].change == pytest.approx(0.013)


def test_that_a_closed_gate_is_reached_and_not_moved() -> None:
    state = state_of("dead-relu")
    dead = next(
        Key(Kind.B, l, j)
        for l in (1, 2)
        for j in range(1, state.network.widths[l] + 1)
        if state.timeline.values[Key(Kind.Z, l, j), 0] < -0.1
    )
    reached = influence(state, dead)
    assert reached[0].change == pytest.approx(0.01) and all(one.change == 0 for one in reached[1:])


@pytest.mark.parametrize("seed", range(10))
def test_that_the_change_of_the_cost_is_the_gradient_times_the_nudge(seed: int) -> None:
    state = opened(random_document(seed))
    state = reduce(state, actions.GoTo(state.total // 2))
    for key in (Key(Kind.THETA, 1, 1, 1), Key(Kind.B, state.network.depth, 1)):
        slope = key._replace(kind={Kind.THETA: Kind.DC_DTHETA, Kind.B: Kind.DC_DB}[key.kind])
        reached = {one.key.kind: one.change for one in influence(state, key, 1e-7)}
        expected = state.timeline.values[slope, state.row]
        assert np.isclose(reached.get(Kind.C, 0.0) / 1e-7, expected, rtol=1e-3, atol=1e-6)


def test_that_only_given_numbers_have_an_influence_to_ask_for() -> None:
    for name in ("z[1][1]", "C", "y[1]"):
        with pytest.raises(TutorError, match="not given"):
            influence(state_of("xor"), parse(name))
    assert influence(state_of("xor"), parse("x[1]"))
