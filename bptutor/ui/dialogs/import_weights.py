"""Shows what the arrays of another program's file would become, before they are taken."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from bptutor.engine.activations import ACTIVATIONS
from bptutor.engine.document import Document
from bptutor.engine.weights_files import Tensor
from bptutor.engine.weights_files_guess import Proposal
from bptutor.engine.weights_files_plan import (
    depth_of,
    first_plan,
    missing,
    proposal_of,
    reused,
    shape_said,
)
from bptutor.engine.weights_files_taking import take_weights, usual_activations
from bptutor.foundation.errors import TutorError
from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import counted
from bptutor.ui.dialogs.measures import set_measures
from bptutor.ui.panels.weights_model import WeightsModel
from bptutor.ui.panels.weights_table import WeightsTable
from bptutor.ui.theme import ThemeManager, set_kind
from bptutor.ui.widgets.choices import Choice
from bptutor.ui.widgets.labels import paragraph

MOST_NAMED = 4  # arrays or parts, in a sentence
MOST_LAYERS_NAMED = 8
TITLES = [(name, entry.title) for name, entry in ACTIVATIONS.items()]
HIDDEN = [(name, entry.title) for name, entry in ACTIVATIONS.items() if not entry.mixes]


class Taken(Frozen, eq=False):
    """What a person has settled on: arrays, what they are for, and activations ("" leaves them)."""

    name: str
    tensors: tuple[Tensor, ...]
    proposal: Proposal
    hidden: str
    last: str


class WeightsWindow(QDialog):
    """`chosen(Taken)`. Each choice is tried on the document, and what would come of it is said."""

    chosen = Signal(object)

    def __init__(
        self,
        manager: ThemeManager,
        name: str,
        tensors: Sequence[Tensor],
        document: Document,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._tensors = tuple(tensors)
        self._document = document
        self._plan, self._reason = first_plan(tensors)
        self._proposal: Proposal | None = None
        self.setWindowTitle("Import weights")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.heading = paragraph("strong")
        self.heading.setText(f"{name} · {counted(len(self._tensors), 'array')}")
        self.table = WeightsTable(manager, WeightsModel(self._tensors, self._plan, self))
        self.hidden = Choice(manager, "Activation of the hidden layers", ())
        self.last = Choice(manager, "Activation of the last layer", ())
        self.note, self.rest = paragraph("small"), paragraph("small")
        self.note.setAccessibleName("What becomes of it")
        self.rest.setAccessibleName("Left over and missing")
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        take = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        take.setText("Import")
        set_kind(take, "primary")
        self._lay_out(manager)
        self._connect()
        self._follow_plan()
        wanted = QSize(manager.theme.px(600), manager.theme.px(580))
        self.resize(wanted.boundedTo(parent.size()))
        self.table.setFocus()

    def _lay_out(self, manager: ThemeManager) -> None:
        self._form = QFormLayout()
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        self._form.addRow("Activation of hidden layers", self.hidden)
        self._form.addRow("Activation of the last layer", self.last)
        column = QVBoxLayout(self)
        column.addWidget(self.heading)
        column.addWidget(self.table, 1)
        column.addLayout(self._form)
        column.addWidget(self.note)
        column.addWidget(self.rest)
        column.addWidget(self.buttons)
        set_measures(manager.theme, column, self._form)

    def _connect(self) -> None:
        self.table.weights.use_requested.connect(self._reuse)
        self.hidden.chosen.connect(self._try)
        self.last.chosen.connect(self._try)
        self.buttons.accepted.connect(self._choose)
        self.buttons.rejected.connect(self.reject)

    def _reuse(self, name: str, use: object) -> None:
        self._plan = reused(self._plan, name, use)  # type: ignore[arg-type]  # a signal carries objects
        self._reason = ""
        self.table.weights.show_plan(self._plan)
        self._follow_plan()

    def _follow_plan(self) -> None:
        """Activations to choose: those that are there may stay where the file has as many layers."""
        depth = depth_of(self._plan)
        same = depth == self._document.network.depth
        usual = usual_activations(self._document, max(depth, 1))
        layers = self._document.network.layers
        for box, now, options, name in (
            (self.hidden, layers[:-1], HIDDEN, usual[0]),
            (self.last, layers[-1:], TITLES, usual[1]),
        ):
            had, fresh = box.key, not box.count()
            titles = ", ".join(dict.fromkeys(layer.activation.title for layer in now))
            keep = [("", f"as now: {titles}")] if same else []
            box.show_options([*keep, *options])
            if fresh or not had:
                box.show_choice("" if same else name)
        self._form.setRowVisible(self.hidden, depth > 1)
        self._form.setRowVisible(self.last, depth > 0)
        self._try()

    def _try(self) -> None:
        """See what would come of it."""
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.rest.setText(self._rest_said())
        self.rest.setVisible(bool(self.rest.text()))
        try:
            self._proposal = proposal_of(self._plan, self._tensors)
            hidden, last = self.hidden.key if len(self._proposal.layers) > 1 else "", self.last.key
            changed = take_weights(self._document, self._tensors, self._proposal, hidden, last)
        except TutorError as error:
            self._proposal = None
            sentence = self._reason or str(error)
            self.note.setText(sentence[:1].upper() + sentence[1:].rstrip(".") + ".")
            set_kind(self.note, "problem")
            ok.setEnabled(False)
            return
        network = changed.document.network
        said = f"{counted(network.widths[0], 'input')}, {_layers_said(network.widths[1:])}, "
        said += f"{counted(network.parameters, 'parameter')}."
        unsure = [layer.weights for layer in self._proposal.layers if layer.outputs == layer.inputs]
        if unsure:
            said += (
                f" {_listed(unsure)}: square, so its shape does not tell rows from columns; its name does."
            )
        self.note.setText(" ".join([said, *changed.forced]))
        set_kind(self.note, "small")
        ok.setEnabled(True)

    def _rest_said(self) -> str:
        """What of the file is left over, and what of the network is not in it."""
        arrays = {t.name: f"{t.name} ({shape_said(t.array)})" for t in self._tensors}
        spare = [said for name, said in arrays.items() if name not in self._plan]
        absent = missing(self._plan)
        parts = [f"Left over: {_listed(spare)}."] if spare and self._plan else []
        zero = ", which become 0" if all("biases" in part for part in absent) else ""
        parts += [f"Missing: {_listed(absent)}{zero}."] if absent else []
        return " ".join(parts)

    def _choose(self) -> None:
        if self._proposal is None:
            return
        hidden = self.hidden.key if len(self._proposal.layers) > 1 else ""
        taken = Taken(self._name, self._tensors, self._proposal, hidden, self.last.key)
        self.accept()
        self.chosen.emit(taken)


def _layers_said(widths: Sequence[int]) -> str:
    """One layer of 2 neurons; layers of 3, 3 and 1 neurons; 40 layers."""
    if len(widths) == 1:
        return f"one layer of {counted(widths[0], 'neuron')}"
    if len(widths) > MOST_LAYERS_NAMED:
        return counted(len(widths), "layer")
    *first, last = (f"{width:,}" for width in widths)
    return f"layers of {', '.join(first)} and {last} neurons"


def _listed(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more:,} more" if more > 0 else "")
