"""What panels ask for, as actions: the one place where a signal becomes a change of the state."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from bptutor.engine.arrays import Array
from bptutor.engine.network import Network
from bptutor.engine.optimisers import Moments
from bptutor.study import actions, practise_actions
from bptutor.study.run_actions import RunAction
from bptutor.study.state import Room
from bptutor.trace.keys import Key
from bptutor.trace.steps import Level
from bptutor.ui.bridge import Bridge
from bptutor.ui.decimal_sign import comma_is_decimal


class Requests(QObject):
    """Slots for the panels' signals, each one action."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._bridge = bridge
        self._pointed: Key | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._point)

    def move(self, move: actions.Move) -> None:
        self._bridge.do(actions.MoveCursor(move))

    def go_to(self, index: int) -> None:
        self._bridge.do(actions.GoTo(index))

    def go_to_key(self, key: Key) -> None:
        self._bridge.do(actions.GoToKey(key))

    def go_to_iteration(self, iteration: int) -> None:
        self._bridge.do(actions.GoToIteration(iteration))

    def set_level(self, level: Level) -> None:
        self._bridge.do(actions.SetLevel(level))

    def set_speed(self, speed: float) -> None:
        self._bridge.do(actions.SetSpeed(speed))

    def set_room(self, room: Room) -> None:
        self._bridge.do(actions.SetRoom(room))

    def set_convention(self, name: str, value: str | float) -> None:
        match name:
            case "cost" | "reduction" | "relu_slope_at_zero":
                self._bridge.do(actions.SetConvention(name, value))

    def set_notation(self, name: str) -> None:
        self._bridge.do(actions.SetNotation(name))

    def set_logarithmic(self, logarithmic: bool) -> None:
        self._bridge.do(actions.SetLogarithmic(logarithmic))

    def point_at(self, key: Key | None) -> None:
        # The focus leaves a panel that is hidden while a change is shown: that waits until all have seen it.
        self._pointed = key
        if self._bridge.telling:
            self._later.start()
        else:
            self._point()

    def _point(self) -> None:
        self._bridge.do(actions.PointAt(self._pointed))

    def select(self, key: Key | None) -> None:
        self._bridge.do(actions.SelectParameter(key))

    def stop_predicting(self) -> None:
        self._bridge.do(practise_actions.SetPredicting(False))

    def predict(self, text: str) -> None:
        self._bridge.do(practise_actions.GivePrediction(text, comma_is_decimal()))

    def pick_factor(self, number: int) -> None:
        self._bridge.do(practise_actions.PickFactor(number))

    def show_predicted(self) -> None:
        self._bridge.do(practise_actions.ShowPredicted())

    def next_step(self) -> None:
        self._bridge.do(actions.MoveCursor("next"))

    def unfold(self, layer: int) -> None:
        self._bridge.do(actions.Unfold(layer))

    def forget_runs(self) -> None:
        self._bridge.do(actions.ForgetRuns())

    def gain(self, costs: Array, network: Network, moments: Moments | None = None) -> None:
        self._bridge.do(actions.AddIterations(costs, network, moments))

    def manage_runs(self, action: RunAction) -> None:
        self._bridge.do(action)
