"""The bar at the top: the rooms, the conventions in force, and the way to every action."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QSignalBlocker, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QWidget

from bptutor.engine.costs import COSTS
from bptutor.study.state import Room, State
from bptutor.trace.symbols import NOTATIONS
from bptutor.ui.menus import Menus
from bptutor.ui.theme import ThemeManager, set_kind
from bptutor.ui.widgets.buttons import ChipButton, IconButton
from bptutor.ui.widgets.choices import ChipChoice
from bptutor.ui.widgets.segmented import Segmented

COST_TEXTS = {
    "squared_error": "C = Σ(ŷ − y)²",
    "half_squared_error": "C = ½Σ(ŷ − y)²",
    "binary_cross_entropy": "C = −Σ y ln ŷ + (1−y) ln(1−ŷ)",
    "cross_entropy": "C = −Σ y ln ŷ",
}
SLOPES = {0.0: "g′(0) = 0", 0.5: "g′(0) = ½", 1.0: "g′(0) = 1"}
REDUCTIONS = {"mean": "J = (1/m) Σ C", "sum": "J = Σ C"}
NOTATION = "notation"


class TopBar(QFrame):
    """Shows a state's room and conventions, and asks for others: `convention_requested(name, value)`.

    What does not fit is not shown, the least important first; all conventions are in the menu too."""

    room_requested = Signal(object)
    convention_requested = Signal(str, object)
    notation_requested = Signal(object)  # a str

    def __init__(self, themes: ThemeManager, menus: Menus) -> None:
        super().__init__()
        self._themes = themes
        self._groups: dict[str, QActionGroup] = {}
        self._wanted: dict[QWidget, bool] = {}
        self._measured: object = None
        set_kind(self, "top")
        self._conventions = menus.add_menu_before("Help", "Conventions")
        self._menu = IconButton(themes, "menu", "Menu")
        self._menu.setToolTip(menus.actions["menu"].toolTip())
        self._menu.setMenu(menus.menu)
        self._menu.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        self._title = QLabel("Backprop Tutor")
        self._rooms = Segmented(themes, [room.value for room in Room], "Rooms")
        self._cost = self._chip("Cost", "cost", {name: COST_TEXTS[name] for name in COSTS})
        self._reduction = self._chip("Over the examples", "reduction", REDUCTIONS)
        self._slope = self._chip("Slope of ReLU at zero", "relu_slope_at_zero", SLOPES)
        notations = {notation.name: notation.title for notation in NOTATIONS.values()}
        self._notation = ChipChoice(
            themes, "Notation", [(title, name) for name, title in notations.items()], "notation "
        )
        self._choices("Notation", NOTATION, notations)
        self._find = ChipButton(themes, "Find action…", "Find action")
        self._find.setToolTip(menus.actions["find-action"].toolTip())
        self._find.clicked.connect(menus.actions["find-action"].trigger)
        self._panels = ChipButton(themes, "Panels", "Show or hide the side panels")
        self._panels.setToolTip(menus.actions["panels"].toolTip())
        self._panels.clicked.connect(menus.actions["panels"].trigger)
        self._row = QHBoxLayout(self)
        self._lay_out()
        self._rooms.currentChanged.connect(self._ask_room)
        self._notation.chosen.connect(self.notation_requested)
        themes.changed.connect(self._follow_theme)
        self._follow_theme()

    def open_menu(self) -> None:
        """Open the menu under its button. The focus goes back to where it was when the menu is shut."""
        menu = self._menu.menu()
        menu.popup(self._menu.mapToGlobal(QPoint(0, self._menu.height())))
        menu.setActiveAction(menu.actions()[0])

    def show_state(self, state: State) -> None:
        """Show the room and the conventions in force, silently."""
        network = state.network
        with QSignalBlocker(self._rooms):
            self._rooms.setCurrentIndex(list(Room).index(state.room))
        self._notation.show_data(state.notation)
        text = COST_TEXTS[network.cost.name]
        self._cost.show_setting(text.replace("Σ", "") if network.widths[-1] == 1 else text)
        self._reduction.show_setting(REDUCTIONS[network.reduction])
        self._slope.show_setting(SLOPES[network.relu_slope_at_zero])
        several = state.document.examples is not None and len(state.document.examples) > 1
        self._wanted[self._reduction] = several
        self._wanted[self._slope] = any(layer.activation.has_kink for layer in network.layers)
        self._show_choice("cost", network.cost.name)
        self._show_choice("reduction", network.reduction, several)
        self._show_choice("relu_slope_at_zero", network.relu_slope_at_zero, self._wanted[self._slope])
        self._show_choice(NOTATION, state.notation)
        softmax = network.layers[-1].activation.mixes
        for action in self._groups["cost"].actions():
            name = action.data()[1]
            action.setEnabled((name == "cross_entropy") == softmax or network.cost.name == name)
        self._make_room()

    def show_drawer(self, drawer: bool) -> None:
        """Whether the side panels are a drawer, and so need a button."""
        self._wanted[self._panels] = drawer
        self._make_room()

    def _lay_out(self) -> None:
        for left in (self._menu, self._title, self._rooms):
            self._row.addWidget(left)
        self._row.addStretch(1)
        for right in (self._cost, self._reduction, self._notation, self._slope, self._find, self._panels):
            self._row.addWidget(right)
        self._wanted[self._panels] = False

    def _chip(
        self, name: str, convention: str, choices: Mapping[str, str] | Mapping[float, str]
    ) -> ChipButton:
        chip = ChipButton(self._themes, "", name)
        chip.setMenu(self._choices(name, convention, choices))
        return chip

    def _choices(self, name: str, convention: str, choices: Mapping[str, str] | Mapping[float, str]) -> QMenu:
        """A menu of a convention's choices, which hangs in the window's menu as well."""
        menu = self._conventions.addMenu(name)
        group = self._groups[convention] = QActionGroup(menu)
        for value, text in choices.items():
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setData((convention, value))
            group.addAction(action)
        group.triggered.connect(self._ask_convention)
        return menu

    def _show_choice(self, convention: str, value: object, wanted: bool = True) -> None:
        """Check a convention's choice; a convention that the network has no use for cannot be chosen."""
        group = self._groups[convention]
        for action in group.actions():
            action.setChecked(action.data()[1] == value)
        if group.isEnabled() != wanted:
            group.setEnabled(wanted)

    def _ask_convention(self, action: QAction) -> None:
        convention, value = action.data()
        if convention == NOTATION:
            self.notation_requested.emit(value)
        else:
            self.convention_requested.emit(convention, value)

    def _ask_room(self, index: int) -> None:
        self.room_requested.emit(list(Room)[index])

    def _follow_theme(self) -> None:
        theme = self._themes.theme
        self._row.setContentsMargins(theme.px(10), theme.px(5), theme.px(16), theme.px(5))
        self._row.setSpacing(theme.px(8))
        self._title.setFont(theme.strong)
        self._title.setContentsMargins(0, 0, theme.px(8), 0)
        self._make_room()

    def _make_room(self) -> None:
        """Show as many as there is room for, the most important first."""
        theme = self._themes.theme
        texts = tuple(chip.text() for chip in (self._cost, self._reduction, self._slope))
        measured = (self.width(), theme.scale, texts, self._notation.currentText(), *self._wanted.values())
        if measured == self._measured:
            return
        self._measured = measured
        gap, margins = self._row.spacing(), self._row.contentsMargins()
        room = self.width() - margins.left() - margins.right() - gap
        room -= self._menu.sizeHint().width() + self._rooms.sizeHint().width()
        wishes = (
            self._panels,
            self._cost,
            self._slope,
            self._reduction,
            self._find,
            self._notation,
            self._title,
        )
        for widget in wishes:
            need = widget.sizeHint().width() + gap
            fits = self._wanted.get(widget, True) and need <= room
            widget.setVisible(fits)
            room -= need if fits else 0

    # Qt's own names

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()
