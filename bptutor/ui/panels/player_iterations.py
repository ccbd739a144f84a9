"""Which iteration is stepped through, and the ways to the one before and the one after."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from bptutor.ui.theme import ThemeManager
from bptutor.ui.widgets.buttons import IconButton


class IterationStepper(QWidget):
    """“‹ iteration 3 ›”: back to an earlier iteration, or on with the update done."""

    requested = Signal(int)

    def __init__(self, themes: ThemeManager) -> None:
        super().__init__()
        self._at = 0
        self._back = IconButton(themes, "left", "Previous iteration")
        self._text = QLabel()
        self._next = IconButton(themes, "right", "Next iteration")
        self._back.setToolTip("Previous iteration (Ctrl+Left)")
        self._next.setToolTip("Next iteration: do the update (Ctrl+Right)")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for widget in (self._back, self._text, self._next):
            row.addWidget(widget)
        self._back.clicked.connect(self._ask_back)
        self._next.clicked.connect(self._ask_next)

    def show_iteration(self, iteration: int, iterations: int) -> None:
        """An iteration's number is that of the updates before it, as on the cost curve."""
        self._at = iteration
        self._text.setText(f"iteration {iteration:,}")
        self._text.setToolTip(f"{iterations} updates done in this run")
        self._back.setEnabled(iteration > 0)

    def _ask_back(self) -> None:
        self.requested.emit(self._at - 1)

    def _ask_next(self) -> None:
        self.requested.emit(self._at + 1)
