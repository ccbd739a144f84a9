"""Which number a place of the drawing has, beside the table of values."""

from __future__ import annotations

from bptutor.study.views.network_view import network_view
from bptutor.study.views.numbers import NumberReader
from bptutor.study.views.values_view import values_view
from bptutor.trace.keys import parse
from bptutor.trace.symbols import Namer, notation_named
from bptutor.ui.canvas import shown
from tests.ui.canvas.drawn import random_document, state_at


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
