"""The update phase follows the optimiser of the run: what it remembers, and every view of its steps."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from bptutor.engine.descent import Descent
from bptutor.engine.network import same_numbers
from bptutor.engine.optimisers import RULES, Moments, Optimiser
from bptutor.engine.ready_made import ready_made
from bptutor.exercise.skills import skill_of
from bptutor.study import actions, run_actions
from bptutor.study.edit_actions import EditValue, Redo, Undo
from bptutor.study.opening import opened
from bptutor.study.reduce import reduce
from bptutor.study.stale import tally
from bptutor.study.stale_words import why
from bptutor.study.state import State
from bptutor.study.views.chain_view import CardView
from bptutor.study.views.everything import views_of
from bptutor.study.views.light import lit
from bptutor.study.views.numbers import NumberReader, Status
from bptutor.trace.finding import step_of
from bptutor.trace.keys import Key, parse
from bptutor.trace.optimiser_keys import parameter_of
from bptutor.trace.steps import Level, Phase
from bptutor.trace.symbols import Namer

ADAM = run_actions.SetOptimiser(Optimiser("adam"))
NEXT = actions.MoveCursor("next")


def done(of: State, *steps: actions.Action) -> State:
    for step in steps:
        of = reduce(of, step)
    return of


def adam(name: str = "two-hidden-layers", level: Level = Level.VALUE, iteration: int = 0) -> State:
    of = done(opened(ready_made(name).read()), ADAM, actions.SetLevel(level))
    return done(of, *(actions.GoToIteration(number) for number in range(1, iteration + 1)))


def at(of: State, key: str) -> State:
    return reduce(of, actions.GoToKey(parse(key)))


def bits(moments: Moments) -> tuple[int, list[bytes]]:
    arrays = [array for part in moments.parts for array in (*part.weights, *part.biases)]
    return moments.updates, [array.tobytes() for array in arrays]


def walked(of: State) -> Iterator[State]:
    """Every step of the update phase, come to by going on."""
    while of.cursor.index < of.total - 1:
        step = of.timeline.step(of.cursor.level, of.cursor.index)
        if step.phase is Phase.UPDATE:
            yield of
        of = reduce(of, NEXT)
    yield of


@pytest.mark.parametrize("rule", RULES)
def test_that_the_next_iteration_takes_the_moments_on_and_the_one_before_brings_them_back(rule: str) -> None:
    of = done(opened(ready_made("xor").read()), run_actions.SetOptimiser(Optimiser(rule)))
    run = Descent(of.document, optimiser=Optimiser(rule))
    seen = []
    for number in range(5):
        assert same_numbers(of.network, run.network)
        if run.moments is not None:
            assert bits(of.timeline.moments) == bits(run.moments)
        seen.append((bits(of.timeline.moments), of.network))
        run.advance(1)
        of = done(of, actions.GoToIteration(number + 1))
    for number in (4, 3, 2, 1, 0):
        of = done(of, actions.GoToIteration(number))
        assert bits(of.timeline.moments) == seen[number][0] and same_numbers(of.network, seen[number][1])


def test_that_gradient_descent_is_stepped_as_it_ever_was() -> None:
    of = opened(ready_made().read())
    assert [of.timeline.size(level) for level in Level] == [10, 25, 45]
    back = done(of, ADAM, run_actions.SetOptimiser(Optimiser()))
    assert [back.timeline.size(level) for level in Level] == [10, 25, 45]
    adam_sizes = [done(of, ADAM).timeline.size(level) for level in Level]
    assert adam_sizes == [10, 19 + 6 * 5, 33 + 6 * 14]


def test_that_another_optimiser_begins_with_no_moments_and_undo_brings_the_old_ones_back() -> None:
    of = at(adam(level=Level.TERM, iteration=3), "beta2*v(theta[2][1,1])")
    other = done(of, run_actions.SetOptimiser(Optimiser("rmsprop")))
    assert not other.timeline.moments.updates and not np.any(other.timeline.moments.parts[0].weights[1])
    assert same_numbers(other.network, of.network) and other.timeline.optimiser.rule == "rmsprop"
    back = done(other, Undo())
    assert bits(back.timeline.moments) == bits(of.timeline.moments) and back.iteration == 3
    assert back.timeline.optimiser.rule == "adam"
    again = done(back, Redo())
    assert again.timeline.optimiser.rule == "rmsprop" and not again.timeline.moments.updates


def test_that_an_edit_and_its_undo_end_and_bring_back_what_was_remembered() -> None:
    of = adam(iteration=2)
    edited = done(of, EditValue(parse("theta[1][1,1]"), 0.4))
    assert edited.timeline.optimiser.rule == "adam" and not edited.timeline.moments.updates
    assert bits(done(edited, Undo()).timeline.moments) == bits(of.timeline.moments)


def test_that_the_cursor_stays_at_its_value_when_the_optimiser_changes() -> None:
    of = at(done(opened(ready_made().read()), actions.SetLevel(Level.TERM)), "b+[2][1]")
    there = done(of, ADAM)
    assert there.timeline.step(Level.TERM, there.cursor.index).target == parse("b+[2][1]")
    forward = at(opened(ready_made().read()), "a[1][1]")
    assert done(forward, ADAM).cursor == forward.cursor
    moment = at(adam(), "mhat(theta[2][1,1])")
    plain = done(moment, run_actions.SetOptimiser(Optimiser()))
    target = plain.timeline.step(Level.VALUE, plain.cursor.index).target
    assert target == parse("theta+[2][1,1]")


def test_that_each_step_of_an_update_is_in_every_view() -> None:
    for level in (Level.VALUE, Level.TERM):
        of = adam("xor", level, iteration=1)
        of = done(of, actions.GoToKey(parse("m+(theta[1][1,1])")))
        for state in walked(of):
            step = state.timeline.step(level, state.cursor.index)
            views = views_of(state)
            assert [card.current for card in views.chain.cards].count(True) == 1
            assert views.step.exact == step.value and views.step.code and views.step.heading
            row = views.values.row_of(step.target)
            assert row is not None
            parameter = parameter_of(step.target)
            assert views.player.target == Namer(state.network).plain(step.target)
            if parameter is not None:
                light = lit(state.network, step)
                assert light.lights_edge(parameter) or light.lights_node(parameter)
                assert light.makes(step.target)


def test_that_the_row_of_a_number_shows_it_and_its_parts_light_it() -> None:
    of = at(adam(level=Level.TERM, iteration=1), "(1-beta2)*dC/dtheta[3][1,1]*dC/dtheta[3][1,1]")
    table = views_of(of).values
    names = [table.namer.plain(key) for key in table.keys]
    assert names[names.index("mₜ₋₁(θ₃)") :][:7] == [
        "mₜ₋₁(θ₃)", "mₜ(θ₃)", "vₜ₋₁(θ₃)", "vₜ(θ₃)", "m̂ₜ(θ₃)", "v̂ₜ(θ₃)", "θ₃⁺",
    ]  # fmt: skip
    assert table.row_of(table.current) == names.index("vₜ(θ₃)")
    assert (
        table.numbers(parse("m+(theta[3][1,1])")).known
        and not table.numbers(parse("v+(theta[3][1,1])")).known
    )
    assert table.numbers(parse("v(theta[3][1,1])")).value == of.timeline.moments.parts[1].weights[2][0, 0]


def cards(of: State) -> list[CardView]:
    return list(views_of(of).chain.cards)


def test_that_the_chain_shows_the_composition_of_the_update_and_its_parts() -> None:
    value = at(adam(iteration=2), "vhat(theta[2][1,1])")
    assert views_of(value).chain.title == "Update θ₂ · Adam, t = 3"
    assert [card.symbol for card in cards(value)] == [
        r"\frac{\partial C}{\partial \theta_{2}}", "m_{t}", "v_{t}", r"\hat{m}_{t}", r"\hat{v}_{t}",
        r"\theta^{+}_{2}",
    ]  # fmt: skip
    assert [card.value.known for card in cards(value)] == [True] * 5 + [False]
    term = at(done(value, actions.SetLevel(Level.TERM)), "beta2*v(theta[2][1,1])")
    assert [(card.joiner, card.symbol) for card in cards(term)] == [
        ("", "g_t^2"), ("→", r"\beta_2 v_{t-1}"), ("+", r"(1 - \beta_2)\, g_t^2"), ("=", "v_{t}"),
    ]  # fmt: skip
    corrected = at(term, "mhat(theta[2][1,1])")
    assert [card.joiner for card in cards(corrected)] == ["", "÷", "="]
    assert cards(corrected)[1].numbers == "1 − 0.9³" and cards(value)[3].numbers.endswith("/(1 − 0.9³)")


def test_that_an_edit_in_the_middle_of_an_update_strikes_what_depends_on_it_and_only_that() -> None:
    for key, value in (("theta[2][1,1]", 0.9), ("learning_rate", 0.25), ("y[1]", 0.5)):
        of = at(adam(level=Level.TERM, iteration=2), "change(theta[2][1,1])")
        edited = done(of, EditValue(parse(key), value))
        stale = edited.stale_in_sight
        assert stale is not None
        reader = NumberReader(edited, edited.timeline.step(Level.TERM, edited.cursor.index))
        for index in range(edited.cursor.index + 1):
            target = of.timeline.step(Level.TERM, index).target
            old, new = of.timeline.values[target, 0], edited.timeline.values[target, 0]
            assert (reader(target).status is Status.STALE) or old == new
        assert tally(stale, 0).stale > 0
        assert "mₜ₋₁(θ₂)" in why(stale, parse("m+(theta[2][1,1])"), 0, Namer(of.network))


def test_that_a_prediction_of_a_moment_is_judged_by_the_optimisers_number() -> None:
    from bptutor.study.practise_actions import GivePrediction, SetPredicting

    of = at(adam(iteration=1), "b+[3][1]")
    before = of.timeline.step(Level.VALUE, of.cursor.index - 1)
    assert before.target == parse("vhat(b[3][1])")
    asked = done(reduce(of, actions.MoveCursor("back")), SetPredicting(True), NEXT)
    assert views_of(asked).step.value == "?"
    wrong = done(asked, GivePrediction("123"))
    right = done(asked, GivePrediction(repr(float(of.timeline.values[parse("b+[3][1]"), 0]))))
    assert not wrong.predicting.verdict.right and right.predicting.verdict.right  # type: ignore[union-attr]
    assert skill_of(of.network, parse("mhat(b[3][1])")) == "update"


def test_that_what_the_timeline_makes_is_where_it_is_looked_for() -> None:
    of = adam("xor", Level.TERM)
    key = Key(parse("theta+[2][1,2]").kind, 2, 1, 2)
    index = step_of(of.timeline, key, Level.TERM)
    assert index is not None and done(of, actions.GoTo(index)).timeline.step(Level.TERM, index).target == key
