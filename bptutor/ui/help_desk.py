"""Opens the help: one window, made at the first question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from bptutor.ui.theme import ThemeManager

if TYPE_CHECKING:
    from bptutor.ui.panels.help import HelpWindow


class HelpDesk(QObject):
    """`link_requested` has the address of a link that leads out of the help."""

    link_requested = Signal(str)

    def __init__(self, manager: ThemeManager, parent: QWidget) -> None:
        super().__init__(parent)
        self._manager = manager
        self._parent = parent
        self._window: HelpWindow | None = None

    def show_page(self, name: str) -> None:
        """Open the help at a page."""
        self.show_help()
        assert self._window is not None
        self._window.show_page(name)

    def show_help(self) -> None:
        """Open the help where it was left."""
        if self._window is None:
            from bptutor.ui.panels.help import HelpWindow

            self._window = HelpWindow(self._manager, self._parent)
            self._window.link_requested.connect(self.link_requested)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()
        self._window.box.setFocus()
