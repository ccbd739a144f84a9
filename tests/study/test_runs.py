"""The runs on the cost curve: kept with their settings, renamed, hidden, removed, taken up again."""

from __future__ import annotations

import numpy as np
import pytest

from bptutor.engine import changes, changes_layers
from bptutor.engine.descent import train
from bptutor.engine.network import same_numbers
from bptutor.engine.optimisers import RULES, Optimiser
from bptutor.engine.ready_made import ready_made
from bptutor.foundation.errors import TutorError
from bptutor.study import actions, run_actions, runs
from bptutor.study.edit_actions import Edit, EditValue, Redo, Undo
from bptutor.study.opening import opened
from bptutor.study.reduce import reduce
from bptutor.study.run_names import all_runs, free_name
from bptutor.study.state import State
from bptutor.trace.keys import parse


def state(name: str = "xor") -> State:
    return opened(ready_made(name).read())


def done(of: State, *steps: actions.Action) -> State:
    for step in steps:
        of = reduce(of, step)
    return of


def three_runs() -> State:
    """Ten updates; from there with momentum four; and from the start again two."""
    return done(
        state(),
        actions.GoToIteration(10),
        run_actions.SetOptimiser(Optimiser("momentum")),
        actions.GoToIteration(4),
        actions.StartAgain(),
        actions.GoToIteration(2),
    )


@pytest.mark.parametrize("rule", RULES)
def test_that_a_run_is_what_its_optimiser_trains_one_by_one_and_at_once(rule: str) -> None:
    optimiser = Optimiser(rule)
    begun = done(state(), run_actions.SetOptimiser(optimiser))
    at_once = done(begun, actions.GoToIteration(12))
    one_by_one = done(begun, *(actions.GoToIteration(n) for n in range(1, 13)))
    wanted = train(begun.document, 12, optimiser)
    for of in (at_once, one_by_one):
        assert np.array_equal(of.run.costs, wanted.costs)
        assert same_numbers(of.network, wanted.network)


def test_that_an_iteration_that_is_not_kept_is_trained_again_with_its_moments(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun = done(state(), run_actions.SetOptimiser(Optimiser("adam")))
    whole = done(begun, actions.GoToIteration(40))
    monkeypatch.setattr(runs, "MOST_KEPT_NUMBERS", 9 * 3 * 6)
    sparse = done(begun, actions.GoToIteration(40))
    assert len(sparse.run.kept) < 12 and len(sparse.run.moments) == len(sparse.run.kept)
    for iteration in (1, 7, 33, 39):
        there = done(sparse, actions.GoToIteration(iteration))
        assert same_numbers(there.network, done(whole, actions.GoToIteration(iteration)).network)
    assert np.array_equal(sparse.run.costs, whole.run.costs)


def test_that_another_optimiser_ends_a_run_and_goes_on_from_the_network_in_sight() -> None:
    before = done(state(), actions.GoToIteration(10), actions.GoToIteration(6))
    after = done(before, run_actions.SetOptimiser(Optimiser("adam")))
    assert after.network is before.network and after.timeline.optimiser.rule == "adam"
    assert after.timeline.rows == before.timeline.rows and not after.timeline.moments.updates
    assert [run.token for run in after.earlier_runs] == [before.run.token] and after.run.length == 0
    assert after.run.costs[0] == before.run.costs[6] and after.run.offset == 6
    assert done(after, run_actions.SetOptimiser(Optimiser("adam"))) is after
    again = done(after, run_actions.SetOptimiser(Optimiser("rmsprop")))
    assert again.earlier_runs == after.earlier_runs and again.run.optimiser.rule == "rmsprop"


def test_that_edits_and_starting_again_keep_the_optimiser() -> None:
    of = done(state(), run_actions.SetOptimiser(Optimiser("nesterov")), actions.GoToIteration(3))
    assert done(of, EditValue(parse("b[1][1]"), 2.0)).run.optimiser.rule == "nesterov"
    assert done(of, actions.StartAgain()).run.optimiser.rule == "nesterov"


def test_that_runs_are_renamed_and_two_never_have_one_name() -> None:
    of = done(three_runs(), run_actions.RenameRun(0, "  slow   one "))
    assert [run.name for run in all_runs(of)] == ["slow one", "run 2", "run 3"]
    assert done(of, run_actions.RenameRun(2, "last")).run.name == "last"
    assert done(of, run_actions.RenameRun(0, "slow one")) is of
    for name in ("", " ", "run 2", "x" * 60):
        with pytest.raises(TutorError):
            done(of, run_actions.RenameRun(0, name))
    assert free_name(all_runs(of)) == "run 4"
    assert free_name(all_runs(done(of, run_actions.RenameRun(0, "run 4")))) == "run 5"


def test_that_earlier_runs_are_hidden_and_removed_and_the_present_one_is_not() -> None:
    of = three_runs()
    hidden = done(of, run_actions.ShowRun(1, False))
    assert [run.shown for run in all_runs(hidden)] == [True, False, True]
    assert all(run.shown for run in all_runs(done(hidden, run_actions.ShowRun(1, True))))
    removed = done(of, run_actions.RemoveRun(0))
    assert [run.name for run in all_runs(removed)] == ["run 2", "run 3"]
    for action in (run_actions.ShowRun(2, False), run_actions.RemoveRun(2), run_actions.RemoveRun(7)):
        with pytest.raises(TutorError):
            done(of, action)


def test_that_the_parameters_of_any_iteration_are_taken_up_and_given_back_by_undo() -> None:
    of = three_runs()
    taken = done(of, run_actions.TakeUp(0, 7))
    wanted = train(ready_made("xor").read(), 7).network
    assert same_numbers(taken.network, wanted) and same_numbers(taken.document.network, wanted)
    assert taken.iteration == 0 and taken.run.length == 0
    assert taken.history.undo_label == "parameters of run 1, iteration 7"
    back = done(taken, Undo())
    assert same_numbers(back.network, of.network) and back.run.costs is of.run.costs
    assert [run.name for run in all_runs(back)] == [run.name for run in all_runs(of)]
    assert same_numbers(done(back, Redo()).network, wanted)
    with pytest.raises(TutorError, match="iterations 0 to 10"):
        done(of, run_actions.TakeUp(0, 11))


def test_that_a_run_of_another_shape_is_taken_up_with_what_it_was_trained_with() -> None:
    trained = done(state(), actions.GoToIteration(5))
    wider = done(trained, Edit(lambda document: changes_layers.add_neuron(document, 1), "a neuron"))
    taken = done(wider, run_actions.TakeUp(0, 5))
    assert same_numbers(taken.network, trained.network)
    assert taken.document.examples is trained.document.examples


def test_that_only_parameters_are_taken_up_where_the_shape_is_the_same() -> None:
    trained = done(state(), actions.GoToIteration(5), actions.SetConvention("cost", "half_squared_error"))
    faster = done(trained, Edit(lambda document: changes.set_learning_rate(document, 0.01), "η"))
    taken = done(faster, run_actions.TakeUp(0, 3))
    assert taken.document.learning_rate == 0.01 and taken.network.cost.name == "half_squared_error"


def test_that_a_name_given_since_an_edit_outlives_its_undo() -> None:
    of = done(
        state(),
        actions.GoToIteration(5),
        EditValue(parse("b[1][1]"), 2.0),
        run_actions.RenameRun(0, "first"),
        run_actions.ShowRun(0, False),
        Undo(),
    )
    assert of.run.name == "first" and of.run.shown and of.earlier_runs == ()


def test_that_another_optimiser_is_undone_and_tried_settings_of_one_rule_together() -> None:
    before = done(state(), actions.GoToIteration(5))
    tried = done(
        before,
        run_actions.SetOptimiser(Optimiser("adam")),
        run_actions.SetOptimiser(Optimiser("adam", beta1=0.8)),
    )
    assert tried.history.undo_label == "train by Adam"
    back = done(tried, Undo())
    assert back.run.costs is before.run.costs and back.run.optimiser.plain and back.iteration == 5
    assert done(back, Redo()).run.optimiser.beta1 == 0.8
