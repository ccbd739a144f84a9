"""The plot of a surface: colours over two inputs (or a curve over one), borders, and the examples on it.

Mouse and arrow keys go from example to example; a click or Enter asks for the steps of one.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from bptutor.study.views.surface_view import SurfaceView
from bptutor.ui.keys import ENTER, bare
from bptutor.ui.plots_surface_picture import SurfacePicture
from bptutor.ui.theme import ThemeManager

LOWEST = 132
FAR = 10**9
WALKING = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_PageUp: -10,
    Qt.Key.Key_PageDown: 10,
    Qt.Key.Key_Home: -FAR,
    Qt.Key.Key_End: FAR,
}
OTHERS = ENTER | {Qt.Key.Key_Escape}


class SurfacePlot(QWidget):
    """Shows a SurfaceView. `example_requested` tells the number of an example, from 1.

    `view` is what is shown; `read` is the place among the examples drawn of the one that is read; None for
    none."""

    example_requested = Signal(int)

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self.view: SurfaceView | None = None
        self.picture = SurfacePicture(manager)
        self.read: int | None = None
        self.setAccessibleName("Decision surface")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        manager.changed.connect(self._lay_out)

    def show_view(self, view: SurfaceView) -> None:
        """Show a picture; while its examples are the same they are not painted anew."""
        same = self.view is not None and self.view.ground is view.ground
        self.view = view
        if view.sentence != self.accessibleDescription():
            self.setAccessibleDescription(view.sentence)
        if same:
            self.update()
        else:
            self.read = None
            self._lay_out()

    def place_of(self, number: int) -> QPointF:
        """The pixel of an example, by its number from 1."""
        assert self.view is not None
        return self.picture.spot(self.view.ground.place_of(number - 1))

    def read_at(self, at: int | None) -> None:
        """Read one of the examples drawn; None reads none."""
        if at != self.read:
            self.read = at
            self.update()

    def _lay_out(self) -> None:
        if self.view is not None:
            self.picture.lay_out(self.view.ground, self.size())
        self.update()

    def _walk(self, by: int) -> None:
        """To an example from the one that is read, or first to the one in sight."""
        view = self.view
        if view is None:
            return
        start = view.lit if self.read is None and abs(by) < FAR else (self.read or 0) + by
        self.read_at(min(max(start, 0), len(view.ground.rows) - 1))
        if QAccessible.isActive() and self.read is not None:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, view.told(self.read)))

    def _request(self) -> None:
        if self.view is not None and self.read is not None:
            self.example_requested.emit(int(self.view.ground.rows[self.read]) + 1)

    def _is_own(self, event: QKeyEvent) -> bool:
        """Whether a key means something here that it means elsewhere in the window too."""
        if not bare(event):
            return False
        return event.key() in WALKING or (self.read is not None and event.key() in OTHERS)

    # Qt's own names

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.view is None:
            return
        painter = QPainter(self)
        paper = self.picture.paint(painter, self.view, self.read, self.devicePixelRatioF())
        if self.hasFocus():
            paper.draw_focus(QRectF(self.rect()))
        painter.end()

    def sizeHint(self) -> QSize:
        # No higher than it must be: the panel scrolls where there is less room, and gives it what is left.
        return QSize(self._manager.theme.px(250), self._manager.theme.px(LOWEST))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._manager.theme.px(100), self._manager.theme.px(LOWEST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def event(self, event: QEvent) -> bool:
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and self._is_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._is_own(event):
            event.ignore()
        elif event.key() == Qt.Key.Key_Escape:
            self.read_at(None)
        elif event.key() in OTHERS:
            self._request()
        else:
            self._walk(WALKING[Qt.Key(event.key())])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.read_at(self.picture.nearest(event.position()))
        hand = self.read is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.read_at(self.picture.nearest(event.position()))
            self._request()

    def leaveEvent(self, event: QEvent) -> None:
        self.read_at(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.read_at(None)
        self.update()
