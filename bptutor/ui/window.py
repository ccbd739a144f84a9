"""The window: puts its parts in their places, and answers Qt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QMessageBox, QToolBar

from bptutor.study.state import State
from bptutor.ui.bench import Bench
from bptutor.ui.bridge import Bridge
from bptutor.ui.editing_desk import EditingDesk
from bptutor.ui.focus_order import move_focus
from bptutor.ui.guides import is_pack
from bptutor.ui.panels.practise_switch import PredictSwitch
from bptutor.ui.parts import Parts
from bptutor.ui.session import Session, from_text, to_text
from bptutor.ui.showing import Showing
from bptutor.ui.theme import ThemeManager
from bptutor.ui.window_commands import WindowCommands
from bptutor.ui.wiring import connect

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
        self.parts = Parts(self, state, themes, session, learner)
        self._place()
        showing = Showing(self.parts, self)
        connect(self.parts, showing, self.say)
        themes.changed.connect(self._follow_theme)
        self._follow_theme()
        showing.show_all(state)

    @property
    def bridge(self) -> Bridge:
        """The state, and the way to change it."""
        return self.parts.bridge

    @property
    def themes(self) -> ThemeManager:
        """How the window looks, and the way to change it."""
        return self.parts.themes

    @property
    def lessons(self) -> LessonRoom:
        """The way to open a lesson or a pack."""
        return self.parts.guides.lessons

    @property
    def practise(self) -> PractisePanel:
        """The guide of the Practise room."""
        return self.parts.guides.practise

    @property
    def exercises(self) -> PractiseRoom:
        """The way to open exercises."""
        return self.parts.guides.exercises

    @property
    def editing(self) -> EditingDesk:
        """The way to change the network and its examples."""
        return self.parts.editing

    @property
    def bench(self) -> Bench:
        """The tools beside the window."""
        return self.parts.bench

    @property
    def commands(self) -> WindowCommands:
        """What the window can do itself."""
        return self.parts.commands

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
            self.commands.files.open_path(name)

    def restore_layout(self) -> None:
        """The size and panels of the last time, as far as they are known."""
        settings = self.parts.session.settings
        if not self.restoreGeometry(from_text(settings.window)):
            self.resize(USUAL)
        self._arrange()
        self.setFocus()
        arrangement = self.parts.docks.arrangement
        if arrangement is not None and settings.layout == arrangement.value:
            self.restoreState(from_text(settings.docks), LAYOUT)

    def _place(self) -> None:
        parts = self.parts
        self.setMinimumSize(SMALLEST)
        self.setAcceptDrops(True)
        self.setMenuWidget(parts.top_bar)
        parts.centre.add_below(parts.editing.bar)
        parts.centre.add_below(parts.predict)
        self.setCentralWidget(parts.centre)
        bottom = QToolBar("Player")
        bottom.setObjectName("player")
        bottom.setMovable(False)
        bottom.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bottom.addWidget(parts.player)
        bottom.addWidget(PredictSwitch(parts.themes, parts.menus.actions["predict"]))
        self.addToolBar(Qt.ToolBarArea.BottomToolBarArea, bottom)
        parts.menus.show_recent(parts.session.settings.recent)
        parts.menus.show_packs(())

    def _follow_theme(self) -> None:
        self.parts.session.note(theme=self.themes.mode, scale=self.themes.scale)
        self._arrange()

    def _arrange(self) -> None:
        parts, height = self.parts, self.height() / self.themes.theme.scale
        low = height < LOW
        parts.docks.fit(self.width())
        parts.centre.show_low(low)
        parts.player.show_low(low)
        parts.player.show_labels(height >= ROOMY)
        parts.top_bar.show_drawer(parts.docks.is_drawer)

    # Qt's own names

    def focusNextPrevChild(self, forward: bool) -> bool:
        parts = self.parts
        panels = parts.docks.parts()
        guide = 1 + next(at for at, panel in enumerate(panels) if panel.isAncestorOf(parts.guides))
        middle = (parts.canvas, parts.chain, parts.centre)
        return move_focus(self, (parts.top_bar, *panels[:guide], *middle, *panels[guide:]), forward)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        for late in (self.parts.cost, self.parts.editing, self.parts.guides):
            late.make_soon()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def closeEvent(self, event: QCloseEvent) -> None:
        parts = self.parts
        if not parts.commands.files.kept.may_go(self.close):
            event.ignore()
            return
        parts.trainer.stop()
        parts.clock.stop()
        parts.guides.close_rooms()
        arrangement = parts.docks.arrangement
        parts.session.note(
            window=to_text(self.saveGeometry()),
            docks=to_text(self.saveState(LAYOUT)),
            layout=arrangement.value if arrangement is not None else "",
        )
        parts.session.write()
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
