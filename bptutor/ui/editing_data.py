"""Editing the examples: what the panel “Data” asks for becomes edits and steps."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QInputDialog, QWidget

from bptutor.engine import changes_examples as changes
from bptutor.foundation.errors import TutorError
from bptutor.study.actions import GoTo, GoToIteration
from bptutor.study.edit_actions import Change, Edit, EditValue
from bptutor.study.edit_reduce import document_in_sight
from bptutor.study.practise_scene import in_exercise
from bptutor.study.state import State
from bptutor.study.views.data_view import data_view, first_step, way_to
from bptutor.trace.keys import Key
from bptutor.trace.symbols import namer_of, notation_named
from bptutor.ui.bridge import Bridge
from bptutor.ui.editing import Editing
from bptutor.ui.editing_data_files import DataFiles
from bptutor.ui.panels.data import DataPanel
from bptutor.ui.panels.structure_beginning import HIGHEST_SEED
from bptutor.ui.theme import ThemeManager


def _followed(state: State) -> tuple[object, ...]:
    """What the table follows from."""
    names = state.network.widths, state.notation
    return state.document.examples, names, state.timeline.rows, state.row, in_exercise(state)


class DataEditing(QObject):
    """Does what the panel asks for; what cannot be done the panel says. `files` has what comes from files."""

    def __init__(
        self, bridge: Bridge, themes: ThemeManager, editing: Editing, panel: DataPanel, window: QWidget
    ) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._editing = editing
        self._panel = panel
        self._window = window
        self.files = DataFiles(bridge, themes, window)
        self._does: dict[str, Callable[[], object]] = {
            "add": self._add,
            "remove": self._remove,
            "up": partial(self._move, -1),
            "down": partial(self._move, 1),
            "shuffle": self._ask_seed,
            "paste": panel.table.paste,
            "import": self.files.ask_to_import,
            "export": self.files.ask_to_export,
            "generate": self.files.ask_to_generate,
        }
        panel.requested.connect(self._do)
        panel.typed.connect(self._type)
        panel.step_requested.connect(self.step)
        panel.table.pasted.connect(self.files.take_text)
        self.files.edit_requested.connect(self._take)
        panel.shown.connect(self._show_late)
        bridge.changed.connect(self._follow)
        self._show(bridge.state)

    def step(self, example: int) -> None:
        """To the first step of an example; where updates take others first, these are done."""
        way = way_to(self._bridge.state, example)
        if way is None:
            return
        if way.iterations:
            self._bridge.do(GoToIteration(self._bridge.state.iteration + way.iterations))
        self._bridge.do(GoTo(first_step(self._bridge.state, example)))

    def shuffle(self, seed: int) -> None:
        """The examples in the order that follows from a seed."""
        self._edit(partial(changes.shuffle_examples, seed=seed), f"shuffled by seed {seed}")

    def _follow(self, before: State, after: State) -> None:
        """The table is shown what it can tell apart; most steps change nothing of it."""
        if _followed(before) == _followed(after):
            return
        if self._panel.isVisible():
            self._show(after)
        else:
            self._late = True

    def _show_late(self) -> None:
        """The table comes into sight: show it what it has missed."""
        if self._late:
            self._show(self._bridge.state)

    def _show(self, state: State) -> None:
        self._late = False
        self._panel.show_view(data_view(state, namer_of(state.network, notation_named(state.notation))))

    def _do(self, what: str) -> None:
        self._does[what]()

    def _type(self, example: int, key: Key, text: str) -> None:
        try:
            value = self._editing.read(text)
        except TutorError as error:
            state = self._bridge.state
            name = namer_of(state.network, notation_named(state.notation)).plain(key)
            self._panel.show_problem(f"Example {example:,}, {name}: {error}")
            return
        problem = self._editing.attempt(EditValue(key, value, example=example))
        if problem:
            self._panel.show_problem(problem)

    def _take(self, edit: Edit) -> None:
        self._edit(edit.change, edit.label)

    def _edit(self, change: Change, label: str) -> bool:
        """Whether a change could be made; if not, the panel says why."""
        try:
            change(document_in_sight(self._bridge.state))
        except TutorError as error:
            self._panel.show_problem(str(error))
            return False
        self._bridge.do(Edit(change, label))
        return True

    def _add(self) -> None:
        chosen = self._panel.table.selected()
        at = chosen[-1] + 1 if chosen else self._count() + 1
        if self._edit(partial(changes.add_example, at=at), f"example {at} added"):
            self._panel.table.select([at])
            self._panel.table.setFocus()

    def _remove(self) -> None:
        chosen = self._panel.table.selected()
        if not chosen:
            self._panel.show_problem("choose the examples first: click on their rows")
            return
        label = f"example {chosen[0]} removed" if len(chosen) == 1 else f"{len(chosen)} examples removed"
        if self._edit(partial(changes.remove_examples, numbers=tuple(chosen)), label):
            self._panel.table.select([min(chosen[0], self._count())])

    def _move(self, by: int) -> None:
        """The selected examples one place on, as far as the first or last place lets them."""
        chosen = self._panel.table.selected()
        if not chosen:
            self._panel.show_problem("choose an example first: click on its row")
            return
        if chosen[0] + by < 1 or chosen[-1] + by > self._count():
            return
        order = list(range(1, self._count() + 1))
        for number in chosen if by < 0 else reversed(chosen):
            order[number - 1], order[number - 1 + by] = order[number - 1 + by], order[number - 1]
        label = f"example {chosen[0]} moved" if len(chosen) == 1 else f"{len(chosen)} examples moved"
        if self._edit(partial(changes.reorder_examples, order=tuple(order)), label):
            self._panel.table.select([number + by for number in chosen])

    def _ask_seed(self) -> None:
        dialog = QInputDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle("Shuffle")
        dialog.setLabelText("Seed: the same one gives the same order")
        dialog.setInputMode(QInputDialog.InputMode.IntInput)
        dialog.setIntRange(0, HIGHEST_SEED)
        dialog.intValueSelected.connect(self.shuffle)
        dialog.open()

    def _count(self) -> int:
        examples = self._bridge.state.document.examples
        return 0 if examples is None else len(examples)
