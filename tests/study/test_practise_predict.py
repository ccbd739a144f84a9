"""Predicting any step: the next value is hidden, judged as an exercise is, and shown."""

import pytest

from bptutor.engine.ready_made import READY_MADE, ready_made
from bptutor.exercise.model import Mark
from bptutor.foundation.numbers import full
from bptutor.study import actions
from bptutor.study import practise_actions as act
from bptutor.study.opening import opened
from bptutor.study.reduce import reduce
from bptutor.study.state import State
from bptutor.study.views.everything import views_of
from bptutor.study.views.numbers import Status
from bptutor.study.views.practise_predict_view import predict_view
from bptutor.trace.keys import Key, Kind
from bptutor.trace.steps import Level

NEXT = actions.MoveCursor("next")


@pytest.fixture
def state() -> State:
    entry = ready_made()
    return reduce(opened(entry.read(), entry.path), act.SetPredicting(True))


def predicting(state: State) -> State:
    assert state.predicting is not None
    return state


def value_at(state: State) -> float:
    step = state.timeline.step(state.cursor.level, state.cursor.index)
    return float(step.value)


def test_that_the_present_step_stays_in_sight_and_the_next_is_asked(state: State) -> None:
    assert not state.hidden
    after = reduce(state, NEXT)
    step = after.timeline.step(after.cursor.level, after.cursor.index)
    assert step.target in after.hidden
    assert views_of(after).network.numbers(step.target).status is Status.HIDDEN
    view = predict_view(after)
    assert view is not None and view.asked and not view.revealed


@pytest.mark.parametrize("level", [Level.VALUE, Level.TERM])
def test_that_a_whole_pass_is_predicted_rightly_step_by_step(state: State, level: Level) -> None:
    state = reduce(state, actions.SetLevel(level))
    while state.cursor.index < state.total - 1:
        state = reduce(state, NEXT)
        step = state.timeline.step(state.cursor.level, state.cursor.index)
        # That a sum grows as its summand does is not worked out from anything.
        assert bool(state.hidden) == (step.target.kind is not Kind.DZ_DB)
        if not state.hidden:
            continue
        state = reduce(state, act.GivePrediction(full(value_at(state)).replace("−", "-")))
        assert state.predicting is not None and state.predicting.revealed
        assert not state.hidden


def test_that_a_slip_is_named_and_the_value_stays_hidden(state: State) -> None:
    state = reduce(reduce(state, actions.GoToKey(Key(Kind.DC_DTHETA, 3, 1, 1))), NEXT)
    state = reduce(state, NEXT)
    target = Key(Kind.DC_DA, 2, 1)
    assert target in state.hidden
    before = state.timeline.values[Key(Kind.DC_DZ, 3, 1), 0] * state.timeline.values[Key(Kind.A, 2, 1), 0]
    state = reduce(state, act.GivePrediction(full(before).replace("−", "-")))
    verdict = predicting(state).predicting.verdict  # type: ignore[union-attr]
    assert verdict is not None and verdict.mark is Mark.SLIP and verdict.slip == "a-for-theta"
    assert target in state.hidden
    state = reduce(state, act.ShowPredicted())
    assert not state.hidden and state.predicting.revealed  # type: ignore[union-attr]


def test_that_the_factor_is_picked_in_place_of_the_number(state: State) -> None:
    state = reduce(reduce(state, actions.GoToKey(Key(Kind.DC_DB, 3, 1))), NEXT)
    part = predicting(state).predicting.factors  # type: ignore[union-attr]
    assert part is not None
    wrong = next(n for n in range(len(part.choices)) if n != part.right)
    missed = reduce(state, act.PickFactor(wrong))
    assert missed.hidden and missed.predicting.verdict.feedback  # type: ignore[union-attr]
    hit = reduce(missed, act.PickFactor(part.right))
    assert not hit.hidden and hit.predicting.revealed  # type: ignore[union-attr]
    assert reduce(state, act.PickFactor(99)) is state


def test_that_what_was_seen_is_not_asked_again(state: State) -> None:
    state = reduce(reduce(reduce(state, NEXT), act.ShowPredicted()), actions.MoveCursor("back"))
    assert not reduce(state, NEXT).hidden
    assert not reduce(state, actions.GoTo(12)).hidden


def test_that_going_on_without_an_answer_shows_it(state: State) -> None:
    first = reduce(state, NEXT)
    second = reduce(first, NEXT)
    step = first.timeline.step(first.cursor.level, first.cursor.index)
    assert step.target in first.hidden and step.target not in second.hidden and second.hidden


def test_that_switching_it_off_or_opening_a_network_hides_nothing(state: State) -> None:
    asked = reduce(state, NEXT)
    assert not reduce(asked, act.SetPredicting(False)).hidden
    entry = ready_made("xor")
    other = reduce(asked, actions.OpenDocument(entry.read(), entry.path))
    assert not other.hidden and other.predicting is not None and other.predicting.asked is None
    assert not reduce(asked, actions.GoToIteration(1)).hidden


def test_that_a_layer_s_matrices_are_not_asked_for(state: State) -> None:
    state = reduce(reduce(state, actions.SetLevel(Level.LAYER)), NEXT)
    assert not state.hidden
    view = predict_view(state)
    assert view is not None and "whole layer" in str(view.question[0])


@pytest.mark.parametrize("name", [entry.name for entry in READY_MADE])
def test_that_every_ready_made_network_can_be_predicted(name: str) -> None:
    entry = ready_made(name)
    state = reduce(opened(entry.read(), entry.path), act.SetPredicting(True))
    for index in range(0, state.total - 1, max(state.total // 8, 1)):
        state = reduce(reduce(state, actions.GoTo(index)), NEXT)
        if not state.hidden:
            continue  # seen before
        wrong = reduce(state, act.GivePrediction("12345.6"))
        assert wrong.predicting.verdict is not None  # type: ignore[union-attr]
        right = reduce(wrong, act.GivePrediction(full(value_at(state)).replace("−", "-")))
        assert right.predicting.revealed, (name, index)  # type: ignore[union-attr]
        state = right
