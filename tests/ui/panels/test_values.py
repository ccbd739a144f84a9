"""The table of values: right numbers, sorting, copying, pointing, and quick at any size."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from bptutor.engine.optimisers import RULES, Optimiser
from bptutor.engine.ready_made import ready_made
from bptutor.foundation.numbers import short
from bptutor.study.actions import GoTo, GoToKey, Hide, MoveCursor, SetLevel
from bptutor.study.opening import opened
from bptutor.study.reduce import reduce
from bptutor.study.run_actions import SetOptimiser
from bptutor.study.state import State
from bptutor.study.views.everything import views_of
from bptutor.trace.keys import parse
from bptutor.trace.steps import Level
from bptutor.ui.panels.values import ValuesPanel
from bptutor.ui.theme import ThemeManager
from tests.ui.anew import is_as_anew

SOURCE, CLASSIFIER, DIGITS = "two-hidden-layers", "classifier-2-3-2", "digits-64-32-10"


@pytest.fixture
def panel(qtbot: QtBot, theme_manager: ThemeManager) -> Iterator[ValuesPanel]:
    made = ValuesPanel(theme_manager)
    qtbot.addWidget(made)
    made.resize(300, 420)
    made.show()
    qtbot.waitExposed(made)
    yield made


def state_of(name: str, level: Level = Level.VALUE) -> State:
    return reduce(opened(ready_made(name).read()), SetLevel(level))


def show(panel: ValuesPanel, state: State, key: str | int) -> State:
    state = reduce(state, GoTo(key) if isinstance(key, int) else GoToKey(parse(key)))
    panel.show_view(views_of(state).values)
    return state


def rows(panel: ValuesPanel) -> list[tuple[str, str, str]]:
    """What a program that reads the table finds."""
    model = panel.table.model()
    return [
        tuple(model.index(row, column).data() for column in range(3))  # type: ignore[misc]
        for row in range(model.rowCount())
    ]


def row_of(panel: ValuesPanel, name: str) -> int:
    return next(number for number, row in enumerate(rows(panel)) if row[0] == name)


def click_header(qtbot: QtBot, panel: ValuesPanel, column: int) -> None:
    header = panel.table.horizontalHeader()
    place = header.viewport().rect().center()
    place.setX(header.sectionViewportPosition(column) + header.sectionSize(column) // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)


@pytest.mark.parametrize(
    ("at", "of"),
    [("dC/db[1][1]", ["", "", ""]), ("dJ/db[1][1]", ["∂J", "∂J", ""]), ("theta+[1][1,1]", ["∂J", "∂J", ""])],
)
def test_that_a_gradient_over_all_examples_is_told_from_those_of_one(
    panel: ValuesPanel, at: str, of: list[str]
) -> None:
    show(panel, state_of("xor"), at)
    places = [row_of(panel, name) for name in ("θ²₁₁", "b¹₁", "z¹₁")]
    model = panel.table.values
    assert [model.cell(place, 2).of for place in places] == of
    spoken = [model.index(place, 2).data(Qt.ItemDataRole.AccessibleTextRole) for place in places]
    wanted = [
        f"{mark} {model.cell(place, 2).text}" if mark else None
        for mark, place in zip(of, places, strict=True)
    ]
    assert spoken == wanted


def test_that_the_table_has_its_name_and_columns(panel: ValuesPanel) -> None:
    show(panel, state_of(SOURCE), 0)
    assert panel.findChild(QTableView).accessibleName() == "Values"
    headers = [panel.table.model().headerData(c, Qt.Orientation.Horizontal) for c in range(3)]
    assert headers == ["Name", "Value", "Gradient"]


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("name", [SOURCE, CLASSIFIER])
def test_that_every_number_of_every_step_is_the_timelines_or_not_yet(
    panel: ValuesPanel, name: str, level: Level
) -> None:
    QAbstractItemModelTester(panel.table.model(), panel)
    state = state_of(name, level)
    for index in range(state.total):
        here = show(panel, state, index)
        view = views_of(here).values
        for key, (shown, value, gradient) in zip(view.keys, rows(panel), strict=True):
            assert shown == view.namer.plain(key)
            assert value == (view.numbers(key).text or "not yet")
            known = view.gradient(key)
            assert gradient == ("" if known is None else known.text or "not yet")
            if known is not None and known.value is not None:
                assert gradient == short(state.timeline.values[known.key, here.row])


@pytest.mark.parametrize("high", [300, 311, 333, 420])
def test_that_no_row_is_cut_wherever_the_table_is_scrolled_to(panel: ValuesPanel, high: int) -> None:
    show(panel, state_of(CLASSIFIER), 0)
    panel.resize(300, high)
    panel.layout().activate()
    bar, table = panel.table.verticalScrollBar(), panel.table
    assert bar.maximum() > 0
    for value in range(bar.maximum() + 1):
        bar.setValue(value)
        sight = table.viewport().height()
        tops = [table.rowViewportPosition(row) for row in range(table.model().rowCount())]
        high_row = table.rowHeight(0)
        assert not any(top < 0 < top + high_row or top < sight < top + high_row for top in tops)


def test_that_not_yet_is_never_zero(panel: ValuesPanel) -> None:
    show(panel, state_of("dead-relu"), 0)
    later = [row for row in rows(panel) if row[0] in ("a¹", "z²", "a²", "z³", "ŷ", "C")]
    assert len(later) == 6
    assert all(row[1] == "not yet" for row in later)


def test_that_a_hidden_number_is_asked(panel: ValuesPanel) -> None:
    state = reduce(state_of(SOURCE), Hide(frozenset((parse("dC/da[2][1]"),))))
    show(panel, state, "dC/da[2][1]")
    assert rows(panel)[row_of(panel, "a²")] == ("a²", "0.85", "?")
    panel.table.copy_all()
    assert "0.173" not in QGuiApplication.clipboard().text()


def test_that_headers_sort_by_number_and_a_third_click_restores_the_drawings_order(
    qtbot: QtBot, panel: ValuesPanel
) -> None:
    show(panel, state_of(CLASSIFIER), "dC/dz[1][2]")
    drawn = rows(panel)
    for column in (1, 2):
        for descending in (False, True):
            click_header(qtbot, panel, column)
            texts = [row[column] for row in rows(panel)]
            known = [text for text in texts if text not in ("not yet", "")]
            assert texts[: len(known)] == known
            numbers = [float(text.replace("−", "-")) for text in known]
            assert numbers == sorted(numbers, reverse=descending)
        click_header(qtbot, panel, column)
        assert rows(panel) == drawn


@pytest.mark.parametrize("rule", RULES)
def test_that_by_name_every_value_of_every_optimiser_has_its_place(
    qtbot: QtBot, panel: ValuesPanel, rule: str
) -> None:
    show(panel, reduce(state_of(SOURCE), SetOptimiser(Optimiser(rule))), 24)
    drawn = rows(panel)
    click_header(qtbot, panel, 0)
    ordered = rows(panel)
    assert sorted(ordered) == sorted(drawn)
    click_header(qtbot, panel, 0)
    assert rows(panel) == ordered[::-1] != ordered


def test_that_a_sorted_table_stays_sorted_and_its_focus_stays_with_the_value(
    qtbot: QtBot, panel: ValuesPanel
) -> None:
    state = show(panel, state_of(SOURCE), 0)
    click_header(qtbot, panel, 1)
    panel.table.setCurrentIndex(panel.table.model().index(row_of(panel, "θ₃"), 0))
    for index in range(1, state.total):
        show(panel, state, index)
        known = [float(row[1].replace("−", "-")) for row in rows(panel) if row[1] != "not yet"]
        assert known == sorted(known)
        assert panel.table.currentIndex().data() == "θ₃"


def test_that_a_copy_has_every_digit(qtbot: QtBot, panel: ValuesPanel) -> None:
    state = show(panel, state_of(SOURCE), 24)
    panel.table.setFocus(Qt.FocusReason.TabFocusReason)
    panel.table.selectRow(row_of(panel, "a²"))
    qtbot.keyClick(panel.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    header, line = QGuiApplication.clipboard().text().splitlines()
    assert header == "Name\tValue\tGradient"
    name, value, gradient = line.split("\t")
    values = state.timeline.values
    assert name == "a²"
    assert float(value) == values[parse("a[2][1]"), 0]
    assert float(gradient) == values[parse("dC/da[2][1]"), 0]


def test_that_hovering_tells_every_digit(panel: ValuesPanel) -> None:
    state = show(panel, state_of(SOURCE), 24)
    tip = panel.table.model().index(row_of(panel, "z³"), 2).data(Qt.ItemDataRole.ToolTipRole)
    exact, elsewhere = tip.split("\n")
    assert exact == "−0.14418833379077187"
    assert -float(exact[1:]) == state.timeline.values[parse("dC/dz[3][1]"), 0]
    assert elsewhere == "A textbook with ½ has −0.07209."


def test_that_a_row_under_the_pointer_or_with_the_focus_points(qtbot: QtBot, panel: ValuesPanel) -> None:
    show(panel, state_of(SOURCE), 0)
    index = panel.table.model().index(2, 0)
    with qtbot.waitSignal(panel.pointed) as told:
        qtbot.mouseMove(panel.table.viewport(), panel.table.visualRect(index).center())
    assert told.args == [parse("b[1][1]")]
    panel.table.setFocus(Qt.FocusReason.TabFocusReason)
    panel.table.setCurrentIndex(index)
    with qtbot.waitSignal(panel.pointed) as told:
        qtbot.keyClick(panel.table, Qt.Key.Key_Down)
    assert told.args == [parse("z[1][1]")]


def test_that_pointing_elsewhere_lights_the_row(qtbot: QtBot, panel: ValuesPanel) -> None:
    show(panel, state_of(SOURCE), 0)
    with qtbot.assertNotEmitted(panel.pointed):
        panel.show_pointed(parse("dC/dtheta[2][1,1]"))
    lit = [row[0] for number, row in enumerate(rows(panel)) if panel.table.values.cell(number, 0).lit]
    assert lit == ["θ₂"]


def test_that_a_step_of_a_layer_lights_all_rows_of_the_layer_and_brings_them_into_sight(
    panel: ValuesPanel,
) -> None:
    state = reduce(state_of("classifier-2-3-2"), SetLevel(Level.LAYER))
    lit: list[list[str]] = []
    for index in range(state.total):
        show(panel, state, index)
        current = [row for row in range(len(rows(panel))) if panel.table.values.cell(row, 0).current]
        assert (
            panel.table.viewport()
            .rect()
            .intersects(panel.table.visualRect(panel.table.model().index(current[0], 0)))
        )
        lit.append([rows(panel)[row][0] for row in current])
    weights = [
        [f"θ{layer}{j}{k}" for j in js for k in ks]
        for layer, js, ks in (("¹", "₁₂₃", "₁₂"), ("²", "₁₂", "₁₂₃"))
    ]
    hidden, output = ["z¹₁", "z¹₂", "z¹₃"], ["z²₁", "z²₂"]
    assert lit == [["a¹₁", "a¹₂", "a¹₃"], ["ŷ₁", "ŷ₂"], ["C"], output, hidden, *weights]


def test_that_pointing_at_a_whole_layer_lights_its_rows(panel: ValuesPanel) -> None:
    state = reduce(state_of("classifier-2-3-2"), SetLevel(Level.LAYER))
    show(panel, state, 0)
    step = state.timeline.step(Level.LAYER, 0)
    panel.show_pointed(step.target)
    assert [row[0] for number, row in enumerate(rows(panel)) if panel.table.values.cell(number, 0).lit] == [
        *("a¹₁", "a¹₂", "a¹₃")
    ]


@pytest.mark.parametrize(("name", "chosen"), [("θ₂", "theta[2][1,1]"), ("b₁", "b[1][1]"), ("z²", None)])
def test_that_enter_or_a_double_click_chooses_a_parameter(
    qtbot: QtBot, panel: ValuesPanel, name: str, chosen: str | None
) -> None:
    show(panel, state_of(SOURCE), 0)
    told: list[object] = []
    panel.selected.connect(told.append)
    index = panel.table.model().index(row_of(panel, name), 1)
    panel.table.setCurrentIndex(index)
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    panel.table.doubleClicked.emit(index)
    assert told == ([parse(chosen)] * 2 if chosen else [])


def test_that_the_present_row_is_in_sight_and_the_table_rests_while_it_is(panel: ValuesPanel) -> None:
    state = show(panel, state_of(DIGITS), "a[2][3]")
    bar = panel.table.verticalScrollBar()
    place = bar.value()
    assert place > 0
    show(panel, state, state.cursor.index + 1)
    assert bar.value() == place
    show(panel, state, 0)
    view = panel.table.values.view
    assert view is not None
    row = view.row_of(view.current)
    assert row is not None
    rect = panel.table.visualRect(panel.table.model().index(row, 0))
    assert panel.table.viewport().rect().contains(rect)


def test_that_a_step_of_a_large_network_tells_of_few_rows(panel: ValuesPanel) -> None:
    state = show(panel, state_of(DIGITS), "a[1][3]")
    assert panel.table.model().rowCount() > 2400
    told: list[int] = []

    def note(first: QModelIndex, last: QModelIndex) -> None:
        told.extend(range(first.row(), last.row() + 1))

    panel.table.model().dataChanged.connect(note)
    panel.show_view(views_of(reduce(state, MoveCursor("next"))).values)
    assert 1 <= len(set(told)) <= 3
    panel.table.model().dataChanged.disconnect(note)


@pytest.mark.parametrize("pointed", ["y[1]", "x[1]", "z[3][1]"])
def test_that_the_mark_of_a_pointed_row_has_the_phases_colour(panel: ValuesPanel, pointed: str) -> None:
    panel.resize(300, 700)
    state = state_of(SOURCE)
    show(panel, state, 0)
    panel.show_pointed(parse(pointed))
    for index in (5, 6, 7, 6, 5, state.total - 1, 7):
        show(panel, state, index)
        QApplication.processEvents()
        assert is_as_anew(panel), index
