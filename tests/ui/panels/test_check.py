"""The gradient check in the real window, by keys and mouse."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QSlider, QStyleOptionViewItem, QWidget
from pytestqt.qtbot import QtBot

from bptutor.engine.ready_made import ready_made
from bptutor.study import actions
from bptutor.study.check_differences import STEPS
from bptutor.study.state import Room
from bptutor.trace.keys import parse
from bptutor.ui.check_desk import CheckDesk
from bptutor.ui.panels.check_model import APART, CHAIN, GRADIENT, QUOTIENT, VERDICT
from bptutor.ui.panels.check_table import CheckRows, CheckTable
from bptutor.ui.plots_check import ErrorCurvePlot
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


def opened(window: MainWindow, qtbot: QtBot) -> ToolWindow:
    """The check, opened by its key and done with its work."""
    qtbot.keyClick(window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    desk = desk_of(window)
    tool = desk.window
    assert tool is not None and tool.isVisible()
    qtbot.waitUntil(tool.isActiveWindow)
    wait_for_the_end(tool, qtbot)
    return tool


def wait_for_the_end(tool: QWidget, qtbot: QtBot) -> None:
    """Until every gradient is checked: on a busy machine not in the slice that is done at once."""
    qtbot.waitUntil(lambda: not summary(tool).startswith("…"), timeout=20_000)


def desk_of(window: MainWindow) -> CheckDesk:
    assert window.bench.check is not None
    return window.bench.check


def summary(tool: QWidget) -> str:
    label = named(tool, "Verdict of the check", QLabel)
    assert isinstance(label, QLabel)
    return label.text()


def sentence(tool: QWidget) -> str:
    label = named(tool, "The error in words", QLabel)
    assert isinstance(label, QLabel)
    return label.text()


def slider(tool: QWidget) -> QSlider:
    found = named(tool, "Step size h", QSlider)
    assert isinstance(found, QSlider)
    return found


def table(tool: QWidget) -> CheckTable:
    (found,) = tool.findChildren(CheckTable)
    return found


def cell(tool: QWidget, row: int, column: int) -> str:
    return str(table(tool).rows.index(row, column).data())


def test_that_the_key_opens_a_window_with_every_gradient_and_its_verdict(
    window: MainWindow, qtbot: QtBot
) -> None:
    tool = opened(window, qtbot)
    assert summary(tool) == "✓ All 6 gradients agree"
    assert table(tool).rows.rowCount() == 6
    row = [cell(tool, 2, column) for column in (GRADIENT, CHAIN, QUOTIENT, VERDICT)]
    assert row == ["∂C/∂θ₂", "−0.2249", "−0.2249", "✓ agrees, 10 digits"]
    assert "×10⁻¹" in cell(tool, 2, APART)


def test_that_a_verdict_has_fewer_words_where_there_is_less_room(window: MainWindow, qtbot: QtBot) -> None:
    tool = opened(window, qtbot)
    slider(tool).setFocus()
    qtbot.keyClick(slider(tool), Qt.Key.Key_End)
    wait_for_the_end(tool, qtbot)
    view, option, said = table(tool), QStyleOptionViewItem(), []
    delegate, index = view.itemDelegate(), table(tool).rows.index(0, VERDICT)
    assert isinstance(delegate, CheckRows)
    for wide in range(300, 60, -1):
        option.rect = QRect(0, 0, wide, 26)
        delegate.initStyleOption(option, index)
        shortest = option.text == "→ large"
        assert shortest or option.fontMetrics.horizontalAdvance(option.text) < wide
        said.append(option.text)
    full = index.data()
    assert full.startswith("→ h too large, ")
    assert list(dict.fromkeys(said)) == [full, "→ h too large", "→ large"]


def test_that_the_sliders_keys_change_h_and_the_verdict_with_it(window: MainWindow, qtbot: QtBot) -> None:
    tool = opened(window, qtbot)
    knob = slider(tool)
    assert knob.accessibleDescription() == "h = 10⁻⁵"
    knob.setFocus()
    qtbot.keyClick(knob, Qt.Key.Key_End)
    wait_for_the_end(tool, qtbot)
    assert "h = 0.1" in knob.accessibleDescription() and "too large" in sentence(tool)
    assert summary(tool).startswith(
        "≈ No gradient is wrong, but none of the 6 gradients agrees at this h: h is too large for 6"
    )
    qtbot.keyClick(knob, Qt.Key.Key_Home)
    wait_for_the_end(tool, qtbot)
    assert knob.accessibleDescription() == "h = 10⁻¹²" and "rounding" in sentence(tool)
    qtbot.keyClick(knob, Qt.Key.Key_Right)
    assert STEPS[knob.value()] == 2e-12
    usual = named(tool, "The usual step size", QPushButton)
    qtbot.mouseClick(usual, Qt.MouseButton.LeftButton)
    wait_for_the_end(tool, qtbot)
    assert summary(tool) == "✓ All 6 gradients agree"


def test_that_pointing_at_a_row_lights_the_parameter_and_leaving_ends_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    tool = opened(window, qtbot)
    view = table(tool)
    place = QPointF(view.visualRect(view.rows.index(4, 1)).center())
    move(view.viewport(), place)
    assert window.bridge.state.pointed == parse("theta[3][1,1]")
    move(view.viewport(), QPointF(place.x(), view.viewport().height() - 2))
    assert window.bridge.state.pointed is None


def move(over: QWidget, at: QPointF) -> None:
    """The pointer over a widget of a window that lies over another: not every platform keeps their order."""
    still = Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove, at, over.mapToGlobal(at), still, still, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(over, event)


def test_that_arrow_keys_point_and_enter_or_a_click_chooses(window: MainWindow, qtbot: QtBot) -> None:
    tool = opened(window, qtbot)
    view = table(tool)
    view.setFocus()
    view.go_to(0)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert window.bridge.state.pointed == parse("b[1][1]")
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert window.bridge.state.selected == parse("b[1][1]") and tool.isVisible()
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.rows.index(5, 0)).center()
    )
    assert window.bridge.state.selected == parse("b[3][1]")


def test_that_the_curve_is_of_the_selected_parameter_and_a_click_on_it_sets_h(
    window: MainWindow, qtbot: QtBot
) -> None:
    tool = opened(window, qtbot)
    window.bridge.do(actions.SelectParameter(parse("theta[3][1,1]")))
    (plot,) = tool.findChildren(ErrorCurvePlot)
    assert "rounding" not in sentence(tool)
    x = plot.x_axis.scale.pixel(-3)
    qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(plot.area.center().y())))
    assert slider(tool).accessibleDescription() == "h = 0.001"
    assert plot.accessibleName() == "Error against h" and plot.accessibleDescription() == sentence(tool)
    plot.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    qtbot.keyClick(plot, Qt.Key.Key_Return)
    assert STEPS[slider(tool).value()] < 1e-3


def test_that_it_follows_the_network_and_its_iteration(window: MainWindow, qtbot: QtBot) -> None:
    tool = opened(window, qtbot)
    before = cell(tool, 0, CHAIN)
    window.bridge.do(actions.GoToIteration(3))
    qtbot.waitUntil(lambda: cell(tool, 0, CHAIN) != before)
    open_network(window, "xor")
    qtbot.waitUntil(lambda: table(tool).rows.rowCount() == 9)
    assert cell(tool, 0, GRADIENT).startswith("∂J/∂")


def test_that_a_large_network_is_checked_without_holding_the_window_up(
    window: MainWindow, qtbot: QtBot
) -> None:
    open_network(window, "digits-64-32-10")
    qtbot.keyClick(window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    tool = desk_of(window).window
    assert tool is not None
    assert summary(tool).startswith("… ")  # still at work, and the window is back already
    qtbot.waitUntil(lambda: summary(tool) == "✓ All 2,410 gradients agree", timeout=30_000)


def test_that_the_row_of_the_selected_parameter_comes_into_sight(window: MainWindow, qtbot: QtBot) -> None:
    open_network(window, "digits-64-32-10")
    window.bridge.do(actions.SelectParameter(parse("theta[1][3,20]")))
    tool = opened(window, qtbot)
    rows = table(tool)

    def seen() -> bool:
        row = rows.rows.chosen_row
        place = rows.visualRect(rows.rows.index(-1 if row is None else row, GRADIENT))
        return place.isValid() and rows.viewport().rect().contains(place)

    qtbot.waitUntil(lambda: summary(tool).startswith("✓ All 2,410") and seen(), timeout=30_000)
    rows.scrollToTop()
    window.bridge.do(actions.MoveCursor("next"))
    assert not seen(), "a table that is scrolled by hand stays"


def test_that_every_number_is_in_sight_at_large_text(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1024, 640)
    window.themes.set_scale(2.0)
    rows = table(opened(window, qtbot))
    qtbot.waitUntil(lambda: rows.isVisible() and rows.horizontalScrollBar().maximum() == 0)
    for column in (CHAIN, QUOTIENT, APART):
        assert rows.columnWidth(column) >= rows.sizeHintForColumn(column)


def test_that_escape_shuts_it_and_nothing_goes_on(window: MainWindow, qtbot: QtBot) -> None:
    open_network(window, "digits-64-32-10")
    qtbot.keyClick(window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    tool = desk_of(window).window
    assert tool is not None
    qtbot.keyClick(tool, Qt.Key.Key_Escape)
    assert not tool.isVisible()
    assert not desk_of(window).working


def test_that_it_gives_nothing_away_while_a_value_is_asked_for(window: MainWindow, qtbot: QtBot) -> None:
    tool = opened(window, qtbot)
    window.bridge.do(actions.Hide(frozenset({parse("dC/dz[3][1]")})))
    assert not table(tool).isVisible()
    window.bridge.do(actions.Hide(frozenset()))
    assert table(tool).isVisible()


def test_that_the_table_is_copied_with_all_digits(window: MainWindow, qtbot: QtBot) -> None:
    tool = opened(window, qtbot)
    qtbot.keyClick(table(tool), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 7 and len(lines[1].split("\t")[CHAIN]) > 12


def test_that_the_largest_difference_is_gone_to(window: MainWindow, qtbot: QtBot) -> None:
    tool = opened(window, qtbot)
    qtbot.mouseClick(named(tool, "Go to the largest difference", QPushButton), Qt.MouseButton.LeftButton)
    apart = [table(tool).rows.row(row).apart or 0.0 for row in range(6)]
    assert table(tool).currentIndex().row() == apart.index(max(apart))
