"""The place of the line in which steps are predicted; the line is made when predicting is switched on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from bptutor.study.state import State
from bptutor.ui.decimal_sign import comma_is_decimal
from bptutor.ui.theme import ThemeManager

if TYPE_CHECKING:
    from bptutor.ui.panels.practise_predict import PredictBar


class PredictPlace(QFrame):
    """Shows the line while steps are predicted, and passes on what it asks for."""

    predicted = Signal(str)
    factor_picked = Signal(int)
    show_requested = Signal()
    next_requested = Signal()
    stop_requested = Signal()

    def __init__(self, themes: ThemeManager) -> None:
        super().__init__()
        self._themes = themes
        self._bar: PredictBar | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_state(self, state: State) -> None:
        """Show what is asked, if anything is."""
        if self._bar is None and state.predicting is None:
            return
        from bptutor.study.views.practise_predict_view import predict_view

        view = predict_view(state, comma_is_decimal())
        self.setVisible(view is not None)
        self._made().show_view(view)

    def _made(self) -> PredictBar:
        if self._bar is None:
            from bptutor.ui.panels.practise_predict import PredictBar

            self._bar = bar = PredictBar(self._themes)
            self._column.addWidget(bar)
            bar.predicted.connect(self.predicted)
            bar.factor_picked.connect(self.factor_picked)
            bar.show_requested.connect(self.show_requested)
            bar.next_requested.connect(self.next_requested)
            bar.stop_requested.connect(self.stop_requested)
        return self._bar
