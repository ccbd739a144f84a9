"""Predicting steps in the real window, by keyboard: in Explore and in a lesson."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QTabBar
from pytestqt.qtbot import QtBot

from bptutor.engine.ready_made import ready_made
from bptutor.study.actions import GoToKey, MoveCursor, OpenDocument, SetRoom
from bptutor.study.practise_actions import GivePrediction, SetPredicting
from bptutor.study.state import Room
from bptutor.trace.keys import Key, Kind
from bptutor.ui.panels.chain import ChainPanel
from bptutor.ui.panels.practise_predict import PredictBar
from bptutor.ui.panels.practise_switch import PredictSwitch
from bptutor.ui.window import MainWindow
from tests.ui.panels.practise_learner import Keys, button, focused
from tests.ui.shown import active

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = active(qtbot, qapp)
    made.bridge.do(SetRoom(Room.EXPLORE))
    entry = ready_made()
    made.bridge.do(OpenDocument(entry.read(), entry.path))
    made.bridge.do(GoToKey(Key(Kind.DC_DB, 3, 1)))
    made.setFocus()
    yield made
    made.close()


def bar(window: MainWindow) -> PredictBar:
    found = window.findChild(PredictBar)
    assert found is not None
    return found


def centre_tabs(window: MainWindow) -> QTabBar:
    return next(bar for bar in window.findChildren(QTabBar) if bar.accessibleName() == "Drawing or chain")


def test_that_the_keys_are_the_timelines_again_when_nothing_is_predicted_any_more(
    qtbot: QtBot, window: MainWindow
) -> None:
    keys = Keys(qtbot, window)
    keys.press(Qt.Key.Key_E, CONTROL)
    keys.press(Qt.Key.Key_Right)
    keys.press(Qt.Key.Key_E, CONTROL)
    assert not bar(window).isVisible() and QApplication.focusWidget() is window
    before = window.bridge.state.cursor.index
    keys.press(Qt.Key.Key_Right)
    assert window.bridge.state.cursor.index == before + 1


def test_that_a_sentence_with_nothing_to_answer_beside_it_has_the_whole_line(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.bridge.do(SetPredicting(True))
    sentence = bar(window).question
    qtbot.waitUntil(lambda: sentence.width() > 300)
    assert sentence.height() < 2 * sentence.fontMetrics().height()
    window.bridge.do(MoveCursor("next"))
    qtbot.waitUntil(lambda: sentence.width() < 300)


def test_that_steps_are_predicted_with_keys_alone(qtbot: QtBot, window: MainWindow) -> None:
    keys = Keys(qtbot, window)
    keys.press(Qt.Key.Key_E, CONTROL)
    assert bar(window).isVisible() and window.bridge.state.predicting is not None
    keys.press(Qt.Key.Key_Right)
    line = focused()
    assert isinstance(line, QLineEdit) and line.accessibleName() == "Your answer"
    assert Key(Kind.DC_DA, 2, 1) in window.bridge.state.hidden
    qtbot.keyClicks(line, "-0.1442*0.85")
    assert bar(window).understood.text() == "= −0.1226"
    keys.press(Qt.Key.Key_Return)
    assert bar(window).feedback.label.text().startswith("Not yet: you")
    assert "which number does" in bar(window).feedback.label.text()
    keys.press(Qt.Key.Key_A, CONTROL)
    qtbot.keyClicks(line, "-0.1442*1.2")
    keys.press(Qt.Key.Key_Return)
    assert not window.bridge.state.hidden
    assert bar(window).feedback.label.text().startswith("Right.")
    before = window.bridge.state.cursor.index
    keys.press(Qt.Key.Key_Return)  # goes on, and the next is asked for
    assert window.bridge.state.cursor.index == before + 1
    assert window.bridge.state.hidden and focused() is line and not line.text()
    keys.press(Qt.Key.Key_Escape)  # just show it
    assert not window.bridge.state.hidden
    keys.press(Qt.Key.Key_E, CONTROL)
    assert not bar(window).isVisible() and window.bridge.state.predicting is None


def test_that_a_long_answer_leaves_the_drawing_or_the_chain_its_height(
    qtbot: QtBot, window: MainWindow
) -> None:
    chain, tabs = window.findChild(ChainPanel), centre_tabs(window)
    assert chain is not None
    window.resize(1024, 640)
    window.bridge.do(SetPredicting(True))
    window.bridge.do(MoveCursor("next"))
    qtbot.waitUntil(lambda: bar(window).isVisible() and chain.isVisible() and not tabs.isVisible())
    window.bridge.do(GivePrediction("-0.1442*0.85"))
    qtbot.waitUntil(lambda: tabs.isVisible() and not chain.isVisible())
    tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: chain.isVisible() and chain.height() > 180)
    window.bridge.do(SetPredicting(False))
    qtbot.waitUntil(lambda: not tabs.isVisible() and chain.isVisible())


def test_that_it_is_switched_off_from_within_the_answer_box(qtbot: QtBot, window: MainWindow) -> None:
    keys = Keys(qtbot, window)
    keys.press(Qt.Key.Key_E, CONTROL)
    keys.press(Qt.Key.Key_Right)
    assert isinstance(focused(), QLineEdit)
    keys.press(Qt.Key.Key_E, CONTROL)
    assert window.bridge.state.predicting is None and not window.bridge.state.hidden


def test_that_a_factor_is_picked_by_mouse(qtbot: QtBot, window: MainWindow) -> None:
    switch = window.findChild(PredictSwitch)
    assert switch is not None
    qtbot.mouseClick(switch.button, Qt.MouseButton.LeftButton)
    assert switch.button.isChecked() and window.parts.menus.actions["predict"].isChecked()
    window.parts.menus.actions["next"].trigger()
    part = window.bridge.state.predicting.factors  # type: ignore[union-attr]
    assert part is not None
    wrong = next(n for n in range(len(part.choices)) if n != part.right)
    qtbot.mouseClick(bar(window).factors[wrong], Qt.MouseButton.LeftButton)
    assert bar(window).feedback.label.text().startswith("Not yet.")
    assert window.bridge.state.hidden
    qtbot.mouseClick(bar(window).factors[part.right], Qt.MouseButton.LeftButton)
    assert not window.bridge.state.hidden
    qtbot.mouseClick(button(window, "Continue"), Qt.MouseButton.LeftButton)
    assert window.bridge.state.hidden
    qtbot.mouseClick(button(window, "Just show it"), Qt.MouseButton.LeftButton)
    assert not window.bridge.state.hidden


def test_that_it_waits_while_an_exercise_is_in_the_drawing(qtbot: QtBot, window: MainWindow) -> None:
    window.bridge.do(SetPredicting(True))
    window.parts.menus.actions["next"].trigger()
    hidden = window.bridge.state.hidden
    assert hidden
    window.bridge.do(SetRoom(Room.PRACTISE))
    window.exercises.open_seed(4821)
    assert not bar(window).isVisible()
    window.bridge.do(SetRoom(Room.EXPLORE))
    assert bar(window).isVisible() and window.bridge.state.hidden == hidden


def test_that_a_lesson_can_be_predicted_too(qtbot: QtBot, window: MainWindow) -> None:
    window.lessons.open_lesson("one-gradient-in-five-steps")
    window.bridge.do(SetRoom(Room.LESSONS))
    window.bridge.do(SetPredicting(True))
    window.bridge.do(GoToKey(Key(Kind.DC_DB, 3, 1)))
    window.parts.menus.actions["next"].trigger()
    assert window.bridge.state.predicting.hides <= window.bridge.state.hidden  # type: ignore[union-attr]
    bar(window).predicted.emit("-0.1442*1.2")
    assert window.bridge.state.predicting.revealed  # type: ignore[union-attr]
