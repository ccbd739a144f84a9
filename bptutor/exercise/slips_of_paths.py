"""Slips where paths part and weights are read: one path, the transpose, and weights that are already new."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from bptutor.engine.arrays import Array
from bptutor.exercise.slip import (
    MOST_PATHS,
    Scene,
    Slip,
    behind,
    each_and_all,
    is_backward,
    on_the_way,
    weights_behind,
)
from bptutor.exercise.task import Task, alone
from bptutor.exercise.ways import Spot, Way
from bptutor.trace.keys import Key, Kind


class AForTheta(Slip):
    """a^l for θ as ∂z^(l+1)/∂a^l: the factor of the weight, where the chain goes on. Not one of the eighteen
    that questions probe, but told where nothing else gives the number."""

    id, skill, title = "a-for-theta", "back-through-weight", "took the weight’s factor a where θ belongs"

    @classmethod
    def spots(cls, task: Task, key: Key) -> Iterable[Spot]:
        if key.kind is Kind.DZ_DA:
            return [Spot(frozenset({key.layer}))]
        return each_and_all(weights_behind(task, key)) if on_the_way(key) else []

    def gather(self, layer: int) -> Array:
        if not self.here(layer + 1):
            return super().gather(layer)
        return np.asarray(np.sum(self.dz(layer + 1), axis=1, keepdims=True) * self.a(layer))

    def back_weights(self, layer: int) -> Array:
        right = super().back_weights(layer)
        return np.broadcast_to(self.a(layer - 1)[self.task.row], right.shape) if self.here(layer) else right

    @classmethod
    def message(cls, scene: Scene) -> str:
        layer = scene.layer
        j, k = 1, scene.j_of(layer - 1)
        z, a = scene.name(Kind.Z, layer, j), scene.name(Kind.A, layer - 1, k)
        return (
            f"You multiplied by {a}, which is {scene.name(Kind.DZ_DTHETA, layer, j, k)}: the factor for "
            "the weight. "
            f"To pass through to {a}, which number does {a} get multiplied by on its way into {z}?"
        )


class OnePath(Slip):
    """One outgoing path only, the sum forgotten. With softmax also the diagonal ∂a_j/∂z_j only."""

    id, skill, title = "one-path", "sum-over-paths", "followed one path and forgot the others"

    @classmethod
    def spots(cls, task: Task, key: Key) -> Iterable[Spot]:
        if not on_the_way(key):
            return []
        network, found = task.network, []
        forks = [
            layer for layer in behind(task, key) if layer < network.depth and network.widths[layer + 1] > 1
        ]
        for layer in forks:
            paths = min(network.widths[layer + 1], MOST_PATHS)
            found += [Spot(frozenset({layer}), path) for path in range(1, paths + 1)]
        if len(forks) > 1:
            fewest = min(network.widths[layer + 1] for layer in forks)
            found += [Spot(frozenset(forks), path) for path in range(1, min(fewest, 2) + 1)]
        if network.layers[-1].activation.mixes and network.widths[-1] > 1:
            found.append(Spot(frozenset({network.depth})))
        return found

    def gather(self, layer: int) -> Array:
        if not self.here(layer):
            return super().gather(layer)
        path = self.spot.path - 1
        return np.asarray(self.dz(layer + 1)[:, path : path + 1] * self.back_weights(layer + 1)[path])

    def through(self, layer: int) -> Array:
        if not (self.here(layer) and self.network.layers[layer - 1].activation.mixes):
            return super().through(layer)
        return self.da(layer) * np.diagonal(self.jacobian(layer), axis1=1, axis2=2)

    @classmethod
    def message(cls, scene: Scene) -> str:
        layer, network = scene.layer, scene.task.network
        if layer == network.depth:
            z = scene.name(Kind.Z, layer, scene.j_of(layer))
            return (
                f"You followed {z} into its own output only. Which outputs of the softmax change when {z} "
                "does?"
            )
        a = scene.name(Kind.A, layer, scene.j_of(layer))
        return (
            f"You followed one way from {a} to the cost, the one through "
            f"{scene.name(Kind.Z, layer + 1, scene.spot.path)}. "
            f"Into how many neurons does {a} go, and what becomes of what comes back from each?"
        )


class Transpose(Slip):
    """θ_kj where θ_jk belongs."""

    id, skill, title = "transpose", "sum-over-paths", "took θ_kj where θ_jk belongs"

    @classmethod
    def spots(cls, task: Task, key: Key) -> Iterable[Spot]:
        if not is_backward(key):
            return []
        widths = task.network.widths
        return each_and_all([l for l in behind(task, key) if widths[l] == widths[l - 1] > 1])

    def back_weights(self, layer: int) -> Array:
        weights = super().back_weights(layer)
        return weights.T if self.here(layer) else weights

    @classmethod
    def message(cls, scene: Scene) -> str:
        layer = scene.layer
        return (
            f"The weights of layer {layer} are taken the wrong way round: "
            f"{scene.name(Kind.THETA, layer, 2, 1)} and "
            f"{scene.name(Kind.THETA, layer, 1, 2)} have changed places. Which neuron does the first index "
            "of a weight "
            "name, the one it comes from or the one it goes to?"
        )


class NewWeight(Slip):
    """An already updated weight used further back: updated layer by layer on this way (path 0), by the right
    gradients (path 1), or by the asked example's alone where there are several (path 2)."""

    id, skill, title = "new-weight", "update", "went back through a weight that was already updated"

    @classmethod
    def spots(cls, task: Task, key: Key) -> Iterable[Spot]:
        if not is_backward(key) or key.kind in (Kind.DA_DZ, Kind.DZ_DTHETA, Kind.DZ_DB):
            return []
        spots = each_and_all(weights_behind(task, key))
        both = [Spot(spot.layers, 1) for spot in spots if len(spot.layers) > 1]
        alone = [Spot(spot.layers, 2) for spot in spots if len(task.examples) > 1]
        return [*spots, *both, *alone]

    def back_weights(self, layer: int) -> Array:
        if not self.here(layer):
            return super().back_weights(layer)
        match self.spot.path:
            case 0:
                return self.new_weights(layer)
            case 1:
                return Way(self.task, self.own.numbers).new_weights(layer)
            case _:
                return Way(alone(self.task)).new_weights(layer)

    @classmethod
    def message(cls, scene: Scene) -> str:
        layer = scene.layer
        j, k = 1, scene.j_of(layer - 1)
        return (
            f"You went back through {scene.name(Kind.THETA_NEW, layer, j, k)}, the weight after its update. "
            "All gradients belong to one moment of the network: with which weights was C computed?"
        )
