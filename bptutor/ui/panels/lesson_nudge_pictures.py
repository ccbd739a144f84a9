"""What the plots of a nudge lab show: the cost with secant or tangent, or an activation with its slope."""

from __future__ import annotations

import numpy as np

from bptutor.engine.arrays import Array
from bptutor.foundation.numbers import short
from bptutor.lesson.live import Nudge
from bptutor.lesson.nudge import cost_curve, cost_with
from bptutor.lesson.scope import PUSHED
from bptutor.study.views.lesson_view import GateView
from bptutor.trace.keys import Key, Kind, parse
from bptutor.ui.panels.lesson_plot import Line, Picture

PLACES = 81
ROOM = 1.3  # times h, on either side of the point


def secant_picture(view: GateView, h: float) -> Picture:
    """C about the value, its tangent, and the secant to value + h."""
    block = view.block
    assert isinstance(block, Nudge)
    key, row = parse(block.value), block.example - 1
    value = view.numbers.key(key)
    reach = ROOM * max(abs(h), 0.05) if h else 1.0
    picture = cost_picture(view, value - reach, value + reach)
    if not h:
        return picture
    ends = np.array([value, value + h])
    costs = np.array([view.numbers.of("C"), cost_with(view.document, key, value + h, row)])
    order = np.argsort(ends)
    secant = Line(ends[order], costs[order], "", "ink", points=True)
    return Picture(
        (*picture.lines, secant), picture.x, "C", picture.spoken, here=picture.here, slope=picture.slope
    )


def cost_picture(view: GateView, low: float, high: float) -> Picture:
    """C with the value anywhere in a range, and the tangent where it is."""
    block = view.block
    assert isinstance(block, Nudge)
    key, row = parse(block.value), block.example - 1
    xs: Array = np.linspace(low, high, PLACES)
    # A z or an a has no place on a curve of its own bias's making; the curve is of the value itself.
    ys = np.array(cost_curve(view.document, key, [float(x) for x in xs], row))
    value, cost = view.numbers.key(key), view.numbers.of("C")
    slope = view.numbers.key(key.of_kind(PUSHED[key.kind]))
    name = view.namer.plain(key)
    spoken = f"C against {name}. At {name} = {short(value)} C is {short(cost)} and the slope {short(slope)}."
    here = (value, cost, f"slope {short(slope)}")
    return Picture((Line(xs, ys),), name, "C", spoken, here=here, slope=slope)


def activation_picture(view: GateView, low: float, high: float) -> Picture | None:
    """The activation over a range of z with its slope where z is; None for a value that is no z."""
    block = view.block
    assert isinstance(block, Nudge)
    key = parse(block.value)
    activation = view.document.network.layers[key.layer - 1].activation if key.layer else None
    if key.kind is not Kind.Z or activation is None or activation.mixes:
        return None
    xs: Array = np.linspace(low, high, 2 * PLACES)
    ys = activation.value(xs[None, :])[0]
    z = view.numbers.key(key)
    a = view.numbers.key(key.of_kind(Kind.A))
    slope = view.numbers.key(Key(Kind.DA_DZ, key.layer, key.j, key.j))
    symbol = "σ" if activation.name == "sigmoid" else "g"
    spoken = f"{activation.name} against z. At z = {short(z)} the slope is {short(slope)}."
    here = (z, a, f"slope {short(slope)}")
    line = Line(xs, ys, role="forward")
    return Picture((line,), view.namer.plain(key), symbol, spoken, here=here, slope=slope)
