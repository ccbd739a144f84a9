"""What a network of one or two inputs says all over them, for the picture beside its examples."""

from __future__ import annotations

import math

import numpy as np

from bptutor.engine.arrays import Array, frozen
from bptutor.engine.network import Network
from bptutor.engine.passes import forward
from bptutor.foundation.errors import TutorError
from bptutor.foundation.frozen import Frozen

MARGIN = 0.25  # of the examples' spread, on each side
LEAST = 1.0  # half the side of the picture where all examples are in one place
VISIBLE = 1e-3  # the same for a place far out, as a part of how far
MOST_NUMBERS = 4_000_000  # of z and a at once: a forward pass keeps all of them


class Window(Frozen):
    """The part of the plane that is shown: x_1 from left to right, x_2 from bottom to top."""

    left: float
    right: float
    bottom: float
    top: float

    def with_edges(self, size: int) -> Window:
        """The window whose outermost of size × size cells have their middles on this one's edges."""
        across, up = ((self.right - self.left) / 2, (self.top - self.bottom) / 2)
        across, up = across / (size - 1), up / (size - 1)
        return Window(self.left - across, self.right + across, self.bottom - up, self.top + up)


def span_of(values: Array) -> tuple[float, float]:
    """A range with room around all of some values, (m,)."""
    low, high = float(np.min(values)), float(np.max(values))
    room = MARGIN * (high - low) if high > low else max(LEAST, VISIBLE * abs(high))
    return low - room, high + room


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


def affordable(network: Network, products: float, most: int) -> int:
    """How many points, up to `most`, a forward pass takes with so many products and within memory."""
    within_memory = MOST_NUMBERS / sum(network.widths)
    return max(1, math.floor(min(products / network.parameters, within_memory, most)))
