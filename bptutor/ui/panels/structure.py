"""The window “Network”: layers, rules and new parameters; each change is made at once, and can be undone."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bptutor.engine.changes import set_name
from bptutor.engine.changes_layers import begin_again, insert_layer, resize_layer
from bptutor.foundation.numbers import counted
from bptutor.study.edit_actions import Edit
from bptutor.study.views.structure_view import StructureView
from bptutor.ui.panels.practise_speech import announce
from bptutor.ui.panels.structure_beginning import BeginningBox
from bptutor.ui.panels.structure_layer import LayerBox
from bptutor.ui.panels.structure_layers import MOST_ROWS, LayerList
from bptutor.ui.panels.structure_rules import RulesForm
from bptutor.ui.theme import ThemeManager, own_ground, set_kind
from bptutor.ui.widgets.buttons import IconButton
from bptutor.ui.widgets.cards import SectionTitle

NEW_WIDTH = 2


class StructureWindow(QDialog):
    """Shows a StructureView. `edit_requested(Edit)`, `rate_typed(text)`, `new_requested`,
    `duplicate_requested`."""

    edit_requested = Signal(object)
    rate_typed = Signal(str)
    new_requested = Signal()
    duplicate_requested = Signal()

    def __init__(self, manager: ThemeManager, parent: QWidget) -> None:
        super().__init__(parent)
        self._manager = manager
        self._window = parent
        self._view: StructureView | None = None
        self.setWindowTitle("Network")
        self.name = QLineEdit()
        self.name.setAccessibleName("Name of the network")
        self.name.setMaxLength(200)
        self.list = LayerList(manager)
        self.rules = RulesForm(manager)
        self.beginning = BeginningBox(manager)
        self.note = QLabel()
        self.note.setWordWrap(True)
        set_kind(self.note, "small")
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.hide()
        set_kind(self.problem, "problem")
        self.new = QPushButton("New network…")
        self.duplicate = QPushButton("Duplicate")
        self.duplicate.setToolTip("Go on with a copy, which is in no file yet")
        self.undo = IconButton(manager, "undo", "Undo")
        self.redo = IconButton(manager, "redo", "Redo")
        self._lay_out()
        self._connect()
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    def _lay_out(self) -> None:
        page = QWidget()
        own_ground(page)
        self._column = QVBoxLayout(page)
        label, row = QLabel("Name"), QHBoxLayout()
        set_kind(label, "strong")
        row.addWidget(label)
        row.addWidget(self.name)
        self._column.addLayout(row)
        self._column.addWidget(SectionTitle("Layers"))
        self._column.addWidget(self.list)
        self._column.addWidget(self.note)
        self._column.addWidget(SectionTitle("Rules"))
        self._column.addWidget(self.rules)
        self._column.addWidget(SectionTitle("New parameters"))
        self._column.addWidget(self.beginning)
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(page)
        whole = QVBoxLayout(self)
        whole.addWidget(area, 1)
        whole.addWidget(self.problem)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.new)
        self._foot.addWidget(self.duplicate)
        self._foot.addStretch(1)
        self._foot.addWidget(self.undo)
        self._foot.addWidget(self.redo)
        whole.addLayout(self._foot)
        for button in (self.new, self.duplicate, self.beginning.draw):
            # Enter in a field takes what is typed there, and presses nothing.
            button.setAutoDefault(False)

    def _connect(self) -> None:
        self.name.editingFinished.connect(self._ask_name)
        self.list.edit_requested.connect(self._ask)
        self.list.resize_requested.connect(self._ask_resize)
        self.list.insert_requested.connect(self._ask_insert)
        self.rules.edit_requested.connect(self._ask)
        self.rules.rate_typed.connect(self.rate_typed)
        self.beginning.draw_requested.connect(self._ask_draw)
        self.new.clicked.connect(self.new_requested)
        self.duplicate.clicked.connect(self.duplicate_requested)

    def take_actions(self, undo: QAction, redo: QAction) -> None:
        """The window's own undo and redo, which keys reach from here too."""
        for button, action in ((self.undo, undo), (self.redo, redo)):
            self.addAction(action)
            button.clicked.connect(action.trigger)

    def show_view(self, view: StructureView) -> None:
        """Show the network as it is."""
        before, self._view = self._view, view
        if before is None or before.name != view.name:
            self.name.setText(view.name)
        for widget in (self.name, self.beginning):
            widget.setEnabled(view.enabled)
        self.list.show_view(view)
        self.rules.show_view(view)
        sentence = f"{counted(view.parameters, 'parameter')}, {counted(view.examples, 'example')}."
        more = len(view.layers) - MOST_ROWS
        hidden = f" {counted(more, 'layer')} more." if more > 0 else ""
        self.note.setText(f"{sentence}{hidden} {view.forced}".strip())

    def show_problem(self, sentence: str) -> None:
        """Say what could not be changed; "" where everything could."""
        self.problem.setText(sentence[:1].upper() + sentence[1:])
        self.problem.setVisible(bool(sentence))
        if sentence:
            announce(self.problem, self.problem.text())

    @property
    def layers(self) -> list[LayerBox]:
        """The boxes in sight, from layer 1 on."""
        return self.list.boxes

    def _ask(self, edit: Edit) -> None:
        self.edit_requested.emit(edit)
        # What was refused stands as it was.
        if self._view is not None:
            self.show_view(self._view)

    def _ask_name(self) -> None:
        if self._view is not None and self.name.text() != self._view.name:
            self._ask(Edit(partial(set_name, name=self.name.text()), "the name", live=True))

    def _ask_resize(self, layer: int, width: int) -> None:
        change = partial(resize_layer, layer=layer, width=width, beginning=self.beginning.beginning)
        what = f"{counted(width, 'neuron')} in layer {layer}" if layer else counted(width, "input")
        self._ask(Edit(change, what))

    def _ask_insert(self, layer: int) -> None:
        change = partial(insert_layer, layer=layer, width=NEW_WIDTH, beginning=self.beginning.beginning)
        self._ask(Edit(change, f"a new layer {layer}"))

    def _ask_draw(self) -> None:
        beginning = self.beginning.beginning
        self._ask(Edit(partial(begin_again, beginning=beginning), f"new parameters, seed {beginning.seed}"))

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        self._column.setContentsMargins(px(4), px(4), px(10), px(4))
        self._column.setSpacing(px(10))
        self._foot.setSpacing(px(8))
        self._foot.setContentsMargins(px(4), 0, px(10), 0)
        # Qt opens a dialog no larger than two thirds of the screen, and large text needs more.
        self.resize(self.sizeHint())

    # Qt's own names

    def sizeHint(self) -> QSize:
        px = self._manager.theme.px
        return QSize(px(660), px(660)).boundedTo(self._window.size())
