"""What a frame costs: steps to come are drawn while one reads, and what did not change is not painted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bptutor.study.actions import GoTo, SetNotation
from bptutor.study.edit_actions import EditValue, Undo
from bptutor.trace.keys import parse
from bptutor.ui import maths
from bptutor.ui.panels.chain_card import CardButton
from bptutor.ui.plots import Plot
from bptutor.ui.window import MainWindow
from tests.ui.frame_hands import opened


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    yield from opened(qtbot, qapp)


def drawn() -> int:
    """How many formulas have been drawn so far."""
    return maths._drawn.cache_info().misses


def at_rest(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until nothing more is drawn ahead."""
    qtbot.waitUntil(lambda: not window.parts.steps_ahead.busy, timeout=30_000)


class Painted(QObject):
    """Counts how often widgets are painted."""

    def __init__(self, *widgets: QObject) -> None:
        super().__init__()
        self.counts = dict.fromkeys(widgets, 0)
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.counts[watched] += 1
        return False


def test_that_a_step_never_seen_before_draws_no_formula(window: MainWindow, qtbot: QtBot) -> None:
    window.bridge.do(GoTo(6))
    at_rest(window, qtbot)
    before = drawn()
    for _ in range(12):
        qtbot.keyClick(window, Qt.Key.Key_Right)
        QApplication.processEvents()
    # These twelve steps show three times as many; the drawing of the network has its own symbols besides, of
    # which a step lights a few.
    assert drawn() - before <= 15


def test_that_what_the_next_steps_need_is_laid_out_before(window: MainWindow, qtbot: QtBot) -> None:
    # Of other notations only some formulas ship.
    window.bridge.do(SetNotation("W,E,delta"))
    window.bridge.do(GoTo(6))
    at_rest(window, qtbot)
    for _ in range(6):
        qtbot.keyClick(window, Qt.Key.Key_Right)
        assert window.parts.chain.formulas_ready and window.parts.step.formulas_ready


def test_that_who_goes_on_at_once_is_not_held_up(window: MainWindow, qtbot: QtBot) -> None:
    window.bridge.do(GoTo(0))
    qtbot.keyClick(window, Qt.Key.Key_Right)
    QApplication.processEvents()
    assert window.parts.steps_ahead.busy, "it waits for a rest"


def test_that_each_plot_is_painted_once_for_an_edit(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len([plot for plot in window.findChildren(Plot) if plot.isVisible()]) == 2)
    at_rest(window, qtbot)
    plots = [plot for plot in window.findChildren(Plot) if plot.isVisible()]
    painted = Painted(*(plot for plot in plots))
    window.bridge.do(EditValue(parse("theta[2][1,1]"), 0.75))
    QApplication.processEvents()
    QApplication.processEvents()
    assert set(painted.counts.values()) == {1}
    window.bridge.do(Undo())
    QApplication.processEvents()
    QApplication.processEvents()
    assert set(painted.counts.values()) == {2}


def test_that_a_card_which_stays_as_it_is_is_not_painted_again(window: MainWindow, qtbot: QtBot) -> None:
    stayed = 0
    for step in range(8, 20):
        window.bridge.do(GoTo(step))
        QApplication.processEvents()
        cards = [card for card in window.parts.chain.findChildren(CardButton) if card.isVisible()]
        looks = {card: card._look for card in cards}
        painted = Painted(*cards)
        qtbot.keyClick(window, Qt.Key.Key_Right)
        QApplication.processEvents()
        for card in cards:
            if card.isVisible() and card._look is looks[card]:
                assert painted.counts[card] == 0
                stayed += 1
    assert stayed > 5
