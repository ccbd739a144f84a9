"""Undo and redo: the same bits, the same place, one drag one edit."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from bptutor.engine import changes_layers, changes_ways
from bptutor.engine.document_file import decode, encode
from bptutor.engine.ready_made import ready_made
from bptutor.foundation.errors import TutorError
from bptutor.study import actions, edit_reduce
from bptutor.study.edit_actions import Edit, EditValue, RecomputeToHere, Redo, Undo
from bptutor.study.opening import opened
from bptutor.study.reduce import reduce
from bptutor.study.runs import before_update
from bptutor.study.state import State
from bptutor.trace import making
from bptutor.trace.finding import step_of
from bptutor.trace.keys import RATE, parse
from bptutor.trace.steps import Level
from tests.study.random_edits import random_change, random_training, random_value
from tests.trace.networks import random_document

Bits = tuple[object, ...]


def state_of(name: str = "two-hidden-layers") -> State:
    return opened(ready_made(name).read())


def tokens(state: State) -> list[object]:
    """Which runs the earlier ones are."""
    return [run.token for run in state.earlier_runs]


def bits(state: State) -> Bits:
    """Everything that undo has to bring back, bit for bit."""
    document, data = state.document, state.document.examples
    assert data is not None
    numbers = [
        array
        for net in (document.network, state.network)
        for l in net.layers
        for array in (l.weights, l.biases)
    ]
    _network, moments = before_update(document, state.run, state.iteration)
    remembered = [array for part in moments.parts for array in part.weights] if moments is not None else []
    rules = [(l.activation.name, l.train_weights, l.train_biases) for l in document.network.layers]
    return (
        *(array.tobytes() for array in (*numbers, *remembered, data.inputs, data.targets, state.run.costs)),
        state.run.optimiser,
        *rules,
        document.network.cost.name,
        document.network.reduction,
        document.network.relu_slope_at_zero,
        document.learning_rate,
        str(document.batching),
        state.iteration,
        state.timeline.rows,
    )  # fmt: skip


def shown(state: State) -> str:
    """The name of the value at the cursor."""
    return str(state.timeline.step(state.cursor.level, state.cursor.index).target)


def random_action(rng: np.random.Generator, state: State) -> actions.Action:
    kind = rng.random()
    if kind < 0.15:
        return random_training(rng, state)
    return random_value(rng, state) if kind < 0.5 else random_change(rng, state)


@pytest.mark.parametrize("seed", range(8))
def test_that_100_random_edits_are_undone_and_redone_to_the_same_bits(seed: int) -> None:
    rng = np.random.default_rng(seed)
    state, before, gestures = opened(random_document(seed)), [], 0
    while len(before) < 100:
        if rng.random() < 0.3:
            state = reduce(state, actions.SetLevel(Level(int(rng.integers(3)))))
            state = reduce(state, actions.GoTo(int(rng.integers(state.total))))
        if rng.random() < 0.05 and state.network.parameters < 200:
            state = reduce(state, actions.GoToIteration(state.run.length + int(rng.integers(0, 3))))
        if rng.random() < 0.2:  # every third of these begins a gesture, and the others go on with it
            gestures += rng.random() < 0.3
            action = random_value(rng, state, f"drag {gestures}")
        else:
            action = random_action(rng, state)
        try:
            after = reduce(state, action)
        except TutorError:
            continue
        if after.history is state.history:
            assert after is state
            continue
        if len(after.history.past) > len(state.history.past):  # and not one gesture with the edit before
            before.append(bits(state))
        state = after
    moments = [*before, bits(state)]
    assert len(state.history.past) == 100
    for expected in reversed(moments[:-1]):
        state = reduce(state, Undo())
        assert bits(state) == expected
    assert reduce(state, Undo()) is state and state.history.undo_label is None
    for expected in moments[1:]:
        state = reduce(state, Redo())
        assert bits(state) == expected
    assert reduce(state, Redo()) is state and state.history.redo_label is None


@pytest.mark.parametrize("seed", range(8))
def test_that_no_edit_and_no_undo_moves_the_cursor_from_a_value_that_is_still_there(seed: int) -> None:
    rng = np.random.default_rng([seed, 2])
    state, stayed = opened(random_document(seed)), 0
    for _ in range(40):
        state = reduce(state, actions.SetLevel(Level(int(rng.integers(1, 3)))))
        state = reduce(state, actions.GoTo(int(rng.integers(state.total))))
        action = Undo() if state.history.past and rng.random() < 0.3 else random_action(rng, state)
        place = state.timeline.layout.locate(state.cursor.level, state.cursor.index)
        try:
            after = reduce(state, action)
        except TutorError:
            continue
        key = making.target(state.network, place)
        at = step_of(after.timeline, key, Level.VALUE, after.row)
        if after.network.widths == state.network.widths and at is not None and at >= 0:
            found = after.timeline.layout.locate(after.cursor.level, after.cursor.index)
            assert making.target(after.network, found) == key, action
            stayed += after is not state
        state = after
    assert stayed > 5


@pytest.mark.parametrize("seed", range(8))
def test_that_every_edited_document_is_one_that_the_strict_reader_takes(seed: int) -> None:
    rng = np.random.default_rng([seed, 1])
    state = opened(random_document(seed))
    for _ in range(60):
        action = random_value(rng, state) if rng.random() < 0.3 else random_change(rng, state)
        try:
            state = reduce(state, action)
        except TutorError as error:
            assert "\n" not in str(error)
            continue
        text = encode(state.document, "it.bpnet")
        assert encode(decode(text, "it.bpnet"), "it.bpnet") == text


def test_that_one_drag_is_one_edit() -> None:
    state, key = state_of(), parse("theta[3][1,1]")
    start = bits(state)
    for value in (1.3, 1.4, 1.5):
        state = reduce(state, EditValue(key, value, "drag 1", live=True))
    assert len(state.history.past) == 1 and state.history.undo_label == "θ₃ = 1.5"
    state = reduce(state, EditValue(key, 1.7, "drag 2", live=True))
    assert len(state.history.past) == 2
    state = reduce(state, Undo())
    assert state.network.layers[2].weights[0, 0] == 1.5
    state = reduce(state, Undo())
    assert bits(state) == start
    assert reduce(state, Redo()).network.layers[2].weights[0, 0] == 1.5


def test_that_edits_without_a_gesture_are_edits_of_their_own() -> None:
    state = state_of()
    for value in (1.0, 2.0):
        state = reduce(state, EditValue(RATE, value))
    assert len(state.history.past) == 2


def test_that_a_new_edit_ends_what_could_be_redone() -> None:
    state = reduce(state_of(), EditValue(RATE, 1.0, "drag"))
    undone = reduce(state, Undo())
    assert undone.history.redo_label == "η = 1"
    again = reduce(undone, EditValue(RATE, 3.0, "drag"))
    assert again.history.redo_label is None and len(again.history.past) == 1


def test_that_an_edit_that_changes_nothing_is_no_edit() -> None:
    state = state_of()
    for action in (
        EditValue(RATE, state.document.learning_rate),
        EditValue(parse("theta[1][1,1]"), 0.8),
        Edit(partial(changes_ways.set_activation, layer=1, name="relu"), "nothing"),
        Undo(),
        Redo(),
        RecomputeToHere(),
        actions.SetConvention("cost", "squared_error"),
    ):
        assert reduce(state, action) is state
    trained = reduce(state, actions.GoToIteration(3))
    nothing = Edit(partial(changes_ways.set_activation, layer=1, name="relu"), "nothing")
    assert reduce(trained, nothing) is trained


def test_that_undo_leaves_the_cursor_at_the_value_that_it_was_at() -> None:
    state = reduce(state_of("xor"), actions.GoToKey(parse("dC/dz[1][2]")))
    place = state.cursor
    state = reduce(state, EditValue(parse("theta[1][2,1]"), 0.25))
    state = reduce(state, actions.MoveCursor("next"))
    after = reduce(state, Undo())
    assert after.cursor == state.cursor != place
    wider = reduce(after, Edit(partial(changes_layers.resize_layer, layer=1, width=5), "five neurons"))
    assert wider.cursor != after.cursor and shown(wider) == shown(after)
    assert shown(reduce(wider, Undo())) == shown(after)
    assert reduce(wider, Undo()).cursor == after.cursor


def test_that_undo_and_redo_give_the_step_back_to_who_has_not_moved_since() -> None:
    state = reduce(state_of("xor"), actions.GoToKey(parse("dC/dz[1][2]")))
    for _ in range(3):
        state = reduce(state, actions.MoveCursor("next"))
    less = reduce(state, Edit(partial(changes_layers.remove_layer, layer=1), "a layer less"))
    none = reduce(less, Edit(partial(changes_layers.resize_layer, layer=0, width=1), "an input less"))
    assert state.cursor != less.cursor
    back = reduce(none, Undo())
    assert back.cursor == less.cursor and reduce(back, Undo()).cursor == state.cursor
    forth = reduce(reduce(back, Undo()), Redo())
    assert forth.cursor == less.cursor and reduce(forth, Redo()).cursor == none.cursor
    moved = reduce(less, actions.MoveCursor("next"))
    assert shown(reduce(moved, Undo())) == shown(moved)


def test_that_a_drag_of_many_edits_gives_the_step_back_where_it_began() -> None:
    state = reduce(state_of("xor"), actions.GoToKey(parse("dC/dz[1][2]")))
    after = state
    for width in (3, 2, 1):
        change = partial(changes_layers.resize_layer, layer=1, width=width)
        after = reduce(after, Edit(change, f"{width} neurons", "drag 1"))
    assert after.cursor != state.cursor and len(after.history.past) == 1
    assert reduce(after, Undo()).cursor == state.cursor


def test_that_the_cursor_goes_to_the_same_phase_where_its_value_is_gone() -> None:
    state = reduce(state_of("xor"), actions.GoToKey(parse("dC/dz[1][2]")))
    narrow = reduce(state, Edit(partial(changes_layers.remove_neuron, layer=1, j=2), "one less"))
    step = narrow.timeline.step(narrow.cursor.level, narrow.cursor.index)
    assert step.phase.value == "backward" and step.target.layer == 1
    assert reduce(narrow, Undo()).cursor.index < state.total


def test_that_an_edit_after_training_starts_from_the_network_in_sight_and_keeps_the_run() -> None:
    state = reduce(state_of("xor"), actions.GoToIteration(5))
    run, network = state.run, state.network
    edited = reduce(state, EditValue(parse("b[1][1]"), 0.5))
    assert edited.iteration == 0 and tokens(edited) == [run.token] and edited.run.name == "run 2"
    assert edited.network.layers[1] is network.layers[1]
    further = reduce(edited, actions.GoToIteration(2))
    back = reduce(further, Undo())
    assert back.run.token is run.token and back.iteration == 5 and back.network is network
    assert tokens(back) == [further.run.token]
    forth = reduce(back, Redo())
    assert forth.iteration == 2 and forth.run.token is further.run.token and tokens(forth) == [run.token]
    assert bits(forth) == bits(further)


def test_that_an_edit_does_not_change_the_batch_in_sight_nor_the_order_of_those_to_come() -> None:
    state = reduce(state_of("digits-64-32-10"), actions.GoToIteration(2))
    edited = reduce(state, EditValue(parse("b[1][1]"), 0.5))
    assert edited.timeline.rows == state.timeline.rows
    on, expected = reduce(edited, actions.GoToIteration(1)), reduce(state, actions.GoToIteration(3))
    assert on.timeline.rows == expected.timeline.rows
    started = reduce(on, actions.StartAgain())
    assert started.timeline.rows == edited.timeline.rows


def test_that_conventions_can_be_undone_too() -> None:
    state = state_of()
    half = reduce(state, actions.SetConvention("cost", "half_squared_error"))
    assert half.history.undo_label == "half squared error" and half.stale is None
    assert reduce(half, Undo()).network.cost.name == "squared_error"


def test_that_what_an_edit_forces_is_said_and_undone_with_it() -> None:
    state = reduce(state_of(), Edit(partial(changes_ways.set_cost, name="cross_entropy"), "cross-entropy"))
    assert "softmax" in state.history.forced[0]
    back = reduce(state, Undo())
    assert back.network.layers[-1].activation.name == "sigmoid" and not back.history.forced


def test_that_opening_a_document_begins_a_history_of_its_own() -> None:
    state = reduce(state_of(), EditValue(RATE, 2.0))
    fresh = reduce(state, actions.OpenDocument(ready_made("xor").read()))
    assert fresh.history.undo_label is None


def test_that_a_long_history_shares_its_memory() -> None:
    state = state_of("digits-64-32-10")
    for number in range(300):
        state = reduce(state, EditValue(parse("b[2][3]"), float(number), live=True))
    data = {id(entry.moment.document.examples) for entry in state.history.past}
    weights = {id(l.weights) for e in state.history.past for l in e.moment.network.layers}
    assert len(state.history.past) == 300 and len(data) == 1 and len(weights) == 2


def test_that_the_last_moments_come_back_with_what_was_computed_at_them() -> None:
    state, timelines = state_of(), []
    for number in range(9):
        timelines.append(state.timeline)
        state = reduce(state, EditValue(parse("theta[2][1,1]"), 1.0 + number))
    timelines.append(state.timeline)
    held = [entry.moment.kept for entry in state.history.past]
    assert held == [None] * 5 + timelines[5:9], "a long history stays light"
    for number in reversed(range(9)):
        state = reduce(state, Undo())
        assert (state.timeline is timelines[number]) == (number >= 5)
        assert state.network is timelines[number].network
    held = [entry.moment.kept for entry in state.history.future]
    assert sum(kept is not None for kept in held) == 4
    now = state.timeline
    assert reduce(reduce(state, Redo()), Undo()).timeline is now


def test_that_no_large_timeline_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edit_reduce, "MOST_KEPT", 3)
    state = reduce(state_of(), EditValue(parse("theta[2][1,1]"), 2.0))
    assert state.history.past[-1].moment.kept is None
    assert bits(reduce(state, Undo())) == bits(state_of())
