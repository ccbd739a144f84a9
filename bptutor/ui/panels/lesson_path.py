"""The gate that asks to click the path from C to a value, in the drawing or on buttons."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from bptutor.lesson.live import Path
from bptutor.study import lesson_actions as act
from bptutor.study.lesson_ways import following, place_of, places_along
from bptutor.trace.keys import Key, parse
from bptutor.ui.maths_blocks import Block, Maths, Part, Words
from bptutor.ui.panels.lesson_card import GateCard
from bptutor.ui.panels.lesson_flow import Flow
from bptutor.ui.panels.lesson_lines import ProseLabel
from bptutor.ui.panels.lesson_option import OptionButton
from bptutor.ui.panels.lesson_wells import EnterButton, row_of
from bptutor.ui.theme import set_kind

MOST_PLACES = 12
OR_HERE = "or choose the next place here"


class PathCard(GateCard):
    """The path so far, and the next places as buttons for who does not click in the drawing."""

    def build(self) -> None:
        self.way = ProseLabel(self.manager, "The path so far")
        self.ways = ProseLabel(self.manager, "Paths found")
        self.caption = QLabel(OR_HERE)
        set_kind(self.caption, "small")
        self.flow = Flow(self.manager, [], stacks=False)
        self.places: list[tuple[Key, OptionButton]] = []
        self.undo = EnterButton("One back", "chip")
        self.hint = self.hint_button()
        for widget in (self.ways, self.way, self.caption, self.flow):
            self.body.addWidget(widget)
        self.body.addLayout(row_of(self.undo, self.hint))
        self.undo.clicked.connect(self._ask_back)

    def show_body(self) -> None:
        attempt = self.view.attempt
        way = attempt.way
        done = sorted(attempt.found, key=str) if self._block().all else []
        self.ways.show_blocks([Block("text", self._along(found)) for found in done])
        self.ways.setVisible(bool(done))
        if not self.open and not way:
            found = next(iter(attempt.found), ())
            self.way.show_blocks([Block("text", self._along(found))] if found and not done else [])
        else:
            self.way.show_blocks([Block("text", self._along(way))] if self.open or not done else [])
        self._show_places()
        self.undo.setVisible(self.open and bool(way))

    def _block(self) -> Path:
        block = self.view.block
        assert isinstance(block, Path)
        return block

    def _along(self, way: tuple[Key, ...]) -> tuple[Part, ...]:
        """C → ŷ → z³ → …, an ellipsis where it goes on."""
        namer = self.view.namer
        parts: list[Part] = []
        places = places_along(way)
        for place in places:
            if parts:
                parts.append(Words(" → ", colour="backward"))
            parts.append(Maths(namer.tex(place), namer.spoken(place), colour="backward"))
        if not places or places[-1] != place_of(parse(self._block().to)):
            parts.append(Words(" → …", colour="muted"))
        return tuple(parts)

    def _show_places(self) -> None:
        namer, network = self.view.namer, self.view.document.network
        wanted = [place for place, _ in following(network, self.view.attempt.way)] if self.open else []
        wanted = wanted[:MOST_PLACES]
        if [place for place, _ in self.places] != wanted:
            for _, button in self.places:
                button.hide()
                button.deleteLater()
            self.places = [(place, OptionButton(self.manager)) for place in wanted]
            for place, button in self.places:
                name = namer.spoken(place)
                button.show_blocks([Block("text", (Maths(namer.tex(place), name),))], name)
                button.clicked.connect(self._choose)
            self.flow.show_widgets([button for _, button in self.places])
        self.caption.setVisible(bool(self.places))
        self.flow.setVisible(bool(self.places))

    def first_control(self) -> QWidget | None:
        return self.places[0][1] if self.open and self.places else None

    def take(self, key: object) -> bool:
        if not self.open or not isinstance(key, Key):
            return False
        self.requested.emit(act.StepAlong(self.gate, key))
        return True

    def _choose(self) -> None:
        sender = self.sender()
        focused = isinstance(sender, QWidget) and sender.hasFocus()
        place = next(place for place, button in self.places if button is sender)
        self.requested.emit(act.StepAlong(self.gate, place))
        control = self.first_control()
        if focused and control is not None:
            control.setFocus()

    def _ask_back(self) -> None:
        self.requested.emit(act.StepBack(self.gate))
