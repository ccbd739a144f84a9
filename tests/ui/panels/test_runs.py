"""The runs in the real window: trained on, paused, named, hidden, removed, taken up."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from bptutor.app import open_window
from bptutor.engine import changes, changes_ways
from bptutor.engine.descent import train
from bptutor.engine.network import same_numbers
from bptutor.engine.optimisers import Optimiser
from bptutor.engine.ready_made import ready_made
from bptutor.study import actions, run_actions
from bptutor.study.edit_actions import Edit, EditValue, Undo
from bptutor.study.run_names import all_runs
from bptutor.study.state import State
from bptutor.trace.keys import parse
from bptutor.ui.panels.runs_model import COST, ITERATIONS, NAME, SETTINGS
from bptutor.ui.panels.runs_table import RunsTable
from bptutor.ui.widgets.tables import ROW
from bptutor.ui.widgets.tool_window import ToolWindow
from bptutor.ui.window import MainWindow
from tests.ui.edit_hands import named
from tests.ui.edit_hands import opened as window_with

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    yield from window_with(qtbot, qapp, "xor")


def opened(window: MainWindow, qtbot: QtBot) -> ToolWindow:
    qtbot.keyClick(window, Qt.Key.Key_U, CTRL)
    assert window.bench.runs is not None
    tool = window.bench.runs.window
    qtbot.waitUntil(tool.isActiveWindow)
    return tool


def click(tool: QWidget, qtbot: QtBot, name: str) -> None:
    qtbot.mouseClick(named(tool, name), Qt.MouseButton.LeftButton)


def table(tool: QWidget) -> RunsTable:
    (found,) = tool.findChildren(RunsTable)
    return found


def cells(tool: QWidget, row: int) -> list[str]:
    return [str(table(tool).rows.index(row, column).data()) for column in (NAME, SETTINGS, ITERATIONS, COST)]


def two_runs(window: MainWindow) -> State:
    for action in (actions.GoToIteration(10), actions.StartAgain(), actions.GoToIteration(3)):
        window.bridge.do(action)
    return window.bridge.state


def test_that_runs_are_listed_with_settings_iterations_and_cost(window: MainWindow, qtbot: QtBot) -> None:
    two_runs(window)
    window.bridge.do(run_actions.SetOptimiser(Optimiser("adam")))
    tool = opened(window, qtbot)
    assert [cells(tool, row)[0] for row in range(3)] == ["run 3", "run 2", "run 1"]
    assert cells(tool, 0)[1:3] == ["Adam · η = 1 · all 4 examples", "0"]
    assert cells(tool, 2)[1:3] == ["gradient descent · η = 1 · all 4 examples", "10"]
    assert "β₁ = 0.9" in str(table(tool).rows.index(0, SETTINGS).data(Qt.ItemDataRole.ToolTipRole))


def test_that_settings_are_read_whole_at_large_text(window: MainWindow, qtbot: QtBot) -> None:
    two_runs(window)
    window.resize(1024, 640)
    window.themes.set_scale(2.0)
    rows = table(opened(window, qtbot))

    def whole(row: int) -> bool:
        index = rows.rows.index(row, SETTINGS)
        metrics = QFontMetrics(index.data(Qt.ItemDataRole.FontRole) or rows.font())
        room = rows.visualRect(index).adjusted(12, 0, -12, 0)
        words = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, str(index.data()))
        return words.height() <= rows.rowHeight(row)

    qtbot.waitUntil(lambda: all(whole(row) for row in range(2)))
    assert rows.rowHeight(1) > window.themes.theme.px(ROW)


def test_that_another_optimiser_is_chosen_by_keys_and_trains_as_it_should(
    window: MainWindow, qtbot: QtBot
) -> None:
    tool = opened(window, qtbot)
    rule = named(tool, "Optimiser", QComboBox)
    qtbot.keyClick(rule, Qt.Key.Key_Down)
    momentum = named(tool, "Momentum", QDoubleSpinBox)
    assert isinstance(momentum, QDoubleSpinBox) and momentum.isVisible()
    momentum.selectAll()
    qtbot.keyClicks(momentum, f"0{momentum.locale().decimalPoint()}5")
    qtbot.keyClick(momentum, Qt.Key.Key_Return)
    count = named(tool, "Iterations", QSpinBox)
    assert isinstance(count, QSpinBox)
    count.selectAll()
    qtbot.keyClicks(count, "30")
    click(tool, qtbot, "Run so many iterations")
    qtbot.waitUntil(lambda: window.bridge.state.run.length == 30)
    wanted = train(ready_made("xor").read(), 30, Optimiser("momentum", momentum=0.5))
    assert np.allclose(window.bridge.state.run.costs, wanted.costs, rtol=0, atol=0)
    assert cells(tool, 0)[1].startswith("momentum, μ = 0.5")


def test_that_a_run_goes_on_until_it_is_stopped(window: MainWindow, qtbot: QtBot) -> None:
    tool = opened(window, qtbot)
    click(tool, qtbot, "Run until stopped")
    qtbot.waitUntil(lambda: window.bridge.state.run.length > 200, timeout=20_000)
    click(tool, qtbot, "Stop the run")
    length = window.bridge.state.run.length
    wanted = train(ready_made("xor").read(), length)
    assert np.array_equal(window.bridge.state.run.costs, wanted.costs)
    assert not named(tool, "Stop the run").isEnabled()


def test_that_the_key_starts_and_stops_it_too(window: MainWindow, qtbot: QtBot) -> None:
    both = CTRL | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window, Qt.Key.Key_U, both)
    qtbot.waitUntil(lambda: window.bridge.state.run.length > 0)
    qtbot.keyClick(window, Qt.Key.Key_U, both)
    length = window.bridge.state.run.length
    qtbot.wait(20)
    assert window.bridge.state.run.length == length


def test_that_a_paused_run_is_stepped_and_goes_on_as_if_it_had_not_been_paused(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.bridge.do(run_actions.SetOptimiser(Optimiser("adam")))
    tool = opened(window, qtbot)
    click(tool, qtbot, "Run until stopped")
    qtbot.waitUntil(lambda: window.bridge.state.run.length > 20)
    click(tool, qtbot, "Pause the run")
    paused = window.bridge.state.run.length
    window.bridge.do(actions.GoToIteration(paused + 1))  # one step by hand
    click(tool, qtbot, "Go on with the run")
    qtbot.waitUntil(lambda: window.bridge.state.run.length > paused + 20)
    click(tool, qtbot, "Stop the run")
    state = window.bridge.state
    wanted = train(ready_made("xor").read(), state.run.length, Optimiser("adam"))
    assert np.array_equal(state.run.costs, wanted.costs)


def test_that_an_edit_or_starting_again_ends_a_run_and_nothing_of_it_is_added_to_the_next(
    window: MainWindow, qtbot: QtBot
) -> None:
    tool = opened(window, qtbot)
    for action in (EditValue(parse("b[1][1]"), 2.0), actions.StartAgain(), Undo()):
        click(tool, qtbot, "Run until stopped")
        qtbot.waitUntil(lambda: window.bridge.state.run.length > 5)
        window.bridge.do(action)
        run = window.bridge.state.run
        qtbot.wait(20)
        assert window.bridge.state.run is run and not named(tool, "Stop the run").isEnabled()


def test_that_divergence_is_told_and_ends_the_run(window: MainWindow, qtbot: QtBot) -> None:
    window.bridge.do(Edit(lambda document: changes_ways.set_activation(document, 2, "linear"), "linear"))
    window.bridge.do(Edit(lambda document: changes.set_learning_rate(document, 1e6), "η"))
    tool = opened(window, qtbot)
    click(tool, qtbot, "Run until stopped")
    qtbot.waitUntil(lambda: not named(tool, "Stop the run").isEnabled(), timeout=20_000)
    note = named(tool, "About the present run", QLabel)
    assert isinstance(note, QLabel)
    assert "has diverged" in note.text() and "learning rate is probably too large" in note.text()
    assert cells(tool, 0)[3].startswith("diverged at ")
    costs = window.bridge.state.run.costs
    assert np.isfinite(costs[:-1]).all() and not np.isfinite(costs[-1])


def test_that_a_run_is_renamed_with_f2(window: MainWindow, qtbot: QtBot) -> None:
    two_runs(window)
    tool = opened(window, qtbot)
    view = table(tool)
    view.go_to(1)
    qtbot.keyClick(view, Qt.Key.Key_F2)
    (editor,) = view.findChildren(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "slow")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [run.name for run in all_runs(window.bridge.state)] == ["slow", "run 2"])
    assert cells(tool, 1)[0] == "slow" and tool.isVisible()


def test_that_space_and_a_click_on_the_box_hide_a_run_and_show_it(window: MainWindow, qtbot: QtBot) -> None:
    two_runs(window)
    tool = opened(window, qtbot)
    view = table(tool)
    view.go_to(1)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert not window.bridge.state.earlier_runs[0].shown
    heard = view.rows.index(1, NAME).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "run 1, not drawn"
    rect = view.visualRect(view.rows.index(1, NAME))
    place = QPoint(rect.left() + 16, rect.center().y())
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.bridge.state.earlier_runs[0].shown


def test_that_delete_removes_an_earlier_run_and_not_the_present_one(window: MainWindow, qtbot: QtBot) -> None:
    two_runs(window)
    tool = opened(window, qtbot)
    view = table(tool)
    view.go_to(1)
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert window.bridge.state.earlier_runs == () and view.rows.rowCount() == 1
    assert not named(tool, "Remove this run").isEnabled()
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    (said,) = window.findChildren(QMessageBox)
    assert "which cannot be removed" in said.text()
    said.close()


def test_that_parameters_are_taken_up_and_undo_gives_the_others_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    before = two_runs(window)
    tool = opened(window, qtbot)
    table(tool).go_to(1)
    box = named(tool, "Iteration to use", QSpinBox)
    assert isinstance(box, QSpinBox) and box.value() == 10
    box.selectAll()
    qtbot.keyClicks(box, "7")
    click(tool, qtbot, "Use these parameters")
    assert same_numbers(window.bridge.state.network, train(ready_made("xor").read(), 7).network)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: same_numbers(window.bridge.state.network, before.network))


def test_that_the_next_start_goes_on_with_the_optimiser_and_the_same_numbers(
    window: MainWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    window.bridge.do(run_actions.SetOptimiser(Optimiser("adam", beta1=0.8)))
    window.bridge.do(actions.GoToIteration(5))
    window.bridge.do(actions.GoToKey(parse("vhat(theta[1][2,1])")))
    left = window.bridge.state
    window.commands.files.kept.note_saved()
    window.close()
    again = open_window(qapp)
    qtbot.addWidget(again)
    assert again.bridge.state.run.optimiser == Optimiser("adam", beta1=0.8)
    assert again.bridge.state.iteration == 5
    assert same_numbers(again.bridge.state.network, left.network)
    assert again.bridge.state.cursor == left.cursor
    key = parse("m+(theta[1][2,1])")
    assert again.bridge.state.timeline.values[key, 0] == left.timeline.values[key, 0]
    again.close()
