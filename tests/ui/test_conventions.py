"""The conventions and the notation are in sight at any size, and switched where they stand."""

from collections.abc import Iterator
from itertools import product
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QMenu,
    QScrollBar,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from bptutor.app import open_window
from bptutor.study.actions import GoToKey, SetLevel, SetNotation
from bptutor.study.settings import settings_file
from bptutor.trace.keys import parse
from bptutor.trace.steps import Level
from bptutor.ui.convention_chips import SummaryChip
from bptutor.ui.panels.conventions import ConventionCard
from bptutor.ui.widgets.segmented import Segmented
from bptutor.ui.window import MainWindow
from tests.ui.frame_hands import open_ready_made, opened, shown

SIZES = ((1280, 800, 1.0), (1024, 640, 1.0), (1024, 640, 2.0))
NAMES = ("Cost", "Over the examples", "Slope of ReLU at zero", "Notation", "Conventions and notation")


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    yield from opened(qtbot, qapp)


def card_of(window: MainWindow) -> ConventionCard:
    (card,) = window.findChildren(ConventionCard)
    return card


def opened_card(window: MainWindow, qtbot: QtBot) -> ConventionCard:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any(c.isVisible() for c in window.findChildren(ConventionCard)))
    return card_of(window)


def lay_out(window: MainWindow, width: int, height: int, scale: float) -> None:
    window.themes.set_scale(scale)
    window.resize(width, height)
    for _ in range(5):
        QApplication.processEvents()


def told_by(chip: QWidget) -> str:
    """What can be read on a chip."""
    if isinstance(chip, SummaryChip):
        return chip.said
    return chip.currentText() if isinstance(chip, QComboBox) else cast(QAbstractButton, chip).text()


def test_that_every_convention_in_force_can_be_read_at_any_size_and_no_chip_is_cut(
    window: MainWindow,
) -> None:
    for (width, height, scale), network, notation in product(
        SIZES, ("two-hidden-layers", "xor", "classifier-2-3-2"), ("theta", "w,square,E,delta,rows")
    ):
        open_ready_made(window, network)
        window.bridge.do(SetNotation(notation))
        lay_out(window, width, height, scale)
        chips = [chip for name in NAMES for chip in shown(window, name)]
        told = " ".join(map(told_by, chips)).replace(" ", "")
        assert ("lnŷ" if network == "classifier-2-3-2" else "(ŷ") in told, told
        assert ("w[l]" if notation != "theta" else "θ") in told, told
        assert ("mean" in told or "(1/m)" in told) == (network == "xor"), told
        assert ("g′(0)=0" in told) == (network == "two-hidden-layers"), told
        for chip in chips:
            assert chip.width() >= chip.sizeHint().width()
            assert chip.mapTo(window, QPoint(chip.width(), 0)).x() <= width


def test_that_a_choice_of_the_card_changes_every_text_at_once(window: MainWindow, qtbot: QtBot) -> None:
    window.bridge.do(GoToKey(parse("dC/dz[2][1]")))
    card = opened_card(window, qtbot)
    delta = card.rows["Gradient of z"].switch
    delta.setFocus()
    qtbot.keyClick(delta, Qt.Key.Key_Right)
    assert window.bridge.state.notation == "theta,delta"
    assert "delta2" in shown(window, "Present step")[0].accessibleDescription()
    (summary,) = shown(window, "Step summary")
    assert "backward: delta2 equals −0.173" in cast(QLabel, summary).text()
    (sentence,) = shown(window, "Sentence of the step")
    assert sentence.symbols[-1].plain == "δ²"  # type: ignore[attr-defined]
    (table,) = [t for t in shown(window, "Values") if isinstance(t, QTableView)]
    names = {table.model().index(row, 0).data() for row in range(table.model().rowCount())}
    assert "θ₂" in names
    qtbot.keyClick(card.rows["Layer"].switch, Qt.Key.Key_Right)
    names = {table.model().index(row, 0).data() for row in range(table.model().rowCount())}
    assert "θ⁽²⁾" in names and "θ₂" not in names
    qtbot.keyClick(delta, Qt.Key.Key_Left)
    assert window.bridge.state.notation == "theta,round"
    qtbot.keyClick(card.rows["Cost of an example"].switch, Qt.Key.Key_Right)
    (menu,) = [m for m in window.findChildren(QMenu) if m.title() == "Conventions"]
    texts = [action.text() for part in menu.findChildren(QMenu) for action in part.actions()]
    assert "E = Σ(ŷ − y)²" in texts and "J = (1/m) Σ E" in texts


def test_that_the_card_is_walked_by_keys_and_shut_by_escape(window: MainWindow, qtbot: QtBot) -> None:
    card = opened_card(window, qtbot)
    rows = card.rows
    assert list(rows)[:2] == ["Cost C", "Slope of ReLU at 0"]
    first = rows["Cost C"].switch
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert window.bridge.state.network.cost.name == "half_squared_error"
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    slope = rows["Slope of ReLU at 0"].switch
    qtbot.keyClick(slope, Qt.Key.Key_Right)
    assert window.bridge.state.network.relu_slope_at_zero == 0.5
    letters = rows["Weights"].switch
    qtbot.mouseClick(letters, Qt.MouseButton.LeftButton, pos=letters.tabRect(1).center())
    assert window.bridge.state.notation == "w,bare"
    (combo,) = [w for w in window.findChildren(QComboBox) if w.accessibleName() == "Notation"]
    assert combo.currentText() == "w, zˡ, aˡ"
    qtbot.keyClick(letters, Qt.Key.Key_Escape)
    assert not card.isVisible()


def test_that_undo_takes_a_convention_of_the_card_back(window: MainWindow, qtbot: QtBot) -> None:
    card = opened_card(window, qtbot)
    qtbot.keyClick(card.rows["Cost C"].switch, Qt.Key.Key_Right)
    card.hide()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.bridge.state.network.cost.name == "squared_error"
    assert (
        isinstance(card.rows["Cost C"].switch, Segmented) and card.rows["Cost C"].switch.currentIndex() == 0
    )


def test_that_the_card_stays_inside_the_window_and_scrolls_only_where_it_must(
    window: MainWindow, qtbot: QtBot
) -> None:
    for width, height, scale in SIZES:
        lay_out(window, width, height, scale)
        card = opened_card(window, qtbot)
        corner = window.mapFromGlobal(card.mapToGlobal(QPoint(0, 0)))
        assert corner.x() >= 0 and corner.x() + card.width() <= width
        assert corner.y() + card.height() <= height
        for row in card.rows.values():
            right = row.switch.mapTo(card, QPoint(row.switch.width(), 0)).x()
            assert row.switch.width() >= row.switch.sizeHint().width() and right <= card.width()
        (bar,) = [b for b in card.findChildren(QScrollBar) if b.orientation() is Qt.Orientation.Vertical]
        qtbot.waitUntil(lambda bar=bar, scrolls=scale == 2.0: bar.isVisible() == scrolls)  # type: ignore[misc]
        card.hide()


def test_that_the_step_says_what_a_textbook_has_and_leaves_it_out_where_all_agree(window: MainWindow) -> None:
    window.bridge.do(GoToKey(parse("dC/dtheta[2][1,1]")))
    (line,) = shown(window, "Under another convention")
    assert isinstance(line, QLabel) and line.text() == "A textbook with ½ has −0.1125."
    window.bridge.do(GoToKey(parse("z[2][1]")))
    assert not shown(window, "Under another convention")
    window.bridge.do(SetLevel(Level.LAYER))
    assert not shown(window, "Under another convention")


def test_that_the_notation_is_there_again_at_the_next_start_and_a_strange_one_does_no_harm(
    window: MainWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    window.bridge.do(SetNotation("w,square,E,delta,rows"))
    window.close()
    again = open_window(qapp)
    qtbot.addWidget(again)
    assert again.bridge.state.notation == "w,square,E,delta,rows"
    again.close()
    settings_file().write_text('{"notation": "runes,E"}', encoding="utf-8")
    third = open_window(qapp)
    qtbot.addWidget(third)
    assert third.bridge.state.notation == "theta"
    third.close()
