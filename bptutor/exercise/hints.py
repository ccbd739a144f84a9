"""Hints: three at most, each says more, the last is the worked step. And the worked solution, step by
step."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bptutor.exercise.model import (
    ChoicePart,
    Exercise,
    ExpressionPart,
    NumberPart,
    OrderPart,
    Part,
    PathPart,
    about,
)
from bptutor.exercise.paths import way_to
from bptutor.exercise.prompts import cost_in_words, is_value, rule
from bptutor.exercise.task import Task
from bptutor.exercise.written import written
from bptutor.foundation.numbers import short, subscript
from bptutor.trace.finding import step_of
from bptutor.trace.formulas import formula
from bptutor.trace.keys import Key, Kind
from bptutor.trace.making import PARTS
from bptutor.trace.moves import Cursor
from bptutor.trace.plain import plain
from bptutor.trace.steps import Level, Phase, Step, StepKind
from bptutor.trace.symbols import SOURCE, Namer, Notation
from bptutor.trace.timeline import Timeline

MOST = 3


@dataclass(frozen=True, slots=True)
class Hint:
    """One hint. `cursor` is the step of the exercise's timeline that it works out, for the last one; `tex` is
    the formula that it says, where it says one."""

    text: str
    last: bool
    cursor: Cursor | None = None
    tex: str = ""


def hint(exercise: Exercise, part: int, number: int, notation: Notation = SOURCE) -> Hint:
    """Hint number 1, 2 or 3 for a part; past the last it is the last again."""
    asked = exercise.parts[part]
    number = min(max(number, 1), MOST)
    namer = Namer(exercise.document.network, notation)
    last = number == MOST
    match asked:
        case NumberPart() | ExpressionPart():
            return _value_hint(exercise, asked, number, namer)
        case ChoicePart():
            return Hint(_choice_hint(exercise, asked, number, namer), last, _cursor(exercise, asked))
        case OrderPart():
            return Hint(_order_hint(asked, number), last, _cursor(exercise, asked))
        case PathPart():
            return Hint(_path_hint(exercise, asked, number, namer), last, _cursor(exercise, asked))


def timeline_for(exercise: Exercise) -> Timeline:
    """The timeline that hints and solutions point into: one update from all of the document's examples."""
    examples = exercise.task.examples
    rows = range(len(examples))
    return Timeline(exercise.document.network, examples, exercise.document.learning_rate, rows)


def cursor_of(timeline: Timeline, key: Key, row: int) -> Cursor | None:
    """The step that makes a value: at the value level, or at the term level for a factor."""
    level = Level.VALUE if key.kind in PARTS else Level.TERM
    index = step_of(timeline, key, level, row)
    return None if index is None or index < 0 else Cursor(level, index)


def solution(exercise: Exercise) -> tuple[Cursor, ...]:
    """The steps that work the exercise out, in order, on `timeline_for(exercise)`."""
    timeline = timeline_for(exercise)
    keys: dict[Key, None] = {}
    for part in exercise.parts:
        target = _target_of(part)
        way = way_to(exercise.document.network, target) if target.kind in GRADIENTS else (target,)
        keys.update(dict.fromkeys(way))
    cursors = (cursor_of(timeline, key, exercise.task.row) for key in keys)
    return tuple(cursor for cursor in cursors if cursor is not None)


GRADIENTS = {Kind.DC_DTHETA, Kind.DC_DB}
_GRADIENT_OF = {Kind.THETA: Kind.DC_DTHETA, Kind.B: Kind.DC_DB}


def _target_of(part: Part) -> Key:
    key = about(part)
    assert key is not None
    return key._replace(kind=_GRADIENT_OF.get(key.kind, key.kind))


def _cursor(exercise: Exercise, part: Part) -> Cursor | None:
    return cursor_of(timeline_for(exercise), _target_of(part), exercise.task.row)


def _value_hint(exercise: Exercise, part: NumberPart | ExpressionPart, number: int, namer: Namer) -> Hint:
    key, task = part.ask, exercise.task
    if number == 1:
        return Hint(_which_rule(task, namer, key), False)
    timeline = timeline_for(exercise)
    cursor = cursor_of(timeline, key, task.row)
    assert cursor is not None
    step = timeline.step(cursor.level, cursor.index)
    made = formula(step, timeline, namer)
    name, symbolic = namer.plain(key), _symbolic(step, namer, made.symbolic)
    if isinstance(part, ExpressionPart) and number == MOST:
        return Hint(f"{name} = {written(task, namer, key)}", True, cursor)
    if number == 2:
        return Hint(f"{name} = {symbolic}{_rules(task, namer, key)}", False, None, made.symbolic)
    worked = " = ".join(text for text in (symbolic, plain(made.substituted)) if text)
    return Hint(f"{name} = {worked} = {short(task.truth(key))}", True, cursor, made.latex)


def _symbolic(step: Step, namer: Namer, tex: str) -> str:
    """The step's right side in a line of text."""
    names = [namer.plain(term.key) for term in step.terms]
    match step.kind:
        case StepKind.CHAIN:
            return " · ".join(names)
        case StepKind.SUM if step.phase is Phase.BACKWARD:
            return " + ".join(names)
        case StepKind.MEAN:
            return f"the mean of {names[0]} over the examples"
        case StepKind.ACCUMULATE:
            return f"the sum of {names[0]} over the examples"
    return re.sub("_([0-9]+)", lambda match: subscript(int(match[1])), plain(tex))


def _which_rule(task: Task, namer: Namer, key: Key) -> str:
    """The question that finds the rule."""
    layer, j, depth = key.layer, key.j, task.network.depth
    a, z = namer.plain(Key(Kind.A, layer, j)), namer.plain(Key(Kind.Z, layer, j))
    match key.kind:
        case Kind.DC_DA if layer == depth:
            return (
                f"The cost is {cost_in_words(task)}. Differentiate it by {a}, and treat everything else as a "
                "number."
            )
        case Kind.DC_DA:
            into = [
                namer.plain(Key(Kind.Z, layer + 1, i)) for i in range(1, task.network.widths[layer + 1] + 1)
            ]
            return f"{a} goes into {' and '.join(into)}. What is it multiplied by there?"
        case Kind.DC_DZ | Kind.DA_DZ:
            activation = task.network.layers[layer - 1].activation.title
            return f"{z} becomes {a} through the {activation}. The factor between them is its derivative."
        case Kind.DC_DTHETA | Kind.DZ_DTHETA:
            weight = namer.plain(Key(Kind.THETA, layer, j, key.k))
            return f"{weight} stands in {z}. Which number does it multiply there?"
        case Kind.DC_DB | Kind.DZ_DB:
            return (
                f"{namer.plain(Key(Kind.B, layer, j))} is added to {z}. How much does a sum grow when a "
                "summand does?"
            )
        case Kind.DJ_DTHETA | Kind.DJ_DB | Kind.J:
            return "Every example gives its own share. How does J put the shares together?"
        case Kind.THETA_NEW | Kind.B_NEW:
            return "The update goes against the gradient, by the learning rate times the gradient."
        case Kind.DZ_DA:
            return f"Look at the sum that {z} is made of: which number stands beside that input?"
        case Kind.Z:
            return f"{z} is a sum: each value that comes in times its weight, and the bias."
    return f"{a} is the activation of {z}."


def _rules(task: Task, namer: Namer, key: Key) -> str:
    """What the local derivative in a product is, where there is one."""
    match key.kind:
        case Kind.DC_DA if key.layer < task.network.depth:
            factor = Key(Kind.DZ_DA, key.layer + 1, 1, key.j)
        case Kind.DC_DZ:
            factor = Key(Kind.DA_DZ, key.layer, key.j, key.j)
        case Kind.DC_DTHETA:
            factor = Key(Kind.DZ_DTHETA, key.layer, key.j, key.k)
        case Kind.DC_DB:
            factor = Key(Kind.DZ_DB, key.layer, key.j)
        case _:
            return ""
    return f", and {namer.plain(factor)} = {rule(task, namer, factor)}"


def _choice_hint(exercise: Exercise, part: ChoicePart, number: int, namer: Namer) -> str:
    wrong = [choice for i, choice in enumerate(part.choices) if i != part.right]
    if number == MOST:
        value = ""
        if part.about is not None and part.about.kind in GRADIENTS:
            value = f" {is_value(exercise.task, namer, part.about)}."
        return f"It is: {part.choices[part.right].shown}.{value}"
    if number == 1 or len(wrong) == 1:
        asking = wrong[0].why or "Compare the choices one by one."
        return asking if number == 1 else f"{asking} Work both out with one figure."
    return f"It is not: {wrong[1].shown}. {wrong[1].why}".strip()


def _order_hint(part: OrderPart, number: int) -> str:
    names = [part.choices[i].shown.split(" = ")[0] for i in part.right]
    if number == MOST:
        return "The chain is " + " · ".join(names) + "."
    if number == 1:
        return "Begin at C. Each card's upper value must be the lower value of the card before it."
    return f"It begins with {' · '.join(names[:2])}, and ends with {names[-1]}."


def _path_hint(exercise: Exercise, part: PathPart, number: int, namer: Namer) -> str:
    z = Key(Kind.Z, part.about.layer, part.about.j)
    if number == 1:
        return (
            "Go from right to left: from C to an output, from each a to its z, from each z to an a before it."
        )
    if number == 2:
        return f"{namer.plain(part.about)} goes into {namer.plain(z)}: that is the last value before it."
    through = dict(part.via)
    network, names = exercise.document.network, ["C"]
    for layer in range(network.depth, part.about.layer - 1, -1):
        j = part.about.j if layer == part.about.layer else through.get(layer, 1)
        names += [namer.plain(Key(Kind.A, layer, j)), namer.plain(Key(Kind.Z, layer, j))]
    return "The path is " + ", ".join([*names, namer.plain(part.about)]) + "."
