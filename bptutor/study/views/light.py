"""What a step lights in the drawing: edges, nodes, and the path from C to where it is.

Edges are θ keys; the edge from an output to the cost is the a key of that output. An index 0 stands for
every neuron: (θ, 2, 3, 0) are all edges into neuron 3 of layer 2, (θ, 2, 0, 3) all that leave neuron 3 of
layer 1. So a step of a wide layer lights thousands of edges with one key.
"""

from __future__ import annotations

from msgspec.structs import replace

from bptutor.engine.network import Network
from bptutor.foundation.frozen import Frozen
from bptutor.trace.keys import C, Key, Kind
from bptutor.trace.optimiser_keys import parameter_of
from bptutor.trace.steps import Phase, Step
from bptutor.trace.symbols import PRODUCTS, product_parts


class Lit(Frozen):
    """`edges` are the step's own (thick), `path` leads from there on to C (thin), `nodes` are the places
    that go into the step, `target` is what it makes, `owner` the value of the drawing that this is a part
    of; None where it is drawn itself."""

    target: Key
    edges: frozenset[Key] = frozenset()
    path: frozenset[Key] = frozenset()
    nodes: frozenset[Key] = frozenset()
    owner: Key | None = None

    def makes(self, key: Key) -> bool:
        """Whether a value is what the step makes, or a part of."""
        return _names(self.target, key) or (self.owner is not None and _names(self.owner, key))

    def lights_edge(self, edge: Key) -> bool:
        """Whether an edge is one of the step's own."""
        return _covered(self.edges, edge)

    def lies_on_path(self, edge: Key) -> bool:
        """Whether an edge leads from the step on to C."""
        return _covered(self.path, edge)

    def lights_node(self, node: Key) -> bool:
        """Whether a z, a, x, b or C goes into the step."""
        return _covered(self.nodes, node)


OWNERS = {
    Kind.C_SHARE: Kind.C,
    Kind.SUM_C: Kind.J,
    Kind.DZ_DTHETA: Kind.DC_DTHETA,
    Kind.DZ_DB: Kind.DC_DB,
    Kind.SUM_DC_DTHETA: Kind.DJ_DTHETA,
    Kind.SUM_DC_DB: Kind.DJ_DB,
    Kind.RATE_DC_DTHETA: Kind.THETA_NEW,
    Kind.RATE_DJ_DTHETA: Kind.THETA_NEW,
    Kind.RATE_DC_DB: Kind.B_NEW,
    Kind.RATE_DJ_DB: Kind.B_NEW,
}


def _covered(keys: frozenset[Key], key: Key) -> bool:
    """Whether a key is among some, or one of the many that one of them stands for."""
    return key in keys or any(_names(one, key) for one in keys)


def _names(one: Key, key: Key) -> bool:
    """Whether a key is another, or one of the many that the other stands for."""
    return one.kind is key.kind and one.layer == key.layer and one.j in (0, key.j) and one.k in (0, key.k)


def lit(network: Network, step: Step) -> Lit:
    """What a step lights."""
    edges, nodes = _own(step.target, network)
    path = _path(step.target, network) if step.phase is Phase.BACKWARD else frozenset()
    whole = owner(step.target)
    return Lit(step.target, edges, path - edges, nodes, whole if whole != step.target else None)


def with_marked(network: Network, step: Lit, marked: tuple[Key, ...]) -> Lit:
    """What a step lights, with values that a lesson points out: weights as their edges, others as places. An
    output that is pointed out with C is so with the edge between them."""
    outputs = (Key(Kind.A, network.depth, j) for j in range(1, network.widths[-1] + 1) if C in marked)
    edges = {key for key in marked if key.kind is Kind.THETA} | set(outputs).intersection(marked)
    return replace(step, edges=step.edges | edges, nodes=step.nodes | frozenset(marked)) if marked else step


def owner(key: Key) -> Key:
    """The value that stands in the drawing of which a key is a part: z for θ·a, ∂C/∂z for ∂a/∂z."""
    match key.kind:
        case Kind.WEIGHTED | Kind.WEIGHTED_INPUT:
            return Key(Kind.Z, key.layer, key.j)
        case Kind.DA_DZ | Kind.OVER_A:
            return Key(Kind.DC_DZ, key.layer, key.k)
        case Kind.DZ_DA | Kind.OVER_Z:
            return Key(Kind.DC_DA, key.layer - 1, key.k)
        case kind if kind in OWNERS:
            return Key(OWNERS[kind], key.layer, key.j if key.layer else 0, key.k)
        case _:
            return key


def before(layer: int, k: int) -> Key:
    """Neuron (or input) k of the layer before a layer."""
    return Key(Kind.A, layer - 1, k) if layer > 1 else Key(Kind.X, 0, k)


Keys = frozenset[Key]


def _own(key: Key, network: Network) -> tuple[Keys, Keys]:
    """Edges and nodes of one key."""
    if (parameter := parameter_of(key)) is not None:
        return _own(parameter, network)
    layer, j, k = key.layer, key.j, key.k
    if key.kind in PRODUCTS and key.kind not in (Kind.WEIGHTED, Kind.WEIGHTED_INPUT):
        sides = [_own(part, network) for part in product_parts(key)]
        return sides[1][0] or sides[0][0], sides[0][1] | sides[1][1]
    match key.kind:
        case Kind.Z | Kind.A if key.kind is Kind.Z or j == 0:
            return _set(Key(Kind.THETA, layer, j)), _set(
                before(layer, 0), Key(Kind.B, layer, j), Key(key.kind, layer, j)
            )
        case Kind.WEIGHTED | Kind.WEIGHTED_INPUT | Kind.DC_DTHETA | Kind.DZ_DTHETA | Kind.DJ_DTHETA:
            return _set(Key(Kind.THETA, layer, j, k)), _set(before(layer, k), Key(Kind.Z, layer, j))
        case Kind.THETA_NEW if j == 0 and network.layers[layer - 1].train_biases:
            return _set(Key(Kind.THETA, layer)), _set(Key(Kind.B, layer))
        case Kind.THETA | Kind.THETA_NEW | Kind.SUM_DC_DTHETA:
            return _set(Key(Kind.THETA, layer, j, k)), frozenset()
        case Kind.A:
            mixes = network.layers[layer - 1].activation.mixes
            return frozenset(), _set(Key(Kind.Z, layer, 0 if mixes else j), key)
        case Kind.C | Kind.J | Kind.SUM_C:
            return _set(Key(Kind.A, network.depth)), _set(Key(Kind.A, network.depth), Key(Kind.C))
        case Kind.C_SHARE:
            return _set(Key(Kind.A, network.depth, j)), _set(Key(Kind.A, network.depth, j), Key(Kind.C))
        case _:
            return _own_backward(key, network)


def _own_backward(key: Key, network: Network) -> tuple[Keys, Keys]:
    layer, j, k = key.layer, key.j, key.k
    match key.kind:
        case Kind.DC_DA if layer == network.depth:
            return _set(Key(Kind.A, layer, j)), _set(Key(Kind.A, layer, j), Key(Kind.C))
        case Kind.DC_DA:
            return _set(Key(Kind.THETA, layer + 1, 0, j)), _set(Key(Kind.A, layer, j), Key(Kind.Z, layer + 1))
        case Kind.DZ_DA:
            return _set(Key(Kind.THETA, layer, j, k)), _set(Key(Kind.A, layer - 1, k), Key(Kind.Z, layer, j))
        case Kind.DC_DZ:
            mixes = network.layers[layer - 1].activation.mixes
            arrives = Key(Kind.THETA, layer + 1) if layer < network.depth else Key(Kind.A, layer)
            edges = _set(arrives) if j == 0 else frozenset()
            return edges, _set(Key(Kind.Z, layer, j), Key(Kind.A, layer, 0 if mixes else j))
        case Kind.DA_DZ:
            return frozenset(), _set(Key(Kind.A, layer, j), Key(Kind.Z, layer, k))
        case Kind.DC_DB | Kind.DZ_DB | Kind.DJ_DB | Kind.SUM_DC_DB:
            return frozenset(), _set(Key(Kind.B, layer, j), Key(Kind.Z, layer, j))
        case Kind.B | Kind.B_NEW:
            return frozenset(), _set(Key(Kind.B, layer, j))
        case Kind.X | Kind.Y:
            return frozenset(), _set(key)
        case _:
            return frozenset(), frozenset()


def _path(key: Key, network: Network) -> Keys:
    """The edges from a value's neuron on to C, layer by layer."""
    if key.kind in PRODUCTS:
        key = product_parts(key)[1]
    layer, j = (key.layer - 1, key.k) if key.kind is Kind.DZ_DA else (key.layer, key.j)
    if not 0 < layer <= network.depth:
        return frozenset()
    if layer == network.depth:
        return _set(Key(Kind.A, layer, 0 if network.layers[-1].activation.mixes else j))
    later = (Key(Kind.THETA, number) for number in range(layer + 2, network.depth + 1))
    return _set(Key(Kind.THETA, layer + 1, 0, j), *later, Key(Kind.A, network.depth))


def path_from(network: Network, key: Key) -> Keys:
    """The edges from C back to a θ, b or x, layer by layer; of a θ its own as well."""
    if key.kind is Kind.X:
        later = (Key(Kind.THETA, number) for number in range(2, network.depth + 1))
        return _set(Key(Kind.THETA, 1, 0, key.j), *later, Key(Kind.A, network.depth))
    own = _set(key) if key.kind is Kind.THETA else frozenset()
    return own | _path(Key(Kind.DC_DZ, key.layer, key.j), network)


def _set(*keys: Key) -> Keys:
    return frozenset(keys)
