"""The learner's history and how they stand, and the clock: what the Practise room knows beyond the state.

`keep` writes what has happened between two states. It is called before anybody is shown the second one, so
that nothing is said of an answer that is not on the disk.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from bptutor.exercise.making import make
from bptutor.exercise.model import Recipe
from bptutor.exercise.review import SkillState, plan, states
from bptutor.exercise.sitting import Sitting, outcomes
from bptutor.foundation.errors import TutorError
from bptutor.study.practise_actions import OpenExercise
from bptutor.study.practise_state import PractiseState
from bptutor.study.progress import Past, Progress, taken_up

Clock = Callable[[], datetime]
SEEDS = 10_000
MOST_PAST = 200


def system_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


class Learner:
    """One learner: `standing` and `past` are worked out from the history when they are asked for."""

    def __init__(self, progress: Progress, clock: Clock = system_clock) -> None:
        self.progress = progress
        self.clock = clock
        self._standing: dict[str, SkillState] | None = None
        self._past: list[Past] | None = None

    @property
    def standing(self) -> Mapping[str, SkillState]:
        """Every skill's state."""
        if self._standing is None:
            self._standing = states(self.progress.done())
        return self._standing

    @property
    def past(self) -> list[Past]:
        """The last exercises, the newest first."""
        if self._past is None:
            self._past = self.progress.history(MOST_PAST)
        return self._past

    def forget_cache(self) -> None:
        """The history has changed otherwise, as by an import."""
        self._standing = self._past = None

    def _note(self, finished: bool) -> None:
        """Something was written. How the learner stands follows from exercises that are over, and takes a
        replay of all of them: it stays until another is."""
        self._past = None
        if finished:
            self._standing = None

    def new_set(self, skill: str | None = None, difficulty: int | None = None) -> tuple[Recipe, ...]:
        """A set of five: of one skill, or what is due first."""
        return plan(
            self.standing,
            self.clock(),
            secrets.randbelow(SEEDS),
            skill=skill,
            difficulty=difficulty,
        )

    def begin(
        self, recipes: tuple[Recipe, ...], place: int = 0, instead: Recipe | None = None
    ) -> OpenExercise:
        """Exercise `place` of a set begins, or another one `instead` of going on with the set; it is in the
        history from now on. Raises TutorError where it cannot be made or written down."""
        recipe = instead or recipes[place]
        sitting = Sitting(make(recipe))
        try:
            number = self.progress.begin(recipe, self.clock())
        except sqlite3.Error as error:
            raise TutorError(f"The exercise could not be written down ({error}).") from error
        self._note(finished=False)
        return OpenExercise(sitting, number, recipes, place, instead is not None)

    @property
    def unfinished(self) -> Past | None:
        """The exercise that was under way when the program ended, if something was answered in it."""
        last = self.past[0] if self.past else None
        return last if last is not None and last.finished is None and last.answers else None

    def take_up(self, past: Past) -> OpenExercise:
        """An exercise again as it was left. Raises TutorError where it cannot be made."""
        sitting = taken_up(past, Sitting(make(past.recipe)))
        return OpenExercise(sitting, past.id, (past.recipe,))

    def keep(self, before: PractiseState | None, after: PractiseState | None) -> str:
        """Write what is new in the exercise under way; a sentence where it cannot be written, or empty."""
        if after is None or (before is not None and before.sitting is after.sitting):
            return ""
        known = before.sitting if before is not None and before.id == after.id else None
        if known is None:
            return ""
        try:
            self._write(after.id, known, after.sitting)
        except sqlite3.Error as error:
            return f"Your answer could not be written down ({error}). What you do now may be lost."
        self._note(finished=after.sitting.done and not known.done)
        return ""

    def _write(self, number: str, known: Sitting, now: Sitting) -> None:
        for tried in now.tries[len(known.tries) :]:
            self.progress.answered(number, tried)
        part, at = known.part, self.clock()
        if now.hints_taken(part) > known.hints_taken(part):
            self.progress.hinted(number, part, at)
        elif now.part > part and part in now.left:
            self.progress.moved_on(number, part, at)
        elif now.part > part and len(now.tries) == len(known.tries):
            self.progress.shown(number, part, at)
        if now.done and not known.done:
            self.progress.finish(number, outcomes(now), at)
