"""The player: where the cursor is, and every way to move it."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QWidget

from bptutor.study.actions import Move
from bptutor.study.speeds import SPEEDS
from bptutor.study.views.player_view import PlayerView, Stretch
from bptutor.trace.steps import Level
from bptutor.ui.panels.player_iterations import IterationStepper
from bptutor.ui.panels.player_summary import StepSummary
from bptutor.ui.theme import ThemeManager, own_ground
from bptutor.ui.widgets.buttons import PlayerButton
from bptutor.ui.widgets.choices import ChipChoice
from bptutor.ui.widgets.scrub_slider import ScrubSlider
from bptutor.ui.widgets.scrub_track import Segment

BUTTONS: tuple[tuple[str, str, Move, str], ...] = (
    ("first", "First step", "first", "Home"),
    ("previous-phase", "Previous phase", "previous phase", "Page Up"),
    ("back", "Back", "back", "Left"),
    ("next", "Next step", "next", "Right"),
    ("next-phase", "Next phase", "next phase", "Page Down"),
    ("last", "Last step", "last", "End"),
)
DEPTHS: tuple[tuple[str, str, Move, str], ...] = (
    ("into", "Into the step", "into", "Down"),
    ("out", "Out of the step", "out", "Up"),
    ("over", "Over to the next whole", "over", "Shift+Right"),
)
SPEED_TEXTS = {0.25: "¼×", 0.5: "½×"}
NEEDED = frozenset({"Back", "Next step"})
ONE_ROW, ROOMY = 820, 1150
SCRUBBER = 200  # of its width: what is only convenient leaves it that much,
LEAST = 110  # and the level this
# As wide as the summary gets on most timelines: what is offered beside it must not come and go with a step.
WORDY, PHASE_WORD = {Level.LAYER: 240, Level.VALUE: 280, Level.TERM: 320}, 80


class PlayerPanel(QWidget):
    """Shows a PlayerView and asks for moves."""

    move_requested = Signal(str)
    step_requested = Signal(object)
    play_requested = Signal()
    level_requested = Signal(object)
    speed_requested = Signal(object)  # a float
    iteration_requested = Signal(int)

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._view: PlayerView | None = None
        self._low = False
        self._labelled = True
        self._offered: tuple[int, int, int] | None = None
        own_ground(self)
        self._moves = QButtonGroup(self)
        self._moves.setExclusive(False)
        steps = [self._move_button(entry, entry[0] == "next") for entry in BUTTONS]
        self._play = PlayerButton(themes, "play", "Play")
        self._play.describe("Play (Space)")
        self._scrubber = ScrubSlider(themes, "Step")
        self._summary = StepSummary(themes)
        self._depths = [self._move_button(entry) for entry in DEPTHS]
        self._iteration = IterationStepper(themes)
        levels = [(level.word, level) for level in Level]
        self._level = ChipChoice(themes, "Level", levels, "level: ")
        self._speed = ChipChoice(
            themes, "Speed", [(SPEED_TEXTS.get(speed, f"{speed:g}×"), speed) for speed in SPEEDS]
        )
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._buttons, self._rest = QHBoxLayout(), QHBoxLayout()
        for button in (*steps, self._play):
            self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._rest.addWidget(self._scrubber, 1)
        for widget in (self._summary, self._iteration, *self._depths, self._level, self._speed):
            # Aligned, or the row would be no higher than the lowest of them, and cut the scrubber's labels.
            self._rest.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._rows.addLayout(self._buttons)
        self._rows.addLayout(self._rest, 1)
        self._connect()
        self._follow_theme()

    def show_view(self, view: PlayerView) -> None:
        """Show where the cursor is, silently."""
        before, self._view = self._view, view
        if before is None or before.stretches != view.stretches:
            self._scrubber.show_timeline(0, view.total - 1, [_segment(part) for part in view.stretches])
        self._scrubber.show_position(view.index, view.spoken)
        self._summary.show_view(view)
        if before is not None and view == replace(before, spoken=view.spoken):
            return
        self._iteration.show_iteration(view.iteration, view.iterations)
        if before is None or _ends(before) != _ends(view):
            for number, button in enumerate(self._moves.buttons()):
                button.setEnabled(_possible((*BUTTONS, *DEPTHS)[number][2], view))
        self._level.show_data(view.level)
        self._speed.show_data(view.speed)
        if before is None or before.playing != view.playing:
            self._play.show_as("pause" if view.playing else "play", "Pause" if view.playing else "Play")
            self._play.describe("Pause (Space)" if view.playing else "Play (Space)")
        self._offer()

    def show_low(self, low: bool) -> None:
        """Whether the window is so low that the player must do with one row."""
        if low != self._low:
            self._low = low
            self._make_room()

    def show_labels(self, labelled: bool) -> None:
        """Whether the window is high enough for the phases' names under the scrubber."""
        if labelled != self._labelled:
            self._labelled = labelled
            self._make_room()

    def _move_button(self, entry: tuple[str, str, Move, str], dark: bool = False) -> PlayerButton:
        picture, name, _move, keys = entry
        button = PlayerButton(self._themes, picture, name, dark=dark)
        button.describe(f"{name} ({keys})")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._moves.addButton(button, len(self._moves.buttons()))
        return button

    def _connect(self) -> None:
        self._moves.idClicked.connect(self._ask_move)
        self._play.clicked.connect(self.play_requested)
        self._scrubber.moved.connect(self.step_requested)
        self._iteration.requested.connect(self.iteration_requested)
        self._level.chosen.connect(self.level_requested)
        self._speed.chosen.connect(self.speed_requested)
        self._themes.changed.connect(self._follow_theme)

    def _ask_move(self, number: int) -> None:
        self.move_requested.emit((*BUTTONS, *DEPTHS)[number][2])

    def _follow_theme(self) -> None:
        px = self._themes.theme.px
        self._rows.setContentsMargins(px(16), px(8), px(16), px(8))
        for row in (self._rows, self._buttons, self._rest):
            row.setSpacing(px(8))
        self._make_room()

    def _make_room(self) -> None:
        """What is only convenient goes when the window is narrow; its keys and menu entries stay."""
        theme = self._themes.theme
        width = self.width() / theme.scale
        one_row = width >= ONE_ROW or self._low
        for mover in self._moves.buttons()[: len(BUTTONS)]:
            mover.setVisible(width >= ONE_ROW or not self._low or mover.accessibleName() in NEEDED)
        self._summary.show_wide(width >= ROOMY)
        high = self._scrubber.sizeHint().height()
        self._scrubber.setMaximumHeight(high if self._labelled and not self._low else theme.hit)
        direction = QBoxLayout.Direction
        self._rows.setDirection(direction.LeftToRight if one_row else direction.TopToBottom)
        self._buttons.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._offered = None
        self._offer()

    def _offer(self) -> None:
        """Show as many conveniences as leave the scrubber room, the most important first."""
        measured = (self._summary.width(), self._level.currentIndex(), self._speed.currentIndex())
        if measured == self._offered:
            return
        self._offered = measured
        px, gap, margins = self._themes.theme.px, self._rest.spacing(), self._rows.contentsMargins()
        room = self.width() - margins.left() - margins.right() - self._summary.width() - gap
        if self._rows.direction() is QBoxLayout.Direction.LeftToRight:
            room -= self._buttons.sizeHint().width() + gap
        room -= px(LEAST)
        self._level.setVisible(self._level.sizeHint().width() + gap <= room)
        room -= self._level.sizeHint().width() + gap + px(SCRUBBER - LEAST)
        if self._view is not None:
            wordy = WORDY[self._view.level] - (0 if self._summary.wide else PHASE_WORD)
            room -= max(px(wordy) - self._summary.width(), 0)
        for wish in ((self._speed,), (self._iteration,), self._depths):
            need = sum(widget.sizeHint().width() + gap for widget in wish)
            for widget in wish:
                widget.setVisible(need <= room)
            room -= need if need <= room else 0

    # Qt's own names

    def minimumSizeHint(self) -> QSize:
        # A tool bar gives a widget less than it hints.
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()


def _segment(part: Stretch) -> Segment:
    return Segment(part.phase.value if part.phase is not None else "", part.start, part.stop - 1, part.label)


def _ends(view: PlayerView) -> tuple[bool, bool, Level]:
    """What decides which moves are possible."""
    return view.first, view.last, view.level


def _possible(move: Move, view: PlayerView) -> bool:
    match move:
        case "first" | "previous phase" | "back":
            return not view.first
        case "next" | "next phase" | "last" | "over":
            return not view.last
        case "into":
            return view.level < Level.TERM
        case "out":
            return view.level > Level.LAYER
