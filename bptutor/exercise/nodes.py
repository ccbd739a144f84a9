"""What an answer is made of once it is read, and the number that each part comes to."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Protocol

import numpy as np

from bptutor.engine.activations import ACTIVATIONS, Activation
from bptutor.engine.network import Network
from bptutor.foundation.errors import TutorError
from bptutor.foundation.frozen import Frozen
from bptutor.trace.keys import Key, Kind

Lookup = Callable[[Key], float]
LARGEST = 1e100


class AnswerSyntaxError(TutorError):
    """An answer that cannot be read: `position` counts characters from 0, `sentence` says what to do."""

    def __init__(self, position: int, sentence: str) -> None:
        self.position = position
        self.sentence = sentence
        super().__init__(f"Character {position + 1}: {sentence}")


class Node(Protocol):
    """A part of an expression."""

    def value(self, look_up: Lookup) -> float:
        """Its number, finite and not above LARGEST. Raises AnswerSyntaxError."""


class Number(Frozen):
    """A number as it was typed."""

    number: float
    at: int

    def value(self, look_up: Lookup) -> float:
        return self.number


class Name(Frozen):
    """The name of a value."""

    key: Key
    at: int

    def value(self, look_up: Lookup) -> float:
        return _checked(look_up(self.key), self.at)


class Negative(Frozen):
    """Minus something."""

    inner: Node
    at: int

    def value(self, look_up: Lookup) -> float:
        return -self.inner.value(look_up)


class Binary(Frozen):
    """Two parts and one of + - * / ^ between them."""

    sign: str
    left: Node
    right: Node
    at: int

    def value(self, look_up: Lookup) -> float:
        left, right = self.left.value(look_up), self.right.value(look_up)
        match self.sign:
            case "+":
                return _checked(left + right, self.at)
            case "-":
                return _checked(left - right, self.at)
            case "*":
                return _checked(left * right, self.at)
            case "/":
                if right == 0:
                    raise AnswerSyntaxError(self.at, "This divides by zero.")
                return _checked(left / right, self.at)
            case _:
                return _power(left, right, self.at)


class Call(Frozen):
    """A function of something: σ(z³), g′(z²), exp(−1)."""

    function: Callable[[float], float]
    inner: Node
    at: int

    def value(self, look_up: Lookup) -> float:
        argument = self.inner.value(look_up)
        try:
            return _checked(self.function(argument), self.at)
        except (ValueError, OverflowError):
            raise AnswerSyntaxError(self.at, f"This function has no value at {argument:.4g}.") from None

    @classmethod
    def of(cls, name: str, slope: bool, inner: Node, at: int, network: Network | None) -> Call:
        """The function of that name, or its slope. `g` is the activation of the layer whose z it is taken
        of, else of the first layer."""
        entry = FUNCTIONS[name]
        if entry is None:
            entry = _layers_own(inner, network).name
        if callable(entry):
            if slope:
                raise AnswerSyntaxError(at, f"Write out the derivative of {name}.")
            return cls(entry, inner, at)
        at_zero = network.relu_slope_at_zero if network else 0.0
        return cls(_number_function(ACTIVATIONS[entry], slope, at_zero), inner, at)


def _layers_own(inner: Node, network: Network | None) -> Activation:
    if network is None:
        return ACTIVATIONS["relu"]
    layer = inner.key.layer if isinstance(inner, Name) and inner.key.kind in (Kind.Z, Kind.A) else 1
    own = network.layers[max(layer, 1) - 1].activation
    return ACTIVATIONS["linear"] if own.mixes else own


def _number_function(activation: Activation, slope: bool, at_zero: float) -> Callable[[float], float]:
    def apply(argument: float) -> float:
        z = np.array([argument])
        with np.errstate(all="ignore"):
            return float((activation.slope(z, at_zero) if slope else activation.value(z))[0])

    return apply


def _power(base: float, exponent: float, at: int) -> float:
    try:
        result = base**exponent
    except ZeroDivisionError:
        raise AnswerSyntaxError(at, "This divides by zero.") from None
    except OverflowError:
        raise AnswerSyntaxError(at, "That number is too large.") from None
    if isinstance(result, complex):
        raise AnswerSyntaxError(at, "This root of a negative number is no real number.")
    return _checked(result, at)


def _checked(value: float, at: int) -> float:
    if math.isnan(value):
        raise AnswerSyntaxError(at, "This has no value.")
    if abs(value) > LARGEST:
        raise AnswerSyntaxError(at, "That number is too large.")
    return value


# An activation by its name, a plain function, or None for g, which each layer has its own of.
FUNCTIONS: dict[str, str | Callable[[float], float] | None] = {
    "sigma": "sigmoid",
    "sigmoid": "sigmoid",
    "σ": "sigmoid",
    "relu": "relu",
    "ReLU": "relu",
    "leaky_relu": "leaky_relu",
    "tanh": "tanh",
    "g": None,
    "exp": math.exp,
    "ln": math.log,
    "log": math.log,
    "sqrt": math.sqrt,
    "abs": abs,
}
