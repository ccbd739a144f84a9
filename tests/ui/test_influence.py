"""Pointing at a parameter shows in the drawing what its nudge moves, and the way from C back to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from bptutor.study.actions import SetPlaying, SetRoom
from bptutor.study.state import Room
from bptutor.ui.canvas.rects import along, around
from bptutor.ui.window import MainWindow
from tests.ui import edit_hands as hands


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    yield from hands.opened(qtbot, qapp)


def said(window: MainWindow) -> list[str]:
    """The note beside the drawing's heading, if there is one."""
    labels = (label for label in window.findChildren(QLabel) if label.property("kind") == "aside")
    return [label.text() for label in labels if label.isVisible()]


def drawn(window: MainWindow, key: str) -> QImage:
    """The place of a value with what stands beneath it, as it is painted just now."""
    canvas = hands.canvas_of(window)
    place = canvas.finder.pixels(canvas.geometry_shown.nodes[int(key[2]), 1].frame).toRect()
    half = place.adjusted(4, 4, -4, -4)
    return canvas.grab(half).toImage()


def has(image: QImage, colour: QColor) -> bool:
    return any(image.pixelColor(x, y) == colour for x in range(image.width()) for y in range(image.height()))


def test_that_hovering_a_weight_notes_what_changes_in_the_drawing_and_leaving_takes_it_away(
    window: MainWindow, qtbot: QtBot
) -> None:
    canvas = hands.canvas_of(window)
    hands.at(window, "C")
    before = {name: drawn(window, name) for name in ("z[1]", "z[2]", "z[3]")}
    assert said(window) == []
    qtbot.mouseMove(canvas, hands.place(canvas, "theta[2][1,1]"))
    assert said(window) == ["θ₂ + 0.01: 5 values change, C by −0.002232"]
    assert drawn(window, "z[1]") == before["z[1]"]
    assert drawn(window, "z[2]") != before["z[2]"] and drawn(window, "z[3]") != before["z[3]"]
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    assert said(window) == []
    assert all(drawn(window, name) == image for name, image in before.items())


def test_that_the_way_from_the_cost_back_is_lit_up_to_the_parameter(window: MainWindow, qtbot: QtBot) -> None:
    canvas, colour = hands.canvas_of(window), window.themes.theme.colour("backward")

    def lit(name: str) -> bool:
        """Whether the middle of an edge has the colour of what flows back."""
        edge = canvas.geometry_shown.routes[hands.parse(name)]
        middle = canvas.finder.pixels(around(along(edge.points[-2], edge.points[-1], 0.5), 0.0, 0.0)).center()
        return has(canvas.grab().toImage().copy(round(middle.x()), round(middle.y()) - 2, 1, 5), colour)

    assert not lit("theta[3][1,1]")
    qtbot.mouseMove(canvas, hands.place(canvas, "b[2][1]"))
    assert lit("theta[3][1,1]") and not lit("theta[2][1,1]")


def test_that_keys_and_the_table_of_values_point_as_well(window: MainWindow, qtbot: QtBot) -> None:
    canvas, table = hands.canvas_of(window), hands.table_of(window)
    canvas.setFocus()
    while not said(window):
        qtbot.keyClick(canvas, Qt.Key.Key_BracketRight)
    assert said(window)[0].split(" + ")[0] in ("x", "θ₁")
    assert said(window)[0] in canvas.accessibleDescription()
    table.setFocus()
    rows = [str(table.key_of_row(row)) for row in range(table.model().rowCount())]
    table.setCurrentIndex(table.model().index(rows.index("theta[3][1,1]"), 0))
    assert said(window)[0].startswith("θ₃ + 0.01: 3 values change, C by ")


def test_that_nothing_is_noted_while_steps_play_or_outside_explore(window: MainWindow, qtbot: QtBot) -> None:
    canvas = hands.canvas_of(window)
    qtbot.mouseMove(canvas, hands.place(canvas, "theta[2][1,1]"))
    assert said(window)
    window.bridge.do(SetPlaying(True))
    assert said(window) == []
    window.bridge.do(SetPlaying(False))
    assert said(window)
    window.bridge.do(SetRoom(Room.PRACTISE))
    assert said(window) == []
