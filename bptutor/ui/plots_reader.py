"""The reader of a plot: where on the x axis it stands, and the keys that move it."""

from __future__ import annotations

import math
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from bptutor.ui.keys import ENTER
from bptutor.ui.plots_scale import Scale

STEPS = {
    Qt.Key.Key_Left: -1.0,
    Qt.Key.Key_Right: 1.0,
    Qt.Key.Key_PageDown: -10.0,
    Qt.Key.Key_PageUp: 10.0,
    Qt.Key.Key_Home: -math.inf,
    Qt.Key.Key_End: math.inf,
}
ENDS = (Qt.Key.Key_Home, Qt.Key.Key_End)
OTHERS = ENTER | {Qt.Key.Key_Escape}


class Readable(Protocol):
    """What can be read along an x axis."""

    def reading(self, at: float) -> tuple[float, float | None, str]:
        """What there is at a value of the x axis: the nearest x, its height (None for none), and words."""

    def reading_step(self) -> float:
        """How far an arrow key moves the reader."""

    def reading_start(self) -> float:
        """Where the reader starts."""


class Reader(QObject):
    """`at` is what is read, in values of the x axis; None while the reader is away."""

    changed = Signal(str)  # what is read, in words; empty when the reader goes away

    def __init__(self, plot: Readable) -> None:
        super().__init__()
        self._plot = plot
        self._scale = Scale(0.0, 1.0)
        self.at: float | None = None

    @property
    def text(self) -> str:
        """What is read, in words; empty while the reader is away."""
        return "" if self.at is None else self._plot.reading(self.at)[2]

    def go_over(self, scale: Scale) -> None:
        """Move on another axis; a reader that stands outside it goes away."""
        self._scale = scale
        if self.at is not None and not scale.low <= self.at <= scale.high:
            self.go_to(None)

    def go_to(self, at: float | None) -> None:
        """Move to what is nearest by; None goes away."""
        if at is None and self.at is None:
            return
        held = None if at is None else min(max(at, self._scale.low), self._scale.high)
        self.at = None if held is None else self._plot.reading(held)[0]
        self.changed.emit(self.text)

    def press(self, event: QKeyEvent) -> bool:
        """Move as a key says, and tell whether it says anything."""
        key = Qt.Key(event.key())
        if key in STEPS and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            if self.at is None and key not in ENDS:
                self.go_to(self._plot.reading_start())
            else:
                self.go_to((self.at or 0.0) + STEPS[key] * self._plot.reading_step())
            return True
        leaves = key == Qt.Key.Key_Escape and self.at is not None
        if leaves:
            self.go_to(None)
        return leaves

    def claims(self, event: QEvent) -> bool:
        """Whether a key means something here that it means elsewhere in the window too."""
        plain = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        if not isinstance(event, QKeyEvent) or event.modifiers() & ~plain:
            return False
        return event.key() in STEPS or (self.at is not None and event.key() in OTHERS)
