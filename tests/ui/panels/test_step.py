"""The step panel: what it says, what can be pointed at, copied and followed."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
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
from bptutor.ui.palettes import LIGHT
from bptutor.ui.panels.step import StepPanel
from bptutor.ui.panels.step_formula import summands
from bptutor.ui.theme import ThemeManager

SOURCE, CLASSIFIER = "two-hidden-layers", "classifier-2-3-2"


@pytest.fixture
def panel(qtbot: QtBot, theme_manager: ThemeManager) -> Iterator[StepPanel]:
    made = StepPanel(theme_manager)
    qtbot.addWidget(made)
    made.resize(300, 600)
    made.show()
    qtbot.waitExposed(made)
    yield made


def state_of(name: str, level: Level = Level.VALUE) -> State:
    return reduce(opened(ready_made(name).read()), SetLevel(level))


def show(qtbot: QtBot, panel: StepPanel, state: State, key: str) -> State:
    state = reduce(state, GoToKey(parse(key)))
    panel.show_view(views_of(state).step)
    qtbot.waitUntil(lambda: panel.formulas_ready)
    return state


@pytest.mark.parametrize("level", [Level.VALUE, Level.TERM])
@pytest.mark.parametrize("name", [SOURCE, CLASSIFIER])
def test_that_every_step_shows_its_number_in_formula_code_and_words(
    qtbot: QtBot, panel: StepPanel, name: str, level: Level
) -> None:
    state = state_of(name, level)
    for index in range(state.total):
        panel.show_view(views_of(reduce(state, GoTo(index))).step)
        value = short(float(state.timeline.step(level, index).value))
        pieces = panel.formula.lines[-1]
        assert pieces[-1].strong and pieces[-1].text == value
        assert value in panel.code.result
        assert panel.accessibleDescription().endswith(f"equals {value}")


def test_that_a_step_is_announced_once(
    qtbot: QtBot, panel: StepPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    # Whether anybody listens is up to the machine; here somebody does.
    monkeypatch.setattr(QAccessible, "isActive", staticmethod(lambda: True))
    monkeypatch.setattr(QAccessible, "updateAccessibility", staticmethod(told.append))
    state = show(qtbot, panel, state_of(SOURCE), "dC/dz[3][1]")
    panel.show_view(views_of(state).step)
    announced = [event.message() for event in told if isinstance(event, QAccessibleAnnouncementEvent)]
    assert announced == ["Step 9 of 25, backward: dC by dz3 equals −0.1442"]


def test_that_tab_goes_through_the_symbols_and_points(qtbot: QtBot, panel: StepPanel) -> None:
    show(qtbot, panel, state_of(SOURCE), "dC/da[2][1]")
    pointed: list[object] = []
    panel.pointed.connect(pointed.append)
    panel.sentence.setFocus(Qt.FocusReason.TabFocusReason)
    for symbol in panel.sentence.symbols:
        qtbot.keyClick(panel.sentence, Qt.Key.Key_Tab)
        assert pointed[-1] == symbol.key and panel.sentence.lit == symbol.key
    qtbot.keyClick(panel.sentence, Qt.Key.Key_Tab)
    assert not panel.sentence.hasFocus() and panel.sentence.lit is None


def test_that_pointing_elsewhere_lights_the_symbol(qtbot: QtBot, panel: StepPanel) -> None:
    show(qtbot, panel, state_of(SOURCE), "dC/da[2][1]")
    with qtbot.assertNotEmitted(panel.pointed):
        panel.show_pointed(parse("dz[3][1]/da[2][1]"))
    assert panel.sentence.lit == parse("dz[3][1]/da[2][1]")
    panel.show_pointed(parse("theta[1][1,1]"))
    assert panel.sentence.lit is None


def test_that_a_known_number_leads_to_its_step(qtbot: QtBot, panel: StepPanel) -> None:
    show(qtbot, panel, state_of(CLASSIFIER), "dC/da[1][2]")
    row = panel.known.rows[1]
    assert row.number.accessibleName() == f"{row.link.accessibleName().split(', ')[1]} {row.number.text()}"
    assert (row.name.text(), row.number.text(), row.link.text()) == ("∂C/∂z²₂", "0.5774", "step 15")
    with qtbot.waitSignal(panel.step_requested) as asked:
        qtbot.keyClick(row.link, Qt.Key.Key_Return)
    assert asked.args == [14]


def test_that_code_and_value_are_copied_whole(qtbot: QtBot, panel: StepPanel) -> None:
    state = show(qtbot, panel, state_of(CLASSIFIER), "dC/da[1][2]")
    panel.code.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(panel.code, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "dC_da1 = W2.T @ dC_dz2"
    panel.code.copy_value()
    assert float(QGuiApplication.clipboard().text()) == state.timeline.values[parse("dC/da[1][2]"), 0]


def test_that_hovering_tells_every_digit(qtbot: QtBot, panel: StepPanel) -> None:
    show(qtbot, panel, state_of(SOURCE), "dC/dz[2][1]")
    tips = [panel.sentence.tip(place.center()) for _symbol, place in panel.sentence.places()]
    assert tips[0] == "∂C/∂a² = −0.17302600054892622" and tips[1] == "∂a²/∂z² = 1"
    assert panel.formula.toolTip() == panel.code.toolTip() == "−0.17302600054892622"


def test_that_a_hidden_number_is_not_told_by_hovering(qtbot: QtBot, panel: StepPanel) -> None:
    state = reduce(state_of(SOURCE), Hide(frozenset({parse("dC/dz[2][1]")})))
    show(qtbot, panel, state, "dC/dz[2][1]")
    tips = [panel.sentence.tip(place.center()) for _symbol, place in panel.sentence.places()]
    assert tips == ["∂C/∂z²: hidden: your turn"]
    assert panel.formula.toolTip() == panel.code.toolTip() == ""


def test_that_a_hidden_number_is_nowhere(qtbot: QtBot, panel: StepPanel) -> None:
    state = reduce(state_of(SOURCE), Hide(frozenset((parse("dC/da[2][1]"),))))
    show(qtbot, panel, state, "dC/da[2][1]")
    words = [label.text() for label in panel.findChildren(QLabel)] + [panel.formula.accessibleName()]
    assert not any("0.173" in text for text in words)
    assert panel.formula.lines[-1][-1].text == "?"


@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
@pytest.mark.parametrize("name", [SOURCE, CLASSIFIER, "digits-64-32-10", "xor"])
def test_that_it_is_never_wider_than_its_room(
    qtbot: QtBot, panel: StepPanel, theme_manager: ThemeManager, scale: float, name: str
) -> None:
    theme_manager.set_scale(scale)
    panel.resize(round(280 * max(scale, 1)), 500)
    for level in Level:
        state = state_of(name, level)
        for index in range(0, state.total, max(state.total // 12, 1)):
            panel.show_view(views_of(reduce(state, GoTo(index))).step)
            qtbot.waitUntil(lambda: panel.formulas_ready)
            page = panel.place.parentWidget()
            assert page.width() <= page.parentWidget().width(), (level, index)


def test_that_summands_are_parted_outside_brackets_only() -> None:
    assert summands(r"\theta_{1 + 2} a + b + \cdots") == [r"\theta_{1 + 2} a", "b", r"\cdots"]
    assert summands(r"[y + (1 - y)]") == ["[y + (1 - y)]"]


def test_that_a_number_on_a_panel_has_the_colour_of_its_phase(qtbot: QtBot, panel: StepPanel) -> None:
    show(qtbot, panel, state_of(CLASSIFIER), "dC/da[1][2]")
    number = panel.known.rows[0].number
    picture = number.grab().toImage()
    seen = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}
    assert LIGHT.backward.lower() in seen and LIGHT.ink.lower() not in seen


def test_that_a_row_of_what_is_known_says_how_high_it_is_in_any_width(qtbot: QtBot, panel: StepPanel) -> None:
    show(qtbot, panel, state_of(SOURCE), "dC/dz[2][1]")
    row = panel.known.rows[0]
    asked = {width: row.heightForWidth(width) for width in (90, 130, 170, 230, 400)}
    assert len(set(asked.values())) == 2
    for width, high in asked.items():
        row.resize(width, high)
        assert row.sizeHint().height() == high
        assert max(part.geometry().bottom() for part in (row.name, row.number, row.link)) < high


def test_that_any_size_of_the_panel_holds_the_longest_numbers(qtbot: QtBot, panel: StepPanel) -> None:
    state = reduce(opened(ready_made(CLASSIFIER).read()), EditValue(parse("theta[2][1,1]"), 1e300))
    state = reduce(state, EditValue(parse("theta[1][1,1]"), -1.2345e-300))
    widths = random.Random(1)
    for index in range(0, state.total, 3):
        panel.show_view(views_of(reduce(state, GoTo(index))).step)
        for turn in range(60):
            panel.resize(widths.choice((200, 210, 220, 230, 240, 250, 280, 320)), widths.randrange(120, 620))
            if turn % 3 == 0:
                QApplication.processEvents()
    QApplication.processEvents()
    last = panel.known if panel.known.isVisible() else panel.code
    assert last.geometry().bottom() <= last.parentWidget().height()
