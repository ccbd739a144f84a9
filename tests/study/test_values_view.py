"""The table's view: its rows, its gradients, and which rows can have changed."""

from __future__ import annotations

import numpy as np
import pytest

from bptutor.engine.passes import backward, forward
from bptutor.engine.ready_made import READY_MADE, ready_made
from bptutor.study.actions import GoTo, GoToKey, Hide, SetLevel
from bptutor.study.edit_actions import EditValue
from bptutor.study.opening import opened
from bptutor.study.reduce import reduce
from bptutor.study.state import State
from bptutor.study.views.everything import views_of
from bptutor.study.views.numbers import NumberView
from bptutor.study.views.values_view import ValuesView
from bptutor.trace.keys import Kind, parse
from bptutor.trace.steps import Level

# The digits have too many rows to look at each at every step.
NAMES = sorted(entry.name for entry in READY_MADE if not entry.name.startswith("digits"))


def state_of(name: str, level: Level = Level.VALUE) -> State:
    return reduce(opened(ready_made(name).read()), SetLevel(level))


def view_of(state: State) -> ValuesView:
    return views_of(state).values


def numbers(view: ValuesView) -> list[tuple[NumberView, NumberView | None]]:
    return [(view.numbers(key), view.gradient(key)) for key in view.keys]


@pytest.mark.parametrize("name", ["two-hidden-layers", "classifier-2-3-2", "mazur"])
def test_that_all_gradients_at_the_end_are_the_engines(name: str) -> None:
    state = state_of(name)
    view = view_of(reduce(state, GoTo(state.total - 1)))
    examples = state.timeline.examples
    ahead = forward(state.network, examples.inputs)
    behind = backward(state.network, ahead, examples.targets)
    for key in view.keys:
        gradient = view.gradient(key)
        if gradient is None or gradient.value is None or key.kind is Kind.A:
            continue
        wanted = behind.dz[key.layer][0, key.j - 1]
        if key.kind is Kind.THETA:
            wanted = wanted * ahead.a[key.layer - 1][0, key.k - 1]
        assert np.isclose(gradient.value, wanted, rtol=1e-12, atol=1e-15), key


@pytest.mark.parametrize("level", [Level.VALUE, Level.TERM])
@pytest.mark.parametrize("name", NAMES)
def test_that_what_changed_between_two_steps_is_among_the_changed_rows(name: str, level: Level) -> None:
    state = state_of(name, level)
    for first in range(0, state.total - 1, max(state.total // 40, 1)):
        for last in (first + 1, min(first + 7, state.total - 1)):
            before = view_of(reduce(state, GoTo(first)))
            after = view_of(reduce(state, GoTo(last)))
            rows = after.changed_rows(before)
            if rows is None:
                continue
            for row, (old, new) in enumerate(zip(numbers(before), numbers(after), strict=True)):
                texts = [number and (number.text, number.value) for number in (*old, *new)]
                assert texts[:2] == texts[2:] or row in rows, (first, last, after.keys[row])


def test_that_one_step_of_a_large_network_changes_one_or_two_rows() -> None:
    state = reduce(state_of("digits-64-32-10"), GoToKey(parse("a[1][5]")))
    rows = view_of(reduce(state, GoTo(state.cursor.index + 1))).changed_rows(view_of(state))
    assert rows is not None and len(rows) == 2


def test_that_any_row_can_change_with_another_level_or_what_is_hidden() -> None:
    state = reduce(state_of("two-hidden-layers"), GoTo(9))
    view = view_of(state)
    assert view_of(reduce(state, Hide(frozenset((parse("z[1][1]"),))))).changed_rows(view) is None
    assert view_of(reduce(state, SetLevel(Level.TERM))).changed_rows(view) is None


def test_that_after_the_examples_a_parameters_gradient_is_that_of_j() -> None:
    state = reduce(state_of("xor"), GoToKey(parse("dJ/dtheta[2][1,1]")))
    view = view_of(state)
    key = parse("theta[2][1,1]")
    gradient = view.gradient(key)
    assert gradient is not None and gradient.key == parse("dJ/dtheta[2][1,1]")
    later = view.gradient(parse("theta[2][1,2]"))
    assert later is not None and not later.known


def test_that_any_row_can_change_when_stale_numbers_are_made_anew() -> None:
    state = reduce(reduce(state_of("two-hidden-layers"), GoTo(11)), EditValue(parse("theta[3][1,1]"), 2.0))
    after = reduce(state, GoTo(12))
    assert numbers(view_of(state)) != numbers(view_of(after))
    assert view_of(after).changed_rows(view_of(state)) is None


@pytest.mark.parametrize("key", ["theta[1][1,1]", "b[2][1]", "x[1]", "y[1]"])
@pytest.mark.parametrize("name", ["two-hidden-layers", "mazur", "xor"])
def test_that_after_a_live_edit_the_rows_that_differ_are_those_that_changed(name: str, key: str) -> None:
    for at in range(0, state_of(name).total, 4):
        state = reduce(state_of(name), GoTo(at))
        view = view_of(state)
        before = numbers(view)  # what a table has asked for
        after = view_of(reduce(state, EditValue(parse(key), 0.765, "drag", live=True)))
        rows = after.changed_rows(view)
        assert rows is not None
        differ = {row for row, pair in enumerate(zip(before, numbers(after), strict=True)) if _differ(*pair)}
        assert rows == differ | (rows & set(after.rows_of(after.current))), (at, key)


def _differ(one: tuple[NumberView | None, ...], other: tuple[NumberView | None, ...]) -> bool:
    return any((p and p.value) != (q and q.value) for p, q in zip(one, other, strict=True))
