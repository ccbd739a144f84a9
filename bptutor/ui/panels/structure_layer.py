"""One layer of the window “Network”: its neurons, its activation, and what of it is trained."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QHBoxLayout, QLabel, QSpinBox, QWidget

from bptutor.engine.activations import ACTIVATIONS
from bptutor.engine.changes_layers import remove_layer
from bptutor.engine.changes_ways import set_activation, set_trained
from bptutor.engine.limits import MAX_WIDTH
from bptutor.study.edit_actions import Edit
from bptutor.study.views.structure_view import LayerRow
from bptutor.ui.theme import ThemeManager, set_kind
from bptutor.ui.widgets.buttons import IconButton
from bptutor.ui.widgets.choices import Choice

BESIDE, BENEATH = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class WidthBox(QSpinBox):
    """How many neurons, or inputs; it tells of a number when that is whole, not at each digit."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setRange(1, MAX_WIDTH)
        self.setKeyboardTracking(False)
        self.setAccelerated(True)
        self.setAccessibleName(name)
        self.setToolTip(name)

    def show_number(self, number: int) -> None:
        """Show a number, silently."""
        if number != self.value():
            with QSignalBlocker(self):
                self.setValue(number)


class LayerBox(QWidget):
    """Shows a LayerRow. `edit_requested(Edit)`; `resize_requested(layer, width)` and
    `insert_requested(layer)` need new parameters, so that whoever knows their scheme makes the edits."""

    edit_requested = Signal(object)
    resize_requested = Signal(int, int)
    insert_requested = Signal(int)

    def __init__(self, manager: ThemeManager, number: int) -> None:
        super().__init__()
        self._manager = manager
        self._number = number
        named = f"of layer {number}"
        self.heading = QLabel(f"Layer {number}")
        self.neurons = WidthBox(f"Neurons {named}")
        options = [(name, entry.title) for name, entry in ACTIVATIONS.items()]
        self.activation = Choice(manager, f"Activation {named}", options)
        self.weights = QCheckBox("train θ")
        self.weights.setAccessibleName(f"Train the weights {named}")
        self.biases = QCheckBox("train b")
        self.biases.setAccessibleName(f"Train the biases {named}")
        self.insert = IconButton(manager, "plus", f"Add a layer after layer {number}")
        self.remove = IconButton(manager, "close", f"Remove layer {number}")
        self._lay_out()
        self._connect()
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    def _lay_out(self) -> None:
        self._shape, self._trained = QHBoxLayout(), QHBoxLayout()
        for widget in (self.heading, self.neurons, self.activation):
            self._shape.addWidget(widget)
        for box in (self.weights, self.biases):
            self._trained.addWidget(box)
        self._trained.addStretch(1)
        self._parts = QBoxLayout(BESIDE)
        self._parts.addLayout(self._shape)
        self._parts.addLayout(self._trained)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addLayout(self._parts)
        self._row.addStretch(1)
        self._row.addWidget(self.insert)
        self._row.addWidget(self.remove)

    def _connect(self) -> None:
        self.neurons.valueChanged.connect(self._ask_width)
        self.activation.chosen.connect(self._ask_activation)
        self.weights.clicked.connect(self._ask_trained)
        self.biases.clicked.connect(self._ask_trained)
        self.insert.clicked.connect(self._ask_insert)
        self.remove.clicked.connect(self._ask_remove)

    def show_row(self, row: LayerRow, enabled: bool) -> None:
        """Show a layer."""
        self.setEnabled(enabled)
        self.heading.setText(f"Layer {row.number}" + (" (ŷ)" if row.last else ""))
        self.neurons.show_number(row.width)
        softmax = row.last or row.activation == "softmax"
        names = [name for name, entry in ACTIVATIONS.items() if softmax or not entry.mixes]
        if self.activation.count() != len(names):
            self.activation.show_options([(name, ACTIVATIONS[name].title) for name in names])
        self.activation.show_choice(row.activation)
        for box, checked in ((self.weights, row.train_weights), (self.biases, row.train_biases)):
            box.setChecked(checked)
        self.remove.setEnabled(enabled and not row.only)

    def _ask_width(self, width: int) -> None:
        self.resize_requested.emit(self._number, width)

    def _ask_activation(self, name: str) -> None:
        change = partial(set_activation, layer=self._number, name=name)
        self.edit_requested.emit(Edit(change, f"{ACTIVATIONS[name].title} in layer {self._number}"))

    def _ask_trained(self) -> None:
        weights, biases = self.weights.isChecked(), self.biases.isChecked()
        change = partial(set_trained, layer=self._number, weights=weights, biases=biases)
        self.edit_requested.emit(Edit(change, f"what is trained in layer {self._number}"))

    def _ask_insert(self) -> None:
        self.insert_requested.emit(self._number + 1)

    def _ask_remove(self) -> None:
        change = partial(remove_layer, layer=self._number)
        self.edit_requested.emit(Edit(change, f"layer {self._number} removed"))

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        for row in (self._shape, self._trained, self._parts, self._row):
            row.setSpacing(px(8))
        self.heading.setMinimumWidth(px(78))
        self.neurons.setFixedWidth(px(84))
        set_kind(self.heading, "strong")
        self._fit()

    def _needs(self, beside: bool) -> int:
        """The width that the parts need, beside each other or not."""
        shape, trained = self._shape.sizeHint().width(), self._trained.sizeHint().width()
        buttons = self.insert.sizeHint().width() + self.remove.sizeHint().width()
        parts = shape + trained + self._parts.spacing() if beside else max(shape, trained)
        return parts + buttons + 3 * self._row.spacing()

    def _fit(self) -> None:
        """What is trained stands in a line of its own where one is too narrow."""
        self._parts.setDirection(BESIDE if self.width() >= self._needs(beside=True) else BENEATH)

    # Qt's own names

    def minimumSizeHint(self) -> QSize:
        return QSize(self._needs(beside=False), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
