"""Makes the panel “Surface” when it first comes into sight, and keeps it at what the network says.

While numbers move (a run, a drag) the surface is coarse and cheap, in a turn of its own after all else has
been shown; it is made fine when they rest. Out of sight nothing is computed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QDockWidget, QFrame, QScrollArea, QWidget

from bptutor.engine.network import Network
from bptutor.study.practise_scene import in_exercise
from bptutor.study.state import State
from bptutor.trace.symbols import Namer, notation_named
from bptutor.ui.bridge import Bridge
from bptutor.ui.theme import ThemeManager

if TYPE_CHECKING:
    from bptutor.study.views.surface_ground import Ground
    from bptutor.study.views.surface_view import SurfaceView
    from bptutor.ui.panels.surface import SurfacePanel

SOON_MS = 120  # for the window's first picture, and the panels that everybody sees
REST_MS = 220
APART_MS = 25  # from a run's report, whose own pictures come first
SEEN = ("timeline", "run", "document", "notation", "hidden", "practise")  # of a state, besides the row
HIDDEN = "A value is being asked for, and the surface would give it away. Answer first."


class SurfaceDesk(QObject):
    """`place` is for the panel, `attach` begins. `made(widget)` brings what stands beside the switch."""

    made = Signal(object)

    def __init__(self, bridge: Bridge, themes: ThemeManager, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._themes = themes
        self.place = QScrollArea()
        self.place.setFrameShape(QFrame.Shape.NoFrame)
        self.place.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.place.setWidgetResizable(True)
        self._panel: SurfacePanel | None = None
        self._docked = self._turned = False  # whether the dock, and in it this page, are in sight
        self._output = 0
        self._grown = False  # whether the run has come further while this iteration is in sight
        self._wanted: bool | None = None  # whether a person has asked for the end of the run, or against it
        self._ground: tuple[tuple[object, ...], Ground] | None = None
        self._shown: tuple[Network, SurfaceView] | None = None
        self._soon, self._rest = self._timer(self._show_quickly), self._timer(self._show_finely)

    def _timer(self, does: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(does)
        return timer

    @property
    def panel(self) -> SurfacePanel | None:
        """The panel, once it has come into sight."""
        return self._panel

    def attach(self, dock: QDockWidget, step: Callable[[int], None]) -> None:
        """Follow the state while the dock is in sight. `step` goes to an example."""
        self._step = step
        dock.visibilityChanged.connect(self._see)
        self._bridge.changed.connect(self._follow)

    def open(self) -> None:
        """The keyboard to the plot, which is in sight now."""
        self._docked = self._turned = True
        self._show(quick=False)
        if self._panel is not None and self._panel.plot.isVisible():
            self._panel.plot.setFocus(Qt.FocusReason.TabFocusReason)

    def turn(self, shown: bool) -> None:
        """The page of the surface has been turned to, or away from."""
        self._turned = shown
        self._begin()

    @property
    def _seen(self) -> bool:
        return self._docked and self._turned

    def _see(self, docked: bool) -> None:
        self._docked = docked
        self._begin()

    def _begin(self) -> None:
        if self._seen:
            self._soon.start(0 if self._panel is not None else SOON_MS)

    def _follow(self, before: State, after: State) -> None:
        if before.timeline is not after.timeline:
            self._grown, self._wanted = False, None
        elif before.run.token is after.run.token and after.run.length > before.run.length:
            self._grown = True  # whoever trains wants to see what comes of it
        differs = any(getattr(before, name) is not getattr(after, name) for name in SEEN)
        if self._seen and (differs or before.row != after.row) and not self._soon.isActive():
            self._soon.start(0 if before.run is after.run else APART_MS)

    def _show_quickly(self) -> None:
        if self._seen:
            self._show(quick=True)

    def _show_finely(self) -> None:
        if self._seen:
            self._show(quick=False)

    def _show(self, quick: bool) -> None:
        from bptutor.study.views.surface_ground import why_none

        self._make()
        assert self._panel is not None
        state = self._bridge.state
        hidden = bool(state.hidden) or in_exercise(state)
        absence = HIDDEN if hidden else why_none(state.network, state.document.examples)
        if absence:
            self._rest.stop()
            self._panel.show_absence(absence)
            return
        end = state.run.length if state.run.length > state.iteration else None
        at_end = end is not None and (self._grown if self._wanted is None else self._wanted)
        network = state.run.kept[-1][1] if at_end else state.network
        view = self._view(state, network, quick)
        if not view.fine:
            self._rest.start(REST_MS)
        self._panel.show_view(view, end, at_end)

    def _view(self, state: State, network: Network, quick: bool) -> SurfaceView:
        """The picture; where only another example is in sight, the one that is there with that one lit."""
        from bptutor.study.views.surface_view import surface_view

        row = state.timeline.rows[state.row]
        ground = self._ground_of(state, row)
        if self._shown is not None:
            of, view = self._shown
            if of is network and view.ground is ground and (quick or view.fine):
                return replace(view, lit=ground.place_of(row))
        view = surface_view(ground, network, row, quick)
        self._shown = network, view
        return view

    def _ground_of(self, state: State, row: int) -> Ground:
        from bptutor.study.views.surface_ground import ground_of

        network, examples = state.network, state.document.examples
        assert examples is not None
        shape = (network.widths, network.layers[-1].activation.name)
        key = (id(examples), shape, state.notation, self._output)
        known = self._ground
        if known is None or known[0] != key or not known[1].holds(row):
            namer = Namer(network, notation_named(state.notation))
            # It holds the examples, so that no others can have their id meanwhile.
            known = self._ground = key, ground_of(network, examples, namer, self._output, row)
        return known[1]

    def _make(self) -> None:
        if self._panel is not None:
            return
        from bptutor.ui.panels.surface import SurfacePanel

        self._panel = SurfacePanel(self._themes)
        self.place.setWidget(self._panel)
        self._panel.example_requested.connect(self._step_to)
        self._panel.output_requested.connect(self._choose_output)
        self._panel.end_requested.connect(self._choose_end)
        self.made.emit(self._panel.end)

    def _step_to(self, example: int) -> None:
        self._step(example)

    def _choose_output(self, output: int) -> None:
        self._output = output
        self._show(quick=False)

    def _choose_end(self, at_end: bool) -> None:
        self._wanted = at_end
        self._show(quick=False)
