"""What the window does itself: dialogs, appearance, runs. Dialogs are imported when they are asked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QWhatsThis

from bptutor.study import actions
from bptutor.study.practise_scene import ONLY_OWN, in_exercise
from bptutor.study.speeds import neighbour
from bptutor.ui.bridge import Bridge
from bptutor.ui.canvas.widget import NetworkCanvas
from bptutor.ui.commands import Command
from bptutor.ui.docks import Docks
from bptutor.ui.file_commands import FileCommands
from bptutor.ui.menus import Menus
from bptutor.ui.player_clock import PlayerClock
from bptutor.ui.session import Session
from bptutor.ui.theme import ThemeManager
from bptutor.ui.training import ENDLESS, Trainer

MOST_ITERATIONS = 1_000_000
SCALE_STEP = 0.1

Deeds = dict[str, Callable[[], object]]  # what is done for each name in the table of commands


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
        self.files = FileCommands(window, bridge, session, canvas)
        self.files.recent_changed.connect(self._show_recent)
        self._does: Deeds = {
            **self._with_files(canvas),
            **self._with_steps(clock),
            **self._with_looks(canvas, docks),
            **self._with_help(),
        }

    def _with_files(self, canvas: NetworkCanvas) -> Deeds:
        return {
            "open": self.files.ask_to_open,
            "save": self.files.save,
            "save_as": self.files.ask_to_save,
            "export_picture": self.files.ask_to_export,
            "print_picture": canvas.print_picture,
            "copy_link": self.files.copy_link,
            "settings": self._settings,
            "quit": self._window.close,
        }

    def _with_steps(self, clock: PlayerClock) -> Deeds:
        return {
            "play": clock.toggle,
            "play_faster": self._play_faster,
            "play_slower": self._play_slower,
            "next_iteration": self._next_iteration,
            "previous_iteration": self._previous_iteration,
            "run_iterations": self._run_iterations,
            "run_on": self.run_on,
            "pause": self.pause,
        }

    def _with_looks(self, canvas: NetworkCanvas, docks: Docks) -> Deeds:
        return {
            "larger_text": self._larger_text,
            "smaller_text": self._smaller_text,
            "usual_text": self._usual_text,
            "fit_network": canvas.fit,
            "toggle_dark": self._toggle_dark,
            "toggle_panels": docks.toggle,
            "reset_layout": docks.reset,
            "toggle_full_screen": self._toggle_full_screen,
        }

    def _with_help(self) -> Deeds:
        return {
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

    def run(self, count: int) -> None:
        """Train on for `count` iterations."""
        state = self._bridge.state
        if in_exercise(state):
            self._bridge.refused.emit(ONLY_OWN)
        else:
            self._trainer.start(state.document, state.run, count)

    def run_on(self) -> None:
        """Train on until somebody stops it; stop what is on."""
        if self._trainer.running:
            self._trainer.stop()
        else:
            self.run(ENDLESS)

    def pause(self) -> None:
        """Halt what is on, or go on with what was halted."""
        state = self._bridge.state
        if self._trainer.running:
            self._trainer.pause()
        elif not in_exercise(state):
            self._trainer.go_on(state.document, state.run)

    def _show_recent(self) -> None:
        self._menus.show_recent(self._session.settings.recent)

    def _settings(self) -> None:
        from bptutor.ui.dialogs.settings import SettingsWindow

        dialog = SettingsWindow(self._themes, self._bridge.state.notation, self._window)
        dialog.notation_requested.connect(self._set_notation)
        dialog.open()

    def _set_notation(self, name: str) -> None:
        self._bridge.do(actions.SetNotation(name))

    def _play_faster(self) -> None:
        self._bridge.do(actions.SetSpeed(neighbour(self._bridge.state.speed, 1)))

    def _play_slower(self) -> None:
        self._bridge.do(actions.SetSpeed(neighbour(self._bridge.state.speed, -1)))

    def _next_iteration(self) -> None:
        self._bridge.do(actions.GoToIteration(self._bridge.state.iteration + 1))

    def _previous_iteration(self) -> None:
        self._bridge.do(actions.GoToIteration(self._bridge.state.iteration - 1))

    def _run_iterations(self) -> None:
        from PySide6.QtWidgets import QInputDialog

        dialog = QInputDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle("Run iterations")
        dialog.setLabelText("How many iterations?")
        dialog.setInputMode(QInputDialog.InputMode.IntInput)
        dialog.setIntRange(1, MOST_ITERATIONS)
        dialog.setIntValue(100)
        dialog.intValueSelected.connect(self.run)
        dialog.open()

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
        from bptutor.ui.dialogs.find_action import FindAction

        dialog = FindAction(list(self._menus.actions.values()), self._themes, self._window)
        dialog.chosen.connect(self._trigger)
        dialog.open()

    def _trigger(self, action: QAction) -> None:
        action.trigger()

    def _keys(self) -> None:
        from bptutor.ui.dialogs.notes import keys_window

        keys_window(self._themes, self._window).open()

    def _about(self) -> None:
        from bptutor.ui.dialogs.notes import about_window

        about_window(self._themes, self._window).open()
