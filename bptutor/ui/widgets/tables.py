"""Rows of a table with hairlines between them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from bptutor.ui.theme import ThemeManager

ROW, PADDING = 26, 6
OWN_FONT = Qt.ItemDataRole.FontRole
HIGHEST = 1000


def room_of_columns(view: QTableView) -> int:
    """How wide all columns are together: the margin in which a scroll bar stands is none of theirs, so that
    rows end where the panel's text ends whether there is a bar or not."""
    return view.maximumViewportSize().width() - view.verticalScrollBar().sizeHint().width()


def fit_rows(view: QTableView, manager: ThemeManager, columns: Sequence[int]) -> None:
    """Make rows as high as the words of some columns need: what is longer than one is wide goes on in a
    further line."""
    px, model = manager.theme.px, view.model()
    for row in range(model.rowCount()):
        more = 0.0
        for column in columns:
            room = QRectF(0, 0, view.columnWidth(column) - 2 * px(PADDING), HIGHEST)
            index = model.index(row, column)
            text, metrics = str(index.data() or ""), QFontMetricsF(index.data(OWN_FONT) or view.font())
            high = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, text).height()
            more = max(more, high - metrics.height())
        view.setRowHeight(row, px(ROW) + round(more))


def beside_text(view: QTableView) -> int:
    """What the style keeps free at either side of a text."""
    return view.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, view) + 1


class RowDelegate(QStyledItemDelegate):
    """Dresses a table view: no grid, a hairline under each row, the model's background over the whole cell.

    Made once for a view; it sets itself as the view's delegate and keeps rows as high as the text needs."""

    def __init__(self, manager: ThemeManager, view: QTableView) -> None:
        super().__init__(view)
        self._manager = manager
        self._view = view
        view.setItemDelegate(self)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setFrameShape(QTableView.Shape.NoFrame)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.horizontalHeader().setHighlightSections(False)
        # A column of numbers says otherwise in its model's headerData.
        view.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    def _follow_theme(self) -> None:
        self._view.verticalHeader().setMinimumSectionSize(1)
        self._view.verticalHeader().setDefaultSectionSize(self._manager.theme.px(ROW))

    # Qt's own names

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width() + 2 * self._manager.theme.px(PADDING), self._manager.theme.px(ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, rect = self._manager.theme, option.rect
        background = index.data(Qt.ItemDataRole.BackgroundRole)
        if background is not None:
            painter.fillRect(rect, QBrush(background))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.colour("line"))
        # Of the padding the style keeps a part free itself: a text stands under that of the header.
        pad = theme.px(PADDING) - beside_text(self._view)
        option.rect = rect.adjusted(pad, 0, -pad, -1)
        super().paint(painter, option, index)

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.backgroundBrush = QBrush()
