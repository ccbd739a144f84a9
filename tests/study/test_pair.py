"""Two networks beside each other: what B is, that it moves in line with A, exchanging, taking over, undo."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bptutor.engine.descent import train
from bptutor.engine.network import same_numbers
from bptutor.engine.passes import cost, gradients
from bptutor.engine.ready_made import ready_made
from bptutor.exercise.making import make, recipe
from bptutor.exercise.model import ExerciseKind
from bptutor.exercise.sitting import Sitting
from bptutor.foundation.errors import TutorError
from bptutor.foundation.numbers import short
from bptutor.study import actions, pair_actions
from bptutor.study.edit_actions import EditValue, NotePath, Redo, Undo
from bptutor.study.opening import opened
from bptutor.study.pair_conventions import other_conventions
from bptutor.study.pair_follow import wanted
from bptutor.study.pair_state import Convention, Pair
from bptutor.study.practise_actions import OpenExercise
from bptutor.study.reduce import reduce
from bptutor.study.state import Room, State
from bptutor.study.views.pair_numbers import beside_of
from bptutor.study.views.pair_view import pair_view
from bptutor.trace.keys import RATE, Kind, parse
from bptutor.trace.steps import Level
from tests.study.random_edits import random_change, random_value

HALF = Convention("cost", "half_squared_error")


def state(name: str = "two-hidden-layers") -> State:
    return opened(ready_made(name).read())


def done(of: State, *steps: actions.Action) -> State:
    for step in steps:
        of = reduce(of, step)
    return of


def against(of: State, rival: pair_actions.Rival) -> State:
    return reduce(of, pair_actions.CompareWith(rival))


def pair_of(of: State) -> Pair:
    assert of.pair is not None
    return of.pair


def summary(of: State) -> str:
    view = pair_view(of)
    assert view is not None
    return view.table.summary


def differing(of: State) -> int:
    """How many values that both networks have differ, known by now or not."""
    found = beside_of(of)
    assert found is not None
    return int(found.differs.sum())


def walked(of: State) -> State:
    """All steps of A; B makes the same value at every step that says so."""
    of = reduce(of, actions.MoveCursor("first"))
    for _ in range(of.total - 1):
        of = reduce(of, actions.MoveCursor("next"))
        pair = pair_of(of)
        if pair.line.same:
            mine = of.timeline.step(of.cursor.level, of.cursor.index).target
            assert pair.b.timeline.step(pair.b.cursor.level, pair.b.cursor.index).target == mine
    return of


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000))
def test_that_what_was_set_aside_stays_whatever_is_edited_and_undo_brings_the_two_together(seed: int) -> None:
    rng, of = np.random.default_rng(seed), state("xor")
    at_first = of.network
    of, edits = against(of, pair_actions.AsItIsNow()), 0
    for _ in range(8):
        edit = random_value(rng, of) if rng.random() < 0.6 else random_change(rng, of)
        try:
            after = reduce(of, edit)
        except TutorError:
            continue
        edits += len(after.history.past) - len(of.history.past)
        of = after
        assert same_numbers(pair_of(of).b.network, at_first)
    walked(of)
    of = done(of, *[Undo()] * edits)
    assert same_numbers(of.network, at_first) and differing(of) == 0


def test_that_b_before_an_edit_differs_in_what_the_edit_has_changed() -> None:
    of = done(state(), EditValue(parse("theta[2][1,1]"), 0.9), actions.MoveCursor("last"))
    of = reduce(of, pair_actions.BeginComparing())
    pair, found = pair_of(of), beside_of(of)
    assert pair.title == "this network, before “θ₂ = 0.9”" and found is not None
    names = {str(found.key(number)) for number in np.flatnonzero(found.differs)}
    assert {"theta[2][1,1]", "z[2][1]", "C", "dC/dz[1][1]"} <= names
    assert not {"x[1]", "z[1][1]", "a[1][1]", "theta[3][1,1]", "b[2][1]"} & names
    assert pair.b.timeline.values[parse("theta[2][1,1]"), 0] == 0.5
    assert reduce(of, pair_actions.BeginComparing()) is of


def test_that_another_learning_rate_differs_in_the_update_alone() -> None:
    found = beside_of(done(state(), EditValue(RATE, 0.9), pair_actions.BeginComparing()))
    assert found is not None
    kinds = {found.key(int(number)).kind for number in np.flatnonzero(found.differs)}
    assert kinds == {Kind.RATE, Kind.THETA_NEW, Kind.B_NEW}


def test_that_layers_are_compared_as_a_whole() -> None:
    of = done(state("xor"), EditValue(parse("b[1][2]"), 0.4), pair_actions.BeginComparing())
    of = done(of, actions.SetLevel(Level.LAYER), actions.GoToKey(parse("a[1][1]")))
    view = pair_view(of)
    assert view is not None
    step, b = view.step, pair_of(of).b.timeline.values
    mine, its = ([of.timeline.values[parse(key), 0], b[parse(key), 0]] for key in ("a[1][1]", "a[1][2]"))
    assert (step.a, step.b) == tuple(f"{short(x)}, {short(y)}" for x, y in zip(mine, its, strict=True))
    assert step.difference == f"1 of 2 differs, by {short(abs(its[1] - its[0]))} at most"
    view = pair_view(done(of, actions.MoveCursor("next")))
    assert view is not None and view.step.name == "ŷ"
    assert float(view.step.ratio) == pytest.approx(
        b[parse("a[2][1]"), 0] / of.timeline.values[parse("a[2][1]"), 0], rel=1e-3
    )


def test_that_without_an_edit_it_is_set_aside_and_nothing_differs() -> None:
    of = reduce(state(), pair_actions.BeginComparing())
    assert pair_of(of).title == "this network, as set aside" and differing(walked(of)) == 0
    assert summary(of) == "nothing differs: change a number of A, or choose another B"
    of = reduce(of, EditValue(parse("theta[3][1,1]"), 0.9))
    assert summary(done(of, EditValue(parse("theta[3][1,1]"), 1.2))).startswith("nothing differs")
    assert summary(done(of, actions.MoveCursor("first"))) == "1 of 10 known values differ"
    wider = against(state(), pair_actions.OfDocument(ready_made("xor").read()))
    assert summary(wider).endswith("10 only in A · 30 only in B")


@pytest.mark.parametrize("iterations", [0, 3])
def test_that_another_convention_has_the_same_parameters_at_every_iteration(iterations: int) -> None:
    of = done(against(state(), pair_actions.UnderConvention(HALF)), actions.GoToIteration(iterations))
    b = pair_of(of).b
    assert same_numbers(of.network, b.network)
    own, halved = (
        gradients(s.network, s.timeline.examples.inputs, s.timeline.examples.targets) for s in (of, b)
    )
    for one, other in zip(own.weights, halved.weights, strict=True):
        assert np.allclose(0.5 * one, other, rtol=1e-14)
    assert np.array_equal(pair_of(of).costs, 0.5 * of.run.costs)
    edited = reduce(of, EditValue(parse("theta[1][1,1]"), -1.0))
    assert same_numbers(edited.network, pair_of(edited).b.network)


def test_that_half_a_cost_has_no_place_in_a_cross_entropy() -> None:
    of = against(state(), pair_actions.UnderConvention(HALF))
    of = done(of, actions.OpenDocument(ready_made("classifier-2-3-2").read()))
    assert of.network.cost.name == "cross_entropy" and differing(of) == 0
    assert np.array_equal(pair_of(of).costs, of.run.costs)
    assert reduce(of, pair_actions.Exchange()) is of


def test_that_what_a_has_trained_b_of_the_same_run_has_too() -> None:
    of = done(against(state(), pair_actions.AsItIsNow()), actions.GoToIteration(30))
    assert pair_of(of).b.iteration == 30 and pair_of(of).b.run.costs is of.run.costs


def test_that_the_costs_under_a_convention_are_those_of_the_engine() -> None:
    of = done(state("xor"), actions.GoToIteration(2))
    for convention in other_conventions(of):
        under = against(of, pair_actions.UnderConvention(convention))
        b, data = pair_of(under).b, under.timeline.examples
        costs = pair_of(under).costs
        assert costs[2] == pytest.approx(cost(b.network, data.inputs, data.targets), rel=1e-14)
    assert [one.name for one in other_conventions(of)].count("reduction") == 1
    assert "reduction" not in [one.name for one in other_conventions(state())]


def test_that_another_network_goes_on_with_a_and_has_its_own_costs() -> None:
    other = ready_made("dead-relu").read()
    of = against(state(), pair_actions.OfDocument(other))
    for iteration in (1, 2, 3):
        of = done(of, actions.GoToIteration(iteration))
    pair = pair_of(of)
    assert pair.title == other.name and (of.iteration, pair.b.iteration) == (3, 3)
    assert np.array_equal(pair.costs, train(other, 3).costs)
    of = done(of, actions.GoToIteration(0))
    assert pair_of(of).b.iteration == 0 and wanted(of, pair_of(of)) == 0
    of = done(of, actions.GoToIteration(40))
    assert pair_of(of).b.iteration == 3 and wanted(of, pair_of(of)) == 37
    trained = train(other, 40)
    of = reduce(of, pair_actions.GainForB(trained.costs[4:], trained.network))
    assert pair_of(of).b.iteration == 40 and wanted(of, pair_of(of)) == 0


def test_that_b_can_stay_where_it_is_or_go_on_from_elsewhere() -> None:
    of = done(state(), actions.GoToIteration(5))
    of = against(of, pair_actions.OfRun(0, 0))
    assert not pair_of(of).goes_on and pair_of(of).b.iteration == 0
    of = done(of, actions.GoToIteration(4))
    assert pair_of(of).b.iteration == 0
    of = done(of, pair_actions.SetIterationOfB(2), pair_actions.SetGoingOn(True), actions.GoToIteration(5))
    assert pair_of(of).b.iteration == 3


def test_that_exchanging_twice_or_undoing_gives_both_back() -> None:
    of = done(state(), actions.GoToIteration(2), EditValue(parse("theta[2][1,1]"), 0.9))
    of = against(of, pair_actions.BeforeEdit())
    was = of.network, pair_of(of).b.network, pair_of(of).title
    swapped = reduce(of, pair_actions.Exchange())
    assert swapped.network is was[1] and pair_of(swapped).b.network is was[0]
    assert np.array_equal(swapped.run.costs, pair_of(of).b.run.costs)
    undone, twice = reduce(swapped, Undo()), reduce(swapped, pair_actions.Exchange())
    for back in (undone, twice):
        assert back.network is was[0] and pair_of(back).b.network is was[1]
        assert pair_of(back).title == was[2]
    redone = reduce(undone, Redo())
    assert redone.network is was[1] and pair_of(redone).b.network is was[0]


def test_that_exchanging_conventions_exchanges_only_them() -> None:
    of = reduce(against(state(), pair_actions.UnderConvention(HALF)), pair_actions.Exchange())
    assert of.network.cost.name == "half_squared_error"
    assert pair_of(of).title == "this network, without ½ in the cost"
    back = reduce(of, Undo())
    assert back.network.cost.name == "squared_error" and differing(back) > 0
    assert pair_of(back).title == "this network, with ½ in the cost"


def test_that_taking_b_over_is_an_edit_that_can_be_undone() -> None:
    of = against(state(), pair_actions.OfDocument(ready_made("xor").read()))
    before = of.network
    taken = reduce(of, pair_actions.TakeOver())
    assert taken.network.widths == (2, 2, 1) and differing(taken) == 0
    assert taken.history.undo_label == "take B over"
    assert reduce(taken, Undo()).network is before


def test_that_a_file_goes_with_its_network_and_what_is_taken_over_is_in_none() -> None:
    mine, other, new = Path("mine.bpnet"), Path("other.bpnet"), Path("new.bpnet")
    of = opened(ready_made("xor").read(), mine)
    of = against(of, pair_actions.OfDocument(ready_made("mazur").read(), other))
    swapped, taken = reduce(of, pair_actions.Exchange()), reduce(of, pair_actions.TakeOver())
    assert swapped.path == other and pair_of(swapped).b.path == mine
    assert taken.path is None and pair_of(taken).b.path == other
    for after, there in ((swapped, other), (taken, None)):
        back = reduce(after, Undo())
        assert back.path == mine and reduce(back, Redo()).path == there
    saved = done(swapped, NotePath(new))
    assert (saved.path, reduce(saved, Undo()).path) == (new, mine)
    # A file that is saved under another name stays that one, whatever is undone or exchanged.
    edited = done(of, EditValue(parse("b[1][1]"), 0.5), pair_actions.CompareWith(pair_actions.BeforeEdit()))
    saved = done(edited, NotePath(new))
    for action in (Undo(), pair_actions.Exchange(), pair_actions.TakeOver()):
        assert reduce(saved, action).path == new


def test_that_comparing_goes_on_with_another_file_and_ends_when_asked() -> None:
    of = against(state(), pair_actions.AsItIsNow())
    of = done(of, actions.OpenDocument(ready_made("xor").read()), actions.SetLevel(Level.TERM))
    assert pair_of(walked(of)).b.document.name == state().document.name
    assert reduce(of, pair_actions.EndComparing()).pair is None


def test_that_an_exercise_is_not_compared_with_and_the_pair_waits_or_ends() -> None:
    made = recipe(7, ExerciseKind.NEXT_VALUE)
    asked = OpenExercise(Sitting(make(made)), "id", (made,))
    of = done(against(state(), pair_actions.UnderConvention(HALF)), asked)
    assert beside_of(of) is None
    with pytest.raises(TutorError):
        reduce(of, pair_actions.TakeOver())
    back = reduce(of, actions.SetRoom(Room.EXPLORE))
    assert differing(back) > 0 and same_numbers(pair_of(back).b.network, back.network)
    ended = done(of, pair_actions.EndComparing(), actions.SetRoom(Room.EXPLORE))
    assert ended.pair is None


def test_that_pointing_and_what_leads_nowhere_leave_the_pair_as_it_is() -> None:
    of = against(state(), pair_actions.AsItIsNow())
    assert reduce(of, actions.PointAt(parse("z[1][1]"))).pair is of.pair
    assert reduce(of, actions.MoveCursor("back")) is of
