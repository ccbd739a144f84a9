"""The switch of predicting, beside the player."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from bptutor.ui.theme import ThemeManager
from bptutor.ui.widgets.buttons import ChipButton


class PredictSwitch(QWidget):
    """The switch beside the player, on while steps are asked for: the command of the menu as a button."""

    def __init__(self, manager: ThemeManager, action: QAction) -> None:
        super().__init__()
        self._manager = manager
        self._action = action
        self.button = ChipButton(manager, "Predict", "Predict")
        self.button.setCheckable(True)
        self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.button)
        self.button.clicked.connect(action.trigger)
        action.changed.connect(self._follow_action)
        manager.changed.connect(self._follow_theme)
        self._follow_action()
        self._follow_theme()

    def _follow_action(self) -> None:
        with QSignalBlocker(self.button):
            self.button.setChecked(self._action.isChecked())
        self.button.setEnabled(self._action.isEnabled())
        self.button.setToolTip(self._action.toolTip())

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        self._row.setContentsMargins(0, 0, px(16), 0)
        # A tool bar gives a widget less than it hints.
        self.setMinimumWidth(self.button.sizeHint().width() + px(16))
        self.button.setMinimumWidth(self.button.sizeHint().width())
