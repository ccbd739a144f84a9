"""Editing the examples: what the panel “Data” asks for becomes edits, files and steps."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QInputDialog, QWidget

from bptutor.engine import changes_examples as changes
from bptutor.engine.arrays import frozen
from bptutor.engine.changes import Changed, examples_of
from bptutor.engine.document import Document
from bptutor.engine.examples import Examples
from bptutor.engine.limits import MAX_FILE
from bptutor.engine.tables_examples import write_table_file
from bptutor.foundation.errors import TutorError
from bptutor.foundation.files import read_text
from bptutor.foundation.numbers import counted
from bptutor.study.actions import GoTo, GoToIteration
from bptutor.study.edit_actions import Change, Edit, EditValue
from bptutor.study.state import State
from bptutor.study.views.data_view import data_view, first_step, way_to
from bptutor.trace.keys import Key
from bptutor.trace.symbols import Namer, notation_named
from bptutor.ui.bridge import Bridge
from bptutor.ui.editing import Editing
from bptutor.ui.panels.data import DataPanel
from bptutor.ui.panels.structure_beginning import HIGHEST_SEED
from bptutor.ui.theme import ThemeManager

WATCHED = ("document", "timeline", "notation", "practise")  # what the table follows from, besides the row
TABLES = "Tables (*.csv *.tsv *.txt);;All files (*)"


def appended(document: Document, examples: Examples) -> Changed:
    """More examples after those that are there. Raises TutorError where they have other widths."""
    old = examples_of(document)
    if (old.inputs.shape[1], old.targets.shape[1]) != (examples.inputs.shape[1], examples.targets.shape[1]):
        raise TutorError(
            f"the present examples have {counted(old.inputs.shape[1], 'input')} and "
            f"{counted(old.targets.shape[1], 'target')}, and the new ones have not: put them in their place"
        )
    inputs = frozen(np.concatenate([old.inputs, examples.inputs]))
    targets = frozen(np.concatenate([old.targets, examples.targets]))
    return changes.replace_examples(document, Examples(inputs, targets))


class DataEditing(QObject):
    """Does what the panel asks for."""

    def __init__(
        self, bridge: Bridge, themes: ThemeManager, editing: Editing, panel: DataPanel, window: QWidget
    ) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._themes = themes
        self._editing = editing
        self._panel = panel
        self._window = window
        self._does: dict[str, Callable[[], object]] = {
            "add": self._add,
            "remove": self._remove,
            "up": partial(self._move, -1),
            "down": partial(self._move, 1),
            "shuffle": self._ask_seed,
            "paste": panel.table.paste,
            "import": self.ask_to_import,
            "export": self.ask_to_export,
            "generate": self.ask_to_generate,
        }
        panel.requested.connect(self._do)
        panel.typed.connect(self._type)
        panel.step_requested.connect(self.step)
        panel.table.pasted.connect(self._take_text)
        bridge.changed.connect(self._follow)
        self._show(bridge.state)

    @property
    def _state(self) -> State:
        return self._bridge.state

    def step(self, example: int) -> None:
        """To the first step of an example; where updates take others first, these are done."""
        way = way_to(self._state, example)
        if way is None:
            return
        if way.iterations:
            self._bridge.do(GoToIteration(self._state.iteration + way.iterations))
        self._bridge.do(GoTo(first_step(self._state, example)))

    def ask_to_import(self) -> None:
        """Ask for a table's file, and show how it would be read."""
        from bptutor.ui.dialogs.files import ask_to_open

        ask_to_open(self._window, "Import a table", "", TABLES, self.import_from)

    def import_from(self, name: str) -> None:
        """Show how a file's table would be read."""
        try:
            text = read_text(Path(name), MAX_FILE)
        except TutorError as error:
            self._bridge.refused.emit(str(error))
            return
        self._take_text(text)

    def ask_to_export(self) -> None:
        """Ask where to write the examples."""
        from bptutor.ui.dialogs.files import ask_to_save

        name = self._state.document.name or "examples"
        ask_to_save(self._window, "Export the examples", Path(f"{name}.csv"), TABLES, "csv", self.export_to)

    def export_to(self, name: str) -> None:
        """Write the examples as a table."""
        examples = self._state.document.examples
        if examples is None:
            return
        try:
            write_table_file(name, examples)
        except TutorError as error:
            self._bridge.refused.emit(str(error))

    def ask_to_generate(self) -> None:
        """Ask which examples are to be made."""
        from bptutor.ui.dialogs.generate import GenerateWindow

        dialog = GenerateWindow(self._themes, self._widths(), self._window)
        dialog.chosen.connect(self._generate)
        dialog.open()

    def _follow(self, before: State, after: State) -> None:
        """The table is shown what it can tell apart; most steps change nothing of it."""
        changed = any(getattr(before, name) is not getattr(after, name) for name in WATCHED)
        if changed or before.row != after.row:
            self._show(after)

    def _show(self, state: State) -> None:
        self._panel.show_view(data_view(state, Namer(state.network, notation_named(state.notation))))

    def _do(self, what: str) -> None:
        self._does[what]()

    def _type(self, example: int, key: Key, text: str) -> None:
        try:
            value = self._editing.read(text)
        except TutorError as error:
            self._panel.show_problem(str(error))
            return
        problem = self._editing.attempt(EditValue(key, value, example=example))
        if problem:
            self._panel.show_problem(problem)

    def _edit(self, change: Change, label: str) -> bool:
        """Whether a change could be made; if not, the panel says why."""
        try:
            change(self._state.document)
        except TutorError as error:
            self._panel.show_problem(str(error))
            return False
        self._bridge.do(Edit(change, label))
        return True

    def _add(self) -> None:
        chosen = self._panel.table.selected()
        count = self._count()
        at = chosen[-1] + 1 if chosen else count + 1
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
        """The selected example one place on; several move together where they stand side by side."""
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

    def shuffle(self, seed: int) -> None:
        """The examples in the order that follows from a seed."""
        self._edit(partial(changes.shuffle_examples, seed=seed), f"shuffled by seed {seed}")

    def _take_text(self, text: str) -> None:
        """Show how a table would be read, and take its examples if that is right."""
        from bptutor.ui.dialogs.import_table import ImportWindow

        dialog = ImportWindow(self._themes, text, self._widths(), self._window)
        dialog.chosen.connect(self._import)
        dialog.open()

    def _import(self, examples: Examples, append: bool) -> None:
        count = counted(len(examples), "example")
        if append:
            self._edit(partial(appended, examples=examples), f"{count} more")
        else:
            self._edit(partial(changes.replace_examples, examples=examples), f"{count} imported")

    def _generate(self, examples: Examples, title: str) -> None:
        label = f"{counted(len(examples), 'example')} of {title}"
        self._edit(partial(changes.replace_examples, examples=examples), label)

    def _widths(self) -> tuple[int, int]:
        widths = self._state.network.widths
        return widths[0], widths[-1]

    def _count(self) -> int:
        examples = self._state.document.examples
        return 0 if examples is None else len(examples)
