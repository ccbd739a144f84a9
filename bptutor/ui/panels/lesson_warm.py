"""Typesets formulas while the learner reads: those of a page that are further down than they can see, and
the next page's, so that turning to it costs no time."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QObject, QTimer, Signal

from bptutor.foundation.typeset import default_typesetter
from bptutor.lesson.evaluate import Numbers
from bptutor.lesson.model import Page
from bptutor.lesson.rendering import formulas_of
from bptutor.ui.maths import formula
from bptutor.ui.panels.lesson_break import in_a_line, set_out
from bptutor.ui.panels.lesson_text import display_sets

WAIT_MS, APART_MS = 400, 15  # the page itself comes first; between two formulas the window can answer
MANY = 12  # new formulas that a page may typeset before it is painted


def has_many(page: Page, numbers: Numbers) -> bool:
    """Whether a page has more new formulas than can be typeset while somebody waits."""
    at_hand = default_typesetter().at_hand
    wanted = {
        (in_a_line(tex), True) if inline else (tex, False) for tex, inline in formulas_of(page, numbers)
    }
    return len(wanted) > MANY and sum(not at_hand(tex, inline) for tex, inline in wanted) > MANY


class PageWarmer(QObject):
    """Does one formula at a time; another page takes the place of one that is not finished. `done` when all
    of a page's are ready. An eager one begins as soon as the page has been painted."""

    done = Signal()

    def __init__(self, parent: QObject, eager: bool = False) -> None:
        super().__init__(parent)
        self._wait, self._apart = (0, 0) if eager else (WAIT_MS, APART_MS)
        self._left: deque[tuple[tuple[str, ...], bool]] = deque()  # those of a display together, or one
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._do_one)

    def warm(self, page: Page | None, numbers: Numbers) -> None:
        """Make ready for a page."""
        self._left.clear()
        if page is not None:
            self._left += (((tex,), inline) for tex, inline in formulas_of(page, numbers))
            self._left += ((texs, False) for texs in display_sets(page.blocks, numbers) if len(texs) > 1)
        if self._left:
            self._timer.start(self._wait)
        else:
            self._timer.stop()

    def stop(self) -> None:
        """Leave it."""
        self._left.clear()
        self._timer.stop()

    def _do_one(self) -> None:
        if not self._left:
            return
        texs, inline = self._left.popleft()
        if inline:
            formula(in_a_line(*texs), inline)
        else:
            set_out(texs)
        if self._left:
            self._timer.start(self._apart)
        else:
            self.done.emit()
