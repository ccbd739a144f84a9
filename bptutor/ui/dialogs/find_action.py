"""Ctrl+Shift+P: type a few letters of what you want to do, and do it."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from bptutor.ui.commands import Command, keys_text
from bptutor.ui.dialogs.measures import set_measures
from bptutor.ui.theme import ThemeManager
from bptutor.ui.widgets.labels import paragraph

LISTED = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
KEYS, FOUND_BY = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class FindAction(QDialog):
    """Lists the enabled actions that have each of the typed words; `chosen(action)` and it closes. Where
    there is none, a note says so, and which action cannot be done just now."""

    chosen = Signal(QAction)

    def __init__(self, actions: list[QAction], themes: ThemeManager, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Find action")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._actions = [action for action in actions if action.isEnabled()]
        self._others = [_item(action) for action in actions if not action.isEnabled()]
        model = QStandardItemModel(len(self._actions), 1, self)
        for row, action in enumerate(self._actions):
            model.setItem(row, 0, _item(action))
        self._shown = WordFilter(self)
        self._shown.setSourceModel(model)
        self._words = QLineEdit(self)
        self._words.setPlaceholderText("What do you want to do?")
        self._words.setAccessibleName("Find action")
        self._list = QListView(self)
        self._list.setAccessibleName("Actions")
        self._list.setItemDelegate(KeysDelegate(themes, self))
        self._list.setModel(self._shown)
        self._note = paragraph("muted")
        self._note.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.addWidget(self._words)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._note, 1)
        set_measures(themes.theme, layout)
        self.resize(QSize(themes.theme.px(460), themes.theme.px(380)).boundedTo(parent.size()))
        self._words.textChanged.connect(self._filter)
        self._words.returnPressed.connect(self._choose)
        self._list.activated.connect(self._choose)
        self._list.clicked.connect(self._choose)
        self._words.installEventFilter(self)
        self._filter("")

    def _filter(self, text: str) -> None:
        self._shown.look_for(text)
        self._list.setCurrentIndex(self._shown.index(0, 0))
        found = self._shown.rowCount() > 0
        self._list.setVisible(found)
        self._note.setVisible(not found)
        self._note.setText("" if found else self._why_none(text))
        self._words.setAccessibleDescription(self._note.text())

    def _why_none(self, text: str) -> str:
        words = text.casefold().split()
        names = [item.text().removesuffix("…") for item in self._others if has_words(item, words)]
        if names:
            return f"Not to be done just now: {', '.join(names)}."
        return "No action has all of these words."

    def _choose(self) -> None:
        index = self._shown.mapToSource(self._list.currentIndex())
        if index.isValid() and self.isVisible():
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


def has_words(item: QStandardItem | QModelIndex, words: list[str]) -> bool:
    """Whether an action can be found by all of these words."""
    text = str(item.data(FOUND_BY))
    return all(word in text for word in words)


class WordFilter(QSortFilterProxyModel):
    """Rows whose text, menu, tip or keys have all the words, in any order."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._words: list[str] = []

    def look_for(self, text: str) -> None:
        self._words = text.casefold().split()
        self.invalidate()

    # Qt's own names

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        return has_words(self.sourceModel().index(row, 0, parent), self._words)


class KeysDelegate(QStyledItemDelegate):
    """An action's text at the left, its keys at the right."""

    def __init__(self, themes: ThemeManager, parent: QObject) -> None:
        super().__init__(parent)
        self._themes = themes

    # Qt's own names

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), self._themes.theme.hit)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        theme = self._themes.theme
        painter.setFont(theme.small)
        painter.setPen(theme.colour("muted"))
        place = option.rect.adjusted(0, 0, -theme.px(10), 0)
        aside = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, aside, str(index.data(KEYS) or ""))


def _item(action: QAction) -> QStandardItem:
    entry = action.data()
    assert isinstance(entry, Command)
    item = QStandardItem(action.text().replace("&", ""))
    keys = keys_text(entry)
    item.setData(keys, KEYS)
    item.setData(" ".join((item.text(), entry.menu, entry.tip, keys)).casefold(), FOUND_BY)
    if keys:
        item.setData(f"{item.text()}, {keys}", Qt.ItemDataRole.AccessibleTextRole)
    item.setEditable(False)
    return item
