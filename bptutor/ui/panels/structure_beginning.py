"""Where new parameters come from: a named scheme with its seed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from bptutor.engine.beginnings import SCHEMES, Beginning
from bptutor.ui.theme import ThemeManager, set_kind
from bptutor.ui.widgets.choices import Choice

NAMES = {"xavier": "Xavier", "he": "He", "normal": "normal", "zero": "all zero"}
HIGHEST_SEED = 2_147_483_647


class SeedBox(QSpinBox):
    """A seed: the same one gives the same numbers."""

    def __init__(self, name: str = "Seed") -> None:
        super().__init__()
        self.setRange(0, HIGHEST_SEED)
        self.setAccessibleName(name)
        self.setToolTip("The same seed gives the same numbers")


class BeginningBox(QWidget):
    """`beginning` is what is chosen; `draw_requested` when all parameters are to be drawn anew from it."""

    draw_requested = Signal()

    def __init__(self, manager: ThemeManager, drawing: bool = True) -> None:
        super().__init__()
        self._manager = manager
        self.scheme = Choice(manager, "Scheme of new parameters", list(NAMES.items()))
        self.seed = SeedBox("Seed of new parameters")
        self.spread = QDoubleSpinBox()
        self.spread.setRange(0.0, 1000.0)
        self.spread.setDecimals(3)
        self.spread.setSingleStep(0.1)
        self.spread.setValue(1.0)
        self.spread.setAccessibleName("Standard deviation")
        self.draw = QPushButton("Draw all again")
        self.draw.setToolTip("New weights from the scheme, and biases of 0")
        self.draw.setVisible(drawing)
        self._spread_label = QLabel("deviation")
        self.note = QLabel()
        self.note.setWordWrap(True)
        set_kind(self.note, "small")
        self._row = QHBoxLayout()
        for widget in (self.scheme, QLabel("seed"), self.seed, self._spread_label, self.spread):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._row)
        column.addWidget(self.note)
        column.addWidget(self.draw, 0, Qt.AlignmentFlag.AlignLeft)
        self.draw.clicked.connect(self.draw_requested)
        self.scheme.chosen.connect(self._show_scheme)
        manager.changed.connect(self._follow_theme)
        self._show_scheme()
        self._follow_theme()

    @property
    def beginning(self) -> Beginning:
        """The chosen scheme, seed and deviation."""
        return Beginning(self.scheme.key, self.seed.value(), self.spread.value())

    def _show_scheme(self) -> None:
        scheme = SCHEMES[self.scheme.key]
        own = scheme.name == "normal"
        self._spread_label.setVisible(own)
        self.spread.setVisible(own)
        source = f" ({scheme.source})" if scheme.source else ""
        self.note.setText(f"{scheme.title[:1].upper()}{scheme.title[1:]}{source}. Biases begin at 0.")

    def _follow_theme(self) -> None:
        self._row.setSpacing(self._manager.theme.px(8))
        for box in (self.seed, self.spread):
            box.setMinimumWidth(self._manager.theme.px(84))
