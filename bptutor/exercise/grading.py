"""Marking: from a question, an answer and the answers before it to a verdict. Pure, and in one place.

The order is that of good teaching: what cannot be read is no attempt; what is right is right, also when it
follows from the learner's own wrong number; a known slip is named; what was only rounded too early is no
attempt; then powers of ten and signs; and only then "not yet".
"""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from bptutor.exercise import marking_expressions, marking_orders
from bptutor.exercise.expressions import parse
from bptutor.exercise.letters import in_letters
from bptutor.exercise.model import Exercise, ExpressionPart, Mark, NumberPart, Part, Verdict
from bptutor.exercise.nodes import AnswerSyntaxError
from bptutor.exercise.rounding import FINE, by_three_figures, is_coarse
from bptutor.exercise.said import (
    NOT_YET,
    RIGHT_TEXT,
    ROUND_LATER,
    SIGN_TEXT,
    convention_note,
    either_text,
    follow_through_text,
    scale_text,
)
from bptutor.exercise.slips import Wrong, apart, by_slip, near, right_value, wrong_values
from bptutor.exercise.task import Task
from bptutor.exercise.ways_own import Own
from bptutor.foundation.frozen import Frozen
from bptutor.trace.keys import Key
from bptutor.trace.symbols import SOURCE, Namer, Notation

TOLERANCE = 0.01
ROUNDING = 0.05
LARGEST_POWER = 6


class Manner(Frozen):
    """How answers are read and verdicts worded: the locale's decimal sign, the notation, and the cost that
    the learner is used to (None: the question's own)."""

    comma_decimal: bool = False
    notation: Notation = SOURCE
    used_to: str | None = None


PLAIN = Manner()


def mark(
    exercise: Exercise, part: int, answer: str, own: Own | None = None, manner: Manner = PLAIN
) -> Verdict:
    """The verdict on an answer to part number `part` (from 0). `own` are the learner's
    earlier numbers by key."""
    asked = exercise.parts[part]
    match asked:
        case NumberPart():
            return mark_value(exercise.task, asked.ask, answer, own or {}, asked.probes, manner)
        case ExpressionPart():
            said = marking_expressions.mark(exercise, asked, answer, manner.comma_decimal, manner.notation)
        case _:
            said = marking_orders.mark(exercise, asked, answer, manner.notation)
    return replace(said, feedback=in_letters(said.feedback, manner.notation))


def mark_value(
    task: Task,
    key: Key,
    answer: str,
    own: Own | None = None,
    probes: Collection[str] = (),
    manner: Manner = PLAIN,
) -> Verdict:
    """The verdict on a number that is given for any value of any pass, as when a step is predicted."""
    try:
        value = parse(answer, None, manner.comma_decimal).value()
    except AnswerSyntaxError as error:
        return Verdict(Mark.SYNTAX, str(error), position=error.position)
    said = _Number(task, key, value, own or {}, frozenset(probes), manner).verdict()
    return replace(said, feedback=in_letters(said.feedback, manner.notation))


class _Number:
    """One number that is to be judged, with the two values that it is held against: the right one, and the
    one that follows from the learner's own earlier numbers."""

    def __init__(
        self, task: Task, key: Key, value: float, own: Own, probes: frozenset[str], manner: Manner
    ) -> None:
        self.task, self.key, self.value, self.manner, self.probes = task, key, value, manner, probes
        self.right = task.truth(key)
        self.own = {k: v for k, v in own.items() if k != key}
        self.follows = right_value(task, key, self.own) if self.own else self.right

    def verdict(self) -> Verdict:
        for judge in (self._correct, self._note, self._slip, self._rounded, self._scale, self._sign):
            found = judge()
            if found is not None:
                return found
        return self._say(Mark.WRONG, NOT_YET)

    def _say(self, mark: Mark, text: str) -> Verdict:
        return Verdict(mark, text, self.value)

    def _near(self, share: float) -> bool:
        return near(self.value, self.right, share) or near(self.value, self.follows, share)

    def _correct(self) -> Verdict | None:
        if near(self.value, self.right, TOLERANCE) or near(
            self.value, by_three_figures(self.task, self.key), FINE
        ):
            return self._say(Mark.CORRECT, RIGHT_TEXT)
        if not self.own or not (
            near(self.value, self.follows, TOLERANCE)
            or near(self.value, by_three_figures(self.task, self.key, self.own), FINE)
        ):
            return None
        wrong = [key for key, value in self.own.items() if not near(value, self.task.truth(key), TOLERANCE)]
        if not wrong:
            return self._say(Mark.CORRECT, RIGHT_TEXT)
        namer = Namer(self.task.network, self.manner.notation)
        return self._say(Mark.FOLLOW_THROUGH, follow_through_text(namer, wrong[-1], self.own[wrong[-1]]))

    def _note(self) -> Verdict | None:
        """Half or twice the right value, where the learner is used to the other form of the squared error."""
        text = convention_note(self.task, self.key, self.manner.used_to)
        if text and near(self.value, self.right * text.factor, TOLERANCE):
            slip = "no-factor-2" if text.factor == 0.5 else None
            return Verdict(Mark.SLIP if slip else Mark.WRONG, text.sentence, self.value, slip, note=True)
        return None

    def _slip(self) -> Verdict | None:
        from_start = self._matching(wrong_values(self.task, self.key), self.right)
        on_own = self._matching(wrong_values(self.task, self.key, self.own), self.follows) if self.own else []
        matching = from_start + on_own
        if not any(clear for _, clear in matching):
            return None
        if not self._certain(from_start) and is_coarse(self.value, self.task, self.key, self.own):
            return self._say(Mark.PRECISION, ROUND_LATER)
        made = by_slip([wrong for wrong, _ in matching])
        if len(made) > 1:
            text = either_text([wrong.slip.title for wrong in made.values()])
            return Verdict(Mark.WRONG, text, self.value, either=tuple(made))
        wrong = next(iter(made.values()))
        text = wrong.message(self.task, self.key, self.manner.notation)
        return Verdict(Mark.SLIP, text, self.value, wrong.slip.id)

    def _matching(self, wrongs: list[Wrong], right: float) -> list[tuple[Wrong, bool]]:
        """The slips that give this number, and whether each stands clear of the value that is right
        there. One that does not cannot be claimed, but may be what was done, so that no other is
        claimed in its place."""
        return [(w, apart(w.value, right)) for w in wrongs if near(self.value, w.value, TOLERANCE)]

    def _certain(self, from_start: list[tuple[Wrong, bool]]) -> bool:
        """Whether the number is exactly that of a probed slip, which the question keeps clear of rounding."""
        return any(
            wrong.slip.id in self.probes and near(self.value, wrong.value, FINE) for wrong, _ in from_start
        )

    def _rounded(self) -> Verdict | None:
        if self.right == self.follows == 0:
            return None
        if self._near(ROUNDING) or is_coarse(self.value, self.task, self.key, self.own):
            return self._say(Mark.PRECISION, ROUND_LATER)
        return None

    def _scale(self) -> Verdict | None:
        for power in range(-LARGEST_POWER, LARGEST_POWER + 1):
            for base in (self.right, self.follows):
                if power and base and near(self.value, base * 10.0**power, TOLERANCE):
                    return self._say(Mark.SCALE, scale_text(power))
        return None

    def _sign(self) -> Verdict | None:
        if any(base and near(self.value, -base, TOLERANCE) for base in (self.right, self.follows)):
            return self._say(Mark.SIGN, SIGN_TEXT)
        return None


def own_number(part: Part, verdict: Verdict) -> tuple[Key, float] | None:
    """What an answer adds to the learner's own numbers, right or wrong; nothing where no number is asked."""
    if isinstance(part, NumberPart) and verdict.value is not None:
        return part.ask, verdict.value
    return None
