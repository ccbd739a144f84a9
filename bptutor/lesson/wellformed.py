"""What a live block must say to make sense by itself, whatever the network."""

from __future__ import annotations

from collections.abc import Iterator

from bptutor.lesson.faults import Faults, Place
from bptutor.lesson.live import (
    Choose,
    Compose,
    Derivation,
    Ledger,
    LiveBlock,
    NetworkChange,
    Nudge,
    Option,
    Order,
    Step,
    Train,
    gate_id,
)
from bptutor.lesson.model import Page
from bptutor.lesson.scope import MAX_ITERATION
from bptutor.lesson.spans import plain

MAX_STEPS = 10_000
MAX_CURVES = 5


def check_blocks(page: Page, faults: Faults) -> None:
    """Note what the page's live blocks leave open."""
    taken: set[str] = set()
    changes = [block for block in page.live if isinstance(block, NetworkChange)]
    for extra in changes[1:]:
        faults.add(Place(extra.line), "a page has one network: give the second its own page")
    for block in page.live:
        for problem in _problems(block):
            faults.add(Place(block.line), problem)
        name = gate_id(page.live, block)
        if name is not None and name in taken:
            faults.add(Place(block.line), f"another block of this page has the id “{name}”")
        taken.add(name or "")


def out_of_range(block: LiveBlock) -> Iterator[str]:
    """The numbers of a block with which nothing can be computed: they mean no example and no update."""
    if getattr(block, "example", 1) < 1:
        yield "“example” must be 1 or more: examples are counted from 1"
    if isinstance(block, Step) and not 0 <= block.iteration <= MAX_ITERATION:
        yield f"“iteration” must be 0 to {MAX_ITERATION}"


def _problems(block: LiveBlock) -> Iterator[str]:
    yield from out_of_range(block)
    match block:
        case Step():
            yield from _step(block)
        case Choose():
            yield from _choose(block)
        case Order():
            yield from _order(block)
        case Nudge():
            yield from _nudge(block)
        case Derivation():
            yield from _derivation(block)
        case Compose(functions, at=at):
            if functions and not abs(at) < 1e6:
                yield "“at” must be a number of everyday size"
            if len(functions) > 26:
                yield "at most 26 functions go inside each other"
        case Ledger(show, to, deepest):
            if show == "factors" and not to:
                yield "“to” is missing: whose factors are to be shown?"
            if not 2 <= deepest <= 100:
                yield "“deepest” must be 2 to 100"
        case Train():
            yield from _train(block)
        case _:
            pass


def _step(block: Step) -> Iterator[str]:
    if block.show and block.at:
        yield "“show” and “at” are two places: keep one"


def _choose(block: Choose) -> Iterator[str]:
    if len(block.options) < 2:
        yield "a question needs at least two options"
    fixed = [option.right for option in block.options if isinstance(option.right, bool)]
    if len(fixed) == len(block.options) and not any(fixed):
        yield "no option is right: mark one with right = true"
    if not block.several and sum(fixed) > 1:
        yield "more than one option is right: add several = true if all of them are wanted"
    for number, option in enumerate(block.options, 1):
        yield from _option(option, number)


def _option(option: Option, number: int) -> Iterator[str]:
    if not option.text:
        yield f"option {number} has no text"
    if not option.reply:
        yield f"option {number} has no reply: say why it is right or wrong"


def _order(block: Order) -> Iterator[str]:
    if bool(block.to) == bool(block.cards):
        yield "give either “to” (the chain of a parameter) or “cards” in the right order"
    if block.cards and block.strangers:
        yield "strangers go with “to”; beside cards of your own there is nothing to tell them by"
    if block.cards and len(block.cards) < 2:
        yield "there is nothing to put in order: give at least two cards"
    words = [plain(card).strip() for card in block.cards]
    for alike in sorted({word for word in words if words.count(word) > 1}):
        yield f"two cards are “{alike}”: nobody can tell which of them comes first"


def _nudge(block: Nudge) -> Iterator[str]:
    if any(not 0 < abs(h) <= 1e6 for h in block.steps):
        yield "each of “steps” must be a push that is not 0"
    if block.until < 0:
        yield "“until” must be above 0"
    if block.until and block.steps and min(abs(h) for h in block.steps) > block.until:
        yield "“until” cannot be reached: no push in “steps” is as small"
    if block.range and (len(block.range) != 2 or not block.range[0] < block.range[1]):
        yield "“range” must be two numbers, the smaller first"
    if block.visit and not block.range:
        yield "“range” is missing: how far can the value be dragged?"
    if block.until and block.range:
        yield "“until” waits for a push, and with “range” the value is dragged: keep one of them"


def _derivation(block: Derivation) -> Iterator[str]:
    if not block.of and not block.lines:
        yield "give “of”, a factor that the tutor can derive, or lines of your own"
    if len(block.lines) == 1:
        yield "a derivation needs at least two lines"
    if bool(block.before) != bool(block.before_value):
        yield "“before” and “before_value” go together"


def _train(block: Train) -> Iterator[str]:
    if not 1 <= block.steps <= MAX_STEPS:
        yield f"“steps” must be 1 to {MAX_STEPS}"
    if len(block.rates) > MAX_CURVES:
        yield f"at most {MAX_CURVES} rates fit beside each other"
    if any(not rate >= 0 for rate in block.rates):
        yield "a learning rate is 0 or more"
