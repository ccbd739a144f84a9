"""The settings: how the window looks and how mathematics is written. Every change is seen at once."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from bptutor.trace.notations import OFFERED, notation_named
from bptutor.ui.dialogs.measures import set_measures
from bptutor.ui.theme import Mode, ThemeManager

MODES = {"system": "As the system", "light": "Light", "dark": "Dark"}
SCALES = (80, 90, 100, 110, 125, 150, 175, 200)


class SettingsWindow(QDialog):
    """`notation_requested(name)` asks for another notation; the theme is set at the manager itself."""

    notation_requested = Signal(str)

    def __init__(self, themes: ThemeManager, notation: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Settings")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._themes = themes
        self._mode = _choice("Appearance", MODES, themes.mode)
        self._scale = _choice("Text size", {str(s): f"{s} %" for s in SCALES}, str(round(100 * themes.scale)))
        offered = {name: notation_named(name).title for name in dict.fromkeys((*OFFERED, notation))}
        self._notation = _choice("Notation", offered, notation)
        form = self._form = QFormLayout()
        for label, box in (
            ("Appearance", self._mode),
            ("Text size", self._scale),
            ("Notation", self._notation),
        ):
            form.addRow(label, box)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self._column = QVBoxLayout(self)
        self._column.addLayout(form)
        self._column.addWidget(buttons)
        themes.changed.connect(self._follow_theme)
        self._follow_theme()
        self._mode.currentIndexChanged.connect(self._set_mode)
        self._scale.currentIndexChanged.connect(self._set_scale)
        self._notation.currentIndexChanged.connect(self._ask_notation)

    def _follow_theme(self) -> None:
        set_measures(self._themes.theme, self._column, self._form)

    def _set_mode(self) -> None:
        self._themes.set_mode(cast(Mode, self._mode.currentData()))

    def _set_scale(self) -> None:
        self._themes.set_scale(int(self._scale.currentData()) / 100)

    def _ask_notation(self) -> None:
        self.notation_requested.emit(self._notation.currentData())


def _choice(name: str, entries: dict[str, str], chosen: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for key, text in entries.items():
        box.addItem(text, key)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    return box
