"""One dragged edit at a time: a number is taken hold of, pulled sideways, and let go."""

from __future__ import annotations

import math
from itertools import count
from typing import Protocol

from PySide6.QtCore import QObject, Qt

from bptutor.study.edit_actions import EditValue
from bptutor.study.edit_values import stepped
from bptutor.trace.keys import Key

FINE_PIXEL, USUAL_PIXEL, COARSE_PIXEL = 0.001, 0.01, 0.1  # what a pixel changes a number of up to 10 by


def pixel_of(value: float, modifiers: Qt.KeyboardModifier) -> float:
    """What a pixel changes a number by: more for large numbers; Shift is finer, Ctrl coarser."""
    size = 10.0 ** max(math.floor(math.log10(abs(value))), 0) if value and math.isfinite(value) else 1.0
    if modifiers & Qt.KeyboardModifier.ShiftModifier:
        return size * FINE_PIXEL
    return size * (COARSE_PIXEL if modifiers & Qt.KeyboardModifier.ControlModifier else USUAL_PIXEL)


class Numbers(Protocol):
    """What a drag needs to know and to do."""

    @property
    def example(self) -> int: ...

    def number(self, key: Key) -> float: ...

    def attempt(self, action: EditValue) -> str: ...


class DraggedEdit(QObject):
    """All that is done under one `gesture` is one edit, which everything follows at once."""

    def __init__(self, numbers: Numbers, parent: QObject) -> None:
        super().__init__(parent)
        self._numbers = numbers
        self._counted = count(1)
        # What, its number, that before the drag, and its example: the timeline may go on meanwhile.
        self._held: tuple[Key, float, float, int] | None = None
        self.gesture = self.next_gesture()

    def next_gesture(self) -> str:
        """A new name: what follows is another edit."""
        self.gesture = f"hand {next(self._counted)}"
        return self.gesture

    def hold(self, key: Key) -> None:
        """Take hold of a number."""
        self.let_go()
        value = self._numbers.number(key)
        value = value if math.isfinite(value) else 0.0  # what has run away is brought back by a pull
        self._held = key, value, value, self._numbers.example

    def pull(self, pixels: float, modifiers: Qt.KeyboardModifier) -> str:
        """Pull it on by some pixels; where it cannot go, the sentence that says why, and it stays."""
        if self._held is None:
            return ""
        key, value, first, example = self._held
        value = stepped(value, round(pixels), pixel_of(first, modifiers))
        problem = self.put(key, value, example)
        if not problem:
            self._held = key, value, first, example
        return problem

    def put(self, key: Key, value: float, example: int | None = None) -> str:
        """Put a number, of an example or of the one in sight, where a hand has it; see `pull`."""
        return self._numbers.attempt(EditValue(key, value, self.gesture, example, live=True))

    def let_go(self) -> None:
        """The drag has ended."""
        self._held = None
        self.next_gesture()
