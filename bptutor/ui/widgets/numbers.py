"""One live number."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QWidget

from bptutor.ui.theme import ThemeManager
from bptutor.ui.widgets.labels import ShapedLabel


class NumberLabel(ShapedLabel):
    """A number in tabular figures: four significant on the label, all on hover and in a copy.

    What it shows is text that others have made from the number; nothing is rounded here."""

    def __init__(self, manager: ThemeManager, name: str, parent: QWidget | None = None) -> None:
        super().__init__(manager, lambda theme: theme.number, parent=parent)
        self._name = name
        self._exact = ""
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(name)
        copy = QAction("Copy full precision", self)
        copy.triggered.connect(self.copy_exact)
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def show_number(self, text: str, exact: str = "", name: str = "", note: str = "") -> None:
        """Show `text`, with `exact` and a note on hover. The accessible name says the name, which may be
        another than before, and the text."""
        self._name = name or self._name
        self._exact = exact or text
        self.show_text(text)
        self.setToolTip(f"{exact}, {note}" if note else exact)
        self.setAccessibleName(f"{self._name} {text}")

    @property
    def exact(self) -> str:
        return self._exact

    def copy_exact(self) -> None:
        # The clipboard's number is for programs, which do not know the minus sign.
        QGuiApplication.clipboard().setText(self._exact.replace("\u2212", "-"))
