"""Views are kept from step to step, and never longer than they hold."""

from __future__ import annotations

from functools import partial

import pytest

from bptutor.engine.changes import set_name
from bptutor.engine.changes_examples import add_example
from bptutor.engine.changes_layers import add_neuron, insert_layer
from bptutor.engine.changes_ways import set_activation
from bptutor.study import actions
from bptutor.study.actions import GoTo, MoveCursor
from bptutor.study.edit_actions import Edit, EditValue, Redo, Undo
from bptutor.study.reduce import reduce
from bptutor.study.state import State, differ_only_by
from bptutor.study.views import everything
from bptutor.study.views.everything import ViewMemory, views_of
from bptutor.trace.keys import parse
from bptutor.trace.steps import Level
from tests.study.test_reduce import state_of

WEIGHT = parse("theta[2][1,1]")


def texts(state: State, memory: ViewMemory) -> tuple[object, ...]:
    """What can be read off the views of a state, made by the memory and made anew."""
    read = []
    for views in (memory(state), views_of(state)):
        numbers = [views.values.numbers(key) for key in views.values.keys]
        cards = [(card.spoken, card.value, card.current) for card in views.chain.cards]
        read.append((numbers, cards, views.step.spoken, views.step.sentence, views.network.lit, views.player))
    assert read[0] == read[1]
    return tuple(read)


def test_that_a_step_seen_before_has_the_views_that_it_had() -> None:
    memory, state = ViewMemory(), state_of()
    forth = []
    for index in range(25):
        forth.append(memory(reduce(state, GoTo(index))))
    for index in reversed(range(25)):
        assert memory(reduce(state, GoTo(index))) is forth[index]


@pytest.mark.parametrize(
    "action",
    (
        actions.SelectParameter(parse("theta[3][1,1]")),
        actions.PointAt(WEIGHT),
        actions.SetNotation("W,E,delta"),
        actions.Hide(frozenset({parse("dC/dz[3][1]")})),
        actions.GoToIteration(1),
        EditValue(WEIGHT, 0.75),
    ),
    ids=lambda action: type(action).__name__,
)
def test_that_whatever_else_changes_is_seen_at_once(action: actions.Action) -> None:
    memory, state = ViewMemory(), reduce(state_of(), GoTo(12))
    texts(state, memory)
    after = reduce(state, action)
    assert not memory.has(after)
    texts(after, memory)
    texts(reduce(after, MoveCursor("next")), memory)
    texts(state, memory)


@pytest.mark.parametrize(
    "edit",
    (
        EditValue(WEIGHT, 0.75),
        EditValue(parse("learning_rate"), 0.75),
        Edit(partial(set_activation, layer=1, name="linear"), "an activation"),
        Edit(partial(add_neuron, layer=1), "a neuron"),
        Edit(partial(insert_layer, layer=2, width=4, activation="tanh"), "a layer"),
        Edit(add_example, "an example"),
        Edit(partial(set_name, name="another"), "a name"),
    ),
    ids=lambda edit: getattr(edit, "label", "a value"),
)
def test_that_an_edit_undone_and_done_again_has_the_views_that_it_had(edit: Edit | EditValue) -> None:
    memory, start = ViewMemory(), reduce(state_of(), GoTo(12))
    before = memory(start)
    after = reduce(start, edit)
    edited = memory(after)
    undone = reduce(after, Undo())
    assert memory(undone) is before
    texts(undone, memory)
    again = reduce(undone, Redo())
    texts(again, memory)
    assert memory(reduce(again, Undo())) is before
    if after.stale is again.stale:
        assert memory(again) is edited


def test_that_no_more_than_two_moments_are_kept() -> None:
    memory, first = ViewMemory(), state_of()
    second = reduce(first, EditValue(WEIGHT, 0.75))
    third = reduce(second, EditValue(WEIGHT, 0.5))
    for state in (first, second, third):
        memory(state)
    assert [memory.has(state) for state in (first, second, third)] == [False, True, True]
    memory(second)
    memory(first)
    assert [memory.has(state) for state in (first, second, third)] == [True, True, False]


def test_that_levels_are_told_apart() -> None:
    memory, state = ViewMemory(), state_of()
    for level in Level:
        for index in (0, 3):
            texts(reduce(reduce(state, actions.SetLevel(level)), GoTo(index)), memory)


def test_that_no_more_is_kept_than_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(everything, "MOST_KEPT", 4)
    memory, state = ViewMemory(), state_of()
    for index in range(9):
        memory(reduce(state, GoTo(index)))
    kept = [index for index in range(9) if memory.has(reduce(state, GoTo(index)))]
    assert kept == [8]
    assert differ_only_by("cursor", state, reduce(state, GoTo(3)))
