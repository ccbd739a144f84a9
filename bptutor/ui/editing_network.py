"""The window “Network” and its neighbours: changing the shape and the rules, a new network, a copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from bptutor.foundation.errors import TutorError
from bptutor.study.actions import OpenDocument
from bptutor.study.edit_actions import Edit, EditValue
from bptutor.study.edit_reduce import document_in_sight
from bptutor.study.state import State
from bptutor.trace.keys import RATE
from bptutor.ui.bridge import Bridge
from bptutor.ui.editing import Editing
from bptutor.ui.file_commands import FileCommands
from bptutor.ui.menus import Menus
from bptutor.ui.theme import ThemeManager

if TYPE_CHECKING:
    from bptutor.ui.panels.structure import StructureWindow


class NetworkEditing(QObject):
    """Makes the window when it is first asked for, and shows it each state while it is open."""

    def __init__(
        self,
        bridge: Bridge,
        themes: ThemeManager,
        editing: Editing,
        files: FileCommands,
        menus: Menus,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._menus = menus
        self._bridge = bridge
        self._themes = themes
        self._editing = editing
        self._files = files
        self._window = window
        self._panel: StructureWindow | None = None
        bridge.changed.connect(self._follow)

    def open(self) -> None:
        """Open the window, or bring it to the front."""
        if self._panel is None:
            from bptutor.ui.panels.structure import StructureWindow

            self._panel = StructureWindow(self._themes, self._window)
            self._panel.edit_requested.connect(self._edit)
            self._panel.rate_typed.connect(self._type_rate)
            self._panel.new_requested.connect(self.ask_new)
            self._panel.duplicate_requested.connect(self.duplicate)
            self._panel.take_actions(self._menus.actions["undo"], self._menus.actions["redo"])
        self._show(self._bridge.state)
        if self._panel.isVisible():
            self._panel.activateWindow()
        else:
            self._panel.show()

    def ask_new(self) -> None:
        """Ask how large a new network is, and go on with it."""
        from bptutor.ui.dialogs.new_network import NewNetworkWindow

        dialog = NewNetworkWindow(self._themes, self._window)
        dialog.chosen.connect(self._files.take)
        dialog.open()

    def duplicate(self) -> None:
        """Go on with a copy of the network in sight; the file stays as it is."""
        document = document_in_sight(self._bridge.state)
        name = f"{document.name} copy" if document.name else "copy"
        self._bridge.do(OpenDocument(replace(document, name=name)))
        self._files.kept.note_new()

    def _edit(self, edit: Edit) -> None:
        """Make a change; where it cannot be, the window says why."""
        assert self._panel is not None
        try:
            edit.change(document_in_sight(self._bridge.state))
        except TutorError as error:
            self._panel.show_problem(str(error))
            return
        self._panel.show_problem("")
        self._bridge.do(edit)

    def _type_rate(self, text: str) -> None:
        assert self._panel is not None
        try:
            value = self._editing.read(text)
        except TutorError as error:
            self._panel.rules.show_problem(str(error))
            return
        self._panel.rules.show_problem(self._editing.attempt(EditValue(RATE, value)))

    def _show(self, state: State) -> None:
        from bptutor.study.views.structure_view import structure_view

        assert self._panel is not None
        self._panel.show_view(structure_view(state))

    def _follow(self, before: State, after: State) -> None:
        if self._panel is not None and self._panel.isVisible() and before.timeline is not after.timeline:
            self._show(after)
