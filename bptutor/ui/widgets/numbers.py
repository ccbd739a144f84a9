"""One live number."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QPalette
from PySide6.QtWidgets import QLabel, QWidget

from bptutor.ui.theme import ThemeManager


class NumberLabel(QLabel):
    """A number in tabular figures: four significant on the label, all on hover and in a copy.

    What it shows is text that others have made from the number; nothing is rounded here."""

    def __init__(
        self, manager: ThemeManager, name: str, parent: QWidget | None = None, big: bool = False
    ) -> None:
        super().__init__(parent)
        self._manager = manager
        self._name = name
        self._big = big
        self._exact = ""
        self._colour = "ink"
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(name)
        copy = QAction("Copy full precision", self)
        copy.triggered.connect(self.copy_exact)
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    def show_number(self, text: str, exact: str = "", colour: str = "ink") -> None:
        """Show `text`, with `exact` on hover, in the colour of a role. The accessible name says both."""
        self._exact = exact or text
        self.setText(text)
        self.setToolTip(exact)
        self.setAccessibleName(f"{self._name} {text}")
        if colour != self._colour:
            self._colour = colour
            self._follow_theme()

    @property
    def exact(self) -> str:
        return self._exact

    def copy_exact(self) -> None:
        # The clipboard's number is for programs, which do not know the minus sign.
        QGuiApplication.clipboard().setText(self._exact.replace("\u2212", "-"))

    def _follow_theme(self) -> None:
        theme = self._manager.theme
        self.setFont(theme.big_number if self._big else theme.number)
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, theme.colour(self._colour))
        self.setPalette(palette)
