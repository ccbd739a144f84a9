"""What earlier steps have made and this one takes up again, with the way back to each."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from bptutor.foundation.numbers import whole
from bptutor.study.views.numbers import Status
from bptutor.study.views.step_view import KnownView
from bptutor.trace.keys import Key
from bptutor.trace.optimiser_keys import OPTIMISER_KINDS
from bptutor.ui.panels.step_link import StepLink
from bptutor.ui.theme import ThemeManager
from bptutor.ui.widgets.labels import ShapedLabel
from bptutor.ui.widgets.numbers import NumberLabel
from bptutor.ui.widgets.stack import Stack

NUMBERS_END = 5 / 7  # of a row's width


class KnownRow(QWidget):
    """Name, number, and a link to the step that it is from; in two lines where one is too narrow."""

    step_requested = Signal(int)
    pointed = Signal(object)

    def __init__(self, manager: ThemeManager) -> None:
        super().__init__()
        self._manager = manager
        self._known: KnownView | None = None
        self._lit = False
        self._arranged: tuple[int, ...] = ()  # the widths for which its parts stand where they do
        self._least = 0  # the width from which on it is one line
        self.name = ShapedLabel(manager, lambda theme: theme.text, parent=self)
        self.number = NumberLabel(manager, "", self)
        self.link = StepLink(manager, self)
        self.link.clicked.connect(self._ask)
        self.link.focused.connect(self._tell)
        manager.changed.connect(self._arrange)
        self._arrange()

    @property
    def key(self) -> Key | None:
        return self._known.number.key if self._known is not None else None

    def show_known(self, known: KnownView) -> None:
        """Show another number."""
        before, self._known = self._known, known
        if known == before:
            return
        number = known.number
        role = "backward" if str(number.key).startswith(("dC", "dJ")) else "forward"
        role = "update" if number.key.kind in OPTIMISER_KINDS else role
        self.name.show_text(known.name)
        exact = "" if number.value is None else whole(number.value)
        stale = number.status is Status.STALE
        note = "from before the edit" if stale else ""
        self.number.show_number(number.text or "not yet", exact, known.spoken, note)
        self.number.set_look("muted" if stale else role, struck=stale)
        self.link.setText(f"step {known.step + 1:,}")
        self.link.setAccessibleName(f"Go to step {known.step + 1}, {known.spoken}")
        named = before is not None and (before.name, before.step) == (known.name, known.step)
        if not named or self.number.width() != self.number.sizeHint().width():
            self._arrange()

    def light(self, key: Key | None) -> None:
        """Light the row if it is about a value."""
        lit = key is not None and key == self.key
        if lit != self._lit:
            self._lit = lit
            self.update()

    def _arrange(self) -> None:
        """Name, number and link in one line, the numbers of all rows under each other; or the name over the
        two, where one line is too narrow."""
        px, high = self._manager.theme.px, self._manager.theme.hit
        gap = px(6)
        name, number, link = (part.sizeHint().width() for part in (self.name, self.number, self.link))
        arranged = name, number, link, self.width(), high
        if arranged == self._arranged:
            return
        self._arranged = arranged
        right = self.width() - link
        end = gap + name + gap + number  # of the number, as far left as it can be
        self._least = end + gap + link
        one = self.width() >= self._least
        at = min(max(end, round(NUMBERS_END * self.width())), right - gap) if one else gap + number
        lower = 0 if one else high
        self.name.setGeometry(gap, 0, name if one else self.width() - gap, high)
        self.number.setGeometry(at - number, lower, number, high)
        self.link.setGeometry(right, lower, link, high)
        self.updateGeometry()

    def _ask(self) -> None:
        if self._known is not None:
            self.step_requested.emit(self._known.step)

    def _tell(self, here: bool) -> None:
        self.pointed.emit(self.key if here else None)

    # Qt's own names

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._manager.theme.hit * (1 if width >= self._least else 2)

    def sizeHint(self) -> QSize:
        return QSize(self._manager.theme.px(240), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._arrange()

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


class KnownList(Stack):
    """The rows; they are made once and used again."""

    step_requested = Signal(int)
    pointed = Signal(object)

    def __init__(self, manager: ThemeManager) -> None:
        super().__init__()
        self._manager = manager
        self._rows: list[KnownRow] = []
        self._count = 0

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
            self.add(row)
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
