"""What no test may leave behind: running timers and threads, open windows, messages from Qt.

tests/conftest.py takes the hooks from here. Exceptions in slots, and messages of Qt while a test runs, are
failed by pytest-qt; warnings by the filter in pyproject.toml.
"""

import gc
import re
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

PATIENCE = 2.0  # seconds that a thread may take to end after its test
OUT_OF_THE_WAY = 10_000, 10_000  # pixels: a screen with a display puts the pointer into its last corner
WITHOUT_QT = {
    "foundation",
    "engine",
    "trace",
    "lesson",
    "exercise",
    "study",
    "cli",
}  # the rooms may not import it


@dataclass(frozen=True)
class Kind:
    """One kind of thing that may be left: how to find all, to name one, and to put an end to it."""

    name: str
    find: Callable[[], list[Any]]
    describe: Callable[[Any], str]
    end: Callable[[Any], object]


BEFORE = pytest.StashKey[dict[str, list[Any]]]()


def pytest_collection_finish() -> None:
    """Takes what the imports made out of the collector's sight: looking for timers gets ten times as fast."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:
    """Remembers what was there before the test."""
    item.stash[BEFORE] = {kind.name: kind.find() for kind in kinds(_knows_qt(item))}
    return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    """Fails the test if anything is left after all of its fixtures are gone."""
    with late_messages(item) as messages:
        result = yield
        left = left_behind(item.stash.get(BEFORE, {}), _knows_qt(item))
        _take_the_pointer_away()
    item.stash[BEFORE] = {}  # items live as long as the session
    if left or messages:
        pytest.fail("left behind:\n" + "\n".join(f"  {line}" for line in [*left, *messages]), pytrace=False)
    return result


def kinds(with_qt: bool = True) -> list[Kind]:
    """What can be left; Qt's kinds only once there is an application, and for tests that know it."""
    plain = [Kind("thread", threading.enumerate, lambda thread: repr(thread.name), lambda thread: None)]
    return plain + (_qt_kinds() if with_qt and _application() is not None else [])


def left_behind(before: dict[str, list[Any]], with_qt: bool = True) -> list[str]:
    """One line for each thing that was not there before; each is ended, so that the next test is clean."""
    if with_qt and _application() is not None:
        _delete_what_was_to_be_deleted()
    if not _new(before, with_qt):
        return []
    gc.collect()  # what only a cycle keeps is not left behind
    deadline = time.monotonic() + PATIENCE
    new = _new(before, with_qt)
    while any("thread" in kind.name.lower() for kind, _ in new) and time.monotonic() < deadline:
        time.sleep(0.01)
        new = _new(before, with_qt)
    lines = [f"{kind.name} {kind.describe(thing)}" for kind, thing in new]
    for kind, thing in new:
        kind.end(thing)
    return lines


@contextmanager
def late_messages(item: pytest.Item) -> Iterator[list[str]]:
    """Messages of Qt that come while the fixtures are taken down: pytest-qt no longer listens then."""
    said: list[str] = []
    core = sys.modules.get("PySide6.QtCore")
    if core is None:
        yield said
        return
    ignored = item.config.getini("qt_log_ignore")

    def listen(level: Any, context: Any, text: str) -> None:
        if not any(re.search(pattern, text) for pattern in ignored):
            said.append(f"message from Qt: {text}")

    previous = core.qInstallMessageHandler(listen)
    try:
        yield said
    finally:
        core.qInstallMessageHandler(previous)


def _knows_qt(item: pytest.Item) -> bool:
    """Whether the test's room may import Qt: to look for what Qt left takes longer than most tests."""
    return not WITHOUT_QT.intersection(item.path.relative_to(item.config.rootpath).parts)


def _new(before: dict[str, list[Any]], with_qt: bool) -> list[tuple[Kind, Any]]:
    return [
        (kind, thing)
        for kind in kinds(with_qt)
        for thing in kind.find()
        if not any(thing is old for old in before.get(kind.name, []))
    ]


def _application() -> Any:
    """The running Qt application; None where nobody has imported Qt yet."""
    core = sys.modules.get("PySide6.QtCore")
    return core.QCoreApplication.instance() if core else None


def _take_the_pointer_away() -> None:
    """The next test's window would open beneath it, and light what it is at."""
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QCursor.setPos(*OUT_OF_THE_WAY)


def _delete_what_was_to_be_deleted() -> None:
    """deleteLater() waits for an event loop, which between tests never runs."""
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _qt_kinds() -> list[Kind]:
    from PySide6.QtCore import QThread, QTimer
    from PySide6.QtWidgets import QApplication, QWidget

    alive = _alive((QTimer, QThread))

    def timers() -> list[QTimer]:
        return [timer for timer in alive if isinstance(timer, QTimer) and timer.isActive()]

    def threads() -> list[QThread]:
        own = (_application().thread(), QThread.currentThread())
        running = [thread for thread in alive if isinstance(thread, QThread) and thread.isRunning()]
        return [thread for thread in running if thread not in own]

    def windows() -> list[QWidget]:
        return [w for w in QApplication.topLevelWidgets() if w.isVisible()] if _draws() else []

    return [
        Kind("QTimer", timers, _describe_timer, lambda timer: timer.stop()),
        Kind("QThread", threads, _describe, lambda thread: thread.requestInterruption()),
        Kind("window", windows, _describe_window, lambda window: window.close()),
        Kind("thread pool", _busy_pools, lambda pool: "has work to do", lambda pool: pool.clear()),
    ]


def _draws() -> bool:
    """Whether the application is one with widgets."""
    from PySide6.QtWidgets import QApplication

    return isinstance(_application(), QApplication)


def _busy_pools() -> list[Any]:
    from PySide6.QtCore import QThreadPool

    pool = QThreadPool.globalInstance()
    return [pool] if pool.activeThreadCount() else []


def _alive(classes: tuple[type, ...]) -> list[Any]:
    """Every object of these classes of Qt's that Python knows and Qt has not deleted."""
    from shiboken6 import isValid

    wanted = {*classes}
    for known in classes:
        wanted.update(_descendants(known))
    # Most of what there is has types of few kinds: to look one up is much quicker than isinstance().
    return [thing for thing in gc.get_objects() if type(thing) in wanted and isValid(thing)]


def _descendants(known: type) -> Iterator[type]:
    for child in known.__subclasses__():
        yield child
        yield from _descendants(child)


def _describe(thing: Any) -> str:
    parent = thing.parent()
    name = f" {thing.objectName()!r}" if thing.objectName() else ""
    return f"{type(thing).__name__}{name} of {type(parent).__name__ if parent else 'nobody'}"


def _describe_timer(timer: Any) -> str:
    return f"{_describe(timer)}, every {timer.interval()} ms"


def _describe_window(window: Any) -> str:
    return f"{type(window).__name__} {window.windowTitle() or window.objectName()!r}"
