"""What follows from a view of the network, kept for who comes back to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from bptutor.foundation.recent import Recent
from bptutor.study.views.network_view import NetworkView
from bptutor.ui.canvas.places import NetworkGeometry

NETWORKS, MOST_KEPT = 2, 128  # and views of each
T = TypeVar("T")


class Memory(Generic[T]):
    """Makes something of a view and a geometry, each once while the network stays the same or is that of the
    last edit, for who undoes it.

    Not longer, since a view holds all that was computed for it: a weight that is dragged through a hundred
    numbers would leave a hundred passes behind."""

    def __init__(self, make: Callable[[NetworkView, NetworkGeometry], T]) -> None:
        self._make = make
        # By the network's id, which stays its own while a view of it is kept.
        self._made: Recent[dict[tuple[NetworkView, NetworkGeometry], T]] = Recent()

    def __call__(self, view: NetworkView, geometry: NetworkGeometry) -> T:
        made, place = self._made.of(id(view.network), dict, NETWORKS), (view, geometry)
        if len(made) >= MOST_KEPT:
            made.clear()
        if place not in made:
            made[place] = self._make(view, geometry)
        return made[place]
