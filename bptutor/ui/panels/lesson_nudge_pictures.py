"""What the plots of a nudge lab show: the cost with secant or tangent, or an activation with its slope."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec.structs import replace

from bptutor.engine.arrays import Array
from bptutor.foundation.numbers import short
from bptutor.lesson.live import Nudge
from bptutor.lesson.nudge import Lab, cost_curve, lab
from bptutor.study.views.lesson_view import GateView
from bptutor.trace.keys import Key, Kind, parse
from bptutor.ui.panels.lesson_plot import Line, Picture

PLACES = 81
ROOM = 1.3  # times h, on either side of the point


def secant_picture(view: GateView, h: float) -> Picture:
    """The cost about the value, its tangent, and the secant to value + h."""
    made = lab_of(view, (h,) if h else ())
    reach = ROOM * max(abs(h), 0.05) if h else 1.0
    picture = _cost_picture(view, made, made.value - reach, made.value + reach)
    if not h:
        return picture
    ends, costs = np.array([made.value, made.value + h]), np.array([made.cost, made.pushes[0].cost])
    order = np.argsort(ends)
    secant = Line(ends[order], costs[order], "", "ink", points=True)
    return replace(picture, lines=(*picture.lines, secant))


def cost_picture(view: GateView, low: float, high: float) -> Picture:
    """The cost with the value anywhere in a range, and the tangent where it is."""
    return _cost_picture(view, lab_of(view, ()), low, high)


def lab_of(view: GateView, steps: Sequence[float]) -> Lab:
    """The numbers of a gate's lab for some pushes."""
    block = view.block
    assert isinstance(block, Nudge)
    return lab(view.document, parse(block.value), steps, block.example)


def _cost_picture(view: GateView, made: Lab, low: float, high: float) -> Picture:
    xs: Array = np.linspace(low, high, PLACES)
    # A z or an a has no place on a curve of its own bias's making; the curve is of the value itself.
    ys = np.array(cost_curve(view.document, made.key, [float(x) for x in xs], made.row))
    name, letter, slope = view.namer.plain(made.key), view.namer.plain(made.cost_key), made.derivative
    told = f"slope {short(slope) if view.told else '?'}"
    there = f"At {name} = {short(made.value)} {letter} is {short(made.cost)}, {told}."
    here = (made.value, made.cost, told)
    return Picture((Line(xs, ys),), name, letter, f"{letter} against {name}. {there}", here=here, slope=slope)


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
