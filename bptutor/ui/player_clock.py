"""Plays the timeline: the next step at every tick, until the last."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from bptutor.study.actions import GoTo, MoveCursor, SetPlaying
from bptutor.study.state import State
from bptutor.ui.bridge import Bridge

STEP_MS = 900


class PlayerClock(QObject):
    """Ticks while a state says that it is playing, STEP_MS apart at usual speed."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._bridge = bridge
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        bridge.changed.connect(self._follow_state)

    def toggle(self) -> None:
        """Play or pause; at the end, play from the beginning."""
        state = self._bridge.state
        if not state.playing and state.cursor.index == state.total - 1:
            self._bridge.do(GoTo(0))
        self._bridge.do(SetPlaying(not state.playing))

    def stop(self) -> None:
        """Pause."""
        self._bridge.do(SetPlaying(False))

    def _follow_state(self, before: State, after: State) -> None:
        if before.playing == after.playing and before.speed == after.speed:
            return
        if after.playing:
            self._timer.start(round(STEP_MS / after.speed))
        else:
            self._timer.stop()

    def _tick(self) -> None:
        state = self._bridge.state
        if state.cursor.index < state.total - 1:
            self._bridge.do(MoveCursor("next"))
        else:
            self.stop()
