"""The middle of the window: the network over the chain, or one at a time where there is little height."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSplitter, QTabBar, QVBoxLayout, QWidget

from bptutor.ui.theme import ThemeManager, set_kind
from bptutor.ui.widgets.cards import Card

MARGIN, TIGHT = 14, 8
PARTS = ("Network", "Chain")
BOTH = 330  # the least height in which both are of use


class Centre(QFrame):
    """A card with the drawing and the chain's card, on the window's ground."""

    def __init__(self, themes: ThemeManager, drawing: QWidget, chain: QWidget) -> None:
        super().__init__()
        set_kind(self, "ground")
        self._themes = themes
        self._low = self._single = False
        self._lines: list[QWidget] = []
        self._network = Card(themes, "Network")
        self._network.body.addWidget(drawing)
        self._parts = (self._network, chain)
        self._tabs = QTabBar()
        self._tabs.setAccessibleName("Drawing or chain")
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        for name in PARTS:
            self._tabs.addTab(name)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setChildrenCollapsible(False)
        for part in self._parts:
            self._split.addWidget(part)
        self._split.setStretchFactor(0, 1)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._tabs)
        self._column.addWidget(self._split)
        self._tabs.currentChanged.connect(self._show_parts)
        themes.changed.connect(self._show_parts)
        self._show_parts()

    def show_title(self, title: str) -> None:
        """The name of the network in the drawing's heading."""
        self._network.set_heading(f"Network · {title}")

    def show_note(self, note: str) -> None:
        """What the drawing says beside its heading of what is pointed at; nothing if empty."""
        self._network.set_aside(note)

    def add_below(self, line: QWidget) -> None:
        """A line under the two, which takes no room while it is hidden, unless it says so."""
        self._column.addWidget(line)
        self._lines.append(line)

    def show_part(self, name: str) -> None:
        """Where there is room for one only: the `network` or the `chain`."""
        self._tabs.setCurrentIndex([part.casefold() for part in PARTS].index(name))

    def show_low(self, low: bool) -> None:
        """Whether there is room for one of the two only."""
        if low != self._low:
            self._low = low
            self._follow_room()

    def _one_at_a_time(self) -> bool:
        """Whether the window is low, or the lines beneath leave room for one only."""
        taken = sum(line.sizeHint().height() for line in self._lines if _takes_room(line))
        return self._low or (taken > 0 and self.height() - taken < self._themes.theme.px(BOTH))

    def _follow_room(self) -> None:
        if self._one_at_a_time() != self._single:
            self._show_parts()

    def _show_parts(self) -> None:
        self._single = single = self._one_at_a_time()
        self._tabs.setVisible(single)
        for number, part in enumerate(self._parts):
            part.setVisible(not single or number == self._tabs.currentIndex())
        margin = self._themes.theme.px(TIGHT if single else MARGIN)
        self._column.setContentsMargins(margin, 0 if single else margin, margin, margin)
        self._column.setSpacing(0)

    # Qt's own names

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a line takes room, or gives it away
            self._follow_room()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow_room()


def _takes_room(line: QWidget) -> bool:
    return not line.isHidden() or line.sizePolicy().retainSizeWhenHidden()
