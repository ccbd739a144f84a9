"""The two faces of the examples: their table and the surface over them, in turn or beside each other."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from bptutor.ui.theme import ThemeManager
from bptutor.ui.widgets.segmented import Segmented

TABLE, SURFACE = 0, 1
WIDE, HIGH = 560, 640  # from one of these on, at 100 % text, there is room for both
BESIDE, BENEATH = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class DataPages(QWidget):
    """`surface_shown` tells when the surface comes into sight or goes out of it."""

    surface_shown = Signal(bool)

    def __init__(self, manager: ThemeManager, table: QWidget, surface: QWidget) -> None:
        super().__init__()
        self._manager = manager
        self._pages = (table, surface)
        self.switch = Segmented(manager, ("Table", "Surface"), "Table or surface")
        self._top = QHBoxLayout()
        self._top.addWidget(self.switch)
        self._top.addStretch(1)
        self._both = QBoxLayout(BENEATH)
        self._both.addWidget(table, 1)
        self._both.addWidget(surface, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._top)
        column.addLayout(self._both, 1)
        surface.setMinimumSize(1, 1)
        surface.hide()
        self.switch.currentChanged.connect(self._fit)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    @property
    def has_surface(self) -> bool:
        """Whether the surface is one of what is shown."""
        return not self._pages[SURFACE].isHidden()

    def show_page(self, page: int) -> None:
        """Show the table or the surface; the other one stays where there is room for both."""
        self.switch.setCurrentIndex(page)

    def add_corner(self, widget: QWidget) -> None:
        """Put something beside the switch, at the right."""
        self._top.addWidget(widget)

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        self._top.setContentsMargins(0, px(6), px(14), px(4))
        self._top.setSpacing(px(6))
        self._both.setSpacing(px(12))
        self._fit()

    def _fit(self) -> None:
        px, had = self._manager.theme.px, self.has_surface
        wide, high = self.width() >= px(WIDE), self.height() >= px(HIGH)
        self._both.setDirection(BESIDE if wide else BENEATH)
        self.switch.setVisible(not (wide or high))
        for number, page in enumerate(self._pages):
            page.setVisible(wide or high or number == self.switch.currentIndex())
        if self.has_surface != had:
            self.surface_shown.emit(not had)

    # Qt's own names

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
