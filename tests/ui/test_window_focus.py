"""The Tab key goes all the way round in each room, as one reads, and never out of sight."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QWidget
from pytestqt.qtbot import QtBot

from bptutor.study.actions import SetRoom
from bptutor.study.state import Room
from bptutor.ui.panels.cost import CostCurvePanel
from bptutor.ui.window import MainWindow
from tests.ui.shown import USUAL, shown

# In this order wherever they are there.
READ = (
    "Menu",
    "Rooms",
    "Cost",
    "Find action",
    "Network",
    "Cost curve",
    "Values",
    "Next step",
    "Step",
    "Level",
)
MOST = 120


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = shown(qtbot, qapp, size=USUAL)
    made.activateWindow()
    qtbot.waitUntil(lambda: made.findChild(CostCurvePanel) is not None)
    yield made
    made.close()


def stops(window: MainWindow, qtbot: QtBot, key: Qt.Key) -> list[QWidget]:
    """Where the key goes, from the menu's button until it is there again."""
    first = next(w for w in window.findChildren(QWidget) if w.accessibleName() == "Menu" and w.isVisible())
    first.setFocus()
    seen: list[QWidget] = [first]
    while len(seen) < MOST:
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, key)
        now = QApplication.focusWidget()
        assert now is not None
        if now is first:
            return seen
        seen.append(now)
    raise AssertionError([w.accessibleName() for w in seen])


@pytest.mark.parametrize("room", list(Room))
@pytest.mark.parametrize("width", [1280, 1024])
def test_that_tab_goes_round_every_room_in_reading_order(
    window: MainWindow, qtbot: QtBot, room: Room, width: int
) -> None:
    window.resize(width, 800)
    window.bridge.do(SetRoom(room))
    QApplication.processEvents()
    seen = stops(window, qtbot, Qt.Key.Key_Tab)
    for stop in seen:
        assert QRect(0, 0, width, 800).intersects(
            QRect(stop.mapTo(window, stop.rect().topLeft()), stop.size())
        )
    names = [stop.accessibleName() for stop in seen]
    assert all(names), [type(stop).__name__ for stop in seen if not stop.accessibleName()]
    wanted = [name for name in READ if name in names]
    if width == 1024:  # there the panels stand at the left, as tabs
        wanted = [name for name in wanted if name not in ("Cost curve", "Values")]
    assert sorted(wanted, key=names.index) == wanted
    assert {"Menu", "Rooms", "Network", "Next step", "Step", "Level", "Speed"} <= set(names)


def test_that_shift_tab_goes_the_same_way_back(window: MainWindow, qtbot: QtBot) -> None:
    window.bridge.do(SetRoom(Room.EXPLORE))
    QApplication.processEvents()
    there = [stop for stop in stops(window, qtbot, Qt.Key.Key_Tab) if stop.accessibleName()]
    back = [stop for stop in stops(window, qtbot, Qt.Key.Key_Backtab) if stop.accessibleName()]
    said = "Sentence of the step"  # it stops at each of its values
    assert [w for w in back[1:] if w.accessibleName() != said] == [
        w for w in reversed(there[1:]) if w.accessibleName() != said
    ]


def test_that_a_panel_behind_another_takes_the_tab_key_once_it_is_in_front(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.bridge.do(SetRoom(Room.EXPLORE))
    window.resize(1024, 800)
    QApplication.processEvents()

    def names() -> set[str]:
        return {stop.accessibleName() for stop in stops(window, qtbot, Qt.Key.Key_Tab)}

    assert "Run iterations" not in names()
    next(d for d in window.findChildren(QDockWidget) if d.objectName() == "curve").raise_()
    QApplication.processEvents()
    assert "Run iterations" in names()


def test_that_a_panel_with_the_keyboard_keeps_it_and_comes_to_the_front_when_columns_become_tabs(
    window: MainWindow,
) -> None:
    window.bridge.do(SetRoom(Room.EXPLORE))
    QApplication.processEvents()
    table = next(w for w in window.findChildren(QWidget) if w.accessibleName() == "Values")
    table.setFocus()
    window.resize(1024, 640)
    QApplication.processEvents()
    assert QApplication.focusWidget() is table
    assert not table.visibleRegion().isEmpty()
