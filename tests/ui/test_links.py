"""The window opens where a link leads, and gives out the link to where one is."""

import os
import shlex
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from bptutor import __main__ as program
from bptutor.__main__ import NO_DISPLAY
from bptutor.app import open_window
from bptutor.cli import window_file, window_link
from bptutor.engine.ready_made import ready_made
from bptutor.study.actions import GoTo, GoToIteration, SetLevel, SetRoom
from bptutor.study.state import Room
from bptutor.trace.steps import Level
from bptutor.trace.timeline import timeline_of
from bptutor.ui.window import MainWindow

XOR = str(ready_made("xor").path)
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def run(*words: str, display: bool = False) -> subprocess.CompletedProcess[str]:
    """The program as it is started, without a display or with one that nobody sees."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    environment |= {"QT_QPA_PLATFORM": "offscreen"} if display else {}
    command = [sys.executable, "-m", "bptutor", *words]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=False)


def opened_by(qtbot: QtBot, qapp: QApplication, *words: str) -> MainWindow:
    window = open_window(qapp, window_file(words), "", window_link(words))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def test_that_the_window_opens_at_the_step_that_the_link_names(qtbot: QtBot, qapp: QApplication) -> None:
    before = open_window(qapp)
    qtbot.addWidget(before)
    before.bridge.do(SetRoom(Room.LESSONS))  # the room that was left is not the one that a link leads to
    before.close()
    window = opened_by(qtbot, qapp, XOR, "--step", "12", "--level", "term", "--iteration", "2")
    said = [label.text() for label in window.findChildren(QLabel) if label.accessibleName() == "Step summary"]
    state = window.bridge.state
    assert said[0].startswith(f"Step 12 of {state.total}, ")
    assert (state.cursor.level, state.iteration, state.room) == (Level.TERM, 2, Room.EXPLORE)
    assert str(state.path) == XOR
    window.close()


def test_that_the_link_of_where_one_is_opens_the_window_there(qtbot: QtBot, qapp: QApplication) -> None:
    window = opened_by(qtbot, qapp, XOR)
    for action in (GoToIteration(3), SetLevel(Level.LAYER), GoTo(9)):
        window.bridge.do(action)
    left = window.bridge.state
    qtbot.keyClick(window, Qt.Key.Key_C, CONTROL_SHIFT)
    program, *words = shlex.split(QGuiApplication.clipboard().text())
    assert program == "bptutor"
    window.close()
    again = opened_by(qtbot, qapp, *words)
    state = again.bridge.state
    assert (state.path, state.cursor, state.iteration) == (left.path, left.cursor, left.iteration)
    assert state.run.costs.tolist() == left.run.costs.tolist()
    again.close()


def test_that_without_a_display_the_walk_begins_at_that_step() -> None:
    done = run(XOR, "--step", "12", "--level", "term", "--iteration", "2")
    assert (done.returncode, done.stderr) == (0, NO_DISPLAY + "\n")
    assert "\nStep 12 of " in done.stdout and "\nStep 11 of " not in done.stdout
    walked = run("walk", XOR, "--level", "term", "--iteration", "2").stdout
    assert walked.endswith(done.stdout[done.stdout.index("\nStep 12 of ") :])


NOWHERE = {
    ("--step", "26"): "there is no step 26: at the level value the steps are 1 to 25",
    ("--step", "0", "--level", "layer"): "there is no step 0: at the level layer the steps are 1 to 10",
    ("--step", "two"): "bptutor: argument --step: “two” is not the number of a step: the first is 1; ",
    ("--step", "-1"): "bptutor: argument --step: ",
    ("--iteration", "2001"): "argument --iteration: “2001” is not a number of updates, 0 to 2,000; ",
    ("--level", "deep"): "bptutor: argument --level: invalid choice: 'deep'",
    (
        "--step",
        "2",
        "--lesson",
        "x",
    ): "--step leads into a network and --lesson into a lesson",
    (".", "--step", "2"): "a step is one of a network; a pack opens at a lesson, with --lesson NAME",
}


@pytest.mark.parametrize("words", NOWHERE)
def test_that_a_link_that_leads_nowhere_is_one_line_and_exit_code_2(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "has_display", lambda *_: False)
    assert program.main(words) == 2
    said = capsys.readouterr()
    line = said.err.removeprefix(NO_DISPLAY + "\n")
    assert NOWHERE[words] in line and (line.count("\n"), said.out) == (1, "")


def test_that_no_window_comes_up_for_a_step_that_is_not_there() -> None:
    total = timeline_of(ready_made("xor").read()).size(Level.VALUE)
    done = run(XOR, "--step", "5000", display=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{XOR}: there is no step 5000: at the level value the steps are 1 to {total}\n"
