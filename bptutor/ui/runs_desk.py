"""Opens the window of the runs, and shows it each state and how far training is."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtWidgets import QWidget

from bptutor.study.run_update import UpdateView, update_view
from bptutor.study.state import State
from bptutor.study.views.runs_view import runs_view
from bptutor.ui.panels.runs import RunsPanel
from bptutor.ui.theme import ThemeManager
from bptutor.ui.training import Trainer
from bptutor.ui.widgets.tool_window import ToolWindow

WANTED = QSize(660, 740)
SEEN = ("run", "earlier_runs", "iteration", "document", "practise")  # of a state, for the list
UPDATED_BY = ("timeline", "selected", "notation", "hidden")  # what the steps of the update hang on too


class RunsDesk(QObject):
    """`action_requested` tells an action, `run_requested` how many updates to do; `pause_requested` halts
    a run or goes on with it."""

    action_requested = Signal(object)
    run_requested = Signal(int)
    pause_requested = Signal()

    def __init__(self, manager: ThemeManager, trainer: Trainer, parent: QWidget) -> None:
        super().__init__(parent)
        self._trainer = trainer
        self._update: UpdateView | None = None
        self.window = ToolWindow(manager, "Runs", WANTED, parent)
        self.panel = RunsPanel(manager)
        self.window.body.addWidget(self.panel, 1)
        self.panel.action_requested.connect(self.action_requested)
        self.panel.train.run_requested.connect(self.run_requested)
        self.panel.train.pause_requested.connect(self.pause_requested)
        self.panel.train.stop_requested.connect(trainer.stop)
        trainer.progressed.connect(self._show_progress)
        trainer.finished.connect(self._show_end)

    def open(self, state: State) -> None:
        """Show the runs of a state."""
        self._update = update_view(state)
        self.panel.show_view(runs_view(state), self._update)
        self.window.open_beside()
        self.panel.table.setFocus()

    def follow(self, before: State, after: State) -> None:
        """The window's state has changed."""
        if not self.window.isVisible():
            return
        other = before.run.optimiser != after.run.optimiser or _differ(before, after, UPDATED_BY)
        if other:
            self._update = update_view(after)
        if other or _differ(before, after, SEEN):
            self.panel.show_view(runs_view(after), self._update)

    def _show_progress(self, done: int, total: int) -> None:
        self.panel.train.show_progress(done, total, self._trainer.left)

    def _show_end(self) -> None:
        self._show_progress(0, 0)


def _differ(before: State, after: State, names: tuple[str, ...]) -> bool:
    return any(getattr(before, name) is not getattr(after, name) for name in names)
