"""The menu of a value in the drawing, by the right button and by the menu key."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from bptutor.study.actions import PointAt
from bptutor.study.edit_actions import Undo
from bptutor.trace.keys import parse
from bptutor.ui.editing_line import EditLine
from bptutor.ui.window import MainWindow
from tests.ui.edit_hands import at, opened


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    yield from opened(qtbot, qapp, "xor")


def menu_at(window: MainWindow, key: str, reason: str = "Mouse") -> dict[str, bool]:
    """The menu that opens at a value: its entries, and which can be chosen."""
    canvas = window.parts.canvas
    place = canvas.finder.place_of(parse(key))
    assert place is not None
    where = place.center().toPoint() if reason == "Mouse" else QPoint(1, 1)
    event = QContextMenuEvent(QContextMenuEvent.Reason[reason], where, canvas.mapToGlobal(where))
    QApplication.sendEvent(canvas, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return {action.text(): action.isEnabled() for action in menu.actions() if not action.isSeparator()}


def choose(qtbot: QtBot, text: str) -> None:
    """Press an entry of the menu that is open."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    (action,) = (action for action in menu.actions() if action.text() == text)
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


def test_that_a_neuron_can_be_removed_and_comes_back(window: MainWindow, qtbot: QtBot) -> None:
    before = window.bridge.state.document
    assert menu_at(window, "z[1][2]")["Remove neuron 2 of layer 1"]
    choose(qtbot, "Remove neuron 2 of layer 1")
    state = window.bridge.state
    assert state.network.widths == (2, 1, 1)
    assert state.network.layers[0].weights.tolist() == before.network.layers[0].weights[:1].tolist()
    assert state.history.undo_label == "neuron 2 of layer 1 removed"
    window.bridge.do(Undo())
    assert window.bridge.state.document is before


def test_that_a_neuron_and_an_input_can_be_added(window: MainWindow, qtbot: QtBot) -> None:
    menu_at(window, "a[1][1]")
    choose(qtbot, "One neuron more in layer 1")
    assert window.bridge.state.network.widths == (2, 3, 1)
    menu_at(window, "x[2]")
    choose(qtbot, "One input more")
    assert window.bridge.state.network.widths == (3, 3, 1)


def test_that_the_last_neuron_of_a_layer_stays(window: MainWindow, qtbot: QtBot) -> None:
    entries = menu_at(window, "z[2][1]")
    assert entries["Remove neuron 1 of layer 2"] is False and entries["One neuron more in layer 2"]
    qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Escape)


def test_that_a_bias_can_be_edited_selected_and_copied(window: MainWindow, qtbot: QtBot) -> None:
    assert {"Edit b¹₁…", "Cost against b¹₁", "Copy with all digits"} <= set(menu_at(window, "b[1][1]"))
    choose(qtbot, "Copy with all digits")
    value = window.bridge.state.network.layers[0].biases[0]
    assert float(QGuiApplication.clipboard().text()) == value
    menu_at(window, "b[1][1]")
    choose(qtbot, "Cost against b¹₁")
    assert window.bridge.state.selected == parse("b[1][1]")
    menu_at(window, "b[1][1]")
    choose(qtbot, "Edit b¹₁…")
    assert window.findChildren(EditLine)[0].isVisible()
    qtbot.keyClick(window.findChildren(EditLine)[0], Qt.Key.Key_Escape)


def test_that_the_menu_key_opens_it_where_the_keyboard_is_and_leads_to_the_step(
    window: MainWindow, qtbot: QtBot
) -> None:
    at(window, "C")
    window.bridge.do(PointAt(parse("z[1][2]")))
    assert "Go to the step of z¹₂" in menu_at(window, "z[1][2]", "Keyboard")
    choose(qtbot, "Go to the step of z¹₂")
    state = window.bridge.state
    assert state.timeline.step(state.cursor.level, state.cursor.index).target == parse("z[1][2]")


def test_that_what_is_not_known_yet_cannot_be_copied(window: MainWindow, qtbot: QtBot) -> None:
    at(window, "z[1][1]")
    assert "Copy with all digits" not in menu_at(window, "dC/dz[2][1]")
    qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Escape)
