"""What the part of an exercise in sight asks for, and in which form it is answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

from bptutor.exercise.model import (
    ChoicePart,
    Exercise,
    ExerciseKind,
    ExpressionPart,
    NumberPart,
    OrderPart,
    PathPart,
)
from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import short
from bptutor.study.practise_prose import Said
from bptutor.study.practise_state import PractiseState
from bptutor.trace.keys import Key
from bptutor.trace.symbols import Namer

Form: TypeAlias = Literal["typed", "chosen", "cards", "path"]


class OptionView(Frozen):
    """One thing to choose, or one card: its words, and the factor's symbol on its own where it is one."""

    said: Said
    symbol: str = ""
    rule: Said = ()
    spoken: str = ""
    key: Key | None = None


def question_text(exercise: Exercise) -> str:
    """The question without what the panel shows as lines of their own."""
    text = exercise.question
    if exercise.recipe.kind is ExerciseKind.WHOLE_GRADIENT and exercise.shown:
        text = text.split(" Already done:")[0]
    first = exercise.parts[0]
    if isinstance(first, NumberPart) and first.prompt.startswith("Multiply on"):
        text += " Multiply on."
    return text


def form_of(practise: PractiseState) -> Form:
    """How the part in sight is answered."""
    match practise.asked:
        case NumberPart() | ExpressionPart():
            return "typed"
        case ChoicePart():
            return "chosen"
        case OrderPart():
            return "cards"
        case PathPart():
            return "path"


def display_of(exercise: Exercise, practise: PractiseState, namer: Namer) -> tuple[str, str]:
    """What is asked as a formula of its own, with the number once it is known."""
    part = practise.asked
    if exercise.recipe.kind is ExerciseKind.WHOLE_GRADIENT or not isinstance(
        part, NumberPart | ExpressionPart
    ):
        return "", ""
    name = namer.tex(part.ask)
    if isinstance(part, NumberPart) and (practise.answered or practise.given_away):
        number = short(exercise.task.truth(part.ask))
        return rf"{name} = {number}".replace("−", "-"), f"{namer.spoken(part.ask)} equals {number}"
    return rf"{name} = \;?", f"{namer.spoken(part.ask)} equals what?"


def prompt_of(exercise: Exercise, practise: PractiseState, said: Callable[[str], Said]) -> Said:
    """What to do, where neither the question nor the formula says it."""
    part = practise.asked
    match part:
        case ChoicePart():
            return said(part.prompt)
        case NumberPart() if exercise.recipe.kind is ExerciseKind.WHOLE_GRADIENT and not practise.solved:
            return said(part.prompt)
    return ()


def options_of(
    exercise: Exercise, practise: PractiseState, namer: Namer, said: Callable[[str], Said]
) -> tuple[OptionView, ...]:
    """What there is to choose, or the cards to put in order; nothing in other forms."""
    part = practise.asked
    if not isinstance(part, ChoicePart | OrderPart):
        return ()
    made = []
    for choice in part.choices:
        key, rule = choice.key, choice.shown.partition(" = ")[2]
        made.append(
            OptionView(
                said(choice.shown),
                namer.tex(key) if key is not None else "",
                said(rule),
                namer.spoken(key) if key is not None and not exercise.shown else "",
                key,
            )
        )
    return tuple(made)
