"""Asks how large a new network is, and what it begins with."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from bptutor.engine.activations import ACTIVATIONS
from bptutor.engine.changes_layers import new_document
from bptutor.engine.document import Document
from bptutor.foundation.errors import TutorError
from bptutor.foundation.numbers import counted
from bptutor.ui.dialogs.measures import fit, set_measures
from bptutor.ui.panels.structure_beginning import BeginningBox
from bptutor.ui.theme import ThemeManager, set_kind
from bptutor.ui.widgets.choices import Choice

USUAL = "2, 2, 1"


class NewNetworkWindow(QDialog):
    """`chosen(Document)` at the end; what cannot be is said while it is typed."""

    chosen = Signal(object)

    def __init__(self, manager: ThemeManager, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("New network")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.name = QLineEdit()
        self.name.setAccessibleName("Name of the new network")
        self.name.setPlaceholderText("optional")
        self.widths = QLineEdit(USUAL)
        self.widths.setAccessibleName("Inputs, then the neurons of each layer")
        self.activation = Choice(
            manager,
            "Activation of all layers",
            [(name, entry.title) for name, entry in ACTIVATIONS.items() if not entry.mixes],
        )
        self.activation.show_choice("sigmoid")
        self.beginning = BeginningBox(manager, drawing=False)
        self.note = QLabel()
        self.note.setWordWrap(True)
        set_kind(self.note, "small")
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        set_kind(self.buttons.button(QDialogButtonBox.StandardButton.Ok), "primary")
        form = QFormLayout()
        form.addRow("Name", self.name)
        form.addRow("Inputs, neurons of each layer", self.widths)
        form.addRow("", self.note)
        form.addRow("Activation", self.activation)
        form.addRow("Parameters", self.beginning)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addStretch(1)
        column.addWidget(self.buttons)
        set_measures(manager.theme, column, form)
        self.buttons.accepted.connect(self._choose)
        self.buttons.rejected.connect(self.reject)
        self.widths.textChanged.connect(self._show_size)
        self._show_size()
        fit(self, parent)
        self.widths.setFocus()
        self.widths.selectAll()

    def _document(self) -> Document:
        """Raises TutorError where there cannot be such a network."""
        made = new_document(widths_of(self.widths.text()), self.activation.key, self.beginning.beginning)
        return Document(
            made.network, self.name.text().strip(), made.examples, made.learning_rate, made.batching
        )

    def _show_size(self) -> None:
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        try:
            widths = widths_of(self.widths.text())
            network = new_document(widths).network
        except TutorError as error:
            sentence = str(error)
            self.note.setText(sentence[:1].upper() + sentence[1:])
            ok.setEnabled(False)
            return
        given, taken = counted(widths[0], "input"), counted(widths[-1], "output")
        layers = counted(network.depth, "layer")
        self.note.setText(f"{given}, {layers}, {taken}, {counted(network.parameters, 'parameter')}.")
        ok.setEnabled(True)

    def _choose(self) -> None:
        document = self._document()
        self.accept()
        self.chosen.emit(document)


def widths_of(text: str) -> tuple[int, ...]:
    """“2, 3, 1” or “2-3-1” as numbers. Raises TutorError."""
    words = text.replace(",", " ").replace("-", " ").replace("×", " ").split()
    if not all(word.isascii() and word.isdigit() and len(word) < 8 for word in words):
        raise TutorError("write whole numbers with commas between them: 2, 3, 1")
    if len(words) < 2:
        raise TutorError("at least two numbers: the inputs, and the neurons of one layer")
    return tuple(int(word) for word in words)
