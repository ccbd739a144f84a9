"""Ctrl+Shift+P: type a few letters of what you want to do, and do it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QDialog, QLineEdit, QListView, QVBoxLayout, QWidget

from bptutor.ui.theme import ThemeManager

LISTED = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class FindAction(QDialog):
    """Lists the enabled actions whose text has the typed letters; `chosen(action)` and it closes."""

    chosen = Signal(QAction)

    def __init__(self, actions: list[QAction], themes: ThemeManager, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Find action")
        self._actions = [action for action in actions if action.isEnabled()]
        model = QStandardItemModel(len(self._actions), 1, self)
        for row, action in enumerate(self._actions):
            model.setItem(row, 0, _item(action))
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSourceModel(model)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._words = QLineEdit(self)
        self._words.setPlaceholderText("What do you want to do?")
        self._words.setAccessibleName("Find action")
        self._list = QListView(self)
        self._list.setAccessibleName("Actions")
        self._list.setModel(self._shown)
        layout = QVBoxLayout(self)
        layout.addWidget(self._words)
        layout.addWidget(self._list)
        self.resize(themes.theme.px(460), themes.theme.px(380))
        self._words.textChanged.connect(self._filter)
        self._words.returnPressed.connect(self._choose)
        self._list.activated.connect(self._choose)
        self._words.installEventFilter(self)
        self._filter("")

    def _filter(self, text: str) -> None:
        self._shown.setFilterFixedString(text.strip())
        self._list.setCurrentIndex(self._shown.index(0, 0))

    def _choose(self) -> None:
        index = self._shown.mapToSource(self._list.currentIndex())
        if index.isValid():
            self.accept()
            self.chosen.emit(self._actions[index.row()])

    # Qt's own names from here on.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() in LISTED:
                self._list.event(event)
                return True
        return False


def _item(action: QAction) -> QStandardItem:
    keys = action.shortcut().toString()
    text = action.text().replace("&", "")
    item = QStandardItem(f"{text}    {keys}" if keys else text)
    item.setEditable(False)
    return item
