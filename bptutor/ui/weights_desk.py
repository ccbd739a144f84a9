"""Weights from other programs' files: asked for or dropped, shown, and taken as one edit."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from bptutor.engine.limits import MAX_FILE
from bptutor.engine.weights_files import REFUSED, looks_like_weights, read_weights
from bptutor.engine.weights_files_plan import refuse_twins
from bptutor.engine.weights_files_taking import import_weights
from bptutor.foundation.errors import FileError, TutorError
from bptutor.foundation.files import read_text
from bptutor.study.edit_actions import Edit
from bptutor.study.edit_reduce import document_in_sight
from bptutor.study.practise_scene import ONLY_OWN, in_exercise
from bptutor.ui.bridge import Bridge
from bptutor.ui.dialogs.import_weights import Taken, WeightsWindow
from bptutor.ui.theme import ThemeManager

KINDS = "Weights (*.safetensors *.npz *.csv *.tsv *.txt);;All files (*)"
ARRAYS = frozenset({".safetensors", ".npz", *REFUSED})  # also what is refused, with the reason
TABLES = frozenset({".csv", ".tsv", ".txt"})


def is_weights(path: Path) -> bool:
    """Whether a file is one of weights, by its ending, or for a table by what stands in it."""
    suffix = path.suffix.lower()
    if suffix not in TABLES:
        return suffix in ARRAYS
    try:
        return looks_like_weights(read_text(path, MAX_FILE))
    except TutorError:
        return False


def is_table(path: Path) -> bool:
    """Whether a file is a table, by its ending."""
    return path.suffix.lower() in TABLES


class WeightsDesk(QObject):
    """Asks for a file, and shows what is in it before anything of it is taken."""

    def __init__(self, bridge: Bridge, themes: ThemeManager, window: QWidget) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._themes = themes
        self._window = window

    def ask(self) -> None:
        """Ask which file."""
        from bptutor.ui.dialogs.files import ask_to_open

        ask_to_open(self._window, "Import weights", "", KINDS, self.open_path)

    def open_path(self, name: str) -> None:
        """Show what a file's arrays would be taken for; what is wrong with it is said."""
        state, path = self._bridge.state, Path(name)
        if in_exercise(state):
            self._bridge.refused.emit(ONLY_OWN)
            return
        try:
            tensors = read_weights(path)
            refuse_twins(tensors)
        except FileError as error:
            self._bridge.refused.emit(str(error))
            return
        except TutorError as error:
            self._bridge.refused.emit(str(FileError(path, str(error))))
            return
        dialog = WeightsWindow(self._themes, path.name, tensors, document_in_sight(state), self._window)
        dialog.chosen.connect(self._take)
        dialog.open()

    def _take(self, taken: Taken) -> None:
        change = partial(
            import_weights,
            tensors=taken.tensors,
            proposal=taken.proposal,
            hidden=taken.hidden,
            last=taken.last,
            name=Path(taken.name).stem,
        )
        self._bridge.do(Edit(change, f"weights of {taken.name}"))
