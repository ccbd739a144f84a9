"""Asks which examples are to be made, how many, how noisy, and from which seed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from bptutor.engine.generators import GENERATORS, MOST_NOISE, generated
from bptutor.engine.limits import MAX_EXAMPLES
from bptutor.foundation.errors import TutorError
from bptutor.foundation.numbers import counted
from bptutor.ui.dialogs.measures import fit, set_measures
from bptutor.ui.panels.structure_beginning import SeedBox
from bptutor.ui.theme import ThemeManager, set_kind
from bptutor.ui.widgets.choices import Choice


class GenerateWindow(QDialog):
    """`chosen(Examples, title)`."""

    chosen = Signal(object, str)

    def __init__(self, manager: ThemeManager, widths: tuple[int, int], parent: QWidget) -> None:
        super().__init__(parent)
        self._widths = widths
        self.setWindowTitle("Generate examples")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        entries = [(name, entry.title) for name, entry in GENERATORS.items()]
        self.kind = Choice(manager, "Examples of", entries)
        self.count = QSpinBox()
        self.count.setRange(1, MAX_EXAMPLES)
        self.count.setAccessibleName("How many")
        self.noise = QDoubleSpinBox()
        self.noise.setRange(0.0, MOST_NOISE)
        self.noise.setDecimals(3)
        self.noise.setSingleStep(0.05)
        self.noise.setAccessibleName("Noise")
        self.seed = SeedBox("Seed of the examples")
        self.note = QLabel()
        self.note.setWordWrap(True)
        set_kind(self.note, "small")
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        set_kind(self.buttons.button(QDialogButtonBox.StandardButton.Ok), "primary")
        form = QFormLayout()
        form.addRow("Examples of", self.kind)
        form.addRow("How many", self.count)
        form.addRow("Noise (deviation)", self.noise)
        form.addRow("Seed", self.seed)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self.note)
        column.addStretch(1)
        column.addWidget(self.buttons)
        set_measures(manager.theme, column, form)
        self.kind.chosen.connect(self._show_usual)
        self.buttons.accepted.connect(self._choose)
        self.buttons.rejected.connect(self.reject)
        self._show_usual()
        fit(self, parent, manager.theme.px(360))

    def _show_usual(self) -> None:
        """The usual number and noise of what is chosen, and whether the network fits."""
        entry = GENERATORS[self.kind.key]
        self.count.setValue(entry.usual_count)
        self.noise.setValue(entry.usual_noise)
        fits = (entry.inputs, entry.outputs) == self._widths
        more = "" if fits else " The network’s first and last layer are made to fit."
        self.note.setText(f"{counted(entry.inputs, 'input')}, {counted(entry.outputs, 'target')}.{more}")

    def _choose(self) -> None:
        title = GENERATORS[self.kind.key].title
        try:
            examples = generated(self.kind.key, self.count.value(), self.seed.value(), self.noise.value())
        except TutorError as error:
            self.note.setText(str(error))
            set_kind(self.note, "problem")
            return
        self.accept()
        self.chosen.emit(examples, title)
