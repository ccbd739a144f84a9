"""What was answered is kept: through crashes, broken files, new editions, exports, merges and resets."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bptutor.exercise.making import make, recipe
from bptutor.exercise.model import ExerciseKind
from bptutor.exercise.review import states
from bptutor.exercise.sitting import Outcome, Sitting, answer, outcomes, take_hint
from bptutor.foundation.errors import FileError
from bptutor.study.progress import Progress, taken_up
from bptutor.study.progress_exchange import export, merge, reset
from bptutor.study.progress_file import MIGRATIONS, opened

NOW = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
MADE = recipe(8, ExerciseKind.WHOLE_GRADIENT, "chain", 1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "progress.sqlite3"


@pytest.fixture
def progress(path: Path) -> Iterator[Progress]:
    opened_progress = Progress(path)
    yield opened_progress
    opened_progress.close()


def worked(progress: Progress, seed: int = 8, now: datetime = NOW) -> Sitting:
    """One whole gradient, a hint at first, one miss, all right in the end."""
    wanted = recipe(seed, ExerciseKind.WHOLE_GRADIENT, "chain", 1)
    sitting = Sitting(make(wanted))
    number = progress.begin(wanted, now)
    sitting, _ = take_hint(sitting)
    progress.hinted(number, 0, now)
    for text in ("77", *[None] * len(sitting.exercise.parts)):
        said = text or repr(sitting.exercise.task.truth(sitting.exercise.parts[sitting.part].ask))  # type: ignore[union-attr]
        sitting, _ = answer(sitting, said, now)
        progress.answered(number, sitting.tries[-1])
    progress.finish(number, outcomes(sitting), now)
    return sitting


def test_that_what_was_done_is_read_back(progress: Progress) -> None:
    sitting = worked(progress)
    (past,) = progress.history()
    assert past.recipe == MADE and past.finished == NOW
    assert [a.kind for a in past.answers][:2] == ["hint", "answer"]
    assert dict(past.outcomes) == outcomes(sitting)
    assert {(d.skill, d.outcome) for d in progress.done()} == set(outcomes(sitting).items())
    assert progress.unfinished() is None


def test_that_an_exercise_is_taken_up_where_it_was(progress: Progress) -> None:
    number = progress.begin(MADE, NOW)
    sitting = Sitting(make(MADE))
    right = repr(sitting.exercise.task.truth(sitting.exercise.parts[0].ask))  # type: ignore[union-attr]
    for text in ("77", right, "1,2"):
        sitting, _ = answer(sitting, text, NOW)
        progress.answered(number, sitting.tries[-1])
    progress.hinted(number, 1, NOW)
    sitting, _ = take_hint(sitting)
    past = progress.unfinished()
    assert past is not None
    again = taken_up(past, Sitting(make(past.recipe)))
    assert (again.part, again.own, again.hints) == (sitting.part, sitting.own, sitting.hints)
    assert [t.verdict for t in again.tries] == [t.verdict for t in sitting.tries]


def test_that_skills_follow_from_what_was_done(progress: Progress) -> None:
    for number in range(3):
        worked(progress, number, NOW + timedelta(hours=number))
    state = states(progress.done())["chain"]
    assert state.done == 3 and state.streak == 0 and state.due is not None


CRASH = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from bptutor.exercise.making import make, recipe
from bptutor.exercise.sitting import Sitting, answer
from bptutor.study.progress import Progress
progress = Progress(Path(sys.argv[1]))
wanted = recipe(int(sys.argv[2]))
number = progress.begin(wanted, datetime.now(UTC))
sitting, _ = answer(Sitting(make(wanted)), sys.argv[2], datetime.now(UTC))
progress.answered(number, sitting.tries[-1])
print("feedback", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_that_nothing_answered_is_lost_when_the_process_is_killed(path: Path) -> None:
    for seed in range(3):
        killed = subprocess.run(
            [sys.executable, "-c", CRASH, str(path), str(seed)], capture_output=True, text=True
        )
        assert killed.returncode == -signal.SIGKILL and killed.stdout == "feedback\n", killed.stderr
    progress = Progress(path)
    assert progress.complaint == ""
    assert [past.answers[-1].answer for past in progress.history()] == ["2", "1", "0"]
    progress.close()


@pytest.mark.parametrize("damage", ["text", "page", "cut"])
def test_that_a_broken_file_is_kept_aside_and_said_once(path: Path, damage: str) -> None:
    progress = Progress(path)
    for number in range(60):
        worked(progress, number)
    progress.close()
    content = bytearray(path.read_bytes())
    match damage:
        case "text":
            content = bytearray(b"this is no database\n" * 100)
        case "page":
            content[4096:8192] = os.urandom(4096)
        case _:
            del content[len(content) // 2 :]
    path.write_bytes(content)
    after = Progress(path)
    assert "is kept as progress.sqlite3.broken-1" in after.complaint and after.history() == []
    assert path.with_name("progress.sqlite3.broken-1").read_bytes() == bytes(content)
    worked(after)
    after.close()
    third = Progress(path)
    assert third.complaint == "" and len(third.history()) == 1
    third.close()


def left_over(path: Path, beside: Path) -> bytes:
    """The log of a file that somebody was working on, put beside another one."""
    other = Progress(path)
    for seed in range(20):
        worked(other, seed)
    other.close()
    other = Progress(path)
    worked(other)
    content = path.with_name(f"{path.name}-wal").read_bytes()
    beside.with_name(f"{beside.name}-wal").write_bytes(content)
    other.close()
    return content


def test_that_a_log_of_another_file_is_kept_aside_and_loses_nothing(path: Path, tmp_path: Path) -> None:
    mine = Progress(path)
    for seed in range(60):
        worked(mine, seed)
    mine.close()
    log = left_over(tmp_path / "other.sqlite3", path)
    progress = Progress(path)
    assert progress.complaint.endswith(f"does not fit it, and is kept as {path.name}-wal.broken-1.")
    assert len(progress.history()) == 60
    assert path.with_name(f"{path.name}-wal.broken-1").read_bytes() == log
    progress.close()


def test_that_a_log_whose_file_has_gone_is_kept_aside(path: Path, tmp_path: Path) -> None:
    log = left_over(tmp_path / "other.sqlite3", path)
    progress = Progress(path)
    assert f"has gone; the log of its last changes is kept as {path.name}-wal" in progress.complaint
    assert path.with_name(f"{path.name}-wal.broken-1").read_bytes() == log and not progress.history()
    progress.close()


def test_that_a_place_that_cannot_be_written_is_said_and_the_work_goes_on(tmp_path: Path) -> None:
    progress = Progress(tmp_path / "nowhere" / "progress.sqlite3")
    assert "cannot be used" in progress.complaint and "\n" not in progress.complaint
    worked(progress)
    assert len(progress.history()) == 1
    progress.close()


def test_that_a_newer_editions_file_is_left_alone(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.execute("CREATE TABLE future (x)")
    db.commit()
    db.close()
    before = path.read_bytes()
    progress = Progress(path)
    assert "newer edition" in progress.complaint
    worked(progress)
    progress.close()
    assert path.read_bytes() == before


def test_that_an_older_file_is_brought_up_to_date_and_copied_first(path: Path, progress: Progress) -> None:
    worked(progress)
    progress.close()
    db, complaint = opened(path, (*MIGRATIONS, "ALTER TABLE event ADD COLUMN mood TEXT NOT NULL DEFAULT ''"))
    assert complaint == "" and db.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS) + 1,)
    assert db.execute("SELECT COUNT(*) FROM event WHERE mood = ''").fetchone()[0] > 1
    db.close()
    assert path.with_name(f"progress.sqlite3.version-{len(MIGRATIONS)}").exists()


def test_that_a_migration_that_fails_changes_nothing(path: Path, progress: Progress) -> None:
    worked(progress)
    progress.close()
    db, complaint = opened(path, (*MIGRATIONS, "CREATE TABLE half (x); NONSENSE"))
    assert complaint
    db.close()
    again = Progress(path)
    assert again.complaint == "" and len(again.history()) == 1
    again.close()


def test_that_the_file_is_in_wal_mode_and_synchronous(progress: Progress) -> None:
    assert progress.connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert progress.connection.execute("PRAGMA synchronous").fetchone() == (2,)


def test_that_an_export_comes_back_whole(progress: Progress, tmp_path: Path) -> None:
    for number in range(3):
        worked(progress, number)
    export(progress, tmp_path / "mine.json", NOW)
    other = Progress(tmp_path / "other.sqlite3")
    assert merge(other, tmp_path / "mine.json") == 3
    assert other.history() == progress.history() and states(other.done()) == states(progress.done())
    assert merge(other, tmp_path / "mine.json") == 0
    other.close()


def test_that_merging_puts_two_histories_together_whichever_comes_first(tmp_path: Path) -> None:
    one, two = Progress(tmp_path / "1.sqlite3"), Progress(tmp_path / "2.sqlite3")
    for number in range(4):
        worked(one if number % 2 else two, number, NOW + timedelta(hours=number))
    export(one, tmp_path / "1.json", NOW)
    export(two, tmp_path / "2.json", NOW)
    merge(one, tmp_path / "2.json")
    merge(two, tmp_path / "1.json")
    assert states(one.done()) == states(two.done())
    assert [past.id for past in one.history()] == [past.id for past in two.history()]
    one.close()
    two.close()


def test_that_a_reset_exports_first_and_forgets_then(progress: Progress, tmp_path: Path) -> None:
    worked(progress)
    with pytest.raises(FileError):
        reset(progress, tmp_path / "nowhere" / "mine.json", NOW)
    assert len(progress.history()) == 1
    reset(progress, tmp_path / "mine.json", NOW)
    assert progress.history() == [] and progress.done() == []
    merge(progress, tmp_path / "mine.json")
    assert len(progress.history()) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content.update(format="other"),
        lambda content: content.update(version=2),
        lambda content: content.pop("event"),
        lambda content: content["event"][0].update(part=-1),
        lambda content: content["event"][0].update(at="yesterday"),
        lambda content: content["event"][0].update(at="2026-01-01T00:00:00"),
        lambda content: content["outcome"][0].update(outcome="great"),
        lambda content: content["sitting"][0].update(seed=2**70),
        lambda content: content["sitting"].clear(),
        lambda content: content["sitting"][0].update(mood="good"),
    ],
)
def test_that_a_file_that_says_something_else_is_refused_whole(
    progress: Progress, tmp_path: Path, change: object
) -> None:
    worked(progress)
    export(progress, tmp_path / "mine.json", NOW)
    content = json.loads((tmp_path / "mine.json").read_text())
    change(content)  # type: ignore[operator]
    (tmp_path / "mine.json").write_text(json.dumps(content))
    other = Progress(tmp_path / "other.sqlite3")
    with pytest.raises(FileError) as caught:
        merge(other, tmp_path / "mine.json")
    assert "\n" not in str(caught.value) and other.history() == [] and other.done() == []
    other.close()


def test_that_what_an_unknown_edition_knows_is_passed_over(progress: Progress) -> None:
    number = progress.begin(MADE, NOW)
    progress.finish(number, {"chain": Outcome.UNAIDED, "juggling": Outcome.UNAIDED}, NOW)
    assert [d.skill for d in progress.done()] == ["chain"]
