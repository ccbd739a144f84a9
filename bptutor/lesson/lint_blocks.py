"""What a live block asks of the network that its page is about, and whether the network can give it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator

from bptutor.engine.document import Document
from bptutor.foundation.errors import TutorError
from bptutor.lesson.answers import is_right, near, ways
from bptutor.lesson.chains import LAST
from bptutor.lesson.cues import cue
from bptutor.lesson.derivation import derivation
from bptutor.lesson.evaluate import Numbers
from bptutor.lesson.functions import wrong_slope
from bptutor.lesson.lint_nudge import nudge_troubles
from bptutor.lesson.live import (
    Choose,
    Compose,
    Derivation,
    Ledger,
    LiveBlock,
    Nudge,
    Order,
    Path,
    Predict,
    Step,
)
from bptutor.lesson.scope import PUSHED, read_key
from bptutor.lesson.troubles import STUCK, Trouble, of_expressions, of_keys, of_target
from bptutor.lesson.wellformed import out_of_range
from bptutor.trace.keys import Key
from bptutor.trace.keys import parse as parse_key
from bptutor.trace.symbols import Namer

# (document, key, probes, example) -> what is wrong with them; the room of exercises knows the slips.
ProbeCheck = Callable[[Document, Key, tuple[str, ...], int], Iterable[str]]
SAME = 1e-9
FIGURES = 1e-4  # two numbers as near as this are one to a learner who types four figures


def troubles(block: LiveBlock, document: Document, probe_check: ProbeCheck | None) -> Iterator[Trouble]:
    """Everything in a block that the document cannot give; nothing of one whose numbers mean nothing."""
    if any(out_of_range(block)):
        return
    example = getattr(block, "example", 1)
    count = len(document.examples) if document.examples is not None else 0
    if example > max(count, 1):
        yield Trouble(f"“example” is {example}, but the network has only {count}")
        return
    match block:
        case Step():
            yield from _step(block, document)
        case Predict():
            yield from _predict(block, document, probe_check)
        case Choose():
            yield from _choose(block, document)
        case Path(to):
            yield from of_target(document, to)
        case Order():
            yield from _order(block, document)
        case Nudge():
            yield from nudge_troubles(block, document)
        case Derivation():
            yield from _derivation(block, document)
        case Compose():
            yield from _compose(block, document)
        case Ledger(to=to):
            yield from of_target(document, to) if to else ()
        case _:
            pass


def _step(block: Step, document: Document) -> Iterator[Trouble]:
    texts = (block.show, *block.highlight, block.chain, block.select, block.open)
    found = list(of_keys(document, *texts))
    yield from found
    if not found and cue(block, Numbers(document).timeline(block.iteration)) is None:
        yield Trouble(f"the timeline has no step “{block.show or block.at}”", block.show or block.at)
    if block.chain and not found and parse_key(block.chain).kind not in PUSHED:
        yield Trouble("“chain” must be a weight, a bias, a z or an a", block.chain)
    if block.open and not found:
        try:
            derivation(document.network, Namer(document.network), parse_key(block.open))
        except TutorError:
            yield Trouble(
                f"“{block.open}” is not one factor of a chain, so no card of it can open", block.open
            )
    if block.select and not found and parse_key(block.select).kind not in LAST:
        yield Trouble("“select” must be a weight or a bias", block.select)


def _predict(block: Predict, document: Document, probe_check: ProbeCheck | None) -> Iterator[Trouble]:
    found = list(of_expressions(document, block.value, *(wrong.value for wrong in block.wrong)))
    yield from found
    if found:
        return
    if not block.prompt:
        yield Trouble("nothing is asked: give a “prompt”, for the card stands apart from the text", mild=True)
    numbers = Numbers(document, block.example)
    right = numbers.of(block.value)
    if not math.isfinite(right):
        yield Trouble(f"the value is not a finite number here, {STUCK}", block.value)
    values: dict[str, float] = {}
    for wrong in block.wrong:
        value = numbers.of(wrong.value)
        if near(value, right):
            yield Trouble(f"the wrong answer “{wrong.value}” is right on this network", wrong.value)
        for text, other in values.items():
            if abs(value - other) <= FIGURES * abs(other):
                unsaid = f"is the same number as “{text}” here, so its reply is never given"
                yield Trouble(f"“{wrong.value}” {unsaid}", wrong.value, mild=True)
        values[wrong.value] = value
    if block.probes and probe_check is not None:
        key, _ = read_key(document, block.value)
        if key is None:
            yield Trouble("probes need “value” to be the name of a value, not a calculation", block.value)
        else:
            for problem in probe_check(document, key, block.probes, block.example):
                yield Trouble(problem, problem.partition("“")[2].partition("”")[0])


def _choose(block: Choose, document: Document) -> Iterator[Trouble]:
    found = list(of_expressions(document, *(o.right for o in block.options if isinstance(o.right, str))))
    yield from found
    if found:
        return
    fixed = [option.right for option in block.options if isinstance(option.right, bool)]
    if len(fixed) == len(block.options) or sum(fixed) > 1:
        return  # whatever the network, and said without it
    right = sum(is_right(option, Numbers(document)) for option in block.options)
    if right == 0:
        yield Trouble(f"no option is right on this network, {STUCK}")
    if right > 1 and not block.several:
        yield Trouble("more than one option is right on this network: add several = true")


def _order(block: Order, document: Document) -> Iterator[Trouble]:
    if block.to:
        found = [*of_target(document, block.to), *of_keys(document, *block.strangers)]
        yield from found
        if not found:
            belong = {factor for way in ways(document.network, block.to) for factor in way}
            for text in block.strangers:
                if parse_key(text) in belong:
                    yield Trouble(f"“{text}” is no stranger: it belongs to the chain", text)


def _derivation(block: Derivation, document: Document) -> Iterator[Trouble]:
    numbers = Numbers(document, block.example)
    found = [*of_keys(document, block.of), *of_expressions(document, *(line.value for line in block.lines))]
    if block.before_value:
        found += of_expressions(document, block.before_value)
    yield from found
    if found or not (block.of or block.lines):
        return
    if block.of:
        try:
            derivation(document.network, Namer(document.network), parse_key(block.of))
        except TutorError as error:
            yield Trouble(str(error), block.of)
            return
    wanted = numbers.of(block.of or block.lines[0].value)
    for line in block.lines:
        value = numbers.of(line.value)
        if not abs(value - wanted) <= SAME * max(1.0, abs(wanted)):
            yield Trouble(f"this line is {value:.6g}, where the first is {wanted:.6g}", line.value)


def _compose(block: Compose, document: Document) -> Iterator[Trouble]:
    if not block.functions:
        return
    insides = [*(function.name for function in block.functions[1:]), block.variable]
    taken = [function.name for function in block.functions]
    for name in {name for name in taken if taken.count(name) > 1 or name == block.variable}:
        yield Trouble(f"two functions are called “{name}”", name)
    value = block.at
    for function, inside in reversed(list(zip(block.functions, insides, strict=True))):
        found = list(of_expressions(document, function.rule, function.slope, variables=(inside,)))
        yield from found
        if found:
            return
        if (really := wrong_slope(document, function, inside, value)) is not None:
            yield Trouble(
                f"at {inside} = {value:.4g} the slope of “{function.rule}” is {really:.6g}", function.slope
            )
        value = Numbers(document).of(function.rule, {inside: value})
