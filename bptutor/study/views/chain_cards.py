"""What the chain panel is shown, and the maker of its cards: a key with names, rule and number."""

from __future__ import annotations

from msgspec.structs import replace

from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import short
from bptutor.study.state import State
from bptutor.study.views.numbers import NumberReader, NumberView, Status
from bptutor.trace.finding import step_of
from bptutor.trace.formulas import Formula
from bptutor.trace.keys import Key
from bptutor.trace.making import target
from bptutor.trace.steps import Level, Phase, Step
from bptutor.trace.symbols import Namer
from bptutor.trace.timeline import Timeline


class CardView(Frozen):
    """One card: a factor, a summand or a value.

    `symbol` and `rule` are TeX, `label` are words in the symbol's place; `numbers` is the rule with its
    numbers put in. `joiner` stands before the card. `running` is the product (or sum) reached with it.
    `step` is the step (from 0) that makes the value, None for what is given. Pointing at any of `lights`
    lights the card. `more` is set on a stand-in for so many cards that are left out. A card that is not
    `framed` is a result, which stands without a border until it is current.
    """

    key: Key
    symbol: str
    value: NumberView
    spoken: str
    label: str = ""
    rule: str = ""
    numbers: str = ""
    current: bool = False
    step: int | None = None
    joiner: str = ""
    running: NumberView | None = None
    running_name: str = ""
    lights: frozenset[Key] = frozenset()
    more: int = 0
    framed: bool = True


class RowView(Frozen):
    """One path of several: its factors, and their product as the last card."""

    label: str
    cards: tuple[CardView, ...]


class ChainView(Frozen, eq=False):
    """`cards` in a row; `summands` says that they are parts of a sum, and small.

    `rows` show the same sum in full, one path under another with `total`, where there is room for them.
    `note` is a line beneath, in parts of which some are strong. `formula` is set at the layer level, where
    the step is a line of matrices, and `spoken` says that line in words.
    """

    title: str
    key: Key
    phase: Phase
    cards: tuple[CardView, ...] = ()
    summands: bool = False
    rows: tuple[RowView, ...] = ()
    total: CardView | None = None
    note: tuple[tuple[str, bool], ...] = ()
    formula: Formula | None = None
    spoken: str = ""


class Cards:
    """Makes cards of one state and step. `whole` is the value that the step is a part of."""

    def __init__(self, state: State, step: Step, numbers: NumberReader, namer: Namer) -> None:
        self.state = state
        self.timeline: Timeline = state.timeline
        self.step = step
        self.numbers = numbers
        self.namer = namer
        self.place = self.timeline.layout.locate(state.cursor.level, state.cursor.index)
        self.whole = target(self.timeline.network, self.place)

    def card(self, key: Key, words: str = "", joiner: str = "", value: NumberView | None = None) -> CardView:
        """A card with symbol and number; `words` are what is said of it before its number."""
        number = value or self.numbers(key)
        name = self.namer.spoken(key)
        return CardView(
            key,
            self.namer.tex(key),
            number,
            f"{words or name}, {said(number)}",
            current=key == self.step.target,
            step=self.step_of(key),
            joiner=joiner,
            lights=frozenset((key,)),
        )

    def with_running(self, card: CardView, key: Key, what: str = "running product") -> CardView:
        """The card with what has been reached with it."""
        number = self.numbers(key)
        return replace(
            card,
            running=number,
            running_name=self.namer.plain(key),
            spoken=f"{card.spoken}; {what} {self.namer.spoken(key)} {said(number)}",
            lights=card.lights | {key},
        )

    def left_out(self, first: Key, count: int, joiner: str) -> CardView:
        """A stand-in for `count` cards of which `first` is one."""
        nothing = NumberView(first, Status.NOT_YET, None, "")
        at = self.step_of(first)
        step = None if at == self.state.cursor.index else at
        words = f"{count} more"
        return CardView(first, "", nothing, words, words, step=step, joiner=joiner, more=count)

    def index_of_value(self, key: Key) -> int:
        """The step of the value level that makes a value of the example in sight."""
        at = step_of(self.timeline, key, Level.VALUE, self.numbers.row)
        assert at is not None and at >= 0, key
        return at

    def step_of(self, key: Key) -> int | None:
        """The step of the present level that makes a value; None for what is given or never made."""
        at = self.numbers.step_of(key)
        return None if at is None or at < 0 else at

    def text(self, key: Key) -> str:
        """A number as it is shown; of what is not known yet, as it will be."""
        return self.numbers(key).text or short(self.timeline.values[key, self.numbers.row])


def said(number: NumberView) -> str:
    """The number as it is read aloud, or why there is none."""
    if number.known:
        return f"{number.text}, from before the edit" if number.status is Status.STALE else number.text
    return "asked" if number.status is Status.HIDDEN else "not yet"
