"""Hints: three at most, each says more, the last is the worked step. And the worked solution."""

from __future__ import annotations

import re

from msgspec.structs import replace

from bptutor.exercise.hint_texts import GRADIENTS, choice_hint, order_hint, path_hint, rules, which_rule
from bptutor.exercise.letters import in_letters
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
from bptutor.exercise.written import written
from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import short, subscript
from bptutor.trace.finding import step_of
from bptutor.trace.formulas import formula
from bptutor.trace.keys import GRADIENTS as GRADIENT_OF
from bptutor.trace.keys import Key
from bptutor.trace.making import PARTS
from bptutor.trace.moves import Cursor
from bptutor.trace.plain import plain
from bptutor.trace.steps import Level, Phase, Step, StepKind
from bptutor.trace.symbols import SOURCE, Namer, Notation
from bptutor.trace.timeline import Timeline

MOST = 3  # hints for a part; the last is the worked step


class Hint(Frozen):
    """One hint. `cursor` is the step of the exercise's timeline that it works out, for the last one; `tex`
    is the formula that it says, where it says one."""

    text: str
    last: bool
    cursor: Cursor | None = None
    tex: str = ""


def hint(exercise: Exercise, part: int, number: int, notation: Notation = SOURCE) -> Hint:
    """Hint number 1, 2 or 3 for a part; past the last it is the last again."""
    given = _hint(exercise, part, number, notation)
    return replace(given, text=in_letters(given.text, notation))


def _hint(exercise: Exercise, part: int, number: int, notation: Notation) -> Hint:
    asked = exercise.parts[part]
    number = min(max(number, 1), MOST)
    namer = Namer(exercise.document.network, notation)
    last = number == MOST
    match asked:
        case NumberPart() | ExpressionPart():
            return _value_hint(exercise, asked, number, namer)
        case ChoicePart():
            return Hint(choice_hint(exercise, asked, number, namer), last, _cursor(exercise, asked))
        case OrderPart():
            return Hint(order_hint(asked, number), last, _cursor(exercise, asked))
        case PathPart():
            return Hint(path_hint(exercise, asked, number, namer), last, _cursor(exercise, asked))


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


def _target_of(part: Part) -> Key:
    key = about(part)
    assert key is not None
    return key.of_kind(GRADIENT_OF.get(key.kind, key.kind))


def _cursor(exercise: Exercise, part: Part) -> Cursor | None:
    return cursor_of(timeline_for(exercise), _target_of(part), exercise.task.row)


def _value_hint(exercise: Exercise, part: NumberPart | ExpressionPart, number: int, namer: Namer) -> Hint:
    key, task = part.ask, exercise.task
    if number == 1:
        return Hint(which_rule(task, namer, key), False)
    timeline = timeline_for(exercise)
    cursor = cursor_of(timeline, key, task.row)
    assert cursor is not None
    step = timeline.step(cursor.level, cursor.index)
    made = formula(step, timeline, namer)
    name, symbolic = namer.plain(key), _symbolic(step, namer, made.symbolic)
    if isinstance(part, ExpressionPart) and number == MOST:
        return Hint(f"{name} = {written(task, namer, key)}", True, cursor)
    if number == 2:
        return Hint(f"{name} = {symbolic}{rules(task, namer, key)}", False, None, made.symbolic)
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
