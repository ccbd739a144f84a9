"""Two networks beside each other: who they are, B's drawing, the step in both, and all values of both."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from bptutor.study.views.pair_view import PairView
from bptutor.trace.keys import Key
from bptutor.ui.canvas.widget import NetworkCanvas
from bptutor.ui.panels.pair_sides import Sides
from bptutor.ui.panels.pair_step import StepCard
from bptutor.ui.panels.pair_table import PairTableView
from bptutor.ui.theme import ThemeManager, set_kind
from bptutor.ui.widgets.cards import SectionTitle

DRAWING, TABLE = 200, 140  # least heights at 100 % text
LOW = 660  # a window without room for the drawing and the numbers
TALL = 240  # of the drawing where it has the room to itself


class PairPanel(QWidget):
    """`pointed` and `selected` tell a value; `exchange_requested`, `take_over_requested` what is wanted."""

    pointed = Signal(object)
    selected = Signal(object)
    exchange_requested = Signal()
    take_over_requested = Signal()

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self.sides = Sides(manager)
        self.drawing = NetworkCanvas(manager)
        self.drawing.setAccessibleName("Network B")
        self.card = StepCard(manager)
        self.summary = QLabel()
        self.summary.setAccessibleName("How many values differ")
        self.summary.setWordWrap(True)
        set_kind(self.summary, "small")
        self.only = QCheckBox("only differences")
        self.table = PairTableView(manager)
        self.exchange = _button("Swap A and B", "B comes into the window, A here; undo works")
        self.take = _button("Continue with B", "B becomes the network in the window; undo works")
        self._lay_out()
        for panel in (self.drawing, self.table):
            panel.pointed.connect(self.pointed)
        self.drawing.selected.connect(self.selected)
        self.table.chosen.connect(self.selected)
        self.only.toggled.connect(self.table.rows.show_only)
        self.exchange.clicked.connect(self.exchange_requested)
        self.take.clicked.connect(self.take_over_requested)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    def _lay_out(self) -> None:
        # Both take what is left, and scroll themselves: the window does only where it is very low.
        for shrinking in (self.drawing, self.table):
            shrinking.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._head, self._foot = QHBoxLayout(), QHBoxLayout()
        self._head.addWidget(SectionTitle("Values"))
        self._head.addWidget(self.summary, 1)
        self._head.addWidget(self.only)
        self._foot.addWidget(self.exchange)
        self._foot.addWidget(self.take)
        self._foot.addStretch(1)
        self._column.addWidget(self.sides)
        self._picture = QWidget()
        inside = QVBoxLayout(self._picture)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(SectionTitle("Network B"))
        inside.addWidget(self.drawing, 1)
        self._column.addWidget(self._picture, 2)
        self._column.addWidget(self.card)
        self._column.addLayout(self._head)
        self._column.addWidget(self.table, 1)
        self._column.addLayout(self._foot)

    def show_view(self, view: PairView) -> None:
        """Show a moment of both."""
        self.sides.show_view(view)
        self.drawing.show_view(view.drawing)
        self.card.show_step(view.step)
        self.summary.setText(view.table.summary)
        self.summary.setAccessibleDescription(view.table.summary)
        self.table.show_table(view.table)

    def show_pointed(self, key: Key | None, there: Key | None) -> None:
        """Light what is pointed at; `there` is the same value if B has it."""
        self.table.rows.show_pointed(key)
        self.drawing.show_pointed(there)

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        self.table.setMinimumHeight(px(TABLE))
        self._column.setSpacing(px(10))
        for row in (self._head, self._foot):
            row.setSpacing(px(8))
        self._fit()

    def _fit(self) -> None:
        """The drawing stands over the numbers; in a low window the numbers come first."""
        px = self._manager.theme.px
        low = self.window().height() < px(LOW)
        self.drawing.setMinimumHeight(px(TALL if low else DRAWING))
        if low != (self._column.indexOf(self._picture) > 1):
            self._column.removeWidget(self._picture)
            self._column.insertWidget(self._column.count() if low else 1, self._picture, 2)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _button(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setAccessibleName(text)
    button.setToolTip(tip)
    button.setAutoDefault(False)
    return button
