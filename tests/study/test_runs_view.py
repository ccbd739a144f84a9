"""The list of runs as it is shown, and their lines on the cost curve."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bptutor.engine import changes, changes_ways
from bptutor.engine.examples import Batching
from bptutor.engine.optimisers import Optimiser
from bptutor.engine.ready_made import ready_made
from bptutor.foundation.numbers import short
from bptutor.study import actions, run_actions
from bptutor.study.edit_actions import Edit, Redo, Undo
from bptutor.study.opening import opened
from bptutor.study.reduce import reduce
from bptutor.study.run_update import update_view
from bptutor.study.state import State
from bptutor.study.views.cost_view import curve_view
from bptutor.study.views.numbers import NumberReader
from bptutor.study.views.runs_view import runs_view
from bptutor.trace.finding import step_of
from bptutor.trace.keys import parse
from bptutor.trace.steps import Level


def done(of: State, *steps: actions.Action) -> State:
    for step in steps:
        of = reduce(of, step)
    return of


def state(name: str = "xor") -> State:
    return opened(ready_made(name).read())


def many(count: int) -> State:
    of = state()
    for _ in range(count - 1):
        of = done(of, actions.GoToIteration(2), actions.StartAgain())
    return of


def test_that_each_run_says_its_rule_its_rate_and_what_an_update_looks_at() -> None:
    of = done(
        state(),
        actions.GoToIteration(4),
        Edit(lambda document: changes.set_learning_rate(document, 0.25), "η"),
        run_actions.SetOptimiser(Optimiser("momentum", momentum=0.5)),
    )
    first, second = runs_view(of).rows
    assert first.settings == "gradient descent · η = 1 · all 4 examples" == first.details
    assert second.settings == "momentum, μ = 0.5 · η = 0.25 · all 4 examples"
    adam = runs_view(done(of, run_actions.SetOptimiser(Optimiser("adam")))).present
    assert adam.settings.startswith("Adam · η") and "β₁ = 0.9, β₂ = 0.999" in adam.details


@pytest.mark.parametrize(
    ("batching", "said"),
    [("online", "1 of 4 examples"), ("minibatch:3", "3 of 4 examples"), ("batch", "all 4 examples")],
)
def test_that_the_batch_is_told(batching: str, said: str) -> None:
    kind, _, size = batching.partition(":")
    document = replace(ready_made("xor").read(), batching=Batching(kind, int(size or 0)))
    assert runs_view(opened(document)).present.settings.endswith(said)
    assert runs_view(state("mazur")).present.settings.endswith("1 example")


def test_that_the_present_run_has_a_whole_line_and_its_neighbours_other_dashes() -> None:
    rows = runs_view(many(6)).rows
    assert [row.dash for row in rows] == [1, 2, 3, 4, 1, 0]
    assert [row.present for row in rows] == [False] * 5 + [True]


def test_that_a_run_keeps_its_dash_when_another_is_removed_and_when_undo_brings_it_back() -> None:
    of = done(many(5), run_actions.RenameRun(2, "dear"), run_actions.RemoveRun(0))
    assert [(row.name, row.dash) for row in runs_view(of).rows] == [
        ("run 2", 2), ("dear", 3), ("run 4", 4), ("run 5", 0)
    ]  # fmt: skip
    after = done(of, actions.GoToIteration(3), actions.StartAgain())
    assert [row.dash for row in runs_view(after).rows] == [2, 3, 4, 1, 0]
    edit = Edit(lambda document: changes.set_learning_rate(document, 0.25), "η")
    before = done(many(3), actions.GoToIteration(2))
    edited = done(before, edit, actions.GoToIteration(2), Undo(), Redo())
    assert [(row.name, row.dash) for row in runs_view(edited).rows] == [
        ("run 1", 1), ("run 2", 2), ("run 3", 3), ("run 4", 0)
    ]  # fmt: skip


def test_that_hidden_runs_are_listed_and_not_drawn_and_dashes_are_those_of_the_list() -> None:
    of = done(many(4), run_actions.ShowRun(1, False))
    numbers = NumberReader(of, of.timeline.step(of.cursor.level, 0))
    lines = curve_view(of, numbers).lines
    rows = runs_view(of).rows
    assert [row.shown for row in rows] == [True, False, True, True]
    assert [(line.name, line.dash) for line in lines] == [(r.name, r.dash) for r in rows if r.shown]


def test_that_divergence_is_told_with_its_iteration_and_what_to_do() -> None:
    of = done(
        state(),
        Edit(lambda document: changes_ways.set_activation(document, 2, "linear"), "linear"),
        Edit(lambda document: changes.set_learning_rate(document, 1e6), "η"),
        actions.GoToIteration(60),
    )
    view = runs_view(of)
    assert view.present.diverged is not None
    assert view.present.end == f"diverged at {view.present.diverged}"
    assert "probably too large" in view.note and "Go back to an earlier iteration" in view.note


def test_that_nothing_needs_to_be_said_of_gradient_descent_but_of_the_others() -> None:
    assert runs_view(state()).note == ""
    adam = runs_view(done(state(), run_actions.SetOptimiser(Optimiser("adam"))))
    assert "Adam makes the updates of this run" in adam.note


@pytest.mark.parametrize("rule", ["momentum", "nesterov", "rmsprop", "adam"])
def test_that_the_optimisers_own_steps_end_at_the_next_iterations_parameter(rule: str) -> None:
    of = done(
        state(),
        run_actions.SetOptimiser(Optimiser(rule)),
        actions.SelectParameter(parse("theta[1][2,1]")),
        actions.GoToIteration(3),
    )
    view = update_view(of)
    after = done(of, actions.GoToIteration(4)).network.layers[0].weights[1, 0]
    assert view is not None and "θ¹₂₁ at iteration 3" in view.title
    assert view.steps[-1].endswith(f" {short(float(after))}.")
    assert view.first + len(view.steps) - 1 == step_of(of.timeline, parse("theta+[1][2,1]"), Level.TERM)


def test_that_gradient_descent_and_what_is_asked_for_have_no_such_steps() -> None:
    assert update_view(state()) is None
    adam = done(state(), run_actions.SetOptimiser(Optimiser("adam")))
    assert update_view(adam) is not None
    assert update_view(done(adam, actions.Hide(frozenset({parse("z[1][1]")})))) is None
