"""Opens the gradient check, and does its work in slices while the window is in sight."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtWidgets import QLabel, QWidget

from bptutor.study.check_differences import USUAL_STEP, Checking, nearest
from bptutor.study.practise_scene import in_exercise
from bptutor.study.state import State
from bptutor.study.views.check_curve import error_curve
from bptutor.study.views.check_view import check_view
from bptutor.study.views.check_words import HIDDEN
from bptutor.trace.symbols import Namer, notation_named
from bptutor.trace.timeline import Timeline
from bptutor.ui.theme import ThemeManager, set_kind
from bptutor.ui.widgets.tool_window import ToolWindow

if TYPE_CHECKING:
    from bptutor.ui.panels.check import CheckPanel

WANTED = QSize(580, 660)
SLICE_SECONDS = 0.008
REPORT_SECONDS = 0.1
SEEN = ("timeline", "selected", "notation", "hidden", "practise", "iteration")  # of a state


class CheckDesk(QObject):
    """`pointed` and `selected` tell a parameter. It is shown each state, and looks at it while it is open."""

    pointed = Signal(object)
    selected = Signal(object)

    def __init__(self, manager: ThemeManager, parent: QWidget) -> None:
        super().__init__(parent)
        self._manager = manager
        self._parent = parent
        self._state: State | None = None
        self._timeline: Timeline | None = None
        self._checking: Checking | None = None
        self._h = USUAL_STEP
        self._reported = 0.0
        self._panel: CheckPanel | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._work)

    @property
    def window(self) -> ToolWindow | None:
        """The window, once it has been opened."""
        return None if self._panel is None else self._window

    @property
    def working(self) -> bool:
        """Whether there is something that is not checked yet, and being worked on."""
        return self._timer.isActive()

    def open(self) -> None:
        """Show the check of the pass in sight."""
        if self._panel is None:
            self._make()
        self._window.open_beside()
        assert self._panel is not None
        self._panel.table.setFocus()
        self._follow()

    def show_state(self, state: State) -> None:
        """The window's state, of which nothing is computed while the check is shut."""
        self._state = state

    def follow(self, before: State, after: State) -> None:
        """The window's state has changed; where only another value is pointed at, its row is lit."""
        self._state = after
        if self._panel is None or not self._is_open():
            return
        if any(getattr(before, name) is not getattr(after, name) for name in SEEN):
            self._follow()
        if before.pointed != after.pointed:
            self._panel.show_pointed(after.pointed)

    def _make(self) -> None:
        # The plots, which are slow to import, with the first time that somebody wants them.
        from bptutor.ui.panels.check import CheckPanel

        self._window = ToolWindow(self._manager, "Gradient check", WANTED, self._parent)
        self._panel = CheckPanel(self._manager)
        self._hidden = QLabel(HIDDEN)
        self._hidden.setWordWrap(True)
        set_kind(self._hidden, "muted")
        self._window.body.addWidget(self._hidden)
        self._window.body.addWidget(self._panel, 1)
        self._panel.pointed.connect(self.pointed)
        self._panel.selected.connect(self.selected)
        self._panel.step_requested.connect(self.set_step)
        self._window.finished.connect(self._rest)

    def _is_open(self) -> bool:
        return self._panel is not None and self._window.isVisible()

    def _rest(self) -> None:
        self._timer.stop()
        self.pointed.emit(None)

    def _follow(self) -> None:
        """Check the pass in sight, if it is another one."""
        state = self._state
        assert self._panel is not None
        if state is None:
            return
        hidden = bool(state.hidden) or in_exercise(state)
        self._hidden.setVisible(hidden)
        self._panel.setVisible(not hidden)
        if hidden:
            self._timer.stop()
            return
        if state.timeline is not self._timeline or self._checking is None:
            self._timeline = state.timeline
            self._checking = Checking(state.network, state.timeline.examples, self._h)
        self._begin()

    def set_step(self, h: float) -> None:
        """Check with another h: the nearest one that the slider has."""
        self._h = nearest(h)
        if self._checking is not None:
            self._checking.set_step(self._h)
            self._begin()

    def _begin(self) -> None:
        """The first slice at once, and what it has found is shown: a hand is on the slider."""
        assert self._checking is not None
        self._do_slice()
        self._report()
        if not self._checking.done:
            self._timer.start()

    def _work(self) -> None:
        assert self._checking is not None
        self._do_slice()
        if self._checking.done:
            self._timer.stop()
        if self._checking.done or perf_counter() - self._reported > REPORT_SECONDS:
            self._report()

    def _do_slice(self) -> None:
        checking, end = self._checking, perf_counter() + SLICE_SECONDS
        assert checking is not None
        while checking.work() and perf_counter() < end:
            pass

    def _report(self) -> None:
        state, checking = self._state, self._checking
        assert self._panel is not None and state is not None and checking is not None
        self._reported = perf_counter()
        view = check_view(checking, Namer(state.network, notation_named(state.notation)), state.selected)
        curve = error_curve(checking, view, state.timeline.values)
        self._panel.show_view(view, curve, state.iteration)
