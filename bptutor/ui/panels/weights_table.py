"""The table of a file's arrays: a box to choose from in each row, and a tick for what is transposed."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from bptutor.ui.icons import icon
from bptutor.ui.keys import ENTER
from bptutor.ui.panels.weights_model import ARRAY, TRANSPOSED, USE, WeightsModel
from bptutor.ui.theme import ThemeManager
from bptutor.ui.widgets.tables import RowDelegate

ARROW = 12
TALLER = 34  # a row that a box fits into
Index = QModelIndex | QPersistentModelIndex


class WeightsRows(RowDelegate):
    """Rows with an arrow where there is something to choose, and the box for it."""

    def _follow_theme(self) -> None:
        self._view.verticalHeader().setDefaultSectionSize(self._manager.theme.px(TALLER))

    # Qt's own names

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect
        super().paint(painter, option, index)
        if index.column() == USE:
            theme = self._manager.theme
            side = theme.px(ARROW)
            left, top = rect.right() - side - theme.px(6), rect.center().y() - side // 2
            icon("down", theme.palette.muted, side).paint(painter, left, top, side, side)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        assert isinstance(model, WeightsModel)
        box = QComboBox(parent)
        box.setItemDelegate(QStyledItemDelegate(box))
        name = model.index(index.row(), ARRAY).data()
        box.setAccessibleName(f"What {name} is taken for")
        for use, text in model.options(index.row()):
            box.addItem(text, use)
        box.activated.connect(self._choose)
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        editor.setCurrentText(str(index.data()))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QComboBox) and isinstance(model, WeightsModel)
        if editor.currentText() != str(index.data()):
            model.ask(index.row(), editor.currentData())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect)

    def _choose(self) -> None:
        editor = self.sender()
        assert isinstance(editor, QComboBox)
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)


class WeightsTable(QTableView):
    """Space, Enter or F2 opens the box of a row or turns its array round; so does a click."""

    def __init__(self, manager: ThemeManager, model: WeightsModel) -> None:
        super().__init__()
        self._manager = manager
        self.weights = model
        self.setModel(model)
        self._rows = WeightsRows(manager, self)
        self.setAccessibleName("Arrays of the file")
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        header = self.horizontalHeader()
        header.setResizeContentsPrecision(40)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(USE, QHeaderView.ResizeMode.Stretch)
        self.clicked.connect(self._open_box)
        self.setCurrentIndex(model.index(0, USE))

    def _open_box(self, index: QModelIndex) -> None:
        if index.column() == USE:
            self.edit(index)

    # Qt's own names

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        opens = event.key() in {Qt.Key.Key_Space, Qt.Key.Key_F2, *ENTER}
        if opens and index.column() == USE:
            self.edit(index)
        elif opens and index.column() == TRANSPOSED:
            self.model().setData(index, None, Qt.ItemDataRole.CheckStateRole)
        else:
            super().keyPressEvent(event)
