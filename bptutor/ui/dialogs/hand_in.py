"""Asks what is to be handed in, and under which name."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from bptutor.ui.theme import set_kind

SPANS = (
    ("Today", timedelta(days=1)),
    ("The last seven days", timedelta(days=7)),
    ("Everything", timedelta(days=36500)),
)
ABOUT = (
    "One file with the seeds, your answers, their times and verdicts. Your teacher’s tutor marks every "
    "answer again. Nothing is sent: you hand the file in yourself."
)

WIDE = 21  # times a line's height


class HandInWindow(QDialog):
    """`chosen(name, span)`: a name, which may be empty, and how far back the exercises go, a timedelta."""

    chosen = Signal(str, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Hand in")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        about = QLabel(ABOUT)
        about.setWordWrap(True)
        about.ensurePolished()
        em = about.fontMetrics().height()
        # Qt gives a text that is wrapped the height of another width, and cuts it where text is large.
        about.setMinimumSize(WIDE * em, about.heightForWidth(WIDE * em))
        self.name = QLineEdit()
        self.name.setAccessibleName("Your name")
        self.name.setPlaceholderText("optional")
        self.span = QComboBox()
        self.span.setAccessibleName("Exercises")
        for title, span in SPANS:
            self.span.addItem(title, span)
        form = QFormLayout()
        form.addRow("Your name", self.name)
        form.addRow("Exercises", self.span)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        set_kind(self.buttons.button(QDialogButtonBox.StandardButton.Save), "primary")
        self.buttons.accepted.connect(self._choose)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(about)
        column.addLayout(form)
        column.addWidget(self.buttons)
        column.setContentsMargins(em, em, em, em)
        for layout in (column, form):
            layout.setSpacing(em // 2)

    def _choose(self) -> None:
        self.accept()
        self.chosen.emit(self.name.text().strip(), SPANS[self.span.currentIndex()][1])
