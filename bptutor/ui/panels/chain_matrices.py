"""A line of matrices: formulas typeset once, and between them matrices of live numbers as native text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from bptutor.trace.plain import plain
from bptutor.ui.maths import DISPLAY
from bptutor.ui.panels.chain_typeset import Formulas
from bptutor.ui.theme import ThemeManager
from bptutor.ui.theme_fonts import text_font

GAP = 7
MATRIX = re.compile(r"\\begin\{bmatrix\}(.*?)\\end\{bmatrix\}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A formula (`tex`), a line of text, or the rows of a matrix."""

    tex: str = ""
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    strong: bool = False


def pieces_of(tex: str, strong: bool = False) -> tuple[Piece, ...]:
    """The numbers of a formula as text and matrices, as they stand in the TeX."""
    pieces: list[Piece] = []
    for place, part in enumerate(MATRIX.split(tex)):
        if place % 2:
            rows = tuple(tuple(plain(entry) for entry in row.split("&")) for row in part.split(r"\\"))
            pieces.append(Piece(rows=rows, strong=strong))
        elif text := plain(part):
            pieces.append(Piece(text=text, strong=strong))
    return tuple(pieces)


class MatrixLine(QWidget):
    """Pieces side by side on one axis. Where it `wraps`, lines are broken between pieces to fit the width,
    and a piece that is wider still is drawn smaller."""

    def __init__(
        self, manager: ThemeManager, formulas: Formulas, parent: QWidget | None = None, wraps: bool = False
    ) -> None:
        super().__init__(parent)
        self._wraps = wraps
        self._manager = manager
        self._formulas = formulas
        self._lines: tuple[tuple[Piece, ...], ...] = ()
        self._phase = "forward"
        self._boxes: list[tuple[Piece, QRectF]] = []
        self._extent = QSize(0, 0)
        self._centred = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(wraps)
        self.setSizePolicy(policy)
        manager.changed.connect(self.lay_out)
        formulas.ready.connect(self.lay_out)

    @property
    def lines(self) -> tuple[tuple[Piece, ...], ...]:
        return self._lines

    def show_lines(
        self, lines: tuple[tuple[Piece, ...], ...], phase: str, spoken: str, centred: bool = False
    ) -> None:
        """Show lines of pieces; strong ones stand in the phase's colour."""
        if (lines, phase, centred) != (self._lines, self._phase, self._centred):
            self._lines, self._phase, self._centred = lines, phase, centred
            self.lay_out()
        self.setAccessibleName(spoken)

    def lay_out(self) -> None:
        """Measure and place all pieces."""
        self._boxes, self._extent = self._placed(self.width())
        self.updateGeometry()
        self.update()

    def _placed(self, room: int) -> tuple[list[tuple[Piece, QRectF]], QSize]:
        """Each piece with its box, and the size of all for a width."""
        px = self._manager.theme.px
        boxes: list[tuple[Piece, QRectF]] = []
        y, widest = 0.0, 0.0
        for line in self._broken(room):
            height = max((box.height() for _, box in line), default=0)
            x = 0.0
            for piece, box in line:
                boxes.append((piece, box.translated(x, y + (height - box.height()) / 2)))
                x += box.width() + px(GAP)
            widest = max(widest, x - px(GAP))
            y += height + px(8)
        return boxes, QSize(round(widest) + 1, max(round(y) - px(8), 0))

    def _broken(self, room: int) -> list[list[tuple[Piece, QRectF]]]:
        """The lines with each piece's size, broken where they would be wider than the room."""
        gap = self._manager.theme.px(GAP)
        lines: list[list[tuple[Piece, QRectF]]] = []
        for line in self._lines:
            lines.append([])
            x = 0.0
            for piece in line:
                box = self._measure(piece)
                # A sign alone does not end a line.
                alone = all(before.text == "=" for before, _ in lines[-1])
                if self._wraps and x + box.width() > room and not alone:
                    lines.append([])
                    x = 0.0
                lines[-1].append((piece, box))
                x += box.width() + gap
        return lines

    def _measure(self, piece: Piece) -> QRectF:
        theme = self._manager.theme
        if piece.tex:
            found = self._formulas.get(piece.tex)
            if found is not None:
                em = theme.px(14) * DISPLAY
                return QRectF(0, 0, found.width * em, found.height * em)
        metrics = QFontMetricsF(self._font(piece))
        if not piece.rows:
            return QRectF(0, 0, metrics.horizontalAdvance(piece.text or plain(piece.tex)), metrics.height())
        columns = self._columns(piece)
        gaps = theme.px(12) * (len(columns) - 1)
        height = metrics.height() * len(piece.rows) + theme.px(6)
        return QRectF(0, 0, sum(columns) + gaps + 2 * theme.px(8), height)

    def _font(self, piece: Piece) -> QFont:
        theme = self._manager.theme
        return text_font(theme.px(14), QFont.Weight.Bold if piece.strong else QFont.Weight.Normal)

    def _columns(self, piece: Piece) -> list[float]:
        metrics = QFontMetricsF(self._font(piece))
        return [
            max(metrics.horizontalAdvance(entry) for entry in column)
            for column in zip(*piece.rows, strict=True)
        ]

    def _paint_matrix(self, painter: QPainter, piece: Piece, box: QRectF, colour: QColor) -> None:
        theme = self._manager.theme
        metrics = QFontMetricsF(self._font(piece))
        x = box.left() + theme.px(8)
        for place, width in enumerate(self._columns(piece)):
            for number, row in enumerate(piece.rows):
                y = box.top() + theme.px(3) + number * metrics.height()
                area = QRectF(x - 10, y, width + 10, metrics.height())
                painter.drawText(
                    area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row[place]
                )
            x += width + theme.px(12)
        self._paint_brackets(painter, box, colour)

    def _paint_brackets(self, painter: QPainter, box: QRectF, colour: QColor) -> None:
        hook = self._manager.theme.px(4)
        painter.setPen(QPen(colour, 1.3))
        edge = box.adjusted(1, 1, -1, -1)
        for x, inwards in ((edge.left(), hook), (edge.right(), -hook)):
            path = QPainterPath(QPointF(x + inwards, edge.top()))
            path.lineTo(x, edge.top())
            path.lineTo(x, edge.bottom())
            path.lineTo(x + inwards, edge.bottom())
            painter.drawPath(path)

    def _fit(self, painter: QPainter) -> None:
        """Into the middle, smaller where a piece is wider than the room."""
        scale = min(1.0, self.width() / max(self._extent.width(), 1)) if self._wraps else 1.0
        width, height = self._extent.width() * scale, self._extent.height() * scale
        x = max(self.width() - width, 0) / 2 if self._centred else 0
        painter.translate(x, max(self.height() - height, 0) / 2)
        painter.scale(scale, scale)

    # Qt's own names

    def hasHeightForWidth(self) -> bool:
        return self._wraps

    def heightForWidth(self, width: int) -> int:
        return self._placed(width)[1].height() if self._wraps else -1

    def sizeHint(self) -> QSize:
        return self._extent

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._extent.height()) if self._wraps else self._extent

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._wraps:
            self._boxes, self._extent = self._placed(self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._manager.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._fit(painter)
        em = theme.px(14) * DISPLAY
        for piece, box in self._boxes:
            colour = theme.phase_colour(self._phase) if piece.strong else theme.colour("ink")
            painter.setPen(colour)
            painter.setFont(self._font(piece))
            found = self._formulas.get(piece.tex) if piece.tex else None
            if found is not None:
                found.paint_centred(painter, box, colour, em)
            elif piece.rows:
                self._paint_matrix(painter, piece, box, colour)
            else:
                area = box.adjusted(-20, -10, 20, 10)
                painter.drawText(area, Qt.AlignmentFlag.AlignCenter, piece.text or plain(piece.tex))
