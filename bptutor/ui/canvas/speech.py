"""The drawing in words: tips for what is pointed at, and what a screen reader says of the whole."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from bptutor.foundation.numbers import MINUS, full, short
from bptutor.study.views.network_view import NetworkView
from bptutor.study.views.numbers import NumberView, Status
from bptutor.trace.keys import Key, Kind
from bptutor.trace.symbols import Namer
from bptutor.ui.canvas import shown
from bptutor.ui.canvas.places import Fold, NetworkGeometry

WORDS = {
    Status.NOT_YET: "not yet known",
    Status.HIDDEN: "hidden: your turn",
    Status.STALE: "from before the edit",
}
MOST_READ = 24  # numbers in the spoken description; all of them are in the table of values


def tip(view: NetworkView, key: Key) -> str:
    """Name, value with every digit, formula: one line each."""
    lines = [named(view.namer, view.numbers(key))]
    if rule := formula_in_words(view, key):
        lines.append(rule)
    if key.kind is Kind.THETA or key.kind is Kind.B:
        gradient = shown.pill(view, key)
        if gradient.known:
            lines.append(named(view.namer, gradient))
            lines.append(view.elsewhere(gradient.key))
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
    number = full(other.value).replace("-", MINUS)
    return [f"in the other network {number}: the difference is {short(other.value - own.value)}"]


def named(namer: Namer, number: NumberView) -> str:
    """A value's name with every digit of it, or why there is none."""
    name = namer.plain(number.key)
    if number.value is None:
        return f"{name}: {WORDS.get(number.status, WORDS[Status.NOT_YET])}"
    text = f"{name} = {full(number.value).replace('-', MINUS)}"
    return f"{text} ({WORDS[Status.STALE]})" if number.status is Status.STALE else text


def formula_in_words(view: NetworkView, key: Key) -> str:
    """How a value comes about, in a line of text; "" for what is given."""
    name, network = view.namer.plain, view.network
    layer, j, k = key.layer, key.j, key.k
    match key.kind:
        case Kind.Z:
            return f"= {_weighted_sum(view.namer, network.widths[layer - 1], layer, j)}"
        case Kind.A if layer:
            inside = (
                "z of the layer"
                if network.layers[layer - 1].activation.mixes
                else name(Key(Kind.Z, layer, j))
            )
            return f"= {network.layers[layer - 1].activation.title}({inside})"
        case Kind.C:
            return f"{network.cost.title}"
        case Kind.DC_DZ:
            own = network.layers[layer - 1].activation
            if own.mixes and network.widths[layer] > 1:
                cost, z = name(Key(Kind.C)), name(Key(Kind.Z, layer, j))
                return f"= Σ over the outputs i of ∂{cost}/∂ŷᵢ · ∂ŷᵢ/∂{z}"
            return f"= {name(Key(Kind.DC_DA, layer, j))} · {name(Key(Kind.DA_DZ, layer, j, j))}"
        case Kind.DC_DA if layer < network.depth:
            return f"= {_paths(view.namer, network.widths[layer + 1], layer, j)}"
        case Kind.DC_DTHETA:
            before = Key(Kind.A, layer - 1, k) if layer > 1 else Key(Kind.X, 0, k)
            return f"= {name(Key(Kind.DC_DZ, layer, j))} · {name(before)}"
        case Kind.DC_DB:
            return f"= {name(Key(Kind.DC_DZ, layer, j))}"
        case _:
            return ""


def _weighted_sum(namer: Namer, count: int, layer: int, j: int) -> str:
    def product(k: int) -> str:
        before = Key(Kind.A, layer - 1, k) if layer > 1 else Key(Kind.X, 0, k)
        return f"{namer.plain(Key(Kind.THETA, layer, j, k))} {namer.plain(before)}"

    return " + ".join([*_some(product, count), namer.plain(Key(Kind.B, layer, j))])


def _paths(namer: Namer, count: int, layer: int, j: int) -> str:
    def product(i: int) -> str:
        return (
            f"{namer.plain(Key(Kind.DC_DZ, layer + 1, i))} · {namer.plain(Key(Kind.THETA, layer + 1, i, j))}"
        )

    return " + ".join(_some(product, count))


def _some(product: object, count: int) -> list[str]:
    """The summands, of many only the first two and the last."""
    assert callable(product)
    if count <= 4:
        return [product(i) for i in range(1, count + 1)]
    return [product(1), product(2), "…", product(count)]


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
