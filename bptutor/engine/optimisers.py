r"""Optimisers as pure functions: from parameters, gradient and moments to the next parameters and moments.

With g_t the gradient, θ a parameter, η the learning rate, and every moment 0 before the first update:

gradient descent   θ ← θ − η g_t                                        Cauchy 1847
momentum           v_t = μ v_{t−1} + g_t;  θ ← θ − η v_t                 Polyak 1964, eq. 9; Sutskever et al. 2013
Nesterov           v_t = μ v_{t−1} + g_t;  θ ← θ − η (g_t + μ v_t)       Nesterov 1983; Sutskever et al. 2013, eq. 3-4
RMSProp            s_t = ρ s_{t−1} + (1−ρ) g_t²;  θ ← θ − η g_t / (√s_t + ε)
                                                                        Tieleman & Hinton 2012, lecture 6.5, slide 29
Adam               m_t = β₁ m_{t−1} + (1−β₁) g_t,  v_t = β₂ v_{t−1} + (1−β₂) g_t²,
                   m̂_t = m_t / (1−β₁ᵗ),  v̂_t = v_t / (1−β₂ᵗ),  θ ← θ − η m̂_t / (√v̂_t + ε)
                                                                        Kingma & Ba 2015, algorithm 1

Polyak and Sutskever put η inside the velocity; with a constant η that is the same. This form is that of
PyTorch, so that numbers can be held against it. Nesterov's is the form in which the gradient is taken at the
parameters that are kept, not at those looked ahead to. ε is no part of Hinton's slide; every program adds it.
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from msgspec.structs import replace

from bptutor.engine.arrays import Array, frozen
from bptutor.engine.network import Network
from bptutor.engine.passes import Gradients
from bptutor.foundation.errors import TutorError
from bptutor.foundation.frozen import Frozen

Parts = tuple[Array, ...]


class Optimiser(Frozen):
    """A rule by name, with its settings; a rule that has no use for one passes over it."""

    rule: str = "gradient_descent"
    momentum: float = 0.9  # μ
    decay: float = 0.99  # ρ
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8

    def __post_init__(self) -> None:
        """Raises TutorError for a rule that is not known or a setting that is no use."""
        if self.rule not in RULES:
            raise TutorError(f"there is no optimiser “{self.rule}”: choose from {', '.join(RULES)}")
        for name in ("momentum", "decay", "beta1", "beta2"):
            if not 0 <= getattr(self, name) < 1:
                raise TutorError(f"{name} is a number from 0 up to, but without, 1")
        if not 0 < self.epsilon <= 1:
            raise TutorError("epsilon is a small number above 0")

    @property
    def plain(self) -> bool:
        """Whether it is gradient descent, which keeps nothing from one update to the next."""
        return not RULES[self.rule].moments

    def __str__(self) -> str:
        """The rule's title with the settings that it uses: momentum, μ = 0.9."""
        rule = RULES[self.rule]
        return ", ".join(
            [rule.title, *(f"{SYMBOLS[name]} = {getattr(self, name):g}" for name in rule.settings)]
        )


class Rule(Frozen):
    """`step(optimiser, θ, g, moments, t, η)` gives θ and the moments after update number t (from 1)."""

    name: str
    title: str
    moments: tuple[str, ...]
    settings: tuple[str, ...]
    step: Callable[[Optimiser, Array, Array, Parts, int, float], tuple[Array, Parts]]


SYMBOLS = {"momentum": "μ", "decay": "ρ", "beta1": "β₁", "beta2": "β₂", "epsilon": "ε"}


def _descent(o: Optimiser, theta: Array, g: Array, parts: Parts, t: int, rate: float) -> tuple[Array, Parts]:
    return theta - rate * g, ()


def _momentum(o: Optimiser, theta: Array, g: Array, parts: Parts, t: int, rate: float) -> tuple[Array, Parts]:
    v = o.momentum * parts[0] + g
    return theta - rate * v, (v,)


def _nesterov(o: Optimiser, theta: Array, g: Array, parts: Parts, t: int, rate: float) -> tuple[Array, Parts]:
    v = o.momentum * parts[0] + g
    return theta - rate * (g + o.momentum * v), (v,)


def _rmsprop(o: Optimiser, theta: Array, g: Array, parts: Parts, t: int, rate: float) -> tuple[Array, Parts]:
    s = o.decay * parts[0] + (1 - o.decay) * g**2
    return theta - rate * g / (np.sqrt(s) + o.epsilon), (s,)


def _adam(o: Optimiser, theta: Array, g: Array, parts: Parts, t: int, rate: float) -> tuple[Array, Parts]:
    m = o.beta1 * parts[0] + (1 - o.beta1) * g
    v = o.beta2 * parts[1] + (1 - o.beta2) * g**2
    m_hat, v_hat = m / (1 - o.beta1**t), v / (1 - o.beta2**t)
    return theta - rate * m_hat / (np.sqrt(v_hat) + o.epsilon), (m, v)


RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        Rule("gradient_descent", "gradient descent", (), (), _descent),
        Rule("momentum", "momentum", ("v",), ("momentum",), _momentum),
        Rule("nesterov", "Nesterov momentum", ("v",), ("momentum",), _nesterov),
        Rule("rmsprop", "RMSProp", ("s",), ("decay", "epsilon"), _rmsprop),
        Rule("adam", "Adam", ("m", "v"), ("beta1", "beta2", "epsilon"), _adam),
    )
}
PLAIN = Optimiser()


class Moments(Frozen, eq=False):
    """What an optimiser remembers: how many updates were done, and each of its rule's moments, shaped like
    the parameters."""

    updates: int
    parts: tuple[Gradients, ...]


def no_moments(optimiser: Optimiser, network: Network) -> Moments:
    """The moments before the first update: all 0."""
    count = len(RULES[optimiser.rule].moments)
    if not count:
        return Moments(0, ())
    zeros = Gradients(
        tuple(frozen(np.zeros_like(layer.weights)) for layer in network.layers),
        tuple(frozen(np.zeros_like(layer.biases)) for layer in network.layers),
    )
    return Moments(0, (zeros,) * count)


def step(
    optimiser: Optimiser, moments: Moments, network: Network, gradients: Gradients, rate: float
) -> tuple[Network, Moments]:
    """The network and the moments after one update. What is not trained keeps its number and its moments."""
    t, take = moments.updates + 1, RULES[optimiser.rule].step
    layers, weights, biases = [], [], []
    with np.errstate(all="ignore"):
        for at, layer in enumerate(network.layers):
            w, w_parts = layer.weights, tuple(part.weights[at] for part in moments.parts)
            b, b_parts = layer.biases, tuple(part.biases[at] for part in moments.parts)
            if layer.train_weights:
                w, w_parts = take(optimiser, w, gradients.weights[at], w_parts, t, rate)
            if layer.train_biases:
                b, b_parts = take(optimiser, b, gradients.biases[at], b_parts, t, rate)
            layers.append(replace(layer, weights=frozen(w), biases=frozen(b)))
            weights.append(tuple(map(frozen, w_parts)))
            biases.append(tuple(map(frozen, b_parts)))
    parts = tuple(
        Gradients(tuple(w[n] for w in weights), tuple(b[n] for b in biases))
        for n in range(len(moments.parts))
    )
    return replace(network, layers=tuple(layers)), Moments(t, parts)
