"""One exercise being answered: where the learner is, what was tried, and what it comes to. A frozen value."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from msgspec.structs import replace

from bptutor.exercise.grading import PLAIN, Manner, mark, own_number
from bptutor.exercise.hints import MOST, Hint, hint
from bptutor.exercise.model import Exercise, Mark, Verdict
from bptutor.exercise.slips import SLIPS
from bptutor.foundation.frozen import Frozen
from bptutor.trace.keys import Key


class Outcome(Enum):
    """What a skill's part in an exercise came to."""

    UNAIDED = "unaided"  # first try, no hint
    HELPED = "helped"  # after a miss or a hint
    SHOWN = "shown"  # the worked step was shown, or it was left wrong


class Try(Frozen):
    """One answer as it was given. `part` counts from 0."""

    part: int
    answer: str
    verdict: Verdict
    at: datetime


class Sitting(Frozen, eq=False):
    """An exercise under way. `own` are the learner's numbers so far; `hints` counts each part's; `shown` are
    the parts whose answer was given away; `left` the parts that were left with a wrong answer."""

    exercise: Exercise
    part: int = 0
    tries: tuple[Try, ...] = ()
    own: tuple[tuple[Key, float], ...] = ()
    hints: tuple[tuple[int, int], ...] = ()
    shown: frozenset[int] = frozenset()
    left: frozenset[int] = frozenset()

    @property
    def done(self) -> bool:
        """Whether every part has been answered or passed."""
        return self.part >= len(self.exercise.parts)

    @property
    def all_right(self) -> bool:
        """Whether every part ended right by the learner's own answer."""
        return self.done and not self.shown and not self.left

    def hints_taken(self, part: int) -> int:
        """How many hints a part has had."""
        return dict(self.hints).get(part, 0)


def answer(
    sitting: Sitting, text: str, now: datetime, manner: Manner = PLAIN, keep_going: bool = False
) -> tuple[Sitting, Verdict]:
    """Mark an answer to the present part. What is right leads to the next part; with `keep_going` what is
    wrong does too, and is kept as the learner's own number. What cannot be read never leads on."""
    verdict = mark(sitting.exercise, sitting.part, text, dict(sitting.own), manner)
    tried = replace(sitting, tries=(*sitting.tries, Try(sitting.part, text, verdict, now)))
    if verdict.right:
        return _next(tried, verdict, False), verdict
    if keep_going and verdict.mark is not Mark.SYNTAX:
        return _next(tried, verdict, True), verdict
    return tried, verdict


def move_on(sitting: Sitting) -> Sitting:
    """Leave the present part with its last wrong answer; later ones are then judged from it."""
    tries = [t for t in sitting.tries if t.part == sitting.part and t.verdict.mark is not Mark.SYNTAX]
    return _next(sitting, tries[-1].verdict, True) if tries else show(sitting)


def take_hint(sitting: Sitting, manner: Manner = PLAIN) -> tuple[Sitting, Hint]:
    """The next hint for the present part. The third is the worked step."""
    number = min(sitting.hints_taken(sitting.part) + 1, MOST)
    hints = {**dict(sitting.hints), sitting.part: number}
    shown = sitting.shown | {sitting.part} if number == MOST else sitting.shown
    given = hint(sitting.exercise, sitting.part, number, manner.notation)
    return replace(sitting, hints=tuple(hints.items()), shown=shown), given


def show(sitting: Sitting) -> Sitting:
    """Just show it: the present part is given away and the next begins."""
    shown = sitting.shown | {sitting.part}
    return replace(sitting, shown=shown, part=sitting.part + 1)


def outcomes(sitting: Sitting) -> dict[str, Outcome]:
    """What each skill came to: its worst part. The exercise's own skill is judged by all parts, and a slip
    that was told counts against the skill that it is a slip of, whatever the exercise is about."""
    by_part = [_part_outcome(sitting, i) for i in range(len(sitting.exercise.parts))]
    result = {}
    for skill in sitting.exercise.skills:
        own = [
            outcome
            for part, outcome in zip(sitting.exercise.parts, by_part, strict=True)
            if skill in (part.skill, sitting.exercise.recipe.skill)
        ]
        result[skill] = max(own, key=_ORDER.index)
    for tried in sitting.tries:
        if tried.verdict.slip is not None and tried.verdict.counts:
            skill = SLIPS[tried.verdict.slip].skill
            result[skill] = max(result.get(skill, Outcome.HELPED), Outcome.HELPED, key=_ORDER.index)
    return result


_ORDER = list(Outcome)


def _part_outcome(sitting: Sitting, part: int) -> Outcome:
    if part in sitting.shown or part in sitting.left or part >= sitting.part:
        return Outcome.SHOWN
    missed = any(t.part == part and t.verdict.counts and not t.verdict.right for t in sitting.tries)
    return Outcome.HELPED if missed or sitting.hints_taken(part) else Outcome.UNAIDED


def _next(sitting: Sitting, verdict: Verdict, left: bool) -> Sitting:
    number = own_number(sitting.exercise.parts[sitting.part], verdict)
    own = {**dict(sitting.own), number[0]: number[1]} if number else dict(sitting.own)
    kept = sitting.left | {sitting.part} if left else sitting.left
    return replace(sitting, part=sitting.part + 1, own=tuple(own.items()), left=kept)
