"""Live blocks: what moves the window and what asks the learner to do something.

In a lesson file each is a fenced block of TOML (`~~~predict`), whose keys are the fields here. Texts are
written in the same Markdown as the prose and are spans here. Numbers are expressions, kept as they were
written: the linter has read each, and they are evaluated on the network as it is when the learner gets there.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from bptutor.foundation.frozen import Frozen
from bptutor.lesson.spans import Maths, Spans

LevelWord: TypeAlias = Literal["layer", "value", "term"]
Look: TypeAlias = Literal["", "network", "chain", "values", "cost", "slice"]
Moment: TypeAlias = Literal["", "start", "forward", "cost", "backward", "update", "end"]


class Step(Frozen):
    """Moves the timeline: to where `show` becomes known, or to a moment. What is highlighted is lit in every
    view; `chain` is whose chain is drawn, `select` the parameter of the cost slice, `open` a factor card to
    open, `look` the panel to raise. Where the learner is to step on from there, `roam` is set."""

    show: str = ""
    at: Moment = ""
    level: LevelWord = "value"
    example: int = 1
    iteration: int = 0
    highlight: tuple[str, ...] = ()
    chain: str = ""
    select: str = ""
    open: str = ""
    look: Look = ""
    roam: bool = False
    line: int = 1


class NetworkChange(Frozen):
    """Another network, or the lesson's own with some numbers changed; it holds until the next such block,
    which starts from the file again. With nothing in it, it puts the lesson's network back."""

    name: str = ""
    set: dict[str, float] | None = None
    cost: str = ""
    reduction: str = ""
    learning_rate: float | None = None
    relu_slope_at_zero: float | None = None
    line: int = 1


class Gate(Frozen, kw_only=True):
    """What asks the learner for something: before the next page, unless it is `optional`."""

    hard: bool = False
    optional: bool = False
    id: str = ""
    line: int = 1


class Wrong(Frozen):
    """A wrong number that the author expects, as an expression, and what to say to it."""

    value: str
    reply: Spans


class Predict(Gate):
    """Asks for a number before it shows. `value` is what is right; what else was typed is held against
    `wrong` and against the named slips in `probes`."""

    value: str
    prompt: Spans = ()
    reply: Spans = ()
    probes: tuple[str, ...] = ()
    wrong: tuple[Wrong, ...] = ()
    hints: tuple[Spans, ...] = ()
    example: int = 1


class Option(Frozen):
    """An answer to choose. `right` is true, false, or a condition on the network such as "z[2][1] > 0"."""

    text: Spans
    reply: Spans
    right: bool | str = False


class Choose(Gate):
    """Asks a question with answers; with `several`, all the right ones are wanted."""

    question: Spans
    options: tuple[Option, ...]
    several: bool = False


class Path(Gate):
    """Asks to click the way from C to a value in the drawing; with `all`, every way that there is."""

    to: str
    prompt: Spans = ()
    reply: Spans = ()
    hints: tuple[Spans, ...] = ()
    all: bool = False


class Order(Gate):
    """Asks to put cards in order: the factors of the chain to a parameter, with strangers to leave out; or
    any texts of the author's, given in the right order."""

    to: str = ""
    cards: tuple[Spans, ...] = ()
    strangers: tuple[str, ...] = ()
    prompt: Spans = ()
    reply: Spans = ()
    hints: tuple[Spans, ...] = ()


class Nudge(Gate):
    """The nudge lab on one value. It is a gate where it asks for something: a push no larger than `until`, or
    that the value be dragged to where each condition of `visit` has been true."""

    value: str
    steps: tuple[float, ...] = ()
    until: float = 0.0
    range: tuple[float, ...] = ()
    watch: tuple[str, ...] = ()
    visit: tuple[str, ...] = ()
    plot: Literal["cost", "activation"] = "cost"
    prompt: Spans = ()
    reply: Spans = ()
    hints: tuple[Spans, ...] = ()
    example: int = 1


class DerivationLine(Frozen):
    """One line: TeX, the expression that values it, and why it follows from the line before."""

    tex: Maths
    value: str
    why: Spans = ()


class Derivation(Gate):
    """Algebra one line at a time, each line with its number, all equal. With `of` and no lines it is the
    derivation of that factor that the tutor knows. `before` is written before each
    line, and `before_value` multiplies it."""

    of: str = ""
    lines: tuple[DerivationLine, ...] = ()
    before: Maths | None = None
    before_value: str = ""
    reply: Spans = ()
    example: int = 1


class Function(Frozen):
    """One function of a composition. `rule` and `slope` are expressions in the name of the function (or
    variable) inside; `tex` is the rule as it is typeset, `slope_tex` its derivative."""

    name: str
    rule: str
    slope: str
    tex: str
    slope_tex: str = ""


class Compose(Gate):
    """Functions one inside the other, opened from the outside in: the network's own, or the author's with
    the outermost first."""

    functions: tuple[Function, ...] = ()
    variable: str = "x"
    at: float = 1.0
    prompt: Spans = ()
    reply: Spans = ()
    example: int = 1


class Ledger(Frozen):
    """The reuse ledger: the chains under each other, both counts as they grow with depth, or the factors of
    the chain to `to`. It asks for nothing."""

    show: Literal["chains", "growth", "factors"] = "chains"
    to: str = ""
    deepest: int = 12
    line: int = 1


class Train(Gate):
    """Runs iterations and draws the cost; with several rates, one curve each, side by side. As a gate it is
    done when the learner has run it."""

    steps: int
    rates: tuple[float, ...] = ()
    prompt: Spans = ()
    reply: Spans = ()
    log: bool = True


# A union that isinstance understands.
LiveBlock = (
    Step | NetworkChange | Predict | Choose | Path | Order | Nudge | Derivation | Compose | Ledger | Train
)
KINDS: dict[str, type[LiveBlock]] = {
    "step": Step,
    "network": NetworkChange,
    "predict": Predict,
    "choose": Choose,
    "path": Path,
    "order": Order,
    "nudge": Nudge,
    "derivation": Derivation,
    "compose": Compose,
    "ledger": Ledger,
    "train": Train,
}
WORDS = {kind: word for word, kind in KINDS.items()}


def is_gate(block: LiveBlock) -> bool:
    """Whether the block asks for something before the next page."""
    if isinstance(block, Nudge) and not block.until and not block.visit:
        return False
    return isinstance(block, Gate) and not block.optional


def gates_of(blocks: tuple[LiveBlock, ...]) -> tuple[LiveBlock, ...]:
    """Those that gate."""
    return tuple(block for block in blocks if is_gate(block))


def gate_id(blocks: tuple[LiveBlock, ...], block: LiveBlock) -> str | None:
    """The name of a gate in its page, for progress: its own, or kind and number; None for what is no gate."""
    if not isinstance(block, Gate):
        return None
    if block.id:
        return block.id
    alike = [each for each in blocks if type(each) is type(block)]
    number = next(n for n, each in enumerate(alike, 1) if each is block)
    return f"{WORDS[type(block)]}-{number}"


def texts_of(block: LiveBlock) -> tuple[Spans, ...]:
    """Every text of a block, in its order."""
    match block:
        case Predict(prompt=prompt, reply=reply, wrong=wrong, hints=hints):
            return (prompt, reply, *(each.reply for each in wrong), *hints)
        case Choose(question, options):
            return (question, *(text for each in options for text in (each.text, each.reply)))
        case Path(prompt=prompt, reply=reply, hints=hints) | Nudge(prompt=prompt, reply=reply, hints=hints):
            return (prompt, reply, *hints)
        case Order(cards=cards, prompt=prompt, reply=reply, hints=hints):
            return (prompt, *cards, reply, *hints)
        case Compose(prompt=prompt, reply=reply) | Train(prompt=prompt, reply=reply):
            return (prompt, reply)
        case Derivation(lines=lines, reply=reply):
            return (*(line.why for line in lines), reply)
        case _:
            return ()
