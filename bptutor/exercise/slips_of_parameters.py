"""Slips at the last link, where the chain branches off to a parameter, and in what is done with gradients."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from bptutor.engine.arrays import Array
from bptutor.exercise.slip import BIAS_KINDS, GRADIENT_KINDS, MOST_PATHS, WEIGHT_KINDS, Scene, Slip
from bptutor.exercise.task import Task
from bptutor.exercise.ways import Spot
from bptutor.trace.keys import Key, Kind

OF_WEIGHTS = WEIGHT_KINDS | {Kind.DZ_DTHETA, Kind.THETA_NEW}
OF_BIASES = BIAS_KINDS | {Kind.DZ_DB, Kind.B_NEW}
OVER_EXAMPLES = frozenset({Kind.J, Kind.DJ_DTHETA, Kind.DJ_DB, Kind.THETA_NEW, Kind.B_NEW})


class OwnA(Slip):
    """a^l for a^(l-1) as ∂z^l/∂θ."""

    id, skill, title = "own-a", "weight", "used the neuron’s own a instead of what comes in"

    @classmethod
    def spots(cls, task: Task, key: Key) -> Iterable[Spot]:
        return [Spot(frozenset({key.layer}))] if key.kind in OF_WEIGHTS else []

    def weight_factor(self, layer: int) -> Array:
        right = super().weight_factor(layer)
        if not self.here(layer):
            return right
        return np.broadcast_to(
            self.a(layer)[:, :, None], (len(right), self.network.widths[layer], right.shape[2])
        )

    @classmethod
    def message(cls, scene: Scene) -> str:
        key = scene.key
        weight, z = scene.name(Kind.THETA, key.layer, key.j, key.k), scene.name(Kind.Z, key.layer, key.j)
        return (
            f"You multiplied by {scene.name(Kind.A, key.layer, key.j)}, which comes out of the neuron that "
            f"{weight} "
            f"goes into. Look at the sum that {z} is made of: which number does {weight} multiply there?"
        )


class ZForA(Slip):
    """z^(l-1) for a^(l-1)."""

    id, skill, title = "z-for-a", "weight", "used z of the layer before instead of its a"

    @classmethod
    def spots(cls, task: Task, key: Key) -> Iterable[Spot]:
        return [Spot(frozenset({key.layer}))] if key.kind in OF_WEIGHTS and key.layer > 1 else []

    def weight_factor(self, layer: int) -> Array:
        return self.z(layer - 1)[:, None, :] if self.here(layer) else super().weight_factor(layer)

    @classmethod
    def message(cls, scene: Scene) -> str:
        key = scene.key
        before = scene.name(Kind.Z, key.layer - 1, key.k)
        weight = scene.name(Kind.THETA, key.layer, key.j, key.k)
        return (
            f"You multiplied by {before}, from before its activation. "
            f"What does {weight} multiply in {scene.name(Kind.Z, key.layer, key.j)}: what goes into the "
            "activation, or what comes out?"
        )


class BiasTimesA(Slip):
    """∂z/∂b = a^(l-1) instead of 1; the path is the neuron whose a was taken."""

    id, skill, title = "bias-times-a", "bias", "multiplied a bias’s gradient by an a"

    @classmethod
    def spots(cls, task: Task, key: Key) -> Iterable[Spot]:
        if key.kind not in OF_BIASES:
            return []
        paths = min(task.network.widths[key.layer - 1], MOST_PATHS)
        return [Spot(frozenset({key.layer}), path) for path in range(1, paths + 1)]

    def bias_factor(self, layer: int) -> Array:
        right = super().bias_factor(layer)
        path = self.spot.path
        return right * self.a(layer - 1)[:, path - 1 : path] if self.here(layer) else right

    @classmethod
    def message(cls, scene: Scene) -> str:
        layer = scene.key.layer
        b, z = scene.name(Kind.B, layer, scene.key.j), scene.name(Kind.Z, layer, scene.key.j)
        return (
            f"You ended with {scene.name(Kind.A, layer - 1, scene.spot.path)}, as for a weight. "
            f"But {b} is added to {z}, not multiplied by anything: how much does {z} change when {b} grows "
            "by a little?"
        )


class BiasGradientIsBias(Slip):
    """b given as its gradient."""

    id, skill, title = "bias-gradient-is-bias", "bias", "gave the bias itself as its gradient"

    @classmethod
    def spots(cls, task: Task, key: Key) -> Iterable[Spot]:
        return [Spot()] if key.kind in BIAS_KINDS else []

    def given_gradient(self, key: Key) -> float:
        return self.task.truth(Key(Kind.B, key.layer, key.j))

    @classmethod
    def message(cls, scene: Scene) -> str:
        b = scene.name(Kind.B, scene.key.layer, scene.key.j)
        return (
            f"That is {b} itself. {scene.asked} says how the cost changes when {b} does: "
            f"which chain leads from C to {b}, and what is its last factor?"
        )


class UpdateNotGradient(Slip):
    """The new parameter (path 0), or rate × gradient (path 1), given as the gradient."""

    id, skill, title = "update-not-gradient", "update", "gave the update instead of the gradient"

    @classmethod
    def spots(cls, task: Task, key: Key) -> Iterable[Spot]:
        return [Spot(path=0), Spot(path=1)] if key.kind in GRADIENT_KINDS else []

    def given_gradient(self, key: Key) -> float:
        change = self.task.learning_rate * self.gradient(key)
        if self.spot.path:
            return change
        kind = Kind.THETA if key.kind in WEIGHT_KINDS else Kind.B
        return self.task.truth(key.of_kind(kind)) - change

    @classmethod
    def message(cls, scene: Scene) -> str:
        kind = Kind.THETA if scene.key.kind in WEIGHT_KINDS else Kind.B
        parameter = scene.name(kind, scene.key.layer, scene.key.j, scene.key.k)
        if scene.spot.path:
            return (
                f"That is already multiplied by the learning rate: it is how far {parameter} will move. "
                f"What is {scene.asked} before anything is done with it?"
            )
        return (
            f"That is {parameter} after the update. The gradient is what the update is made with: "
            f"which number was multiplied by the learning rate and subtracted from {parameter}?"
        )


class SumNotMean(Slip):
    """The sum over examples given where J is the mean."""

    id, skill, title = "sum-not-mean", "examples", "added the examples up without dividing"

    @classmethod
    def spots(cls, task: Task, key: Key) -> Iterable[Spot]:
        several = len(task.examples) > 1 and task.network.reduction == "mean"
        return [Spot()] if several and key.kind in OVER_EXAMPLES else []

    def joined(self, shares: Array) -> Array:
        return np.asarray(np.sum(shares, axis=0))

    @classmethod
    def message(cls, scene: Scene) -> str:
        return (
            "That is the examples’ shares added up. Here J is the mean of C over "
            f"{len(scene.task.examples)} examples; "
            "what is left to do with a sum to make it a mean?"
        )
