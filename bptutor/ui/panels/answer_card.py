"""One card with a factor on it, that can be pressed, dragged and moved by keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from bptutor.ui.keys import ENTER
from bptutor.ui.maths import DISPLAY
from bptutor.ui.panels.answer_places import HIGH, WIDE
from bptutor.ui.panels.chain_typeset import Formulas
from bptutor.ui.theme import ThemeManager
from bptutor.ui.widgets.painted_button import PaintedButton

RADIUS = 8
ARROWS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down})
OUT = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


class FactorCard(PaintedButton):
    """Card `number` (from 0). `clicked` puts it in or takes it out; `dragged` and `dropped` tell where its
    middle is in the parent; `key_pressed` has the key and whether Shift or Ctrl was held."""

    dragged = Signal(QPointF)
    dropped = Signal(QPointF)
    key_pressed = Signal(int, bool)

    def __init__(self, manager: ThemeManager, formulas: Formulas, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.number = number
        self.in_chain = False
        self.role = ""
        self._manager = manager
        self._formulas = formulas
        self._tex = self._plain = self._spoken = ""
        self._pressed: QPointF | None = None
        self._dragging = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def dragging(self) -> bool:
        """Whether it hangs on the pointer."""
        return self._dragging

    def show_factor(self, tex: str, plain: str, spoken: str, tip: str) -> None:
        """Another factor."""
        self._tex, self._plain, self._spoken = tex, plain, spoken
        self.setText(plain)
        self.setToolTip(tip)
        self.update()

    def show_place(self, place: int | None) -> None:
        """Its place in the chain (from 0), or None among the cards; a screen reader hears it."""
        self.in_chain = place is not None
        where = "not in the chain" if place is None else f"place {place + 1} in the chain"
        self.setAccessibleName(f"Card {self.number + 1}, {self._spoken}, {where}")
        self.update()

    def _move_with(self, position: QPointF) -> None:
        assert self._pressed is not None
        moved = self.pos() + (position - self._pressed).toPoint()
        self.move(moved)
        self.dragged.emit(QPointF(self.geometry().center()))

    # Qt's own names

    def sizeHint(self) -> QSize:
        px = self._manager.theme.px
        return QSize(px(WIDE), px(HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._manager.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thick = 2.0 if self.hasFocus() else 1.0
        border = "focus" if self.hasFocus() else self.role or ("edge" if self.in_chain else "line")
        ground = f"{self.role}_tint" if self.role else "hover" if self.underMouse() else "surface"
        area = QRectF(self.rect()).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
        painter.setPen(QPen(theme.colour(border), thick))
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(area, theme.px(RADIUS), theme.px(RADIUS))
        shown = self._formulas.get(self._tex)
        painter.setPen(theme.colour("ink"))
        if shown is None:
            painter.setFont(theme.small)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self._plain)
        else:
            room = area.adjusted(4, 4, -4, -4)
            fits = min(room.width() / max(shown.width, 0.01), room.height() / max(shown.height, 0.01))
            shown.paint_centred(painter, area, theme.colour("ink"), min(theme.px(14) * DISPLAY, fits))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.isEnabled():
            self._pressed = event.position()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            super().mouseMoveEvent(event)
            return
        far = (event.position() - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._dragging or far:
            if not self._dragging:
                self._dragging = True
                self.setDown(False)
                self.raise_()
            self._move_with(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        if self._dragging:
            self._dragging = False
            self.setDown(False)
            self.dropped.emit(QPointF(self.geometry().center()))
        else:
            super().mouseReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        # The window would step with the arrows, whatever is held with them.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in ARROWS
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ARROWS | OUT | ENTER:
            held = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
            self.key_pressed.emit(event.key(), bool(event.modifiers() & held))
        else:
            super().keyPressEvent(event)
