"""The rules below the layers in the window “Network”: cost, J, updates and the learning rate."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QSpinBox, QWidget

from bptutor.engine.changes_ways import set_cost, set_reduction, set_update
from bptutor.engine.costs import COSTS
from bptutor.foundation.numbers import full
from bptutor.study.edit_actions import Edit
from bptutor.study.views.structure_view import StructureView
from bptutor.ui.theme import ThemeManager, set_kind
from bptutor.ui.widgets.choices import Choice

UPDATES = (
    ("batch", "all examples at once"),
    ("online", "one example at a time"),
    ("minibatch", "some at a time"),
)
REDUCTIONS = (("mean", "mean over the examples"), ("sum", "sum over the examples"))


class RulesForm(QWidget):
    """`edit_requested(Edit)`; `rate_typed(text)`: somebody wants another learning rate, an expression."""

    edit_requested = Signal(object)
    rate_typed = Signal(str)

    def __init__(self, manager: ThemeManager) -> None:
        super().__init__()
        self._manager = manager
        self._shown = ""  # the rate in force, as it is written
        self.cost = Choice(manager, "Cost", [(name, entry.title) for name, entry in COSTS.items()])
        self.reduction = Choice(manager, "J over the examples", REDUCTIONS)
        self.update_kind = Choice(manager, "Examples of an update", UPDATES)
        self.batch = QSpinBox()
        self.batch.setRange(1, 100_000)
        self.batch.setKeyboardTracking(False)
        self.batch.setAccessibleName("Examples of a mini-batch")
        self.rate = QLineEdit()
        self.rate.setAccessibleName("Learning rate")
        self.rate.setMaxLength(300)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        set_kind(self.problem, "problem")
        self.problem.hide()
        self._lay_out()
        self._connect()
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    def _lay_out(self) -> None:
        self._updates = QHBoxLayout()
        self._updates.addWidget(self.update_kind)
        self._updates.addWidget(self.batch)
        self._updates.addStretch(1)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._form.addRow("Cost of an example", self.cost)
        self._form.addRow("J is the", self.reduction)
        self._form.addRow("An update takes", self._updates)
        self._form.addRow("Learning rate η", self.rate)
        self._form.addRow(self.problem)

    def _connect(self) -> None:
        self.cost.chosen.connect(self._ask_cost)
        self.reduction.chosen.connect(self._ask_reduction)
        self.update_kind.chosen.connect(self._ask_update)
        self.batch.valueChanged.connect(self._ask_batch)
        self.rate.editingFinished.connect(self._ask_rate)

    def show_view(self, view: StructureView) -> None:
        """Show the rules in force."""
        self.setEnabled(view.enabled)
        self.cost.show_choice(view.cost)
        self.reduction.show_choice(view.reduction)
        self.update_kind.show_choice(view.update)
        self.batch.setVisible(view.update == "minibatch")
        with QSignalBlocker(self.batch):
            self.batch.setValue(max(view.batch, 1))
        text = full(view.rate)
        if text != self._shown:
            self._shown = text
            self.rate.setText(text)
            self.show_problem("")

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong with the learning rate; "" where nothing is."""
        self.problem.setText(sentence[:1].upper() + sentence[1:])
        self.problem.setVisible(bool(sentence))
        self.rate.setAccessibleDescription(sentence)

    def _ask_cost(self, name: str) -> None:
        self.edit_requested.emit(Edit(partial(set_cost, name=name), COSTS[name].title))

    def _ask_reduction(self, name: str) -> None:
        self.edit_requested.emit(Edit(partial(set_reduction, name=name), f"J as {name}"))

    def _ask_update(self, kind: str) -> None:
        change = partial(set_update, kind=kind, size=self.batch.value())
        self.edit_requested.emit(Edit(change, f"updates of {dict(UPDATES)[kind]}"))

    def _ask_batch(self, size: int) -> None:
        change = partial(set_update, kind="minibatch", size=size)
        self.edit_requested.emit(Edit(change, f"mini-batches of {size}"))

    def _ask_rate(self) -> None:
        if self.rate.text().strip() == self._shown:
            self.show_problem("")
        else:
            self.rate_typed.emit(self.rate.text())

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        self._form.setHorizontalSpacing(px(16))
        self._form.setVerticalSpacing(px(8))
        self._updates.setSpacing(px(8))
        self.rate.setFixedWidth(px(140))
