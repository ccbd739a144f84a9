"""A teacher opens a pack of lessons that has faults, and mends it while the window is open."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bptutor.study.lesson_state import LessonState
from bptutor.ui.panels.lesson import LessonPanel
from bptutor.ui.panels.lesson_contents import LessonList
from bptutor.ui.window import MainWindow
from tests.ui.shown import shown

LESSON = """+++
format = 1
title = "TITLE"
network = "NETWORK"
+++
Words of TITLE.
"""


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = shown(qtbot, qapp)
    qtbot.waitUntil(lambda: made.bridge.state.lesson is not None)
    yield made
    made.close()


@pytest.fixture
def told(window: MainWindow) -> list[str]:
    """What the window tells, without the box that stays open."""
    sentences: list[str] = []
    window.lessons.said.disconnect(window.parts.guides.said)
    window.lessons.said.connect(sentences.append)
    return sentences


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Its first lesson names a network that is not there; the second is whole."""
    write(tmp_path / "01-first.md", "First", "nowhere")
    write(tmp_path / "02-second.md", "Second", "two-hidden-layers")
    return tmp_path


def write(file: Path, title: str, network: str) -> None:
    text = LESSON.replace("TITLE", title).replace("NETWORK", network)
    file.write_text(text, encoding="utf-8")


def lesson_of(window: MainWindow) -> LessonState:
    lesson = window.bridge.state.lesson
    assert lesson is not None
    return lesson


def test_that_a_missing_network_is_told_with_the_lessons_file(
    window: MainWindow, told: list[str], pack: Path
) -> None:
    window.lessons.open_pack(str(pack))
    (sentence,) = told
    assert sentence.startswith(str(pack / "01-first.md")) and "“nowhere”" in sentence


def test_that_the_other_lessons_of_a_pack_are_reached_where_its_first_has_a_fault(
    window: MainWindow, told: list[str], pack: Path
) -> None:
    window.lessons.open_pack(str(pack))
    window.lessons.show_contents()
    contents = window.findChild(LessonList)
    assert contents is not None
    assert [contents.item(row).text() for row in range(contents.count())] == ["1.  First", "2.  Second"]
    window.lessons.open_lesson("second")
    assert lesson_of(window).lesson.title == "Second" and len(told) == 1


def test_that_a_lesson_that_could_not_be_opened_opens_once_it_is_mended(
    window: MainWindow, told: list[str], pack: Path, qtbot: QtBot
) -> None:
    window.lessons.open_pack(str(pack))
    panel = window.findChild(LessonPanel)
    assert panel is not None
    write(pack / "01-first.md", "Still wrong", "elsewhere")
    qtbot.waitUntil(panel.head.problem.isVisible, timeout=5000)
    assert "“elsewhere”" in panel.head.problem_text.text()
    write(pack / "01-first.md", "Mended", "two-hidden-layers")
    qtbot.waitUntil(lambda: lesson_of(window).lesson.title == "Mended", timeout=5000)
    assert not panel.head.problem.isVisible() and len(told) == 1
