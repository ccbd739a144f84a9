"""Opens the derivation of a factor card, and keeps its numbers those of the moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from bptutor.foundation.errors import TutorError
from bptutor.study.state import State
from bptutor.trace.keys import Key
from bptutor.ui.bridge import Bridge
from bptutor.ui.theme import ThemeManager

if TYPE_CHECKING:
    from bptutor.ui.panels.derivation import DerivationWindow


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
        """Open a factor, and go there; of what is no factor there is nothing to derive."""
        window = self._shown(key, active=True)
        if window is not None:
            window.activateWindow()
            window.more.setFocus()

    def open_beside(self, key: Key) -> None:
        """Open a factor without taking the keyboard from where it is: a page of a lesson does that."""
        self._shown(key, active=False)
        # Not every platform heeds WA_ShowWithoutActivating.
        self._parent.activateWindow()

    def _shown(self, key: Key, active: bool) -> DerivationWindow | None:
        from bptutor.study.views.derivation_view import can_be_derived, derivation_view
        from bptutor.ui.panels.derivation import DerivationWindow

        if not can_be_derived(key, self._bridge.state.network.depth):
            return None
        if self._window is None:
            self._window = DerivationWindow(self._manager, self._parent)
        window, self._key = self._window, key
        window.show_view(derivation_view(self._bridge.state, key))
        window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not active)
        if not window.isVisible():
            px = self._manager.theme.px
            corner = self._parent.mapToGlobal(self._parent.rect().topRight())
            window.move(corner.x() - window.width() - px(20), corner.y() + px(64))
        window.show()
        window.raise_()
        return window

    def _follow_state(self, before: State, after: State) -> None:
        if self._window is None or self._key is None or not self._window.isVisible():
            return
        from bptutor.study.views.derivation_view import derivation_view

        try:
            self._window.show_view(derivation_view(after, self._key))
        except (TutorError, IndexError):
            self._window.close()  # another network, which has no such factor
