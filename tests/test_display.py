"""The display that scripts/test.py brings is a real one: other programs see and drive the window."""

import subprocess

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.display


def test_that_another_program_finds_the_window_and_types_into_it(qtbot: QtBot) -> None:
    assert QGuiApplication.platformName() == "xcb"
    box = QLineEdit(windowTitle="Your answer here")
    qtbot.addWidget(box)
    box.show()
    qtbot.waitExposed(box)
    search = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "^Your answer here$"]
    window = subprocess.run(search, capture_output=True, text=True, check=True, timeout=20).stdout.strip()
    assert int(window) == int(box.winId())
    typed = subprocess.Popen(["xdotool", "windowfocus", "--sync", window, "type", "--delay", "1", "0.1442"])
    qtbot.waitUntil(lambda: box.text() == "0.1442", timeout=20_000)
    assert typed.wait(timeout=20) == 0
