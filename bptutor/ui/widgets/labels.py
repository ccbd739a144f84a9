"""Labels for sentences, and for what another step changes."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from bptutor.ui.shaped import LEFT, RIGHT, Shaped, paint_line, shaped_in, wrapped_in
from bptutor.ui.theme import Theme, ThemeManager, set_kind


def paragraph(kind: str = "", text: str = "", selectable: bool = False) -> QLabel:
    """A label that breaks its lines, and whose text is no markup; `kind` is its look in the style sheet."""
    label = QLabel(text)
    if kind:
        set_kind(label, kind)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if selectable:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


class ShapedLabel(QLabel):
    """A label that shapes its lines once for a text and a width; its text is no markup.

    QLabel lays its text out whenever it is asked how high it is, and again when it is painted: of a step that
    shows ten labels it is most of the cost. `font_of` and `colour` say how it looks in a theme; where it
    `wraps`, lines are broken at spaces."""

    def __init__(
        self,
        manager: ThemeManager,
        font_of: Callable[[Theme], QFont],
        colour: str = "ink",
        wraps: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._manager = manager
        self._font_of = font_of
        self._colour = colour
        self._wraps = wraps
        self._struck = False
        self._side = LEFT
        self._lines: tuple[object, tuple[Shaped, ...]] = (None, ())  # and for what they were shaped
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wraps)
        manager.changed.connect(self._follow_theme)

    def show_text(self, text: str) -> None:
        """Show another text; the same one again costs nothing."""
        if text != self.text():
            self.setText(text)

    def set_look(self, colour: str, struck: bool = False) -> None:
        """Another colour of the palette, and whether there is a stroke through the text."""
        if (colour, struck) != (self._colour, self._struck):
            self._colour, self._struck = colour, struck
            self.update()

    def _shaped(self, width: int) -> tuple[Shaped, ...]:
        wanted = (self.text(), self._manager.theme.scale, self._struck, width if self._wraps else 0)
        if wanted != self._lines[0]:
            font = self._font_of(self._manager.theme)
            font.setStrikeOut(self._struck)
            text = self.text()
            self._lines = (wanted, wrapped_in(text, font, width) if self._wraps else (shaped_in(text, font),))
        return self._lines[1]

    def _follow_theme(self) -> None:
        self.updateGeometry()
        self.update()

    # Qt's own names

    def setAlignment(self, alignment: Qt.AlignmentFlag) -> None:
        super().setAlignment(alignment)
        self._side = RIGHT if alignment & Qt.AlignmentFlag.AlignRight else LEFT

    def heightForWidth(self, width: int) -> int:
        if not self._wraps:
            return -1
        margins = self.contentsMargins()
        lines = self._shaped(width - margins.left() - margins.right())
        return math.ceil(sum(line.height for line in lines)) + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        if self._wraps:
            return QSize(self.width(), self.heightForWidth(self.width()))
        (line,), margins = self._shaped(0), self.contentsMargins()
        wide, high = math.ceil(line.width), math.ceil(line.height)
        return QSize(
            wide + margins.left() + margins.right(),
            high + margins.top() + margins.bottom(),
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0) if self._wraps else self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, rect = QPainter(self), QRectF(self.contentsRect())
        painter.setPen(self._manager.theme.colour(self._colour))
        lines = self._shaped(int(rect.width()))
        y = rect.y() + (rect.height() - sum(line.height for line in lines)) / 2
        for line in lines:
            paint_line(painter, QRectF(rect.x(), round(y), rect.width(), line.height), line, self._side)
            y += line.height
