"""The upper part of the runs: the optimiser with its settings, and running on, with pauses."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSpinBox, QWidget

from bptutor.engine.optimisers import RULES, SYMBOLS, Optimiser
from bptutor.study.views.runs_view import TITLES
from bptutor.ui.panels.cost import MOST_ITERATIONS, USUAL_ITERATIONS
from bptutor.ui.theme import ThemeManager, set_kind
from bptutor.ui.training import ENDLESS
from bptutor.ui.widgets.choices import Choice

SPOKEN = {
    "momentum": "Momentum",
    "decay": "Decay",
    "beta1": "Beta 1",
    "beta2": "Beta 2",
}


class OptimiserChoice(QWidget):
    """`chosen` tells the optimiser that a person chose, never one that was just shown. ε stays as it is."""

    chosen = Signal(object)

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self._optimiser = Optimiser()
        self.rule = Choice(manager, "Optimiser", list(TITLES.items()))
        self.boxes = {name: _setting(name) for name in SPOKEN}
        self.labels = {name: QLabel(SYMBOLS[name]) for name in SPOKEN}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.rule)
        for name, box in self.boxes.items():
            self._row.addWidget(self.labels[name])
            self._row.addWidget(box)
            box.valueChanged.connect(self._ask)
        self._row.addStretch(1)
        self.rule.chosen.connect(self._ask)

    def show_optimiser(self, optimiser: Optimiser) -> None:
        """Show the rule in force, with the settings that it uses."""
        self._optimiser = optimiser
        self.rule.show_choice(optimiser.rule)
        for name, box in self.boxes.items():
            used = name in RULES[optimiser.rule].settings
            box.setVisible(used)
            self.labels[name].setVisible(used)
            with QSignalBlocker(box):
                box.setValue(getattr(optimiser, name))

    def _ask(self) -> None:
        settings = {name: round(box.value(), 3) for name, box in self.boxes.items()}
        self.chosen.emit(replace(self._optimiser, rule=self.rule.key, **settings))


class TrainBar(QWidget):
    """`run_requested(count)`, which is ENDLESS for a run until it is stopped; `pause_requested` halts a run,
    or goes on with a halted one."""

    run_requested = Signal(int)
    pause_requested = Signal()
    stop_requested = Signal()

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self.count = QSpinBox()
        self.count.setRange(1, MOST_ITERATIONS)
        self.count.setValue(USUAL_ITERATIONS)
        self.count.setGroupSeparatorShown(True)
        self.count.setAccessibleName("Iterations")
        self.start = _button("Run", "Run so many iterations")
        self.on = _button("Until stopped", "Run until stopped")
        self.pause = _button("Pause", "Pause the run")
        self.stop = _button("Stop", "Stop the run")
        self.progress = QLabel()
        set_kind(self.progress, "small")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for column, widget in enumerate((self.count, self.start, self.on, self.pause, self.stop)):
            self._grid.addWidget(widget, 0, column)
        self._grid.addWidget(self.progress, 1, 0, 1, 6)
        self._grid.setColumnStretch(5, 1)
        self.start.clicked.connect(self._ask_to_run)
        self.on.clicked.connect(self._ask_to_run_on)
        self.pause.clicked.connect(self.pause_requested)
        self.stop.clicked.connect(self.stop_requested)
        self.show_progress(0, 0, 0)

    def show_progress(self, done: int, total: int, left: int) -> None:
        """Show how far a run is (done = total where none is on), and what a pause has left to do."""
        running, endless = done < total, total == ENDLESS
        for widget in (self.count, self.start, self.on):
            widget.setEnabled(not running)
        self.stop.setEnabled(running or left > 0)
        self.pause.setEnabled(running or left > 0)
        name = ("Pause", "Pause the run") if running or not left else ("Go on", "Go on with the run")
        self.pause.setText(name[0])
        self.pause.setAccessibleName(name[1])
        if running:
            self.progress.setText(
                f"{done:,} done, until stopped" if endless else f"{done:,} of {total:,} done"
            )
        else:
            rest = "until stopped" if left == ENDLESS else f"{left:,} iterations left"
            self.progress.setText(f"Paused: {rest}" if left else " ")

    def _ask_to_run(self) -> None:
        self.count.interpretText()
        self.run_requested.emit(self.count.value())

    def _ask_to_run_on(self) -> None:
        self.run_requested.emit(ENDLESS)


def _button(text: str, name: str) -> QPushButton:
    button = QPushButton(text)
    button.setAccessibleName(name)
    button.setAutoDefault(False)
    return button


def _setting(name: str) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setDecimals(3)
    box.setRange(0.0, 0.999)
    box.setSingleStep(0.01)
    box.setKeyboardTracking(False)  # half a number is no setting
    box.setAccessibleName(SPOKEN[name])
    return box
