"""The layers in the window “Network”: inputs first, then a box a layer, made once and used again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from bptutor.study.views.structure_view import StructureView
from bptutor.ui.panels.structure_layer import LayerBox, WidthBox
from bptutor.ui.theme import ThemeManager, set_kind
from bptutor.ui.widgets.buttons import IconButton

MOST_ROWS = 100


class LayerList(QWidget):
    """`edit_requested(Edit)`; `resize_requested(layer, width)`, where layer 0 are the inputs, and
    `insert_requested(layer)` need new parameters."""

    edit_requested = Signal(object)
    resize_requested = Signal(int, int)
    insert_requested = Signal(int)

    def __init__(self, manager: ThemeManager) -> None:
        super().__init__()
        self._manager = manager
        self._boxes: list[LayerBox] = []
        self._label = QLabel("Inputs")
        set_kind(self._label, "strong")
        self.inputs = WidthBox("Inputs")
        self.first = IconButton(manager, "plus", "Add a layer before all others")
        self._row = QHBoxLayout()
        self._row.addWidget(self._label)
        self._row.addWidget(self.inputs)
        self._row.addStretch(1)
        self._row.addWidget(self.first)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._row)
        self.inputs.valueChanged.connect(self._ask_inputs)
        self.first.clicked.connect(self._ask_first)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    @property
    def boxes(self) -> list[LayerBox]:
        """The boxes in sight, from layer 1 on."""
        return [box for box in self._boxes if not box.isHidden()]

    def show_view(self, view: StructureView) -> None:
        """Show the layers, of very many the first ones."""
        self.inputs.show_number(view.inputs)
        for widget in (self.inputs, self.first):
            widget.setEnabled(view.enabled)
        while len(self._boxes) < min(len(view.layers), MOST_ROWS):
            box = LayerBox(self._manager, len(self._boxes) + 1)
            box.edit_requested.connect(self.edit_requested)
            box.resize_requested.connect(self.resize_requested)
            box.insert_requested.connect(self.insert_requested)
            self._boxes.append(box)
            self._column.addWidget(box)
        for box, row in zip(self._boxes, view.layers, strict=False):
            box.show_row(row, view.enabled)
        for number, box in enumerate(self._boxes):
            box.setVisible(number < len(view.layers))

    def _ask_inputs(self, width: int) -> None:
        self.resize_requested.emit(0, width)

    def _ask_first(self) -> None:
        self.insert_requested.emit(1)

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        self._column.setSpacing(px(8))
        self._row.setSpacing(px(8))
        self._label.setMinimumWidth(px(78))
        self.inputs.setFixedWidth(px(84))
