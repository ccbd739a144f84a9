"""How a value of the drawing comes about, in a line of text."""

from __future__ import annotations

from bptutor.foundation.numbers import MINUS
from bptutor.study.views.network_view import NetworkView
from bptutor.trace.cost_formulas import cost_rule, slope_rule
from bptutor.trace.keys import GRADIENTS, J_GRADIENTS, UPDATED, Key, Kind
from bptutor.trace.plain import plain
from bptutor.trace.symbols import Namer


def rule(view: NetworkView, key: Key) -> str:
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
            return _rule_of_cost(view, key) or _rule_of_update(view, key)


def _rule_of_cost(view: NetworkView, key: Key) -> str:
    """C, J, and what they hand back: ∂C/∂ŷ, and ∂J/∂ of a parameter."""
    network, name = view.network, view.namer.plain
    over = "= (1/m) Σ" if network.reduction == "mean" else "= Σ"
    match key.kind:
        case Kind.C:
            return f"= {plain(cost_rule(network, view.namer))} ({network.cost.title})"
        case Kind.DC_DA:
            return f"= {plain(slope_rule(network, view.namer, key.j))}"
        case Kind.J:
            return f"{over} {name(Key(Kind.C))}"
        case Kind.DJ_DTHETA:
            return f"{over} {name(key.of_kind(Kind.DC_DTHETA))}"
        case Kind.DJ_DB:
            return f"{over} {name(key.of_kind(Kind.DC_DB))}"
        case _:
            return ""


def _rule_of_update(view: NetworkView, key: Key) -> str:
    """A new parameter, where it is lowered by η times its gradient."""
    own = next((old for old, new in UPDATED.items() if new is key.kind), None)
    if own is None or not view.descends:
        return ""
    joint = key.of_kind(J_GRADIENTS[own])
    gradient = joint if view.numbers(joint).known else key.of_kind(GRADIENTS[own])
    return " ".join(("=", view.namer.plain(key.of_kind(own)), MINUS, "η ·", view.namer.plain(gradient)))


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
