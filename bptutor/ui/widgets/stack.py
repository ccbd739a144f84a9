"""Widgets under each other, each as high as it wants to be."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMargins, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

# Of a widget that is hidden only because it has never been shown yet it is not set.
HIDDEN_BY_HAND = Qt.WidgetAttribute.WA_WState_ExplicitShowHide


class Stack(QWidget):
    """Lays its parts out from the top, all of its own width; for the inside of a scroll area.

    Qt's layout asks each widget for its least, its most and its best size whenever one of them has another
    text. Here each is asked once how high it is, which is all that counts."""

    def __init__(self, *parts: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[QWidget] = []
        self._margins = QMargins()
        self._gap = 0
        self._placed = (0, 0)  # the width in which the parts stand, and how high they are there
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for part in parts:
            self.add(part)

    def add(self, part: QWidget) -> None:
        """One more widget, under all others."""
        part.setParent(self)
        self._parts.append(part)

    def set_lengths(self, margins: QMargins, gap: int) -> None:
        """What is kept free around all, and between two."""
        self._margins, self._gap = margins, gap
        self._arrange()

    def _arrange(self) -> None:
        before, width = self._placed[1], self.width()
        self._placed = width, self._place(width, move=True)
        if self._placed[1] != before:
            self.updateGeometry()

    def _place(self, width: int, move: bool = False) -> int:
        """Place the parts in a width; the height that they take."""
        margins = self._margins
        x, y = margins.left(), margins.top()
        wide = max(width - x - margins.right(), 0)
        gap = 0
        for part in self._parts:
            if part.isHidden() and part.testAttribute(HIDDEN_BY_HAND):
                continue
            y += gap
            high = part.heightForWidth(wide) if part.hasHeightForWidth() else part.sizeHint().height()
            if move:
                part.setGeometry(x, y, wide, high)
            y += high
            gap = self._gap
        return y + margins.bottom()

    # Qt's own names

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        # A scroll area asks while it gives another width, before the parts stand in that: an answer that
        # hung on the width of the moment would let it go from one to another without end.
        there, high = self._placed
        return high if width == there and self.isVisible() else self._place(width)

    def sizeHint(self) -> QSize:
        return QSize(self.width(), self._placed[1])

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        # While it was out of sight nobody told it what has changed.
        super().showEvent(event)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._arrange()
