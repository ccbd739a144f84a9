"""The bar at the top: the rooms, the conventions in force, and the way to every action."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSignalBlocker, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from bptutor.study.state import Room, State
from bptutor.ui.convention_chips import ConventionChips
from bptutor.ui.menus import Menus
from bptutor.ui.theme import ThemeManager, set_kind
from bptutor.ui.widgets.buttons import ChipButton, IconButton
from bptutor.ui.widgets.segmented import Segmented


class TopBar(QFrame):
    """Shows a state's room and conventions, and asks for others: `convention_requested(name, value)`.

    What does not fit is not shown, the least important first; the conventions always are."""

    room_requested = Signal(object)
    convention_requested = Signal(str, object)
    notation_requested = Signal(object)  # a str

    def __init__(self, themes: ThemeManager, menus: Menus) -> None:
        super().__init__()
        self._themes = themes
        self._wanted: dict[QWidget, bool] = {}
        self._measured: object = None
        set_kind(self, "top")
        self._menu = IconButton(themes, "menu", "Menu")
        self._menu.setToolTip(menus.actions["menu"].toolTip())
        self._menu.setMenu(menus.menu)
        self._menu.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        self._title = QLabel("Backprop Tutor")
        self._rooms = Segmented(themes, [room.value for room in Room], "Rooms")
        self._conventions = ConventionChips(themes, menus.add_menu_before("Help", "Conventions"))
        self._find = ChipButton(themes, "Find action…", "Find action")
        self._find.setToolTip(menus.actions["find-action"].toolTip())
        self._find.clicked.connect(menus.actions["find-action"].trigger)
        self._panels = ChipButton(themes, "Panels", "Show or hide the side panels")
        self._panels.setToolTip(menus.actions["panels"].toolTip())
        self._panels.clicked.connect(menus.actions["panels"].trigger)
        self._row = QHBoxLayout(self)
        self._lay_out()
        self._rooms.currentChanged.connect(self._ask_room)
        self._conventions.convention_requested.connect(self.convention_requested)
        self._conventions.notation_requested.connect(self.notation_requested)
        themes.changed.connect(self._follow_theme)
        self._follow_theme()

    def open_menu(self) -> None:
        """Open the menu under its button. The focus goes back to where it was when the menu is shut."""
        menu = self._menu.menu()
        menu.popup(self._menu.mapToGlobal(QPoint(0, self._menu.height())))
        menu.setActiveAction(menu.actions()[0])

    def open_conventions(self) -> None:
        """Open the card with every convention and every choice of notation."""
        self._conventions.open_card()

    def show_state(self, state: State) -> None:
        """Show the room and the conventions in force, silently."""
        with QSignalBlocker(self._rooms):
            self._rooms.setCurrentIndex(list(Room).index(state.room))
        self._conventions.show_state(state)
        self._make_room()

    def show_drawer(self, drawer: bool) -> None:
        """Whether the side panels are a drawer, and so need a button."""
        self._wanted[self._panels] = drawer
        self._make_room()

    def _lay_out(self) -> None:
        for left in (self._menu, self._title, self._rooms):
            self._row.addWidget(left)
        self._row.addStretch(1)
        for right in (self._conventions, self._find, self._panels):
            self._row.addWidget(right)
        self._wanted[self._panels] = False

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
        measured = (self.width(), theme.scale, self._conventions.measured, *self._wanted.values())
        if measured == self._measured:
            return
        self._measured = measured
        gap, margins = self._row.spacing(), self._row.contentsMargins()
        room = self.width() - margins.left() - margins.right() - gap
        room -= self._menu.sizeHint().width() + self._rooms.sizeHint().width()
        # The conventions come before all that has a key too.
        if self._wanted[self._panels]:
            room -= self._panels.sizeHint().width() + gap
        self._panels.setVisible(self._wanted[self._panels])
        room -= self._conventions.fit(room - gap) + gap
        for widget in (self._find, self._title):
            need = widget.sizeHint().width() + gap
            fits = need <= room
            widget.setVisible(fits)
            room -= need if fits else 0

    # Qt's own names

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()
