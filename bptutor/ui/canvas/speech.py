"""The drawing in words: tips for what is pointed at, and what a screen reader says of the whole."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from bptutor.foundation.numbers import short, whole
from bptutor.study.views.network_view import NetworkView
from bptutor.study.views.numbers import NumberView, Status, told
from bptutor.trace.keys import Key, Kind
from bptutor.ui.canvas import shown
from bptutor.ui.canvas.places import Fold, NetworkGeometry
from bptutor.ui.canvas.rules import rule

MOST_READ = 24  # numbers in the spoken description; all of them are in the table of values


def tip(view: NetworkView, key: Key) -> str:
    """Name, value with every digit, formula: one line each."""
    lines = [told(view.namer.plain(key), view.numbers(key))]
    lines.append(rule(view, key))
    if key.kind is Kind.THETA or key.kind is Kind.B:
        gradient = shown.pill(view, key)
        if gradient.known:
            lines.append(told(view.namer.plain(gradient.key), gradient))
            lines.append(view.elsewhere(gradient.key))
            lines.append(rule(view, gradient.key))
    if (influence := view.influences(key)) is not None:
        lines.append(influence.caption)
    if view.numbers(key).status is Status.REUSED:
        lines.append("computed before, used again")
    if key.kind in (Kind.A, Kind.Z) and key.layer and view.blocked(key.layer, key.j):
        lines.append("g′ = 0 here: no gradient comes through")
    if view.beside is not None:
        lines += _beside(view.numbers(key), view.beside(key))
    if view.numbers(key).known:
        lines.append(view.why(key))
    lines.insert(1, view.elsewhere(key) if view.numbers(key).known else "")
    return "\n".join(filter(None, lines))


def _beside(own: NumberView, other: NumberView) -> list[str]:
    """The number in the network that this one is compared with, where both are known."""
    if own.value is None or other.value is None or own.status is Status.STALE:
        return []
    return [f"in the other network {whole(other.value)}: the difference is {short(other.value - own.value)}"]


def fold_tip(fold: Fold, opened: bool) -> str:
    """What a click on a fold box does."""
    if opened:
        return "click to fold the layer"
    where = "above" if fold.above else "below"
    return f"{fold.count} more {where}: click to open the layer"


def description(view: NetworkView, geometry: NetworkGeometry) -> str:
    """What is drawn now, in sentences."""
    network = view.network
    widths = ", ".join(str(width) for width in network.widths)
    parts = [f"{view.title}: layers of {widths}.", f"Phase: {view.phase.value}.", _lit(view)]
    spoken = (
        f"{view.namer.spoken(number.key)} is {number.text}"
        for number in _numbers(view, geometry)
        if number.value is not None
    )
    if known := list(islice(spoken, MOST_READ + 1)):
        parts.append("; ".join(known[:MOST_READ]) + ("; and more" if len(known) > MOST_READ else "") + ".")
    gates = [
        view.namer.spoken(Key(Kind.A, layer, j))
        for layer, j in geometry.nodes
        if layer and view.blocked(layer, j)
    ]
    if gates:
        parts.append("Closed gate behind " + ", ".join(gates) + ".")
    return " ".join(parts)


def _lit(view: NetworkView) -> str:
    number = view.numbers(view.lit.target) if _is_one(view) else None
    name = view.namer.spoken(view.lit.target)
    if number is None or number.value is None:
        return f"Now: {name}."
    return f"Now: {name} is {number.text}."


def _is_one(view: NetworkView) -> bool:
    """Whether the step's target is one number; a step of a layer makes many."""
    key = view.lit.target
    return key.j > 0 or key.kind in (Kind.C, Kind.J)


def _numbers(view: NetworkView, geometry: NetworkGeometry) -> Iterator[NumberView]:
    keys = (
        Key(kind, layer, j)
        for layer, j in geometry.nodes
        for kind in ((Kind.Z, Kind.A, Kind.DC_DZ, Kind.DC_DA) if layer else (Kind.X,))
    )
    yield from map(view.numbers, islice(keys, 4 * MOST_READ))
    yield shown.cost(view)
