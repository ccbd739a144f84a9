"""Cards that can be dragged, clicked or moved by keys, and the row that they are dropped into."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from bptutor.ui.panels.lesson_flow import Flow
from bptutor.ui.panels.lesson_option import OptionButton
from bptutor.ui.panels.lesson_wells import Well
from bptutor.ui.theme import ThemeManager

MIME = "application/x-bptutor-card"


class OrderButton(OptionButton):
    """One card. `moved` asks to go one place left (−1) or right (1) in the row that it lies in."""

    moved = Signal(int)

    def __init__(self, manager: ThemeManager, number: int) -> None:
        super().__init__(manager)
        self.number = number
        self._pressed: QPoint | None = None

    # Qt's own names

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        far = QApplication.startDragDistance()
        here = event.position().toPoint()
        if self._pressed is None or (here - self._pressed).manhattanLength() < far:
            return
        self._pressed = None
        self.setDown(False)
        drag = QDrag(self)
        data = QMimeData()
        data.setData(MIME, str(self.number).encode())
        drag.setMimeData(data)
        drag.setPixmap(self.grab())
        drag.setHotSpot(here)
        drag.exec(Qt.DropAction.MoveAction)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)


class Row(Well):
    """Where cards are dropped: `dropped` tells the card's number and before which place it fell."""

    dropped = Signal(int, int)

    def __init__(self, manager: ThemeManager, ground: str, border: str) -> None:
        super().__init__(manager, ground, border)
        self.flow = Flow(manager, [], stacks=False)
        self.column.addWidget(self.flow)
        self.buttons: list[OrderButton] = []
        self.setAcceptDrops(True)

    def show_buttons(self, buttons: list[OrderButton]) -> None:
        """Lay out these cards."""
        self.buttons = buttons
        self.flow.show_widgets(buttons)

    # Qt's own names

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        number = int(bytes(event.mimeData().data(MIME).data()).decode())
        at = self.flow.mapFrom(self, event.position().toPoint())
        before = [b for b in self.buttons if b.number != number and _is_before(b, at)]
        event.acceptProposedAction()
        self.dropped.emit(number, len(before))


def _is_before(button: OrderButton, at: QPoint) -> bool:
    box = button.geometry()
    return box.bottom() < at.y() or (box.top() <= at.y() and box.center().x() < at.x())
