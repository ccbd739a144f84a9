"""Random edits of a study, the same for a seed on every machine."""

from __future__ import annotations

from functools import partial

import numpy as np

from bptutor.engine import changes_examples, changes_layers, changes_ways, generators
from bptutor.engine.activations import ACTIVATIONS
from bptutor.engine.beginnings import SCHEMES, Beginning
from bptutor.engine.costs import COSTS
from bptutor.engine.optimisers import RULES, Optimiser
from bptutor.study.edit_actions import Edit, EditValue
from bptutor.study.run_actions import SetOptimiser, TakeUp
from bptutor.study.run_names import all_runs
from bptutor.study.state import State
from bptutor.trace.keys import RATE, Key, Kind


def random_value(rng: np.random.Generator, state: State, gesture: str | None = None) -> EditValue:
    """One number of the network or the example in sight."""
    widths = state.network.widths
    layer = int(rng.integers(1, len(widths)))
    j, k = int(rng.integers(1, widths[layer] + 1)), int(rng.integers(1, widths[layer - 1] + 1))
    key = [
        Key(Kind.THETA, layer, j, k),
        Key(Kind.B, layer, j),
        Key(Kind.X, 0, int(rng.integers(1, widths[0] + 1))),
        Key(Kind.Y, 0, int(rng.integers(1, widths[-1] + 1))),
        RATE,
    ][rng.choice(5, p=[0.5, 0.2, 0.1, 0.1, 0.1])]
    value = rng.random() if key.kind in (Kind.Y, Kind.RATE) else rng.normal()
    return EditValue(key, float(value), gesture)


def random_training(rng: np.random.Generator, state: State) -> SetOptimiser | TakeUp:
    """Another optimiser, or the parameters of some iteration of some run."""
    if rng.random() < 0.5:
        return SetOptimiser(Optimiser(str(rng.choice(list(RULES))), momentum=float(rng.choice([0.5, 0.9]))))
    runs = all_runs(state)
    number = int(rng.integers(len(runs)))
    return TakeUp(number, int(rng.integers(runs[number].length + 1)))


def random_change(rng: np.random.Generator, state: State) -> Edit:
    """A change of any other kind, which may turn out to be refused or to change nothing."""
    depth, count = state.network.depth, len(state.document.examples or ())
    layer, seed = int(rng.integers(0, depth + 2)), int(rng.integers(100))
    beginning = Beginning(str(rng.choice(list(SCHEMES))), seed)
    width, number = int(rng.integers(1, 6)), int(rng.integers(1, count + 1))
    all_of = range(1, count + 1)
    name = str(rng.choice(list(ACTIVATIONS)))
    made = generators.generated(str(rng.choice(list(generators.SMALL))), 5, seed, 0.1)
    choices = [
        partial(changes_layers.insert_layer, layer=layer, width=width, activation=name, beginning=beginning),
        partial(changes_layers.remove_layer, layer=layer, beginning=beginning),
        partial(changes_layers.resize_layer, layer=min(layer, depth), width=width, beginning=beginning),
        partial(changes_layers.remove_neuron, layer=min(layer, depth), j=width),
        partial(changes_layers.begin_again, beginning=beginning),
        partial(changes_ways.set_activation, layer=layer, name=name),
        partial(changes_ways.set_cost, name=str(rng.choice(list(COSTS)))),
        partial(changes_ways.set_reduction, name=str(rng.choice(["mean", "sum"]))),
        partial(changes_ways.set_slope_at_zero, value=float(rng.choice([0, 0.5, 1]))),
        partial(changes_ways.set_update, kind=str(rng.choice(["batch", "online", "minibatch"])), size=2),
        partial(changes_ways.set_trained, layer=layer, weights=bool(seed % 2), biases=bool(seed % 3)),
        partial(changes_examples.add_example, at=number),
        partial(changes_examples.remove_examples, numbers=[number]),
        partial(changes_examples.reorder_examples, order=[number, *(n for n in all_of if n != number)]),
        partial(changes_layers.add_neuron, layer=min(layer, depth), beginning=beginning),
        partial(changes_examples.shuffle_examples, seed=seed),
        partial(changes_examples.replace_examples, examples=made, beginning=beginning),
    ]
    change = choices[int(rng.integers(len(choices)))]
    return Edit(change, change.func.__name__.replace("_", " "), live=bool(rng.random() < 0.3))
