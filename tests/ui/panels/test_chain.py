"""The chain panel as a person meets it: cards to read, to point at, to click and to reach by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bptutor.engine.ready_made import ready_made
from bptutor.foundation.numbers import short
from bptutor.study.actions import GoTo, GoToKey, Hide, SetLevel
from bptutor.study.edit_actions import EditValue
from bptutor.study.opening import opened
from bptutor.study.reduce import reduce
from bptutor.study.state import State
from bptutor.study.views.everything import views_of
from bptutor.trace.keys import parse
from bptutor.trace.steps import Level
from bptutor.ui.panels.chain import ChainPanel
from bptutor.ui.panels.chain_card import CardButton
from bptutor.ui.shaped import OFTEN, face
from bptutor.ui.theme import ThemeManager
from tests.ui.anew import is_as_anew, painted

SOURCE, CLASSIFIER = "two-hidden-layers", "classifier-2-3-2"


@pytest.fixture
def panel(qtbot: QtBot, theme_manager: ThemeManager) -> Iterator[ChainPanel]:
    made = ChainPanel(theme_manager)
    qtbot.addWidget(made)
    made.resize(700, 200)
    made.show()
    qtbot.waitExposed(made)
    yield made


def state_of(name: str, level: Level = Level.VALUE) -> State:
    return reduce(opened(ready_made(name).read()), SetLevel(level))


def show(qtbot: QtBot, panel: ChainPanel, state: State, key: str | int) -> State:
    state = reduce(state, GoTo(key) if isinstance(key, int) else GoToKey(parse(key)))
    panel.show_view(views_of(state).chain)
    qtbot.waitUntil(lambda: panel.formulas_ready)
    return state


def names(panel: ChainPanel) -> list[str]:
    return [card.accessibleName() for card in panel.cards.cards]


@pytest.mark.parametrize("level", [Level.VALUE, Level.TERM])
@pytest.mark.parametrize("name", [SOURCE, CLASSIFIER])
def test_that_every_step_shows_its_number_on_a_card(
    qtbot: QtBot, panel: ChainPanel, name: str, level: Level
) -> None:
    state = state_of(name, level)
    for index in range(state.total):
        panel.show_view(views_of(reduce(state, GoTo(index))).chain)
        value = short(float(state.timeline.step(level, index).value))
        assert any(value in said for said in names(panel)), (index, value, names(panel))
        assert panel.cards.current is not None


def test_that_a_card_is_said_whole(qtbot: QtBot, panel: ChainPanel) -> None:
    show(qtbot, panel, state_of(SOURCE), "dC/da[2][1]")
    card = panel.cards.cards[2]
    said = QAccessible.queryAccessibleInterface(card)
    assert said.role() == QAccessible.Role.Button
    assert said.text(QAccessible.Text.Name) == (
        "factor 3, dz3 by da2, theta3, 1.2; running product dC by da2 −0.173"
    )
    assert said.text(QAccessible.Text.Description) == "the present step"


def test_that_a_click_goes_to_the_cards_step(qtbot: QtBot, panel: ChainPanel) -> None:
    state = show(qtbot, panel, state_of(SOURCE), "dC/dtheta[2][1,1]")
    with qtbot.waitSignal(panel.step_requested) as asked:
        qtbot.mouseClick(panel.cards.cards[1], Qt.MouseButton.LeftButton)
    assert state.timeline.step(Level.VALUE, asked.args[0]).target == parse("dC/dz[3][1]")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_that_a_focused_card_goes_to_its_step_by_key(qtbot: QtBot, panel: ChainPanel, key: Qt.Key) -> None:
    show(qtbot, panel, state_of(SOURCE), "dC/dtheta[2][1,1]")
    card = panel.cards.cards[2]
    card.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(panel.step_requested) as asked:
        qtbot.keyClick(card, key)
    assert asked.args == [11]


def test_that_tab_goes_from_card_to_card_and_points(qtbot: QtBot, panel: ChainPanel) -> None:
    show(qtbot, panel, state_of(SOURCE), "dC/da[2][1]")
    pointed: list[object] = []
    panel.pointed.connect(pointed.append)
    cards = panel.cards.cards
    cards[0].setFocus(Qt.FocusReason.TabFocusReason)
    for here, there in pairwise(cards):
        qtbot.keyClick(here, Qt.Key.Key_Tab)
        assert there.hasFocus()
        assert there.card is not None and pointed[-1] == there.card.key
    qtbot.keyClick(cards[4], Qt.Key.Key_Left)
    assert cards[3].hasFocus()


def test_that_the_pointer_points(qtbot: QtBot, panel: ChainPanel) -> None:
    show(qtbot, panel, state_of(SOURCE), "dC/da[2][1]")
    card = panel.cards.cards[2]
    with qtbot.waitSignal(panel.pointed) as told:
        qtbot.mouseMove(panel, QPoint(2, 2))
        qtbot.mouseMove(card, card.rect().center())
    assert told.args == [parse("dz[3][1]/da[2][1]")]


@pytest.mark.parametrize(
    ("key", "lit"),
    [
        ("theta[3][1,1]", [2]),
        ("dz[3][1]/da[2][1]", [2]),
        ("dC/da[2][1]", [2]),
        ("a[3][1]", [0]),
        ("b[1][1]", []),
    ],
)
def test_that_pointing_elsewhere_lights_the_card(
    qtbot: QtBot, panel: ChainPanel, key: str, lit: list[int]
) -> None:
    show(qtbot, panel, state_of(SOURCE), "dC/da[2][1]")
    with qtbot.assertNotEmitted(panel.pointed):
        panel.show_pointed(parse(key))
    assert [number for number, card in enumerate(panel.cards.cards) if card.lit] == lit
    panel.show_pointed(None)
    assert not any(card.lit for card in panel.cards.cards)


def test_that_a_light_stays_over_a_step(qtbot: QtBot, panel: ChainPanel) -> None:
    state = state_of(SOURCE)
    panel.show_pointed(parse("theta[3][1,1]"))
    show(qtbot, panel, state, "dC/da[2][1]")
    assert panel.cards.cards[2].lit


def test_that_showing_is_silent_and_uses_its_cards_again(qtbot: QtBot, panel: ChainPanel) -> None:
    state = state_of(SOURCE)
    show(qtbot, panel, state, "dC/dtheta[1][1,1]")
    before = panel.findChildren(CardButton)
    with qtbot.assertNotEmitted(panel.pointed), qtbot.assertNotEmitted(panel.step_requested):
        for index in range(state.total):
            panel.show_view(views_of(reduce(state, GoTo(index))).chain)
    assert panel.findChildren(CardButton) == before


def test_that_a_long_chain_keeps_the_present_card_in_sight(qtbot: QtBot, panel: ChainPanel) -> None:
    state = state_of(SOURCE)
    panel.resize(360, 150)
    for index in range(state.total):
        panel.show_view(views_of(reduce(state, GoTo(index))).chain)
        qtbot.waitUntil(lambda: panel.formulas_ready)
        current = panel.cards.current
        assert current is not None
        visible = current.visibleRegion().boundingRect()
        assert visible.width() == current.width(), index
        assert visible.height() == current.height(), index


@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
@pytest.mark.parametrize("extent", [(700, 150), (1250, 240)])
def test_that_nothing_is_cut_at_any_text_size(
    qtbot: QtBot, panel: ChainPanel, theme_manager: ThemeManager, scale: float, extent: tuple[int, int]
) -> None:
    theme_manager.set_scale(scale)
    panel.resize(*(round(length * max(scale, 1)) for length in extent))
    for name, level in ((SOURCE, Level.VALUE), (CLASSIFIER, Level.TERM)):
        state = state_of(name, level)
        for index in range(0, state.total, 5):
            panel.show_view(views_of(reduce(state, GoTo(index))).chain)
            qtbot.waitUntil(lambda: panel.formulas_ready)
            for card in panel.cards.cards:
                assert parents_hold(card), (name, index)


def parents_hold(card: QWidget) -> bool:
    """Whether a card lies inside what scrolls, and that is not cut in height."""
    body = card.parentWidget()
    area = body.parentWidget()
    return body.rect().contains(card.geometry()) and body.height() <= area.height()


def test_that_a_closed_layer_shows_matrices_as_they_are(qtbot: QtBot, panel: ChainPanel) -> None:
    state = show(qtbot, panel, state_of(CLASSIFIER, Level.LAYER), 0)
    pieces = panel.matrices.lines[0]
    matrix = pieces[-1].rows
    ahead = state.timeline.values.ahead.a[1][0]
    assert [row[0] for row in matrix] == [short(float(value)) for value in ahead]
    assert "0.8455" in panel.matrices.accessibleName()


def test_that_a_hidden_number_is_asked_and_not_said(qtbot: QtBot, panel: ChainPanel) -> None:
    state = reduce(state_of(SOURCE), Hide(frozenset((parse("dC/da[2][1]"), parse("dz[3][1]/da[2][1]")))))
    show(qtbot, panel, state, "dC/da[2][1]")
    said = panel.cards.cards[2].accessibleName()
    assert said.count("asked") == 2 and "1.2" not in said and "0.173" not in said


def test_that_the_theme_is_followed(qtbot: QtBot, panel: ChainPanel, theme_manager: ThemeManager) -> None:
    show(qtbot, panel, state_of(SOURCE), "dC/da[2][1]")
    light = panel.grab().toImage()
    height = panel.cards.cards[2].height()
    theme_manager.set_mode("dark")
    dark = panel.grab().toImage()
    assert light.pixelColor(350, 190).lightness() > 200 > 80 > dark.pixelColor(350, 190).lightness()
    panel.resize(1400, 400)
    theme_manager.set_scale(2.0)
    assert panel.cards.cards[2].height() > 1.5 * height


@pytest.mark.parametrize(("name", "key"), [(SOURCE, "theta[2][1,1]"), (CLASSIFIER, "theta[1][2,1]")])
def test_that_a_drag_leaves_nothing_behind_on_the_cards(
    qtbot: QtBot, panel: ChainPanel, name: str, key: str
) -> None:
    state = state_of(name)
    for index in range(1, state.total, 6):
        of = show(qtbot, panel, state, index)
        for value in (0.4, 0.41, 0.55, -0.7, 12.345, -3e5, 0.4):
            of = reduce(of, EditValue(parse(key), value, "drag", live=True))
            panel.show_view(views_of(of).chain)
            qtbot.waitUntil(lambda: panel.formulas_ready)
            QApplication.processEvents()
            assert is_as_anew(panel), (index, value)


def test_that_of_cards_only_numbers_that_are_others_are_painted(qtbot: QtBot, panel: ChainPanel) -> None:
    of = show(qtbot, panel, state_of(SOURCE), "dC/dtheta[2][1,1]")
    with painted() as seen:
        of = reduce(of, EditValue(parse("theta[2][1,1]"), 0.55, "drag", live=True))
        panel.show_view(views_of(of).chain)

    cards = panel.cards.cards
    # ∂z³/∂a² is θ₃ and ∂z²/∂θ₂ is a¹, which are no others.
    assert [card in seen for card in cards] == [True, True, False, True, False]
    assert all(2 * seen[card].height() < card.height() for card in cards if card in seen)
    assert is_as_anew(panel)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_that_cards_are_whole_whatever_is_known_of_them(
    qtbot: QtBot, panel: ChainPanel, theme_manager: ThemeManager, mode: str
) -> None:
    theme_manager.set_mode(mode)
    of = show(qtbot, panel, state_of(SOURCE), "dC/dtheta[2][1,1]")
    theta, slope = parse("theta[2][1,1]"), parse("da[2][1]/dz[2][1]")
    steps = [
        EditValue(theta, -2.0, "drag", live=True),  # the gate closes
        EditValue(theta, -2.5, "drag", live=True),
        EditValue(theta, 0.5, "drag", live=True),
        EditValue(theta, 0.7, "typed"),  # and what was known is from before
        EditValue(theta, 0.8, "typed again"),
        Hide(frozenset({slope, parse("dC/da[3][1]")})),
        Hide(frozenset()),
    ]
    for step in steps:
        of = reduce(of, step)
        for pointed in (None, slope, parse("dC/da[3][1]")):
            panel.show_view(views_of(of).chain)
            panel.show_pointed(pointed)
            qtbot.waitUntil(lambda: panel.formulas_ready)
            QApplication.processEvents()
            assert is_as_anew(panel), (step, pointed)


@pytest.mark.parametrize("high", [126, 150, 171, 200])
def test_that_a_line_of_matrices_stays_where_it_is(qtbot: QtBot, panel: ChainPanel, high: int) -> None:
    panel.resize(640, high)
    show(qtbot, panel, state_of(SOURCE, Level.LAYER), 1)
    assert panel.matrices.isVisible()
    face.cache_clear()  # so that nothing has been painted often enough to be shaped
    first, *again = (panel.matrices.grab().toImage() for _ in range(OFTEN + 2))
    assert all(first == one for one in again)
