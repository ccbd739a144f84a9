"""This build of Qt for Python is one that the program can stand on."""

import gc
import sys

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 300


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_that_calls_which_give_nothing_lose_no_reference_to_none(qtbot: QtBot) -> None:
    """PySide6 6.12 on Python 3.11 loses one a call, and dies of it after some thousands (PYSIDE-3474)."""
    label, timer = QLabel(), QTimer()
    qtbot.addWidget(label)
    gc.collect()  # not between the two looks: what it takes away may have held None
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        label.setText("θ")
        label.update()
        timer.stop()
    assert abs(sys.getrefcount(None) - before) < CALLS / 10
