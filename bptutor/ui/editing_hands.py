"""What hands do to numbers: double click, F2, typing and dragging on the drawing and in the table of values.

Filters on the widgets, so that these know nothing of editing. They tell the key of a value and what is meant;
whether it may be changed is asked of `may_edit`."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from bptutor.trace.keys import Key
from bptutor.ui.canvas.widget import NetworkCanvas
from bptutor.ui.panels.values_model import VALUE
from bptutor.ui.panels.values_table import ValuesTable

FIRST_LETTERS = frozenset("0123456789.-−(")
PLAIN = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.KeypadModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
LEFT = Qt.MouseButton.LeftButton


def typed_first(event: QKeyEvent) -> str:
    """What a key begins a number with; "" for a key that begins none."""
    text = event.text()
    return text if text in FIRST_LETTERS and text and event.modifiers() in PLAIN else ""


class CanvasHands(QObject):
    """On the drawing. `begun(key, typed)`: an editor is wanted, which begins with what was typed. Dragging a
    number sideways: `held(key)`, then `pulled(pixels, modifiers)` at each move, then `let_go()`."""

    begun = Signal(object, str)
    held = Signal(object)
    pulled = Signal(float, object)
    let_go = Signal()

    def __init__(self, canvas: NetworkCanvas, may_edit: Callable[[Key], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._may_edit = may_edit
        self._pressed: tuple[QPointF, Key] | None = None
        self._dragging = False
        self._handlers: dict[QEvent.Type, Callable[[QEvent], bool]] = {
            QEvent.Type.MouseButtonPress: self._press,
            QEvent.Type.MouseMove: self._move,
            QEvent.Type.MouseButtonRelease: self._release,
            QEvent.Type.MouseButtonDblClick: self._press_twice,
            QEvent.Type.KeyPress: self._key,
            QEvent.Type.UngrabMouse: self._lost,
        }
        canvas.installEventFilter(self)

    def _press(self, event: QEvent) -> bool:
        assert isinstance(event, QMouseEvent)
        self._pressed, self._dragging = None, False
        key = self._canvas.finder.number_at(event.position())
        if event.button() == LEFT and key is not None and self._may_edit(key):
            self._pressed = event.position(), key
        return False

    def _move(self, event: QEvent) -> bool:
        assert isinstance(event, QMouseEvent)
        if self._pressed is None or not event.buttons() & LEFT:
            self._show_grip(event.position())
            return False
        start, key = self._pressed
        dx = event.position().x() - start.x()
        if not self._dragging:
            if abs(dx) < QApplication.startDragDistance():
                return True
            self._dragging = True
            self.held.emit(key)
        self._pressed = event.position(), key
        self.pulled.emit(dx, event.modifiers())
        return True

    def _show_grip(self, at: QPointF) -> None:
        """A number that can be dragged says so; the canvas has the say over all other cursors."""
        key = self._canvas.finder.number_at(at)
        grip = key is not None and self._may_edit(key)
        if grip:
            self._canvas.setCursor(Qt.CursorShape.SizeHorCursor)
        elif self._canvas.cursor().shape() is Qt.CursorShape.SizeHorCursor:
            self._canvas.setCursor(Qt.CursorShape.ArrowCursor)

    def _release(self, event: QEvent) -> bool:
        assert isinstance(event, QMouseEvent)
        dragged, self._pressed, self._dragging = self._dragging, None, False
        if dragged:
            self.let_go.emit()
        return dragged

    def _lost(self, event: QEvent) -> bool:
        if self._dragging:
            self.let_go.emit()
        self._pressed, self._dragging = None, False
        return False

    def _press_twice(self, event: QEvent) -> bool:
        assert isinstance(event, QMouseEvent)
        key = self._canvas.finder.number_at(event.position()) or self._canvas.finder.value_at(
            event.position()
        )
        if event.button() != LEFT or key is None or not self._may_edit(key):
            return False
        self.begun.emit(key, "")
        return True

    def _key(self, event: QEvent) -> bool:
        assert isinstance(event, QKeyEvent)
        key, first = self._canvas.in_hand, typed_first(event)
        if key is None or not first or not self._may_edit(key):
            return False
        self.begun.emit(key, first)
        return True

    # Qt's own names

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        handler = self._handlers.get(event.type())
        return handler(event) if handler is not None and watched is self._canvas else False


class TableHands(QObject):
    """In the table of values: a double click on a value, or typing on its row. `begun(key, typed)`."""

    begun = Signal(object, str)

    def __init__(self, table: ValuesTable, may_edit: Callable[[Key], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._table = table
        self._may_edit = may_edit
        table.installEventFilter(self)
        table.viewport().installEventFilter(self)

    @property
    def in_hand(self) -> Key | None:
        """The value of the current row."""
        index = self._table.currentIndex()
        return self._table.values.key_at(index.row()) if index.isValid() else None

    def _press_twice(self, event: QMouseEvent) -> bool:
        index = self._table.indexAt(event.position().toPoint())
        if event.button() != LEFT or not index.isValid() or index.column() != VALUE:
            return False
        key = self._table.values.key_at(index.row())
        if self._may_edit(key):
            self.begun.emit(key, "")
            return True
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key, first = self.in_hand, typed_first(event)
        if key is None or not first or not self._may_edit(key):
            return False
        self.begun.emit(key, first)
        return True

    # Qt's own names

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonDblClick:
            return watched is self._table.viewport() and self._press_twice(event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return watched is self._table and self._key(event)
        return False
