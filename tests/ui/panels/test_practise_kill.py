"""A process that is killed between answers has lost nothing that was answered."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from bptutor.exercise.making import make
from bptutor.exercise.sitting import Sitting
from bptutor.study.progress import FILE, Progress, taken_up

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


def test_that_sigkill_between_answers_loses_nothing_answered(own_home: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "BPTUTOR_HOME": str(own_home)}
    with subprocess.Popen(
        [sys.executable, "-c", LEARNER], stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT
    ) as learner:
        assert learner.stdout is not None
        told = [learner.stdout.readline().strip() for _ in range(7)]
        learner.send_signal(signal.SIGKILL)
        told += [line.strip() for line in learner.stdout if line.endswith("\n")]
    assert learner.returncode == -signal.SIGKILL
    progress = Progress(own_home / "data" / FILE)
    assert not progress.complaint
    unfinished = progress.unfinished()
    assert unfinished is not None
    answers = [event.answer for event in unfinished.answers]
    assert answers[: len(told)] == told and len(told) >= 7
    sitting = taken_up(unfinished, Sitting(make(unfinished.recipe)))
    assert [tried.answer for tried in sitting.tries] == answers
    progress.close()
