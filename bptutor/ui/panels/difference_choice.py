"""Which gradient: its kind, its layer, and its place where the layer has several."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLayout, QSpinBox, QVBoxLayout, QWidget

from bptutor.study.views.difference_view import DifferenceView
from bptutor.trace.keys import Key, Kind
from bptutor.ui.theme import ThemeManager, set_kind
from bptutor.ui.widgets.choices import Choice


class GradientChoice(QWidget):
    """`chosen` tells the key that a person chose; it may be one that the network does not have."""

    chosen = Signal(object)

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self._view: DifferenceView | None = None
        self.kind = Choice(manager, "Kind of gradient", ())
        self.layer = Choice(manager, "Layer", ())
        self.neuron, self.input = _place("Neuron"), _place("Input")
        self._of, self._from = _small("neuron"), _small("input")
        self._lay_out()
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.kind.chosen.connect(self._ask)
        self.layer.chosen.connect(self._ask)
        self.neuron.valueChanged.connect(self._ask)
        self.input.valueChanged.connect(self._ask)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    def _lay_out(self) -> None:
        """Two rows, for one would be wider than the window; the lower goes where it has nothing to ask."""
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        upper, lower = QHBoxLayout(), QHBoxLayout()
        for row, widgets in (
            (upper, (self.kind, self.layer)),
            (lower, (self._of, self.neuron, self._from, self.input)),
        ):
            for widget in widgets:
                row.addWidget(widget)
            row.addStretch(1)
            self._rows.addLayout(row)

    def show_view(self, view: DifferenceView) -> None:
        """Show the gradient that is asked about, without telling."""
        old, self._view = self._view, view
        if old is None or old.kinds != view.kinds:
            self.kind.show_options([(kind.name, text) for kind, text in view.kinds])
        if old is None or old.layers != view.layers:
            self.layer.show_options([(str(n), f"layer {n}") for n in range(1, view.layers + 1)])
        self.kind.show_choice(view.key.kind.name)
        self.layer.show_choice(str(view.key.layer))
        for box, label, most, at in (
            (self.neuron, self._of, view.neurons, view.key.j),
            (self.input, self._from, view.inputs, view.key.k),
        ):
            with QSignalBlocker(box):
                box.setRange(1, max(most, 1))
                box.setValue(at)
            box.setVisible(most > 1)
            label.setVisible(most > 1)

    def _ask(self) -> None:
        if self._view is not None:
            layer = int(self.layer.key or 1)
            self.chosen.emit(Key(Kind[self.kind.key], layer, self.neuron.value(), self.input.value()))

    def _follow_theme(self) -> None:
        gap = self._manager.theme.px(8)
        for layout in (self._rows, *self._rows.children()):
            if isinstance(layout, QLayout):
                layout.setSpacing(gap)


def _place(name: str) -> QSpinBox:
    box = QSpinBox()
    box.setAccessibleName(name)
    return box


def _small(text: str) -> QLabel:
    label = QLabel(text)
    set_kind(label, "small")
    return label
