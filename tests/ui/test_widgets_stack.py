"""Widgets in a stack stand under each other, each as high as it wants."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMargins, QObject
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


class Asking(QObject):
    """Asks a stack how high it is while it is given another width, as a scroll area does."""

    def __init__(self, stack: Stack) -> None:
        super().__init__(stack)
        self._stack = stack
        self.answers: dict[int, int] = {}
        stack.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._stack.width() not in self.answers:
            self.answers[self._stack.width()] = self._stack.heightForWidth(self._stack.width())
        return False


def test_that_the_height_for_a_width_is_the_same_before_and_after_it_has_that_width(qtbot: QtBot) -> None:
    stack = Stack(*(paragraph(text="a few words that go into two lines or more " * n) for n in (1, 2, 3)))
    stack.resize(400, 200)
    qtbot.addWidget(stack)
    stack.show()
    qtbot.waitExposed(stack)
    asking = Asking(stack)
    for width in (150, 390, 200, 120):
        stack.resize(width, 200)
        QApplication.processEvents()
    for width in (150, 390, 200, 120):
        assert asking.answers[width] == stack.heightForWidth(width)
