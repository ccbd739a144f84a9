"""The list of lessons of the open pack."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from bptutor.study.lesson_state import Entry
from bptutor.ui.keys import ENTER
from bptutor.ui.panels.lesson_wells import EnterButton
from bptutor.ui.theme import ThemeManager, set_kind

ID = Qt.ItemDataRole.UserRole


class LessonList(QListWidget):
    """Enter or a click opens a lesson."""

    # Qt's own names

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and self.currentItem() is not None:
            self.itemActivated.emit(self.currentItem())
        else:
            super().keyPressEvent(event)


class Contents(QWidget):
    """Titles with a tick for what is finished. `open_requested` has a lesson's id, `closed` asks for the page
    again."""

    open_requested = Signal(str)
    closed = Signal()

    def __init__(self, manager: ThemeManager) -> None:
        super().__init__()
        self._manager = manager
        self.title = QLabel("Lessons")
        set_kind(self.title, "title")
        self.list = LessonList()
        self.list.setAccessibleName("Lessons")
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.back = EnterButton("Back to the page")
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.title)
        self._column.addWidget(self.list, 1)
        self._column.addWidget(self.back)
        self.list.itemActivated.connect(self._open)
        self.list.itemClicked.connect(self._open)
        self.back.clicked.connect(self.closed)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    def show_entries(
        self, title: str, entries: Sequence[Entry], finished: Collection[str], here: str, can_close: bool
    ) -> None:
        """Show the lessons of a pack; `here` is the id of the open one."""
        self.title.setText(title)
        self.list.clear()
        for number, entry in enumerate(entries, 1):
            tick = "  ✓" if entry.id in finished else ""
            item = QListWidgetItem(f"{number}.  {entry.title}{tick}")
            item.setData(ID, entry.id)
            self.list.addItem(item)
            if entry.id == here:
                self.list.setCurrentItem(item)
        self.back.setVisible(can_close)

    def _open(self, item: QListWidgetItem) -> None:
        self.open_requested.emit(item.data(ID))

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        self._column.setContentsMargins(px(20), px(20), px(20), px(12))
        self._column.setSpacing(px(8))
