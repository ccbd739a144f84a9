"""“Why is mine different?” in the real window, by keys and mouse."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from bptutor.engine.ready_made import ready_made
from bptutor.study import actions
from bptutor.study.state import Room
from bptutor.trace.keys import parse
from bptutor.ui.widgets.tool_window import ToolWindow
from bptutor.ui.window import MainWindow
from tests.ui.edit_hands import named
from tests.ui.shown import USUAL, shown


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = shown(qtbot, qapp, size=USUAL)
    open_network(made, "two-hidden-layers")
    yield made
    made.close()


def open_network(window: MainWindow, name: str) -> None:
    entry = ready_made(name)
    window.bridge.do(actions.OpenDocument(entry.read(), entry.path))
    window.bridge.do(actions.SetRoom(Room.EXPLORE))


def opened(window: MainWindow, qtbot: QtBot, selected: str = "") -> ToolWindow:
    window.bridge.do(actions.SelectParameter(parse(selected) if selected else None))
    qtbot.keyClick(window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert window.bench.difference is not None
    tool = window.bench.difference.window
    assert tool.isVisible()
    qtbot.waitUntil(tool.isActiveWindow)
    return tool


def typed(tool: QWidget, qtbot: QtBot, text: str) -> None:
    """The number typed into the box that has the keyboard, and Enter."""
    line = named(tool, "The number you got", QLineEdit)
    assert isinstance(line, QLineEdit)
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def said(tool: QWidget) -> str:
    """The verdict as it is heard."""
    return named(tool, "Verdict", QWidget).accessibleDescription()


def test_that_the_key_asks_about_the_selected_parameter_and_enter_compares(
    window: MainWindow, qtbot: QtBot
) -> None:
    tool = opened(window, qtbot, "theta[3][1,1]")
    assert named(tool, "dC by dtheta3", QLabel).isVisible()
    line = named(tool, "The number you got", QLineEdit)
    assert line.hasFocus()
    typed(tool, qtbot, "-0.1226")
    assert said(tool).startswith("✓ Right") and tool.isVisible()
    typed(tool, qtbot, "-0.0613")
    assert said(tool).startswith("⇄ Right under another convention With ½ in the cost")
    typed(tool, qtbot, "0.1226")
    assert said(tool).startswith("△ A known slip")
    typed(tool, qtbot, "7")
    assert said(tool).startswith("✗ Different") and "too large" in said(tool)


def test_that_what_cannot_be_read_is_told_and_marked(window: MainWindow, qtbot: QtBot) -> None:
    tool = opened(window, qtbot, "theta[3][1,1]")
    typed(tool, qtbot, "2 *")
    assert said(tool).startswith("✎ Not a number yet")


def test_that_a_switched_convention_is_compared_with_at_once(window: MainWindow, qtbot: QtBot) -> None:
    tool = opened(window, qtbot, "theta[3][1,1]")
    typed(tool, qtbot, "-0.0613")
    window.bridge.do(actions.SetConvention("cost", "half_squared_error"))
    assert said(tool).startswith("✓ Right")


def test_that_another_selected_parameter_is_asked_about_and_the_verdict_goes(
    window: MainWindow, qtbot: QtBot
) -> None:
    tool = opened(window, qtbot, "theta[3][1,1]")
    typed(tool, qtbot, "7")
    window.bridge.do(actions.SelectParameter(parse("b[1][1]")))
    assert named(tool, "dC by db1", QLabel).isVisible()
    assert said(tool).startswith(" Type the gradient")


def test_that_any_gradient_can_be_chosen_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    open_network(window, "xor")
    tool = opened(window, qtbot)
    kind, layer = named(tool, "Kind of gradient", QComboBox), named(tool, "Layer", QComboBox)
    neuron, column = named(tool, "Neuron", QSpinBox), named(tool, "Input", QSpinBox)
    qtbot.keyClick(kind, Qt.Key.Key_Down)
    assert named(tool, "dJ by db1 1", QLabel).isVisible()
    qtbot.keyClick(kind, Qt.Key.Key_Home)
    qtbot.keyClick(neuron, Qt.Key.Key_Up)
    qtbot.keyClick(column, Qt.Key.Key_Up)
    assert named(tool, "dJ by dtheta1 2 2", QLabel).isVisible()
    qtbot.keyClick(layer, Qt.Key.Key_Down)
    assert named(tool, "dJ by dtheta2 1 2", QLabel).isVisible() and not neuron.isVisible()


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_that_nothing_is_cut_where_neuron_and_input_are_asked_for_too(
    window: MainWindow, qtbot: QtBot, scale: float
) -> None:
    open_network(window, "digits-64-32-10")
    window.themes.set_scale(scale)
    tool = opened(window, qtbot, "theta[2][3,7]")
    for name in ("Neuron", "Input"):
        assert named(tool, name, QSpinBox).isVisible()
    across = tool.area.horizontalScrollBar()
    qtbot.waitUntil(lambda: across.maximum() == 0)


def test_that_its_step_is_gone_to(window: MainWindow, qtbot: QtBot) -> None:
    tool = opened(window, qtbot, "theta[3][1,1]")
    button = named(tool, "Go to the step that makes it", QPushButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    state = window.bridge.state
    assert state.timeline.step(state.cursor.level, state.cursor.index).target == parse("dC/dtheta[3][1,1]")


def test_that_it_gives_nothing_away_while_a_value_is_asked_for(window: MainWindow, qtbot: QtBot) -> None:
    tool = opened(window, qtbot)
    window.bridge.do(actions.Hide(frozenset({parse("z[1][1]")})))
    assert not named(tool, "The number you got", QLineEdit).isVisible()
    qtbot.keyClick(tool, Qt.Key.Key_Escape)
    assert not tool.isVisible()


def test_that_a_row_of_the_values_is_asked_about_and_a_fraction_in_any_notation_is_read(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.bridge.do(actions.SetNotation("w,E,delta"))
    (table,) = [t for t in window.findChildren(QTableView) if t.accessibleName() == "Values"]
    names = [table.model().index(row, 0).data() for row in range(table.model().rowCount())]
    index = table.model().index(names.index("z⁽²⁾"), 0)
    table.scrollTo(index)
    table.setFocus()
    table.setCurrentIndex(index)
    qtbot.keyClick(window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert window.bench.difference is not None
    tool = window.bench.difference.window
    qtbot.waitUntil(tool.isActiveWindow)
    assert named(tool, "delta2", QLabel).text() == "δ⁽²⁾"
    typed(tool, qtbot, "dE/da^(2) * 173/173")
    assert said(tool).startswith("✓ Right δ⁽²⁾ = −0.173")
    typed(tool, qtbot, "-17/100")
    assert said(tool).startswith("✓ Right as far as it is rounded") and "to 2 figures" in said(tool)
    typed(tool, qtbot, "0.0865")
    assert "Two things at once: with ½ in the cost" in said(tool)
