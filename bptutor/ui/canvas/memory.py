"""What follows from a view of the network, kept for who comes back to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from bptutor.engine.network import Network
from bptutor.study.views.network_view import NetworkView
from bptutor.ui.canvas.places import NetworkGeometry

MOST_KEPT = 128  # views
T = TypeVar("T")


class Memory(Generic[T]):
    """Makes something of a view and a geometry, each once while the network stays the same.

    Not longer, since a view holds all that was computed for it: a weight that is dragged through a hundred
    numbers would leave a hundred passes behind."""

    def __init__(self, make: Callable[[NetworkView, NetworkGeometry], T]) -> None:
        self._make = make
        self._network: Network | None = None
        self._made: dict[tuple[NetworkView, NetworkGeometry], T] = {}

    def __call__(self, view: NetworkView, geometry: NetworkGeometry) -> T:
        if view.network is not self._network or len(self._made) >= MOST_KEPT:
            self._network = view.network
            self._made.clear()
        place = view, geometry
        if place not in self._made:
            self._made[place] = self._make(view, geometry)
        return self._made[place]
