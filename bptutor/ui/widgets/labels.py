"""Labels for sentences."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from bptutor.ui.theme import set_kind


def paragraph(kind: str = "", text: str = "", selectable: bool = False) -> QLabel:
    """A label that breaks its lines, and whose text is no markup; `kind` is its look in the style sheet."""
    label = QLabel(text)
    if kind:
        set_kind(label, kind)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if selectable:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
