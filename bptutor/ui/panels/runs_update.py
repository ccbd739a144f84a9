"""The optimiser's own multiplications of one update, as a list; Enter goes to the step."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from bptutor.study.run_update import UpdateView
from bptutor.ui.theme import ThemeManager
from bptutor.ui.widgets.cards import SectionTitle

HEIGHT = 150  # at 100 % text
BESIDE, ABOVE = 32, 16  # what the padding of a row takes
MOST_HIGH = 10_000


class WrappedLines(QStyledItemDelegate):
    """Gives a sentence all its lines: Qt's own hint forgets the padding, and the last words are cut."""

    def __init__(self, manager: ThemeManager, view: QListWidget) -> None:
        super().__init__(view)
        self._manager = manager
        self._view = view

    # Qt's own name

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        px = self._manager.theme.px
        room = QRect(0, 0, self._view.viewport().width() - px(BESIDE), MOST_HIGH)
        text = option.fontMetrics.boundingRect(room, Qt.TextFlag.TextWordWrap, index.data())
        return QSize(room.width(), text.height() + px(ABOVE))


class UpdateSteps(QWidget):
    """Hidden while there is nothing to show. `step_requested` tells the step (from 0, of the term level) that
    was chosen."""

    step_requested = Signal(int)

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self._view: UpdateView | None = None
        self.title = SectionTitle("")
        self.title.setWordWrap(True)
        self.steps = QListWidget()
        self.steps.setAccessibleName("Steps of the update")
        self.steps.setWordWrap(True)
        self.steps.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.steps.setResizeMode(QListWidget.ResizeMode.Adjust)  # lines are broken anew beside a scroll bar
        self.steps.setItemDelegate(WrappedLines(manager, self.steps))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.title)
        column.addWidget(self.steps, 1)
        self.steps.itemActivated.connect(self._ask)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    def show_view(self, view: UpdateView | None) -> None:
        """Show the steps; the place in the list stays."""
        self.setVisible(view is not None)
        if view is None or view == self._view:
            return
        self._view, row = view, max(self.steps.currentRow(), 0)
        self.title.setText(view.title)
        with QSignalBlocker(self.steps):
            self.steps.clear()
            self.steps.addItems([f"{number}. {step}" for number, step in enumerate(view.steps, 1)])
            self.steps.setCurrentRow(min(row, len(view.steps) - 1))

    def _ask(self) -> None:
        if self._view is not None:
            self.step_requested.emit(self._view.first + self.steps.currentRow())

    def _follow_theme(self) -> None:
        self.steps.setMinimumHeight(self._manager.theme.px(HEIGHT))
