"""Hand in, export, import and reset, through the window's own dialogs where Qt lets a test into them."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from bptutor.exercise.hand_in import is_whole, re_mark, read
from bptutor.exercise.model import ExerciseKind
from bptutor.foundation.errors import TutorError
from bptutor.ui.dialogs.hand_in import HandInWindow
from bptutor.ui.window import MainWindow
from tests.ui.shown import shown


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = shown(qtbot, qapp)
    yield made
    made.close()


@pytest.fixture
def said(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the window tells, without the box that stays open."""
    told: list[str] = []
    window.parts.guides.said.disconnect(window.say)
    window.parts.guides.said.connect(told.append)
    return told


def answer_one(window: MainWindow) -> None:
    window.exercises.open_recipe(3, ExerciseKind.NEXT_VALUE, "bias")
    window.exercises.answer("17")
    window.exercises.ask("show")


def choose(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Whatever file is asked for, it is this one: the system's own dialog cannot be driven."""
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_args: (str(path), ""))


def test_that_a_hand_in_holds_the_answers_and_is_re_marked_alike(
    window: MainWindow, said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    answer_one(window)
    choose(monkeypatch, tmp_path / "mine.json")
    window.parts.menus.actions["hand-in"].trigger()
    dialog = window.findChild(HandInWindow)
    assert dialog is not None
    qtbot.keyClicks(dialog.name, "Ada")
    dialog.buttons.accepted.emit()
    file = read(tmp_path / "mine.json")
    assert file.name == "Ada" and is_whole(file)
    rows = re_mark(file)
    assert [row.answer.answer for row in rows] == ["17"] and not any(row.differs for row in rows)
    assert "mine.json" in said[-1]


def test_that_nothing_to_hand_in_is_said(window: MainWindow, tmp_path: Path) -> None:
    with pytest.raises(TutorError, match="nothing to hand in"):
        window.parts.guides.files.write_hand_in(tmp_path / "x.json", "", timedelta(days=1))


def test_that_progress_is_exported_reset_and_imported_again(
    window: MainWindow, said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_one(window)
    choose(monkeypatch, tmp_path / "copy.json")
    window.parts.menus.actions["export-progress"].trigger()
    assert len(json.loads((tmp_path / "copy.json").read_text())["sitting"]) == 1
    choose(monkeypatch, tmp_path / "before.json")
    window.parts.menus.actions["reset-progress"].trigger()
    assert window.exercises.learner.past == []
    choose(monkeypatch, tmp_path / "copy.json")
    window.parts.menus.actions["import-progress"].trigger()
    assert len(window.exercises.learner.past) == 1
    assert window.exercises.learner.standing["bias"].done == 1
    assert "1 exercise" in said[-1]


def test_that_a_broken_file_is_told_and_nothing_is_changed(
    window: MainWindow, said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken.json").write_text("{")
    choose(monkeypatch, tmp_path / "broken.json")
    window.parts.menus.actions["import-progress"].trigger()
    assert said and "broken.json" in said[-1]
    assert window.exercises.learner.past == []
