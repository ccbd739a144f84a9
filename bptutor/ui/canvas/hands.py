"""What hands do on the canvas: mouse, wheel, pinch and keys, told to a few methods by what they mean."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from bptutor.ui.canvas.viewport import STEP

NOTCH = 120.0  # a wheel's step
LINES = 3.0  # em that it scrolls
DRAGS = Qt.MouseButton.LeftButton | Qt.MouseButton.MiddleButton
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KEYBOARD = frozenset(
    {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason}
)


class Hands(QWidget):
    """A widget that is hovered over, clicked, dragged, zoomed and walked through.

    The canvas says what each means by the methods that do nothing here. Keys that it has no use for, as the
    plain arrows, go on to the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed: QPointF | None = None
        self._dragged = False
        self.by_keyboard = False  # whether the focus came by keyboard, so that it is to be shown
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def hover(self, at: QPointF | None) -> None:
        """The mouse is over a pixel, or has left."""

    def press(self, at: QPointF | None) -> None:
        """A click at a pixel, or Enter."""

    def press_twice(self, at: QPointF) -> None:
        """A double click at a pixel."""

    def walk(self, step: int) -> None:
        """On to the next value (1) or back (−1)."""

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Larger or smaller around a pixel, or the middle."""

    def pan(self, dx: float, dy: float) -> None:
        """Push the drawing by some pixels."""

    def fit(self) -> None:
        """Show the whole drawing."""

    def scroll_step(self) -> float:
        """Pixels of a notch of the wheel; 0 where there is nothing to scroll."""
        return 0.0

    def show_tip(self, event: QHelpEvent) -> None:
        """Tell what is at a pixel."""

    def _by_key(self, event: QKeyEvent) -> bool:
        """Do what a key means here; False where it means nothing."""
        control = bool(event.modifiers() & CONTROL)
        match event.key():
            case Qt.Key.Key_BracketRight:
                self.walk(1)
            case Qt.Key.Key_BracketLeft:
                self.walk(-1)
            case Qt.Key.Key_Right if control:
                self.walk(1)
            case Qt.Key.Key_Left if control:
                self.walk(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.press(None)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal if not control:
                self.zoom(STEP)
            case Qt.Key.Key_Minus if not control:
                self.zoom(1 / STEP)
            case Qt.Key.Key_0 if not control:
                self.fit()
            case _:
                return False
        return True

    # Qt's names from here on.

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._pressed is None or not event.buttons() & DRAGS:
            self.hover(at)
            return
        moved = at - self._pressed
        if self._dragged or moved.manhattanLength() >= QApplication.startDragDistance():
            self._pressed, self._dragged = at, True
            self.pan(moved.x(), moved.y())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed, self._dragged = event.position(), False

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._dragged and event.button() == Qt.MouseButton.LeftButton:
            self.press(event.position())
        self._pressed, self._dragged = None, False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.press_twice(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        self.hover(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned, pixels = event.angleDelta(), event.pixelDelta()
        if event.modifiers() & CONTROL:
            self.zoom(STEP ** (turned.y() / NOTCH), event.position())
            return
        step = self.scroll_step() / NOTCH
        if not step:
            event.ignore()
            return
        dx, dy = pixels.x() or turned.x() * step, pixels.y() or turned.y() * step
        if event.modifiers() & SHIFT and not dx:
            dx, dy = dy, 0.0
        self.pan(dx, dy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._by_key(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.by_keyboard = event.reason() in KEYBOARD
        super().focusInEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self.show_tip(event)
            return True
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
                return super().event(event)
            self.zoom(1 + event.value(), event.position())
            return True
        return super().event(event)
