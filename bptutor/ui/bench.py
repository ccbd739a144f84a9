"""The tools beside the window: each is made when it is first asked for, and rests while it is shut."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from bptutor.study.state import State
from bptutor.ui.bridge import Bridge
from bptutor.ui.requests import Requests
from bptutor.ui.session import Session
from bptutor.ui.theme import ThemeManager
from bptutor.ui.training import Trainer
from bptutor.ui.window_commands import WindowCommands

if TYPE_CHECKING:
    from bptutor.ui.check_desk import CheckDesk
    from bptutor.ui.difference_desk import DifferenceDesk
    from bptutor.ui.pair_desk import PairDesk
    from bptutor.ui.runs_desk import RunsDesk


class Bench(QObject):
    """`commands` are those of the table that open a tool. The tools ask for what the window's own panels ask
    for."""

    def __init__(
        self,
        manager: ThemeManager,
        bridge: Bridge,
        session: Session,
        requests: Requests,
        trainer: Trainer,
        window_commands: WindowCommands,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._manager = manager
        self._bridge = bridge
        self._session = session
        self._requests = requests
        self._trainer = trainer
        self._window_commands = window_commands
        self._parent = parent
        self.check: CheckDesk | None = None
        self.difference: DifferenceDesk | None = None
        self.runs: RunsDesk | None = None
        self.pair: PairDesk | None = None
        self.commands: dict[str, Callable[[], object]] = {
            "check_gradients": self.open_check,
            "why_different": self.open_difference,
            "runs": self.open_runs,
            "compare": self.open_pair,
        }

    def open_check(self) -> None:
        """Open the gradient check."""
        from bptutor.ui.check_desk import CheckDesk

        if self.check is None:
            self.check = CheckDesk(self._manager, self._parent)
            self.check.pointed.connect(self._requests.point_at)
            self.check.selected.connect(self._requests.select)
            self.check.show_state(self._bridge.state)
        self.check.open()

    def open_difference(self) -> None:
        """Open “Why is mine different?”."""
        from bptutor.ui.difference_desk import DifferenceDesk

        if self.difference is None:
            self.difference = DifferenceDesk(self._manager, self._bridge.state, self._parent)
            self.difference.step_requested.connect(self._requests.go_to_key)
        self.difference.open(self._bridge.state)

    def open_runs(self) -> None:
        """Open the list of runs."""
        from bptutor.ui.runs_desk import RunsDesk

        if self.runs is None:
            self.runs = RunsDesk(self._manager, self._trainer, self._parent)
            self.runs.action_requested.connect(self._requests.manage_runs)
            self.runs.run_requested.connect(self._window_commands.run)
            self.runs.pause_requested.connect(self._window_commands.pause)
        self.runs.open(self._bridge.state)

    def open_pair(self) -> None:
        """Open the window in which two networks are compared."""
        from bptutor.ui.pair_desk import PairDesk

        if self.pair is None:
            self.pair = PairDesk(self._manager, self._bridge, self._session, self._requests, self._parent)
        self.pair.open()

    def follow(self, before: State, after: State) -> None:
        """Show the tools that are there what has changed."""
        if self.check is not None:
            self.check.follow(before, after)
        if self.difference is not None:
            self.difference.follow(before, after)
        if self.runs is not None:
            self.runs.follow(before, after)
        if self.pair is not None:
            self.pair.follow(before, after)
