"""The slider of the step size h: 1, 2 and 5 times each power of ten, the large ones at the right."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSlider, QWidget

from bptutor.study.check_differences import STEPS, USUAL_STEP, nearest
from bptutor.study.views.check_row import step_said
from bptutor.ui.theme import ThemeManager, set_kind


class StepSlider(QWidget):
    """`step_requested` tells the h that a person chose, never one that was just shown."""

    step_requested = Signal(float)

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, len(STEPS) - 1)
        self.slider.setPageStep(3)
        self.slider.setAccessibleName("Step size h")
        self.slider.setToolTip("How far the parameter is pushed each way")
        self.text = QLabel()
        self.usual = QPushButton("Usual")
        self.usual.setAccessibleName("The usual step size")
        self.usual.setToolTip(f"h = {step_said(USUAL_STEP)}")
        self.usual.setAutoDefault(False)
        set_kind(self.usual, "chip")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.text)
        self._row.addWidget(self.slider, 1)
        self._row.addWidget(self.usual)
        self.slider.valueChanged.connect(self._ask)
        self.usual.clicked.connect(self._ask_usual)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    def show_step(self, h: float) -> None:
        """Show this h."""
        with QSignalBlocker(self.slider):
            self.slider.setValue(STEPS.index(nearest(h)))
        self.text.setText(f"h = {step_said(h)}")
        self.slider.setAccessibleDescription(self.text.text())

    def _ask(self, place: int) -> None:
        self.step_requested.emit(STEPS[place])

    def _ask_usual(self) -> None:
        self.step_requested.emit(USUAL_STEP)

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        self._row.setSpacing(px(8))
        self.text.setMinimumWidth(px(88))
