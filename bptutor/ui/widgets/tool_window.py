"""A window that stands beside the main one and leaves it usable, for what is looked at now and then."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from bptutor.ui.keys import ENTER
from bptutor.ui.theme import ThemeManager, own_ground

EDGE = 8
TOP_BAR = 56  # what of the main window stays free above it, if there is room


class ToolWindow(QDialog):
    """Put widgets into `body`, which scrolls where there is no room. Escape shuts it; Enter does not.

    `wanted` is its size at 100 % text. It opens beside the main window if the screen has room there, and else
    over its left side."""

    def __init__(self, manager: ThemeManager, title: str, wanted: QSize, parent: QWidget) -> None:
        super().__init__(parent)
        self._manager = manager
        self._beside = parent
        self._wanted = wanted
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setModal(False)
        inner = QWidget()
        own_ground(inner)
        self.body = QVBoxLayout(inner)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    def open_beside(self) -> None:
        """Show it, in front and with the keyboard; where it was, if it has been open before."""
        if not self.isVisible():
            self._place()
        self.show()
        self.raise_()
        self.activateWindow()

    def _place(self) -> None:
        window = self._beside
        around, screen = window.frameGeometry(), window.screen().availableGeometry()
        px = self._manager.theme.px
        self.resize(
            min(px(self._wanted.width()), window.width() - 2 * EDGE),
            min(px(self._wanted.height()), window.height() - 2 * EDGE),
        )
        self.move(self._corner(around, screen))

    def _corner(self, around: QRect, screen: QRect) -> QPoint:
        below_bar = around.top() + self._manager.theme.px(TOP_BAR)
        top = max(min(below_bar, around.bottom() - EDGE - self.height()), around.top())
        if around.right() + EDGE + self.width() <= screen.right():
            return QPoint(around.right() + EDGE, top)
        if around.left() - EDGE - self.width() >= screen.left():
            return QPoint(around.left() - EDGE - self.width(), top)
        return QPoint(around.left() + EDGE, top)

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        self.body.setContentsMargins(px(16), px(12), px(16), px(12))
        self.body.setSpacing(px(8))

    # Qt's own names

    def minimumSizeHint(self) -> QSize:
        px = self._manager.theme.px
        return QSize(px(240), px(160))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # In a dialog Enter would press a button that has not the keyboard.
        if event.key() not in ENTER:
            super().keyPressEvent(event)
