"""Draws what the next steps will show while the learner reads: a step that is seen for the first time then
takes no longer than one seen before.

A step shows half a dozen formulas and numbers that no step before it has shown. Each costs a tenth of a
millisecond to draw, and a frame has eight of them."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QPainter, QPixmap

from bptutor.study.state import State
from bptutor.study.views.everything import ViewMemory
from bptutor.trace.moves import Cursor
from bptutor.ui.panels.chain import ChainPanel
from bptutor.ui.panels.chain_typeset import Asked, make
from bptutor.ui.panels.step import StepPanel
from bptutor.ui.shaped import OFTEN

WAIT_MS, APART_MS = 150, 8  # who goes on at once is not held up; between two steps the window can answer
AHEAD = 24  # steps, and half as many behind
MOST_KEPT = 600  # steps that are known to be drawn


class StepsAhead(QObject):
    """Follows the state. Whatever changes, the steps around its cursor are drawn after a rest, nearest first;
    what they need is laid out before."""

    def __init__(self, views_of: ViewMemory, chain: ChainPanel, step: StepPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._views_of = views_of
        self._chain, self._step = chain, step
        self._state: State | None = None
        self._missing: set[Asked] = set()
        self._drawn: set[tuple[object, ...]] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._work)

    @property
    def busy(self) -> bool:
        """Whether there is more to be drawn, now or after a rest."""
        return self._timer.isActive()

    def follow(self, before: State, after: State) -> None:
        """The state has changed."""
        self._state = after
        self._missing.clear()
        self._timer.start(WAIT_MS)

    def _work(self) -> None:
        """Lay out one formula, or draw one step."""
        if self._missing:
            make(*self._missing.pop())
        elif self._state is None or not self._step.isVisible() or not self._draw_next(self._state):
            return
        self._timer.start(APART_MS)

    def _draw_next(self, state: State) -> bool:
        """Draw the nearest step that is not drawn yet; False if there is none."""
        for index in _around(state):
            name = (id(state.timeline), state.cursor.level, index, state.notation)
            there = replace(state, cursor=Cursor(state.cursor.level, index))
            if name not in self._drawn or not self._views_of.has(there):
                self._missing = self._draw(there)
                if not self._missing:
                    if len(self._drawn) >= MOST_KEPT:
                        self._drawn.clear()
                    self._drawn.add(name)
                return True
        return False

    def _draw(self, state: State) -> set[Asked]:
        """Paint what the panels would show, where nobody sees it: what they draw with is kept. What could not
        be drawn is to be laid out first."""
        views = self._views_of(state)
        nowhere = QPixmap(1, 1)
        nowhere.setDevicePixelRatio(self._step.devicePixelRatioF())
        missing: set[Asked] = set()
        with QPainter(nowhere) as painter:
            for _ in range(OFTEN):  # so that lines of text are shaped
                missing |= self._chain.draw_ahead(painter, views.chain)
                missing |= self._step.draw_ahead(painter, views.step)
        return missing


def _around(state: State) -> list[int]:
    here = state.cursor.index
    ahead = range(here + 1, min(here + 1 + AHEAD, state.total))
    behind = range(here - 1, max(here - 1 - AHEAD // 2, -1), -1)
    return [*ahead, *behind]
