"""The switch between a few views: a trough with one raised part."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from bptutor.ui.shaped import face_in
from bptutor.ui.theme import ThemeManager

INSET = 3
PADDING = 18


class Segmented(QTabBar):
    """A tab bar in another dress, so that arrow keys work and a screen reader finds tabs. Listen to
    `currentChanged`."""

    def __init__(
        self, manager: ThemeManager, names: Sequence[str], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._manager = manager
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for text in names:
            self.addTab(text)
        manager.changed.connect(self._follow_theme)

    def _follow_theme(self) -> None:
        # QTabBar keeps its layout until a tab changes.
        for index in range(self.count()):
            self.setTabText(index, self.tabText(index))
        self.updateGeometry()
        self.update()

    # Qt's own names

    def tabSizeHint(self, index: int) -> QSize:
        theme = self._manager.theme
        width = math.ceil(face_in(theme.strong).width(self.tabText(index)))
        return QSize(width + 2 * theme.px(PADDING), theme.hit + 2 * INSET)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def sizeHint(self) -> QSize:
        hints = [self.tabSizeHint(index) for index in range(self.count())]
        return QSize(sum(hint.width() for hint in hints), max((hint.height() for hint in hints), default=0))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._manager.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sunk"))
        painter.drawRoundedRect(QRectF(self.rect()), theme.px(8) + INSET, theme.px(8) + INSET)
        pointed = self.tabAt(self.mapFromGlobal(self.cursor().pos())) if self.underMouse() else -1
        for index in range(self.count()):
            self._paint_part(painter, index, index == pointed)

    def _paint_part(self, painter: QPainter, index: int, pointed: bool) -> None:
        theme = self._manager.theme
        part = QRectF(self.tabRect(index)).adjusted(INSET, INSET, -INSET, -INSET)
        chosen = index == self.currentIndex()
        if chosen:
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.setBrush(theme.colour("raised"))
            painter.drawRoundedRect(part.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(8), theme.px(8))
            if self.hasFocus():
                painter.setPen(QPen(theme.colour("focus"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(part.adjusted(1, 1, -1, -1), theme.px(8) - 1, theme.px(8) - 1)
        painter.setFont(theme.number if chosen else theme.text)
        painter.setPen(theme.colour("ink" if chosen or pointed else "muted"))
        painter.drawText(part, Qt.AlignmentFlag.AlignCenter, self.tabText(index))
