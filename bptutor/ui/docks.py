"""Where the panels are: two columns in a wide window, tabs in a narrow one, a drawer in a very narrow one."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QDockWidget, QFrame, QMainWindow, QTabBar, QTabWidget, QVBoxLayout, QWidget

from bptutor.ui.theme import ThemeManager, set_kind
from bptutor.ui.theme_fonts import text_font
from bptutor.ui.widgets.docks import DockTitle

WIDE, NARROW = 1180, 820
GUIDE_WIDTH, SIDE_WIDTH = 320, 300
SHARES = {"slice": 165, "curve": 200, "values": 330}  # of the right column's height
TABLES = frozenset({"values", "data"})
BEHIND = {"data": "values"}  # in columns one is a tab behind the other
TAB_TEXT, TAB_PADDING = 13, 8  # as in the style sheet
BOTH = 480  # the least width for an open drawer and what is beside it
LEFT, RIGHT = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea


class Arrangement(Enum):
    """How the docks stand."""

    COLUMNS = "columns"
    TABS = "tabs"
    DRAWER = "drawer"


def arrangement_for(width: float) -> Arrangement:
    """The arrangement for a window's width, in pixels at 100 % text."""
    if width >= WIDE:
        return Arrangement.COLUMNS
    return Arrangement.TABS if width >= NARROW else Arrangement.DRAWER


class Docks:
    """The docks of a window. `guide` is the left one; the others stand in the right column, top to bottom."""

    def __init__(
        self, window: QMainWindow, themes: ThemeManager, panels: Mapping[str, tuple[str, QWidget]]
    ) -> None:
        self._window = window
        self._themes = themes
        self._first = next(iter(panels))
        self._columns: dict[str, QVBoxLayout] = {}
        self._long_titles = {name: title for name, (title, _panel) in panels.items()}
        self._docks = {name: self._dock(name, title, panel) for name, (title, panel) in panels.items()}
        self._titles = [DockTitle(themes, dock) for name, dock in self._docks.items() if name != self._first]
        self._docks[self._first].setTitleBarWidget(QWidget())
        themes.changed.connect(self._follow_theme)
        self._set_margins()
        self.arrangement: Arrangement | None = None
        self._left: tuple[Arrangement | None, QByteArray] = (None, QByteArray())
        self._scale = themes.scale
        self.guided = False  # whether the drawer opens with the window, for the guide is what is read
        window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        window.setDockOptions(
            QMainWindow.DockOption.AllowTabbedDocks | QMainWindow.DockOption.AllowNestedDocks
        )
        for corner in (Qt.Corner.BottomLeftCorner, Qt.Corner.TopLeftCorner):
            window.setCorner(corner, LEFT)
        for corner in (Qt.Corner.BottomRightCorner, Qt.Corner.TopRightCorner):
            window.setCorner(corner, RIGHT)

    def __getitem__(self, name: str) -> QDockWidget:
        return self._docks[name]

    def names(self) -> list[str]:
        """The docks' names, the guide first."""
        return list(self._docks)

    @property
    def is_drawer(self) -> bool:
        """Whether the panels are a drawer, which is shut at first."""
        return self.arrangement is Arrangement.DRAWER

    def parts(self) -> list[QWidget]:
        """The panels as one reads them, the guide first; a bar of tabs before its panels."""
        frames = {name: column.parentWidget() for name, column in self._columns.items()}
        bars: list[QWidget] = list(
            self._window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
        )
        if self.arrangement is not Arrangement.COLUMNS:
            return [*bars, *frames.values()]
        behind = [frame for name, frame in frames.items() if name in (*BEHIND, *BEHIND.values())]
        alone = [frame for frame in frames.values() if frame not in behind]
        return [*alone, *bars, *behind]

    def reset(self) -> None:
        """All panels where they belong in the present arrangement."""
        if self.arrangement is not None:
            self.arrange(self.arrangement)

    def set_title(self, name: str, title: str) -> None:
        """Another title for a dock."""
        if title != self._long_titles[name]:
            self._long_titles[name] = title
            self._write_titles()

    def _write_titles(self) -> None:
        """Whole titles over columns, one word on a tab."""
        for name, dock in self._docks.items():
            whole = self.arrangement is Arrangement.COLUMNS or name == self._first
            title = self._long_titles[name] if whole else name.capitalize()
            if dock.windowTitle() != title:
                dock.setWindowTitle(title)
        self._leave_room_for_tabs()

    def _leave_room_for_tabs(self) -> None:
        """Tabs are never cut: the panels are at least as wide as all of their titles."""
        frame = self._columns[self._first].parentWidget()
        if self.arrangement in (None, Arrangement.COLUMNS):
            frame.setMinimumWidth(0)
            return
        px = self._themes.theme.px
        metrics = QFontMetrics(text_font(px(TAB_TEXT), QFont.Weight.DemiBold))
        titles = [dock.windowTitle() for dock in self._docks.values()]
        texts = sum(metrics.horizontalAdvance(title) for title in titles)
        frame.setMinimumWidth(texts + len(titles) * (px(2 * TAB_PADDING) + 4) + px(TAB_PADDING))

    def fit(self, width: int) -> None:
        """Take the arrangement that fits a window's width, if it is not in force already."""
        wanted = arrangement_for(width / self._themes.theme.scale)
        if wanted is not self.arrangement:
            self.arrange(wanted)
        self._cover()

    def arrange(self, wanted: Arrangement) -> None:
        """Put all docks where the arrangement wants them."""
        self.arrangement = wanted
        px = self._themes.theme.px
        first, *others = self._docks.values()
        focused = self._window.focusWidget()
        for dock in self._docks.values():
            dock.setFloating(False)
            self._window.removeDockWidget(dock)
        self._window.addDockWidget(LEFT, first)
        if wanted is Arrangement.COLUMNS:
            for name, dock in self._docks.items():
                if name != self._first:
                    self._window.addDockWidget(RIGHT, dock)
                if name in BEHIND:
                    self._window.tabifyDockWidget(self._docks[BEHIND[name]], dock)
        else:
            for dock in others:
                self._window.addDockWidget(LEFT, dock)
                self._window.tabifyDockWidget(first, dock)
        for dock in self._docks.values():
            dock.setVisible(wanted is not Arrangement.DRAWER or self.guided)
        first.raise_()
        for front in BEHIND.values():
            if wanted is Arrangement.COLUMNS:
                self._docks[front].raise_()
        width = px(GUIDE_WIDTH) if wanted is Arrangement.COLUMNS else px(GUIDE_WIDTH - 28)
        self._window.resizeDocks([first], [width], Qt.Orientation.Horizontal)
        if wanted is Arrangement.COLUMNS and others:
            self._window.resizeDocks(others[:1], [px(SIDE_WIDTH)], Qt.Orientation.Horizontal)
            stacked = {name: dock for name, dock in self._docks.items() if name in SHARES}
            shares = [px(SHARES[name]) for name in stacked]
            self._window.resizeDocks(list(stacked.values()), shares, Qt.Orientation.Vertical)
        self._write_titles()
        self._hide_spare_tab_bars()
        for bar in self._titles:
            bar.follow()
        self._give_back(focused)

    def _give_back(self, focused: QWidget | None) -> None:
        """The keyboard to where it was: a dock that is taken out of the window loses it. Its panel comes to
        the front."""
        for dock in self._docks.values():
            if focused is not None and dock.isAncestorOf(focused) and focused.isVisible():
                dock.raise_()
                focused.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow_theme(self) -> None:
        """The columns grow with the text."""
        grown, self._scale = self._themes.scale / self._scale, self._themes.scale
        self._set_margins()
        self._leave_room_for_tabs()
        # One of each column: Qt calls a tab that lies behind visible, with the width that it had before.
        columns = list(self._docks.values())[: 2 if self.arrangement is Arrangement.COLUMNS else 1]
        shown = [dock for dock in columns if dock.isVisible() and not dock.isFloating()]
        if grown != 1.0 and shown:
            widths = [round(dock.width() * grown) for dock in shown]
            self._window.resizeDocks(shown, widths, Qt.Orientation.Horizontal)

    def _set_margins(self) -> None:
        """A panel begins and ends where its title does; the guide has margins of its own."""
        px = self._themes.theme.px
        for name, column in self._columns.items():
            if name == self._first:
                column.setContentsMargins(0, 0, 0, 0)
            elif name in TABLES:
                # A table's focus ring is 2 px within it, and its scroll bar stands in the margin.
                column.setContentsMargins(px(16) - 2, 0, px(2), px(8))
            else:
                column.setContentsMargins(px(16), 0, px(16), px(8))

    def _hide_spare_tab_bars(self) -> None:
        """Qt keeps the tab bars of docks that are no longer tabbed, for a while in sight.

        It takes such a bar again for others, and leaves it hidden."""
        columns = self.arrangement is Arrangement.COLUMNS
        tabbed = {self._docks[name].windowTitle() for name in (*BEHIND, *BEHIND.values())}
        for bar in self._window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
            bar.setAccessibleName("Panels")
            titles = {bar.tabText(index) for index in range(bar.count())}
            bar.setVisible(len(titles) > 1 and (not columns or titles <= tabbed))

    def bring(self, name: str) -> None:
        """A panel to the front, and out of a shut drawer."""
        if not self._docks[name].isVisible():
            for dock in self._docks.values():
                dock.setVisible(True)
        self._docks[name].raise_()

    def raise_beside(self, name: str) -> None:
        """A panel to the front where it does not cover the guide; what is put away stays so."""
        dock = self._docks[name]
        if not dock.isHidden() and self._docks[self._first] not in self._window.tabifiedDockWidgets(dock):
            dock.raise_()

    def guide(self, guided: bool) -> None:
        """Whether the guide is what is read now: when it becomes so, a shut drawer is opened."""
        if guided and not self.guided and self.is_drawer:
            for dock in self._docks.values():
                dock.setVisible(True)
            self._docks[self._first].raise_()
        self.guided = guided
        self._cover()

    def toggle(self) -> None:
        """Show or hide all panels: how a drawer is opened and closed."""
        if any(dock.isVisible() for dock in self._docks.values()):
            self._left = (self.arrangement, self._window.saveState())
            for dock in self._docks.values():
                dock.hide()
        else:
            self._open()
        self._cover()

    def _open(self) -> None:
        """Show all panels as they stood when they were hidden, if the arrangement is the same."""
        arrangement, left = self._left
        known = arrangement is self.arrangement and self._window.restoreState(left)
        for dock in self._docks.values():
            dock.setVisible(True)
        if not known:
            self._docks[self._first].raise_()
        for title in self._titles:
            title.follow()

    def _cover(self) -> None:
        """An open drawer takes the whole window where both have no room; Qt would lay one over the other."""
        opened = self.is_drawer and any(not dock.isHidden() for dock in self._docks.values())
        both = not opened or self._window.width() >= self._themes.theme.px(BOTH)
        self._window.centralWidget().setVisible(both)

    def _dock(self, name: str, title: str, panel: QWidget) -> QDockWidget:
        """A dock with a panel on the window's surface."""
        frame = QFrame()
        set_kind(frame, "bar")
        self._columns[name] = QVBoxLayout(frame)
        self._columns[name].addWidget(panel)
        dock = QDockWidget(title, self._window)
        dock.setObjectName(name)
        dock.setWidget(frame)
        # Qt lays a tab that is behind out of sight, but lets the Tab key into it.
        dock.visibilityChanged.connect(frame.setEnabled)
        dock.setFeatures(
            QDockWidget.DockWidgetFeature.DockWidgetMovable
            | QDockWidget.DockWidgetFeature.DockWidgetFloatable
        )
        return dock
