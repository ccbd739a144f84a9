"""The runs: how to train on, the list of all runs, and taking up the parameters of any iteration."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from bptutor.foundation.numbers import short
from bptutor.study import run_actions as actions
from bptutor.study.actions import GoTo, SetLevel
from bptutor.study.run_update import UpdateView
from bptutor.study.views.runs_view import RunRow, RunsView
from bptutor.trace.steps import Level
from bptutor.ui.panels.practise_speech import announce
from bptutor.ui.panels.runs_table import RunsTable
from bptutor.ui.panels.runs_train import OptimiserChoice, TrainBar
from bptutor.ui.panels.runs_update import UpdateSteps
from bptutor.ui.theme import ThemeManager, set_kind
from bptutor.ui.widgets.cards import SectionTitle

TABLE = 150  # height at 100 % text


class RunsPanel(QWidget):
    """`action_requested` tells a RunAction, or where to go; `train` asks for training itself."""

    action_requested = Signal(object)

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self._view: RunsView | None = None
        self._token: tuple[int, int] | None = None  # the run that the box of iterations is about, its length
        self.optimiser, self.train = OptimiserChoice(manager), TrainBar(manager)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setAccessibleName("About the present run")
        self.table = RunsTable(manager)
        self.iteration = QSpinBox()
        self.iteration.setAccessibleName("Iteration to use")
        self.iteration.setGroupSeparatorShown(True)
        self.chosen, self.cost = QLabel(), QLabel()
        set_kind(self.cost, "small")
        self.take = _button(
            "Use these", "Use these parameters", "They become the network in the window; undo works"
        )
        self.remove = _button("Remove", "Remove this run", "From the curve and from this list, for good")
        self.update_steps = UpdateSteps(manager)
        self._lay_out()
        self._connect()
        self._follow_theme()

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._taking = QHBoxLayout()
        for widget in (self.chosen, self.iteration, self.cost):
            self._taking.addWidget(widget)
        self._taking.addStretch(1)
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self.take)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.remove)
        for part in (SectionTitle("Train"), self.optimiser, self.train, self.note, SectionTitle("Runs")):
            self._column.addWidget(part)
        self._column.addWidget(self.table, 1)
        self._column.addLayout(self._taking)
        self._column.addLayout(self._buttons)
        self._column.addWidget(self.update_steps, 1)

    def _connect(self) -> None:
        self.optimiser.chosen.connect(self._set_optimiser)
        self.update_steps.step_requested.connect(self._go_to)
        self.table.rows.renamed.connect(self._rename)
        self.table.rows.shown.connect(self._show)
        self.table.remove_requested.connect(self._remove)
        self.table.selectionModel().currentRowChanged.connect(self._follow_row)
        self.iteration.valueChanged.connect(self._show_cost)
        self.take.clicked.connect(self._take_up)
        self.remove.clicked.connect(self._remove_current)
        self._manager.changed.connect(self._follow_theme)

    def show_view(self, view: RunsView, update: UpdateView | None) -> None:
        """Show the runs; the current row stays, if it is still there."""
        self.update_steps.show_view(update)
        current = self.table.currentIndex().row()
        self._view = view
        self.optimiser.show_optimiser(view.optimiser)
        if view.note and view.note != self.note.text():
            announce(self.note, view.note)
        self.note.setText(view.note)
        self.note.setVisible(bool(view.note))
        self.table.rows.show_view(view)
        self.table.go_to(min(max(current, 0), len(view.rows) - 1))
        self._show_run(self.table.run)
        self.setEnabled(not view.locked)

    def _follow_row(self, current: QModelIndex, previous: QModelIndex) -> None:
        self._show_run(self.table.run)

    def _show_run(self, run: RunRow | None) -> None:
        """The box of iterations is of the current run: at the one in sight, or at an earlier run's end."""
        if run is None or self._view is None:
            return
        before, self._token = self._token, (run.number, run.iterations)
        self.chosen.setText(f"{run.name}, iteration")
        self.remove.setEnabled(not run.present)
        with QSignalBlocker(self.iteration):
            self.iteration.setRange(0, run.iterations)
            if self._token != before:
                self.iteration.setValue(self._view.iteration if run.present else run.iterations)
        self._show_cost()

    def _show_cost(self) -> None:
        run = self.table.run
        if run is not None and self._view is not None:
            cost = float(run.costs[min(self.iteration.value(), run.iterations)])
            self.cost.setText(f"{self._view.letter} = {short(cost)}")

    def _set_optimiser(self, optimiser: object) -> None:
        self.action_requested.emit(actions.SetOptimiser(optimiser))  # type: ignore[arg-type]  # by its signal

    def _go_to(self, step: int) -> None:
        self.action_requested.emit(SetLevel(Level.TERM))
        self.action_requested.emit(GoTo(step))

    def _rename(self, number: int, name: str) -> None:
        self.action_requested.emit(actions.RenameRun(number, name))

    def _show(self, number: int, shown: bool) -> None:
        self.action_requested.emit(actions.ShowRun(number, shown))

    def _remove(self, number: int) -> None:
        self.action_requested.emit(actions.RemoveRun(number))

    def _remove_current(self) -> None:
        run = self.table.run
        if run is not None:
            self._remove(run.number)

    def _take_up(self) -> None:
        run = self.table.run
        if run is not None:
            self.iteration.interpretText()
            self.action_requested.emit(actions.TakeUp(run.number, self.iteration.value()))

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        self.table.setMinimumHeight(px(TABLE))
        self._column.setSpacing(px(8))
        for row in (self._taking, self._buttons):
            row.setSpacing(px(8))


def _button(text: str, name: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setAccessibleName(name)
    button.setToolTip(tip)
    button.setAutoDefault(False)
    return button
