"""The nudge lab: push one number of the network by h and see what the cost does.

Any weight or bias may be pushed, and any z or a: then the rest of the network answers as if that value
had come out so. The ratio is ΔC/Δθ, the change of the cost over the change of what was pushed, and it
settles on ∂C/∂θ as h shrinks, until the rounding of C itself is all that is left.

A weight or bias is the same in every example, so where there are several its push is about J over all of
them; a z or an a is one example's own, and so is the C that it changes.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec.structs import replace

from bptutor.engine.arrays import Array, frozen
from bptutor.engine.document import Document
from bptutor.engine.network import Network
from bptutor.engine.passes import reduced_cost
from bptutor.foundation.errors import TutorError
from bptutor.foundation.frozen import Frozen
from bptutor.lesson.scope import PUSHED
from bptutor.trace.keys import J_GRADIENTS, PARAMETERS, C, J, Key, Kind
from bptutor.trace.values import Values

DEFAULT_STEPS = (1.0, 0.1, 1e-2, 1e-3, 1e-4, 1e-6, 1e-8, 1e-10, 1e-12)
PLACES = 200  # of a value that is dragged from one end of its range to the other
EPSILON = float(np.finfo(np.float64).eps)


class Push(Frozen):
    """One push by h. `noise` is how far the rounding of C alone can move the ratio; `noisy` says that this is
    more than what the shrinking h has still to gain."""

    h: float
    cost: float
    change: float
    ratio: float
    noise: float
    noisy: bool


class Lab(Frozen):
    """A value with what it is now, the cost (C or J) and the derivative by that value, each with its key, and
    the pushes asked for. `row` is as `example_row` has it."""

    key: Key
    row: int | None
    value: float
    cost_key: Key
    cost: float
    derivative_key: Key
    derivative: float
    pushes: tuple[Push, ...]


def lab(document: Document, key: Key, steps: Sequence[float] = DEFAULT_STEPS, example: int = 1) -> Lab:
    """The table of h and ΔC/Δkey beside the derivative. Raises TutorError for what cannot be pushed."""
    values = _values(document)
    if key.kind not in PUSHED:
        raise TutorError(f"{key} cannot be pushed: choose a weight, a bias, a z or an a")
    row = example_row(document, key, example)
    cost_key, derivative_key = _cost_of(row), derivative_of(key, row)
    here, cost, derivative = (values[name, row or 0] for name in (key, cost_key, derivative_key))
    pushes = tuple(_push(document, key, row, here, cost, derivative, h) for h in steps)
    return Lab(key, row, here, cost_key, cost, derivative_key, derivative, pushes)


def example_row(document: Document, key: Key, example: int) -> int | None:
    """The row of the example whose C a push of a value changes; None where it is J over several."""
    several = document.examples is not None and len(document.examples) > 1
    return None if several and key.kind in PARAMETERS else example - 1


def derivative_of(key: Key, row: int | None) -> Key:
    """The derivative that pushes of a value lead to, by the row that `example_row` gives."""
    return key.of_kind((J_GRADIENTS if row is None else PUSHED)[key.kind])


def _cost_of(row: int | None) -> Key:
    return J if row is None else C


def _push(
    document: Document, key: Key, row: int | None, here: float, cost: float, derivative: float, h: float
) -> Push:
    moved = cost_with(document, key, here + h, row)
    # What was really added: at a tiny h the sum here + h is itself rounded, and h alone would be a lie.
    with np.errstate(all="ignore"):
        change = np.float64(moved) - cost
        ratio, noise = float(change / h), float(EPSILON * max(abs(cost), abs(moved)) / abs(np.float64(h)))
        lost = EPSILON * abs(here) / abs(np.float64(h)) * abs(derivative)
    return Push(
        h, moved, float(change), ratio, noise + float(lost), _noisy(ratio, derivative, noise + float(lost))
    )


def _noisy(ratio: float, derivative: float, noise: float) -> bool:
    """Whether rounding can reach the four figures that are shown."""
    return bool(noise > 5e-5 * max(abs(ratio), abs(derivative)))


def ratio(document: Document, key: Key, h: float, row: int | None) -> float:
    """ΔC/Δkey for a push by h; ΔJ/Δkey where the row is None."""
    values = _values(document)
    with np.errstate(all="ignore"):
        there = cost_with(document, key, values[key, row or 0] + h, row)
        return float((np.float64(there) - values[_cost_of(row), row or 0]) / np.float64(h))


def cost_curve(document: Document, key: Key, places: Sequence[float], row: int | None) -> tuple[float, ...]:
    """The cost with the key's value at each of some places: what the plot against it draws."""
    return tuple(cost_with(document, key, place, row) for place in places)


def cost_with(document: Document, key: Key, value: float, row: int | None) -> float:
    """C of one example, or J where the row is None, if one weight, bias, z or a has another value and all
    before it is as it was."""
    assert document.examples is not None
    network, rows = document.network, slice(None) if row is None else slice(row, row + 1)
    a = document.examples.inputs[rows]
    with np.errstate(all="ignore"):
        for number, layer in enumerate(network.layers, 1):
            weights, biases = _changed(network, key, number, value)
            z = _put(a @ weights.T + biases, key, Kind.Z, number, value)
            a = _put(layer.activation.value(z), key, Kind.A, number, value)
        costs = network.cost.value(a, document.examples.targets[rows])
        return float(costs[0] if row is not None else reduced_cost(network, costs))


def _changed(network: Network, key: Key, number: int, value: float) -> tuple[Array, Array]:
    layer = network.layers[number - 1]
    weights, biases = layer.weights, layer.biases
    if key.layer == number and key.kind is Kind.THETA:
        weights = weights.copy()
        weights[key.j - 1, key.k - 1] = value
    if key.layer == number and key.kind is Kind.B:
        biases = biases.copy()
        biases[key.j - 1] = value
    return weights, biases


def _put(array: Array, key: Key, kind: Kind, number: int, value: float) -> Array:
    if key.kind is kind and key.layer == number:
        array = array.copy()
        array[0, key.j - 1] = value
    return array


def _values(document: Document) -> Values:
    if document.examples is None:
        raise TutorError("the network has no data: there is no cost to push at")
    return Values(document.network, document.examples, document.learning_rate)


def dragged_to(low: float, high: float, place: int) -> float:
    """The value at a place of the slider, of which there are PLACES beyond the first."""
    return round(low + place * (high - low) / PLACES, 10)


def dragged(document: Document, key: Key, value: float, row: int = 0) -> Document:
    """The document as it is when a weight or bias has been dragged to a value; or a z, by way of its bias.

    A z that is dragged to 0 is exactly 0. Raises TutorError for what cannot be dragged."""
    network = document.network
    weights = tuple(layer.weights for layer in network.layers)
    if key.kind is Kind.Z:
        below = _values(document).ahead.a[key.layer - 1][row : row + 1]
        # The sum without the bias as the pass computes it, so that the two cancel to the last bit.
        rest = (below @ network.layers[key.layer - 1].weights.T)[0, key.j - 1]
        key, value = key.of_kind(Kind.B), value - float(rest)
    if key.kind not in (Kind.THETA, Kind.B):
        raise TutorError(f"{key} cannot be dragged: choose a weight, a bias or a z")
    pairs = [_changed(network, key, number, value) for number in range(1, len(weights) + 1)]
    moved = network.with_parameters(tuple(frozen(w) for w, _ in pairs), tuple(frozen(b) for _, b in pairs))
    return replace(document, network=moved)
