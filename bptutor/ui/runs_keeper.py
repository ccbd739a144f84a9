"""Keeps the runs on the cost curve from one start to the next."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from bptutor.foundation.errors import TutorError
from bptutor.study.practise_scene import is_own, own
from bptutor.study.run_actions import RestoreRuns
from bptutor.study.state import State
from bptutor.ui.bridge import Bridge
from bptutor.ui.editing_kept import Kept
from bptutor.ui.session import Session


class RunsKeeper(QObject):
    """Reads them when there is a curve to show them on, and has them written with the session.

    Nothing is written before they were read, so that a short look at the window loses none."""

    def __init__(self, bridge: Bridge, session: Session, kept: Kept) -> None:
        super().__init__(kept)
        self._bridge = bridge
        self._session = session
        self._kept = kept
        self._read = session.runs_read
        self._written: tuple[object, ...] = ()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.read)
        bridge.changed.connect(self._follow)
        session.add(self._write)

    def read(self) -> None:
        """Take up the runs of the last time, once, as soon as the learner's own network is in sight."""
        state = self._bridge.state
        if self._read or not is_own(state):
            return
        self._read = True
        base = self._kept.base
        if base is None:
            return
        from bptutor.study.run_restore import kept_runs
        from bptutor.study.runs_file import put_aside

        try:
            runs = kept_runs(state, base)
        except TutorError:
            self._bridge.refused.emit(put_aside())
            return
        if runs:
            self._bridge.do(RestoreRuns(runs))

    def _follow(self, before: State, after: State) -> None:
        if not self._read and is_own(after) and not is_own(before):
            self._soon.start(0)
        if _differ(_kept(own(before)), _kept(own(after))):
            self._session.soon()

    def _write(self) -> None:
        """Write them, if they changed. Raises FileError."""
        state, base = own(self._bridge.state), self._kept.base
        now = (*_kept(state), base)
        if not self._read or not _differ(now, self._written):
            return
        from bptutor.study.runs_file import forget_runs, write_runs

        self._written = now
        if base is None or not (state.run.length or state.earlier_runs):
            forget_runs(base)
        else:
            write_runs(base, state.run, state.iteration, state.earlier_runs, state.document.examples)


def _kept(state: State) -> tuple[object, ...]:
    return state.run, state.earlier_runs, state.document, state.iteration


def _differ(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return len(one) != len(other) or any(a is not b and a != b for a, b in zip(one, other, strict=True))
