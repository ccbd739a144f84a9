"""From the store to Qt: one signal that says what was and what is."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from bptutor.foundation.errors import TutorError
from bptutor.study.actions import Action
from bptutor.study.state import State
from bptutor.study.store import Store


class Bridge(QObject):
    """`changed(before, after)` follows each action that changed something, `refused(sentence)` one that could
    not be done. Panels ask the window, and the window asks the bridge; nothing else touches the store."""

    changed = Signal(object, object)
    refused = Signal(str)

    def __init__(self, state: State, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = Store(state, self._tell)
        self._telling = False

    @property
    def state(self) -> State:
        """The present state."""
        return self._store.state

    @property
    def telling(self) -> bool:
        """Whether the window is being shown a change just now: then nothing may be done."""
        return self._telling

    def do(self, action: Action) -> None:
        """Do an action now."""
        try:
            self._store.dispatch(action)
        except TutorError as error:
            self.refused.emit(str(error))

    def _tell(self, before: State, after: State) -> None:
        self._telling = True
        try:
            self.changed.emit(before, after)
        finally:
            self._telling = False
