"""Every lesson played to its end in the real window, rightly, wrongly first, and once by keyboard alone."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bptutor.lesson.packs import shipped_pack
from bptutor.study import lesson_actions as act
from bptutor.ui.window import MainWindow
from tests.study.lesson_pages import page_with
from tests.ui.panels.lesson_learner import Learner
from tests.ui.shown import USUAL, shown

LESSONS = shipped_pack().ids


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = shown(qtbot, qapp, size=USUAL)
    yield made
    made.close()


def play(window: MainWindow, id: str, wrong_first: bool) -> Learner:
    window.lessons.open_lesson(id)
    learner = Learner(window)
    for _ in learner.lesson.lesson.pages:
        learner.play_page(wrong_first)
        learner.read_on()
    return learner


@pytest.mark.parametrize("wrong_first", [False, True], ids=["right", "wrong-first"])
@pytest.mark.parametrize("id", LESSONS)
def test_that_a_lesson_is_played_to_its_end(window: MainWindow, id: str, wrong_first: bool) -> None:
    learner = play(window, id, wrong_first)
    player = learner.lesson.player
    assert player.finished and not player.skipped
    assert all(page.id in player.seen for page in learner.lesson.lesson.pages)
    assert learner.panel.end.learnt.isVisible() and learner.panel.end.learnt_text.text()
    last = id == LESSONS[-1]
    assert learner.panel.foot.on.text() == ("All lessons" if last else "Next lesson")


def test_that_the_next_lesson_follows(window: MainWindow) -> None:
    learner = play(window, LESSONS[2], wrong_first=False)
    learner.press(learner.panel.foot.on)
    assert learner.lesson.lesson.id == LESSONS[3] and learner.lesson.player.page == 0


@pytest.mark.parametrize("id", [LESSONS[4], LESSONS[5], LESSONS[7]])
def test_that_a_lesson_is_read_by_keyboard_alone(window: MainWindow, id: str, qtbot: QtBot) -> None:
    window.lessons.open_lesson(id)
    window.activateWindow()
    learner = Learner(window, keyboard=True)
    learner.panel.prose_text().setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is learner.panel.prose_text())
    for _ in learner.lesson.lesson.pages:
        learner.play_page()
        learner.read_on()
    assert learner.lesson.player.finished


def test_that_the_continue_key_turns_the_page_only_when_nothing_is_asked(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.lessons.open_lesson("one-gradient-in-five-steps")
    learner = Learner(window)
    asks = page_with(learner.lesson.lesson, value="dC/da[3][1]")
    window.bridge.do(act.GoToPage(asks))
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(window, Qt.Key.Key_Return, control)
    assert learner.lesson.player.page == asks, "this page asks for a number"
    qtbot.keyClick(window, Qt.Key.Key_Return, control | Qt.KeyboardModifier.ShiftModifier)
    assert learner.panel.end.skipped.isVisible() and "Skipped" in learner.panel.end.skipped.text()
    qtbot.keyClick(window, Qt.Key.Key_Return, control)
    assert learner.lesson.player.page == asks + 1
    qtbot.keyClick(window, Qt.Key.Key_Backspace, control)
    assert learner.lesson.player.page == asks
