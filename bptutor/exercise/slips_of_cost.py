"""Slips at the output and the cost: sign, the 2, σ′, and the short cut that belongs to another cost."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from bptutor.engine.arrays import Array
from bptutor.exercise.slip import Scene, Slip, behind, each_and_all, is_backward, on_the_way
from bptutor.exercise.task import Task
from bptutor.exercise.ways import Spot
from bptutor.trace.keys import Key, Kind

SQUARED = ("squared_error", "half_squared_error")


class Sign(Slip):
    """(y − ŷ) for (ŷ − y)."""

    id, skill, title = "sign", "cost-derivative", "took y − ŷ where ŷ − y belongs"

    @classmethod
    def spots(cls, task: Task, key: Key) -> Iterable[Spot]:
        return [Spot()] if on_the_way(key) else []

    def cost_slope(self) -> Array:
        return -super().cost_slope()

    @classmethod
    def message(cls, scene: Scene) -> str:
        return (
            "The size is right and the sign is not: that is what comes of y − ŷ. "
            "C grows when ŷ moves away from y; which of the two is subtracted from the other when C is "
            "differentiated with respect to ŷ?"
        )


class NoFactor2(Slip):
    """The 2 of the squared error left out."""

    id, skill, title = "no-factor-2", "cost-derivative", "left out the 2 of the squared error"

    @classmethod
    def spots(cls, task: Task, key: Key) -> Iterable[Spot]:
        return [Spot()] if on_the_way(key) and task.network.cost.name == "squared_error" else []

    def cost_slope(self) -> Array:
        return 0.5 * super().cost_slope()

    @classmethod
    def message(cls, scene: Scene) -> str:
        return (
            "The 2 is missing. That is right where the cost is written ½(ŷ − y)²; here it is C = (ŷ − y)². "
            "What does the exponent do when you differentiate a square?"
        )


class NoSigmaPrime(Slip):
    """The output's σ′(z^L) left out: a 1 in its place."""

    id, skill, title = (
        "no-sigma-prime",
        "sigmoid-derivative",
        "left out the derivative of the output’s activation",
    )

    @classmethod
    def spots(cls, task: Task, key: Key) -> Iterable[Spot]:
        return [Spot(frozenset({task.network.depth}))] if on_the_way(key) or key.kind is Kind.DA_DZ else []

    def slope(self, layer: int) -> Array:
        return np.ones_like(self.z(layer)) if self.here(layer) else super().slope(layer)

    def jacobian(self, layer: int) -> Array:
        right = super().jacobian(layer)
        return np.broadcast_to(np.eye(right.shape[-1]), right.shape) if self.here(layer) else right

    @classmethod
    def message(cls, scene: Scene) -> str:
        depth = scene.task.network.depth
        j = scene.j_of(depth)
        output, z = scene.name(Kind.A, depth, j), scene.name(Kind.Z, depth, j)
        return (
            f"You went from {output} to {z} without a factor: the derivative of the output’s activation is "
            "left out. "
            f"{output} is a function of {z}; by how much does {output} change when {z} does?"
        )


class CrossEntropyShortcut(Slip):
    """∂C/∂z^L = ŷ − y on squared error."""

    id, skill, title = "cross-entropy-shortcut", "cost-derivative", "used ŷ − y as ∂C/∂z of the output"

    @classmethod
    def spots(cls, task: Task, key: Key) -> Iterable[Spot]:
        return [Spot()] if on_the_way(key) and task.network.cost.name in SQUARED else []

    def through(self, layer: int) -> Array:
        if layer < self.depth:
            return super().through(layer)
        return np.asarray(self.a(layer) - self.task.examples.targets)

    @classmethod
    def message(cls, scene: Scene) -> str:
        depth = scene.task.network.depth
        z = scene.name(Kind.Z, depth, scene.j_of(depth))
        return (
            f"You used ŷ − y as ∂C/∂{z}. That short cut belongs to cross-entropy, where the other factors "
            "cancel; "
            f"this cost is the {scene.task.network.cost.title}. Which two factors lead from C to {z} here?"
        )


class SigmaForSigmaPrime(Slip):
    """σ(z) for σ′(z)."""

    id, skill, title = "sigma-for-sigma-prime", "sigmoid-derivative", "used σ(z) where σ′(z) belongs"

    @classmethod
    def spots(cls, task: Task, key: Key) -> Iterable[Spot]:
        if not is_backward(key):
            return []
        names = [layer.activation.name for layer in task.network.layers]
        smooth = [layer for layer in behind(task, key) if names[layer - 1] in ("sigmoid", "tanh")]
        return each_and_all(smooth)

    def slope(self, layer: int) -> Array:
        return self.a(layer) if self.here(layer) else super().slope(layer)

    @classmethod
    def message(cls, scene: Scene) -> str:
        layer = scene.layer
        j = scene.j_of(layer)
        a, z = scene.name(Kind.A, layer, j), scene.name(Kind.Z, layer, j)
        return (
            f"You multiplied by {a} itself, the value of the activation at {z}. The chain needs how fast "
            "it changes there. "
            f"What is the derivative of the {scene.task.network.layers[layer - 1].activation.title}, "
            f"written with {a}?"
        )
