"""Spaced review and mastery, worked out from what was done: nothing here is stored, so nothing can disagree.

A skill's state is the replay of its outcomes in the order of their times. Two histories are merged by
putting them together and replaying. FSRS runs without fuzzing, in UTC, on cards of our own numbering.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from fsrs import Card, Rating, Scheduler
from msgspec.structs import replace

from bptutor.exercise.lots import Lots
from bptutor.exercise.making import kinds_of, recipe
from bptutor.exercise.model import ExerciseKind, Recipe
from bptutor.exercise.sitting import Outcome
from bptutor.exercise.skills import SKILLS
from bptutor.foundation.frozen import Frozen

IN_A_ROW = 3
LOST_AFTER = 2  # misses in a row with which mastery is lost again; being shown the answer loses it at once
SET = 5
HARDEST = 3
RATINGS = {Outcome.UNAIDED: Rating.Good, Outcome.HELPED: Rating.Hard, Outcome.SHOWN: Rating.Again}
# One step of ten minutes after a failure; from then on days.
STEPS = (timedelta(minutes=10),)


class Done(Frozen):
    """One finished exercise, as far as one skill goes."""

    recipe: Recipe
    skill: str
    outcome: Outcome
    at: datetime


class SkillState(Frozen):
    """Where a learner stands with a skill. `streak` counts the last unaided ones on fresh variants; `level`
    is the difficulty that comes next; `due` is None before the first exercise."""

    skill: str
    streak: int = 0
    mastered: bool = False
    level: int = 1
    done: int = 0
    due: datetime | None = None

    def is_due(self, now: datetime) -> bool:
        """Whether it is time to come back to it."""
        return self.due is not None and self.due <= now


def states(history: Iterable[Done]) -> dict[str, SkillState]:
    """Every skill's state after a history, in any order; skills that were never exercised are new."""
    ordered = sorted(history, key=lambda done: (done.at, done.skill, done.recipe.seed))
    return {skill: _replayed(skill, [d for d in ordered if d.skill == skill]) for skill in SKILLS}


def _replayed(skill: str, history: Sequence[Done]) -> SkillState:
    scheduler = Scheduler(learning_steps=STEPS, relearning_steps=STEPS, enable_fuzzing=False)
    card = Card(card_id=1 + list(SKILLS).index(skill))
    streak, misses, mastered, level = 0, 0, False, 1
    seen: set[Recipe] = set()
    for done in history:
        card, _ = scheduler.review_card(card, RATINGS[done.outcome], done.at.astimezone(UTC))
        fresh = done.recipe not in seen
        seen.add(done.recipe)
        if done.outcome is not Outcome.UNAIDED:
            streak, misses = 0, misses + 1
            mastered = mastered and done.outcome is Outcome.HELPED and misses < LOST_AFTER
        elif fresh:
            streak, misses = streak + 1, 0
        if streak >= IN_A_ROW:
            mastered = True
            level = max(level, min(done.recipe.difficulty + 1, HARDEST))
    return SkillState(skill, streak, mastered, level, len(history), card.due if history else None)


def plan(
    known: Mapping[str, SkillState],
    now: datetime,
    seed: int,
    count: int = SET,
    skill: str | None = None,
    difficulty: int | None = None,
) -> tuple[Recipe, ...]:
    """A set of exercises: of one skill, or mixed with what is due first, then what is begun,
    then what is new."""
    lots = Lots("set", seed, skill, difficulty)
    order = [skill] * count if skill else _mixed(known, now, lots)
    made: list[Recipe] = []
    kinds: list[ExerciseKind] = []
    for chosen in order[:count]:
        level = difficulty or known[chosen].level
        kind = _least_used(lots, kinds_of(chosen), kinds)
        kinds.append(kind)
        made.append(recipe(lots.below(1_000_000), kind, chosen, level))
    return tuple(made)


def _mixed(known: Mapping[str, SkillState], now: datetime, lots: Lots) -> list[str]:
    due = sorted((s for s in known.values() if s.is_due(now)), key=lambda s: (s.due, s.skill))
    begun = [s for s in known.values() if s.done and not s.mastered and not s.is_due(now)]
    new = [s for s in known.values() if not s.done]
    rest = lots.shuffled([s for s in known.values() if s.done and s.mastered and not s.is_due(now)])
    return [s.skill for s in (*due, *begun, *new, *rest)]


def _least_used(lots: Lots, kinds: Sequence[ExerciseKind], used: Sequence[ExerciseKind]) -> ExerciseKind:
    fewest = min(used.count(kind) for kind in kinds)
    return lots.pick([kind for kind in kinds if used.count(kind) == fewest])


def harder(done: Recipe) -> Recipe:
    """Another of the same kind and skill, one step harder where there is one."""
    return another(replace(done, difficulty=min(done.difficulty + 1, HARDEST)))


def another(done: Recipe) -> Recipe:
    """Another like this: the same kind, skill and difficulty from the next seed."""
    return replace(done, seed=done.seed + 1)
