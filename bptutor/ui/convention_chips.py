"""The conventions and the notation in force, always in sight: a chip for each where there is room, else one
that says them all. Every one of them is switched where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from bptutor.engine.costs import COSTS
from bptutor.study.state import State
from bptutor.study.views.conventions_view import (
    CORNER,
    REDUCTIONS,
    SLOPES,
    ConventionsView,
    conventions_view,
    cost_text,
)
from bptutor.trace.notations import OFFERED, notation_named
from bptutor.ui.theme import ThemeManager
from bptutor.ui.widgets.buttons import ChipButton
from bptutor.ui.widgets.choices import ChipChoice

if TYPE_CHECKING:
    from bptutor.ui.panels.conventions import ConventionCard

NOTATION = "notation"
SMALLER = 0.86  # of two lines on one chip
MORE = "More…"
Choices = Mapping[str, str] | Mapping[float, str]


class SummaryChip(ChipButton):
    """Says all conventions, in two smaller lines where one is too long. What it says is painted and not its
    text, which Qt would cut in the middle."""

    def __init__(self, manager: ThemeManager, name: str) -> None:
        super().__init__(manager, "", name)
        self._lines: tuple[str, ...] = (MORE,)

    def say(self, *lines: str) -> None:
        """Say something else."""
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()
            self.update()

    @property
    def said(self) -> str:
        """What can be read on it."""
        return "\n".join(self._lines)

    def _font(self) -> QFont:
        font = self._manager.theme.small
        if len(self._lines) > 1:
            font.setPixelSize(round(SMALLER * font.pixelSize()))
        return font

    # Qt's own names

    def sizeHint(self) -> QSize:
        theme = self._manager.theme
        width = max(map(QFontMetrics(self._font()).horizontalAdvance, self._lines))
        return QSize(width + 2 * theme.px(11 if len(self._lines) == 1 else 8), theme.hit)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setFont(self._font())
        painter.setPen(self._manager.theme.colour("ink" if self.underMouse() else "muted"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.said)


class ConventionChips(QWidget):
    """Asks for another setting: `convention_requested(name, value)`, `notation_requested(name)`.

    `fit` decides what is seen; `menu` gets the same choices as submenus."""

    convention_requested = Signal(str, object)
    notation_requested = Signal(object)  # a str

    def __init__(self, themes: ThemeManager, menu: QMenu) -> None:
        super().__init__()
        self._themes = themes
        self._menu = menu
        self._groups: dict[str, QActionGroup] = {}
        self._view: ConventionsView | None = None
        self._card: ConventionCard | None = None
        self._cost = self._chip("Cost", "cost", {name: cost_text(name) for name in COSTS})
        reductions = {name: text.format(cost="C") for name, text in REDUCTIONS.items()}
        self._reduction = self._chip("Over the examples", "reduction", reductions)
        slopes = {value: CORNER + text for value, text in SLOPES.items()}
        self._slope = self._chip("Slope of ReLU at zero", "relu_slope_at_zero", slopes)
        self._offered = {name: notation_named(name).title for name in OFFERED}
        entries = [(title, name) for name, title in self._offered.items()]
        self._notation = ChipChoice(themes, "Notation", entries, "notation ")
        self._choices("Notation", NOTATION, self._offered)
        self._summary = SummaryChip(themes, "Conventions and notation")
        self._wanted: dict[QWidget, bool] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._chips = (self._cost, self._reduction, self._slope, self._notation)
        for chip in (*self._chips, self._summary):
            self._row.addWidget(chip)
        self._summary.clicked.connect(self.open_card)
        self._notation.chosen.connect(self.notation_requested)

    @property
    def measured(self) -> object:
        """What the room that is needed follows from."""
        texts = tuple(chip.text() for chip in (self._cost, self._reduction, self._slope))
        return texts, self._notation.currentText(), tuple(self._wanted.values()), self._view

    def show_state(self, state: State) -> None:
        """Show what is in force, silently."""
        view = conventions_view(state)
        if view is self._view:
            return
        self._view = view
        network, notation = state.network, notation_named(state.notation)
        long = list(view.long)
        rows = {row.setting: row for row in view.numbers}
        self._cost.show_setting(long[0])
        self._reduction.show_setting(REDUCTIONS[network.reduction].format(cost=notation.cost))
        self._slope.show_setting(CORNER + SLOPES[network.relu_slope_at_zero])
        self._wanted = {chip: True for chip in self._chips}
        self._wanted[self._reduction] = "reduction" in rows
        self._wanted[self._slope] = "relu_slope_at_zero" in rows
        self._show_notation(state.notation, notation.title)
        self._show_choice("cost", network.cost.name)
        self._show_choice("reduction", network.reduction, self._wanted[self._reduction])
        self._show_choice("relu_slope_at_zero", network.relu_slope_at_zero, self._wanted[self._slope])
        self._show_choice(NOTATION, state.notation)
        softmax = network.layers[-1].activation.mixes
        for action in self._groups["reduction"].actions():
            action.setText(REDUCTIONS[action.data()[1]].format(cost=notation.cost))
        for action in self._groups["cost"].actions():
            name = action.data()[1]
            action.setText(cost_text(name, cost=notation.cost))
            action.setEnabled((name == "cross_entropy") == softmax or network.cost.name == name)
        self._summary.setToolTip(f"Conventions and notation: {', '.join(view.long)}")
        self._summary.setAccessibleDescription(", ".join(view.long))
        if self._card is not None:
            self._card.show_view(view)

    def fit(self, room: int) -> int:
        """Show each chip, or the one that says all where the room is too small for them; what they take."""
        self._row.setSpacing(self._themes.theme.px(8))
        gap = self._row.spacing()
        self._summary.say(MORE)
        own = [chip for chip in self._chips if self._wanted.get(chip, True)]
        need = sum(chip.sizeHint().width() + gap for chip in own) + self._summary.sizeHint().width()
        fits = need <= room
        for chip in self._chips:
            chip.setVisible(fits and chip in own)
        if not fits:
            need = self._summarise(room)
        return need

    def open_card(self) -> None:
        """Open the card with every choice, under the last chip."""
        if self._view is None:
            return
        if self._card is None:
            from bptutor.ui.panels.conventions import ConventionCard

            self._card = ConventionCard(self._themes, self.window())
            self._card.chosen.connect(self._ask)
        self._card.show_view(self._view)
        self._card.open_under(self._summary)

    def _summarise(self, room: int) -> int:
        """The longest of the texts that fits, else the shortest."""
        if self._view is None:
            return self._summary.sizeHint().width()
        long, brief = self._view.long, self._view.short
        letter = (*brief[:-1], brief[-1].split()[0])
        texts = ((" · ".join(long),), (" · ".join(brief),), self._parted(brief), self._parted(letter))
        for lines in (*texts, (letter[0], letter[-1])):
            self._summary.say(*lines)
            if self._summary.sizeHint().width() <= room:
                break
        return self._summary.sizeHint().width()

    def _parted(self, parts: tuple[str, ...]) -> tuple[str, str]:
        """The parts in two lines, the longer as short as can be."""
        metrics = QFontMetrics(self._themes.theme.small)
        cuts = ((" · ".join(parts[:cut]), " · ".join(parts[cut:])) for cut in range(1, len(parts)))
        return min(cuts, key=lambda lines: max(map(metrics.horizontalAdvance, lines)))

    def _show_notation(self, name: str, title: str) -> None:
        """Show the notation; one that is not offered by itself becomes the last entry."""
        last = self._notation.count() - 1
        if last >= len(OFFERED) and self._notation.itemData(last) != name:
            self._notation.removeItem(last)
        if self._notation.findData(name) < 0:
            self._notation.addItem(title, name)
        self._notation.show_data(name)

    def _chip(self, name: str, convention: str, choices: Choices) -> ChipButton:
        chip = ChipButton(self._themes, "", name)
        chip.setMenu(self._choices(name, convention, choices))
        return chip

    def _choices(self, name: str, convention: str, choices: Choices) -> QMenu:
        """A menu of a convention's choices, which hangs in the window's menu as well."""
        menu = self._menu.addMenu(name)
        group = self._groups[convention] = QActionGroup(menu)
        for value, text in choices.items():
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setData((convention, value))
            group.addAction(action)
        group.triggered.connect(self._ask_action)
        return menu

    def _show_choice(self, convention: str, value: object, wanted: bool = True) -> None:
        """Check a convention's choice; a convention that the network has no use for cannot be chosen."""
        group = self._groups[convention]
        for action in group.actions():
            action.setChecked(action.data()[1] == value)
        if group.isEnabled() != wanted:
            group.setEnabled(wanted)

    def _ask_action(self, action: QAction) -> None:
        self._ask(*action.data())

    def _ask(self, convention: str, value: object) -> None:
        if convention == NOTATION:
            self.notation_requested.emit(value)
        else:
            self.convention_requested.emit(convention, value)
        if self._card is not None and self._view is not None:
            self._card.show_view(self._view)  # what was refused is not in force
