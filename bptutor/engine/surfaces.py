"""What a network of two inputs says all over the plane, for the picture beside its examples."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bptutor.engine.arrays import Array, frozen
from bptutor.engine.examples import Examples
from bptutor.engine.network import Network
from bptutor.engine.passes import forward
from bptutor.foundation.errors import TutorError

MARGIN = 0.25  # of the examples' spread, on each side
LEAST = 1.0  # half the side of the picture where all examples are in one place


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the plane that is shown: x_1 from left to right, x_2 from bottom to top."""

    left: float
    right: float
    bottom: float
    top: float


def window_of(examples: Examples) -> Window:
    """A window with room around all examples. Raises TutorError where they have not two inputs."""
    if examples.inputs.shape[1] != 2:
        raise TutorError(f"a surface is drawn over two inputs, not {examples.inputs.shape[1]}")
    low, high = np.min(examples.inputs, axis=0), np.max(examples.inputs, axis=0)
    room = np.where(high > low, MARGIN * (high - low), LEAST)
    (left, bottom), (right, top) = (low - room).tolist(), (high + room).tolist()
    return Window(left, right, bottom, top)


def surface(network: Network, window: Window, size: int) -> Array:
    """ŷ in the middle of each of size × size cells, (size, size, n_L); row 0 is the lowest x_2.

    Raises TutorError where the network has not two inputs."""
    if network.widths[0] != 2:
        raise TutorError(f"a surface is drawn over two inputs, and the network has {network.widths[0]}")
    middles = (np.arange(size) + 0.5) / size
    x = window.left + (window.right - window.left) * middles
    y = window.bottom + (window.top - window.bottom) * middles
    grid = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    return frozen(forward(network, grid).output.reshape(size, size, -1))
