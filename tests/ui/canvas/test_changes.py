"""What is painted after a step is what a drawing painted anew would show."""

from __future__ import annotations

from itertools import pairwise

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bptutor.engine.optimisers import Optimiser
from bptutor.engine.ready_made import READY_MADE
from bptutor.study.actions import GoTo, PointAt, SelectParameter, SetLevel, SetNotation
from bptutor.study.edit_actions import EditValue
from bptutor.study.reduce import reduce
from bptutor.study.run_actions import SetOptimiser
from bptutor.study.state import State
from bptutor.study.views.everything import views_of
from bptutor.trace.keys import RATE, Kind, parse
from bptutor.trace.steps import Level, Phase
from bptutor.ui.canvas.changes import Shown, changed_part
from bptutor.ui.canvas.rects import Rect
from bptutor.ui.canvas.widget import NetworkCanvas
from bptutor.ui.theme import ThemeManager
from tests.study.test_reduce import state_of
from tests.ui.anew import is_as_anew

SOURCE = "two-hidden-layers"
MOST = 40  # steps of one level


@pytest.fixture
def canvas(qtbot: QtBot, theme_manager: ThemeManager) -> NetworkCanvas:
    canvas = NetworkCanvas(theme_manager)
    qtbot.addWidget(canvas)
    canvas.resize(700, 420)
    canvas.show()
    qtbot.waitExposed(canvas)
    return canvas


def show(canvas: NetworkCanvas, state: State) -> None:
    canvas.show_view(views_of(state).network)
    QApplication.processEvents()


def walk(canvas: NetworkCanvas, state: State, indices: list[int]) -> None:
    for index in indices:
        show(canvas, reduce(state, GoTo(index)))
        assert is_as_anew(canvas), (state.document.name, state.cursor.level, index)


@pytest.mark.parametrize("level", [Level.VALUE, Level.TERM], ids=lambda level: level.word)
@pytest.mark.parametrize("name", [entry.name for entry in READY_MADE if "digits" not in entry.name])
def test_that_steps_leave_nothing_behind(canvas: NetworkCanvas, name: str, level: Level) -> None:
    state = reduce(state_of(name), SetLevel(level))
    forth = list(range(0, state.total, -(-state.total // MOST)))
    walk(canvas, state, [*forth, *reversed(forth[::2])])


@pytest.mark.parametrize("name", [SOURCE, "mazur"])
def test_that_leaps_leave_nothing_behind(canvas: NetworkCanvas, name: str) -> None:
    state = reduce(state_of(name), SetLevel(Level.TERM))
    walk(canvas, state, [index * 37 % state.total for index in range(40)])


def test_that_an_optimisers_numbers_leave_nothing_behind(canvas: NetworkCanvas) -> None:
    state = reduce(reduce(state_of(SOURCE), SetOptimiser(Optimiser("adam"))), SetLevel(Level.TERM))
    last = state.total
    walk(canvas, state, [*range(last - 40, last), *range(last - 1, last - 40, -3)])


def test_that_the_pills_of_long_numbers_leave_nothing_behind(canvas: NetworkCanvas) -> None:
    state = reduce(state_of(SOURCE), EditValue(parse("b[3][1]"), 8.0))
    walk(canvas, state, [*range(state.total), *range(state.total - 1, 0, -2)])


def test_that_an_edit_and_another_choice_are_painted_whole(canvas: NetworkCanvas) -> None:
    state = reduce(state_of(SOURCE), GoTo(15))
    for action in (
        SelectParameter(parse("b[1][1]")),
        EditValue(parse("theta[3][1,1]"), -1.2),
        SetNotation("W,E,delta"),
        GoTo(3),
        SetLevel(Level.LAYER),
    ):
        state = reduce(state, action)
        show(canvas, state)
        assert is_as_anew(canvas), action


DRAGGED = (*map(parse, ("theta[2][1,1]", "b[1][1]", "x[1]", "y[1]")), RATE)


@pytest.mark.parametrize(
    ("name", "pointed"),
    [(SOURCE, False), *((entry.name, True) for entry in READY_MADE if "digits" not in entry.name)],
)
def test_that_a_drag_leaves_nothing_behind(canvas: NetworkCanvas, name: str, pointed: bool) -> None:
    state, parts = state_of(name), 0
    for at in range(2, state.total, max(state.total // 3, 1)):
        of = reduce(state, GoTo(at))
        for key in DRAGGED:
            of = reduce(of, PointAt(key if pointed else None))
            show(canvas, of)
            narrow = key == RATE or key.kind is Kind.Y
            for value in (0.4, 0.9123, 0.4) if narrow else (0.4, -0.7, -3e5, 12.345):
                before = canvas._shown
                of = reduce(of, EditValue(key, value, "drag", live=True))
                show(canvas, of)
                assert is_as_anew(canvas), (name, at, key, value)
                parts += changed_part(before, canvas._shown) is not None if before and canvas._shown else 0
    assert parts or name not in (SOURCE, "mazur"), "some of it was painted in parts"


def test_that_a_step_paints_a_part_of_the_drawing(canvas: NetworkCanvas) -> None:
    state, parts = state_of(SOURCE), []
    show(canvas, state)
    states = [reduce(state, GoTo(index)) for index in range(state.total)]
    port, geometry = canvas._arrangement.port, canvas.geometry_shown
    for before, after in pairwise(states):
        shown = (Shown(views_of(one).network, geometry, port, {}) for one in (before, after))
        part = changed_part(*shown)
        assert part is not None
        parts.append(part.w * part.h / (geometry.width * geometry.height))
    assert sorted(parts)[len(parts) // 2] < 0.6


def test_that_a_number_left_behind_would_be_seen(
    canvas: NetworkCanvas, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = state_of(SOURCE)
    show(canvas, reduce(state, GoTo(9)))
    monkeypatch.setattr("bptutor.ui.canvas.widget.changed_part", lambda before, after: Rect(0, 0, 1, 1))
    show(canvas, reduce(state, GoTo(10)))
    assert not is_as_anew(canvas)


def test_that_another_phase_recolours_all_that_is_lit(canvas: NetworkCanvas) -> None:
    # A way home that is clicked in a lesson takes the gradients' colour while the step stays the same.
    view = views_of(reduce(state_of(SOURCE), GoTo(6))).network
    for phase in (Phase.COST, Phase.BACKWARD, Phase.COST):
        canvas.show_view(replace(view, phase=phase))
        QApplication.processEvents()
        assert is_as_anew(canvas), phase
