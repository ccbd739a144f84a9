"""The dialogue of `bptutor practise`: question after question, kept in the learner's progress."""

from __future__ import annotations

import argparse
import secrets
import sys
from datetime import UTC, datetime

from bptutor.cli.practise_text import part_text, question_text, verdict_text
from bptutor.exercise.grading import Manner
from bptutor.exercise.making import make, recipe
from bptutor.exercise.model import Mark, Recipe, kind_named
from bptutor.exercise.review import another, harder, plan, states
from bptutor.exercise.sitting import Sitting, answer, move_on, outcomes, show, take_hint
from bptutor.foundation.places import data_folder
from bptutor.study.progress import FILE, Progress

SEEDS = 10_000
HELP = "An answer, or: hint, show (just show it), go on (with my number), quit"
AFTER = "Enter another like this · h harder · s same again · n something else · q quit > "


def dialogue(options: argparse.Namespace, manner: Manner) -> list[Sitting]:
    """Ask until the learner has had enough; every sitting in order."""
    progress = Progress(data_folder() / FILE)
    if progress.complaint:
        print(progress.complaint, file=sys.stderr)
    sittings: list[Sitting] = []
    try:
        wanted: Recipe | None = _first(options, progress)
        while wanted is not None:
            sitting = _ask(wanted, progress, manner)
            sittings.append(sitting)
            wanted = _after(sitting, options, progress) if sitting.done else None
    finally:
        progress.close()
    return sittings


def _first(options: argparse.Namespace, progress: Progress) -> Recipe:
    """What was asked for; or what is due, else what is next."""
    kind = None if options.kind is None else kind_named(options.kind)
    seed = secrets.randbelow(SEEDS) if options.seed is None else options.seed
    skill, known = options.skill, states(progress.done())
    if skill is None and kind is None and options.seed is None:
        return plan(known, datetime.now(UTC), seed, 1, None, options.difficulty)[0]
    level = known[skill].level if skill in known else 1
    return recipe(seed, kind, skill, options.difficulty or level)


def _ask(wanted: Recipe, progress: Progress, manner: Manner) -> Sitting:
    """One exercise, to its end or until the learner leaves."""
    sitting = Sitting(make(wanted))
    number = progress.begin(wanted, datetime.now(UTC))
    print("\n" + question_text(sitting.exercise, manner.notation) + "\n")
    asked = -1
    while not sitting.done:
        if sitting.part != asked:
            asked = sitting.part
            print(part_text(sitting.exercise.parts[asked]))
        line = _read("> ")
        if line is None or line in ("q", "quit"):
            return sitting
        sitting = _reply(sitting, line, number, progress, manner)
    progress.finish(number, outcomes(sitting), datetime.now(UTC))
    return sitting


def _reply(sitting: Sitting, line: str, number: str, progress: Progress, manner: Manner) -> Sitting:
    """What one line does. It is written down before anything is said about it."""
    now = datetime.now(UTC)
    match line:
        case "":
            print(HELP)
            return sitting
        case "hint" | "?":
            after, hint = take_hint(sitting, manner)
            progress.hinted(number, sitting.part, now)
            print(f"Hint: {hint.text}")
            return after
        case "show":
            worked = take_hint(take_hint(take_hint(sitting, manner)[0], manner)[0], manner)[1]
            progress.shown(number, sitting.part, now)
            print(worked.text)
            return show(sitting)
        case "go on":
            progress.moved_on(number, sitting.part, now)
            return move_on(sitting)
    after, verdict = answer(sitting, line, now, manner)
    progress.answered(number, after.tries[-1])
    print(verdict_text(verdict, line))
    if verdict.mark is Mark.WRONG and not sitting.hints_taken(sitting.part):
        print("(type hint for a hint)")
    return after


def _after(sitting: Sitting, options: argparse.Namespace, progress: Progress) -> Recipe | None:
    """What the learner wants next; None to end. Where nobody is asked, one exercise is all."""
    print("\n" + _closing(sitting))
    if options.seed is not None and not sys.stdin.isatty():
        return None
    choice = _read(AFTER)
    made = sitting.exercise.recipe
    match choice:
        case None | "q" | "quit":
            return None
        case "h" | "harder":
            return harder(made)
        case "s" | "same":
            return made
        case "n":
            planned = plan(states(progress.done()), datetime.now(UTC), secrets.randbelow(SEEDS))
            return next((recipe for recipe in planned if recipe.skill != made.skill), another(made))
    return another(made)


def _closing(sitting: Sitting) -> str:
    if sitting.all_right and all(outcome.value == "unaided" for outcome in outcomes(sitting).values()):
        return "All right, and without help."
    return "All right." if sitting.all_right else "Done. Another like this will be the better one."


def _read(prompt: str) -> str | None:
    """A line without its blanks; None at the end of input."""
    try:
        line = input(prompt if sys.stdin.isatty() else "")
    except EOFError:
        return None
    return line.strip()
