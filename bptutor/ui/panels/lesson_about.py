"""What stands over and under a page: where one is, what is amiss, what was skipped, what was learnt."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from bptutor.study.views.lesson_view import LessonView
from bptutor.ui.panels.lesson_lines import ProseLabel
from bptutor.ui.panels.lesson_text import line
from bptutor.ui.panels.lesson_wells import EnterButton, Well
from bptutor.ui.theme import ThemeManager, set_kind


class Head(QWidget):
    """Lessons › 6 of 16, the title, and under it what a teacher or a learner should know first."""

    contents_requested = Signal()
    lead_back_requested = Signal()

    def __init__(self, manager: ThemeManager) -> None:
        super().__init__()
        self._manager = manager
        self.crumb = EnterButton("Lessons", "crumb", "All lessons")
        self.crumb.setFlat(True)
        self.place = QLabel()
        set_kind(self.place, "small")
        self.title = QLabel()
        self.title.setWordWrap(True)
        set_kind(self.title, "title")
        self.problem, self.problem_text = _told(manager, "backward_tint", "backward")
        self.problem_text.setAccessibleName("What is wrong in the file")
        self.away, self.away_text = _told(manager, "sunk", "edge")
        self.lead_back = EnterButton("Lead me back")
        self.away.column.addWidget(self.lead_back, 0, Qt.AlignmentFlag.AlignLeft)
        self._low, self._first = False, True
        self._crumbs = QHBoxLayout()
        for widget in (self.crumb, self.place):
            self._crumbs.addWidget(widget)
        self._crumbs.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._crumbs)
        for part in (self.title, self.problem, self.away):
            self._column.addWidget(part)
        self.problem.hide()
        self.crumb.clicked.connect(self.contents_requested)
        self.lead_back.clicked.connect(self.lead_back_requested)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    def show_view(self, view: LessonView) -> None:
        """Show where a page is, and whether the window is there too."""
        self.place.setText(f"›  {view.place}")
        self.place.setToolTip(view.title)
        self._first = view.page_number == 0
        self.title.setText(view.title)
        self.title.setAccessibleName(view.title)
        self._show_title()
        self.away_text.setText(view.away)
        self.away.setVisible(bool(view.away))

    def show_low(self, dots: QWidget | None) -> None:
        """Where there is little height, with the pages' dots beside the crumbs, and the title on the first
        page only; None where there is enough."""
        self._low = dots is not None
        if dots is not None:
            self._crumbs.addWidget(dots)
        self._show_title()

    def _show_title(self) -> None:
        self.title.setVisible(self._first or not self._low)

    def show_problem(self, text: str) -> None:
        """Say what is wrong in a file that was saved; nothing where all is well."""
        self.problem_text.setText(text)
        self.problem.setVisible(bool(text))

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        # A crumb is a link in a line of small text, without the room that buttons have around them.
        self.crumb.setStyleSheet(
            "QPushButton { background: transparent; border: none; padding: 0; min-height: 0;"
            f" color: {self._manager.theme.palette.muted}; font-size: {px(12)}px; }}"
            "QPushButton:hover, QPushButton:focus { text-decoration: underline; }"
        )
        self._column.setSpacing(px(8))
        self._crumbs.setSpacing(px(4))


class End(QWidget):
    """Under a page: what was skipped on it, and after the last one what the lesson was about."""

    def __init__(self, manager: ThemeManager) -> None:
        super().__init__()
        self._manager = manager
        self.skipped = QLabel()
        self.skipped.setWordWrap(True)
        set_kind(self.skipped, "small")
        self.learnt = Well(manager, "update_tint", "update")
        heading = QLabel("What you learnt")
        set_kind(heading, "strong")
        self.learnt_text = ProseLabel(manager, "What you learnt")
        self.learnt.column.addWidget(heading)
        self.learnt.column.addWidget(self.learnt_text)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.skipped, self.learnt):
            self._column.addWidget(widget)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    def show_view(self, view: LessonView) -> None:
        """Show what is to be said under a page."""
        things = "one thing" if view.skipped == 1 else f"{view.skipped} things"
        text = f"Skipped: {things} on this page. You can still do it." if view.skipped else ""
        self.skipped.setText(text)
        self.skipped.setVisible(bool(text))
        shown = [line(view.learnt, view.numbers)] if view.finished and view.learnt else []
        self.learnt_text.show_blocks(shown)
        self.learnt.setVisible(bool(shown))

    def _follow_theme(self) -> None:
        self._column.setSpacing(self._manager.theme.px(8))


def _told(manager: ThemeManager, ground: str, border: str) -> tuple[Well, QLabel]:
    """A surface with a sentence on it."""
    well, label = Well(manager, ground, border), QLabel()
    label.setWordWrap(True)
    well.column.addWidget(label)
    return well, label
