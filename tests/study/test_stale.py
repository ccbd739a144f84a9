"""Edits in the middle of a pass: what is stale is what recomputing changes, and nothing else.

Defined in `stale_masks`: a value is stale if the rule that makes it mentions a changed number or another
stale value. The two tests of random networks say what that is worth: whatever is not stale comes out with
the same bits (on every network); and whatever is stale comes out otherwise for at least one of a few edits
of the same numbers (on networks without kinks or zeros, where nothing blocks a change).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import numpy as np
import pytest
from msgspec.structs import replace

from bptutor.engine import changes_ways
from bptutor.engine.activations import ACTIVATIONS
from bptutor.engine.arrays import frozen
from bptutor.engine.document import Document
from bptutor.engine.examples import Examples
from bptutor.engine.ready_made import ready_made
from bptutor.study import actions
from bptutor.study.edit_actions import Edit, EditValue, RecomputeToHere, Undo
from bptutor.study.opening import opened
from bptutor.study.reduce import reduce
from bptutor.study.stale import tally
from bptutor.study.stale_differences import differences, same_shape
from bptutor.study.stale_masks import Masks
from bptutor.study.stale_words import cause, summary, why
from bptutor.study.state import State
from bptutor.study.views.everything import views_of
from bptutor.study.views.numbers import Status
from bptutor.trace.finding import GIVEN, step_of
from bptutor.trace.keys import Key, parse
from bptutor.trace.steps import Level
from bptutor.trace.symbols import Namer
from bptutor.trace.timeline import Timeline
from tests.study.random_edits import random_value
from tests.trace.networks import random_document

Place = tuple[Key, int]


def places(timeline: Timeline) -> set[Place]:
    """Every value that any step of a timeline makes or mentions, with the row of its example."""
    found: set[Place] = set()
    for level in (Level.VALUE, Level.TERM):
        for index in range(timeline.size(level)):
            step = timeline.step(level, index)
            row = timeline.row(timeline.layout.locate(level, index))
            found.add((step.target, row))
            for term in step.terms:
                found.add((term.key, row if term.example is None else timeline.rows.index(term.example - 1)))
    return {place for place in found if place[0].kind not in GIVEN}


def bits(timeline: Timeline, place: Place) -> bytes:
    with np.errstate(all="ignore"):
        return np.float64(timeline.values[place]).tobytes()


def smooth_document(seed: int) -> Document:
    """A random document in which nothing stops a change: no kinks, no zeros, no softmax of one."""
    document, rng = random_document(seed), np.random.default_rng([seed, 5])
    network = document.network
    names = ("sigmoid", "tanh", "linear")
    layers = []
    for number, layer in enumerate(network.layers, 1):
        own = layer.activation
        if own.has_kink or (own.mixes and layer.width == 1):
            own = ACTIVATIONS["sigmoid" if number == network.depth else str(rng.choice(names))]
        weights = frozen(
            rng.uniform(0.3, 0.9, layer.weights.shape) * rng.choice([-1, 1], layer.weights.shape)
        )
        layers.append(replace(layer, weights=weights, activation=own))
    network = replace(network, layers=tuple(layers))
    if network.cost.name == "cross_entropy" and not network.layers[-1].activation.mixes:
        network = changes_ways.set_cost(replace(document, network=network), "squared_error").document.network
    assert document.examples is not None
    inputs = frozen(rng.normal(size=document.examples.inputs.shape))
    targets = frozen(rng.uniform(0.1, 0.9, document.examples.targets.shape))
    return replace(document, network=network, examples=Examples(inputs, targets))


def edited_at_once(state: State, edits: Iterable[EditValue]) -> State:
    for edit in edits:
        state = reduce(state, replace(edit, live=True))
    return state


@pytest.mark.parametrize("seed", range(60))
def test_that_what_is_not_stale_comes_out_with_the_same_bits(seed: int) -> None:
    rng = np.random.default_rng([seed, 2])
    state = opened(random_document(seed))
    after = edited_at_once(state, [random_value(rng, state) for _ in range(rng.integers(1, 4))])
    assert same_shape(state.timeline, after.timeline)
    marks = Masks(after.timeline, differences(state.timeline, after.timeline))
    changed = {p for p in places(state.timeline) if bits(state.timeline, p) != bits(after.timeline, p)}
    missed = {f"{key} of row {row}" for key, row in changed if not marks(key, row)}
    assert not missed


@pytest.mark.parametrize("seed", range(40))
def test_that_what_is_stale_comes_out_otherwise_for_some_edit_of_the_same_numbers(seed: int) -> None:
    rng = np.random.default_rng([seed, 3])
    state = opened(smooth_document(seed))
    edits = [random_value(rng, state) for _ in range(rng.integers(1, 4))]
    stale: set[Place] = set()
    moved: set[Place] = set()
    for _ in range(6):
        edits = [replace(edit, value=float(rng.uniform(0.1, 0.9))) for edit in edits]
        after = edited_at_once(state, edits)
        marks = Masks(after.timeline, differences(state.timeline, after.timeline))
        stale |= {place for place in places(state.timeline) if marks(*place)}
        moved |= {p for p in places(state.timeline) if bits(state.timeline, p) != bits(after.timeline, p)}
    assert {str(key) for key, _ in stale} == {str(key) for key, _ in moved}
    assert stale == moved


@pytest.mark.parametrize("seed", range(30))
def test_that_every_stale_value_can_be_traced_step_by_step_to_a_changed_number(seed: int) -> None:
    rng = np.random.default_rng([seed, 4])
    state = opened(random_document(seed))
    state = reduce(state, actions.MoveCursor("last"))
    edits = [random_value(rng, state) for _ in range(2)]
    after = state
    for edit in edits:
        after = reduce(after, edit)
    stale = after.stale_in_sight
    if stale is None:
        return
    keys = {edit.key for edit in edits}
    for key, row in places(state.timeline):
        if stale(key, row):
            assert cause(stale, key, row)[-1][0] in keys
            assert "is from before" in why(stale, key, row, Namer(state.network))
        else:
            assert "holds" in why(stale, key, row, Namer(state.network))


@pytest.mark.parametrize("seed", range(25))
def test_that_stale_and_holding_values_in_sight_are_counted(seed: int) -> None:
    rng = np.random.default_rng([seed, 6])
    state = opened(random_document(seed))
    state = reduce(state, actions.GoTo(int(rng.integers(state.total))))
    after = reduce(state, random_value(rng, state))
    if after.stale is None:
        return
    row, done = state.row, []
    for index in range(state.cursor.index + 1):
        place = state.timeline.layout.locate(Level.VALUE, index)
        if place.block in (row, len(state.timeline.rows)):
            done.append(after.stale(state.timeline.step(Level.VALUE, index).target, row))
    counted = tally(after.stale, row)
    assert (counted.stale, counted.holding) == (sum(done), len(done) - sum(done))


def source_at(name: str) -> State:
    """The source's network, at the step that makes a value."""
    return reduce(opened(ready_made().read()), actions.GoToKey(parse(name)))


def statuses(state: State) -> dict[str, Status]:
    numbers = views_of(state).network.numbers
    return {str(key): numbers(key).status for key, _ in places(state.timeline)}


def test_that_a_changed_weight_leaves_what_lies_before_it() -> None:
    state = source_at("dC/da[3][1]")
    edited = reduce(state, EditValue(parse("theta[3][1,1]"), 1.5))
    assert edited.cursor == state.cursor
    status = statuses(edited)
    stale = {name for name, is_now in status.items() if is_now is Status.STALE}
    assert stale == {"theta[3][1,1]*a[2][1]", "z[3][1]", "a[3][1]", "C", "dC/da[3][1]"}
    assert status["a[2][1]"] is Status.KNOWN
    numbers = views_of(edited).network.numbers
    assert numbers(parse("theta[3][1,1]")).value == 1.5
    assert numbers(parse("z[3][1]")).value == state.timeline.values[parse("z[3][1]"), 0]
    assert edited.stale is not None
    said = summary(edited.stale, 0, Namer(state.network))
    assert said == (
        "Changed: θ₃ (1.2\u00a0→\u00a01.5). 4 values shown are out of date; 4 do not depend on it. "
        "Recompute to here, or step on to recompute everything."
    )
    reason = why(edited.stale, parse("C"), 0, Namer(state.network))
    assert reason == "C is from before: it was made with θ₃ = 1.2, which is 1.5 now, by way of ŷ, z³."


def test_that_recomputing_to_here_makes_everything_current() -> None:
    state = reduce(source_at("dC/dz[2][1]"), EditValue(parse("theta[3][1,1]"), 1.5))
    here = reduce(state, RecomputeToHere())
    assert here.cursor == state.cursor and Status.STALE not in statuses(here).values()
    key = parse("dC/dz[2][1]")
    assert views_of(here).network.numbers(key).value == state.timeline.values[key, 0]


def test_that_going_on_computes_anew_and_going_back_unmakes_what_is_stale() -> None:
    state = reduce(source_at("dC/dz[2][1]"), EditValue(parse("b[3][1]"), 0.5))
    assert state.stale is not None
    assert reduce(state, actions.MoveCursor("next")).stale is None
    back = reduce(state, actions.GoToKey(parse("z[3][1]")))
    assert back.stale is not None and tally(back.stale, 0).stale == 1
    # What has been un-made is not stale when it is made again: then it is made of the new numbers.
    assert reduce(back, actions.MoveCursor("next")).stale is None
    assert reduce(state, actions.GoToKey(parse("a[2][1]"))).stale is None
    same = reduce(reduce(state, actions.SetLevel(Level.TERM)), actions.SetLevel(Level.VALUE))
    assert same.stale is state.stale


def test_that_an_edit_taken_back_leaves_nothing_stale() -> None:
    state = source_at("dC/dz[2][1]")
    once = reduce(state, EditValue(parse("theta[3][1,1]"), 1.5))
    twice = reduce(once, EditValue(parse("theta[2][1,1]"), 0.6))
    assert twice.stale is not None and twice.stale.before is state.timeline
    assert reduce(reduce(twice, Undo()), Undo()).stale is None
    assert (
        reduce(
            reduce(twice, EditValue(parse("theta[2][1,1]"), 0.5)), EditValue(parse("theta[3][1,1]"), 1.2)
        ).stale
        is None
    )


def test_that_nothing_is_stale_where_nothing_in_sight_depends_on_the_edit() -> None:
    state = source_at("a[2][1]")
    assert reduce(state, EditValue(parse("theta[3][1,1]"), 9.0)).stale is None
    assert reduce(state, EditValue(parse("learning_rate"), 9.0)).stale is None
    assert reduce(state, EditValue(parse("y[1]"), 0.5)).stale is None


def test_that_a_live_edit_and_another_shape_leave_nothing_stale() -> None:
    state = reduce(opened(ready_made().read()), actions.MoveCursor("last"))
    assert reduce(state, EditValue(parse("theta[1][1,1]"), 2.0, live=True)).stale is None
    trained = Edit(partial(changes_ways.set_trained, layer=1, weights=False, biases=False), "")
    assert reduce(state, trained).stale is None


def test_that_a_changed_activation_makes_its_layer_stale_and_what_follows() -> None:
    state = source_at("C")
    edited = reduce(state, Edit(partial(changes_ways.set_activation, layer=2, name="tanh"), "tanh"))
    stale = {name for name, status in statuses(edited).items() if status is Status.STALE}
    assert stale == {"a[2][1]", "theta[3][1,1]*a[2][1]", "z[3][1]", "a[3][1]", "C"}
    assert edited.stale is not None
    assert "ReLU → tanh" in summary(edited.stale, 0, Namer(edited.network))
    assert "a rule that has changed" in why(edited.stale, parse("z[3][1]"), 0, Namer(edited.network))


def test_that_a_view_of_stale_values_keeps_its_place_on_every_step() -> None:
    state = source_at("dC/dz[1][1]")
    edited = reduce(state, EditValue(parse("x[1]"), 2.0))
    for level in Level:
        for _ in range(3):
            edited = reduce(reduce(edited, actions.SetLevel(level)), actions.MoveCursor("back"))
            assert views_of(edited).player.spoken
    assert step_of(edited.timeline, parse("C"), Level.VALUE) is not None
