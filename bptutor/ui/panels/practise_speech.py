"""Says a sentence to who uses a screen reader, when nothing else would tell them."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, sentence: str) -> None:
    """Say a sentence that has just come up in a widget; nothing happens where nobody listens."""
    if not QAccessible.isActive():
        return
    event = QAccessibleAnnouncementEvent(widget, sentence)
    event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
    # Readers that do not know announcements hear that the label has changed.
    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))
