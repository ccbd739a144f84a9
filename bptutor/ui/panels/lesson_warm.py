"""Typesets the next page's formulas while the learner reads, so that turning to it costs no time."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QObject, QTimer

from bptutor.lesson.evaluate import Numbers
from bptutor.lesson.model import Page
from bptutor.lesson.rendering import formulas_of
from bptutor.ui.maths import formula
from bptutor.ui.panels.lesson_break import broken, in_a_line

WAIT_MS, APART_MS = 400, 15  # the page itself comes first; between two formulas the window can answer


class PageWarmer(QObject):
    """Does one formula at a time; another page takes the place of one that is not finished."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left: deque[tuple[str, bool]] = deque()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._do_one)

    def warm(self, page: Page | None, numbers: Numbers) -> None:
        """Make ready for a page."""
        self._left = deque() if page is None else deque(formulas_of(page, numbers))
        if self._left:
            self._timer.start(WAIT_MS)
        else:
            self._timer.stop()

    def stop(self) -> None:
        """Leave it."""
        self._left.clear()
        self._timer.stop()

    def _do_one(self) -> None:
        if not self._left:
            return
        tex, inline = self._left.popleft()
        if inline:
            formula(in_a_line(tex), inline)
        else:
            broken(tex)
        if self._left:
            self._timer.start(APART_MS)
