"""Exercises, their parts, and verdicts, as values."""

from __future__ import annotations

from enum import Enum
from functools import cached_property
from typing import TypeAlias

from msgspec import field

from bptutor.engine.document import Document
from bptutor.exercise.task import Task, task_of
from bptutor.foundation.errors import TutorError
from bptutor.foundation.frozen import Frozen
from bptutor.trace.keys import Key

VERSION = 1  # of the making: another version makes other questions from the same seeds


class ExerciseKind(Enum):
    """The eight kinds; the value is the name that files and commands use."""

    NEXT_VALUE = "next-value"
    NEXT_FACTOR = "next-factor"
    BUILD_CHAIN = "build-chain"
    TRACE_PATH = "trace-path"
    WRITE_IT = "write-it"
    FIND_SLIP = "find-slip"
    WHICH_WAY = "which-way"
    WHOLE_GRADIENT = "whole-gradient"

    @property
    def title(self) -> str:
        """As a person reads it: “Next value”."""
        return self.value.replace("-", " ").capitalize()


def kind_named(name: str) -> ExerciseKind:
    """The kind of that name. Raises TutorError that lists them."""
    try:
        return ExerciseKind(name)
    except ValueError:
        names = ", ".join(kind.value for kind in ExerciseKind)
        raise TutorError(f"there is no kind of exercise “{name}”: choose from {names}") from None


class Recipe(Frozen):
    """What makes an exercise, and makes the same one again: everything else follows."""

    kind: ExerciseKind
    seed: int
    difficulty: int
    skill: str
    version: int = VERSION


class NumberPart(Frozen):
    """A value is asked as a number. `probes` are the slips that stand apart here."""

    ask: Key
    prompt: str
    skill: str
    probes: tuple[str, ...] = ()


class ExpressionPart(Frozen):
    """A value is asked as an expression in the names of other values."""

    ask: Key
    prompt: str
    skill: str
    probes: tuple[str, ...] = ()


class Choice(Frozen):
    """One thing to choose: the word or key that stays, what is shown, why it is not the one
    (or why it is)."""

    name: str
    shown: str
    why: str = ""
    slip: str | None = None
    key: Key | None = None


class ChoicePart(Frozen):
    """One of several is asked for; `right` counts from 0."""

    prompt: str
    skill: str
    choices: tuple[Choice, ...]
    right: int
    about: Key | None = None
    probes: tuple[str, ...] = ()


class OrderPart(Frozen):
    """Cards are to be put in order and the strangers left out; `right` counts the choices from 0."""

    prompt: str
    skill: str
    choices: tuple[Choice, ...]
    right: tuple[int, ...]
    about: Key
    probes: tuple[str, ...] = ()


class PathPart(Frozen):
    """A path is to be walked from C to a parameter; `via` are neurons (layer, j) that it must go through."""

    prompt: str
    skill: str
    about: Key
    via: tuple[tuple[int, int], ...] = ()
    probes: tuple[str, ...] = ()


Part: TypeAlias = NumberPart | ExpressionPart | ChoicePart | OrderPart | PathPart


def about(part: Part) -> Key | None:
    """The value that a part is about, asked or not."""
    return part.ask if isinstance(part, NumberPart | ExpressionPart) else part.about


class Exercise(Frozen, eq=False, dict=True):
    """One question with its parts. `shown` are lines of a worked chain that the question
    displays, if it does.

    Not slotted: the task is kept once it is made."""

    recipe: Recipe
    question: str
    document: Document
    example: int
    parts: tuple[Part, ...]
    shown: tuple[tuple[Key, float], ...] = ()
    hidden: frozenset[Key] = field(default_factory=frozenset)

    @cached_property
    def task(self) -> Task:
        """The pass that is asked about."""
        return task_of(self.document, self.example)

    @property
    def skills(self) -> tuple[str, ...]:
        """What is exercised, each once: the skill that was asked for, then the parts' own."""
        return tuple(dict.fromkeys((self.recipe.skill, *(part.skill for part in self.parts))))


class Mark(Enum):
    """What an answer is judged to be, in the words of the contract."""

    CORRECT = "correct"
    FOLLOW_THROUGH = "follow-through"
    SLIP = "slip"
    PRECISION = "precision"
    SCALE = "scale"
    SIGN = "sign"
    WRONG = "wrong"
    SYNTAX = "syntax"


RIGHT = frozenset({Mark.CORRECT, Mark.FOLLOW_THROUGH})
NO_ATTEMPT = frozenset({Mark.SYNTAX, Mark.PRECISION})


class Verdict(Frozen):
    """What is said of one answer. `slip` is set exactly where `mark` is SLIP.

    `note` says that it is a matter of convention, not of right or wrong; `position` is where the syntax
    stopped (from 0); `either` are the slips that give the same number when none is claimed."""

    mark: Mark
    feedback: str
    value: float | None = None
    slip: str | None = None
    note: bool = False
    position: int | None = None
    either: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Whether the part is done."""
        return self.mark in RIGHT

    @property
    def counts(self) -> bool:
        """Whether it was an attempt; what is not can be answered again at no cost."""
        return self.mark not in NO_ATTEMPT and not self.note
