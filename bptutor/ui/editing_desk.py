"""All of editing in one place: numbers, the network's shape, the examples, and the commands for them."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from bptutor.study.edit_actions import RecomputeToHere
from bptutor.study.state import State
from bptutor.study.views.edit_view import edit_view
from bptutor.trace.symbols import Namer
from bptutor.ui.bridge import Bridge
from bptutor.ui.canvas.widget import NetworkCanvas
from bptutor.ui.cost_panels import CostPanels
from bptutor.ui.docks import Docks
from bptutor.ui.editing import Editing
from bptutor.ui.editing_data import DataEditing
from bptutor.ui.editing_network import NetworkEditing
from bptutor.ui.menus import Menus
from bptutor.ui.panels.data import DataPanel
from bptutor.ui.panels.edit_bar import EditBar
from bptutor.ui.panels.values_table import ValuesTable
from bptutor.ui.theme import ThemeManager
from bptutor.ui.window_commands import WindowCommands


class EditingDesk(QObject):
    """`bar` and `data` are for the window to put up; `take` puts them to work once all else is there."""

    def __init__(self, bridge: Bridge, themes: ThemeManager, window: QWidget) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._themes = themes
        self._window = window
        self.bar = EditBar(themes)
        self.data = DataPanel(themes)
        self._docks: Docks | None = None
        self.bar.recompute_requested.connect(self._recompute)

    def take(
        self,
        canvas: NetworkCanvas,
        table: ValuesTable,
        cost: CostPanels,
        commands: WindowCommands,
        menus: Menus,
        docks: Docks,
    ) -> None:
        """Begin. To be called last: an editor looks where numbers are drawn once the panels have been shown a
        change."""
        self._docks = docks
        self.numbers = Editing(self._bridge, self._themes, canvas, table, self)
        self.network = NetworkEditing(
            self._bridge, self._themes, self.numbers, commands.files, menus, self._window
        )
        self.examples = DataEditing(self._bridge, self._themes, self.numbers, self.data, self._window)
        cost.value_requested.connect(self.numbers.drag_slice)
        cost.released.connect(self.numbers.let_go)
        for name, does in (
            ("edit_value", self.numbers.edit_in_hand),
            ("network", self.network.open),
            ("new_network", self.network.ask_new),
            ("duplicate", self.network.duplicate),
            ("data", self._show_data),
            ("import_data", self.examples.files.ask_to_import),
            ("export_data", self.examples.files.ask_to_export),
            ("generate", self.examples.files.ask_to_generate),
        ):
            commands.add(name, does)

    def show_state(self, state: State, namer: Namer) -> None:
        """Show what there is to say after an edit."""
        self.bar.show_view(edit_view(state, namer))

    def _show_data(self) -> None:
        if self._docks is not None:
            self._docks.bring("data")
            self.data.table.setFocus()

    def _recompute(self) -> None:
        self._bridge.do(RecomputeToHere())
