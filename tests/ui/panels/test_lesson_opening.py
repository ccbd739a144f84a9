"""Cards that open line by line or bracket by bracket."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bptutor.lesson.live import Compose
from bptutor.study.lesson_actions import GoToPage, OpenMore
from bptutor.ui.panels.lesson_opening import ComposeCard
from bptutor.ui.window import MainWindow
from tests.ui.shown import shown


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = shown(qtbot, qapp)
    yield made
    made.close()


def test_that_brackets_are_read_aloud_in_words(window: MainWindow, qtbot: QtBot) -> None:
    window.lessons.open_lesson("forward-propagation-is-composition")
    lesson = window.bridge.state.lesson
    assert lesson is not None
    pages = enumerate(lesson.lesson.pages)
    page = next(n for n, page in pages if any(isinstance(part, Compose) for part in page.blocks))
    window.bridge.do(GoToPage(page))
    qtbot.waitUntil(lambda: any(card.isVisible() for card in window.findChildren(ComposeCard)))
    card = next(card for card in window.findChildren(ComposeCard) if card.isVisible())
    for _ in range(3):
        window.bridge.do(OpenMore(card.gate))
        QApplication.processEvents()
        said = card.shown.accessibleName() + card.shown.accessibleDescription()
        assert said and "\\" not in said and "{" not in said
