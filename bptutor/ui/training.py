"""Runs many iterations without freezing the window: a slice of work, then the window's turn, and so on."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from bptutor.engine.arrays import Array, frozen
from bptutor.engine.descent import Descent
from bptutor.engine.document import Document
from bptutor.study.runs import Run

SLICE_SECONDS = 0.008
REPORT_SECONDS = 0.1


class Trainer(QObject):
    """Trains on from a run's end. `gained(costs, network)` brings updates, `progressed(done, total)`
    how far it is (done = total at the end, also of a stopped run), `finished` that it is over."""

    gained = Signal(object, object)
    progressed = Signal(int, int)
    finished = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._work)
        self._descent: Descent | None = None
        self._costs: list[Array] = []
        self._done = 0
        self._total = 0
        self._spacing = 1
        self._reported = 0.0

    @property
    def running(self) -> bool:
        """Whether a run is on."""
        return self._timer.isActive()

    def start(self, document: Document, run: Run, count: int) -> None:
        """Do `count` updates from the end of a run."""
        self.stop()
        at, network = run.kept[-1]
        self._descent = Descent(replace(document, network=network), run.offset + at)
        self._done, self._total, self._spacing = 0, count, run.spacing
        self._reported = perf_counter()
        self._timer.start()
        self.progressed.emit(0, count)

    def stop(self) -> None:
        """End a run; what has been trained stays."""
        if self._timer.isActive():
            self._timer.stop()
            self._total = self._done
            self._report()
            self.finished.emit()

    def _work(self) -> None:
        assert self._descent is not None
        end = perf_counter() + SLICE_SECONDS
        while self._done < self._total and perf_counter() < end:
            costs = self._descent.advance(1)
            self._costs.append(costs)
            self._done += 1
        if perf_counter() - self._reported > REPORT_SECONDS:
            self._report()
        if self._done >= self._total or not np.isfinite(self._descent.cost):
            self.stop()

    def _report(self) -> None:
        self._reported = perf_counter()
        if self._descent is not None and self._costs:
            costs = frozen(np.concatenate(self._costs))
            self._costs = []
            self.gained.emit(costs, self._descent.network)
        self.progressed.emit(self._done, self._total)
