"""States, views and networks for the tests of the drawing."""

from __future__ import annotations

import numpy as np
from msgspec.structs import replace

from bptutor.engine.activations import ACTIVATIONS
from bptutor.engine.arrays import frozen
from bptutor.engine.costs import COSTS
from bptutor.engine.document import Document
from bptutor.engine.examples import Examples
from bptutor.engine.network import Layer, Network
from bptutor.study.runs import begun
from bptutor.study.state import State
from bptutor.study.views.network_view import NetworkView, network_view
from bptutor.study.views.numbers import NumberReader
from bptutor.trace.finding import step_of
from bptutor.trace.keys import Key, parse
from bptutor.trace.moves import Cursor
from bptutor.trace.steps import Level
from bptutor.trace.symbols import Namer, notation_named
from bptutor.trace.timeline import timeline_of

SHAPES = (
    (1, 1, 1, 1),
    (1, 1),
    (1,) * 11,
    (2, 2, 1),
    (2, 2, 2),
    (2, 3, 2),
    (3, 5, 4, 2),
    (2, 8, 1),
    (12, 12, 12),
    (64, 32, 10),
    (784, 128, 10),
)
ROOMS = ((43.0, 30.0), (50.0, 24.0), (68.0, 50.0), (26.0, 20.0))


def source(dead: bool = False) -> Document:
    """The source's network, or one whose second ReLU is dead."""
    weights = (0.8, -0.5 if dead else 0.5, 1.2)
    layers = tuple(
        Layer(frozen([[w]]), frozen([b]), ACTIVATIONS[g])
        for w, b, g in zip(weights, (0.1, 0.2, -0.3), ("relu", "relu", "sigmoid"), strict=True)
    )
    return Document(Network(layers), "two hidden layers", Examples(frozen([[1.5]]), frozen([[1.0]])), 0.5)


def random_document(widths: tuple[int, ...], seed: int = 0, examples: int = 1) -> Document:
    """A network of some shape: ReLU, and a softmax at its end where that is wide."""
    rng = np.random.default_rng(seed)
    last = "softmax" if widths[-1] > 1 else "sigmoid"
    names = ["relu"] * (len(widths) - 2) + [last]
    layers = tuple(
        Layer(frozen(rng.normal(0, 0.5, (n, k))), frozen(rng.normal(0, 0.2, n)), ACTIVATIONS[name])
        for k, n, name in zip(widths, widths[1:], names, strict=False)
    )
    targets = np.zeros((examples, widths[-1]))
    targets[:, 0] = 1.0
    cost = COSTS["cross_entropy" if last == "softmax" else "squared_error"]
    data = Examples(frozen(rng.uniform(0, 1, (examples, widths[0]))), frozen(targets))
    return Document(Network(layers, cost), "random", data, 0.5)


def state_at(document: Document, key: str, level: Level = Level.VALUE, row: int = 0) -> State:
    """The state after the step that makes a value."""
    timeline = timeline_of(document)
    index = step_of(timeline, parse(key), level, row)
    assert index is not None
    return State(document, timeline, begun("run", document.network, 0.0), cursor=Cursor(level, index))


def view_of(state: State) -> NetworkView:
    """The drawing's view of a state."""
    step = state.timeline.step(state.cursor.level, state.cursor.index)
    namer = Namer(state.network, notation_named(state.notation))
    return network_view(state, step, NumberReader(state, step), namer)


def view_at(document: Document, key: str, level: Level = Level.VALUE, **changes: object) -> NetworkView:
    """The view after the step that makes a value, with other fields of the state changed."""
    state = state_at(document, key, level)
    return view_of(replace(state, **changes))  # type: ignore[arg-type]


def key(text: str) -> Key:
    return parse(text)
