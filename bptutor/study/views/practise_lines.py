"""Lines of a chain as the Practise panel lists them: done, being asked, still to do; and the solution's."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec.structs import replace

from bptutor.exercise.model import ChoicePart, ExerciseKind, Mark, NumberPart
from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import short
from bptutor.study.practise_state import PractiseState
from bptutor.study.state import State
from bptutor.study.views.step_view import SymbolView, symbol
from bptutor.trace.formulas import formula
from bptutor.trace.keys import Key
from bptutor.trace.plain import plain
from bptutor.trace.symbols import Namer

Standing: TypeAlias = Literal["given", "right", "left", "shown", "asked", "later", "slip"]


class LineView(Frozen):
    """`symbol` = `number`, how it stands, and for a step of the solution how the number comes about."""

    symbol: SymbolView
    number: str
    standing: Standing = "given"
    worked: str = ""
    current: bool = False


def chain_lines(practise: PractiseState, namer: Namer) -> tuple[LineView, ...]:
    """The worked chain that a question shows, and the values that are still to be worked out."""
    exercise = practise.exercise
    lines = [LineView(symbol(key, namer), short(value)) for key, value in exercise.shown]
    place = exercise.parts[0]
    if practise.part and isinstance(place, ChoicePart):
        # A worked chain with a slip, whose place has been found.
        lines[place.right] = replace(lines[place.right], standing="slip")
    if exercise.recipe.kind is ExerciseKind.WHOLE_GRADIENT:
        for number, part in enumerate(exercise.parts):
            assert isinstance(part, NumberPart)
            lines.append(_part_line(practise, number, part.ask, namer))
    return tuple(lines)


def _part_line(practise: PractiseState, number: int, key: Key, namer: Namer) -> LineView:
    sitting, own = practise.sitting, dict(practise.sitting.own)
    shown = symbol(key, namer)
    if number == practise.part and not practise.answered:
        return LineView(shown, "?", "asked", current=True)
    if number >= sitting.part:
        return LineView(shown, "", "later")
    current = number == practise.part
    if number in sitting.shown:
        return LineView(shown, short(practise.exercise.task.truth(key)), "shown", current=current)
    if number in sitting.left:
        return LineView(shown, short(own[key]), "left", current=current)
    tried = [t for t in sitting.tries if t.part == number]
    exact = bool(tried) and tried[-1].verdict.mark is Mark.CORRECT
    value = practise.exercise.task.truth(key) if exact else own[key]
    return LineView(shown, short(value), "right", current=current)


def solution_lines(state: State, practise: PractiseState, namer: Namer) -> tuple[LineView, ...]:
    """The worked solution: a line a step, the one that the drawing shows marked."""
    lines = []
    for cursor in practise.solution:
        step = state.timeline.step(cursor.level, cursor.index)
        made = formula(step, state.timeline, namer)
        lines.append(
            LineView(
                symbol(step.target, namer),
                short(float(step.value)),
                worked=plain(made.substituted),
                current=cursor == state.cursor,
            )
        )
    return tuple(lines)
