"""A process that is killed between answers has lost nothing that was answered."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bptutor.app import open_window
from bptutor.exercise.making import make
from bptutor.exercise.sitting import Sitting
from bptutor.study.actions import SetRoom
from bptutor.study.progress import FILE, Past, Progress, taken_up
from bptutor.study.state import Room

ROOT = Path(__file__).resolve().parents[3]
LEARNER = """
import sys
from PySide6.QtWidgets import QApplication
from bptutor.app import open_window
from bptutor.exercise.model import ExerciseKind

app = QApplication([])
window = open_window(app)
window.show()
window.exercises.open_recipe(9, ExerciseKind.WHOLE_GRADIENT, "chain")
page = window.practise.question
for number in range(1000):
    page.form.box.show_text(f"{number}.125")
    page.check.click()
    if not page.feedback.label.text().startswith("Not yet"):
        sys.exit("the verdict is not in sight")
    print(f"{number}.125", flush=True)
"""


def killed(home: Path) -> list[str]:
    """What a learner's process told of its answers before it was killed."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "BPTUTOR_HOME": str(home)}
    with subprocess.Popen(
        [sys.executable, "-c", LEARNER], stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT
    ) as learner:
        assert learner.stdout is not None
        told = [learner.stdout.readline().strip() for _ in range(7)]
        learner.send_signal(signal.SIGKILL)
        told += [line.strip() for line in learner.stdout if line.endswith("\n")]
    assert learner.returncode == -signal.SIGKILL
    return told


def under_way(progress: Progress) -> Past:
    """The exercise that was not finished."""
    past = progress.unfinished()
    assert past is not None
    return past


def test_that_sigkill_between_answers_loses_nothing_answered(own_home: Path) -> None:
    told = killed(own_home)
    progress = Progress(own_home / "data" / FILE)
    assert not progress.complaint
    past = under_way(progress)
    answers = [event.answer for event in past.answers]
    assert answers[: len(told)] == told and len(told) >= 7
    sitting = taken_up(past, Sitting(make(past.recipe)))
    assert [tried.answer for tried in sitting.tries] == answers
    progress.close()


def test_that_the_window_goes_on_where_it_was_killed(
    own_home: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    told = killed(own_home)
    window = open_window(qapp)
    qtbot.addWidget(window)
    window.bridge.do(SetRoom(Room.PRACTISE))
    window.show()
    start = window.practise.start
    assert start.take_up.isVisible() and start.take_up.toolTip().startswith("Whole gradient")
    start.take_up.click()
    practise = window.bridge.state.practise
    assert practise is not None and practise.exercise.recipe.seed == 9
    assert [t.answer for t in practise.sitting.tries][: len(told)] == told
    window.close()
