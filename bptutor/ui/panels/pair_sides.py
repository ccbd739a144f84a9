"""Who A and B are, where B is in its run, and what can be done with the two."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSpinBox, QWidget

from bptutor.study.views.pair_view import PairView
from bptutor.ui.theme import ThemeManager, set_kind
from bptutor.ui.widgets.labels import paragraph


class Sides(QWidget):
    """`iteration_requested` tells where B should be, `going_on_requested` whether it goes on with A. `choose`
    is the button that has the menu of what B can be."""

    iteration_requested = Signal(int)
    going_on_requested = Signal(bool)

    def __init__(self, manager: ThemeManager) -> None:
        super().__init__()
        self._manager = manager
        self.a, self.b = _name("A"), _name("B")
        self.place = QLabel()
        set_kind(self.place, "small")
        self.choose = QPushButton("Choose B")
        self.choose.setAccessibleName("Choose B")
        self.choose.setToolTip("Another network, or this one as it was, or under another convention")
        self.choose.setAutoDefault(False)
        self.iteration = QSpinBox()
        self.iteration.setAccessibleName("Iteration of B")
        self.iteration.setPrefix("iteration ")
        self.iteration.setGroupSeparatorShown(True)
        self.iteration.setKeyboardTracking(False)
        self.goes_on = QCheckBox("steps along with A")
        self.goes_on.setToolTip("B does an update whenever A does one")
        self._lay_out()
        self.iteration.valueChanged.connect(self.iteration_requested)
        self.goes_on.clicked.connect(self.going_on_requested)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    def _lay_out(self) -> None:
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for row, (letter, name) in enumerate((("A", self.a), ("B", self.b))):
            label = QLabel(letter)
            set_kind(label, "strong")
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(name, row, 1)
        self._grid.addWidget(self.place, 0, 2, Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(self.choose, 1, 2, Qt.AlignmentFlag.AlignRight)
        self._grid.setColumnStretch(1, 1)
        self._run = QHBoxLayout()
        self._run.addWidget(self.iteration)
        self._run.addWidget(self.goes_on)
        self._run.addStretch(1)
        self._grid.addLayout(self._run, 2, 1, 1, 2)

    def show_view(self, view: PairView) -> None:
        """Show whose numbers these are."""
        for label, name in ((self.a, view.a), (self.b, view.b)):
            label.setText(name)
            label.setAccessibleDescription(name)
        self.place.setText(view.place_of_a)
        with QSignalBlocker(self.iteration):
            self.iteration.setRange(0, view.iterations)
            self.iteration.setValue(view.iteration)
        self.goes_on.setChecked(view.goes_on)
        self.iteration.setVisible(view.free)
        self.goes_on.setVisible(view.free)

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(4))
        self._run.setSpacing(px(12))


def _name(letter: str) -> QLabel:
    label = paragraph()
    label.setAccessibleName(f"Network {letter}")
    return label
