"""Two networks beside each other in the real window: chosen, stepped by keys, exchanged, taken over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QLabel, QSpinBox, QTableView, QWidget
from pytestqt.qtbot import QtBot

from bptutor.engine.descent import train
from bptutor.engine.document_file import read_document, write_document
from bptutor.engine.network import same_numbers
from bptutor.engine.passes import gradients
from bptutor.engine.ready_made import ready_made
from bptutor.foundation.numbers import short
from bptutor.study import actions, pair_actions
from bptutor.study.edit_actions import EditValue, Undo
from bptutor.study.pair_state import Pair
from bptutor.trace.keys import parse
from bptutor.ui.canvas.differences import signs
from bptutor.ui.panels.pair_step import StepCard
from bptutor.ui.plots_curve import CostCurvePlot
from bptutor.ui.plots_slice import CostSlicePlot
from bptutor.ui.widgets.tool_window import ToolWindow
from bptutor.ui.window import MainWindow
from tests.ui.edit_hands import canvas_of, named
from tests.ui.edit_hands import opened as window_with

CTRL = Qt.KeyboardModifier.ControlModifier
NAME, OF_A, OF_B, APART = range(4)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    yield from window_with(qtbot, qapp)


def opened(window: MainWindow, qtbot: QtBot) -> ToolWindow:
    """The window “Compare two networks”, by its key."""
    qtbot.keyClick(window, Qt.Key.Key_J, CTRL)
    assert window.bench.pair is not None
    tool = window.bench.pair.window
    qtbot.waitUntil(tool.isActiveWindow)
    return tool


def text(tool: QWidget, name: str) -> str:
    label = named(tool, name, QLabel)
    assert isinstance(label, QLabel)
    return label.text()


def choose(window: MainWindow, path: str) -> None:
    """An entry of the menu of what B can be, as “A run / run 1”."""
    desk = window.bench.pair
    assert desk is not None
    menu = desk.rivals.menu
    menu.aboutToShow.emit()
    way: list[QAction] = []  # kept: with an action's wrapper PySide lets go of its menu
    for part in path.split(" / "):
        way.append(next(action for action in menu.actions() if action.text() == part))
        menu = way[-1].menu() or menu
    way[-1].trigger()


def pair_of(window: MainWindow) -> Pair:
    pair = window.bridge.state.pair
    assert pair is not None
    return pair


def cells(tool: QWidget) -> dict[str, tuple[str, str, str]]:
    """What the table shows, by the value's name."""
    table = named(tool, "Values of both networks", QTableView)
    assert isinstance(table, QTableView)
    model = table.model()
    rows = range(model.rowCount())
    said = {row: [str(model.index(row, column).data()) for column in range(4)] for row in rows}
    return {row[NAME]: (row[OF_A], row[OF_B], row[APART]) for row in said.values()}


def edited(window: MainWindow) -> None:
    window.bridge.do(EditValue(parse("theta[2][1,1]"), 0.9))


def test_that_keys_step_both_and_both_numbers_are_the_engines(window: MainWindow, qtbot: QtBot) -> None:
    edited(window)
    tool = opened(window, qtbot)
    assert text(tool, "Network B") == "this network, before “θ₂ = 0.9”"
    card = tool.findChild(StepCard)
    assert card is not None and card.hasFocus()
    for _ in range(12):
        qtbot.keyClick(card, Qt.Key.Key_Right)
    state, b = window.bridge.state, pair_of(window).b
    step = state.timeline.step(state.cursor.level, state.cursor.index)
    assert step.target == parse("dC/dz[2][1]") and b.cursor == state.cursor
    data = state.timeline.examples
    mine, its = (gradients(of.network, data.inputs, data.targets).biases[1][0] for of in (state, b))
    assert (text(tool, "In A"), text(tool, "In B")) == (short(float(mine)), short(float(its)))
    assert text(tool, "B minus A") == short(float(its - mine))
    assert text(tool, "B to A") == short(float(its / mine))
    assert "A: The running product" in card.accessibleDescription()
    assert "B: The running product" in card.accessibleDescription()
    qtbot.keyClick(card, Qt.Key.Key_Home)
    assert text(tool, "In A") == text(tool, "In B") and not named(tool, "B to A", QLabel).isVisible()


def test_that_what_differs_is_told_in_the_table_and_marked_in_the_drawing(
    window: MainWindow, qtbot: QtBot
) -> None:
    edited(window)
    tool = opened(window, qtbot)
    window.bridge.do(actions.GoToKey(parse("C")))
    every = cells(tool)
    assert every["θ₁"] == ("0.8", "0.8", "=") and every["θ₂ ≠"] == ("0.9", "0.5", "−0.4")
    assert every["∂C/∂ŷ"] == ("not yet", "not yet", "")
    only = next(box for box in tool.findChildren(QCheckBox) if box.text() == "only differences")
    qtbot.mouseClick(only, Qt.MouseButton.LeftButton)
    assert set(cells(tool)) == {f"{name} ≠" for name in ("θ₂", "z²", "a²", "z³", "ŷ", "C")}
    assert text(tool, "How many values differ") == "6 of 16 known values differ"
    canvas = canvas_of(window)
    view = canvas._view
    assert view is not None
    marked = {str(key) for key, _ in signs(view, canvas.geometry_shown, {})}
    assert marked == {"theta[2][1,1]", "z[2][1]", "a[2][1]", "z[3][1]", "a[3][1]", "C"}
    qtbot.keyClick(tool, Qt.Key.Key_Escape)
    assert window.bridge.state.pair is None and not tool.isVisible()
    assert canvas._view is not None and signs(canvas._view, canvas.geometry_shown, {}) == []


def test_that_a_header_sorts_by_the_size_of_the_difference(window: MainWindow, qtbot: QtBot) -> None:
    edited(window)
    tool = opened(window, qtbot)
    window.bridge.do(actions.MoveCursor("last"))
    table = named(tool, "Values of both networks", QTableView)
    assert isinstance(table, QTableView)
    header = table.horizontalHeader()
    place = header.sectionViewportPosition(APART) + header.sectionSize(APART) // 2
    for _ in range(2):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place, 5))
    state, b = window.bridge.state, pair_of(window).b
    shown = [table.model().index(row, NAME).data() for row in range(3)]
    keys = {"z³ ≠": "z[3][1]", "z² ≠": "z[2][1]", "a² ≠": "a[2][1]"}
    assert set(shown) == set(keys)
    mine, its = ([of.timeline.values[parse(keys[name]), 0] for name in shown] for of in (state, b))
    gaps = [abs(one - other) for one, other in zip(mine, its, strict=True)]
    assert gaps == sorted(gaps, reverse=True)


def test_that_another_network_is_chosen_and_trained_along(window: MainWindow, qtbot: QtBot) -> None:
    tool = opened(window, qtbot)
    assert text(tool, "Network B") == "this network, as set aside"
    choose(window, "A ready-made network / XOR 2-2-1")
    assert text(tool, "Network B") == "XOR 2-2-1"
    window.bridge.do(actions.GoToKey(parse("a[3][1]")))
    card = tool.findChild(StepCard)
    assert card is not None
    assert "B: no such step: it has 2 layers." in card.accessibleDescription()
    shared = {
        name.removesuffix(" ≠") for name, (of_a, of_b, _) in cells(tool).items() if "—" not in (of_a, of_b)
    }
    assert "z¹ (B: z¹₁)" in shared and "z²" in shared, "each network has its own name for a value"
    window.bridge.do(actions.GoToIteration(30))
    qtbot.waitUntil(lambda: pair_of(window).b.iteration == 30, timeout=10_000)
    assert np.array_equal(pair_of(window).costs, train(ready_made("xor").read(), 30).costs)
    curve = window.findChildren(CostCurvePlot)[0]
    assert "Dashed is B" in curve.accessibleDescription()
    iteration = named(tool, "Iteration of B", QSpinBox)
    assert isinstance(iteration, QSpinBox) and iteration.value() == 30
    iteration.setFocus()
    iteration.selectAll()
    qtbot.keyClicks(iteration, "12")
    qtbot.keyClick(iteration, Qt.Key.Key_Return)
    assert pair_of(window).b.iteration == 12 and window.bridge.state.iteration == 30


def test_that_another_convention_is_drawn_over_the_slice(window: MainWindow, qtbot: QtBot) -> None:
    tool = opened(window, qtbot)
    choose(window, "Under another convention / With ½ in the cost")
    window.bridge.do(actions.SelectParameter(parse("theta[2][1,1]")))
    window.bridge.do(actions.GoToKey(parse("dC/dz[3][1]")))
    assert text(tool, "B to A") == "0.5"
    assert not named(tool, "Iteration of B", QSpinBox).isVisible()
    window.bridge.do(EditValue(parse("theta[2][1,1]"), -0.3, live=True))
    assert same_numbers(pair_of(window).b.network, window.bridge.state.network)
    plot = window.findChildren(CostSlicePlot)[0]
    assert "Dashed is B: at theta2 = −0.3" in plot.accessibleDescription()


def test_that_the_two_are_exchanged_and_back_and_b_is_taken_over(window: MainWindow, qtbot: QtBot) -> None:
    edited(window)
    tool = opened(window, qtbot)
    a, b = window.bridge.state.network, pair_of(window).b.network
    qtbot.mouseClick(named(tool, "Swap A and B"), Qt.MouseButton.LeftButton)
    assert window.bridge.state.network is b and pair_of(window).b.network is a
    qtbot.keyClick(tool, Qt.Key.Key_Z, CTRL)
    assert window.bridge.state.network is a and pair_of(window).b.network is b
    qtbot.mouseClick(named(tool, "Continue with B"), Qt.MouseButton.LeftButton)
    assert same_numbers(window.bridge.state.network, b)
    assert text(tool, "How many values differ").startswith("nothing differs")
    qtbot.keyClick(tool, Qt.Key.Key_Z, CTRL)
    assert same_numbers(window.bridge.state.network, a)


def test_that_a_network_that_is_taken_over_is_not_saved_over_the_own_file(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    mine, other = tmp_path / "mine.bpnet", tmp_path / "other.bpnet"
    write_document(mine, ready_made("xor").read())
    write_document(other, ready_made("mazur").read())
    before = mine.read_bytes(), other.read_bytes()
    window.open_file(str(mine))
    tool = opened(window, qtbot)
    assert window.bench.pair is not None
    window.bench.pair.rivals.open_path(str(other))
    window.bridge.do(pair_actions.TakeOver())
    qtbot.keyClick(tool, Qt.Key.Key_S, CTRL)
    (dialog,) = window.findChildren(QFileDialog)
    dialog.close()
    window.bridge.do(Undo())
    window.bridge.do(pair_actions.Exchange())
    window.bridge.do(EditValue(parse("b[1][1]"), 0.25))
    qtbot.keyClick(tool, Qt.Key.Key_S, CTRL)
    assert mine.read_bytes() == before[0] and other.read_bytes() != before[1]
    assert read_document(other).name == ready_made("mazur").read().name


def test_that_the_kind_of_comparison_is_remembered(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    windows: list[MainWindow] = []  # kept, so that Qt and not Python's search for garbage takes them away

    def titles(*chosen: str) -> str:
        for window in window_with(qtbot, qapp):
            windows.append(window)
            opened(window, qtbot)
            title = pair_of(window).title
            for path in chosen:
                choose(window, path)
            if not chosen:
                assert window.bench.pair is not None
                window.bench.pair.rivals.open_path(str(other))
        return title

    write_document(other := tmp_path / "other.bpnet", ready_made("mazur").read())
    assert titles("Under another convention / With ½ in the cost") == "this network, as set aside"
    assert titles() == "this network, with ½ in the cost"
    assert titles("This network as it is now") == ready_made("mazur").read().name
    assert titles() == "this network, as set aside"
    other.unlink()
    assert titles() == "this network, as set aside"


def test_that_it_gives_nothing_away_while_a_value_is_asked_for(window: MainWindow, qtbot: QtBot) -> None:
    edited(window)
    tool = opened(window, qtbot)
    window.bridge.do(actions.Hide(frozenset({parse("z[2][1]")})))
    assert not named(tool, "Values of both networks", QTableView).isVisible()
    canvas = canvas_of(window)
    assert canvas._view is not None and canvas._view.beside is None
    window.bridge.do(actions.Hide(frozenset()))
    assert named(tool, "Values of both networks", QTableView).isVisible()


def test_that_a_row_is_pointed_at_chosen_and_copied_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    edited(window)
    tool = opened(window, qtbot)
    table = named(tool, "Values of both networks", QTableView)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert window.bridge.state.pointed == parse("theta[1][1,1]")
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert window.bridge.state.selected == parse("theta[1][1,1]") and tool.isVisible()
    qtbot.keyClick(table, Qt.Key.Key_C, CTRL)
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0] == "Value\tA\tB\tB − A" and "θ₂ ≠\t0.9\t0.5\t−0.4" in lines
