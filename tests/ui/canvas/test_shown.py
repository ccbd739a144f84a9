"""Which number a place of the drawing has, beside the table of values."""

from __future__ import annotations

import pytest

from bptutor.study.views.network_view import network_view
from bptutor.study.views.numbers import NumberReader
from bptutor.study.views.values_view import values_view
from bptutor.trace.keys import Key, Kind, parse
from bptutor.trace.steps import Level
from bptutor.trace.symbols import Namer, notation_named
from bptutor.ui.canvas import shown
from bptutor.ui.canvas.geometry import Shape, arranged
from tests.ui.canvas.drawn import random_document, state_at, view_at


def test_that_no_gradient_of_one_example_stands_among_those_of_all() -> None:
    state = state_at(random_document((2, 3, 2), examples=3), "dJ/dtheta[2][1,2]", row=2)
    step = state.timeline.step(state.cursor.level, state.cursor.index)
    numbers, namer = NumberReader(state, step), Namer(state.network, notation_named(state.notation))
    drawing, table = network_view(state, step, numbers, namer), values_view(state, step, numbers, namer)
    for name in ("theta[2][1,2]", "theta[2][2,1]", "b[2][1]", "theta[1][1,1]", "b[1][2]"):
        there, here = shown.pill(drawing, parse(name)), table.gradient(parse(name))
        assert there == here, name
    assert shown.due_pill(drawing, parse("b[1][2]")) is None
    assert shown.pill(drawing, parse("theta[2][1,2]")).known


@pytest.mark.parametrize(
    ("moment", "level", "name"),
    [
        ("dC/da[1][1]", Level.VALUE, "∂C/∂a¹"),
        ("dC/da[1][14]", Level.VALUE, "∂C/∂a¹"),
        ("da[1][1]/dz[1][1]", Level.TERM, "∂C/∂z¹"),
        ("dC/dz[1][2]", Level.VALUE, "∂C/∂z¹"),
        ("dC/dtheta[1][1,1]", Level.VALUE, "∂C/∂z¹"),
    ],
)
def test_that_the_slots_of_a_compact_layer_all_show_the_derivative_that_stands_above_them(
    moment: str, level: Level, name: str
) -> None:
    view = view_at(random_document((2, 14, 2)), moment, level)
    geometry = arranged(Shape(view.network.widths), 60.0, 40.0)
    nodes = [geometry.nodes[1, j] for j in geometry.visible(1)]
    whole = shown.slots_name(view, 1)
    assert view.namer.plain(whole) == name
    assert {shown.slot(view, node).key for node in nodes} == {whole._replace(j=node.j) for node in nodes}
    assert [node.j for node in nodes if node.slots_name] == [nodes[0].j]
    assert not geometry.nodes[0, 1].slots_name and whole in (Key(Kind.DC_DA, 1), Key(Kind.DC_DZ, 1))
