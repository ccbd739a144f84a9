"""The guide of the Practise room: start page, exercise or history, over the line of what is due."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from bptutor.study.views.practise_start_view import StartView
from bptutor.study.views.practise_view import PractiseView
from bptutor.trace.keys import Key
from bptutor.ui.maths_blocks import Block, Words
from bptutor.ui.panels.lesson_lines import ProseLabel
from bptutor.ui.panels.practise_history import HistoryPage
from bptutor.ui.panels.practise_question import QuestionPage
from bptutor.ui.panels.practise_start import StartPage
from bptutor.ui.theme import ThemeManager, own_ground


class PractisePanel(QWidget):
    """Shows a PractiseView, or a StartView where none is open. What can be asked for is told by `start`,
    `question` and `history`, which are its pages."""

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self.start = StartPage(manager)
        self.question = QuestionPage(manager)
        self.history = HistoryPage(manager)
        self.due = ProseLabel(manager, "Review due")
        self._pages = QStackedWidget()
        self._areas = {page: _area(page) for page in (self.start, self.question, self.history)}
        for area in self._areas.values():
            self._pages.addWidget(area)
        self._foot = QVBoxLayout()
        self._foot.addWidget(self.due)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._pages, 1)
        self._column.addLayout(self._foot)
        self.start.history_requested.connect(self.show_history)
        self.history.back_requested.connect(self.show_start)
        self._reveal = QTimer(self)
        self._reveal.setSingleShot(True)
        self._reveal.setInterval(0)
        self._reveal.timeout.connect(self._show_what_is_new)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    def show_exercise(self, view: PractiseView) -> None:
        """Show an exercise."""
        fresh = self._page is not self.question
        self._turn(self.question)
        self.question.show_view(view)
        self._reveal.start()
        if fresh:
            self.question.take_focus()

    def show_start_view(self, view: StartView) -> None:
        """Show where the learner stands; the history stays in sight if it is."""
        self.start.show_view(view)
        self.history.show_rows(view.history)
        if self._page is self.question:
            self.show_start()

    def show_history(self) -> None:
        """Turn to the history of answers; not while an exercise is open."""
        if self._page is self.start:
            self._turn(self.history)
            self.history.take_focus()

    def show_start(self) -> None:
        """Turn to the start page."""
        self._turn(self.start)
        if self.isVisible():
            self.start.take_focus()

    def take_focus(self) -> None:
        """The keyboard to where one goes on."""
        self._page.take_focus()

    def pick_key(self, key: Key) -> bool:
        """A value was clicked in the drawing; whether it was one of the choices."""
        return self._page is self.question and self.question.pick_key(key)

    @property
    def _page(self) -> StartPage | QuestionPage | HistoryPage:
        shown = self._pages.currentWidget()
        return next(page for page, area in self._areas.items() if area is shown)

    def _turn(self, page: StartPage | QuestionPage | HistoryPage) -> None:
        if self._page is not page:
            self._pages.setCurrentWidget(self._areas[page])
            self._areas[page].verticalScrollBar().setValue(0)

    def _show_what_is_new(self) -> None:
        """Bring what was said last into sight, once it has its place."""
        newest = self.question.newest
        if newest is not None:
            margin = self._manager.theme.px(12)
            self._areas[self.question].ensureWidgetVisible(newest, 0, margin)

    def show_due(self, due: str) -> None:
        """What is due, in a line at the foot; nothing takes no room."""
        parts = (Words("Review due  ", bold=True, colour="muted"), Words(due, colour="muted"))
        self.due.show_blocks([Block("small", parts)] if due else [])
        self.due.setVisible(bool(due))

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        self._foot.setContentsMargins(px(20), px(6), px(20), px(14))


def _area(page: QWidget) -> QScrollArea:
    own_ground(page)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    return area
