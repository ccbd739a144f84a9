"""The surface in the real window: painted, followed through a run, read and clicked."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bptutor.engine.passes import forward
from bptutor.engine.ready_made import ready_made
from bptutor.study import actions
from bptutor.study.edit_actions import EditValue
from bptutor.trace.keys import parse
from bptutor.ui.palettes import LIGHT
from bptutor.ui.panels.surface import SurfacePanel
from bptutor.ui.window import MainWindow
from tests.ui.edit_hands import CONTROL, LEFT, SHIFT, opened

BESIDE = 15  # pixels from the middle of an example to where its mark and ring are no more


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    yield from opened(qtbot, qapp, "xor")


def shown(window: MainWindow, qtbot: QtBot) -> SurfacePanel:
    """The panel, which the keys bring into sight."""
    qtbot.keyClick(window, Qt.Key.Key_T, CONTROL | SHIFT)
    panel = window.editing.surface.panel
    assert panel is not None and panel.isVisible() and panel.plot.hasFocus()
    return panel


def blue(image: QImage, at: QPoint) -> float:
    """From 0 for the ground's colour to 1 for the forward colour, at a pixel."""
    ground, deep = (int(colour[1:3], 16) for colour in (LIGHT.surface, LIGHT.forward))
    return (ground - image.pixelColor(at).red()) / (ground - deep)


def painted(panel: SurfacePanel, count: int = 4) -> list[float]:
    """The surface's colour next to each example: above and below it, where no mark is painted."""
    image, found = panel.plot.grab().toImage(), []
    for number in range(1, count + 1):
        spot = panel.plot.place_of(number).toPoint()
        beside = [spot + QPoint(0, BESIDE), spot - QPoint(0, BESIDE)]
        found.append(float(np.mean([blue(image, place) for place in beside])))
    return found


def test_that_the_surface_of_xor_turns_right_during_a_run(window: MainWindow, qtbot: QtBot) -> None:
    panel = shown(window, qtbot)
    targets = [0, 1, 1, 0]
    qtbot.waitUntil(lambda: panel.note.text().startswith("2 of 4"))
    before = [colour > 0.36 for colour in painted(panel)]
    assert before != [bool(target) for target in targets]
    window.commands.run(1500)
    qtbot.waitUntil(lambda: window.bridge.state.run.length == 1500, timeout=20_000)
    qtbot.waitUntil(lambda: panel.end.text() == "end: 1,500")
    assert panel.note.text() == "All 4 examples are classified correctly."
    assert panel.end.isVisible() and panel.end.isChecked()
    after = painted(panel)
    assert [colour > 0.36 for colour in after] == [bool(target) for target in targets]
    assert max(after[0], after[3]) < 0.15 and min(after[1], after[2]) > 0.55
    assert panel.plot.accessibleDescription() == panel.note.text()
    qtbot.mouseClick(panel.end, LEFT)  # back to the iteration in sight
    assert panel.note.text().startswith("2 of 4")
    window.commands.run(20)
    qtbot.waitUntil(lambda: panel.end.text() == "end: 1,520")
    assert not panel.end.isChecked() and panel.note.text().startswith("2 of 4")
    qtbot.mouseClick(panel.end, LEFT)
    assert panel.note.text().startswith("All 4")


def test_that_the_colour_beside_an_example_is_what_the_network_says(window: MainWindow, qtbot: QtBot) -> None:
    panel = shown(window, qtbot)
    window.bridge.do(actions.GoToIteration(300))
    qtbot.waitUntil(lambda: "Wrong" not in panel.note.text())
    state = window.bridge.state
    examples = state.document.examples
    assert examples is not None
    wanted = forward(state.network, examples.inputs).output[:, 0]
    assert np.allclose(np.array(painted(panel)) / 0.72, wanted, atol=0.12)


def test_that_a_click_and_the_keys_go_to_an_example(window: MainWindow, qtbot: QtBot) -> None:
    panel = shown(window, qtbot)
    plot = panel.plot
    qtbot.mouseClick(plot, LEFT, pos=plot.place_of(3).toPoint())
    assert window.bridge.state.row == 2
    qtbot.waitUntil(lambda: plot.view is not None and plot.view.lit == 2)
    qtbot.keyClick(plot, Qt.Key.Key_Escape)
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    assert plot.read == 2  # first the one in sight
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    qtbot.keyClick(plot, Qt.Key.Key_Return)
    assert window.bridge.state.row == 3
    qtbot.keyClick(plot, Qt.Key.Key_Home)
    assert plot.read == 0
    qtbot.keyClick(plot, Qt.Key.Key_Escape)
    assert plot.read is None and window.bridge.state.row == 3
    empty = (plot.place_of(1) + plot.place_of(4)) / 2
    qtbot.mouseClick(plot, LEFT, pos=empty.toPoint())
    assert window.bridge.state.row == 3


def test_that_an_edit_changes_the_surface(window: MainWindow, qtbot: QtBot) -> None:
    panel = shown(window, qtbot)
    before = painted(panel)
    window.bridge.do(EditValue(parse("b[2][1]"), 6.0))
    qtbot.waitUntil(lambda: min(painted(panel)) > 0.6)
    assert max(before) < 0.6
    window.bridge.do(EditValue(parse("y[1]"), 1.0, example=1))
    qtbot.waitUntil(lambda: panel.note.text() == "3 of 4 examples are classified correctly. Wrong: 4.")


def test_that_nothing_is_made_or_computed_out_of_sight(window: MainWindow, qtbot: QtBot) -> None:
    assert window.editing.surface.panel is None
    panel = shown(window, qtbot)
    qtbot.keyClick(window, Qt.Key.Key_T, CONTROL)  # the table
    assert not panel.isVisible() and window.editing.data.table.hasFocus()
    said = panel.note.text()
    window.bridge.do(actions.GoToIteration(300))
    qtbot.wait(50)
    assert panel.note.text() == said
    qtbot.keyClick(window, Qt.Key.Key_T, CONTROL | SHIFT)
    assert panel.note.text() == "All 4 examples are classified correctly."


def test_that_a_value_that_is_asked_for_is_not_given_away(window: MainWindow, qtbot: QtBot) -> None:
    panel = shown(window, qtbot)
    qtbot.keyClick(window, Qt.Key.Key_E, CONTROL)
    window.bridge.do(actions.MoveCursor("next"))
    qtbot.waitUntil(panel.empty.isVisible)
    assert "Answer first" in panel.empty.text() and not panel.plot.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_E, CONTROL)
    qtbot.waitUntil(panel.plot.isVisible)


def test_that_other_networks_are_told_and_the_output_is_chosen(window: MainWindow, qtbot: QtBot) -> None:
    panel = shown(window, qtbot)
    for name, said in (("digits-64-32-10", "64 inputs"), ("two-hidden-layers", "ŷ over x")):
        window.bridge.do(actions.OpenDocument(ready_made(name).read()))
        label = panel.empty if name.startswith("digits") else panel.note
        qtbot.waitUntil(lambda label=label, said=said: said in label.text() and label.isVisible())
    window.bridge.do(actions.OpenDocument(ready_made("classifier-2-3-2").read()))
    qtbot.waitUntil(panel.output.isVisible)
    assert panel.output.currentText() == "largest ŷ"
    panel.output.setFocus()
    qtbot.keyClick(panel.output, Qt.Key.Key_Down)
    assert panel.output.currentText() == "ŷ₁" and panel.legend.isVisible()
    view = panel.plot.view
    assert view is not None and view.ground.output == 1


def test_that_table_and_surface_stand_beside_each_other_where_there_is_room(
    window: MainWindow, qtbot: QtBot
) -> None:
    panel = shown(window, qtbot)
    assert not window.editing.data.isVisible()
    pages = panel.parentWidget()
    while pages is not None and pages.metaObject().className() != "DataPages":
        pages = pages.parentWidget()
    assert pages is not None
    pages.resize(700, 400)
    assert panel.isVisible() and window.editing.data.isVisible()
