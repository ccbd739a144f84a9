"""Examples to learn from, made by seed: the same seed, count and noise give the same bits.

`noise` is the standard deviation of what is added to the inputs (to the target, for `line` and `sine`; a
pixel, for `digits`). Classes are told apart by targets 0 and 1, so that sigmoid and both cross-entropies can
take them, and examples of all classes come in turn, so that a few of them show the whole problem.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from bptutor.engine.arrays import Array, frozen
from bptutor.engine.examples import Examples
from bptutor.engine.glyphs import GLYPHS
from bptutor.engine.limits import MAX_EXAMPLES, MAX_VALUES
from bptutor.foundation.errors import TutorError
from bptutor.foundation.frozen import Frozen

Make = Callable[[np.random.Generator, int, float], tuple[Array, Array]]
CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
MOST_NOISE = 10.0


class Generator(Frozen):
    """`make(rng, count, noise)` gives inputs (count, inputs) and targets (count, outputs)."""

    name: str
    title: str
    inputs: int
    outputs: int
    usual_count: int
    usual_noise: float
    make: Make


def generated(name: str, count: int, seed: int, noise: float = 0.0) -> Examples:
    """The examples of a generator. Raises TutorError that names what it cannot take."""
    if name not in GENERATORS:
        raise TutorError(f"there is no generator “{name}”: choose from {', '.join(GENERATORS)}")
    entry = GENERATORS[name]
    most = min(MAX_EXAMPLES, MAX_VALUES // (entry.inputs + entry.outputs))
    if not 1 <= count <= most:
        raise TutorError(f"{entry.title} makes 1 to {most:,} examples, not {count:,}")
    if not 0 <= noise <= MOST_NOISE:
        raise TutorError(f"noise is a number from 0 to {MOST_NOISE:g}")
    if seed < 0:
        raise TutorError("a seed is a whole number from 0 on")
    inputs, targets = entry.make(np.random.default_rng(seed), count, noise)
    return Examples(frozen(inputs), frozen(targets))


def _corners(truth: tuple[int, int, int, int]) -> Make:
    """The corners of the unit square in turn, with the truth of 00, 01, 10, 11."""

    def make(rng: np.random.Generator, count: int, noise: float) -> tuple[Array, Array]:
        corner = np.arange(count) % 4
        return _noisy(rng, CORNERS[corner], noise), np.array(truth, dtype=float)[corner, None]

    return make


def _circle(rng: np.random.Generator, count: int, noise: float) -> tuple[Array, Array]:
    """A disc of radius ½ (1) inside a ring of radius ¾ to 1 (0), each filled evenly by area."""
    inside = np.arange(count) % 2 == 0
    low, high = np.where(inside, 0.0, 0.75**2), np.where(inside, 0.5**2, 1.0)
    radius, angle = np.sqrt(rng.uniform(low, high)), rng.uniform(0, 2 * np.pi, count)
    return _noisy(rng, _polar(radius, angle), noise), inside[:, None].astype(float)


def _moons(rng: np.random.Generator, count: int, noise: float) -> tuple[Array, Array]:
    """Two half circles that reach into each other: (cos t, sin t) and (1 − cos t, ½ − sin t)."""
    lower, t = np.arange(count) % 2, rng.uniform(0, np.pi, count)
    upper_points = np.column_stack([np.cos(t), np.sin(t)])
    lower_points = np.column_stack([1.0 - np.cos(t), 0.5 - np.sin(t)])
    points = np.where(lower[:, None] == 1, lower_points, upper_points)
    return _noisy(rng, points, noise), lower[:, None].astype(float)


def _spiral(rng: np.random.Generator, count: int, noise: float) -> tuple[Array, Array]:
    """Two arms of one and a half turns, half a turn apart, from near the middle out to radius 1."""
    arm, t = np.arange(count) % 2, rng.uniform(0, 1, count)
    points = _polar(0.1 + 0.9 * t, 3 * np.pi * t + np.pi * arm)
    return _noisy(rng, points, noise), arm[:, None].astype(float)


def _line(rng: np.random.Generator, count: int, noise: float) -> tuple[Array, Array]:
    """y = 2x − 1, x even in [−1, 1]."""
    x = rng.uniform(-1, 1, (count, 1))
    return x, _noisy(rng, 2 * x - 1, noise)


def _sine(rng: np.random.Generator, count: int, noise: float) -> tuple[Array, Array]:
    """y = sin(πx), x even in [−1, 1]."""
    x = rng.uniform(-1, 1, (count, 1))
    return x, _noisy(rng, np.sin(np.pi * x), noise)


def _digits(rng: np.random.Generator, count: int, noise: float) -> tuple[Array, Array]:
    """0 to 9 in turn, 8 × 8 pixels of 0 to 1, one-hot targets.

    The first ten stand in the middle; later ones are moved by up to a pixel each way."""
    digit = np.arange(count) % 10
    down, right = rng.integers(-1, 2, (2, count)) * (np.arange(count) >= 10)
    rows = (np.arange(8)[None, :] - down[:, None]) % 8  # glyphs leave their edge empty, so nothing wraps
    columns = (np.arange(8)[None, :] - right[:, None]) % 8
    pixels = GLYPHS[digit[:, None, None], rows[:, :, None], columns[:, None, :]].reshape(count, 64)
    noisy = np.clip(_noisy(rng, pixels, noise), 0.0, 1.0) if noise else pixels
    return noisy, np.eye(10)[digit]


def _noisy(rng: np.random.Generator, values: Array, noise: float) -> Array:
    return values + rng.normal(0.0, noise, values.shape) if noise else values


def _polar(radius: Array, angle: Array) -> Array:
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])


GENERATORS: dict[str, Generator] = {
    entry.name: entry
    for entry in (
        Generator("xor", "XOR", 2, 1, 4, 0.0, _corners((0, 1, 1, 0))),
        Generator("and", "AND", 2, 1, 4, 0.0, _corners((0, 0, 0, 1))),
        Generator("or", "OR", 2, 1, 4, 0.0, _corners((0, 1, 1, 1))),
        Generator("circle", "Circle", 2, 1, 100, 0.05, _circle),
        Generator("moons", "Two moons", 2, 1, 100, 0.1, _moons),
        Generator("spiral", "Spiral", 2, 1, 200, 0.02, _spiral),
        Generator("line", "Line", 1, 1, 20, 0.1, _line),
        Generator("sine", "Sine", 1, 1, 40, 0.05, _sine),
        Generator("digits", "One-hot digits", 64, 10, 200, 0.1, _digits),
    )
}
SMALL = tuple(name for name, entry in GENERATORS.items() if entry.inputs <= 2)
