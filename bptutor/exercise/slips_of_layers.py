"""Slips on the way through hidden layers: g′ left out, taken at a, or taken as open; θ left out."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from bptutor.engine.arrays import Array
from bptutor.exercise.slip import Scene, Slip, behind, each_and_all, is_backward, on_the_way, weights_behind
from bptutor.exercise.task import Task
from bptutor.exercise.ways import Spot
from bptutor.trace.keys import Key, Kind


class NoGPrime(Slip):
    """A hidden layer's g′(z) left out. A ReLU's g′ is 0 or 1: to leave it out is to ignore its gate, which
    has a slip of its own."""

    id, skill, title = "no-g-prime", "activation-derivative", "left out a hidden layer’s g′(z)"

    @classmethod
    def spots(cls, task: Task, key: Key) -> Iterable[Spot]:
        if not on_the_way(key) and key.kind is not Kind.DA_DZ:
            return []
        hidden = [layer for layer in behind(task, key) if layer < task.network.depth]
        return each_and_all([l for l in hidden if task.network.layers[l - 1].activation.name != "relu"])

    def slope(self, layer: int) -> Array:
        return np.ones_like(self.z(layer)) if self.here(layer) else super().slope(layer)

    @classmethod
    def message(cls, scene: Scene) -> str:
        layer = scene.layer
        j = scene.j_of(layer)
        a, z = scene.name(Kind.A, layer, j), scene.name(Kind.Z, layer, j)
        return (
            f"You went from {a} to {z} without a factor: g′ is left out. "
            f"Between {z} and {a} stands an activation; what does a small change of {z} become on its way "
            "through it?"
        )


class GPrimeAtA(Slip):
    """g′ taken at a instead of z."""

    id, skill, title = "g-prime-at-a", "activation-derivative", "took g′ at a instead of z"

    @classmethod
    def spots(cls, task: Task, key: Key) -> Iterable[Spot]:
        if not is_backward(key):
            return []
        layers = [l for l in behind(task, key) if not task.network.layers[l - 1].activation.mixes]
        hidden = [layer for layer in layers if layer < task.network.depth]
        inner = [Spot(frozenset(hidden))] if 1 < len(hidden) < len(layers) else []
        return [*each_and_all(layers), *inner]

    def slope(self, layer: int) -> Array:
        return self.slope_at(layer, self.a(layer)) if self.here(layer) else super().slope(layer)

    @classmethod
    def message(cls, scene: Scene) -> str:
        layer = scene.layer
        j = scene.j_of(layer)
        a, z = scene.name(Kind.A, layer, j), scene.name(Kind.Z, layer, j)
        return (
            f"You took the activation’s derivative at {a}, which is what came out of it. "
            f"{a} = g({z}): at which of the two numbers is the slope of g asked for?"
        )


class NoTheta(Slip):
    """∂z^(l+1)/∂a^l = θ left out."""

    id, skill, title = "no-theta", "back-through-weight", "left out a weight on the way back"

    @classmethod
    def spots(cls, task: Task, key: Key) -> Iterable[Spot]:
        if key.kind is Kind.DZ_DA:
            return [Spot(frozenset({key.layer}))]
        if not on_the_way(key):
            return []
        return each_and_all(weights_behind(task, key))

    def back_weights(self, layer: int) -> Array:
        weights = super().back_weights(layer)
        return np.ones_like(weights) if self.here(layer) else weights

    @classmethod
    def message(cls, scene: Scene) -> str:
        layer = scene.layer
        z, a = scene.name(Kind.Z, layer), scene.name(Kind.A, layer - 1, scene.j_of(layer - 1))
        return (
            f"You went from {z} back to {a} without a factor. "
            f"Look at the sum that {z} is made of: which number is {a} multiplied by there?"
        )


class GateIgnored(Slip):
    """A dead ReLU taken as open."""

    id, skill, title = "gate-ignored", "activation-derivative", "took a dead ReLU as open"

    @classmethod
    def spots(cls, task: Task, key: Key) -> Iterable[Spot]:
        if not is_backward(key):
            return []
        return each_and_all(
            [l for l in behind(task, key) if task.network.layers[l - 1].activation.name == "relu"]
        )

    def slope(self, layer: int) -> Array:
        return np.ones_like(self.z(layer)) if self.here(layer) else super().slope(layer)

    @classmethod
    def message(cls, scene: Scene) -> str:
        layer, j = _dead(scene)
        a, z = scene.name(Kind.A, layer, j), scene.name(Kind.Z, layer, j)
        return (
            f"You let the gradient through from {a} to {z} as if the ReLU between them were open. "
            f"On which side of 0 is {z}, and how much does max(0, z) change there?"
        )


def _dead(scene: Scene) -> tuple[int, int]:
    """A closed gate that was ignored, as (layer, neuron): the asked one, else the one that
    is nearest to it."""
    key, z = scene.key, scene.task.values.ahead.z
    for layer in sorted(scene.spot.layers):
        dead = [j for j, value in enumerate(z[layer][scene.task.row], 1) if value <= 0]
        if dead:
            return layer, key.j if layer == key.layer and key.j in dead else dead[0]
    return scene.layer, scene.j_of(scene.layer)
