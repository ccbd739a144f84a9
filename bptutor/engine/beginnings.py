"""Where parameters start: named schemes, seeded, so that the same seed gives the same network.

Biases start at 0 in every scheme. Each layer draws from a stream of its own, made of the seed and its
number, so that what one layer gets does not depend on the others.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from bptutor.engine.arrays import Array, frozen
from bptutor.engine.network import Network
from bptutor.foundation.errors import TutorError
from bptutor.foundation.frozen import Frozen

# In quotes, since naming numpy.random imports it, and it takes as long as all of this room.
Draw: TypeAlias = "Callable[[np.random.Generator, tuple[int, int], float], Array]"


class Scheme(Frozen):
    """A way to draw weights: `draw(rng, (n_out, n_in), spread)` is (n_out, n_in)."""

    name: str
    title: str
    source: str
    draw: Draw


def _xavier(rng: np.random.Generator, shape: tuple[int, int], spread: float) -> Array:
    most = np.sqrt(6.0 / (shape[0] + shape[1]))
    return rng.uniform(-most, most, shape)


def _he(rng: np.random.Generator, shape: tuple[int, int], spread: float) -> Array:
    return rng.normal(0.0, np.sqrt(2.0 / shape[1]), shape)


def _normal(rng: np.random.Generator, shape: tuple[int, int], spread: float) -> Array:
    return rng.normal(0.0, spread, shape)


def _zero(rng: np.random.Generator, shape: tuple[int, int], spread: float) -> Array:
    return np.zeros(shape)


SCHEMES: dict[str, Scheme] = {
    scheme.name: scheme
    for scheme in (
        Scheme(
            "xavier",
            "Xavier: uniform within ±√(6 / (nᵢₙ + nₒᵤₜ))",
            "Glorot & Bengio 2010, eq. 16",
            _xavier,
        ),
        Scheme("he", "He: normal with deviation √(2 / nᵢₙ)", "He, Zhang, Ren & Sun 2015, eq. 10", _he),
        Scheme("normal", "normal, with a deviation of your own", "", _normal),
        Scheme("zero", "all zero", "", _zero),
    )
}


class Beginning(Frozen):
    """A scheme with its seed; `spread` is the standard deviation of the scheme `normal`, others have none."""

    scheme: str = "xavier"
    seed: int = 0
    spread: float = 1.0

    def weights(self, layer: int, outputs: int, inputs: int) -> Array:
        """New weights of layer number `layer`, (outputs, inputs), read-only. Raises TutorError."""
        if self.scheme not in SCHEMES:
            raise TutorError(f"there is no scheme “{self.scheme}”: choose from {', '.join(SCHEMES)}")
        if self.seed < 0 or not 0 <= self.spread <= 1e6:
            raise TutorError("a seed is a whole number from 0 on, and a spread a number of 0 or more")
        rng = np.random.default_rng([self.seed, layer])
        return frozen(SCHEMES[self.scheme].draw(rng, (outputs, inputs), self.spread))


def begun_again(network: Network, beginning: Beginning) -> Network:
    """The network with all its parameters drawn anew."""
    layers = list(enumerate(network.layers, 1))
    return network.with_parameters(
        tuple(beginning.weights(number, layer.width, layer.inputs) for number, layer in layers),
        tuple(frozen(np.zeros(layer.width)) for _, layer in layers),
    )
