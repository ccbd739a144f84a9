"""The window: puts the panels together, and shows them each state."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QMessageBox,
    QToolBar,
)

from bptutor.study.practise_scene import own
from bptutor.study.state import State
from bptutor.study.views.everything import views_of
from bptutor.study.views.lab_view import lab_in_force, nudge_in_force
from bptutor.trace.symbols import Namer
from bptutor.ui.bench import Bench
from bptutor.ui.bridge import Bridge
from bptutor.ui.canvas.widget import NetworkCanvas
from bptutor.ui.centre import Centre
from bptutor.ui.cost_panels import CostPanels
from bptutor.ui.derivation_desk import DerivationDesk
from bptutor.ui.docks import Docks
from bptutor.ui.editing import goes_on, slice_draggable
from bptutor.ui.editing_desk import EditingDesk
from bptutor.ui.focus_order import move_focus
from bptutor.ui.guides import STEP, Guides, is_pack
from bptutor.ui.help_desk import HelpDesk
from bptutor.ui.looking import Looking
from bptutor.ui.menus import Menus
from bptutor.ui.panels.chain import ChainPanel
from bptutor.ui.panels.player import PlayerPanel
from bptutor.ui.panels.practise_switch import PredictSwitch
from bptutor.ui.panels.step import StepPanel
from bptutor.ui.panels.values import ValuesPanel
from bptutor.ui.player_clock import PlayerClock
from bptutor.ui.predict_place import PredictPlace
from bptutor.ui.requests import Requests
from bptutor.ui.session import Session, from_text, to_text
from bptutor.ui.theme import ThemeManager
from bptutor.ui.top_bar import TopBar
from bptutor.ui.training import Trainer
from bptutor.ui.window_commands import WindowCommands

if TYPE_CHECKING:
    from bptutor.study.practise_learner import Learner
    from bptutor.ui.lesson_room import LessonRoom
    from bptutor.ui.panels.practise import PractisePanel
    from bptutor.ui.practise_room import PractiseRoom

SMALLEST = QSize(640, 420)
USUAL = QSize(1280, 800)
ROOMY = 700  # at 100 % text: below it the drawing needs the player's second line
LAYOUT = 2  # changes with the docks that there are: an arrangement of others is not taken up
LOW = 540  # at 100 % text: below it there is no room for drawing and chain at once


class MainWindow(QMainWindow):
    """The one window. It decides nothing: panels ask, the bridge does, and all are shown the result."""

    def __init__(
        self, state: State, themes: ThemeManager, session: Session, learner: Callable[[], Learner]
    ) -> None:
        super().__init__()
        self._themes = themes
        self._session = session
        self._bridge = Bridge(state, self)
        self._requests = Requests(self._bridge)
        self._clock = PlayerClock(self._bridge)
        self._trainer = Trainer(self)
        self._menus = Menus(self)
        self._canvas = NetworkCanvas(themes)
        self._chain = ChainPanel(themes)
        self._step = StepPanel(themes)
        self._values = ValuesPanel(themes)
        self._cost = CostPanels(themes, self)
        self._player = PlayerPanel(themes)
        self._guides = Guides(self._bridge, themes, self._step, learner, self)
        self._help = HelpDesk(themes, self)
        self._derivations = DerivationDesk(themes, self._bridge, self)
        self.editing = EditingDesk(self._bridge, themes, self)
        self._predict = PredictPlace(themes)
        self._centre = Centre(themes, self._canvas, self._chain)
        self._top_bar = TopBar(themes, self._menus)
        self._build()
        self._commands = WindowCommands(
            self,
            self._bridge,
            themes,
            session,
            self._menus,
            self._clock,
            self._trainer,
            self._canvas,
            self._docks,
        )
        self._connect()
        self._show_all(state)

    @property
    def bridge(self) -> Bridge:
        """The state, and the way to change it."""
        return self._bridge

    @property
    def themes(self) -> ThemeManager:
        """How the window looks, and the way to change it."""
        return self._themes

    @property
    def lessons(self) -> LessonRoom:
        """The way to open a lesson or a pack."""
        return self._guides.lessons

    @property
    def practise(self) -> PractisePanel:
        """The guide of the Practise room."""
        return self._guides.practise

    @property
    def exercises(self) -> PractiseRoom:
        """The way to open exercises."""
        return self._guides.exercises

    @property
    def commands(self) -> WindowCommands:
        """What the window can do itself."""
        return self._commands

    def say(self, sentence: str) -> None:
        """Tell the learner something in a sentence, without stopping the program."""
        box = QMessageBox(QMessageBox.Icon.NoIcon, "Backprop Tutor", sentence, parent=self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def open_file(self, name: str) -> None:
        """Open a network or a pack of lessons, or show what another program's file holds."""
        if is_pack(Path(name)):
            self.lessons.open_file(name)
        elif not self.editing.take_file(name):
            self._commands.files.open_path(name)

    def restore_layout(self) -> None:
        """The size and panels of the last time, as far as they are known."""
        if not self.restoreGeometry(from_text(self._session.settings.window)):
            self.resize(USUAL)
        self._arrange()
        self.setFocus()
        arrangement = self._docks.arrangement
        if arrangement is not None and self._session.settings.layout == arrangement.value:
            self.restoreState(from_text(self._session.settings.docks), LAYOUT)

    def _build(self) -> None:
        self.setWindowTitle("Backprop Tutor")
        self.setMinimumSize(SMALLEST)
        self.setAcceptDrops(True)
        self.setMenuWidget(self._top_bar)
        self._centre.add_below(self.editing.bar)
        self._centre.add_below(self._predict)
        self.setCentralWidget(self._centre)
        panels = {
            "step": (STEP, self._guides),
            "slice": ("Cost against", self._cost.slice_place),
            "curve": ("Cost curve", self._cost.curve_place),
            "values": ("Values", self._values),
            "data": ("Data", self.editing.data_place),
        }
        self._docks = Docks(self, self._themes, panels)
        self._add_player()
        self._menus.show_recent(self._session.settings.recent)
        self._menus.show_packs(())

    def _add_player(self) -> None:
        bottom = QToolBar("Player")
        bottom.setObjectName("player")
        bottom.setMovable(False)
        bottom.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bottom.addWidget(self._player)
        bottom.addWidget(PredictSwitch(self._themes, self._menus.actions["predict"]))
        self.addToolBar(Qt.ToolBarArea.BottomToolBarArea, bottom)

    def _connect(self) -> None:
        ask = self._requests
        self._bridge.changed.connect(self._follow_state)
        self._bridge.refused.connect(self.say)
        self._session.failed.connect(self.say)
        self._themes.changed.connect(self._follow_theme)
        self._menus.requested.connect(self._commands.do)
        self._menus.network_requested.connect(self._commands.files.open_path)
        self._player.move_requested.connect(ask.move)
        self._player.step_requested.connect(ask.go_to)
        self._player.play_requested.connect(self._clock.toggle)
        self._player.level_requested.connect(ask.set_level)
        self._player.speed_requested.connect(ask.set_speed)
        self._player.iteration_requested.connect(ask.go_to_iteration)
        self._top_bar.room_requested.connect(ask.set_room)
        self._top_bar.convention_requested.connect(ask.set_convention)
        self._top_bar.notation_requested.connect(ask.set_notation)
        for panel in (self._canvas, self._chain, self._step, self._values):
            panel.pointed.connect(ask.point_at)
        for panel in (self._canvas, self._values):
            panel.selected.connect(ask.select)
        for panel in (self._chain, self._step):
            panel.step_requested.connect(ask.go_to)
        self._canvas.opened.connect(ask.unfold)
        self._canvas.clicked.connect(self._guides.click)
        self._connect_practise()
        self._guides.said.connect(self.say)
        self._guides.packs_changed.connect(self._menus.show_packs)
        self._menus.pack_requested.connect(self._guides.open_pack)
        self._commands.add("open_menu", self._top_bar.open_menu)
        self._commands.add("conventions", self._top_bar.open_conventions)
        self._commands.add("open_pack", self._guides.ask_for_pack)
        self._commands.add("contents", self._guides.show_contents)
        self._commands.add("help", self._help.show_help)
        self._chain.derivation_requested.connect(self._derivations.derive)
        self._guides.derivation_requested.connect(self._derivations.open_beside)
        self._guides.look_requested.connect(Looking(self._docks, self._centre, self).look)
        self._guides.help_requested.connect(self._help.show_page)
        self._help.link_requested.connect(self._guides.follow_link)
        self._connect_training()
        table, cost = self._values.table, self._cost
        self.editing.take(self._canvas, table, cost, self._commands, self._menus, self._docks)
        self.bench = Bench(self._themes, self._bridge, self._requests, self._trainer, self._commands, self)
        for name, does in self.bench.commands.items():
            self._commands.add(name, does)
        self._follow_theme()

    def _connect_practise(self) -> None:
        ask, guides = self._requests, self._guides
        self._predict.predicted.connect(ask.predict)
        self._predict.factor_picked.connect(ask.pick_factor)
        self._predict.show_requested.connect(ask.show_predicted)
        self._predict.next_requested.connect(ask.next_step)
        self._predict.stop_requested.connect(ask.stop_predicting)
        self._commands.add("toggle_predicting", guides.toggle_predicting)
        self._commands.add("set_of_five", guides.start_set)
        self._commands.add("history_of_answers", guides.show_history)
        self._commands.add("hand_in", guides.hand_in)
        self._commands.add("export_progress", guides.export_progress)
        self._commands.add("import_progress", guides.import_progress)
        self._commands.add("reset_progress", guides.reset_progress)

    def _connect_training(self) -> None:
        ask = self._requests
        cost = self._cost
        cost.run_requested.connect(self._commands.run)
        cost.stop_requested.connect(self._trainer.stop)
        cost.forget_requested.connect(ask.forget_runs)
        cost.logarithmic_requested.connect(ask.set_logarithmic)
        cost.iteration_requested.connect(ask.go_to_iteration)
        cost.value_requested.connect(self._guides.drag)
        cost.released.connect(self._guides.let_go)
        cost.nudge_requested.connect(self._guides.push)
        cost.made.connect(self._show_present)
        cost.made.connect(self._commands.files.runs.read)
        self._trainer.gained.connect(ask.gain)
        self._trainer.progressed.connect(cost.show_progress)

    def _follow_state(self, before: State, after: State) -> None:
        """Show what has changed; pointing alone lights, and shows nothing else anew."""
        self._guides.follow(before, after)
        self._trainer.follow(after.run)
        if _differs_only_by("pointed", before, after):
            for panel in (self._canvas, self._chain, self._step, self._values):
                panel.show_pointed(after.pointed)
            self._centre.show_note(self._canvas.note)
            return
        if _differs_only_by("run", before, after):
            self._show_run(after)
            return
        if before.document is not after.document:
            dragged = after.lesson is not None and after.lesson.dragged
            if not dragged and not goes_on(before, after):
                self._cost.forget_range()
        self._show_all(after)
        self._session.note_state(own(after))

    def _show_present(self) -> None:
        self._show_all(self._bridge.state)

    def _show_run(self, state: State) -> None:
        """A run has come further, and the step in sight is the same."""
        views = views_of(state)
        self._player.show_view(views.player)
        self._cost.show_state(state, views.network.numbers, views.network.namer, nudge_in_force(state))
        self._menus.show_state(state)

    def _show_all(self, state: State) -> None:
        views = views_of(state)
        numbers, namer = views.network.numbers, views.network.namer
        self._canvas.show_view(views.network)
        self._chain.show_view(views.chain)
        self._step.show_view(views.step)
        self._values.show_view(views.values)
        self._player.show_view(views.player)
        self._cost.show_state(state, numbers, namer, nudge_in_force(state))
        self._show_guide(state, namer)
        self._top_bar.show_state(state)
        self._menus.show_state(state)
        self._centre.show_title(views.network.title)
        self._centre.show_note(self._canvas.note)
        selected = namer.plain(state.selected) if state.selected is not None else "a parameter"
        self._docks.set_title("slice", f"Cost against {selected}")

    def _show_guide(self, state: State, namer: Namer) -> None:
        """The guide shows the lesson or the exercises in their room, the step elsewhere."""
        lab = lab_in_force(state)
        by_lesson = lab is not None and bool(lab[1].visit)
        self._cost.set_hold(by_lesson or slice_draggable(state), lab is not None and bool(lab[1].until))
        self._predict.show_state(state)
        self.editing.show_state(state, namer)
        title = self._guides.show_state(state, namer)
        self._docks.guide(title != STEP)
        self._docks.set_title("step", title)

    def _follow_theme(self) -> None:
        self._session.note(theme=self._themes.mode, scale=self._themes.scale)
        self._arrange()

    def _arrange(self) -> None:
        height = self.height() / self._themes.theme.scale
        low = height < LOW
        self._docks.fit(self.width())
        self._centre.show_low(low)
        self._player.show_low(low)
        self._player.show_labels(height >= ROOMY)
        self._top_bar.show_drawer(self._docks.is_drawer)

    # Qt's own names

    def focusNextPrevChild(self, forward: bool) -> bool:
        panels = self._docks.parts()
        guide = 1 + next(at for at, panel in enumerate(panels) if panel.isAncestorOf(self._guides))
        middle = (self._canvas, self._chain, self._centre)
        return move_focus(self, (self._top_bar, *panels[:guide], *middle, *panels[guide:]), forward)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._cost.make_soon()
        self.editing.make_soon()
        self._guides.make_soon()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._commands.files.kept.may_go(self.close):
            event.ignore()
            return
        self._trainer.stop()
        self._clock.stop()
        self._guides.close_rooms()
        arrangement = self._docks.arrangement
        self._session.note(
            window=to_text(self.saveGeometry()),
            docks=to_text(self.saveState(LAYOUT)),
            layout=arrangement.value if arrangement is not None else "",
        )
        self._session.write()
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if len(files) == 1:
            self.open_file(files[0])
        else:
            self.say(
                f"{len(files)} files were dropped: drop one at a time, a network, weights, a pack or a table."
            )


FIELDS = State.__struct_fields__


def _differs_only_by(one: str, before: State, after: State) -> bool:
    return all(name == one or getattr(before, name) is getattr(after, name) for name in FIELDS)
