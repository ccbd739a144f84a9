"""Opens the derivation of a factor card, and keeps its numbers those of the moment."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from bptutor.foundation.errors import TutorError
from bptutor.study.state import State
from bptutor.study.views.derivation_view import can_be_derived, derivation_view
from bptutor.trace.keys import Key
from bptutor.ui.bridge import Bridge
from bptutor.ui.panels.derivation import DerivationWindow
from bptutor.ui.theme import ThemeManager


class DerivationDesk(QObject):
    """One window, made at the first question."""

    def __init__(self, manager: ThemeManager, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._manager = manager
        self._bridge = bridge
        self._parent = parent
        self._window: DerivationWindow | None = None
        self._key: Key | None = None
        bridge.changed.connect(self._follow_state)

    def derive(self, key: Key) -> None:
        """Open a factor; of what is no factor there is nothing to derive."""
        if not can_be_derived(key, self._bridge.state.network.depth):
            return
        if self._window is None:
            self._window = DerivationWindow(self._manager, self._parent)
        self._key = key
        self._window.show_view(derivation_view(self._bridge.state, key))
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()
        self._window.more.setFocus()

    def _follow_state(self, before: State, after: State) -> None:
        if self._window is None or self._key is None or not self._window.isVisible():
            return
        try:
            self._window.show_view(derivation_view(after, self._key))
        except (TutorError, IndexError):
            self._window.close()  # another network, which has no such factor
