"""Simulated learners, who work things out by hand: plain Python, number by number, with
one misconception or none.

Nothing of the tutor's own passes is used here, so that this is a second witness of what each slip gives.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

LEAK = 0.01


@dataclass
class ByHand:
    """One person and one network document (as JSON has it). `slip` is what they do wrong, at layer
    `at` only, or everywhere (0); `path` is the neuron that they follow or take. `figures` is how
    far they round each number."""

    document: Mapping[str, Any]
    example: int = 1
    slip: str = ""
    at: int = 0
    path: int = 1
    figures: int = 0
    own: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.layers: Sequence[Mapping[str, Any]] = self.document["layers"]
        self.depth = len(self.layers)
        data = self.document["data"]
        self.xs, self.ys = data["inputs"], data["targets"]
        self.rate = self.document["learning_rate"]
        self.passes = [self._forward(x) for x in self.xs]

    def value(self, key: str) -> float:
        """What this person gives for a key of the contract."""
        head, numbers = _split(key)
        row = self.example - 1
        if key in self.own:
            return self.own[key]
        match head:
            case "dC/da":
                return self.da(row, *numbers)
            case "dC/dz":
                return self.dz(row, *numbers)
            case "dC/dtheta" | "dC/db":
                return self._given(head, numbers, lambda: self._gradient(row, head, numbers))
            case "dJ/dtheta" | "dJ/db":
                return self._given(head, numbers, lambda: self._joint(head, numbers))
            case "theta+" | "b+":
                return self._updated(head, numbers)
            case "da/dz":
                layer, i, _, j = numbers
                return self.slope(row, layer, i, j)
            case "dz/da":
                layer, j, _, k = numbers
                return self.back_weight(row, layer, j, k)
            case "dz/dtheta":
                return self.into(row, numbers[0], numbers[1], numbers[4])
            case "dz/db":
                return self.bias_factor(row, numbers[0])
            case "z":
                return self.passes[row][0][numbers[0]][numbers[1] - 1]
            case "a":
                return self.passes[row][1][numbers[0]][numbers[1] - 1]
        raise KeyError(key)

    def _forward(self, x: Sequence[float]) -> tuple[list[list[float]], list[list[float]]]:
        zs: list[list[float]] = [[]]
        activations = [list(x)]
        for layer in self.layers:
            before = activations[-1]
            z = [
                sum(w * v for w, v in zip(row, before, strict=True)) + b
                for row, b in zip(layer["weights"], layer["bias"], strict=True)
            ]
            zs.append(z)
            activations.append(_activation(layer["activation"], z))
        return zs, activations

    def wrong_here(self, slip: str, layer: int) -> bool:
        """Whether the misconception is this one and strikes at this layer."""
        return self.slip == slip and self.at in (0, layer)

    def keep(self, value: float) -> float:
        """A number as it is written down on the way."""
        return float(f"{value:.{self.figures - 1}e}") if self.figures and math.isfinite(value) else value

    def da(self, row: int, layer: int, j: int) -> float:
        """∂C/∂a."""
        key = f"dC/da[{layer}][{j}]"
        if key in self.own and row == self.example - 1:
            return self.own[key]
        if layer == self.depth:
            return self.keep(self._cost_slope(row, j))
        count = len(self.layers[layer]["bias"])
        if self.wrong_here("one-path", layer):
            return self.keep(
                self.dz(row, layer + 1, self.path) * self.back_weight(row, layer + 1, self.path, j)
            )
        return self.keep(
            sum(
                self.dz(row, layer + 1, i) * self.back_weight(row, layer + 1, i, j)
                for i in range(1, count + 1)
            )
        )

    def _cost_slope(self, row: int, j: int) -> float:
        yhat, y = self.passes[row][1][-1][j - 1], self.ys[row][j - 1]
        yhat = self.keep(yhat)
        match self.document["cost"]:
            case "squared_error":
                slope = (1 if self.slip == "no-factor-2" else 2) * (yhat - y)
            case "half_squared_error":
                slope = yhat - y
            case "binary_cross_entropy":
                slope = (yhat - y) / (yhat * (1 - yhat))
            case _:
                slope = -y / yhat
        return -slope if self.slip == "sign" else slope

    def dz(self, row: int, layer: int, j: int) -> float:
        """∂C/∂z."""
        key = f"dC/dz[{layer}][{j}]"
        if key in self.own and row == self.example - 1:
            return self.own[key]
        if layer == self.depth:
            if self.slip == "cross-entropy-shortcut":
                return self.keep(self.passes[row][1][-1][j - 1] - self.ys[row][j - 1])
            if self.slip == "no-sigma-prime":
                return self.da(row, layer, j)
        if self.layers[layer - 1]["activation"] == "softmax":
            count = len(self.layers[layer - 1]["bias"])
            return self.keep(
                sum(self.da(row, layer, i) * self.slope(row, layer, i, j) for i in range(1, count + 1))
            )
        return self.keep(self.da(row, layer, j) * self.slope(row, layer, j, j))

    def slope(self, row: int, layer: int, i: int, j: int) -> float:
        """∂a_i/∂z_j."""
        name, hidden = self.layers[layer - 1]["activation"], layer < self.depth
        z, a = self.passes[row][0][layer][j - 1], self.passes[row][1][layer][j - 1]
        if name == "softmax":
            other = self.passes[row][1][layer][i - 1]
            return self.keep(other * ((i == j) - a))
        if i != j:
            return 0.0
        if self.slip == "no-g-prime" and hidden and name != "relu" and self.at in (0, layer):
            return 1.0
        if self.wrong_here("gate-ignored", layer) and name == "relu":
            return 1.0
        if self.wrong_here("sigma-for-sigma-prime", layer) and name in ("sigmoid", "tanh"):
            return self.keep(a)
        return self.keep(_slope(name, a if self.wrong_here("g-prime-at-a", layer) else z))

    def back_weight(self, row: int, layer: int, j: int, k: int) -> float:
        """∂z_j/∂a_k."""
        weights = self.layers[layer - 1]["weights"]
        if self.wrong_here("no-theta", layer):
            return 1.0
        if self.wrong_here("transpose", layer) and len(weights) == len(weights[0]):
            return float(weights[k - 1][j - 1])
        if self.wrong_here("new-weight", layer):
            return float(
                weights[j - 1][k - 1] - self.rate * self._update_gradient("dJ/dtheta", (layer, j, k))
            )
        return float(weights[j - 1][k - 1])

    def into(self, row: int, layer: int, j: int, k: int) -> float:
        """∂z_j/∂θ_jk."""
        if self.slip == "own-a":
            return self.keep(self.passes[row][1][layer][j - 1])
        if self.slip == "z-for-a" and layer > 1:
            return self.keep(self.passes[row][0][layer - 1][k - 1])
        return self.keep(self.passes[row][1][layer - 1][k - 1])

    def bias_factor(self, row: int, layer: int) -> float:
        """∂z/∂b."""
        before = self.passes[row][1][layer - 1]
        return before[min(self.path, len(before)) - 1] if self.slip == "bias-times-a" else 1.0

    def _gradient(self, row: int, head: str, numbers: Sequence[int]) -> float:
        key = f"{head}[{numbers[0]}][{','.join(map(str, numbers[1:]))}]"
        if key in self.own and row == self.example - 1:
            return self.own[key]
        if head.endswith("theta"):
            layer, j, k = numbers
            return self.keep(self.dz(row, layer, j) * self.into(row, layer, j, k))
        layer, j = numbers
        return self.keep(self.dz(row, layer, j) * self.bias_factor(row, layer))

    def _joint(self, head: str, numbers: Sequence[int]) -> float:
        single = head.replace("dJ", "dC")
        total = sum(self._gradient(row, single, numbers) for row in range(len(self.xs)))
        mean = self.document["reduction"] == "mean" and self.slip != "sum-not-mean"
        return self.keep(total / len(self.xs) if mean else total)

    def _given(self, head: str, numbers: Sequence[int], gradient: Callable[[], float]) -> float:
        """What is given as a gradient."""
        old = self._old(head, numbers)
        if self.slip == "bias-gradient-is-bias" and head.endswith("b"):
            return old
        if self.slip == "update-not-gradient":
            change = self.rate * gradient()
            return change if self.path == 2 else old - change
        return gradient()

    def _old(self, head: str, numbers: Sequence[int]) -> float:
        layer = self.layers[numbers[0] - 1]
        if "theta" in head:
            return float(layer["weights"][numbers[1] - 1][numbers[2] - 1])
        return float(layer["bias"][numbers[1] - 1])

    def _update_gradient(self, head: str, numbers: Sequence[int]) -> float:
        return self._joint(head, numbers)

    def _updated(self, head: str, numbers: Sequence[int]) -> float:
        gradient = self._joint("dJ/dtheta" if head == "theta+" else "dJ/db", numbers)
        return self.keep(self._old(head, numbers) - self.rate * gradient)


def _split(key: str) -> tuple[str, tuple[int, ...]]:
    """dC/dz[2][1] -> "dC/dz", (2, 1)."""
    head, numbers, digits = "", [], ""
    inside = False
    for character in key:
        if character == "[":
            inside = True
        elif character in "],":
            numbers.append(int(digits))
            digits = ""
            inside = character == ","
        elif inside:
            digits += character
        else:
            head += character
    return head, tuple(numbers)


def _activation(name: str, z: Sequence[float]) -> list[float]:
    match name:
        case "relu":
            return [max(v, 0.0) for v in z]
        case "leaky_relu":
            return [v if v > 0 else LEAK * v for v in z]
        case "sigmoid":
            return [1 / (1 + math.exp(-v)) for v in z]
        case "tanh":
            return [math.tanh(v) for v in z]
        case "softmax":
            powers = [math.exp(v) for v in z]
            return [p / sum(powers) for p in powers]
    return list(z)


def _slope(name: str, z: float) -> float:
    match name:
        case "relu":
            return 1.0 if z > 0 else 0.0
        case "leaky_relu":
            return 1.0 if z > 0 else LEAK
        case "sigmoid":
            s = 1 / (1 + math.exp(-z))
            return s * (1 - s)
        case "tanh":
            return 1 - math.tanh(z) ** 2
    return 1.0
