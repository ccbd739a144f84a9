"""Runs many iterations without freezing the window: a slice of work, then the window's turn, and so on."""

from __future__ import annotations

from time import perf_counter

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from bptutor.engine.arrays import Array, frozen
from bptutor.engine.descent import Descent
from bptutor.engine.document import Document
from bptutor.study.runs import Run, going_on

SLICE_SECONDS = 0.008
CHUNK_SECONDS = 0.001
REPORT_SECONDS = 0.125
MOST_AT_ONCE = 256
ENDLESS = 2**31 - 1  # updates: more than anybody waits for, and what a signal can carry


def fitting(count: int, seconds: float) -> int:
    """How many updates to do before looking at the clock again, when so many took so long."""
    if seconds < CHUNK_SECONDS / 2:
        return min(2 * count, MOST_AT_ONCE)
    return max(count // 2, 1) if seconds > CHUNK_SECONDS else count


class Trainer(QObject):
    """Trains on from a run's end. `gained(costs, network, moments)` brings updates, `progressed(done, total)`
    how far it is (done = total at the end, also of a stopped run), `finished` that it is over.

    A run of ENDLESS updates goes on until it is stopped. One that is paused has `left` updates to do, which
    `go_on` does from wherever the run ends by then; what is trained is the same as without the pause."""

    gained = Signal(object, object, object)
    progressed = Signal(int, int)
    finished = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._work)
        self._descent: Descent | None = None
        self._costs: list[Array] = []
        self._chunk = 1  # updates between two looks at the clock
        self._done = 0
        self._total = 0
        self._spacing = 1
        self._reported = 0.0
        self.left = 0
        self._token: object = None  # of the run in training, and how long it is as far as was told
        self._length = 0

    @property
    def running(self) -> bool:
        """Whether a run is on."""
        return self._timer.isActive()

    def start(self, document: Document, run: Run, count: int) -> None:
        """Do `count` updates from the end of a run."""
        self.stop()
        self._descent = going_on(document, run, run.length)
        self._token, self._length = run.token, run.length
        self._done, self._total, self._spacing, self._chunk = 0, count, run.spacing, 1
        self._reported = perf_counter()
        self._timer.start()
        self.progressed.emit(0, count)

    def pause(self) -> None:
        """End a run for now."""
        if self.running:
            self._end(self._total if self._total == ENDLESS else self._total - self._done)

    def go_on(self, document: Document, run: Run) -> None:
        """Do what a pause has left to do."""
        if self.left:
            self.start(document, run, self.left)

    def stop(self) -> None:
        """End a run; what has been trained stays."""
        if self.running or self.left:
            self._end(0)

    def follow(self, run: Run) -> None:
        """Give up where another run is in sight, or another hand has made this one longer: what was trained
        since the last report belongs to neither."""
        other = run.token is not self._token
        if (other and self.left) or (self.running and (other or run.length != self._length)):
            self._costs = []
            self._end(0)

    def _end(self, left: int) -> None:
        self._timer.stop()
        self.left, self._total = left, self._done
        self._report()
        self.finished.emit()

    def _work(self) -> None:
        assert self._descent is not None
        now = start = perf_counter()
        if self._costs and start - self._reported > REPORT_SECONDS:
            # In a turn of its own: what follows a report takes as long as a slice. And only of something new:
            # where a turn of the window's takes longer than that, there would be reports alone.
            self._report()
            return
        while self._done < self._total and now - start < SLICE_SECONDS:
            count = min(self._chunk, self._total - self._done)
            self._costs.append(self._descent.advance(count, while_finite=True))
            self._done += len(self._costs[-1])
            if not np.isfinite(self._descent.cost):
                self.stop()
                return
            before, now = now, perf_counter()
            self._chunk = fitting(count, now - before)
        if self._done >= self._total:
            self.stop()

    def _report(self) -> None:
        self._reported = perf_counter()
        # First, because a progress bar paints at once, with all that is to be painted by then.
        self.progressed.emit(self._done, self._total)
        if self._descent is not None and self._costs:
            costs = frozen(np.concatenate(self._costs))
            self._costs = []
            self._length += len(costs)
            self.gained.emit(costs, self._descent.network, self._descent.moments)
