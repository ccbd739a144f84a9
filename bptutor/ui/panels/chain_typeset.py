"""Formulas that are ready, and the rest as soon as the frame is on the screen.

Laying out a formula takes up to 70 ms, showing a step may take 8: so a panel asks for a formula, shows plain
text where it is not there yet, and is told when it is.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QTimer, Signal

from bptutor.foundation.typeset import default_typesetter
from bptutor.ui.maths import Formula, formula

WAIT_MS = 40  # of rest: who holds a key down is not held up
SLICE = 0.008  # seconds of work between two looks at the event loop

Asked = tuple[str, bool]  # TeX, and whether it stands in a line of text

_made: set[Asked] = set()


def make(tex: str, inline: bool) -> None:
    """Lay a formula out, so that it can be had from now on."""
    formula(tex, inline)
    _made.add((tex, inline))


class Formulas(QObject):
    """`get` never waits; `ready` follows once all that was asked for in vain can be had."""

    ready = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._wanted: dict[Asked, None] = {}
        self._aside: set[Asked] | None = None
        self.misses = 0  # how often a formula was asked for that was not there
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._make_some)

    def get(self, tex: str, inline: bool = False) -> Formula | None:
        """The formula if it is there; else None, and it is made next."""
        if (tex, inline) in _made:
            return formula(tex, inline)
        if default_typesetter().at_hand(tex, inline):
            _made.add((tex, inline))
            return formula(tex, inline)
        self.misses += 1
        if self._aside is not None:
            self._aside.add((tex, inline))
            return None
        self._wanted[tex, inline] = None
        self._timer.start(WAIT_MS)
        return None

    @contextmanager
    def aside(self) -> Iterator[set[Asked]]:
        """What is asked for in vain meanwhile is not made: it is gathered, as (TeX, inline)."""
        missing: set[Asked] = set()
        self._aside = missing
        try:
            yield missing
        finally:
            self._aside = None

    @property
    def busy(self) -> bool:
        """Whether some are still to be made."""
        return bool(self._wanted)

    def _make_some(self) -> None:
        end = time.perf_counter() + SLICE
        while self._wanted:
            tex, inline = next(iter(self._wanted))
            del self._wanted[tex, inline]
            make(tex, inline)
            if time.perf_counter() >= end:  # looked at last: each turn makes one, however slow the machine
                break
        if self._wanted:
            self._timer.start(0)
        else:
            self.ready.emit()
