"""Opens the window in which two networks are compared, shows it each state, and trains B along with A."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QWidget

from bptutor.engine.arrays import Array
from bptutor.engine.network import Network
from bptutor.engine.optimisers import Moments
from bptutor.study import pair_actions as actions
from bptutor.study.pair_follow import wanted
from bptutor.study.pair_memory import recalled, said
from bptutor.study.state import State
from bptutor.study.views.pair_numbers import pair_in_sight, pointed_at
from bptutor.study.views.pair_view import pair_view
from bptutor.ui.bridge import Bridge
from bptutor.ui.commands import Command
from bptutor.ui.pair_choice import RivalMenu
from bptutor.ui.panels.pair import PairPanel
from bptutor.ui.requests import Requests
from bptutor.ui.session import Session
from bptutor.ui.theme import ThemeManager, set_kind
from bptutor.ui.training import Trainer
from bptutor.ui.widgets.tool_window import ToolWindow

WANTED = QSize(620, 784)
SEEN = ("timeline", "cursor", "pair", "run", "document", "notation", "hidden", "practise", "stale", "opened")
HIDDEN = "A value is being asked for, and this window would give it away. Answer first, then compare."
STEPPING = frozenset(
    {"save", "save-as", "undo", "redo", "recompute", "next-iteration", "previous-iteration", "run-on"}
)


class PairDesk(QObject):
    """The player's keys work in its window too: A steps, and B with it. It begins with the kind of comparison
    that was chosen last, if there is such a one for the network in sight."""

    def __init__(
        self,
        manager: ThemeManager,
        bridge: Bridge,
        session: Session,
        requests: Requests,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._session = session
        self._trainer = Trainer(self)
        self.window = ToolWindow(manager, "Compare two networks", WANTED, parent)
        self.panel = PairPanel(manager)
        self._hidden = QLabel(HIDDEN)
        self._hidden.setWordWrap(True)
        set_kind(self._hidden, "muted")
        self.window.body.addWidget(self._hidden)
        self.window.body.addWidget(self.panel, 1)
        self.window.addActions([action for action in parent.actions() if _steps(action)])
        self.rivals = RivalMenu(bridge, self.window)
        self.panel.sides.choose.setMenu(self.rivals.menu)
        self._connect(requests)

    def _connect(self, requests: Requests) -> None:
        panel = self.panel
        self.rivals.chosen.connect(self._compare_with)
        self.rivals.refused.connect(self._bridge.refused)
        panel.pointed.connect(requests.point_at)
        panel.selected.connect(requests.select)
        panel.drawing.opened.connect(requests.unfold)
        panel.sides.iteration_requested.connect(self._set_iteration)
        panel.sides.going_on_requested.connect(self._set_going_on)
        panel.exchange_requested.connect(self._exchange)
        panel.take_over_requested.connect(self._take_over)
        self._trainer.gained.connect(self._gain)
        self.window.finished.connect(self._end)

    def open(self) -> None:
        """Compare; what is compared already stays."""
        self._bridge.do(self._beginning())
        if self._bridge.state.pair is not None:
            self._show(self._bridge.state)
            self.window.open_beside()
            self.panel.card.setFocus()

    def follow(self, before: State, after: State) -> None:
        """The window's state has changed."""
        pair = after.pair
        self._trainer.follow((after if pair is None else pair.b).run)
        if pair is None or not self.window.isVisible():
            return
        if any(getattr(before, name) is not getattr(after, name) for name in SEEN):
            self._show(after)
        if before.pointed != after.pointed:
            self.panel.show_pointed(after.pointed, pointed_at(pair, after.pointed).pointed)

    def _show(self, state: State) -> None:
        view, pair = pair_view(state), pair_in_sight(state)
        self._hidden.setVisible(view is None)
        self.panel.setVisible(view is not None)
        if view is None or pair is None:
            return
        self.panel.show_view(view)
        left = wanted(state, pair)
        if left and not self._trainer.running:
            self._trainer.start(pair.b.document, pair.b.run, left)

    def _beginning(self) -> actions.PairAction:
        state, word = self._bridge.state, self._session.settings.compared
        rival = recalled(word, state) if word and state.pair is None else None
        return actions.BeginComparing() if rival is None else actions.CompareWith(rival)

    def _compare_with(self, rival: actions.Rival) -> None:
        self._session.note(compared=said(rival))
        self._bridge.do(actions.CompareWith(rival))

    def _set_iteration(self, iteration: int) -> None:
        self._bridge.do(actions.SetIterationOfB(iteration))

    def _set_going_on(self, goes_on: bool) -> None:
        self._bridge.do(actions.SetGoingOn(goes_on))

    def _exchange(self) -> None:
        self._bridge.do(actions.Exchange())

    def _take_over(self) -> None:
        self._bridge.do(actions.TakeOver())

    def _gain(self, costs: Array, network: Network, moments: Moments | None = None) -> None:
        self._bridge.do(actions.GainForB(costs, network, moments))

    def _end(self) -> None:
        self._bridge.do(actions.EndComparing())


def _steps(action: QAction) -> bool:
    """Whether a command of the main window is of use while one looks at two networks."""
    entry = action.data()
    return isinstance(entry, Command) and (entry.menu == "Step" or entry.id in STEPPING)
