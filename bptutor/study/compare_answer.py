"""Why is mine different? A number that somebody has got elsewhere, against the value in sight.

The order: right; right under another convention; a known slip; the gradient of a neighbour; and else how far
off it is. Unlike marking, this tells the right value: who asks has an answer already.
"""

from __future__ import annotations

import math
from enum import Enum

from msgspec.structs import replace

from bptutor.exercise.grading import TOLERANCE
from bptutor.exercise.said import either_text
from bptutor.exercise.slips import Wrong, apart, near, wrong_values
from bptutor.exercise.task import Task
from bptutor.foundation.errors import TutorError
from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import short
from bptutor.study.compare_conventions import Convention, other_conventions
from bptutor.study.edit_values import typed
from bptutor.study.state import State
from bptutor.trace.keys import Key, Kind
from bptutor.trace.symbols import SOURCE, Namer, Notation, notation_named

CLOSE = 5e-4  # half of the fourth figure: what a number that was copied keeps
FEWEST_FIGURES = 2  # one figure alone may be anything, and is asked about last
ONE_FIGURE = "Right as far as it is rounded: {} = {}; one figure cannot say more."
EXACT = 1e-6  # what single precision leaves of a number
MOST_NEIGHBOURS = 2_000
MOST_WORK = 20_000  # parameters times examples of a network whose slips are tried under other conventions
NEIGHBOURS = frozenset({Kind.DC_DTHETA, Kind.DC_DB, Kind.DJ_DTHETA, Kind.DJ_DB, Kind.DC_DA, Kind.DC_DZ})
WEIGHTS = frozenset({Kind.DC_DTHETA, Kind.DJ_DTHETA})


class Standing(Enum):
    """What became of a comparison."""

    RIGHT = "right"
    CONVENTION = "convention"
    SLIP = "slip"
    NEIGHBOUR = "neighbour"
    OFF = "off"


class Comparison(Frozen):
    """A number against the right one, with a sentence or two; `convention`, `slips` (their ids) and
    `neighbour` say what it may be besides, whatever the standing."""

    standing: Standing
    sentence: str
    value: float
    right: float
    convention: Convention | None = None
    slips: tuple[str, ...] = ()
    neighbour: Key | None = None


def task_in_sight(state: State) -> Task:
    """The examples of the update in sight, with the one in sight asked about."""
    timeline = state.timeline
    return Task(state.network, timeline.examples, timeline.values.learning_rate, state.row)


def compare_text(state: State, key: Key, text: str, comma_decimal: bool = False) -> Comparison:
    """A typed number against a value in sight. Raises TutorError where it cannot be read."""
    value = typed(state, text, comma_decimal)
    return compare_answer(task_in_sight(state), key, value, notation_named(state.notation))


def compare_answer(task: Task, key: Key, value: float, notation: Notation = SOURCE) -> Comparison:
    """What a number is, if it is not the key's value. Raises TutorError where it is not finite."""
    if not math.isfinite(value):
        raise TutorError("only a finite number can be compared")
    right, namer = task.truth(key), Namer(task.network, notation)
    name = namer.plain(key)
    if not math.isfinite(right):
        return Comparison(Standing.OFF, f"Here {name} is {short(right)} itself.", value, right)
    if near(value, right, TOLERANCE) or rounded_to(value, right) >= FEWEST_FIGURES:
        return Comparison(Standing.RIGHT, _right(name, value, right), value, right)
    convention = _convention(task, key, value)
    slips = [wrong for wrong in wrong_values(task, key) if _is(value, wrong.value, right)]
    ids = tuple(dict.fromkeys(wrong.slip.id for wrong in slips))
    if convention is not None:
        said = _under(name, convention, right)
        return Comparison(Standing.CONVENTION, said, value, right, convention, ids)
    if slips:
        said = f"{_made(task, key, slips, notation)} Here {name} = {short(right)}."
        return Comparison(Standing.SLIP, said, value, right, None, ids)
    both = _slip_elsewhere(task, key, value)
    if both is not None:
        convention, wrong = both
        said = f"Two things at once: {convention.said}, and {wrong.slip.title}. Here {name} = {short(right)}."
        return Comparison(Standing.SLIP, said, value, right, convention, (wrong.slip.id,))
    neighbour = _neighbour(task, key, value)
    if neighbour is not None:
        said = f"That is {namer.plain(neighbour)}, not {name}: here {name} = {short(right)}."
        return Comparison(Standing.NEIGHBOUR, said, value, right, neighbour=neighbour)
    if rounded_to(value, right):
        return Comparison(Standing.RIGHT, ONE_FIGURE.format(name, short(right)), value, right)
    return Comparison(Standing.OFF, _off(name, value, right), value, right)


def _is(value: float, other: float, right: float) -> bool:
    """Whether a number is another one that stands clear of the right one."""
    return near(value, other, TOLERANCE) and apart(other, right)


def _right(name: str, value: float, right: float) -> str:
    gap = abs(value - right) / abs(right) if right else abs(value)
    if gap <= EXACT:
        return f"Right: {name} = {short(right)}."
    if figures := rounded_to(value, right):
        return f"Right as far as it is rounded: {name} = {short(right)}; yours is that to {figures} figures."
    figures = min(max(math.floor(-math.log10(2 * gap)), 1), 15)
    return f"Right as far as it is rounded: {name} = {short(right)}, and {figures} figures agree."


def rounded_to(value: float, right: float) -> int:
    """To how many figures a number is the right one rounded; 0 where it is none."""
    return next((n for n in range(1, 16) if float(f"{right:.{n - 1}e}") == value), 0) if value else 0


def _convention(task: Task, key: Key, value: float) -> Convention | None:
    """The first of other conventions that gives the number, the one with the fewest changes."""
    right = task.truth(key)
    return next((c for c in other_conventions(task, key) if _is(value, c.value, right)), None)


def _slip_elsewhere(task: Task, key: Key, value: float) -> tuple[Convention, Wrong] | None:
    """One other convention with one slip in it, where only one such pair gives the number to four figures."""
    if task.network.parameters * len(task.examples) > MOST_WORK or value == 0:
        return None
    pairs = [
        (convention, wrong)
        for convention in other_conventions(task, key)
        if len(convention.titles) == 1 and convention.scale == 1.0
        for wrong in wrong_values(replace(task, network=convention.network), convention.asked)
        if near(value, wrong.value, CLOSE)
    ]
    told = {(convention.titles, wrong.slip.id) for convention, wrong in pairs}
    return pairs[0] if len(told) == 1 else None


def _under(name: str, convention: Convention, right: float) -> str:
    return (
        f"Right under another convention: {convention.said}, {name} is {short(convention.value)}. "
        f"Here it is {short(right)}."
    )


def _made(task: Task, key: Key, slips: list[Wrong], notation: Notation) -> str:
    """What is said of one slip, or of several that give the same number."""
    made = {wrong.slip.id: wrong for wrong in reversed(slips)}
    if len(made) == 1:
        return next(iter(made.values())).message(task, key, notation)
    return either_text([wrong.slip.title for wrong in made.values()]).removeprefix("Not yet. ")


def _neighbour(task: Task, key: Key, value: float) -> Key | None:
    """Another value of the same kind and layer that the number is, to four figures: the transposed one
    first."""
    if key.kind not in NEIGHBOURS or value == 0:
        return None
    width, inputs = task.network.widths[key.layer], task.network.widths[key.layer - 1]
    count = width * inputs if key.kind in WEIGHTS else width
    if count > MOST_NEIGHBOURS:
        return None
    columns = range(1, inputs + 1) if key.kind in WEIGHTS else (0,)
    keys = [key._replace(j=j, k=k) for j in range(1, width + 1) for k in columns]
    keys.sort(key=lambda other: (other.j, other.k) != (key.k, key.j))
    return next((k for k in keys if k != key and near(value, task.truth(k), CLOSE)), None)


def _off(name: str, value: float, right: float) -> str:
    gap = short(abs(value - right))
    if right == 0:
        return f"{name} is exactly 0 here; the number is {gap} away from that."
    ratio, side = value / right, "too large" if value > right else "too small"
    if near(ratio, -1.0, TOLERANCE):
        return f"The size is right and the sign is not: here {name} = {short(right)}."
    power = round(math.log10(abs(ratio))) if ratio else 0
    if power and near(ratio, 10.0**power, TOLERANCE):
        places = f"{abs(power)} place{'s' if abs(power) > 1 else ''}"
        return f"The figures are right and the decimal point is {places} off: here {name} = {short(right)}."
    return (
        f"No known slip or convention gives this number. Here {name} = {short(right)}: the number is {gap} "
        f"{side}, {short(ratio)} times the value."
    )
