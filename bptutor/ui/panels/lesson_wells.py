"""Small things that all of a lesson is made of: rounded surfaces, replies, buttons that Enter presses."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from bptutor.study.lesson_state import Mood
from bptutor.ui.keys import ENTER, bare
from bptutor.ui.maths_blocks import Block
from bptutor.ui.panels.lesson_lines import ProseLabel
from bptutor.ui.theme import ThemeManager, set_kind

PAD, RADIUS = 14, 12
LOOKS: dict[Mood, tuple[str, str]] = {
    "right": ("update_tint", "update"),
    "wrong": ("backward_tint", "backward"),
    "note": ("sunk", "edge"),
    "": ("sunk", "edge"),
}


class Well(QFrame):
    """A rounded surface in the colours of two roles, its ground and its border."""

    def __init__(self, manager: ThemeManager, ground: str = "ground", border: str = "line") -> None:
        super().__init__()
        self._manager = manager
        self._roles = ground, border
        self._radius = RADIUS
        self.column = QVBoxLayout(self)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    def set_roles(self, ground: str, border: str) -> None:
        """Other colours."""
        if (ground, border) != self._roles:
            self._roles = ground, border
            self.update()

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        self.column.setContentsMargins(px(PAD), px(PAD), px(PAD), px(PAD))
        self.column.setSpacing(px(8))

    # Qt's own names

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._manager.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(self._roles[1]), 1))
        painter.setBrush(theme.colour(self._roles[0]))
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(area, theme.px(self._radius), theme.px(self._radius))
        painter.end()


class Feedback(Well):
    """What was said to the last answer, in the colour of its mood; nothing takes no room."""

    def __init__(self, manager: ThemeManager) -> None:
        super().__init__(manager)
        self.label = ProseLabel(manager, "Feedback")
        self.column.addWidget(self.label)
        self.hide()

    def show_blocks(self, blocks: Sequence[Block], mood: Mood) -> None:
        """Show these lines."""
        self.set_roles(*LOOKS[mood])
        self.label.show_blocks(blocks)
        self.setVisible(bool(blocks))


class EnterButton(QPushButton):
    """A push button that Enter presses too, wherever it stands."""

    def __init__(self, text: str, kind: str = "", name: str = "") -> None:
        super().__init__(text)
        if kind:
            set_kind(self, kind)
        self.setAccessibleName(name or text)
        self.setAutoDefault(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    # Qt's own names

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and bare(event):
            self.click()
        else:
            super().keyPressEvent(event)


class OnceButton(EnterButton):
    """A button that a double click presses once: the second press would come to the button that has taken the
    place of the first one."""

    # Qt's own names

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()


def bring_to_sight(widget: QWidget) -> None:
    """Scroll what it lies in, so that all of it is seen."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    if parent is not None:
        parent.ensureWidgetVisible(widget)


def row_of(*widgets: QWidget) -> QHBoxLayout:
    """Widgets side by side, at the left."""
    row = QHBoxLayout()
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
