"""What was made last, kept for who undoes what has changed it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

SEVERAL = 4
Made = TypeVar("Made")


class Recent(Generic[Made]):
    """Things by all that they follow from; who asks for one more than are kept loses the one that was asked
    for longest ago."""

    def __init__(self) -> None:
        self._made: dict[Hashable, Made] = {}  # the one asked for last is the last

    def of(self, key: Hashable, make: Callable[[], Made], most: int = SEVERAL) -> Made:
        """The one of a key, made where it is not kept."""
        found = self._made.pop(key) if key in self._made else make()
        while len(self._made) >= most:
            del self._made[next(iter(self._made))]
        self._made[key] = found
        return found

    def clear(self) -> None:
        """Keep none: what they all follow from has changed."""
        self._made.clear()
