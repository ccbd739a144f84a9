"""Which network a page is about: the lesson's own, or what its last `network` block makes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from bptutor.engine.arrays import Array, frozen
from bptutor.engine.costs import COSTS
from bptutor.engine.document import Document
from bptutor.engine.examples import Examples
from bptutor.engine.network import Network
from bptutor.foundation.errors import TutorError
from bptutor.lesson.faults import did_you_mean
from bptutor.lesson.live import NetworkChange
from bptutor.lesson.model import Lesson
from bptutor.lesson.scope import read_key
from bptutor.trace.keys import Key, Kind

CHANGED = frozenset({Kind.THETA, Kind.B, Kind.X, Kind.Y})


def change_in_force(lesson: Lesson, page: int) -> NetworkChange | None:
    """The `network` block that a page stands under: its own, or the last one before it."""
    for number in range(min(page, len(lesson.pages) - 1), -1, -1):
        for block in reversed(lesson.pages[number].live):
            if isinstance(block, NetworkChange):
                return block
    return None


def document_for(lesson: Lesson, page: int, named: Callable[[str], Document]) -> Document:
    """The document of a page; `named` gives a network by its name. Raises TutorError."""
    change = change_in_force(lesson, page)
    if change is None:
        return named(lesson.network)
    document = named(change.name or lesson.network)
    for problem in problems(document, change):
        raise TutorError(problem)
    return changed(document, change)


def problems(document: Document, change: NetworkChange) -> list[str]:
    """What a change asks for that the document cannot do."""
    found: list[str] = []
    for text in change.set or {}:
        key, problem = read_key(document, text)
        if key is not None and key.kind not in CHANGED:
            problem = f"“{text}” cannot be set: only a weight, a bias, an input or a target can"
        elif key is not None and key.kind in (Kind.X, Kind.Y) and document.examples is None:
            problem = f"“{text}” cannot be set: the network has no data"
        found += [problem] if problem else []
    if change.cost and change.cost not in COSTS:
        found.append(f"“{change.cost}” is not a cost{did_you_mean(change.cost, COSTS)}")
    if change.cost == "cross_entropy" and not document.network.layers[-1].activation.mixes:
        found.append("cross_entropy needs softmax in the last layer; use binary_cross_entropy")
    if change.reduction not in ("", "mean", "sum"):
        found.append(f"“reduction” must be mean or sum, not “{change.reduction}”")
    if change.relu_slope_at_zero not in (None, 0, 0.5, 1):
        found.append("“relu_slope_at_zero” must be 0, 0.5 or 1")
    if change.learning_rate is not None and not change.learning_rate >= 0:
        found.append("“learning_rate” must be 0 or more")
    return found


def sound(document: Document, change: NetworkChange) -> NetworkChange:
    """What is left of a change without the parts that the document cannot do."""
    kept = {
        text: value
        for text, value in (change.set or {}).items()
        if not problems(document, NetworkChange(set={text: value}))
    }
    parts = {
        name: getattr(change, name) for name in ("cost", "reduction", "learning_rate", "relu_slope_at_zero")
    }
    whole = {
        name: part for name, part in parts.items() if not problems(document, NetworkChange(**{name: part}))
    }
    return NetworkChange(change.name, kept, line=change.line, **whole)


def changed(document: Document, change: NetworkChange) -> Document:
    """The document with a change made, whose `problems` are none."""
    numbers = {read_key(document, text)[0]: value for text, value in (change.set or {}).items()}
    network = _network(document.network, {key: value for key, value in numbers.items() if key is not None})
    if change.cost:
        network = replace(network, cost=COSTS[change.cost])
    if change.reduction:
        network = replace(network, reduction="sum" if change.reduction == "sum" else "mean")
    if change.relu_slope_at_zero is not None:
        network = replace(network, relu_slope_at_zero=change.relu_slope_at_zero)
    examples = document.examples
    if examples is not None:
        first = {key: value for key, value in numbers.items() if key is not None}
        examples = Examples(_row(examples.inputs, first, Kind.X), _row(examples.targets, first, Kind.Y))
    rate = document.learning_rate if change.learning_rate is None else change.learning_rate
    return replace(document, network=network, examples=examples, learning_rate=rate)


def _network(network: Network, numbers: Mapping[Key, float]) -> Network:
    weights = [layer.weights.copy() for layer in network.layers]
    biases = [layer.biases.copy() for layer in network.layers]
    for key, value in numbers.items():
        if key.kind is Kind.THETA:
            weights[key.layer - 1][key.j - 1, key.k - 1] = value
        elif key.kind is Kind.B:
            biases[key.layer - 1][key.j - 1] = value
    return network.with_parameters(tuple(map(frozen, weights)), tuple(map(frozen, biases)))


def _row(array: Array, numbers: Mapping[Key, float], kind: Kind) -> Array:
    """The examples with the first one's inputs or targets changed."""
    own = {key.j: value for key, value in numbers.items() if key.kind is kind}
    if not own:
        return array
    copy = array.copy()
    for j, value in own.items():
        copy[0, j - 1] = value
    return frozen(copy)
