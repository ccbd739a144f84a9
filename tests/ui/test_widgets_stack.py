"""Widgets in a stack stand under each other, each as high as it wants."""

from __future__ import annotations

from PySide6.QtCore import QMargins
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from bptutor.ui.widgets.labels import paragraph
from bptutor.ui.widgets.stack import Stack


def shown(qtbot: QtBot, *parts: QLabel) -> QScrollArea:
    """A scroll area with a stack of some parts."""
    area, stack = QScrollArea(), Stack(*parts)
    area.setWidgetResizable(True)
    area.setWidget(stack)
    stack.set_lengths(QMargins(10, 6, 10, 8), 4)
    qtbot.addWidget(area)
    area.resize(240, 300)
    area.show()
    qtbot.waitExposed(area)
    QApplication.processEvents()
    return area


def test_that_parts_follow_each_other_with_their_gaps(qtbot: QtBot) -> None:
    one, two = paragraph(text="one"), paragraph(text="two")
    area = shown(qtbot, one, two)
    stack = area.widget()
    assert (one.x(), one.y()) == (10, 6) and one.width() == stack.width() - 20
    assert two.y() == one.geometry().bottom() + 1 + 4
    assert stack.heightForWidth(stack.width()) == two.geometry().bottom() + 1 + 8


def test_that_longer_text_moves_what_is_under_it(qtbot: QtBot) -> None:
    one, two = paragraph(text="short"), paragraph(text="two")
    area = shown(qtbot, one, two)
    before = two.y()
    one.setText("a text that is so long that it does not fit into one line, nor even into two of them")
    QApplication.processEvents()
    assert area.isVisible() and two.y() > before and one.height() == one.heightForWidth(one.width())


def test_that_a_hidden_part_takes_no_room(qtbot: QtBot) -> None:
    one, two = paragraph(text="one"), paragraph(text="two")
    area = shown(qtbot, one, two)
    one.hide()
    QApplication.processEvents()
    assert two.y() == 6
    one.show()
    QApplication.processEvents()
    assert area.isVisible() and two.y() > one.y()


def test_that_a_stack_in_a_stack_has_its_room_when_it_comes_into_sight(qtbot: QtBot) -> None:
    inner = Stack(paragraph(text="one"))
    inner.hide()
    outer = Stack(inner, paragraph(text="under it"))
    qtbot.addWidget(outer)
    outer.resize(200, 200)
    outer.show()
    inner.add(late := paragraph(text="late"))
    late.show()
    inner.show()
    QApplication.processEvents()
    assert late.isVisible() and inner.height() >= late.geometry().bottom()
