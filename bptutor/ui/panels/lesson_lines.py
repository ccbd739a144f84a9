"""Words with formulas in widgets that are no text fields: labels, buttons, cards."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QObject, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QAction,
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from bptutor.ui.maths_blocks import Block, spoken
from bptutor.ui.maths_document import fill, new_document, plain_text
from bptutor.ui.theme import ThemeManager

LONG_WORD = 120  # and longer ones are broken where there is no room


class Lines(QObject):
    """A few lines laid out: measured for a width, painted anywhere. Laid out again when the theme changes."""

    def __init__(self, manager: ThemeManager, parent: QObject) -> None:
        super().__init__(parent)
        self._manager = manager
        self._blocks: tuple[Block, ...] = ()
        self._document = new_document(self)
        self._ideal = self._least = 0
        self._heights: dict[int, int] = {}
        manager.changed.connect(self.lay_out)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What is shown."""
        return self._blocks

    @property
    def words(self) -> str:
        """It as words, for who hears it."""
        return spoken(self._blocks)

    def put(self, blocks: Sequence[Block]) -> bool:
        """Show these; whether they are others than before."""
        if tuple(blocks) == self._blocks:
            return False
        self._blocks = tuple(blocks)
        self.lay_out()
        return True

    def lay_out(self) -> None:
        """Set the words anew, in the theme's fonts and colours."""
        fill(self._document, self._blocks, self._manager.theme, {})
        self._document.setDocumentMargin(0)
        self._document.setTextWidth(-1)
        self._ideal = math.ceil(self._document.idealWidth())
        metrics, px = QFontMetricsF(self._manager.theme.strong), self._manager.theme.px
        longest = math.ceil(max(map(metrics.horizontalAdvance, self.words.split()), default=0.0))
        self._least = min(self._ideal, longest, px(LONG_WORD))
        self._heights.clear()

    def wide(self) -> int:
        """The width in which nothing wraps."""
        return self._ideal

    def least(self) -> int:
        """The width in which no word or number is broken, but for very long ones."""
        return self._least

    def high(self, width: int) -> int:
        """The height at a width. The last line's space beneath is not counted."""
        if width not in self._heights:
            self._document.setTextWidth(max(width, 1))
            block = self._document.lastBlock()
            size = self._document.documentLayout().blockBoundingRect(block)
            below = block.blockFormat().bottomMargin()
            self._heights[width] = math.ceil(max(size.bottom(), self._document.size().height() - below))
        return self._heights[width]

    def paint(self, painter: QPainter, area: QRectF) -> None:
        """Paint in an area, from its top."""
        if self._document.textWidth() != area.width():
            self._document.setTextWidth(area.width())
        painter.save()
        painter.translate(area.topLeft())
        context = QAbstractTextDocumentLayout.PaintContext()
        self._document.documentLayout().draw(painter, context)
        painter.restore()

    def as_text(self) -> str:
        """It as a copy has it: formulas as TeX."""
        cursor = QTextCursor(self._document)
        cursor.select(QTextCursor.SelectionType.Document)
        return plain_text(cursor)


class ProseLabel(QLabel):
    """A label of words with formulas, as high as they need at its width. Its menu copies them, formulas as
    TeX. `text()` has the words, so that a screen reader finds them."""

    def __init__(self, manager: ThemeManager, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self._name = name
        self._lines = Lines(manager, self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setTextFormat(Qt.TextFormat.PlainText)
        copy = QAction("Copy", self)
        copy.triggered.connect(self.copy)
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        manager.changed.connect(self.updateGeometry)

    def show_blocks(self, blocks: Sequence[Block]) -> None:
        """Show these lines; nothing takes no room."""
        if self._lines.put(blocks):
            self.setText(self._lines.words)
            self.setAccessibleName(self._name or self.text())
            self.setAccessibleDescription(self.text() if self._name else "")
            self.updateGeometry()
            self.update()

    def copy(self) -> None:
        """To the clipboard."""
        QGuiApplication.clipboard().setText(self._lines.as_text())

    # Qt's own names

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lines.high(width) if self._lines.blocks else 0

    def sizeHint(self) -> QSize:
        if not self._lines.blocks:
            return QSize(0, 0)
        width = min(self._lines.wide(), self._manager.theme.px(240))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._lines.least(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._lines.paint(painter, QRectF(self.rect()))
        painter.end()
