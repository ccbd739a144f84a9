"""The canvas in the window: shows a NetworkView, tells what is pointed at, selected, opened."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from bptutor.study.views.network_view import NetworkView
from bptutor.trace.keys import PARAMETERS, Key, Kind
from bptutor.ui.canvas import shown, speech, walking
from bptutor.ui.canvas.arranging import Arrangement
from bptutor.ui.canvas.hit import TOLERANCE, hit
from bptutor.ui.canvas.lit_edges import labels, weight_of
from bptutor.ui.canvas.look import Look, look
from bptutor.ui.canvas.painting import paint_live
from bptutor.ui.canvas.places import Fold, NetworkGeometry
from bptutor.ui.canvas.rects import Rect
from bptutor.ui.canvas.still_picture import StillPicture
from bptutor.ui.canvas.viewport import STEP
from bptutor.ui.pictures import print_picture, save_picture
from bptutor.ui.theme import ThemeManager

NAME = "Network"
NOTCH = 120.0  # a wheel's step
BIASES = frozenset({Kind.B, Kind.DC_DB, Kind.DJ_DB, Kind.B_NEW})

KEYBOARD = frozenset(
    {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason}
)


class NetworkCanvas(QWidget):
    """The drawing of the network.

    Hovering points at a value, a click on a weight or bias selects it, on a fold box opens its layer. With
    the keyboard: [ and ] (or Ctrl+Left and Ctrl+Right) go through the values, Enter selects, +, − and 0
    zoom. The plain arrows stay with the player."""

    pointed = Signal(object)  # Key | None
    selected = Signal(object)  # Key of a weight or bias
    opened = Signal(int)  # the layer whose fold box was pressed

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self._view: NetworkView | None = None
        self._arrangement = Arrangement()
        self._still = StillPicture()
        self._places: dict[Key, Rect] = {}
        self._hovered: Key | Fold | None = None
        self._pressed: QPointF | None = None
        self._dragged = False
        self._by_keyboard = False
        self.setAccessibleName(NAME)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        manager.changed.connect(self._follow_theme)

    def show_view(self, view: NetworkView) -> None:
        """Show this; what is pointed at elsewhere in the window comes with it."""
        self._view = view
        self._arrangement.follow(view)
        self._show_labels()
        self.setAccessibleDescription(speech.description(view, self.geometry_shown))
        self.update()

    def show_pointed(self, key: Key | None) -> None:
        """Light what is pointed at elsewhere in the window; nothing else has changed."""
        if self._view is not None and key != self._view.pointed:
            self._view = replace(self._view, pointed=key)
            self._show_labels()
            self.update()

    def export_to(self, path: Path) -> None:
        """Save the drawing as it is now, as the file's name says. Raises FileError."""
        if self._view is not None:
            save_picture(path, self._view)

    def print_picture(self) -> None:
        """Ask for a printer, and print the drawing as it is now."""
        if self._view is not None:
            print_picture(self._view, self)

    @property
    def view(self) -> NetworkView | None:
        """What is shown now."""
        return self._view

    @property
    def geometry_shown(self) -> NetworkGeometry:
        """The layout that is shown now. Raises AssertionError before the first view."""
        assert self._arrangement.geometry is not None
        return self._arrangement.geometry

    def pixels(self, rect: Rect) -> QRectF:
        """Where a rectangle of the layout is in the widget."""
        port = self._arrangement.port
        corner = QPointF(port.x + rect.x * port.unit, port.y + rect.y * port.unit)
        return QRectF(corner.x(), corner.y(), rect.w * port.unit, rect.h * port.unit)

    def zoom_in(self) -> None:
        """Larger, around the middle."""
        self._zoom(STEP, QPointF(self.rect().center()))

    def zoom_out(self) -> None:
        """Smaller, around the middle."""
        self._zoom(1 / STEP, QPointF(self.rect().center()))

    def fit(self) -> None:
        """The whole network, as large as it can be."""
        self._arrangement.fit()
        self.update()

    def _zoom(self, factor: float, at: QPointF) -> None:
        self._arrangement.zoom(factor, at.x(), at.y())
        self.update()

    def _pan(self, dx: float, dy: float) -> None:
        self._arrangement.move(dx, dy)
        self.update()

    def _follow_theme(self) -> None:
        self._arrange()
        self.updateGeometry()

    def _arrange(self) -> None:
        em = float(self._manager.theme.px(14))
        self._arrangement.resized(self.width(), self.height(), em, self._view)
        self._show_labels()
        self.update()

    def _show_labels(self) -> None:
        if self._view is not None:
            self._places = labels(self._pointing(self._view), self.geometry_shown)

    def _pointing(self, view: NetworkView) -> NetworkView:
        """The view with what the mouse or the keyboard points at here, which the window may tell later."""
        here = self._hovered if isinstance(self._hovered, Key) else None
        return replace(view, pointed=here) if here is not None and here != view.pointed else view

    def _look(self) -> Look:
        return look(self._manager.theme, self._arrangement.port.unit)

    def _at(self, position: QPointF) -> Key | Fold | None:
        """The value or fold box at a pixel."""
        if self._view is None:
            return None
        point = self._arrangement.to_drawing(position.x(), position.y())
        tolerance = TOLERANCE * self._arrangement.em / self._arrangement.port.unit
        found = hit(self.geometry_shown, point, self._places, tolerance)
        if isinstance(found, Key):
            node = self.geometry_shown.node(found.layer, found.j)
            return shown.refined(self._view, node, found)
        return found

    def _hover(self, found: Key | Fold | None) -> None:
        if found == self._hovered:
            return
        before, self._hovered = self._hovered, found
        clickable = isinstance(found, Fold) or (found is not None and _parameter(found) is not None)
        self.setCursor(Qt.CursorShape.PointingHandCursor if clickable else Qt.CursorShape.ArrowCursor)
        self._show_labels()
        self.update()
        if isinstance(before, Key) or isinstance(found, Key):
            self.pointed.emit(found if isinstance(found, Key) else None)

    def _activate(self, found: Key | Fold | None) -> None:
        if isinstance(found, Fold):
            self.opened.emit(found.layer)
        elif found is not None and (parameter := _parameter(found)) is not None:
            self.selected.emit(parameter)

    def _walk(self, step: int) -> None:
        """Point at the next value, or the one before."""
        if self._view is None:
            return
        here = self._hovered if isinstance(self._hovered, Key) else self._view.pointed
        keys = walking.stops(self._view, self.geometry_shown)
        following = walking.neighbour(keys, here, step)
        if following is not None:
            self._arrangement.show(following)
            self._hover(following)
            self.setAccessibleDescription(speech.tip(self._view, following).replace("\n", ", "))

    # Qt's names from here on.

    def sizeHint(self) -> QSize:
        theme = self._manager.theme
        return QSize(theme.px(632), theme.px(400))

    def minimumSizeHint(self) -> QSize:
        theme = self._manager.theme
        return QSize(theme.px(220), theme.px(150))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown_look = self._look()
        painter.fillRect(self.rect(), shown_look.colour("surface"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._view is not None:
            port, view = self._arrangement.port, self._pointing(self._view)
            self._still.paint(painter, view, self.geometry_shown, shown_look, port, self.size())
            painter.translate(port.x, port.y)
            paint_live(painter, view, self.geometry_shown, shown_look, self._places)
            painter.resetTransform()
        if self.hasFocus() and self._by_keyboard:
            area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.setPen(shown_look.theme.colour("focus"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, 6, 6)
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_keyboard = event.reason() in KEYBOARD
        super().focusInEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        position = event.position()
        if self._pressed is not None and event.buttons() & (
            Qt.MouseButton.LeftButton | Qt.MouseButton.MiddleButton
        ):
            moved = position - self._pressed
            if self._dragged or moved.manhattanLength() >= QApplication.startDragDistance():
                self._dragged = True
                self._pressed = position
                self._pan(moved.x(), moved.y())
            return
        self._hover(self._at(position))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed, self._dragged = event.position(), False

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._dragged and event.button() == Qt.MouseButton.LeftButton:
            self._activate(self._at(event.position()))
        self._pressed, self._dragged = None, False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._at(event.position()) is None:
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(STEP ** (turned.y() / NOTCH), event.position())
        elif self._arrangement.scrolls():
            pixels = event.pixelDelta()
            step = self._arrangement.em * 3 / NOTCH
            dx = pixels.x() or turned.x() * step
            dy = pixels.y() or turned.y() * step
            sideways = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._pan(dy if sideways and not dx else dx, 0 if sideways and not dx else dy)
        else:
            event.ignore()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        match event.key():
            case Qt.Key.Key_BracketRight:
                self._walk(1)
            case Qt.Key.Key_BracketLeft:
                self._walk(-1)
            case Qt.Key.Key_Right if control:
                self._walk(1)
            case Qt.Key.Key_Left if control:
                self._walk(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._hovered is not None:
                self._activate(self._hovered)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal if not control:
                self.zoom_in()
            case Qt.Key.Key_Minus if not control:
                self.zoom_out()
            case Qt.Key.Key_0 if not control:
                self.fit()
            case _:
                super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._show_tip(event)
            return True
        if isinstance(event, QNativeGestureEvent) and self._pinch(event):
            return True
        return super().event(event)

    def _pinch(self, event: QNativeGestureEvent) -> bool:
        if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self._zoom(1 + event.value(), event.position())
        return True

    def _show_tip(self, event: QHelpEvent) -> None:
        found = self._at(QPointF(event.pos()))
        text = ""
        if isinstance(found, Fold):
            text = speech.fold_tip(found, found.layer in self.geometry_shown.shape.opened)
        elif found is not None and self._view is not None:
            text = speech.tip(self._view, found)
        QToolTip.showText(event.globalPos(), text, self)


def _parameter(found: Key | Fold) -> Key | None:
    """The weight or bias that a click on a value selects."""
    if isinstance(found, Fold):
        return None
    if found.kind in PARAMETERS:
        return found
    if found.kind in BIASES:
        return found._replace(kind=Kind.B)
    return weight_of(found)
