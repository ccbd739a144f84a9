"""A box to choose one of a few from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QWidget

from bptutor.ui.theme import ThemeManager


class Choice(QComboBox):
    """A combo box of (key, text) pairs; `chosen` tells the key that a person chose, never one just shown."""

    chosen = Signal(str)

    def __init__(
        self,
        manager: ThemeManager,
        name: str,
        options: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setToolTip(name)
        # Qt's own delegate for combo boxes knows nothing of the style sheet's items.
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.show_options(options)
        self.activated.connect(self._tell)
        manager.changed.connect(self.updateGeometry)

    def show_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Other options; the chosen key stays if it is among them."""
        before = self.key
        with QSignalBlocker(self):
            self.clear()
            for key, text in options:
                self.addItem(text, key)
            self.show_choice(before)

    def show_choice(self, key: str) -> None:
        """Show this key as chosen, without telling; an unknown one changes nothing."""
        index = self.findData(key)
        if index >= 0:
            with QSignalBlocker(self):
                self.setCurrentIndex(index)

    @property
    def key(self) -> str:
        """The key shown, "" if there are no options."""
        return str(self.currentData() or "")

    def _tell(self, index: int) -> None:
        self.chosen.emit(str(self.itemData(index)))
