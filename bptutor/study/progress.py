"""What was answered, kept in SQLite: facts only. Mastery and what is due are worked out from them.

A fact is written, and on the disk, before its feedback is shown: then neither a crash nor a pulled plug
loses an answer, and an exercise that was under way can be taken up again from its facts. Every row has an id
of its own that is the same in every copy, so that merging two histories is putting them together.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from bptutor.exercise import sitting as moves
from bptutor.exercise.grading import PLAIN, Manner
from bptutor.exercise.model import ExerciseKind, Recipe, Verdict
from bptutor.exercise.review import Done
from bptutor.exercise.sitting import Outcome, Sitting, Try
from bptutor.exercise.skills import SKILLS
from bptutor.foundation.frozen import Frozen
from bptutor.study.progress_file import opened

FILE = "progress.sqlite3"


class Past(Frozen):
    """One exercise of the past: what it was, when, what was answered, what it came to."""

    id: str
    recipe: Recipe
    started: datetime
    finished: datetime | None
    answers: tuple[Answered, ...]
    outcomes: tuple[tuple[str, Outcome], ...]


class Answered(Frozen):
    """One answer as it was given and judged. `kind` is `answer`, `hint`, `show` or `move-on`."""

    part: int
    kind: str
    answer: str
    mark: str
    slip: str | None
    at: datetime


class Progress:
    """The history of one learner. `complaint` is a sentence to say once, or empty."""

    def __init__(self, path: Path | None, new_id: Callable[[], str] = lambda: str(uuid4())) -> None:
        """Open or make the file; None is a history that is kept only while the program runs.

        A file that is broken is kept aside, one of a newer edition is left as it is: both are told in
        `complaint`, and the learner can work on."""
        self._new_id = new_id
        self._db, self.complaint = opened(path)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    # Writing: each of these is on the disk when it returns.

    def begin(self, recipe: Recipe, now: datetime) -> str:
        """An exercise begins; its id."""
        sitting = self._new_id()
        row = (
            sitting,
            recipe.kind.value,
            recipe.version,
            recipe.seed,
            recipe.difficulty,
            recipe.skill,
            _text(now),
        )
        with self._writing() as db:
            db.execute("INSERT INTO sitting VALUES (?, ?, ?, ?, ?, ?, ?, NULL)", row)
        return sitting

    def answered(self, sitting: str, tried: Try) -> None:
        """An answer, before its verdict is shown."""
        verdict = tried.verdict
        self._event(sitting, "answer", tried.part, tried.answer, verdict, tried.at)

    def hinted(self, sitting: str, part: int, now: datetime) -> None:
        """A hint was asked for."""
        self._event(sitting, "hint", part, "", None, now)

    def shown(self, sitting: str, part: int, now: datetime) -> None:
        """A part was given away."""
        self._event(sitting, "show", part, "", None, now)

    def moved_on(self, sitting: str, part: int, now: datetime) -> None:
        """A part was left with a wrong answer."""
        self._event(sitting, "move-on", part, "", None, now)

    def finish(self, sitting: str, outcomes: dict[str, Outcome], now: datetime) -> None:
        """An exercise is over, with what each skill came to."""
        rows = [(sitting, skill, outcome.value, _text(now)) for skill, outcome in outcomes.items()]
        with self._writing() as db:
            db.execute("UPDATE sitting SET finished = ? WHERE id = ?", (_text(now), sitting))
            db.executemany("INSERT OR REPLACE INTO outcome VALUES (?, ?, ?, ?)", rows)

    def _event(
        self, sitting: str, kind: str, part: int, answer: str, verdict: Verdict | None, now: datetime
    ) -> None:
        mark, slip = (verdict.mark.value, verdict.slip) if verdict else ("", None)
        row = (self._new_id(), sitting, kind, part, answer, mark, slip, _text(now), sitting)
        with self._writing() as db:
            db.execute(
                "INSERT INTO event SELECT ?, ?, 1 + COALESCE(MAX(place), 0), ?, ?, ?, ?, ?, ? FROM event "
                "WHERE sitting = ?",
                row,
            )

    # Reading.

    def done(self) -> list[Done]:
        """Every outcome, for `review.states`. What an unknown edition has written is passed over."""
        rows = self._db.execute(
            "SELECT s.kind, s.seed, s.difficulty, s.skill, s.version, o.skill, o.outcome, o.at "
            "FROM outcome o JOIN sitting s ON s.id = o.sitting ORDER BY o.at, o.rowid"
        )
        return [
            Done(recipe, skill, Outcome(outcome), _time(at))
            for *made, skill, outcome, at in rows
            if skill in SKILLS and (recipe := _recipe(made)) is not None
        ]

    def history(self, limit: int = 100) -> list[Past]:
        """The last exercises, the newest first."""
        rows = self._db.execute("SELECT * FROM sitting ORDER BY started DESC, rowid DESC LIMIT ?", (limit,))
        return [past for row in rows.fetchall() if (past := self._past(row)) is not None]

    def unfinished(self) -> Past | None:
        """The exercise that was under way when the program ended, if the last one was."""
        last = self.history(1)
        return last[0] if last and last[0].finished is None else None

    def slips(self) -> list[tuple[str, int]]:
        """How often each slip was made, the commonest first."""
        return self._db.execute(
            "SELECT slip, COUNT(*) FROM event WHERE slip IS NOT NULL GROUP BY slip ORDER BY 2 DESC, 1"
        ).fetchall()

    def _past(self, row: Sequence[object]) -> Past | None:
        sitting, kind, version, seed, difficulty, skill, started, finished = row
        recipe = _recipe((kind, seed, difficulty, skill, version))
        if recipe is None:
            return None
        events = self._db.execute(
            "SELECT part, kind, answer, mark, slip, at FROM event WHERE sitting = ? ORDER BY place",
            (sitting,),
        )
        results = self._db.execute(
            "SELECT skill, outcome FROM outcome WHERE sitting = ? ORDER BY rowid", (sitting,)
        )
        return Past(
            str(sitting),
            recipe,
            _time(str(started)),
            _time(str(finished)) if finished else None,
            tuple(
                Answered(part, what, answer, mark, slip, _time(at))
                for part, what, answer, mark, slip, at in events
            ),
            tuple((name, Outcome(outcome)) for name, outcome in results),
        )

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._db:
            yield self._db

    @property
    def connection(self) -> sqlite3.Connection:
        """The file itself, for the modules that export, merge and reset it."""
        return self._db


def taken_up(past: Past, made: Sitting, manner: Manner = PLAIN) -> Sitting:
    """An exercise as it stood after the facts that are known of it. `made` is its fresh sitting."""
    state = made
    for event in past.answers:
        if state.done:
            break
        match event.kind:
            case "answer":
                state, _ = moves.answer(state, event.answer, event.at, manner)
            case "hint":
                state, _ = moves.take_hint(state, manner)
            case "show":
                state = moves.show(state)
            case _:
                state = moves.move_on(state)
    return state


def _recipe(made: Sequence[object]) -> Recipe | None:
    kind, seed, difficulty, skill, version = made
    kinds = {known.value: known for known in ExerciseKind}
    if kind not in kinds or skill not in SKILLS:
        return None
    return Recipe(kinds[str(kind)], int(str(seed)), int(str(difficulty)), str(skill), int(str(version)))


def _text(at: datetime) -> str:
    """A moment in UTC, in an order that text has too."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
