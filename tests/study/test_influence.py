"""What a parameter reaches, and by how much it moves it."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from msgspec.structs import replace

from bptutor.engine.ready_made import ready_made
from bptutor.foundation.errors import TutorError
from bptutor.study import actions
from bptutor.study.edit_actions import EditValue
from bptutor.study.influence import NUDGE, influence
from bptutor.study.opening import opened
from bptutor.study.reduce import reduce
from bptutor.study.state import Room, State
from bptutor.study.views.influence_view import InfluenceReader
from bptutor.trace.keys import Key, Kind, parse
from bptutor.trace.symbols import Namer, notation_named
from tests.clock import seconds_of_work
from tests.trace.networks import random_document


def state_of(name: str) -> State:
    return opened(ready_made(name).read())


def forward_keys(state: State) -> list[Key]:
    widths = state.network.widths
    places = [(l, j) for l in range(1, len(widths)) for j in range(1, widths[l] + 1)]
    return [Key(kind, l, j) for l, j in places for kind in (Kind.Z, Kind.A)] + [Key(Kind.C), Key(Kind.J)]


def reader(state: State) -> InfluenceReader:
    return InfluenceReader(state, Namer(state.network, notation_named(state.notation)))


def test_that_a_weight_reaches_its_neuron_and_what_follows() -> None:
    state = state_of("two-hidden-layers")
    found = influence(state, parse("theta[2][1,1]"))
    reached = [str(key) for key in forward_keys(state) if found.change(key) is not None]
    assert reached == ["z[2][1]", "a[2][1]", "z[3][1]", "a[3][1]", "C", "J"]
    assert found.change(parse("z[2][1]")) == pytest.approx(0.013)
    assert found.moved() == 5


def test_that_a_closed_gate_is_reached_and_not_moved() -> None:
    found = influence(state_of("dead-relu"), parse("b[2][1]"))
    assert found.change(parse("z[2][1]")) == pytest.approx(0.01)
    assert [found.change(parse(name)) for name in ("a[2][1]", "z[3][1]", "C")] == [0, 0, 0]
    assert found.moved() == 1


@pytest.mark.parametrize("seed", range(12))
def test_that_every_change_is_what_an_edit_by_the_nudge_makes_of_it(seed: int) -> None:
    state = opened(random_document(seed))
    state = reduce(state, actions.GoTo(state.total // 2))
    rng = np.random.default_rng(seed)
    layer = int(rng.integers(1, state.network.depth + 1))
    j = int(rng.integers(1, state.network.widths[layer] + 1))
    k = int(rng.integers(1, state.network.widths[layer - 1] + 1))
    for key in (Key(Kind.THETA, layer, j, k), Key(Kind.B, layer, j), Key(Kind.X, 0, k if layer == 1 else 1)):
        found = influence(state, key)
        value = state.timeline.values[key, state.row] + NUDGE
        edited = reduce(state, EditValue(key, value, live=True))
        for read in forward_keys(state):
            change = found.change(read)
            made = edited.timeline.values[read, state.row] - state.timeline.values[read, state.row]
            if change is None:
                assert made == 0 or (read.kind is Kind.J and key.kind is Kind.X)
            else:
                assert np.isclose(change, made, rtol=1e-7, atol=1e-12, equal_nan=True), (key, read)


@pytest.mark.parametrize("seed", range(5))
def test_that_the_change_of_the_cost_is_the_gradient_times_the_nudge(seed: int) -> None:
    state = opened(random_document(seed))
    for key in (Key(Kind.THETA, 1, 1, 1), Key(Kind.B, state.network.depth, 1)):
        slope = key._replace(kind={Kind.THETA: Kind.DC_DTHETA, Kind.B: Kind.DC_DB}[key.kind])
        change = influence(state, key, 1e-6).change(Key(Kind.C))
        assert change is not None
        assert np.isclose(change / 1e-6, state.timeline.values[slope, state.row], rtol=1e-3, atol=1e-6)


def test_that_only_given_numbers_have_an_influence_to_ask_for() -> None:
    for name in ("z[1][1]", "C", "y[1]"):
        with pytest.raises(TutorError, match="not given"):
            influence(state_of("xor"), parse(name))


def test_that_the_digits_network_answers_well_within_a_frame() -> None:
    state = state_of("digits-64-32-10")
    shown = forward_keys(state)

    def asked(key: Key) -> None:
        view = reader(state)(key)
        assert view is not None and view.caption and sum(bool(view.note(each)) for each in shown) > 10

    keys = (parse("theta[1][3,14]"), parse("b[1][7]"), parse("theta[2][3,3]"))
    assert min(seconds_of_work(partial(asked, key)) for key in keys) < 0.008


def test_that_nothing_is_given_away_while_numbers_are_asked_for_or_play() -> None:
    state, key = state_of("xor"), parse("theta[1][1,1]")
    view = reader(state)(key)
    assert view is not None and view.caption == "θ¹₁₁ + 0.01: nothing changes"  # x₁ is 0
    assert reader(state)(parse("z[1][1]")) is None
    for other in (
        replace(state, playing=True),
        replace(state, hidden=frozenset({parse("C")})),
        replace(state, room=Room.LESSONS),
        replace(state, room=Room.PRACTISE),
    ):
        assert reader(other)(key) is None


def test_that_the_path_leads_from_the_cost_back_to_the_parameter() -> None:
    state = state_of("classifier-2-3-2")
    view = reader(state)(parse("theta[1][2,1]"))
    assert view is not None
    assert view.path == {parse("theta[1][2,1]"), Key(Kind.THETA, 2, 0, 2), Key(Kind.A, 2)}
