"""A hand-in: one file with the seeds, the answers, the times and the verdicts, and a checksum over them.

The checksum shows a slip of the editor, not an art of forging: what counts is that every exercise can be
made again from its seed, and every answer judged again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from bptutor.exercise.grading import Manner, mark, own_number
from bptutor.exercise.making import make, recipe
from bptutor.exercise.model import Exercise, Recipe, Verdict, kind_named
from bptutor.exercise.sitting import Sitting
from bptutor.exercise.ways_own import Own
from bptutor.foundation.errors import FileError, TutorError
from bptutor.foundation.files import read_text, write_atomically
from bptutor.foundation.frozen import Frozen

FORMAT, VERSION = "bptutor-hand-in", 1
LIMIT = 50_000_000


class AnswerSaid(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One answer as the file has it; `part` counts from 1. `kept` says that the part was left with it."""

    part: int
    answer: str
    at: str
    verdict: str
    slip: str | None = None
    kept: bool = False


class ExerciseSaid(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One exercise as the file has it. `hints` and `shown` are parts, from 1."""

    kind: str
    version: int
    seed: int
    difficulty: int
    skill: str
    answers: list[AnswerSaid]
    hints: list[int] = []
    shown: list[int] = []


class HandIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file. `comma` says that a comma was a decimal sign."""

    format: str
    version: int
    name: str
    made: str
    exercises: list[ExerciseSaid]
    comma: bool = False
    checksum: str = ""


class Reviewed(Frozen):
    """One answer judged again. `verdict` is None where the exercise cannot be made any more."""

    said: ExerciseSaid
    answer: AnswerSaid
    verdict: Verdict | None
    problem: str = ""

    @property
    def differs(self) -> bool:
        """Whether the file says another verdict than the tutor does."""
        if self.verdict is None:
            return True
        return (self.verdict.mark.value, self.verdict.slip) != (self.answer.verdict, self.answer.slip)


def hand_in(sittings: Iterable[Sitting], name: str, now: datetime, comma: bool = False) -> HandIn:
    """What a learner hands in."""
    exercises = [_said(sitting) for sitting in sittings]
    said = HandIn(FORMAT, VERSION, name, now.astimezone(UTC).isoformat(), exercises, comma)
    return msgspec.structs.replace(said, checksum=checksum(said))


def _said(sitting: Sitting) -> ExerciseSaid:
    made = sitting.exercise.recipe
    last = {tried.part: i for i, tried in enumerate(sitting.tries)}
    answers = [
        AnswerSaid(
            tried.part + 1,
            tried.answer,
            tried.at.astimezone(UTC).isoformat(),
            tried.verdict.mark.value,
            tried.verdict.slip,
            tried.part in sitting.left and last[tried.part] == i,
        )
        for i, tried in enumerate(sitting.tries)
    ]
    hints = [part + 1 for part, count in sitting.hints for _ in range(count)]
    shown = [part + 1 for part in sorted(sitting.shown)]
    return ExerciseSaid(
        made.kind.value, made.version, made.seed, made.difficulty, made.skill, answers, hints, shown
    )


def checksum(said: HandIn) -> str:
    """SHA-256 over the content in one fixed form."""
    bare = msgspec.to_builtins(msgspec.structs.replace(said, checksum=""))
    text = json.dumps(bare, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def write(said: HandIn, path: Path) -> None:
    """Write the file. Raises FileError."""
    write_atomically(path, json.dumps(msgspec.to_builtins(said), ensure_ascii=False, indent=1) + "\n")


def read(path: Path) -> HandIn:
    """Read a file, whoever wrote it. Raises FileError; a wrong checksum is no error, see `is_whole`."""
    try:
        said = msgspec.json.decode(read_text(path, LIMIT).encode(), type=HandIn)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise FileError(path, f"is no hand-in file: {error}") from error
    if said.format != FORMAT:
        raise FileError(path, f'is no hand-in file: its "format" should be "{FORMAT}"', "$.format")
    if said.version != VERSION:
        raise FileError(path, f"is version {said.version}; this edition reads version {VERSION}", "$.version")
    return said


def is_whole(said: HandIn) -> bool:
    """Whether nothing was changed since the file was written."""
    return said.checksum == checksum(said)


def re_mark(said: HandIn) -> list[Reviewed]:
    """Every answer judged again, in the order in which they were given."""
    return [row for exercise in said.exercises for row in _again(exercise, Manner(said.comma))]


def _again(said: ExerciseSaid, manner: Manner) -> list[Reviewed]:
    try:
        exercise = make(_recipe(said))
    except TutorError as error:
        return [Reviewed(said, answer, None, str(error)) for answer in said.answers]
    own: Own = {}
    rows: list[Reviewed] = []
    for answer in said.answers:
        row = _one(said, exercise, answer, own, manner)
        rows.append(row)
        if row.verdict is not None and (row.verdict.right or answer.kept):
            number = own_number(exercise.parts[answer.part - 1], row.verdict)
            own = {**own, number[0]: number[1]} if number else own
    return rows


def _one(said: ExerciseSaid, exercise: Exercise, answer: AnswerSaid, own: Own, manner: Manner) -> Reviewed:
    if not 1 <= answer.part <= len(exercise.parts):
        return Reviewed(said, answer, None, f"there is no part {answer.part}")
    return Reviewed(said, answer, mark(exercise, answer.part - 1, answer.answer, own, manner))


def _recipe(said: ExerciseSaid) -> Recipe:
    return recipe(said.seed, kind_named(said.kind), said.skill, said.difficulty, said.version)


def done_parts(rows: Sequence[Reviewed]) -> int:
    """How many parts ended right."""
    right = {
        (row.said.kind, row.said.seed, row.said.difficulty, row.said.skill, row.answer.part)
        for row in rows
        if row.verdict is not None and row.verdict.right
    }
    return len(right)
