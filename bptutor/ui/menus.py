"""Makes Qt actions and menus from the one table of commands."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from bptutor.engine.ready_made import READY_MADE
from bptutor.study.state import State
from bptutor.ui.commands import COMMANDS, MENUS, Command, always, keys_text

# A line stands before these in their menus.
GROUPS = frozenset(
    {"open-pack", "save", "export-picture", "settings", "quit", "edit-value", "network", "first", "into"}
    | {"play", "level-layer", "run", "start-again", "lead-back", "hand-in", "export-progress", "zoom-in"}
    | {"fit", "panels", "menu", "whats-this", "about"}
)

# What a state can tell something about: most can be done at any time.
CHANGING = tuple(
    entry
    for entry in COMMANDS
    if entry.enabled is not always or entry.checked is not None or entry.title is not None
)


class Menus(QObject):
    """All actions of a window. `requested(Command)` when one is triggered, `network_requested(path)` when a
    ready-made or recent network is chosen."""

    requested = Signal(object)
    network_requested = Signal(str)
    pack_requested = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.actions: dict[str, QAction] = {entry.id: self._action(entry) for entry in COMMANDS}
        self._enabled = dict.fromkeys(self.actions, True)
        self.menu = QMenu("Menu", window)
        self._recent = QMenu("Recent", window)
        self._packs = QMenu("Recent packs of lessons", window)
        for name in MENUS:
            self._fill(self.menu.addMenu(name), name)

    def add_menu_before(self, name: str, title: str) -> QMenu:
        """An empty menu before another, for another part of the window to fill."""
        made = QMenu(title, self.menu)
        at = next(action for action in self.menu.actions() if action.text() == name)
        self.menu.insertMenu(at, made)
        return made

    def show_state(self, state: State) -> None:
        """Enable what can be done."""
        for entry in CHANGING:
            enabled = entry.enabled(state)
            if self._enabled[entry.id] != enabled:
                # Asking the action each time would cost more than all the rest of this.
                self._enabled[entry.id] = enabled
                self.actions[entry.id].setEnabled(enabled)
            if entry.checked is not None:
                self.actions[entry.id].setChecked(entry.checked(state))
            if entry.title is not None and self.actions[entry.id].text() != (title := entry.title(state)):
                self.actions[entry.id].setText(title)

    def show_recent(self, paths: tuple[str, ...]) -> None:
        """The recent files, newest first."""
        self._recent.clear()
        self._recent.setEnabled(bool(paths))
        for path in paths:
            self._add_network(self._recent, path, path)

    def show_packs(self, paths: tuple[str, ...]) -> None:
        """The recent packs of lessons, newest first, and the tutor's own."""
        self._packs.clear()
        for path, text in (("", "The tutor’s own lessons"), *((path, path) for path in paths)):
            action = self._packs.addAction(text.replace("&", "&&"))
            action.setData(path)
            action.triggered.connect(self._ask_pack)

    def _action(self, entry: Command) -> QAction:
        action = QAction(entry.text, self._window)
        action.setShortcuts([QKeySequence(key) for key in entry.keys])
        action.setData(entry)
        action.setCheckable(entry.checked is not None)
        keys = keys_text(entry)
        action.setToolTip(f"{entry.text.rstrip('…')} ({keys})" if keys else entry.text.rstrip("…"))
        action.setStatusTip(entry.tip)
        action.triggered.connect(self._triggered)
        self._window.addAction(action)
        return action

    def _fill(self, menu: QMenu, name: str) -> None:
        for entry in COMMANDS:
            if entry.menu == name:
                if entry.id in GROUPS and not menu.isEmpty():
                    menu.addSeparator()
                menu.addAction(self.actions[entry.id])
                if entry.id == "open":
                    ready = menu.addMenu("Ready-made networks")
                    for network in READY_MADE:
                        self._add_network(ready, network.title, str(network.path))
                    menu.addMenu(self._recent)
                if entry.id == "open-pack":
                    menu.addMenu(self._packs)

    def _add_network(self, menu: QMenu, text: str, path: str) -> None:
        action = menu.addAction(text.replace("&", "&&"))
        action.setData(path)
        action.triggered.connect(self._ask_network)

    def _triggered(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        self.requested.emit(action.data())

    def _ask_pack(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        self.pack_requested.emit(action.data())

    def _ask_network(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        self.network_requested.emit(action.data())
