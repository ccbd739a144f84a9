"""All parts of the window, each made once and in the order in which one needs another."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMainWindow

from bptutor.study.state import State
from bptutor.study.views.everything import ViewMemory
from bptutor.ui.bench import Bench
from bptutor.ui.bridge import Bridge
from bptutor.ui.canvas.widget import NetworkCanvas
from bptutor.ui.centre import Centre
from bptutor.ui.cost_panels import CostPanels
from bptutor.ui.derivation_desk import DerivationDesk
from bptutor.ui.docks import Docks
from bptutor.ui.editing_desk import EditingDesk
from bptutor.ui.guides import STEP, Guides
from bptutor.ui.help_desk import HelpDesk
from bptutor.ui.looking import Looking
from bptutor.ui.menus import Menus
from bptutor.ui.panels.chain import ChainPanel
from bptutor.ui.panels.player import PlayerPanel
from bptutor.ui.panels.step import StepPanel
from bptutor.ui.panels.values import ValuesPanel
from bptutor.ui.player_clock import PlayerClock
from bptutor.ui.predict_place import PredictPlace
from bptutor.ui.requests import Requests
from bptutor.ui.session import Session
from bptutor.ui.steps_ahead import StepsAhead
from bptutor.ui.theme import ThemeManager
from bptutor.ui.top_bar import TopBar
from bptutor.ui.training import Trainer
from bptutor.ui.window_commands import WindowCommands

if TYPE_CHECKING:
    from bptutor.study.practise_learner import Learner


class Parts:
    """What a window consists of. Nothing is connected yet, and nothing shown."""

    def __init__(
        self,
        window: QMainWindow,
        state: State,
        themes: ThemeManager,
        session: Session,
        learner: Callable[[], Learner],
    ) -> None:
        self.themes = themes
        self.session = session
        self.bridge = Bridge(state, window)
        self.requests = Requests(self.bridge)
        self.clock = PlayerClock(self.bridge)
        self.trainer = Trainer(window)
        self.menus = Menus(window)
        self.canvas = NetworkCanvas(themes)
        self.chain = ChainPanel(themes)
        self.step = StepPanel(themes)
        self.values = ValuesPanel(themes)
        self.views_of = ViewMemory()
        self.steps_ahead = StepsAhead(self.views_of, self.chain, self.step, window)
        self.cost = CostPanels(themes, window)
        self.player = PlayerPanel(themes)
        self.guides = Guides(self.bridge, themes, self.step, learner, window)
        self.help = HelpDesk(themes, window)
        self.derivations = DerivationDesk(themes, self.bridge, window)
        self.editing = EditingDesk(self.bridge, themes, window)
        self.predict = PredictPlace(themes)
        self.centre = Centre(themes, self.canvas, self.chain)
        self.top_bar = TopBar(themes, self.menus)
        self.docks = self._docks(window)
        self.looking = Looking(self.docks, self.centre, window)
        self.commands = WindowCommands(
            window,
            self.bridge,
            themes,
            session,
            self.menus,
            self.clock,
            self.trainer,
            self.canvas,
            self.docks,
        )
        self.bench = Bench(
            themes, self.bridge, self.session, self.requests, self.trainer, self.commands, window
        )

    def _docks(self, window: QMainWindow) -> Docks:
        panels = {
            "step": (STEP, self.guides),
            "slice": ("Cost against", self.cost.slice_place),
            "curve": ("Cost curve", self.cost.curve_place),
            "values": ("Values", self.values),
            "data": ("Data", self.editing.data_place),
        }
        return Docks(window, self.themes, panels)
