"""The scrubber: exact at any length, silent when shown, and a slider for a screen reader."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bptutor.ui.palettes import LIGHT
from bptutor.ui.theme import ThemeManager
from bptutor.ui.widgets.scrub_slider import ScrubSlider
from bptutor.ui.widgets.scrub_track import Segment
from tests.clock import seconds_of_work

KEY = Qt.Key
SEGMENTS = (
    Segment("forward", 1, 8, "forward"),
    Segment("cost", 9, 9, "cost"),
    Segment("backward", 10, 21, "backward"),
    Segment("update", 22, 25, "update"),
)


@pytest.fixture
def slider(theme_manager: ThemeManager, qtbot: QtBot) -> ScrubSlider:
    made = ScrubSlider(theme_manager, "Step")
    qtbot.addWidget(made)
    made.resize(500, made.sizeHint().height())
    made.show_timeline(1, 25, SEGMENTS)
    made.show_position(12)
    return made


def told_by(slider: ScrubSlider) -> list[int]:
    told: list[int] = []
    slider.moved.connect(told.append)
    return told


def test_that_showing_a_position_tells_nothing(slider: ScrubSlider) -> None:
    told = told_by(slider)
    slider.show_position(20, "Step 20 of 25, backward")
    slider.show_timeline(1, 10, SEGMENTS[:2])
    assert told == []
    assert slider.position == 10
    assert slider.accessibleDescription() == ""


def test_that_keys_step_by_one_by_phase_and_to_the_ends(slider: ScrubSlider) -> None:
    told = told_by(slider)
    for key in (
        KEY.Key_Right,
        KEY.Key_Left,
        KEY.Key_PageUp,
        KEY.Key_PageUp,
        KEY.Key_PageDown,
        KEY.Key_PageDown,
        KEY.Key_PageDown,
        KEY.Key_Home,
        KEY.Key_End,
        KEY.Key_Right,
    ):
        QTest.keyClick(slider, key)
    assert told == [13, 12, 10, 9, 10, 22, 25, 1, 25]


def test_that_a_press_and_a_drag_go_where_the_pointer_is(slider: ScrubSlider) -> None:
    slider.show()
    told = told_by(slider)
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(490, 16))
    assert told == [25]
    QTest.mouseMove(slider, QPoint(250, 16))
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(250, 16))
    assert told == [25, 13]
    assert not slider.isSliderDown()


def test_that_a_screen_reader_finds_a_slider_and_can_set_it(slider: ScrubSlider) -> None:
    told = told_by(slider)
    interface = QAccessible.queryAccessibleInterface(slider)
    assert interface.role() == QAccessible.Role.Slider
    assert interface.text(QAccessible.Text.Name) == "Step"
    slider.setValue(slider.maximum())
    assert told == [25]


@pytest.mark.parametrize("last", [10**9, 10**12])
def test_that_long_timelines_lose_no_step(slider: ScrubSlider, last: int) -> None:
    told = told_by(slider)
    slider.show_timeline(
        0, last, [Segment("forward", 0, last // 2), Segment("backward", last // 2 + 1, last)]
    )
    slider.show_position(last // 3)
    QTest.keyClick(slider, KEY.Key_Right)
    QTest.keyClick(slider, KEY.Key_PageDown)
    QTest.keyClick(slider, KEY.Key_End)
    assert told == [last // 3 + 1, last // 2 + 1, last]

    def move_through() -> None:
        for part in range(20):
            slider.show_position(part * last // 20)
            slider.grab()

    assert seconds_of_work(move_through) / 20 < 0.016


def test_that_an_empty_timeline_can_be_shown(slider: ScrubSlider) -> None:
    told = told_by(slider)
    slider.show_timeline(0, 0, [])
    slider.grab()
    QTest.keyClick(slider, KEY.Key_Right)
    assert told == []


def test_that_phases_are_told_apart_and_it_grows_with_the_text(
    slider: ScrubSlider, theme_manager: ThemeManager
) -> None:
    slider.show_position(25)
    picture = slider.grab().toImage()
    row = {picture.pixelColor(x, picture.height() // 2).name().upper() for x in range(picture.width())}
    assert {LIGHT.forward, LIGHT.cost, LIGHT.backward, LIGHT.update} <= row
    before = slider.sizeHint().height()
    theme_manager.set_scale(2.0)
    assert slider.sizeHint().height() > 1.8 * before


def test_that_a_label_stands_under_its_own_stretch_or_nowhere(
    slider: ScrubSlider, theme_manager: ThemeManager
) -> None:
    def ink(part: range) -> bool:
        picture = slider.grab().toImage()
        rows = range(picture.height() - 14, picture.height())
        return any(picture.pixelColor(x, y).lightness() < 160 for x in part for y in rows)

    slider.resize(200, slider.sizeHint().height())
    first, rest = Segment("forward", 1, 2, "forward"), Segment("backward", 3, 24)
    slider.show_timeline(1, 24, [first, rest])
    assert ink(range(60)) and not ink(range(80, 200))
    slider.show_timeline(1, 24, [Segment("cost", 1, 1, "the long name of a short stretch"), rest])
    assert not ink(range(200))


def test_that_a_moved_knob_leaves_nothing_behind(slider: ScrubSlider, qtbot: QtBot) -> None:
    slider.show()
    qtbot.waitExposed(slider)
    for position in (13, 12, 1, 25, 9, 10, 24):
        slider.show_position(position)
        QApplication.processEvents()
        in_sight = slider.screen().grabWindow(int(slider.winId())).toImage()
        assert in_sight == slider.grab().toImage().convertToFormat(in_sight.format()), position
