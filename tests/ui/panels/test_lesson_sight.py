"""What a learner has just done stays in sight, in the lowest panel that there is."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bptutor.app import open_window
from bptutor.engine.ready_made import ready_made
from bptutor.foundation.numbers import short
from bptutor.lesson.spans import Text
from bptutor.study import lesson_actions as act
from bptutor.study.lesson_answers import right_actions
from bptutor.study.lesson_state import numbers_of
from bptutor.ui.maths_blocks import Maths, Words
from bptutor.ui.panels.lesson_drag import DragCard
from bptutor.ui.panels.lesson_order import OrderCard
from bptutor.ui.panels.lesson_predict import PredictCard
from bptutor.ui.panels.lesson_text import parts_of
from bptutor.ui.window import MainWindow
from tests.study.lesson_pages import page_with
from tests.ui.panels.lesson_learner import Learner


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    """At double size, where a page has little height."""
    made = open_window(qapp)
    qtbot.addWidget(made)
    made.themes.set_scale(2.0)
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


def at_page(window: MainWindow, id: str, **wanted: object) -> Learner:
    window.lessons.open_lesson(id)
    learner = Learner(window)
    window.bridge.do(act.GoToPage(page_with(learner.lesson.lesson, **wanted)))
    learner.settle()
    return learner


def in_sight(learner: Learner, widget: QWidget) -> bool:
    """Whether all of it is seen."""
    port = learner.panel.area.viewport()
    top = widget.mapTo(port, QPoint(0, 0)).y()
    return top >= 0 and top + widget.height() <= port.height()


def test_that_a_reply_that_is_longer_than_the_one_before_is_seen_whole(window: MainWindow) -> None:
    learner = at_page(window, "more-than-two-classes", hard=True)
    (card,) = learner.cards
    window.bridge.do(act.Pick(card.gate, (2,), check=True))
    learner.settle()
    before = card.feedback.height()
    assert in_sight(learner, card.feedback)
    for action in right_actions(window.bridge.state):
        window.bridge.do(action)
    learner.settle()
    assert card.feedback.height() > before and in_sight(learner, card.feedback)


def test_that_typing_brings_the_answer_box_back(window: MainWindow) -> None:
    learner = at_page(window, "many-neurons", value="z[2][2]")
    (card,) = learner.cards
    assert isinstance(card, PredictCard)
    card.box.setFocus()
    learner.panel.area.verticalScrollBar().setValue(learner.panel.area.verticalScrollBar().maximum())
    learner.panel.area.verticalScrollBar().setValue(0)
    assert not in_sight(learner, card.box)
    QTest.keyClick(card.box, Qt.Key.Key_7)
    assert in_sight(learner, card.box)


def test_that_the_box_of_a_gate_that_is_done_has_what_was_right(window: MainWindow) -> None:
    learner = at_page(window, "many-neurons", value="z[2][2]")
    (card,) = learner.cards
    assert isinstance(card, PredictCard)
    window.bridge.do(act.Answer(card.gate, "12"))
    learner.settle()
    assert card.box.text() == "12"
    (right,) = right_actions(window.bridge.state)
    assert isinstance(right, act.Answer)
    window.bridge.do(right)
    learner.settle()
    assert card.box.text() == right.text and card.box.isReadOnly()


def test_that_a_formula_alone_on_a_card_is_as_large_as_a_factor(window: MainWindow) -> None:
    learner = at_page(window, "functions-inside-functions", to="")
    (card,) = learner.cards
    assert isinstance(card, OrderCard)
    formulas = [button._lines.blocks[0].parts for button in card.cards.values()]
    assert all(isinstance(alone, Maths) and "displaystyle" in alone.tex for (alone,) in formulas)
    assert card.cards[0].accessibleName() == "du/dp"


def test_that_a_calculation_in_words_breaks_before_a_sign() -> None:
    parts = (Text("It is 2 × 3 = "), Text("6, not 2 - 3. 4 "), Text(" + "))
    shown = [
        part.text for part in parts_of(parts, numbers_of(ready_made().read())) if isinstance(part, Words)
    ]
    assert shown == [
        "It is 2 ×\N{NO-BREAK SPACE}3 =\N{NO-BREAK SPACE}",
        "6, not 2 - 3. 4 ",
        " +\N{NO-BREAK SPACE}",
    ]


def test_that_the_reply_to_a_drag_is_seen_when_the_slider_is_let_go(window: MainWindow) -> None:
    learner = at_page(window, "the-kink-in-relu", value="b[2][1]")
    card = next(card for card in learner.cards if isinstance(card, DragCard))
    learner.panel.area.ensureWidgetVisible(card.slider)
    card.slider.setSliderDown(True)
    seen = card.slider.mapToGlobal(QPoint())
    for action in right_actions(window.bridge.state):
        window.bridge.do(action)
    learner.settle()
    assert not card.open and card.slider.mapToGlobal(QPoint()) == seen, "under the hand nothing scrolls"
    card.slider.setSliderDown(False)
    learner.settle()
    assert in_sight(learner, card.feedback)


@pytest.mark.parametrize(
    ("id", "to"),
    [
        ("six-paths-home", "theta[3][1,1]"),
        ("one-gradient-in-five-steps", "theta[2][1,1]"),
        ("more-than-two-classes", "z[2][1]"),
    ],
)
def test_that_the_drawing_is_in_front_where_a_path_is_to_be_clicked_in_it(
    window: MainWindow, id: str, to: str
) -> None:
    window.parts.centre.show_part("chain")
    assert not window.parts.canvas.isVisible()
    at_page(window, id, to=to)
    assert window.parts.canvas.isVisible()


def test_that_dragging_a_z_shows_the_bias_that_it_moves(window: MainWindow) -> None:
    learner = at_page(window, "the-kink-in-relu", value="z[2][1]")
    card = next(card for card in learner.cards if isinstance(card, DragCard))
    before = [card.table.item(0, column).text() for column in (0, 1)]
    assert before == ["b₂", "0.2"]
    window.bridge.do(act.Drag(card.gate, -0.5))
    learner.settle()
    assert card.table.item(0, 1).text() == short(window.bridge.state.network.layers[1].biases[0])
