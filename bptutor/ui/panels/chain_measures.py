"""How large the parts of a card are in a theme: faces, formulas and text widths made into plain sizes."""

from __future__ import annotations

from typing import Literal

from PySide6.QtGui import QFont

from bptutor.study.views.chain_view import CardView
from bptutor.study.views.numbers import Status
from bptutor.trace.keys import Kind
from bptutor.trace.plain import plain
from bptutor.trace.symbols import PRODUCTS
from bptutor.ui.maths import DISPLAY, Formula
from bptutor.ui.panels.chain_boxes import NONE, Content, Measures, Size
from bptutor.ui.panels.chain_typeset import Formulas
from bptutor.ui.raised import raised
from bptutor.ui.shaped import Face, face, face_in
from bptutor.ui.theme import Theme

Shape = Literal["factor", "folded", "summand", "row"]  # a folded chain goes on in a second line
CHAINS = frozenset({"factor", "folded"})
WIDEST_RULE, TALLEST_RULE = 92, 32  # at 100 %; a larger rule is drawn smaller
SMALLEST_RULE = 0.8  # of its usual size; then the card grows
ROW_SYMBOL, FOLDED_SYMBOL = 0.8, 0.88  # of the usual size, in the rows of a sum and in two lines
EQUALS = "=\N{NO-BREAK SPACE}"  # before the rule in a row
MOST_KEPT = 500  # sizes of rules
USUAL = "−0.0000"  # a value that is not known yet gets the room of one that is


class CardMeasures:
    """Faces, and the sizes of text and formulas in them."""

    def __init__(self, theme: Theme, formulas: Formulas) -> None:
        self.theme = theme
        self.formulas = formulas
        self.small = face_in(theme.small)
        self.numbers = face(theme.px(11))
        self.value = face_in(theme.big_number)
        self.caption = face(theme.px(12))
        self.strong = face(theme.px(12), QFont.Weight.Bold)
        self.joiner = face_in(theme.text)
        self.em = theme.px(14) * DISPLAY
        self.rule_em = theme.px(14.5)
        self._lengths: dict[Shape, Measures] = {}
        self._rules: dict[str, tuple[Size, float]] = {}  # those that are typeset

    def lengths(self, shape: Shape) -> Measures:
        """The lengths that the layout needs."""
        if shape not in self._lengths:
            self._lengths[shape] = self._lengths_of(shape)
        return self._lengths[shape]

    def _lengths_of(self, shape: Shape) -> Measures:
        px = self.theme.px
        return Measures(
            pad_x=px(7),
            pad_y=px(7),
            gap=px(4),
            rise=px(4),
            least=px(84),
            most=px(150),
            tall=px(118) if shape in CHAINS else px(78),
            joiner=px(19),
            row_gap=px(6),
            label=px(84),
            mark=px(14),
        )

    def text(self, face: Face, text: str) -> Size:
        """A line of text; nothing for no text."""
        return Size(face.width(text), face.height) if text else NONE

    def symbol(self, card: CardView, shape: Shape) -> Size:
        """The symbol, or the words in its place."""
        if card.label and shape != "row":
            return self.text(self.small, card.label)
        found = self.formulas.get(card.symbol, shape == "summand") if card.symbol else None
        return self._formula(found, card.symbol, self.symbol_em(shape))

    def symbol_em(self, shape: Shape) -> float:
        """The size of a symbol."""
        parts = {"factor": 1.0, "folded": FOLDED_SYMBOL, "row": ROW_SYMBOL}
        return self.rule_em if shape == "summand" else parts[shape] * self.em

    def rule(self, card: CardView) -> tuple[Size, float]:
        """The rule and the em that it is drawn in."""
        if not card.rule:
            return Size(), 0.0
        if (known := self._rules.get(card.rule)) is not None:
            return known
        found = self.formulas.get(card.rule, is_small(card.rule))
        if found is None:
            return self._formula(None, card.rule, self.rule_em), self.rule_em
        widest, tallest = self.theme.px(WIDEST_RULE), self.theme.px(TALLEST_RULE)
        fitting = min(widest / max(found.width, 0.1), tallest / max(found.height, 0.1))
        em = min(self.rule_em, max(fitting, SMALLEST_RULE * self.rule_em))
        if len(self._rules) >= MOST_KEPT:
            self._rules.clear()
        self._rules[card.rule] = self._formula(found, card.rule, em), em
        return self._rules[card.rule]

    def content(self, card: CardView, shape: Shape) -> Content:
        """All sizes of a card."""
        if card.more:
            return Content(
                self.symbol(card, shape), Size(), joiner=self.text(self.joiner, card.joiner), narrow=True
            )
        # A number that has room on the smallest card is no reason to lay the chain out anew.
        m = self.lengths(shape)
        value = self.text(self.value, value_text(card))
        value = Size(max(value.width, self.text(self.value, USUAL).width), value.height)
        caption = Size()
        if card.running is not None and shape in CHAINS:
            name = self.text(self.caption, card.running_name + " ")
            running = max(self.strong.width(card.running.text), self.strong.width(USUAL))
            caption = Size(max(name.width + running, m.least - m.gap), name.height)
        rule = Size() if shape == "summand" else self.rule(card)[0]
        if shape == "row" and card.rule:
            rule = Size(rule.width + self.text(self.joiner, EQUALS).width, rule.height)
        numbers = Size()
        if card.numbers and shape != "row":
            line = raised(card.numbers, self.numbers.pixels)
            numbers = Size(max(line.width, m.least - 2 * m.pad_x), line.height)
        joiner = self.text(self.joiner, card.joiner)
        product = shape == "row" and not card.framed and card.key.kind in PRODUCTS
        symbol = Size() if product else self.symbol(card, shape)
        marked = card.key.kind is Kind.DA_DZ or card.value.status is Status.REUSED
        return Content(symbol, value, rule, numbers, caption, joiner, marked=marked)

    def _formula(self, found: Formula | None, tex: str, em: float) -> Size:
        if not tex:
            return Size()
        if found is None:
            return self.text(self.small, plain(tex))
        return Size(found.width * em, found.height * em)


def is_small(rule: str) -> bool:
    """Whether a rule is set as in a line of prose: one with fractions is set larger, to be read at all."""
    return r"\frac" not in rule


def value_text(card: CardView) -> str:
    """The number, "?" where there is none to show, nothing for a stand-in."""
    return "" if card.more else card.value.text or "?"
