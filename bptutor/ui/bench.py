"""The tools beside the window: each is made when it is first asked for, and rests while it is shut."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from bptutor.study.state import State
from bptutor.trace.keys import Key
from bptutor.ui.check_desk import CheckDesk
from bptutor.ui.requests import Requests
from bptutor.ui.theme import ThemeManager


class Bench(QObject):
    """`commands` are the names in the table of commands that open the tools."""

    def __init__(self, manager: ThemeManager, requests: Requests, parent: QWidget) -> None:
        super().__init__(parent)
        self.check = CheckDesk(manager, parent)
        self.check.pointed.connect(requests.point_at)
        self.check.selected.connect(requests.select)
        self.commands: dict[str, Callable[[], object]] = {"check_gradients": self.check.open}

    def show_state(self, state: State) -> None:
        """Show the tools that are open what the window is shown."""
        self.check.show_state(state)

    def show_pointed(self, key: Key | None) -> None:
        """Light what is pointed at."""
        self.check.show_pointed(key)
