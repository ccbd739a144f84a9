"""The files of the Practise room: what is handed in, and progress that is exported, imported, reset."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from bptutor.exercise.hand_in import hand_in, write
from bptutor.exercise.making import make
from bptutor.exercise.sitting import Sitting
from bptutor.foundation.errors import TutorError
from bptutor.foundation.numbers import counted
from bptutor.study.practise_learner import Learner
from bptutor.study.progress import taken_up
from bptutor.study.progress_exchange import export, merge, reset
from bptutor.ui.decimal_sign import comma_is_decimal
from bptutor.ui.dialogs.hand_in import HandInWindow

HAND_INS, PROGRESS = "Hand-ins (*.json)", "Progress (*.json)"
MOST = 1000  # exercises in one hand-in


class PractiseFiles(QObject):
    """`said` has a sentence for the learner; `changed` follows when the history is another."""

    said = Signal(str)
    changed = Signal()

    def __init__(self, learner: Learner, window: QWidget) -> None:
        super().__init__(window)
        self._learner = learner
        self._window = window

    def hand_in(self) -> None:
        """Ask what and under which name, then where."""
        dialog = HandInWindow(self._window)
        dialog.chosen.connect(self._hand_in)
        dialog.open()

    def export(self) -> None:
        """Everything that is known, in one file."""
        path = self._save_as("Export progress", "progress.json", PROGRESS)
        if path is not None and self._done(self._export, path):
            self.said.emit(f"Your progress is in {path.name}.")

    def import_file(self) -> None:
        """Add what a file knows."""
        name, _kind = QFileDialog.getOpenFileName(self._window, "Import progress", "", PROGRESS)
        if name and self._done(self._import, Path(name)):
            self.changed.emit()

    def reset(self) -> None:
        """Forget everything, after it has been exported."""
        path = self._save_as("Reset progress: first keep a copy", "progress-before-reset.json", PROGRESS)
        if path is not None and self._done(self._reset, path):
            self.changed.emit()
            self.said.emit(f"Your progress begins anew; what was is kept in {path.name}.")

    def write_hand_in(self, path: Path, name: str, span: timedelta) -> int:
        """Write a hand-in of the exercises since a while ago; how many. Raises TutorError."""
        now = self._learner.clock()
        sittings = []
        for past in reversed(self._learner.progress.history(MOST)):
            if past.answers and now - past.started <= span:
                sittings.append(taken_up(past, Sitting(make(past.recipe))))
        if not sittings:
            raise TutorError("There is nothing to hand in yet: no exercise of that time was answered.")
        write(hand_in(sittings, name, now, comma_is_decimal()), path)
        return len(sittings)

    def _hand_in(self, name: str, span: timedelta) -> None:
        path = self._save_as("Hand in", "hand-in.json", HAND_INS)
        if path is None:
            return
        try:
            count = self.write_hand_in(path, name, span)
        except TutorError as error:
            self.said.emit(str(error))
            return
        self.said.emit(f"{counted(count, 'exercise')} written to {path.name}: give your teacher that file.")

    def _save_as(self, title: str, suggested: str, kinds: str) -> Path | None:
        name, _kind = QFileDialog.getSaveFileName(self._window, title, suggested, kinds)
        if not name:
            return None
        return Path(name if name.endswith(".json") else f"{name}.json")

    def _done(self, does: object, path: Path) -> bool:
        assert callable(does)
        try:
            does(path)
        except TutorError as error:
            self.said.emit(str(error))
            return False
        return True

    def _export(self, path: Path) -> None:
        export(self._learner.progress, path, self._learner.clock())

    def _import(self, path: Path) -> None:
        count = merge(self._learner.progress, path)
        self.said.emit(f"{counted(count, 'exercise')} came in.")

    def _reset(self, path: Path) -> None:
        reset(self._learner.progress, path, self._learner.clock())
