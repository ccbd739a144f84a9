"""The error of one difference quotient against its step h: the V whose sides are rounding and truncation."""

from __future__ import annotations

import numpy as np

from bptutor.engine.arrays import Array, frozen
from bptutor.engine.gradient_check import Finding
from bptutor.engine.nudges import SAME
from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import short
from bptutor.study.check_differences import EPSILON, Checking, Quotient, Sweep, finding_of
from bptutor.study.views.check_row import CheckRow, Mark, digits_said, step_said
from bptutor.study.views.check_view import CheckView, gradient_key
from bptutor.trace.keys import Key, Kind
from bptutor.trace.values import Values

CLEAR = 30.0  # times rounding: an error that is surely none of it
BY_CURVATURE = (1e-4, 1e-3, 1e-2, 1e-1)  # steps at which h² is looked for, in this order


class ErrorCurve(Frozen, eq=False):
    """|gradient − D(h)| at rising `hs`, and two guides: ε · J / h, and c · h² where the curve bends at all.

    `kink_from` is the smallest h whose push carries a z over 0; None where none does."""

    row: CheckRow
    letter: str
    hs: Array
    errors: Array
    h: float
    error: float
    rounding: Array
    truncation: Array | None
    best: float
    kink_from: float | None
    kink_name: str
    sentence: str


def error_curve(checking: Checking, view: CheckView, values: Values) -> ErrorCurve | None:
    """The curve of the selected parameter, or of the first one; None while nothing is known of any."""
    finding = _chosen(view, values)
    if finding is None:
        return None
    sweep = checking.sweep(finding)
    errors = np.abs(finding.gradient - sweep.quotients)
    at = int(np.argmin(np.abs(sweep.hs - view.h)))
    here = Quotient(float(sweep.quotients[at]), _kink(sweep, at))
    row = view.judged(finding, here)
    rounding = np.array([view.rounding(float(h)) for h in sweep.hs])
    truncation = _truncation(sweep.hs, errors, rounding, sweep.crossed[:, 0] != SAME)
    crossing = np.flatnonzero(sweep.crossed[:, 0] != SAME)
    first = int(crossing[0]) if len(crossing) else None
    named = None if first is None else _kink(sweep, first)
    kink_name = "" if named is None else view.namer.plain(Key(Kind.Z, *named))
    smooth = np.where(sweep.crossed[:, 0] == SAME, np.maximum(errors, rounding), np.inf)
    best = float(sweep.hs[int(np.argmin(smooth))])
    kink_from = None if first is None else float(sweep.hs[first])
    said = _sentence(row, view, best, truncation is not None, kink_from, kink_name)
    return ErrorCurve(
        row, view.letter, sweep.hs, frozen(errors), view.h, float(errors[at]), rounding, truncation, best,
        kink_from, kink_name, said,
    )  # fmt: skip


def _chosen(view: CheckView, values: Values) -> Finding | None:
    if view.selected is None:
        return view.findings[0] if view.findings else None
    at = view.row_of(view.selected)
    if at is not None:
        return view.findings[at]
    key = view.selected
    gradient = values[gradient_key(key, view.letter), 0]
    return finding_of(key.layer, key.j, key.k or None, gradient)


def _kink(sweep: Sweep, at: int) -> tuple[int, int] | None:
    layer, neuron = (int(place) for place in sweep.crossed[at])
    return None if layer == SAME else (layer, neuron)


def _truncation(hs: Array, errors: Array, rounding: Array, crossed: Array) -> Array | None:
    """c · h² through an error that is none of rounding and crosses no kink; None where there is none."""
    for h in BY_CURVATURE:
        at = int(np.argmin(np.abs(hs - h)))
        if not crossed[at] and errors[at] > CLEAR * rounding[at]:
            return np.asarray(errors[at] * (hs / hs[at]) ** 2)
    return None


def _sentence(
    row: CheckRow, view: CheckView, best: float, bends: bool, kink_from: float | None, kink_name: str
) -> str:
    """What the chosen parameter's error has to say, in two or three sentences."""
    said = [_at_step(row, view, kink_name)]
    if kink_from is not None and kink_from <= view.h and row.mark is not Mark.KINK:
        said.append(f"The push carries {kink_name} over the kink, without harm here.")
    elif kink_from is not None and kink_from > view.h:
        said.append(f"From h = {step_said(kink_from)} on the push carries {kink_name} over its kink.")
    if not bends and kink_from is None and row.gradient and row.mark is not Mark.WRONG:
        said.append(
            f"{view.letter} bends so little here that only rounding is seen: larger steps are better."
        )
    elif row.mark in (Mark.LARGE, Mark.SMALL):
        said.append(f"It is best near h = {step_said(float(f'{best:.0e}'))}.")
    return " ".join(said)


def _at_step(row: CheckRow, view: CheckView, kink_name: str) -> str:
    digits, name = digits_said(row.digits), view.namer.plain(row.key)
    match row.mark:
        case Mark.AGREES if row.gradient == row.quotient == 0:
            said = f"both are exactly 0: a small change of {name} changes nothing."
        case Mark.AGREES:
            said = f"the chain rule and the difference agree in {digits}."
        case Mark.SMALL:
            noise = short(EPSILON * abs(view.cost) / view.h, 1)
            said = (
                f"they agree in {digits} only: h is too small, and rounding, about {noise}, drowns the rest."
            )
        case Mark.LARGE:
            said = (
                f"they agree in {digits} only: h is too large, and {view.letter} bends between {name} − h "
                f"and {name} + h. A tenth of h has a hundredth of the error."
            )
        case Mark.KINK:
            said = (
                f"the push carries {kink_name} over the kink of its activation: a difference across a kink "
                "is not the derivative, and neither number is wrong."
            )
        case _ if not np.isfinite(view.cost):
            said = f"there is nothing to compare: {view.letter} is {short(view.cost)}."
        case _:
            said = "the chain rule and the difference do not agree, and no step size makes them."
    return f"At h = {step_said(view.h)} {said}"
