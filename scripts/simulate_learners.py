#!/usr/bin/env python3
"""Learners who make one slip, and what the tutor tells them: a check of the marking, and a report to read.

    .venv/bin/python scripts/simulate_learners.py [--seeds 200] [--report]

Every slip: as many seeds as asked for, at which a learner who makes exactly that slip (worked out by hand in
`learners`, number by number) must be told exactly that slip. Over all of them, probed or not, no slip may be
named that was not made. Then follow-through, rounding, times; with --report three learners over 50 questions.
Exit code 1 if anything is not as it should be.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from learners import ByHand

from bptutor.exercise.aims import slips_of
from bptutor.exercise.appraisal import Judged, appraise
from bptutor.exercise.as_json import exercise_object
from bptutor.exercise.grading import mark
from bptutor.exercise.hints import hint
from bptutor.exercise.making import make, recipe, skills_of
from bptutor.exercise.model import (
    ChoicePart,
    Exercise,
    ExerciseKind,
    ExpressionPart,
    Mark,
    NumberPart,
    OrderPart,
    Recipe,
)
from bptutor.exercise.review import Done, plan, states
from bptutor.exercise.sitting import Sitting, answer, outcomes, show, take_hint
from bptutor.exercise.skills import SKILLS
from bptutor.exercise.slips import PROBED
from bptutor.exercise.task import ALTOGETHER

KINDS = (ExerciseKind.NEXT_VALUE, ExerciseKind.WHOLE_GRADIENT)
START = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)


def exercises(skill: str) -> Iterator[Exercise]:
    """Exercises on a skill, of all kinds and difficulties that ask for numbers, without end."""
    seed = 0
    while True:
        for kind in KINDS:
            for difficulty in (1, 2, 3):
                if skill in skills_of(kind):
                    yield make(recipe(seed, kind, skill, difficulty))
        seed += 1


def by_hand(exercise: Exercise, **how: object) -> ByHand:
    """Somebody who works the exercise out from what `--json` prints of it."""
    return ByHand(exercise_object(exercise)["network"], exercise.example, **how)  # type: ignore[arg-type]


def ways(exercise: Exercise, slip: str) -> Iterator[ByHand]:
    """Everybody who makes a slip: everywhere, or at one layer; along the one path or the other."""
    network = exercise.document.network
    paths = (
        range(1, max(network.widths) + 1)
        if slip in ("one-path", "bias-times-a", "update-not-gradient")
        else (1,)
    )
    for at in range(network.depth + 1):
        for path in paths:
            if slip == "one-path" and path > min(network.widths[max(at + 1, 2) :] or (1,)):
                continue
            yield by_hand(exercise, slip=slip, at=at, path=path)


def check_slips(seeds: int) -> tuple[int, Counter[str]]:
    """Told exactly, or not; the number of failures, and what was counted."""
    failures, counts = 0, Counter[str]()
    for slip in PROBED:
        told = tried = 0
        skills = [skill for skill in SKILLS if skill != "forward" and slip in slips_of(skill)]
        sources = [exercises(skill) for skill in skills]
        while told < seeds and tried < 40 * seeds:
            exercise = next(sources[tried % len(sources)])
            tried += 1
            good, bad = one_exercise(exercise, slip, counts)
            told += good
            failures += bad
        print(f"  {slip:24} told exactly at {told} seeds")
        failures += told < seeds
    return failures, counts


def one_exercise(exercise: Exercise, slip: str, counts: Counter[str]) -> tuple[bool, int]:
    """Whether the slip was told at a part that probes it, and how often it was not or another was named."""
    told, failures = False, 0
    for i, part in enumerate(exercise.parts):
        if not isinstance(part, NumberPart):
            continue
        right = by_hand(exercise).value(str(part.ask))
        values = {person.value(str(part.ask)) for person in ways(exercise, slip)}
        for value in sorted(values):
            if abs(value - right) <= 1e-9 * max(abs(right), 1e-9):
                continue
            verdict = mark(exercise, i, repr(value))
            probed = slip in part.probes
            counts["probed" if probed else "not probed"] += 1
            counts["named wrongly"] += verdict.slip not in (None, slip)
            if verdict.slip not in (None, slip) or (probed and verdict.slip != slip):
                failures += 1
                print("   ", exercise.recipe, part.ask, slip, value, verdict)
            told = told or (probed and verdict.slip == slip)
    return told, failures


def check_follow_through(seeds: int) -> int:
    """One slip in the first number of a whole gradient, everything right from there."""
    failures = followed = 0
    for seed in range(seeds):
        for difficulty in (1, 2, 3):
            exercise = make(recipe(seed, ExerciseKind.WHOLE_GRADIENT, None, difficulty))
            person = by_hand(exercise)
            sitting = Sitting(exercise)
            for i, part in enumerate(exercise.parts):
                value = person.value(str(part.ask))  # type: ignore[union-attr]
                if i == 0:
                    value = value * 1.7 if value else 0.3
                person.own[str(part.ask)] = value  # type: ignore[union-attr]
                sitting, verdict = answer(sitting, repr(value), START, keep_going=True)
                if i and not verdict.right:
                    failures += 1
                    print("   ", exercise.recipe, part, value, verdict)
                followed += verdict.mark is Mark.FOLLOW_THROUGH
    print(f"  {followed} later steps right by follow-through, {failures} judged wrong")
    return failures


def check_rounding(seeds: int) -> int:
    """Three figures at each step pass; one figure is told to round later (or happens to be near enough)."""
    failures, counts = 0, Counter[tuple[int, str]]()
    for seed in range(seeds):
        for kind in KINDS:
            for difficulty in (1, 2, 3):
                exercise = make(recipe(seed, kind, None, difficulty))
                for figures in (3, 1):
                    failures += rounding(exercise, figures, counts)
    for (figures, word), count in sorted(counts.items()):
        print(f"  {figures} figure{'s' * (figures > 1)}: {word} {count}")
    return failures


def rounding(exercise: Exercise, figures: int, counts: Counter[tuple[int, str]]) -> int:
    """One learner who writes every number down to so many figures, and goes on from it."""
    person = by_hand(exercise, figures=figures)
    own, failures = {}, 0
    for i, part in enumerate(exercise.parts):
        if not isinstance(part, NumberPart):
            continue
        value = person.keep(person.value(str(part.ask)))
        if part.ask.kind in ALTOGETHER:
            value = person.keep(person.keep(mean_of_shown(exercise, part, figures)))
        person.own[str(part.ask)] = own[part.ask] = value
        earlier = {key: number for key, number in own.items() if key != part.ask}
        verdict = mark(exercise, i, repr(value), earlier)
        counts[figures, verdict.mark.value] += 1
        fine = verdict.right if figures == 3 else verdict.right or verdict.mark is Mark.PRECISION
        failures += not fine
        if not fine:
            print("   ", figures, exercise.recipe, part.ask, value, verdict)
    return failures


def mean_of_shown(exercise: Exercise, part: NumberPart, figures: int) -> float:
    """The mean of the examples' shares, which the question shows, each written down to so many figures."""
    network, key = exercise_object(exercise)["network"], str(part.ask).replace("dJ", "dC")
    count = len(exercise.task.examples)
    shares = [ByHand(network, number, figures=figures) for number in range(1, count + 1)]
    exact = [ByHand(network, number).value(key) for number in range(1, count + 1)]
    return sum(person.keep(share) for person, share in zip(shares, exact, strict=True)) / count


def measure() -> int:
    """Medians of making and marking over all kinds and difficulties."""
    made, marked = [], []
    for kind in ExerciseKind:
        for difficulty in (1, 2, 3):
            for seed in range(12):
                start = time.perf_counter()
                exercise = make(recipe(seed, kind, None, difficulty))
                made.append(time.perf_counter() - start)
                for i in range(len(exercise.parts)):
                    start = time.perf_counter()
                    mark(exercise, i, "2*(yhat_1-y_1)*0.3" if kind is ExerciseKind.WRITE_IT else "1.234")
                    marked.append(time.perf_counter() - start)
    first, second = statistics.median(made) * 1e3, statistics.median(marked) * 1e3
    print(
        f"  a question is made in {first:.1f} ms, marked in {second:.2f} ms (medians); worst "
        f"{max(made) * 1e3:.0f}, {max(marked) * 1e3:.0f}"
    )
    return (first > 20) + (second > 5)


def report(kind: str) -> None:
    """Ten sets of five with one learner, two a day, and what the tutor says of them."""
    history: list[Done] = []
    judged: list[Judged] = []
    slips, said = Counter[str](), dict[str, str]()
    now = START
    for number in range(10):
        for wanted in plan(states(history), now, number):
            sitting = attend(wanted, kind, number, now)
            history += [Done(wanted, skill, outcome, now) for skill, outcome in outcomes(sitting).items()]
            for tried in sitting.tries:
                judged.append(Judged(tried.verdict.mark.value, tried.verdict.slip))
                if tried.verdict.slip:
                    slips[tried.verdict.slip] += 1
                    said.setdefault(tried.verdict.slip, tried.verdict.feedback)
            now += timedelta(minutes=3)
        now += timedelta(hours=11, minutes=45)
    print(f"\n{kind}, after 50 questions ({len(judged)} answers):")
    for sentence in appraise(states(history), judged, now):
        print(f"  {sentence}")
    print(f"  [slips told: {', '.join(f'{slip} {count}' for slip, count in slips.most_common()) or 'none'}]")
    for slip, _ in slips.most_common(1):
        print(f"  [said at the first {slip}: {said[slip]}]")


def attend(wanted: Recipe, kind: str, number: int, now: datetime) -> Sitting:
    """One exercise by one of the three learners; after two misses a hint, after three it is shown."""
    sitting = Sitting(make(wanted))
    misses = 0
    while not sitting.done:
        part = sitting.part
        sitting, verdict = answer(sitting, reply(sitting, kind, number + misses), now)
        if not verdict.right and sitting.part == part:
            misses += 1
            if misses >= 2:
                sitting, _ = take_hint(sitting)
            if misses >= 3:
                sitting = show(sitting)
        if sitting.part != part:
            misses = 0
    return sitting


def reply(sitting: Sitting, kind: str, number: int) -> str:
    """What a learner answers to the present part."""
    exercise, part = sitting.exercise, sitting.exercise.parts[sitting.part]
    if not isinstance(part, NumberPart):
        return other_reply(sitting, kind, number)
    if kind == "guesses":
        return repr(round(((number * 7919 + sitting.part * 31) % 200 - 100) / 50, 2))
    slip = "no-theta" if kind == "always leaves θ out" and not sitting.hints_taken(sitting.part) else ""
    return f"{by_hand(exercise, slip=slip).value(str(part.ask)):.4g}"


def other_reply(sitting: Sitting, kind: str, number: int) -> str:
    """Choices, orders, paths and expressions."""
    exercise, part = sitting.exercise, sitting.exercise.parts[sitting.part]
    guessing = kind == "guesses"
    match part:
        case ChoicePart():
            return str(1 + number % len(part.choices)) if guessing else str(part.right + 1)
        case OrderPart():
            places = range(len(part.choices)) if guessing else part.right
            return " ".join(str(i + 1) for i in places)
        case ExpressionPart():
            return "yhat_1 - y_1" if guessing else hint(exercise, sitting.part, 3).text.split(" = ", 1)[1]
    said = hint(exercise, sitting.part, 3).text.removeprefix("The path is ").rstrip(".")
    return "C " + str(part.about) if guessing else said.replace(", ", " ")


def main() -> int:
    """Everything, with a line for each."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, default=200)
    options.add_argument("--report", action="store_true")
    chosen = options.parse_args()
    print("slips:")
    failures, counts = check_slips(chosen.seeds)
    print(
        f"  {counts['probed']:,} probed and {counts['not probed']:,} other slips; named wrongly: "
        f"{counts['named wrongly']}"
    )
    print("follow-through:")
    failures += check_follow_through(chosen.seeds)
    print("rounding:")
    failures += check_rounding(chosen.seeds)
    print("times:")
    failures += measure()
    if chosen.report:
        for kind in ("masters", "guesses", "always leaves θ out"):
            report(kind)
    print(f"\n{failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
