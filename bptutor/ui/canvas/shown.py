"""Which value stands in a place of the drawing just now.

A parameter's pill shows its gradient, once the examples are behind the one over all of them, then the new
parameter; a compact node shows z until a is known; the cost shows J once that is known.
"""

from __future__ import annotations

from bptutor.study.views.network_view import NetworkView
from bptutor.study.views.numbers import NumberView, Status
from bptutor.trace.keys import GRADIENTS, J_GRADIENTS, UPDATED, Key, Kind
from bptutor.trace.optimiser_keys import parameter_of as of_optimiser
from bptutor.ui.canvas.places import Node

GRADIENT_OF = {gradient: own for own, gradient in GRADIENTS.items()}
BIAS_KINDS = frozenset({Kind.B, Kind.DC_DB, Kind.DJ_DB, Kind.B_NEW, Kind.DZ_DB})
OF_NODE = frozenset({Kind.Z, Kind.A, Kind.DC_DZ, Kind.DC_DA})  # a compact node has one place for two of them
WEIGHT_KINDS = frozenset(
    {Kind.THETA, Kind.DC_DTHETA, Kind.DJ_DTHETA, Kind.THETA_NEW, Kind.DZ_DA, Kind.DZ_DTHETA}
    | {Kind.WEIGHTED, Kind.WEIGHTED_INPUT, Kind.OVER_Z, Kind.SUM_DC_DTHETA}
    | {Kind.RATE_DC_DTHETA, Kind.RATE_DJ_DTHETA}
)


def pill(view: NetworkView, parameter: Key) -> NumberView:
    """What the pill of a weight or bias shows; while an optimiser updates it, the present step's number."""
    if of_optimiser(view.lit.target) == parameter:
        return view.numbers(view.lit.target)
    new = view.numbers(parameter.of_kind(UPDATED[parameter.kind]))
    if new.status is not Status.NOT_YET or view.making(new.key):
        return new
    gradients = J_GRADIENTS if view.joint else GRADIENTS
    return view.numbers(parameter.of_kind(gradients[parameter.kind]))


def due_pill(view: NetworkView, parameter: Key) -> NumberView | None:
    """What a parameter's pill shows; None while there is nothing to see in it."""
    number = pill(view, parameter)
    return number if number.status is not Status.NOT_YET or view.making(number.key) else None


def pill_is_due(view: NetworkView, parameter: Key) -> bool:
    """Whether there is something to see in a parameter's pill."""
    return due_pill(view, parameter) is not None


def field(view: NetworkView, node: Node) -> NumberView:
    """What a node's only field shows: x of an input; of a compact neuron a, or z while a is not known."""
    if node.layer == 0:
        return view.numbers(Key(Kind.X, 0, node.j))
    a, z = Key(Kind.A, node.layer, node.j), Key(Kind.Z, node.layer, node.j)
    number = view.numbers(a)
    if number.status is Status.NOT_YET and not view.making(a):
        first = view.numbers(z)
        if first.status is not Status.NOT_YET or view.making(z):
            return first
    return number


def slot(view: NetworkView, node: Node) -> NumberView:
    """What a compact neuron's only slot shows: ∂C/∂a, then ∂C/∂z, of all neurons of a layer the same."""
    return view.numbers(slots_name(view, node.layer)._replace(j=node.j))


def slots_name(view: NetworkView, layer: int) -> Key:
    """What a compact layer's slots show, as a key of the whole layer: ∂C/∂z from its first neuron's on."""
    first = Key(Kind.DC_DZ, layer, 1)
    begun = view.numbers(first).status is not Status.NOT_YET or view.making(first)
    return Key(Kind.DC_DZ if begun else Kind.DC_DA, layer)


def cost(view: NetworkView) -> NumberView:
    """C, or J once it is known."""
    joint = view.numbers(Key(Kind.J))
    if joint.status is not Status.NOT_YET or view.making(joint.key):
        return joint
    return view.numbers(Key(Kind.C))


def refined(view: NetworkView, node: Node | None, key: Key) -> Key:
    """The value that is really shown where `key` usually stands."""
    if key.kind is Kind.C:
        return cost(view).key
    if key.kind in GRADIENT_OF:
        return pill(view, key.of_kind(GRADIENT_OF[key.kind])).key
    if node is not None and node.layer and node.z is None and key.kind in OF_NODE:
        return field(view, node).key if key.kind is Kind.A else slot(view, node).key
    return key


def weight_of(key: Key | None) -> Key | None:
    """The θ that a key is about: itself, its gradient, the factor that it is, or a step of its update."""
    if key is None:
        return None
    if (parameter := of_optimiser(key)) is not None:
        return parameter if parameter.kind is Kind.THETA else None
    return key.of_kind(Kind.THETA) if key.kind in WEIGHT_KINDS else None


def parameter_of(key: Key) -> Key | None:
    """The weight or bias that a value is about; None for one that is about none."""
    if key.kind in BIAS_KINDS:
        return key.of_kind(Kind.B)
    return of_optimiser(key) or weight_of(key)
