"""All of editing in one place: numbers, the network's shape, the examples, and the commands for them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from bptutor.study.edit_actions import RecomputeToHere
from bptutor.study.state import State
from bptutor.study.views.edit_view import edit_view
from bptutor.trace.symbols import Namer
from bptutor.ui.bridge import Bridge
from bptutor.ui.canvas.widget import NetworkCanvas
from bptutor.ui.cost_panels import CostPanels
from bptutor.ui.docks import Docks
from bptutor.ui.editing import Editing
from bptutor.ui.editing_menu import ValueMenu
from bptutor.ui.editing_network import NetworkEditing
from bptutor.ui.menus import Menus
from bptutor.ui.panels.edit_bar import EditBar
from bptutor.ui.panels.values_table import ValuesTable
from bptutor.ui.surface_desk import SurfaceDesk
from bptutor.ui.theme import ThemeManager
from bptutor.ui.window_commands import WindowCommands

if TYPE_CHECKING:
    from bptutor.ui.editing_data import DataEditing
    from bptutor.ui.panels.data import DataPanel
    from bptutor.ui.panels.data_pages import DataPages
    from bptutor.ui.weights_desk import WeightsDesk

OWN = frozenset({".bpnet", ".json", ""})
SOON_MS = 90  # the plots and the guides come first


class EditingDesk(QObject):
    """`bar` and `data_place` are for the window to put up; `take` puts them to work once all else is there.

    The table of examples is made after the window is first painted, or when it is first needed."""

    def __init__(self, bridge: Bridge, themes: ThemeManager, window: QWidget) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._themes = themes
        self._window = window
        self.bar = EditBar(themes)
        self.data_place = QFrame()
        QVBoxLayout(self.data_place).setContentsMargins(0, 0, 0, 0)
        self._data: DataPanel | None = None
        self._pages: DataPages | None = None
        self._weights: WeightsDesk | None = None
        self._examples: DataEditing | None = None
        self._docks: Docks | None = None
        self.surface = SurfaceDesk(bridge, themes, window)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._make_data)
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
        self.value_menu = ValueMenu(canvas, self.numbers, self._bridge)
        self.network = NetworkEditing(
            self._bridge, self._themes, self.numbers, commands.files, menus, self._window
        )
        self.surface.attach(docks["data"], self._step_example)
        cost.value_requested.connect(self.numbers.drag_slice)
        cost.released.connect(self.numbers.let_go)
        for name, does in (
            ("edit_value", self.numbers.edit_in_hand),
            ("network", self.network.open),
            ("new_network", self.network.ask_new),
            ("duplicate", self.network.duplicate),
            ("data", self._show_data),
            ("surface", self._show_surface),
            ("import_weights", self._ask_for_weights),
            ("import_data", self._ask_to_import),
            ("export_data", self._ask_to_export),
            ("generate", self._ask_to_generate),
        ):
            commands.add(name, does)

    @property
    def data(self) -> DataPanel:
        """The table of examples."""
        self._make_data()
        assert self._data is not None
        return self._data

    @property
    def examples(self) -> DataEditing:
        """What is done to the examples."""
        self._make_data()
        assert self._examples is not None
        return self._examples

    def make_soon(self) -> None:
        """Make the table of examples when the window has been painted."""
        if self._data is None:
            self._soon.start(SOON_MS)

    def _make_data(self) -> None:
        if self._data is not None:
            return
        from bptutor.ui.editing_data import DataEditing
        from bptutor.ui.panels.data import DataPanel
        from bptutor.ui.panels.data_pages import DataPages

        self._data = DataPanel(self._themes)
        self._pages = DataPages(self._themes, self._data, self.surface.place)
        self._pages.surface_shown.connect(self.surface.turn)
        self.surface.made.connect(self._pages.add_corner)
        layout = self.data_place.layout()
        assert layout is not None
        layout.addWidget(self._pages)
        self._pages.show()  # Qt would show it only at the next turn of the event loop
        self._examples = DataEditing(self._bridge, self._themes, self.numbers, self._data, self._window)

    def take_file(self, name: str) -> bool:
        """Show what a file of another program holds, if it is one of weights or of examples."""
        path = Path(name)
        if path.suffix.lower() in OWN:
            return False
        from bptutor.ui.weights_desk import is_table, is_weights

        if is_weights(path):
            self.weights.open_path(name)
        elif is_table(path):
            self.examples.files.import_from(name)
        else:
            return False
        return True

    @property
    def weights(self) -> WeightsDesk:
        """The way to take weights from a file."""
        from bptutor.ui.weights_desk import WeightsDesk

        if self._weights is None:
            self._weights = WeightsDesk(self._bridge, self._themes, self._window)
        return self._weights

    def _ask_for_weights(self) -> None:
        self.weights.ask()

    def _ask_to_import(self) -> None:
        self.examples.files.ask_to_import()

    def _ask_to_export(self) -> None:
        self.examples.files.ask_to_export()

    def _ask_to_generate(self) -> None:
        self.examples.files.ask_to_generate()

    def show_state(self, state: State, namer: Namer) -> None:
        """Show what there is to say after an edit."""
        self.bar.show_view(edit_view(state, namer))

    def _show_data(self) -> None:
        self._show_page(0)
        self.data.table.setFocus()

    def _show_surface(self) -> None:
        self._show_page(1)
        self.surface.open()

    def _show_page(self, page: int) -> None:
        self._make_data()
        if self._docks is not None and self._pages is not None:
            self._docks.bring("data")
            self._pages.show_page(page)

    def _step_example(self, example: int) -> None:
        self.examples.step(example)

    def _recompute(self) -> None:
        self._bridge.do(RecomputeToHere())
