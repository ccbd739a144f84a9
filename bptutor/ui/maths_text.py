"""Prose with formulas in its lines: wraps, can be selected and copied as TeX, follows the theme."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from PySide6.QtCore import QMimeData, QPoint, QPointF, QRectF, QSignalBlocker, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from bptutor.ui.maths_blocks import Block, spoken
from bptutor.ui.maths_document import fill, new_document, plain_text
from bptutor.ui.maths_formats import MARGIN, NAME, STEP_SPACE, same_step
from bptutor.ui.theme import ThemeManager, set_kind

BAR = 3


def _in_one_well(block: Block, other: Block) -> bool:
    return block.kind == "code" == other.kind


def _on_one_bar(block: Block, other: Block) -> bool:
    return block.bar and other.bar


class MathsText(QTextBrowser):
    """Shows blocks. As high as its text unless it `scrolls`.

    `name_pointed` tells the name of the part or block under the pointer, "" when it leaves; `link_requested`
    a link's address. Nothing is opened or fetched."""

    margin: float = MARGIN  # around the text

    name_pointed = Signal(str)
    link_requested = Signal(str)

    def __init__(
        self, manager: ThemeManager, name: str, parent: QWidget | None = None, scrolls: bool = False
    ) -> None:
        super().__init__(parent)
        self._manager = manager
        self._scrolls = scrolls
        self._blocks: tuple[Block, ...] = ()
        self._lit: dict[str, str] = {}
        self._pointed = ""
        self._ring = False
        self._heights: dict[int, int] = {}
        self.setAccessibleName(name)
        self.setDocument(new_document(self))
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        set_kind(self, "prose")
        if not scrolls:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.anchorClicked.connect(self._ask_for_link)
        manager.changed.connect(self._lay_out)

    def show_blocks(self, blocks: Sequence[Block], lit: Mapping[str, str] | None = None) -> None:
        """Show a page. `lit` maps names of blocks and parts to the phase in whose colours they stand."""
        wanted, wanted_lit = tuple(blocks), dict(lit or {})
        if (wanted, wanted_lit) != (self._blocks, self._lit):
            self._blocks, self._lit = wanted, wanted_lit
            self._lay_out()

    def light(self, lit: Mapping[str, str]) -> None:
        """Light other names, keeping the page and its place."""
        place = self.verticalScrollBar().value()
        self.show_blocks(self._blocks, lit)
        self.verticalScrollBar().setValue(place)

    def block_rect(self, name: str) -> QRectF:
        """Where the blocks of this name are, in the document; empty if there are none."""
        rect = QRectF()
        for number, block in enumerate(self._blocks):
            if block.name == name:
                rect = rect.united(self._rect_of(self.document().findBlockByNumber(number)))
        return rect

    def _lay_out(self) -> None:
        fill(self.document(), self._blocks, self._manager.theme, self._lit, self.margin)
        self._heights.clear()
        # Filling pushed the widget's own cursor to the end, and a page begins at its top.
        self.moveCursor(QTextCursor.MoveOperation.Start)
        # The text that a screen reader gets holds a placeholder for each formula: the words stand here.
        self.setAccessibleDescription(spoken(self._blocks))
        self.updateGeometry()
        self.viewport().update()

    def _ask_for_link(self, address: QUrl) -> None:
        self.link_requested.emit(address.toString())

    def _rect_of(self, block: QTextBlock) -> QRectF:
        return self.document().documentLayout().blockBoundingRect(block)

    def _name_at(self, position: QPoint) -> str:
        place = QPointF(position.x(), position.y() + self.verticalScrollBar().value())
        layout = self.document().documentLayout()
        at = layout.hitTest(place, Qt.HitTestAccuracy.ExactHit)
        if at >= 0:
            cursor = self.textCursor()
            cursor.setPosition(at)
            cursor.movePosition(cursor.MoveOperation.NextCharacter)
            if name := cursor.charFormat().stringProperty(NAME):
                return name
        for number, block in enumerate(self._blocks):
            if block.name and self._rect_of(self.document().findBlockByNumber(number)).contains(place):
                return block.name
        return ""

    def _paint_grounds(self, painter: QPainter) -> None:
        """Wells of code, the line that joins a walk's steps, the tint of a step that is lit."""
        theme = self._manager.theme
        pad, bar = theme.px(STEP_SPACE) / 2, theme.px(BAR)
        for blocks, rect in self._runs(_in_one_well):
            if blocks[0].kind == "code":
                self._round(painter, rect.adjusted(0, -pad / 2, 0, pad / 2), theme.colour("sunk"))
        for blocks, rect in self._runs(_on_one_bar):
            if blocks[0].bar:
                area = QRectF(0, rect.top() - pad, bar, rect.height() + 2 * pad)
                painter.fillRect(area, theme.colour("line"))
        for blocks, rect in self._runs(same_step):
            if phase := self._lit.get(blocks[0].name):
                area = rect.adjusted(0, -pad, 0, pad)
                self._round(painter, area, theme.phase_tint(phase))
                if blocks[0].bar:
                    painter.fillRect(QRectF(0, area.top(), bar, area.height()), theme.phase_colour(phase))

    def _round(self, painter: QPainter, area: QRectF, colour: QColor) -> None:
        path = QPainterPath()
        radius = self._manager.theme.px(8)
        path.addRoundedRect(QRectF(0, area.top(), self.viewport().width(), area.height()), radius, radius)
        painter.fillPath(path, colour)

    def _runs(self, together: Callable[[Block, Block], bool]) -> Iterator[tuple[list[Block], QRectF]]:
        """Neighbours that belong together, with the place that they take."""
        run: list[Block] = []
        place = QRectF()
        for number, block in enumerate(self._blocks):
            if run and not together(run[-1], block):
                yield run, place
                run, place = [], QRectF()
            run.append(block)
            place = place.united(self._rect_of(self.document().findBlockByNumber(number)))
        if run:
            yield run, place

    # Qt's own names

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(plain_text(self.textCursor()))
        return data

    def hasHeightForWidth(self) -> bool:
        return not self._scrolls

    def heightForWidth(self, width: int) -> int:
        if self._scrolls:
            return -1
        if width not in self._heights:
            document = self.document()
            before = document.textWidth()
            # Heard by the text edit, the new size would make it lay the document out at its own width again.
            with QSignalBlocker(document.documentLayout()):
                if width != before:
                    document.setTextWidth(width)
                self._heights[width] = int(-(-document.size().height() // 1))
                if width != before:
                    document.setTextWidth(before)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        theme = self._manager.theme
        if self._scrolls:
            return QSize(theme.px(280), theme.px(320))
        width = self.width() if self.isVisible() else theme.px(280)
        return QSize(theme.px(280), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._manager.theme.px(120), self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        painter.translate(0, -self.verticalScrollBar().value())
        self._paint_grounds(painter)
        painter.restore()
        if self._ring and self.hasFocus():
            painter.setPen(QPen(self._manager.theme.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()
        super().paintEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        name = self._name_at(event.position().toPoint())
        if name != self._pointed:
            self._pointed = name
            self.name_pointed.emit(name)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # A ring round a whole page is for who came by keyboard; to who clicked into it it says nothing.
        self._ring = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # The text does not take arrow keys for selecting, since they step; these two must work all the same.
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
        else:
            super().keyPressEvent(event)
