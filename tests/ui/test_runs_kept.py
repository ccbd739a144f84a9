"""Runs survive a restart of the window, a crash too, and cost no start anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from bptutor.app import open_window
from bptutor.engine.document_file import write_document
from bptutor.engine.network import same_numbers
from bptutor.engine.optimisers import Optimiser
from bptutor.engine.ready_made import ready_made
from bptutor.study import actions
from bptutor.study.edit_actions import EditValue
from bptutor.study.run_actions import RenameRun, SetOptimiser
from bptutor.study.runs_file import runs_file
from bptutor.trace.keys import parse
from bptutor.ui.window import MainWindow
from tests.ui.edit_hands import CONTROL, opened


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    made = next(windows := opened(qtbot, qapp))
    path = tmp_path / "mine.bpnet"
    write_document(path, ready_made("xor").read())
    made.open_file(str(path))
    qtbot.waitUntil(lambda: read(made), timeout=5000)
    yield made
    next(windows, None)


def read(window: MainWindow) -> bool:
    """Whether the runs of the last time were looked for."""
    return window.commands.files.runs._read


def again(qtbot: QtBot, qapp: QApplication) -> MainWindow:
    made = open_window(qapp)
    qtbot.addWidget(made)
    return made


def runs(window: MainWindow) -> list[tuple[str, int]]:
    state = window.bridge.state
    return [(run.name, run.length) for run in (*state.earlier_runs, state.run)]


def do(window: MainWindow, *done: actions.Action) -> None:
    for action in done:
        window.bridge.do(action)


def test_that_runs_and_the_iteration_in_sight_are_there_at_the_next_start(
    window: MainWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    do(window, actions.GoToIteration(20), RenameRun(0, "by descent"), actions.StartAgain())
    do(window, SetOptimiser(Optimiser("adam")))
    do(window, actions.GoToIteration(9), actions.GoToIteration(6), actions.GoTo(4))
    before = window.bridge.state
    window.close()
    made = again(qtbot, qapp)
    after = made.bridge.state
    assert runs(made) == [("by descent", 20), ("run 2", 9)]
    assert (after.iteration, after.cursor) == (6, before.cursor)
    assert same_numbers(after.network, before.network)
    assert not made.isWindowModified()
    made.close()


def test_that_at_iteration_0_the_runs_come_with_the_cost_curve(
    window: MainWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    do(window, actions.GoToIteration(20), actions.StartAgain())
    window.close()
    made = again(qtbot, qapp)
    assert runs(made) == [("run 1", 0)]  # nothing is read before the window is there
    made.commands.files.runs.read()
    assert runs(made) == [("run 1", 20), ("run 2", 0)]
    made.close()
    third = again(qtbot, qapp)
    third.close()  # a look too short to read anything
    fourth = again(qtbot, qapp)
    fourth.commands.files.runs.read()
    assert runs(fourth) == [("run 1", 20), ("run 2", 0)]
    fourth.close()


def test_that_saving_in_the_middle_of_a_run_and_starting_again_trains_nothing_twice(
    window: MainWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    do(window, actions.GoToIteration(7))
    qtbot.keyClick(window, Qt.Key.Key_S, CONTROL)
    before = window.bridge.state
    window.close()
    made = again(qtbot, qapp)
    assert made.bridge.state.iteration == 7
    assert same_numbers(made.bridge.state.network, before.network)
    made.close()


def test_that_a_crash_keeps_what_was_trained_and_edited(
    window: MainWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    do(window, actions.GoToIteration(5), EditValue(parse("b[1][1]"), 0.5), actions.GoToIteration(3))
    qtbot.waitUntil(runs_file().exists, timeout=5000)
    made = again(qtbot, qapp)  # the first window was never closed
    assert runs(made) == [("run 1", 5), ("run 2", 3)] and made.bridge.state.iteration == 3
    assert same_numbers(made.bridge.state.network, window.bridge.state.network)
    made.commands.files.kept.note_saved()
    made.close()


def test_that_runs_of_changes_that_were_given_up_go_with_them(
    window: MainWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    do(window, EditValue(parse("b[1][1]"), 0.5), actions.GoToIteration(3))
    window.close()
    (box,) = [box for box in window.findChildren(QMessageBox) if box.isVisible()]
    discard = box.button(QMessageBox.StandardButton.Discard)
    assert discard is not None
    discard.click()
    QApplication.sendPostedEvents(box, QEvent.Type.DeferredDelete)
    made = again(qtbot, qapp)
    assert runs(made) == [("run 1", 0)] and made.bridge.state.iteration == 0
    assert same_numbers(made.bridge.state.network, ready_made("xor").read().network)
    made.close()


def test_that_a_broken_file_is_told_and_put_aside(
    window: MainWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    do(window, actions.GoToIteration(3), actions.GoToIteration(0))
    window.close()
    runs_file().write_bytes(b"\x81\xa1")
    made, said = again(qtbot, qapp), list[str]()
    made.bridge.refused.disconnect(made.say)  # the sentence is enough, without its box
    made.bridge.refused.connect(said.append)
    made.commands.files.runs.read()
    assert len(said) == 1 and "runs of the last time cannot be read" in said[0] and "kept as" in said[0]
    assert not runs_file().exists() and runs(made) == [("run 1", 0)]
    made.close()
