"""The detectors fail a test that leaks, and say what it left."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

LEAKY = """
import sys, threading, time, warnings
import pytest
from PySide6.QtCore import QCoreApplication, QThread, QThreadPool, QTimer, qDebug, qInfo, qWarning
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QPushButton, QWidget

kept = []

def test_clean(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    timer = QTimer(window)
    timer.start(10)
    window.show()

def test_clean_but_for_a_cycle(qtbot):
    timer = QTimer()
    timer.itself = timer
    timer.start(10)

def test_timer(qtbot):
    kept.append(QTimer(QCoreApplication.instance(), objectName="clock"))
    kept[-1].start(12345)

def test_single_shot(qtbot):
    QTimer.singleShot(5000, lambda: None)

def test_window(qtbot):
    kept.append(QWidget(windowTitle="Forgotten"))
    kept[-1].show()

def test_qthread(qtbot):
    class Worker(QThread):
        def run(self):
            while not self.isInterruptionRequested():
                time.sleep(0.01)
    kept.append(Worker(objectName="worker"))
    kept[-1].start()

def test_pool(qtbot):
    QThreadPool.globalInstance().start(lambda: time.sleep(1.5))

def test_thread():
    threading.Thread(target=time.sleep, args=(9,), name="sleeper", daemon=True).start()

def test_debug_message(qtbot): qDebug("a debug line")
def test_info_message(qtbot): qInfo("an info line")
def test_warning_message(qtbot): qWarning("a warning line")

@pytest.fixture
def speaks_late(qtbot):
    yield
    qWarning("a late line")

def test_late_message(speaks_late): pass

def test_python_warning(): warnings.warn("careful")

def test_slot_that_raises(qtbot):
    button = QPushButton()
    qtbot.addWidget(button)
    button.clicked.connect(lambda: 1 / 0)
    button.click()

def test_pointer_in_a_window(qtbot):
    QCursor.setPos(200, 100)
    assert QCursor.pos().toTuple() == (200, 100)

def test_that_begins_with_the_pointer_away(qtbot):
    assert QCursor.pos().x() > 5000

def test_after_them_all(qtbot): pass
"""

CONFTEST = """
from tests.detectors import *
import tests.detectors as detectors
detectors.PATIENCE = 0.3
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What pytest says of the leaky tests, in a process of their own."""
    folder = tmp_path_factory.mktemp("leaky")
    (folder / "conftest.py").write_text(CONFTEST)
    (folder / "test_leaky.py").write_text(LEAKY)
    (folder / "pytest.ini").write_text(
        f"[pytest]\nfilterwarnings = error\nqt_api = pyside6\nqt_log_level_fail = INFO\npythonpath = {ROOT}\n"
    )
    command = [sys.executable, "-m", "pytest", "-rA", "--tb=short", "-p", "no:cacheprovider", str(folder)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout


def reason(said: str, test: str) -> str:
    """The part of pytest's output that tells why a test failed; empty if nothing was said of it."""
    match = re.search(rf"^_+ (?:ERROR at teardown of )?{test} _+$(.*?)^(?:___|===)", said, re.M | re.S)
    return match[1] if match else ""


CLEAN = [
    "test_clean",
    "test_clean_but_for_a_cycle",
    "test_pointer_in_a_window",
    "test_that_begins_with_the_pointer_away",
    "test_after_them_all",
]


@pytest.mark.parametrize("test", CLEAN)
def test_that_a_test_which_leaves_nothing_passes(said: str, test: str) -> None:
    assert f"PASSED test_leaky.py::{test}\n" in said
    assert reason(said, test) == ""


@pytest.mark.parametrize(
    ("test", "named"),
    [
        ("test_timer", "QTimer QTimer 'clock' of QApplication, every 12345 ms"),
        ("test_single_shot", "every 5000 ms"),
        ("test_window", "window QWidget 'Forgotten'"),
        ("test_qthread", "QThread Worker 'worker'"),
        ("test_pool", "thread pool has work to do"),
        ("test_thread", "thread 'sleeper'"),
        ("test_late_message", "message from Qt: a late line"),
        ("test_debug_message", "QtDebugMsg: a debug line"),
        ("test_info_message", "QtInfoMsg: an info line"),
        ("test_warning_message", "QtWarningMsg: a warning line"),
        ("test_python_warning", "UserWarning: careful"),
        ("test_slot_that_raises", "Exceptions caught in Qt event loop"),
    ],
)
def test_that_a_test_which_leaks_fails_and_names_the_leak(said: str, test: str, named: str) -> None:
    assert named in reason(said, test)
