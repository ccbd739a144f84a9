"""What a step lights: its edges, the path to C, and the value that it is part of."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bptutor.study.views.light import lit, owner
from bptutor.trace.finding import step_of
from bptutor.trace.keys import parse
from bptutor.trace.narration import narrate
from bptutor.trace.steps import Level
from bptutor.trace.symbols import Namer
from bptutor.trace.timeline import timeline_of
from tests.ui.canvas.drawn import random_document, source, state_at


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("theta[2][1,3]*a[1][3]", "z[2][1]"),
        ("theta[1][2,1]*x[1]", "z[1][2]"),
        ("da[2][1]/dz[2][2]", "dC/dz[2][2]"),
        ("dC/da[2][1]*da[2][1]/dz[2][2]", "dC/dz[2][2]"),
        ("dz[2][1]/da[1][3]", "dC/da[1][3]"),
        ("dC/dz[2][1]*dz[2][1]/da[1][3]", "dC/da[1][3]"),
        ("dz[2][1]/dtheta[2][1,3]", "dC/dtheta[2][1,3]"),
        ("dz[2][1]/db[2][1]", "dC/db[2][1]"),
        ("sum[1..3](C)", "J"),
        ("sum[1..3](dC/dtheta[2][1,3])", "dJ/dtheta[2][1,3]"),
        ("learning_rate*dJ/db[2][1]", "b+[2][1]"),
        ("C[2]", "C"),
        ("dC/dz[2][1]", "dC/dz[2][1]"),
    ],
)
def test_that_a_part_belongs_to_the_value_that_stands_in_the_drawing(part: str, whole: str) -> None:
    assert owner(parse(part)) == parse(whole)


def test_that_every_term_step_is_part_of_the_value_of_its_value_step() -> None:
    timeline = timeline_of(random_document((2, 3, 2), examples=2))
    for index in range(timeline.size(Level.TERM)):
        step = timeline.step(Level.TERM, index)
        place = timeline.layout.locate(Level.TERM, index)
        value = timeline.step(Level.VALUE, timeline.layout.index(Level.VALUE, place))
        assert lit(timeline.network, step).makes(value.target), step.target


def test_that_going_back_over_a_weight_lights_its_edge_and_the_path_to_the_cost() -> None:
    state = state_at(source(), "dC/da[2][1]")
    light = lit(state.network, state.timeline.step(Level.VALUE, state.cursor.index))
    assert light.lights_edge(parse("theta[3][1,1]")) and not light.lights_edge(parse("theta[2][1,1]"))
    assert light.lies_on_path(parse("a[3][1]"))
    assert light.lights_node(parse("a[2][1]")) and light.lights_node(parse("z[3][1]"))
    assert light.makes(parse("dC/da[2][1]")) and not light.makes(parse("dC/da[1][1]"))


def test_that_a_value_with_two_ways_home_lights_both() -> None:
    state = state_at(random_document((2, 3, 2)), "dC/da[1][2]")
    light = lit(state.network, state.timeline.step(Level.VALUE, state.cursor.index))
    assert light.lights_edge(parse("theta[2][1,2]")) and light.lights_edge(parse("theta[2][2,2]"))
    assert not light.lights_edge(parse("theta[2][1,1]"))
    assert light.lies_on_path(parse("a[2][1]")) and light.lies_on_path(parse("a[2][2]"))


def test_that_a_layer_step_makes_every_value_of_its_layer() -> None:
    state = state_at(random_document((2, 3, 2)), "z[1][1]", Level.LAYER)
    light = lit(state.network, state.timeline.step(Level.LAYER, state.cursor.index))
    assert all(light.makes(parse(f"a[1][{j}]")) for j in (1, 2, 3)) and not light.makes(parse("a[2][1]"))
    assert all(light.lights_edge(parse(f"theta[1][{j},{k}]")) for j in (1, 2, 3) for k in (1, 2))


@pytest.mark.parametrize("trained", [True, False])
def test_that_a_layers_update_lights_the_biases_that_move_with_the_weights(trained: bool) -> None:
    document = random_document((2, 3, 2))
    first, *others = document.network.layers
    layers = (replace(first, train_biases=trained), *others)
    document = replace(document, network=replace(document.network, layers=layers))
    state = state_at(document, "theta+[1][1,1]", Level.LAYER)
    step = state.timeline.step(Level.LAYER, state.cursor.index)
    light = lit(state.network, step)
    assert all(light.lights_node(parse(f"b[1][{j}]")) == trained for j in (1, 2, 3))
    assert not light.lights_node(parse("b[2][1]")) and light.lights_edge(parse("theta[1][3,2]"))
    assert ("and the biases likewise" in narrate(step, state.timeline).text(Namer(state.network))) == trained


def test_that_what_a_step_makes_is_found_on_the_timeline() -> None:
    timeline = timeline_of(source())
    for index in range(timeline.size(Level.VALUE)):
        target = timeline.step(Level.VALUE, index).target
        assert step_of(timeline, target, Level.VALUE) == index
