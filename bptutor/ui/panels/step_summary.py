"""The step as it is read aloud."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel, QWidget

from bptutor.ui.theme import set_kind


class SummaryLabel(QLabel):
    """The label “Step summary”: a line to read, and an announcement to hear when it changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "small")
        self.setAccessibleName("Step summary")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def say(self, text: str) -> None:
        """Show a text; where it is another, a screen reader says it."""
        if text == self.text():
            return
        self.setText(text)
        # The name stays, so that the label is found; what it says is the description.
        self.setAccessibleDescription(text)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
