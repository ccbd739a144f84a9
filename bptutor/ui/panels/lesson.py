"""The lesson panel: the page in sight, what it asks for, and the way on."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bptutor.study import lesson_actions as act
from bptutor.study.lesson_state import Entry
from bptutor.study.views.lesson_view import LessonView
from bptutor.ui.docks import WIDE
from bptutor.ui.keys import ENTER
from bptutor.ui.maths_text import MathsText
from bptutor.ui.panels.lesson_about import End, Head
from bptutor.ui.panels.lesson_contents import Contents
from bptutor.ui.panels.lesson_foot import Foot
from bptutor.ui.panels.lesson_page import LessonPage
from bptutor.ui.panels.lesson_shelf import PageShelf
from bptutor.ui.panels.lesson_warm import PageWarmer, has_many
from bptutor.ui.theme import ThemeManager, own_ground

NEAR, LOW = 2, 560  # titles about the page; the height under which the page has all that there is
LEAST, AROUND = 25, 120  # what a paragraph takes at least, and what stands over and under them


class LessonPanel(QStackedWidget):
    """Shows a lesson's view. `requested` has an action of the study; `lesson_requested` another lesson's id,
    `next_requested` the following one, `link_requested` the address of a link."""

    requested = Signal(object)
    lesson_requested = Signal(str)
    contents_requested = Signal()
    next_requested = Signal()
    link_requested = Signal(str)

    def __init__(self, manager: ThemeManager) -> None:
        super().__init__()
        self._manager = manager
        self._view: LessonView | None = None
        self._key: object = None
        self._low = False
        self.page: LessonPage | None = None
        self._latest: QWidget | None = None
        self.contents = Contents(manager)
        self._build()
        self._warmer, self._finisher = PageWarmer(self), PageWarmer(self, eager=True)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._show_latest)
        self.addWidget(self._body)
        self.addWidget(self.contents)
        self._connect()
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    def _build(self) -> None:
        self._body = QWidget()
        self.head, self.end = Head(self._manager), End(self._manager)
        self._shelf = PageShelf(self._manager, self._picture)
        inner = QWidget()
        own_ground(inner)
        self._column = QVBoxLayout(inner)
        self._column.addWidget(self.head)
        self._column.addWidget(self._shelf)
        self._column.addWidget(self.end)
        self._column.addStretch(1)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inner)
        self.foot = Foot(self._manager)
        rows = QVBoxLayout(self._body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.area, 1)
        rows.addWidget(self.foot)

    def _connect(self) -> None:
        self.head.contents_requested.connect(self.contents_requested)
        self.head.lead_back_requested.connect(self._ask_back_to_page)
        self.foot.back_requested.connect(self.turn_back)
        self.foot.on_requested.connect(self.turn_on)
        self.foot.skip_requested.connect(self.skip_gates)
        self.foot.page_requested.connect(self._ask_page)
        self.foot.next_requested.connect(self.next_requested)
        self.contents.open_requested.connect(self.lesson_requested)
        self.contents.closed.connect(self.show_page)
        self._finisher.done.connect(self._show_whole)
        self.area.verticalScrollBar().rangeChanged.connect(self._follow_latest)

    def show_view(self, view: LessonView | None) -> None:
        """Show a page, or without one nothing new."""
        if view is None:
            return
        before, self._view = self._view, view
        key = (id(view.page), view.page_number, view.number)
        self._latest = None
        if key != self._key:
            self._key = key
            self._open_page(view, before)
        else:
            assert self.page is not None
            waited = before is not None and not before.can_go_on
            self.page.show_view(view)
            self.foot.show_view(view)
            self._soon.start(0)
            if waited and view.can_go_on and self._has_keyboard():
                self.foot.on.setFocus()
        self.head.show_view(view)
        self.end.show_view(view)

    def show_contents(
        self, title: str, entries: Sequence[Entry], finished: Collection[str], here: str
    ) -> None:
        """Show the list of lessons."""
        self.contents.show_entries(title, entries, finished, here, self._view is not None)
        self.setCurrentWidget(self.contents)
        self.contents.list.setFocus()

    def show_problem(self, text: str) -> None:
        """Say what is wrong in a file that was saved; the page stays as it was. Nothing where all is well."""
        self.head.show_problem(text)

    def show_page(self) -> None:
        """Back from the list to the page."""
        if self._view is not None and self.currentWidget() is not self._body:
            self.setCurrentWidget(self._body)
            self._focus_text()

    def rest(self) -> None:
        """Stop what goes on by itself: the window closes."""
        self._warmer.stop()
        self._finisher.stop()
        self._soon.stop()

    def take(self, key: object) -> bool:
        """A value was clicked in the drawing; whether a gate of the page took it."""
        return self.page is not None and self.isVisible() and self.page.take(key)

    def turn_on(self) -> None:
        """To the next page, if nothing is asked for."""
        self.requested.emit(act.TurnPage())

    def turn_back(self) -> None:
        """To the page before."""
        self.requested.emit(act.TurnPage(forward=False))

    def skip_gates(self) -> None:
        """Leave what the page asks for."""
        self.requested.emit(act.SkipGates())

    def _is_low(self) -> bool:
        return self.height() < self._manager.theme.px(LOW)

    def _show_low(self) -> None:
        """In a low panel nothing but the words, the question and one row of buttons takes room."""
        if self._low != self._is_low():
            self._low = self._is_low()
            self.foot.show_low(self._low)
            self.head.show_low(self.foot.dots if self._low else None)
            self._follow_theme()

    def _alone(self) -> bool:
        """Whether the cost slice is not in sight beside the lesson: then a lab draws its own."""
        return self.window().width() / self._manager.theme.scale < WIDE

    def _open_page(self, view: LessonView, before: LessonView | None) -> None:
        keyboard = self._has_keyboard()
        near = 0 if self._is_low() else NEAR
        most = self._in_sight() if has_many(view.page, view.numbers) else None
        self.page, made = self._shelf.page_for(view, near, self._alone(), most)
        if made:
            self.page.requested.connect(self.requested)
            self.page.page_requested.connect(self._ask_page)
            self.page.link_requested.connect(self.link_requested)
        self.foot.show_view(view)
        self.area.verticalScrollBar().setValue(0)
        self.setCurrentWidget(self._body)
        self._finisher.warm(None if self.page.whole else view.page, view.numbers)
        self._warmer.warm(view.next_page, view.numbers)
        if keyboard:
            self._focus_text()

    def _in_sight(self) -> int:
        """At least as many paragraphs as are seen at once. A panel that is not shown yet has no size."""
        px, place = self._manager.theme.px, self.parentWidget()
        height = max(self.area.viewport().height(), place.height() - px(AROUND) if place is not None else 0)
        return 1 + height // px(LEAST)

    def _show_whole(self) -> None:
        if self.page is not None:
            self.page.show_whole()

    def _picture(self, source: str) -> bytes:
        assert self._view is not None
        return self._view.picture(source)

    def _has_keyboard(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def prose_text(self) -> MathsText:
        """The words that the page begins with. Raises AssertionError before the first page."""
        text = self.page.prose[0].text if self.page is not None else None
        assert text is not None
        return text

    def _focus_text(self) -> None:
        self.prose_text().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_latest(self) -> None:
        """Scroll to what was said or opened last, once it is laid out."""
        self._latest = self.page.latest() if self.page is not None else None
        self._follow_latest()

    def _follow_latest(self) -> None:
        """Keep it in sight while the layouts around it, one after the other, give it more height."""
        if self._latest is not None and self._latest.isVisible():
            self.area.ensureWidgetVisible(self._latest, 0, self._manager.theme.px(12))

    def _ask_back_to_page(self) -> None:
        self.requested.emit(act.LeadBack())

    def _ask_page(self, number: int) -> None:
        self.requested.emit(act.GoToPage(number))

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        above, below, between = (4, 8, 4) if self._low else (12, 16, 8)
        self._column.setContentsMargins(px(20), px(above), px(16), px(below))
        self._column.setSpacing(px(between))
        self._show_low()

    # Qt's own names

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_low()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter that nothing in the page had a use for goes on.
        if event.key() in ENTER and self.foot.on.isEnabled():
            self.foot.on.click()
        else:
            super().keyPressEvent(event)
