"""Reads a table in slices, so that a large one neither holds the window nor has to be waited for."""

from __future__ import annotations

from collections.abc import Generator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from bptutor.engine.tables import Reading, Table, table_in_parts
from bptutor.foundation.errors import TutorError

SLICE_SECONDS = 0.02
REPORT_SECONDS = 0.1


class TableReader(QObject):
    """`progressed(part)` now and then, then `read(Table)` or `refused(sentence)`; nothing after `stop`. What
    takes no more than one slice is there when `start` returns."""

    progressed = Signal(float)
    read = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._parts: Generator[float, None, Table] | None = None
        self._reported = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._work)

    def start(self, text: str, reading: Reading) -> None:
        """Begin with a text; what was being read is given up."""
        self._parts, self._reported = table_in_parts(text, reading), 0.0
        self._timer.start()
        self._work()

    def stop(self) -> None:
        """Read no further."""
        self._timer.stop()
        self._parts = None

    def _work(self) -> None:
        parts, end = self._parts, perf_counter() + SLICE_SECONDS
        if parts is None:
            return
        try:
            while True:
                part = next(parts)
                if perf_counter() >= end:
                    break
        except StopIteration as done:
            self.stop()
            self.read.emit(done.value)
        except TutorError as error:
            self.stop()
            self.refused.emit(str(error))
        else:
            self._report(part)

    def _report(self, part: float) -> None:
        if perf_counter() - self._reported > REPORT_SECONDS:
            self._reported = perf_counter()
            self.progressed.emit(part)
