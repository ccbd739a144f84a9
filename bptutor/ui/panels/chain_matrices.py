"""A line of matrices: formulas typeset once, and between them live numbers and matrices as native text."""

from __future__ import annotations

import math

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
from bptutor.ui.panels.chain_lines import Extent, Line, broken
from bptutor.ui.panels.chain_pieces import Piece
from bptutor.ui.panels.chain_typeset import Formulas
from bptutor.ui.shaped import Shaped, face, paint_at, paint_scaled
from bptutor.ui.theme import ThemeManager
from bptutor.ui.theme_fonts import text_font

GAP, LEADING = 5, 8
AFTER = 0.22  # em that a formula keeps from the sign after it, beside the gap: as much as within one
AXIS = 0.27  # of the em above the baseline: the height of = and of a fraction's bar
SMALLER, LARGEST = 0.8, 1.3  # where lines do not wrap, they are drawn in a size that suits the room
SMALLEST = 0.6  # a piece that is too wide is drawn smaller, but not smaller than this


class MatrixLine(QWidget):
    """Pieces side by side on one baseline. Where it `wraps`, lines are broken between pieces to fit, and a
    line that is too wide still is drawn smaller."""

    def __init__(
        self, manager: ThemeManager, formulas: Formulas, parent: QWidget | None = None, wraps: bool = False
    ) -> None:
        super().__init__(parent)
        self._manager = manager
        self._formulas = formulas
        self._wraps = wraps
        self._lines: tuple[tuple[Piece, ...], ...] = ()
        self._phase = "forward"
        self._placed: tuple[Line[Piece], ...] = ()
        self._broken: dict[float, tuple[Line[Piece], ...]] = {}  # by width: a layout asks several times
        self._fonts: tuple[QFont, QFont] = (QFont(), QFont())
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(wraps)
        self.setSizePolicy(policy)
        manager.changed.connect(self._follow_theme)
        formulas.ready.connect(self._lay_out)
        self._follow_theme()

    @property
    def lines(self) -> tuple[tuple[Piece, ...], ...]:
        return self._lines

    def show_lines(self, lines: tuple[tuple[Piece, ...], ...], phase: str, spoken: str) -> None:
        """Show lines of pieces; strong ones stand in the phase's colour."""
        if (lines, phase) != (self._lines, self._phase):
            self._lines, self._phase = lines, phase
            self._lay_out()
        self.setAccessibleName(spoken)

    def draw_ahead(self, painter: QPainter, lines: tuple[tuple[Piece, ...], ...]) -> None:
        """Draw lines that will be shown, on anything."""
        for line in lines:
            for piece in line:
                self._paint_piece(painter, piece, 0, self._measure(piece))

    def _lay_out(self) -> None:
        self._broken.clear()
        self._placed = self._lines_in(self.width())
        self.updateGeometry()
        self.update()

    def _lines_in(self, room: float) -> tuple[Line[Piece], ...]:
        """The lines as they are broken for a width."""
        if room not in self._broken:
            measured = [[(piece, self._measure(piece)) for piece in line] for line in self._lines]
            px = self._manager.theme.px
            wraps = room if self._wraps else None
            self._broken[room] = broken(measured, wraps, px(GAP), px(LEADING), SMALLEST)
        return self._broken[room]

    def _measure(self, piece: Piece) -> Extent:
        theme = self._manager.theme
        if piece.tex and (found := self._formulas.get(piece.tex)) is not None:
            em = theme.px(14) * DISPLAY
            return Extent((found.width + AFTER) * em, found.ascent * em, found.depth * em)
        if not piece.rows:
            line = self._shaped(piece)
            return Extent(line.width, line.ascent, line.height - line.ascent, piece.sign)
        metrics = QFontMetricsF(self._font(piece))
        columns = self._columns(piece)
        width = sum(columns) + theme.px(12) * (len(columns) - 1) + 2 * theme.px(8)
        half = (metrics.height() * len(piece.rows) + theme.px(6)) / 2
        axis = AXIS * theme.px(14)
        return Extent(width, half + axis, half - axis)

    def _font(self, piece: Piece) -> QFont:
        return self._fonts[piece.strong]

    def _shaped(self, piece: Piece) -> Shaped:
        weight = QFont.Weight.Bold if piece.strong else QFont.Weight.Normal
        return face(self._manager.theme.px(14), weight).line(piece.text or plain(piece.tex))

    def _columns(self, piece: Piece) -> list[float]:
        metrics = QFontMetricsF(self._font(piece))
        return [
            max(metrics.horizontalAdvance(entry) for entry in column)
            for column in zip(*piece.rows, strict=True)
        ]

    def _paint_piece(
        self, painter: QPainter, piece: Piece, x: float, extent: Extent, scaled: bool = True
    ) -> None:
        """Paint a piece with the left end of its baseline at (x, 0)."""
        theme = self._manager.theme
        colour = theme.phase_colour(self._phase) if piece.strong else theme.colour("ink")
        found = self._formulas.get(piece.tex) if piece.tex else None
        if found is not None:
            found.paint(painter, QPointF(x, 0), colour, theme.px(14) * DISPLAY)
            return
        painter.setPen(colour)
        if piece.rows:
            painter.setFont(self._font(piece))
            box = QRectF(x, -extent.ascent, extent.width, extent.ascent + extent.descent)
            self._paint_matrix(painter, piece, box, colour)
        else:
            paint = paint_scaled if scaled else paint_at
            paint(painter, QPointF(x, 0), self._shaped(piece))

    def _paint_matrix(self, painter: QPainter, piece: Piece, box: QRectF, colour: QColor) -> None:
        theme = self._manager.theme
        height = QFontMetricsF(self._font(piece)).height()
        x = box.left() + theme.px(8)
        for place, width in enumerate(self._columns(piece)):
            for number, row in enumerate(piece.rows):
                area = QRectF(x - 10, box.top() + theme.px(3) + number * height, width + 10, height)
                painter.drawText(
                    area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row[place]
                )
            x += width + theme.px(12)
        hook = theme.px(4)
        painter.setPen(QPen(colour, 1.3))
        edge = box.adjusted(1, 1, -1, -1)
        for side, inwards in ((edge.left(), hook), (edge.right(), -hook)):
            path = QPainterPath(QPointF(side + inwards, edge.top()))
            path.lineTo(side, edge.top())
            path.lineTo(side, edge.bottom())
            path.lineTo(side + inwards, edge.bottom())
            painter.drawPath(path)

    def _growth(self) -> float:
        """How much larger or smaller all is drawn, to use the room without being hard to read."""
        hint = self.sizeHint()
        free = min(self.width() / max(hint.width(), 1), max(self.height() / max(2 * hint.height(), 1), 1.0))
        return min(max(free, SMALLER), LARGEST)

    def _follow_theme(self) -> None:
        size = self._manager.theme.px(14)
        self._fonts = text_font(size), text_font(size, QFont.Weight.Bold)
        self._lay_out()

    # Qt's own names

    def hasHeightForWidth(self) -> bool:
        return self._wraps

    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        lines = self._lines_in(width - margins.left() - margins.right())
        return round(lines[-1].bottom) + 2 + margins.top() + margins.bottom() if lines else 0

    def sizeHint(self) -> QSize:
        lines = self._placed
        width = max((line.width for line in lines), default=0)
        margins = self.contentsMargins()
        height = margins.top() + margins.bottom() + 2
        return QSize(round(width) + 2, height + round(lines[-1].bottom) if lines else 0)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(0, 0) if self._wraps else QSize(math.ceil(SMALLER * hint.width()), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._wraps and event.oldSize().width() != event.size().width():
            self._placed = self._lines_in(self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        widest = max((line.width for line in self._placed), default=0)
        # A block of lines stands in the middle, its lines flush left.
        left = max(self.width() - widest, 0) / 2 if self._wraps else 0
        top = self.contentsMargins().top() + max(self.height() - self.sizeHint().height(), 0) / 2
        if not self._wraps:
            grown = self._growth()
            painter.translate(0, self.height() / 2)
            painter.scale(grown, grown)
            painter.translate(0, -self.height() / 2)
        for line in self._placed:
            painter.save()
            # On whole pixels, where text stands the same however it is painted.
            painter.translate(round(left), round(top + line.baseline))
            painter.scale(line.scale, line.scale)
            scaled = not self._wraps or line.scale != 1.0
            for piece, x, extent in line.pieces:
                self._paint_piece(painter, piece, x, extent, scaled)
            painter.restore()
