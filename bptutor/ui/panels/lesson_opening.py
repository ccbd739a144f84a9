"""The gates that open line by line: derivations, and functions one inside the other."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bptutor.foundation import numbers as digits
from bptutor.foundation.errors import TutorError
from bptutor.foundation.numbers import short
from bptutor.lesson.composition import Shell, brackets, product
from bptutor.lesson.live import Compose, Derivation
from bptutor.lesson.rendering import tex_of
from bptutor.study import lesson_actions as act
from bptutor.study.lesson_gates import lines_of, most_opened, shells_of
from bptutor.trace.plain import plain as as_words
from bptutor.ui.maths_blocks import Block, Maths, Part, Words
from bptutor.ui.panels.lesson_card import GateCard
from bptutor.ui.panels.lesson_lines import ProseLabel
from bptutor.ui.panels.lesson_text import line, with_values
from bptutor.ui.panels.lesson_wells import EnterButton, row_of

STICKS = "\N{NO-BREAK SPACE}"  # a calculation goes on in another line with its sign


class OpeningCard(GateCard):
    """Something that is opened bit by bit, and can be folded back."""

    more_text, less_text = "Next line", "Fold one"

    def build(self) -> None:
        self.shown = ProseLabel(self.manager)
        self.total = ProseLabel(self.manager)
        self.more = EnterButton(self.more_text, "primary")
        self.less = EnterButton(self.less_text, "quiet")
        self.body.addWidget(self.shown)
        self.body.addWidget(self.total)
        self.body.addLayout(row_of(self.more, self.less))
        self.more.clicked.connect(self._ask_more)
        self.less.clicked.connect(self._ask_less)

    @property
    def opened(self) -> int:
        """How much is open; of what was done at another time, all."""
        if not self.open and not self.view.attempt.opened and not self.view.attempt.said:
            return self.most
        return self.view.attempt.opened

    @property
    def most(self) -> int:
        """How much there is to open."""
        block = self.view.block
        assert isinstance(block, Derivation | Compose)
        first = isinstance(block, Derivation)
        return most_opened(block, self.view.document, self.view.namer) - first

    def show_body(self) -> None:
        try:
            self.show_opened(self.opened)
        except TutorError as error:
            self.shown.show_blocks([Block("small", (Words(str(error)),))])
        focused = self.more.hasFocus()
        self.more.setVisible(self.opened < self.most)
        self.less.setVisible(self.opened > 0)
        if focused and self.opened >= self.most and self.open:
            self.less.setFocus()

    def show_opened(self, opened: int) -> None:
        """Show so much."""

    def first_control(self) -> QWidget | None:
        return self.more if self.open else None

    def _ask_more(self) -> None:
        self.requested.emit(act.OpenMore(self.gate))

    def _ask_less(self) -> None:
        self.requested.emit(act.OpenMore(self.gate, -1))


class DerivationCard(OpeningCard):
    """Lines of algebra; each has its number, and all are equal."""

    def show_opened(self, opened: int) -> None:
        block, numbers = self.view.block, self.view.numbers
        assert isinstance(block, Derivation)
        before = tex_of(block.before, numbers) + " " if block.before is not None else ""
        times = f"({block.before_value})*" if block.before_value else ""
        lines = self._lines()[: opened + 1]
        texs = [("= " if number else "") + before + tex for number, (tex, _, _) in enumerate(lines)]
        values = [short(numbers.of(f"{times}({value})")) for _, value, _ in lines]
        rows: list[Block] = []
        for number, equation in enumerate(with_values(texs, values)):
            rows.append(Block("text", lines[number][2], tone="" if number == opened else "later"))
            rows += equation
        self.shown.show_blocks(rows)

    def _lines(self) -> list[tuple[str, str, tuple[Part, ...]]]:
        block, view = self.view.block, self.view
        assert isinstance(block, Derivation)
        if block.lines:
            return [
                (tex_of(each.tex, view.numbers), each.value, line(each.why, view.numbers).parts)
                for each in block.lines
            ]
        known = lines_of(block, view.document, view.namer)
        return [(each.tex, each.value, (Words(each.why),)) for each in known]


class ComposeCard(OpeningCard):
    """The brackets that are open, each function's rule, value and slope, and the slopes' product."""

    more_text, less_text = "Open the next bracket", "Close one"

    def show_opened(self, opened: int) -> None:
        block, view = self.view.block, self.view
        assert isinstance(block, Compose)
        shells = shells_of(block, view.document, view.namer)
        whole = brackets(shells, opened)
        rows = [Block("display", (Maths(whole, as_words(whole)),))]
        for shell in shells[: opened + 1]:
            rows += self._shell(shell, shell is shells[opened])
        self.shown.show_blocks(rows)
        running = product(shells, opened)
        slopes = [shell.slope for shell in shells[:opened] if shell.slope is not None]
        if running is None or not slopes:
            self.total.show_blocks([])
        else:
            text = f" ×{STICKS}".join(digits.bracketed(short(slope)) for slope in slopes)
            words = (
                Words(f"{text} ={STICKS}", colour="muted"),
                Words(short(running), bold=True, colour="backward"),
            )
            self.total.show_blocks([Block("small", (Words("Slopes so far"),)), Block("text", words)])
        self.total.setVisible(bool(slopes) and running is not None)

    def _shell(self, shell: Shell, last: bool) -> list[Block]:
        said = shell.name + (f" = {shell.rule}" if shell.rule else "")
        parts: list[Part] = [Maths(said, as_words(said))]
        parts.append(Words(f"\N{EN SPACE}=\N{EN SPACE}{_value(shell)}", bold=last))
        if shell.slope is not None and not last:
            parts.append(Words(",  slope\N{NO-BREAK SPACE}", colour="muted"))
            parts.append(Words(short(shell.slope), colour="backward"))
        return [Block("text", tuple(parts))]


def _value(shell: Shell) -> str:
    if isinstance(shell.value, float | int):
        return short(float(shell.value))
    return "(" + ", ".join(short(float(number)) for number in shell.value[:4]) + ")"
