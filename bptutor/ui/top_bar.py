"""The bar at the top: the rooms, the conventions in force, and the way to every action."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QMenu, QSizePolicy, QWidget

from bptutor.engine.costs import COSTS
from bptutor.study.state import Room, State
from bptutor.trace.symbols import NOTATIONS
from bptutor.ui.menus import Menus
from bptutor.ui.theme import ThemeManager, set_kind
from bptutor.ui.widgets.buttons import ChipButton, IconButton
from bptutor.ui.widgets.segmented import Segmented

COST_TEXTS = {
    "squared_error": "C = Σ(ŷ − y)²",
    "half_squared_error": "C = ½Σ(ŷ − y)²",
    "binary_cross_entropy": "C = −Σ y ln ŷ + (1−y) ln(1−ŷ)",
    "cross_entropy": "C = −Σ y ln ŷ",
}
SLOPES = {0.0: "0", 0.5: "½", 1.0: "1"}
REDUCTIONS = {"mean": "mean", "sum": "sum"}
ROOMY, AMPLE = 1100, 900


class TopBar(QFrame):
    """Shows a state's room and conventions, and asks for others: `convention_requested(name, value)`."""

    room_requested = Signal(object)
    convention_requested = Signal(str, object)
    notation_requested = Signal(str)

    def __init__(self, themes: ThemeManager, menus: Menus) -> None:
        super().__init__()
        self._themes = themes
        set_kind(self, "bar")
        self._menu = IconButton(themes, "menu", "Menu")
        self._menu.setMenu(menus.menu)
        self._menu.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        self._title = QLabel("Backprop Tutor")
        self._rooms = Segmented(themes, [room.value for room in Room], "Rooms")
        self._cost = self._chip("Cost", "cost", {name: COST_TEXTS[name] for name in COSTS})
        self._reduction = self._chip("Over the examples", "reduction", REDUCTIONS)
        self._slope = self._chip(
            "Slope of ReLU at zero", "relu_slope_at_zero", {s: f"g′(0) = {t}" for s, t in SLOPES.items()}
        )
        self._notation = _notations()
        self._find = ChipButton(themes, "Find action…", "Find action")
        self._find.clicked.connect(menus.actions["find-action"].trigger)
        self._panels = ChipButton(themes, "Panels", "Show or hide the side panels")
        self._panels.clicked.connect(menus.actions["panels"].trigger)
        self._row = QHBoxLayout(self)
        left: tuple[QWidget, ...] = (self._menu, self._title, self._rooms)
        right: tuple[QWidget, ...] = (
            self._cost,
            self._reduction,
            self._notation,
            self._slope,
            self._find,
            self._panels,
        )
        for widget in left:
            self._row.addWidget(widget)
        self._row.addStretch(1)
        for widget in right:
            self._row.addWidget(widget)
        self._rooms.currentChanged.connect(self._ask_room)
        self._notation.activated.connect(self._ask_notation)
        themes.changed.connect(self._follow_theme)
        self._follow_theme()

    def show_state(self, state: State) -> None:
        """Show the room and the conventions in force, silently."""
        network = state.network
        with QSignalBlocker(self._rooms), QSignalBlocker(self._notation):
            self._rooms.setCurrentIndex(list(Room).index(state.room))
            self._notation.setCurrentIndex(self._notation.findData(state.notation))
        text = COST_TEXTS[network.cost.name]
        self._cost.show_setting(text.replace("Σ", "") if network.widths[-1] == 1 else text)
        several = state.document.examples is not None and len(state.document.examples) > 1
        self._reduction.show_setting("J = (1/m) Σ C" if network.reduction == "mean" else "J = Σ C")
        self._reduction.setProperty("wanted", several)
        self._slope.show_setting(f"g′(0) = {SLOPES[network.relu_slope_at_zero]}")
        self._slope.setProperty("wanted", any(layer.activation.has_kink for layer in network.layers))
        softmax = network.layers[-1].activation.mixes
        for action in self._cost.menu().actions():
            action.setEnabled(
                (action.data()[1] == "cross_entropy") == softmax or network.cost.name == action.data()[1]
            )
        self._make_room()

    def show_drawer(self, drawer: bool) -> None:
        """Whether the side panels are a drawer, and so need a button."""
        self._panels.setVisible(drawer)
        self._make_room()

    def _chip(self, name: str, convention: str, choices: dict[str, str] | dict[float, str]) -> ChipButton:
        chip = ChipButton(self._themes, "", name)
        menu = QMenu(chip)
        group = QActionGroup(menu)
        for value, text in choices.items():
            action = menu.addAction(text)
            action.setData((convention, value))
            group.addAction(action)
        group.triggered.connect(self._ask_convention)
        chip.setMenu(menu)
        return chip

    def _ask_convention(self, action: QAction) -> None:
        convention, value = action.data()
        self.convention_requested.emit(convention, value)

    def _ask_room(self, index: int) -> None:
        self.room_requested.emit(list(Room)[index])

    def _ask_notation(self) -> None:
        self.notation_requested.emit(self._notation.currentData())

    def _follow_theme(self) -> None:
        theme = self._themes.theme
        self._row.setContentsMargins(theme.px(10), theme.px(5), theme.px(16), theme.px(5))
        self._row.setSpacing(theme.px(8))
        self._title.setFont(theme.strong)
        self._make_room()

    def _make_room(self) -> None:
        width = self.width() / self._themes.theme.scale
        self._title.setVisible(width >= AMPLE)
        self._notation.setVisible(width >= ROOMY)
        self._find.setVisible(width >= AMPLE)
        self._reduction.setVisible(bool(self._reduction.property("wanted")) and width >= ROOMY)
        self._slope.setVisible(bool(self._slope.property("wanted")) and width >= AMPLE)
        self._cost.setVisible(width >= AMPLE - 200)

    # Qt's own names

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()


def _notations() -> QComboBox:
    box = QComboBox()
    box.setAccessibleName("Notation")
    box.setToolTip("Notation")
    box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    for notation in NOTATIONS.values():
        box.addItem(notation.title, notation.name)
    return box
