"""Examples that come from elsewhere or go there: tables in files and on the clipboard, and generators."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from bptutor.engine.arrays import frozen
from bptutor.engine.changes import Changed, examples_of
from bptutor.engine.changes_examples import replace_examples
from bptutor.engine.document import Document
from bptutor.engine.examples import Examples
from bptutor.engine.limits import MAX_FILE
from bptutor.engine.tables_examples import write_table_file
from bptutor.foundation.errors import TutorError
from bptutor.foundation.files import read_text
from bptutor.foundation.numbers import counted
from bptutor.study.edit_actions import Edit
from bptutor.ui.bridge import Bridge
from bptutor.ui.theme import ThemeManager

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
    return replace_examples(document, Examples(inputs, targets))


class DataFiles(QObject):
    """Asks, reads and writes. `edit_requested(Edit)` with the examples that were chosen."""

    edit_requested = Signal(object)

    def __init__(self, bridge: Bridge, themes: ThemeManager, window: QWidget) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._themes = themes
        self._window = window

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
        self.take_text(text)

    def take_text(self, text: str) -> None:
        """Show how a table would be read, and take its examples if that is right."""
        from bptutor.ui.dialogs.import_table import ImportWindow

        dialog = ImportWindow(self._themes, text, self._widths(), self._window)
        dialog.chosen.connect(self._import)
        dialog.open()

    def ask_to_export(self) -> None:
        """Ask where to write the examples."""
        from bptutor.ui.dialogs.files import ask_to_save

        name = self._bridge.state.document.name or "examples"
        ask_to_save(self._window, "Export the examples", Path(f"{name}.csv"), TABLES, "csv", self.export_to)

    def export_to(self, name: str) -> None:
        """Write the examples as a table."""
        examples = self._bridge.state.document.examples
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

    def _import(self, examples: Examples, append: bool) -> None:
        count = counted(len(examples), "example")
        if append:
            self.edit_requested.emit(Edit(partial(appended, examples=examples), f"{count} more"))
        else:
            change = partial(replace_examples, examples=examples)
            self.edit_requested.emit(Edit(change, f"{count} imported"))

    def _generate(self, examples: Examples, title: str) -> None:
        label = f"{counted(len(examples), 'example')} of {title}"
        self.edit_requested.emit(Edit(partial(replace_examples, examples=examples), label))

    def _widths(self) -> tuple[int, int]:
        widths = self._bridge.state.network.widths
        return widths[0], widths[-1]
