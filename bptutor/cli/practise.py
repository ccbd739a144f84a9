"""Exercises in the terminal: asked, marked, with hints, and why a wrong answer was wrong.

What is left open is chosen: kind and skill from the seed, the seed by chance. In the dialogue an answer
is a number or an expression (2*(0.6726-1)), a choice's number, or one of: hint, show, quit. With --answer
the answers are marked in turn and nothing is asked or kept; a negative one is written --answer=-0.1442.
With --keep-going a wrong answer is kept, and later parts are judged from it. The exit code is 1 if not
every part ended right."""

from __future__ import annotations

import argparse
import secrets
from datetime import UTC, datetime
from pathlib import Path

from bptutor.cli.documents import as_json, refuse_what_cannot_be_written
from bptutor.cli.notation import add_notation
from bptutor.cli.practise_dialogue import dialogue
from bptutor.cli.practise_text import question_text, verdict_text
from bptutor.exercise.as_json import exercise_object
from bptutor.exercise.grading import Manner
from bptutor.exercise.hand_in import hand_in, write
from bptutor.exercise.making import make, recipe
from bptutor.exercise.model import ExerciseKind, kind_named
from bptutor.exercise.sitting import Sitting, answer
from bptutor.exercise.skills import SKILLS
from bptutor.foundation.errors import TutorError

SEEDS = 10_000


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    kinds = ", ".join(kind.value for kind in ExerciseKind)
    parser.add_argument("--kind", metavar="K", help=kinds)
    parser.add_argument("--skill", metavar="S", help=", ".join(SKILLS))
    parser.add_argument("--difficulty", metavar="1-3", type=int, default=None, help="default: what is next")
    parser.add_argument("--seed", metavar="N", type=int, help="the same seed asks the same question")
    parser.add_argument(
        "--answer", metavar="A", action="append", help="mark this; may be given several times"
    )
    parser.add_argument("--keep-going", action="store_true", help="keep a wrong answer and go on")
    parser.add_argument("--json", action="store_true", help="one JSON object: question, network, verdicts")
    add_notation(parser)
    parser.add_argument("--comma", action="store_true", help="a comma is a decimal sign too")
    parser.add_argument("--hand-in", metavar="FILE", help="write what was answered to a file for a teacher")
    parser.add_argument("--name", default="", help="your name in that file, if you like")


def run(options: argparse.Namespace) -> int:
    """Ask, or mark what was given."""
    manner = Manner(options.comma, options.notation)
    if options.hand_in is not None:
        refuse_what_cannot_be_written(options.hand_in, "--hand-in")
    if options.answer is None and not options.json:
        sittings = dialogue(options, manner)
        _hand_in(options, sittings)
        return 0 if all(sitting.all_right for sitting in sittings) else 1
    sitting = _marked(options, manner)
    _hand_in(options, [sitting])
    if options.json:
        print(as_json(exercise_object(sitting.exercise, sitting.tries)))
    else:
        _print(sitting)
    return 0 if sitting.all_right or options.answer is None else 1


def _marked(options: argparse.Namespace, manner: Manner) -> Sitting:
    """The exercise with the given answers marked in turn."""
    seed = secrets.randbelow(SEEDS) if options.seed is None else options.seed
    kind = None if options.kind is None else kind_named(options.kind)
    difficulty = 1 if options.difficulty is None else options.difficulty
    sitting = Sitting(make(recipe(seed, kind, options.skill, difficulty)))
    now = datetime.now(UTC)
    for number, text in enumerate(options.answer or (), 1):
        if sitting.done:
            raise TutorError(f"answer {number} is one too many: every part has been answered")
        sitting, _ = answer(sitting, text, now, manner, options.keep_going)
    return sitting


def _print(sitting: Sitting) -> None:
    print(question_text(sitting.exercise))
    for tried in sitting.tries:
        part = sitting.exercise.parts[tried.part]
        print(f"\n{part.prompt}\n> {tried.answer}\n{verdict_text(tried.verdict, tried.answer)}")


def _hand_in(options: argparse.Namespace, sittings: list[Sitting]) -> None:
    if options.hand_in is not None:
        said = hand_in(sittings, options.name, datetime.now(UTC), options.comma)
        write(said, Path(options.hand_in))
