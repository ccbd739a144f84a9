"""What the window does itself: files, dialogs, appearance. Everything else is an action of the study."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMainWindow, QWhatsThis

from bptutor.engine.document_file import read_document, write_document
from bptutor.foundation.errors import TutorError
from bptutor.study import actions
from bptutor.ui.bridge import Bridge
from bptutor.ui.canvas.widget import NetworkCanvas
from bptutor.ui.commands import Command
from bptutor.ui.dialogs.find_action import FindAction
from bptutor.ui.dialogs.notes import about_window, keys_window
from bptutor.ui.dialogs.settings import SettingsWindow
from bptutor.ui.docks import Docks
from bptutor.ui.menus import Menus
from bptutor.ui.player_clock import PlayerClock
from bptutor.ui.session import Session
from bptutor.ui.theme import ThemeManager
from bptutor.ui.training import Trainer

FILES = "Networks (*.bpnet)"
PICTURES = "SVG (*.svg);;PDF (*.pdf);;PNG (*.png)"
MOST_ITERATIONS = 1_000_000
SCALE_STEP = 0.1


class WindowCommands(QObject):
    """Carries out the commands of the table, each by a method of the same name."""

    def __init__(
        self,
        window: QMainWindow,
        bridge: Bridge,
        themes: ThemeManager,
        session: Session,
        menus: Menus,
        clock: PlayerClock,
        trainer: Trainer,
        canvas: NetworkCanvas,
        docks: Docks,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._themes = themes
        self._session = session
        self._menus = menus
        self._trainer = trainer
        self._canvas = canvas
        self._does: dict[str, Callable[[], object]] = {
            "open": self._open,
            "save": self._save,
            "export_picture": self._export_picture,
            "print_picture": self._print_picture,
            "settings": self._settings,
            "quit": window.close,
            "play": clock.toggle,
            "next_iteration": self._next_iteration,
            "previous_iteration": self._previous_iteration,
            "run_iterations": self._run_iterations,
            "larger_text": self._larger_text,
            "smaller_text": self._smaller_text,
            "usual_text": self._usual_text,
            "fit_network": canvas.fit,
            "toggle_dark": self._toggle_dark,
            "toggle_panels": docks.toggle,
            "reset_layout": docks.reset,
            "toggle_full_screen": self._toggle_full_screen,
            "find_action": self._find_action,
            "help": self._keys,
            "whats_this": QWhatsThis.enterWhatsThisMode,
            "keys": self._keys,
            "about": self._about,
        }

    def add(self, name: str, does: Callable[[], object]) -> None:
        """Let another part of the window carry out a command of the table."""
        self._does[name] = does

    def do(self, entry: Command) -> None:
        """Carry out a command."""
        if isinstance(entry.does, str):
            self._does[entry.does]()
        else:
            self._bridge.do(entry.does)

    def open_path(self, name: str) -> None:
        """Open a network file; what is wrong with it is said, and the present network stays."""
        path = Path(name)
        try:
            document = read_document(path)
        except TutorError as error:
            self._bridge.refused.emit(str(error))
            return
        self._bridge.do(actions.OpenDocument(document, path))
        self._session.note_opened(path)
        self._menus.show_recent(self._session.settings.recent)

    def run(self, count: int) -> None:
        """Train on for `count` iterations."""
        state = self._bridge.state
        self._trainer.start(state.document, state.run, count)

    def _open(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self._window, "Open network", self._folder(), FILES)
        if name:
            self.open_path(name)

    def _save(self) -> None:
        state = self._bridge.state
        suggested = str(Path(self._folder()) / f"{state.document.name or 'network'}.bpnet")
        name, _kind = QFileDialog.getSaveFileName(self._window, "Save network", suggested, FILES)
        if not name:
            return
        path = Path(name if name.endswith(".bpnet") else f"{name}.bpnet")
        try:
            write_document(path, replace(state.document, network=state.network))
        except TutorError as error:
            self._bridge.refused.emit(str(error))
            return
        self._session.note_opened(path)
        self._menus.show_recent(self._session.settings.recent)

    def _folder(self) -> str:
        path = self._bridge.state.path
        ours = path is not None and path.parent.name == "networks" and path.parent.parent.name == "resources"
        return "" if path is None or ours else str(path.parent)

    def _settings(self) -> None:
        dialog = SettingsWindow(self._themes, self._bridge.state.notation, self._window)
        dialog.notation_requested.connect(self._set_notation)
        dialog.open()

    def _set_notation(self, name: str) -> None:
        self._bridge.do(actions.SetNotation(name))

    def _next_iteration(self) -> None:
        self._bridge.do(actions.GoToIteration(self._bridge.state.iteration + 1))

    def _previous_iteration(self) -> None:
        self._bridge.do(actions.GoToIteration(self._bridge.state.iteration - 1))

    def _run_iterations(self) -> None:
        count, sure = QInputDialog.getInt(
            self._window, "Run iterations", "How many iterations?", 100, 1, MOST_ITERATIONS
        )
        if sure:
            self.run(count)

    def _larger_text(self) -> None:
        self._themes.set_scale(round(self._themes.scale + SCALE_STEP, 2))

    def _smaller_text(self) -> None:
        self._themes.set_scale(round(self._themes.scale - SCALE_STEP, 2))

    def _usual_text(self) -> None:
        self._themes.set_scale(1.0)

    def _toggle_dark(self) -> None:
        self._themes.set_mode("light" if self._themes.theme.dark else "dark")

    def _toggle_full_screen(self) -> None:
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def _find_action(self) -> None:
        dialog = FindAction(list(self._menus.actions.values()), self._themes, self._window)
        dialog.chosen.connect(self._trigger)
        dialog.open()

    def _trigger(self, action: object) -> None:
        from PySide6.QtGui import QAction

        assert isinstance(action, QAction)
        action.trigger()

    def _keys(self) -> None:
        keys_window(self._themes, self._window).open()

    def _about(self) -> None:
        about_window(self._window).open()

    def _export_picture(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(self._window, "Export picture", "network.svg", PICTURES)
        if name:
            self._canvas.export_to(Path(name))

    def _print_picture(self) -> None:
        self._canvas.print_picture()
