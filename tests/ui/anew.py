"""Whether a widget that is painted in parts shows what it would show if it were painted whole, and what of it
was painted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QImage, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

BLOCK, DIFFERENT = 4, 25.0  # pixels, and of 255


def blocks(pixmap: QPixmap) -> np.ndarray:
    """The mean of each block of pixels. Qt begins the dashes of a line that is clipped up to a pixel
    elsewhere, which nobody sees."""
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)[..., :3].astype(float)
    high, wide = (length // BLOCK for length in rows.shape[:2])
    rows = rows[: high * BLOCK, : wide * BLOCK]
    return rows.reshape(high, BLOCK, wide, BLOCK, 3).mean(axis=(1, 3))


def is_as_anew(widget: QWidget) -> bool:
    """Whether what is on the screen, which is painted in parts, is what a whole picture shows."""
    in_sight, anew = widget.screen().grabWindow(int(widget.winId())), widget.grab()
    return bool(np.abs(blocks(in_sight) - blocks(anew)).max() < DIFFERENT)


class _Watch(QObject):
    """Notes what is painted, as an event filter of the application."""

    def __init__(self) -> None:
        super().__init__()
        self.painted: dict[QWidget, QRect] = {}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent) and isinstance(watched, QWidget):
            before = self.painted.get(watched, QRect())
            self.painted[watched] = before.united(event.rect())
        return False


@contextmanager
def painted() -> Iterator[dict[QWidget, QRect]]:
    """The widgets that are painted meanwhile, each with the rectangle around what is painted of it."""
    app = QApplication.instance()
    assert app is not None
    app.processEvents()
    watch = _Watch()
    app.installEventFilter(watch)
    try:
        yield watch.painted
        app.processEvents()
    finally:
        app.removeEventFilter(watch)
