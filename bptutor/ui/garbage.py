"""Garbage collection waits until the window has been painted.

What is made at the start stays, and to look through it all for garbage takes a tenth of the start."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

SOON_MS = 300  # the first picture comes before it


def put_off() -> None:
    """Leave garbage lying; `collect_later` has to follow."""
    gc.disable()


def collect_later(owner: QObject) -> None:
    """Collect again when the owner's first picture is there, or the owner is gone."""
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.timeout.connect(collect_again)
    owner.destroyed.connect(collect_again)
    timer.start(SOON_MS)


def collect_again() -> None:
    """Let Python look for garbage whenever it thinks fit."""
    gc.enable()
