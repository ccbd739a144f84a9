"""A hurried hand in the Practise room: keys held, clicks that come double, text that grows."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bptutor.exercise.model import ExerciseKind
from bptutor.study.actions import SetRoom
from bptutor.study.state import Room
from bptutor.ui.window import MainWindow
from tests.ui.panels.practise_learner import focused, practise_of, right_answer
from tests.ui.shown import active


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = active(qtbot, qapp)
    made.bridge.do(SetRoom(Room.PRACTISE))
    made.exercises.open_recipe(4821, ExerciseKind.NEXT_VALUE, None)
    yield made
    made.close()


def settle() -> None:
    """Let everything be laid out and painted."""
    for _ in range(10):
        QApplication.processEvents()


def hold_enter() -> None:
    """Press Enter, and keep it down for a while."""
    for again in (False, True, True, True):
        event = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", again
        )
        QApplication.sendEvent(focused(), event)
        settle()


def press_again(widget: QWidget) -> None:
    """The second press of a double click, and its end."""
    middle, none = widget.rect().center().toPointF(), Qt.KeyboardModifier.NoModifier
    left = Qt.MouseButton.LeftButton
    for kind, held in (
        (QEvent.Type.MouseButtonDblClick, left),
        (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
    ):
        event = QMouseEvent(kind, middle, widget.mapToGlobal(middle), left, held, none)
        QApplication.sendEvent(widget, event)


def test_that_a_held_enter_tries_a_wrong_answer_once(window: MainWindow) -> None:
    window.practise.question.form.box.show_text("17.25")
    hold_enter()
    assert len(practise_of(window).sitting.tries) == 1


def test_that_a_held_enter_does_not_go_on_from_what_is_right(window: MainWindow) -> None:
    window.practise.question.form.box.show_text(right_answer(practise_of(window).exercise, 0))
    hold_enter()
    assert practise_of(window).solved and not practise_of(window).closed
    assert focused() is window.practise.question.go_on


def test_that_a_double_click_on_check_leaves_the_verdict_in_sight(window: MainWindow) -> None:
    page = window.practise.question
    page.form.box.show_text(right_answer(practise_of(window).exercise, 0))
    settle()
    place = page.check.mapTo(page, page.check.rect().center())
    QTest.mouseClick(page.check, Qt.MouseButton.LeftButton)
    settle()
    under = page.childAt(place)
    assert under is page.go_on
    press_again(under)
    settle()
    assert practise_of(window).solved and not practise_of(window).closed
    assert page.feedback.isVisible() and page.go_on.isVisible()


def test_that_the_keyboard_stays_in_the_answer_while_the_panels_move(window: MainWindow) -> None:
    line = window.practise.question.form.box.line
    QTest.keyClicks(line, "0.1")
    for scale in (1.25, 2.0, 1.0):
        window.themes.set_scale(scale)
        settle()
        assert focused() is line
    window.resize(1024, 640)
    settle()
    QTest.keyClicks(focused(), "2")
    assert line.text() == "0.12"
