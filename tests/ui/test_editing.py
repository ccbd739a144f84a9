"""Numbers edited where they stand: typed, stepped, dragged; taken back and done again."""

import gc
import math
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bptutor.engine.ready_made import ready_made
from bptutor.study.actions import GoToIteration, OpenDocument, SetRoom
from bptutor.study.edit_actions import EditValue, RecomputeToHere, Redo, Undo
from bptutor.study.state import Room
from bptutor.trace.keys import RATE, parse
from bptutor.trace.timeline import Timeline
from bptutor.ui.canvas.speech import tip
from bptutor.ui.panels.edit_bar import EditBar
from bptutor.ui.panels.player import PlayerPanel
from bptutor.ui.panels.step import StepPanel
from bptutor.ui.plots_slice import CostSlicePlot
from bptutor.ui.top_bar import TopBar
from bptutor.ui.window import MainWindow
from tests.ui.anew import is_as_anew, painted
from tests.ui.edit_hands import (
    CONTROL,
    LEFT,
    SHIFT,
    at,
    canvas_of,
    drag,
    line,
    no_line,
    number,
    opened,
    place,
    table_of,
)

THETA = "theta[2][1,1]"


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    yield from opened(qtbot, qapp)


def begin(window: MainWindow, qtbot: QtBot, key: str) -> None:
    canvas = canvas_of(window)
    qtbot.mouseDClick(canvas, LEFT, pos=place(canvas, key))


@pytest.mark.parametrize("key", [THETA, "b[3][1]", "x[1]", "y[1]", "learning_rate"])
def test_that_a_double_click_on_a_number_edits_it(window: MainWindow, qtbot: QtBot, key: str) -> None:
    begin(window, qtbot, key)
    qtbot.keyClicks(line(window), "0.25*2 + 0.05")
    qtbot.keyClick(line(window), Qt.Key.Key_Return)
    assert number(window, key) == pytest.approx(0.55)
    assert no_line(window)
    assert canvas_of(window).hasFocus()


def test_that_what_cannot_be_read_is_said_and_nothing_changes(window: MainWindow, qtbot: QtBot) -> None:
    begin(window, qtbot, THETA)
    qtbot.keyClicks(line(window), "2 +")
    qtbot.keyClick(line(window), Qt.Key.Key_Return)
    assert line(window).accessibleDescription().startswith("Character 4")
    qtbot.keyClick(line(window), Qt.Key.Key_Escape)
    assert no_line(window)
    assert number(window, THETA) == 0.5
    assert window.bridge.state.history.undo_label is None


def test_that_f2_and_typing_edit_the_value_that_is_walked_to(window: MainWindow, qtbot: QtBot) -> None:
    canvas = canvas_of(window)
    canvas.setFocus()
    while canvas.in_hand != parse("theta[1][1,1]"):
        qtbot.keyClick(canvas, Qt.Key.Key_BracketRight)
    qtbot.keyClick(window, Qt.Key.Key_F2)
    qtbot.keyClick(line(window), Qt.Key.Key_Escape)
    qtbot.keyClick(canvas, Qt.Key.Key_Minus)
    qtbot.keyClicks(line(window), "1.5")
    qtbot.keyClick(line(window), Qt.Key.Key_Enter)
    assert number(window, "theta[1][1,1]") == -1.5


def test_that_names_of_values_are_understood(window: MainWindow, qtbot: QtBot) -> None:
    begin(window, qtbot, THETA)
    line(window).setText("2 θ₃ − 0.1")  # QTest types no letters beyond ASCII
    qtbot.keyClick(line(window), Qt.Key.Key_Return)
    assert number(window, THETA) == pytest.approx(2.3)


def test_that_arrows_in_the_editor_are_one_edit_which_escape_takes_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    begin(window, qtbot, THETA)
    for modifiers in (Qt.KeyboardModifier.NoModifier, SHIFT, CONTROL):
        qtbot.keyClick(line(window), Qt.Key.Key_Up, modifiers)
    assert number(window, THETA) == 1.61
    assert line(window).text() == "1.61"
    assert len(window.bridge.state.history.past) == 1
    qtbot.keyClick(line(window), Qt.Key.Key_Escape)
    assert number(window, THETA) == 0.5
    assert not window.bridge.state.history.past


def test_that_leaving_the_editor_takes_what_is_typed(window: MainWindow, qtbot: QtBot) -> None:
    begin(window, qtbot, THETA)
    qtbot.keyClicks(line(window), "0.75")
    table_of(window).setFocus()
    assert no_line(window)
    assert number(window, THETA) == 0.75


def test_that_the_value_cell_of_the_table_is_edited(window: MainWindow, qtbot: QtBot) -> None:
    table = table_of(window)
    row = next(r for r in range(table.values.rowCount()) if table.values.key_at(r) == parse("b[1][1]"))
    where = table.visualRect(table.values.index(row, 1)).center()
    qtbot.mouseDClick(table.viewport(), LEFT, pos=where)
    qtbot.keyClicks(line(window), "-0.25")
    qtbot.keyClick(line(window), Qt.Key.Key_Return)
    assert number(window, "b[1][1]") == -0.25
    assert table.values.index(row, 1).data() == "−0.25"
    assert table.hasFocus()
    table.setCurrentIndex(table.values.index(row, 1))
    qtbot.keyClick(table, Qt.Key.Key_3)
    qtbot.keyClick(line(window), Qt.Key.Key_Return)
    assert number(window, "b[1][1]") == 3.0


def test_that_a_drag_on_a_number_is_one_edit_with_everything_anew(window: MainWindow, qtbot: QtBot) -> None:
    at(window, "dC/da[2][1]")
    canvas, cursor = canvas_of(window), window.bridge.state.cursor
    before = number(window, "C")
    drag(canvas, place(canvas, THETA), [20, 5, -3, 8])
    assert number(window, THETA) == pytest.approx(0.8)
    assert number(window, "C") != before
    state = window.bridge.state
    assert state.cursor == cursor and state.stale_in_sight is None
    assert state.selected == parse(THETA)
    assert [entry.label for entry in state.history.past] == ["θ₂ = 0.8"]
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert number(window, THETA) == 0.5 and number(window, "C") == before
    qtbot.keyClick(window, Qt.Key.Key_Y, CONTROL)
    assert number(window, THETA) == pytest.approx(0.8)


def test_that_shift_drags_finely_and_ctrl_coarsely(window: MainWindow) -> None:
    canvas = canvas_of(window)
    drag(canvas, place(canvas, "x[1]"), [40], SHIFT)
    assert number(window, "x[1]") == pytest.approx(1.54)
    drag(canvas, place(canvas, "x[1]"), [40], CONTROL)
    assert number(window, "x[1]") == pytest.approx(5.54)
    assert len(window.bridge.state.history.past) == 2


def test_that_the_learning_rate_is_a_number_like_others(window: MainWindow, qtbot: QtBot) -> None:
    canvas, table = canvas_of(window), table_of(window)
    drag(canvas, place(canvas, "learning_rate"), [5, 5])
    assert number(window, "learning_rate") == pytest.approx(0.6)
    assert [entry.label for entry in window.bridge.state.history.past] == ["η = 0.6"]
    begin(window, qtbot, "learning_rate")
    qtbot.keyClicks(line(window), "-1")
    qtbot.keyClick(line(window), Qt.Key.Key_Return)
    assert number(window, "learning_rate") == pytest.approx(0.6)  # a rate below 0 is refused, and said
    qtbot.keyClick(line(window), Qt.Key.Key_Escape)
    (row,) = [r for r in range(table.values.rowCount()) if str(table.values.key_at(r)) == "learning_rate"]
    assert [table.values.index(row, column).data() or "" for column in range(3)] == ["η", "0.6", ""]
    table.setFocus()
    table.setCurrentIndex(table.values.index(row, 1))
    qtbot.keyClick(table, Qt.Key.Key_2)
    qtbot.keyClick(line(window), Qt.Key.Key_Return)
    assert number(window, "learning_rate") == 2.0


def test_that_the_menu_says_what_is_undone(window: MainWindow, qtbot: QtBot) -> None:
    actions = {action.text() for action in window.actions()}
    assert {"Undo", "Redo"} <= actions
    begin(window, qtbot, THETA)
    qtbot.keyClicks(line(window), "0.75")
    qtbot.keyClick(line(window), Qt.Key.Key_Return)
    assert "Undo: θ₂ = 0.75" in {action.text() for action in window.actions() if action.isEnabled()}
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert "Redo: θ₂ = 0.75" in {action.text() for action in window.actions() if action.isEnabled()}
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert number(window, THETA) == 0.75


def test_that_an_edit_on_the_way_leaves_stale_numbers_until_they_are_recomputed(
    window: MainWindow, qtbot: QtBot
) -> None:
    at(window, "dC/da[2][1]")
    bar = window.findChildren(EditBar)[0]
    assert not bar.isVisible()
    before = number(window, "C")
    begin(window, qtbot, "theta[3][1,1]")
    qtbot.keyClicks(line(window), "2")
    qtbot.keyClick(line(window), Qt.Key.Key_Return)
    assert bar.isVisible()
    assert "θ₃ (1.2\u00a0→\u00a02)" in bar.text.text()
    table = table_of(window)
    rows = {str(table.values.key_at(r)): table.values.cell(r, 1) for r in range(table.values.rowCount())}
    assert rows["C"].stale and rows["z[3][1]"].stale
    assert not rows["z[2][1]"].stale and not rows["theta[3][1,1]"].stale
    model = window.parts.values.table.values
    view = model.view
    assert view is not None
    said = {
        name: model.index(model.table_row(view.keys.index(parse(name))), 1).data(Qt.ItemDataRole.ToolTipRole)
        for name in ("C", "z[3][1]", "z[2][1]", "theta[3][1,1]")
    }
    assert "C is from before: it was made with θ₃ = 1.2" in said["C"] and "by way of" in said["C"]
    assert "z³ is from before: it was made with θ₃ = 1.2" in said["z[3][1]"]
    assert "z² holds: nothing that it is made of has changed." in said["z[2][1]"]
    drawn = window.parts.canvas._view
    assert drawn is not None and "by way of" in tip(drawn, parse("C"))
    assert "holds" not in said["theta[3][1,1]"] and "before" not in said["theta[3][1,1]"]
    button = bar.findChild(QPushButton)
    assert button is not None and button.text() == "Recompute to here"
    qtbot.mouseClick(button, LEFT)
    assert not bar.isVisible()
    rows = {str(table.values.key_at(r)): table.values.cell(r, 1) for r in range(table.values.rowCount())}
    assert not any(cell.stale for cell in rows.values())
    assert number(window, "C") != before


def test_that_the_note_after_an_edit_is_whole_however_little_room_there_is(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.themes.set_scale(2.0)
    window.resize(1024, 640)
    window.parts.docks.bring("data")
    at(window, "dC/da[2][1]")
    window.bridge.do(EditValue(parse(THETA), 0.75))
    bar = window.findChildren(EditBar)[0]
    qtbot.waitUntil(lambda: bar.isVisible() and bar.recompute.text() == "Recompute")
    assert bar.text.text().startswith("Changed: θ₂") and bar.text.text() in f"{bar.accessibleDescription()}"
    qtbot.waitUntil(lambda: bar.text.heightForWidth(bar.text.width()) <= bar.text.height())
    assert "out of date" in bar.text.toolTip() and bar.recompute.accessibleName() == "Recompute to here"


def test_that_the_point_of_the_slice_drags_its_parameter(window: MainWindow, qtbot: QtBot) -> None:
    at(window, "dC/da[2][1]", THETA)
    qtbot.waitUntil(lambda: bool(window.findChildren(CostSlicePlot)))
    plot = window.findChildren(CostSlicePlot)[0]
    qtbot.waitUntil(lambda: plot.x_axis.scale.stop > plot.x_axis.scale.start)
    where = QPoint(
        round(plot.x_axis.scale.pixel(number(window, THETA))),
        round(plot.y_axis.scale.pixel(number(window, "C"))),
    )
    drag(plot, where, [5, 5, 5])
    assert number(window, THETA) > 0.5
    assert len(window.bridge.state.history.past) == 1
    plot.setFocus()
    qtbot.keyClick(plot, Qt.Key.Key_Right, SHIFT)
    assert len(window.bridge.state.history.past) == 2


def test_that_nothing_is_edited_in_an_exercise(window: MainWindow, qtbot: QtBot) -> None:
    window.bridge.do(SetRoom(Room.PRACTISE))
    window.exercises.start_set()
    canvas = canvas_of(window)
    key = parse("theta[1][1,1]")
    if (rect := canvas.finder.place_of(key)) is not None:
        qtbot.mouseDClick(canvas, LEFT, pos=rect.center().toPoint())
    assert no_line(window)
    assert not window.bridge.state.history.past


def test_that_a_labelled_weight_of_a_wide_network_is_dragged_and_typed(
    window: MainWindow, qtbot: QtBot
) -> None:
    entry = ready_made("digits-64-32-10")
    window.bridge.do(OpenDocument(entry.read(), entry.path))
    at(window, "dC/dz[1][3]", "theta[2][3,3]")
    canvas, before = canvas_of(window), number(window, "theta[2][3,3]")
    drag(canvas, place(canvas, "theta[2][3,3]"), [30])
    assert number(window, "theta[2][3,3]") == pytest.approx(before + 0.3)
    begin(window, qtbot, "theta[2][3,3]")
    qtbot.keyClicks(line(window), "0.5")
    qtbot.keyClick(line(window), Qt.Key.Key_Return)
    assert number(window, "theta[2][3,3]") == 0.5
    begin(window, qtbot, "x[1]")
    qtbot.keyClicks(line(window), "1")
    qtbot.keyClick(line(window), Qt.Key.Key_Return)
    assert number(window, "x[1]") == 1.0


def test_that_the_step_says_that_its_numbers_are_those_after_the_edit(window: MainWindow) -> None:
    (panel,) = window.findChildren(StepPanel)
    at(window, "dC/da[2][1]")
    QApplication.processEvents()
    beneath = panel.heading.y()
    window.bridge.do(EditValue(parse("theta[3][1,1]"), 2.0))
    QApplication.processEvents()
    assert panel.place.text().replace("\xa0", " ").endswith(" · after the edit")
    assert panel.heading.y() == beneath
    window.bridge.do(RecomputeToHere())
    assert panel.place.text().replace("\xa0", " ").endswith(" · iteration 0")


def test_that_a_number_that_ran_away_is_dragged_back(window: MainWindow) -> None:
    window.bridge.do(EditValue(RATE, 1e300))
    window.bridge.do(GoToIteration(3))
    assert not math.isfinite(number(window, "theta[3][1,1]"))
    drag(canvas_of(window), place(canvas_of(window), "theta[3][1,1]"), [30])
    assert number(window, "theta[3][1,1]") == pytest.approx(0.3)


@pytest.mark.parametrize("network", ["two-hidden-layers", "digits-64-32-10"])
def test_that_a_drag_leaves_no_passes_behind(qtbot: QtBot, qapp: QApplication, network: str) -> None:
    with contextmanager(opened)(qtbot, qapp, network) as window:
        at(window, "dC/dtheta[2][1,1]", select="theta[2][1,1]")
        passes: list[weakref.ref[Timeline]] = []
        for number in range(24):
            window.bridge.do(EditValue(parse("theta[2][1,1]"), 0.5 + number / 100, "drag", live=True))
            qapp.processEvents()
            passes.append(weakref.ref(window.bridge.state.timeline))
        gc.collect()
        assert sum(one() is not None for one in passes) < 6


@pytest.mark.parametrize("network", ["two-hidden-layers", "classifier-2-3-2"])
def test_that_a_drag_leaves_nothing_behind_in_the_whole_window(
    qtbot: QtBot, qapp: QApplication, network: str
) -> None:
    with contextmanager(opened)(qtbot, qapp, network) as window:
        qtbot.waitUntil(lambda: bool(window.findChildren(CostSlicePlot)))
        at(window, "dC/dtheta[2][1,1]", select="theta[2][1,1]")
        for number, value in enumerate((0.52, 0.61, -0.8, 7.77)):
            window.bridge.do(EditValue(parse("theta[2][1,1]"), value, f"drag {number // 3}", live=True))
            qtbot.waitUntil(lambda: is_as_anew(window))
        window.bridge.do(Undo())
        qtbot.waitUntil(lambda: is_as_anew(window))


def test_that_an_edit_paints_nothing_that_it_leaves_as_it_is(window: MainWindow, qtbot: QtBot) -> None:
    at(window, "dC/dtheta[2][1,1]", select="theta[2][1,1]")
    (summary,) = (label for label in window.findChildren(QLabel) if label.accessibleName() == "Step summary")
    values = cycle((0.52, 0.61))

    def of_an_edit() -> set[QWidget]:
        before = summary.text()
        with painted() as seen:
            window.bridge.do(EditValue(parse("theta[2][1,1]"), next(values), "drag", live=True))
        assert canvas_of(window) in seen and summary.text() != before, "its number is only spoken"
        return {*seen}

    # Of a window that has come to rest: at first there are formulas to come, and more.
    qtbot.waitUntil(lambda: not any(isinstance(one, PlayerPanel | TopBar) for one in of_an_edit()))


def test_that_the_drawing_stays_where_it_is_while_an_edit_is_undone_and_done_again(
    window: MainWindow, qtbot: QtBot
) -> None:
    at(window, "dC/dtheta[2][1,1]", select=THETA)
    canvas, (bar,) = canvas_of(window), window.findChildren(EditBar)
    high = canvas.height()
    window.bridge.do(EditValue(parse("b[1][1]"), 0.6))
    qtbot.waitUntil(lambda: bar.isVisible() and canvas.height() < high)
    lower = canvas.height()
    for action in (Undo(), Redo(), Undo()):
        window.bridge.do(action)
        QApplication.processEvents()
        assert canvas.height() == lower
    assert bar.isHidden()
    qtbot.waitUntil(lambda: canvas.height() == high)
    qtbot.waitUntil(lambda: is_as_anew(window))


def test_that_a_typed_number_and_its_undo_leave_the_axes_in_place(window: MainWindow, qtbot: QtBot) -> None:
    at(window, "dC/dtheta[2][1,1]", select=THETA)
    qtbot.waitUntil(lambda: bool(window.findChildren(CostSlicePlot)))
    (plot,) = window.findChildren(CostSlicePlot)
    x, y = plot.x_axis, plot.y_axis
    for action in (EditValue(parse(THETA), 0.6), RecomputeToHere(), Undo()):
        window.bridge.do(action)
        assert plot.x_axis is x and plot.y_axis is y, action
