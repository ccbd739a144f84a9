"""What earlier steps have made and this one takes up again, with the way back to each."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bptutor.foundation.numbers import full
from bptutor.study.views.step_view import KnownView
from bptutor.trace.keys import Key
from bptutor.ui.theme import ThemeManager, set_kind
from bptutor.ui.widgets.numbers import NumberLabel


class StepLink(QPushButton):
    """Goes to a step. `focused` follows the keyboard."""

    focused = Signal(bool)

    # Qt's own names

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)


class KnownRow(QWidget):
    """Name, number, and a link to the step that it is from."""

    step_requested = Signal(int)
    pointed = Signal(object)

    def __init__(self, manager: ThemeManager) -> None:
        super().__init__()
        self._manager = manager
        self._known: KnownView | None = None
        self._lit = False
        self.name = QLabel()
        self.number = NumberLabel(manager, "")
        self.link = StepLink()
        set_kind(self.link, "quiet")
        self.link.clicked.connect(self._ask)
        self.link.focused.connect(self._tell)
        self._line = QHBoxLayout(self)
        self._line.addWidget(self.name, 3)
        self._line.addWidget(self.number, 3)
        self._line.addWidget(self.link, 3, Qt.AlignmentFlag.AlignRight)
        manager.changed.connect(self.follow_theme)
        self.follow_theme()

    @property
    def key(self) -> Key | None:
        return self._known.number.key if self._known is not None else None

    def show_known(self, known: KnownView) -> None:
        """Show another number."""
        if known == self._known:
            return
        self._known = known
        number = known.number
        backward = "backward" if str(number.key).startswith(("dC", "dJ")) else "forward"
        self.name.setText(known.name)
        exact = "" if number.value is None else full(number.value)
        self.number.show_number(number.text or "not yet", exact, backward)
        self.link.setText(f"step {known.step + 1}")
        self.link.setAccessibleName(f"Go to step {known.step + 1}, {known.spoken}")

    def light(self, key: Key | None) -> None:
        """Light the row if it is about a value."""
        lit = key is not None and key == self.key
        if lit != self._lit:
            self._lit = lit
            self.update()

    def follow_theme(self) -> None:
        theme = self._manager.theme
        self._line.setContentsMargins(theme.px(6), 0, theme.px(2), 0)
        self._line.setSpacing(theme.px(6))
        self.name.setFont(theme.text)
        self.link.setFont(theme.small)

    def _ask(self) -> None:
        if self._known is not None:
            self.step_requested.emit(self._known.step)

    def _tell(self, here: bool) -> None:
        self.pointed.emit(self.key if here else None)

    # Qt's own names

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._tell(True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._tell(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._lit or self.underMouse():
            theme = self._manager.theme
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(self.rect(), theme.px(6), theme.px(6))


class KnownList(QWidget):
    """The rows; they are made once and used again."""

    step_requested = Signal(int)
    pointed = Signal(object)

    def __init__(self, manager: ThemeManager) -> None:
        super().__init__()
        self._manager = manager
        self._rows: list[KnownRow] = []
        self._count = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    @property
    def rows(self) -> list[KnownRow]:
        """The rows in sight."""
        return self._rows[: self._count]

    def show_known(self, known: tuple[KnownView, ...], phase: str) -> None:
        """Show these numbers, one under another."""
        while len(self._rows) < len(known):
            row = KnownRow(self._manager)
            row.step_requested.connect(self.step_requested)
            row.pointed.connect(self.pointed)
            self._rows.append(row)
            self._column.addWidget(row)
        self._count = len(known)
        for row, one in zip(self._rows, known, strict=False):
            row.show_known(one)
        for number, row in enumerate(self._rows):
            if row.isHidden() != (number >= len(known)):
                row.setVisible(number < len(known))
        self.setVisible(bool(known))

    def show_pointed(self, key: Key | None) -> None:
        for row in self._rows:
            row.light(key)
