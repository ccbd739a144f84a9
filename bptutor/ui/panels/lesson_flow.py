"""Buttons side by side while they are short, under each other where one is long."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bptutor.ui.theme import ThemeManager

GAP = 8
LONG = 0.62  # of the width: from here on a button stands on a line of its own, and so do all of them


class Flow(QWidget):
    """Lays out its widgets in lines. With `stacks`, all are as wide as this as soon as one is long."""

    def __init__(
        self,
        manager: ThemeManager,
        widgets: Sequence[QWidget],
        always_stacked: bool = False,
        stacks: bool = True,
    ) -> None:
        super().__init__()
        self._manager = manager
        self._widgets: list[QWidget] = []
        self._always = always_stacked
        self._stacks = stacks
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_widgets(widgets)
        manager.changed.connect(self.arrange)

    def show_widgets(self, widgets: Sequence[QWidget]) -> None:
        """Lay out these; they become children."""
        self._widgets = list(widgets)
        for widget in self._widgets:
            widget.setParent(self)
            widget.show()
        self.arrange()

    def arrange(self) -> None:
        """Lay out again, for what is in them has changed."""
        self.updateGeometry()
        if self.width() > 1:
            self._place(self.width(), move=True)

    def _place(self, width: int, move: bool = False) -> int:
        """Place the widgets in a width; the height that they take."""
        gap = self._manager.theme.px(GAP)
        hints = [widget.sizeHint().width() for widget in self._widgets]
        stacked = self._always or (self._stacks and any(hint > LONG * width for hint in hints))
        lines: list[list[tuple[QWidget, int, int]]] = [[]]  # widgets with where they begin and end
        for widget, hint in zip(self._widgets, hints, strict=True):
            wide = width if stacked else min(hint, width)
            x = lines[-1][-1][2] + gap if lines[-1] else 0
            if x and (stacked or x + wide > width):
                lines.append([])
                x = 0
            lines[-1].append((widget, x, x + wide))
        y = -gap
        for line in lines:
            y += gap
            # All of one height, or cards with fractions would stand beside each other like worn teeth.
            high = max((_height(widget, end - x) for widget, x, end in line), default=0)
            for widget, x, end in line if move else ():
                widget.setGeometry(QRect(x, y, end - x, high))
            y += high
        return y

    # Qt's own names

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(width) if self._widgets else 0

    def sizeHint(self) -> QSize:
        width = self.width() if self.isVisible() else self._manager.theme.px(240)
        return QSize(self._manager.theme.px(240), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        widest = max((widget.minimumSizeHint().width() for widget in self._widgets), default=0)
        return QSize(widest, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(self.width(), move=True)


def _height(widget: QWidget, width: int) -> int:
    return widget.heightForWidth(width) if widget.hasHeightForWidth() else widget.sizeHint().height()
