"""Two networks beside each other as they are shown: the step in line, all values, and B's drawing."""

from __future__ import annotations

import numpy as np
from msgspec.structs import replace

from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import counted, short
from bptutor.study.pair_state import Pair
from bptutor.study.pair_values import all_apart
from bptutor.study.state import State
from bptutor.study.views.light import owner
from bptutor.study.views.network_view import NetworkView, network_view
from bptutor.study.views.numbers import NumberReader
from bptutor.study.views.pair_numbers import (
    NumbersOfA,
    NumbersOfB,
    beside_of,
    pair_in_sight,
    pointed_at,
)
from bptutor.study.views.pair_table import PairTable, differing_of
from bptutor.study.views.pair_words import lacking
from bptutor.trace.narration import narrate
from bptutor.trace.steps import Number, Phase, Step
from bptutor.trace.symbols import Namer, notation_named

NONE = "—"
FEW = 3  # numbers of a layer that are shown


class StepBeside(Frozen):
    """The step in sight in both networks: the numbers as text, `difference` and `ratio` "" where there are
    none. `told` are sentences, each with whose it is: "A", "B", or "" for both."""

    name: str
    spoken: str
    phase: Phase
    a: str
    b: str
    difference: str
    ratio: str
    differs: bool
    told: tuple[tuple[str, str], ...]

    @property
    def verdict(self) -> str:
        """≠ or =, and what that means."""
        if self.b == NONE:
            return "only in A"
        return "≠ differs" if self.differs else "= the same"

    @property
    def sentence(self) -> str:
        """What is read aloud: both numbers, then what happens."""
        told = f"{self.spoken}: A {self.a}, B {self.b}"
        if self.difference:
            told += f", B minus A {self.difference}" if self.differs else ", the same"
        return f"{told}. {' '.join(text if not whose else f'{whose}: {text}' for whose, text in self.told)}"


class PairView(Frozen, eq=False):
    """`iteration` of `iterations` is where B is in its run; where B is `free` both can be set."""

    a: str
    b: str
    place_of_a: str
    iteration: int
    iterations: int
    goes_on: bool
    free: bool
    step: StepBeside
    table: PairTable
    drawing: NetworkView


def pair_view(state: State) -> PairView | None:
    """The view of a state; None while there is no pair, or it would give something away."""
    pair, found = pair_in_sight(state), beside_of(state)
    if pair is None or found is None:
        return None
    b, notation = pair.b, notation_named(state.notation)
    step = state.timeline.step(state.cursor.level, state.cursor.index)
    namers = Namer(state.network, notation), Namer(b.network, notation)
    numbers_a = NumbersOfA(state, NumberReader(state, step))
    numbers_b = NumbersOfB(pair)
    known = found.known(state.cursor.index, pair.line.index)
    table = PairTable(
        found,
        known,
        differing_of(state, found, known),
        numbers_a,
        numbers_b,
        namers,
        owner(step.target),
        step.phase,
    )
    return PairView(
        state.document.name or "untitled",
        pair.title,
        f"iteration {state.iteration:,}",
        b.iteration,
        b.run.length,
        pair.goes_on,
        pair.convention is None,
        step_beside(state, pair, step, namers),
        table,
        _drawing(state, pair, numbers_a, namers[1]),
    )


def _drawing(state: State, pair: Pair, numbers_a: NumbersOfA, namer: Namer) -> NetworkView:
    """B's own drawing at its step, where A is what it is compared with."""
    b = pointed_at(pair, state.pointed)
    step = b.timeline.step(b.cursor.level, b.cursor.index)
    view = network_view(b, step, NumberReader(b, step), namer)
    return replace(view, title=pair.title, beside=numbers_a)


def step_beside(state: State, pair: Pair, step: Step, namers: tuple[Namer, Namer]) -> StepBeside:
    """The step of A and the one of B that makes the same value."""
    name, spoken = namers[0].plain(step.target), namers[0].spoken(step.target)
    own = narrate(step, state.timeline).text(namers[0])
    if not pair.line.same:
        block = state.timeline.layout.locate(state.cursor.level, state.cursor.index).block
        why = lacking(pair.b.timeline, step.target, block)
        told = (("A", own), ("B", f"no such step: {why}."))
        return StepBeside(name, spoken, step.phase, _text(step.value), NONE, "", "", True, told)
    other = pair.b.timeline.step(pair.b.cursor.level, pair.b.cursor.index)
    its = narrate(other, pair.b.timeline).text(namers[1])
    difference, ratio, differs = _apart(step.value, other.value)
    a, b = _text(step.value), _text(other.value)
    if own == its:
        return StepBeside(name, spoken, step.phase, a, b, difference, ratio, differs, (("", own),))
    return StepBeside(name, spoken, step.phase, a, b, difference, ratio, differs, (("A", own), ("B", its)))


def _text(value: Number) -> str:
    """The numbers, or of a layer with more than a few how many there are."""
    numbers = np.ravel(value)
    if len(numbers) <= FEW:
        return ", ".join(short(float(number)) for number in numbers)
    return counted(len(numbers), "number")


def _apart(one: Number, other: Number) -> tuple[str, str, bool]:
    """B − A and B : A as text, and whether they differ; of a layer how many differ, and by how much."""
    if np.shape(one) != np.shape(other):
        return "of another size", "", True
    a, b = np.ravel(one), np.ravel(other)
    far = int(np.count_nonzero(all_apart(a, b)))
    if not far:
        return "0", "", False
    with np.errstate(all="ignore"):
        gaps = b - a
        if len(a) == 1:
            ratio = float(b[0] / a[0])
            return short(float(gaps[0])), short(ratio) if np.isfinite(ratio) else "", True
        most = short(float(np.max(np.abs(gaps))))
    return f"{far:,} of {len(a):,} {'differs' if far == 1 else 'differ'}, by {most} at most", "", True
