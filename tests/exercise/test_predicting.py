"""Any step of any network can be predicted, and a wrong number is diagnosed."""

from __future__ import annotations

import pytest

from bptutor.engine.ready_made import READY_MADE, ReadyMade, ready_made
from bptutor.exercise.marking_orders import mark_choice
from bptutor.exercise.model import Mark
from bptutor.exercise.predicting import can_be_predicted, factor_part, predict
from bptutor.trace.keys import parse as key
from bptutor.trace.steps import Level, Step
from bptutor.trace.timeline import Timeline, timeline_of
from tests.clock import seconds_of_work

SMALL = [network for network in READY_MADE if "digits" not in network.name]


def at(timeline: Timeline, name: str, level: Level = Level.VALUE) -> Step:
    return next(step for step in timeline.steps(level) if step.target == key(name))


@pytest.mark.parametrize("network", SMALL, ids=lambda network: network.name)
@pytest.mark.parametrize("level", [Level.VALUE, Level.TERM])
def test_that_the_shown_number_of_every_step_is_a_right_prediction(network: ReadyMade, level: Level) -> None:
    timeline = timeline_of(network.read())
    for step in timeline.steps(level, 0, min(timeline.size(level), 400)):
        if can_be_predicted(step):
            verdict = predict(timeline, step, repr(float(step.value)))
            assert verdict.right, (step, verdict)


@pytest.mark.parametrize("network", SMALL, ids=lambda network: network.name)
def test_that_the_factor_of_a_step_is_among_its_choices(network: ReadyMade) -> None:
    timeline = timeline_of(network.read())
    asked = 0
    for step in timeline.steps(Level.TERM, 0, min(timeline.size(Level.TERM), 400)):
        part = factor_part(timeline, step)
        if part is None:
            continue
        asked += 1
        assert len(set(part.choices)) == len(part.choices)
        for i in range(len(part.choices)):
            verdict = mark_choice(part, str(i + 1))
            assert verdict.right == (i == part.right)
            assert verdict.right or verdict.feedback.endswith("?")
    assert asked


def test_that_a_wrong_prediction_is_diagnosed() -> None:
    timeline = timeline_of(ready_made("two-hidden-layers").read())
    step = at(timeline, "dC/da[2][1]")
    assert predict(timeline, step, "-0.1442").slip == "no-theta"
    path = at(timeline_of(ready_made("mazur").read()), "dC/dz[2][1]*dz[2][1]/da[1][1]", Level.TERM)
    mazur = timeline_of(ready_made("mazur").read())
    without = mazur.values[key("dC/dz[2][1]"), 0]
    assert predict(mazur, path, repr(without)).slip == "no-theta"


@pytest.mark.parametrize("name", ["z[2][1]", "dC/da[2][1]", "theta+[1][1,1]"])
def test_that_no_hint_is_spoken_of_where_there_is_none(name: str) -> None:
    timeline = timeline_of(ready_made("two-hidden-layers").read())
    verdict = predict(timeline, at(timeline, name), "123.4567")
    assert verdict.mark is Mark.WRONG and verdict.feedback.startswith("Not yet.")
    assert "hint" not in verdict.feedback


def test_that_a_large_network_is_marked_at_once() -> None:
    timeline = timeline_of(ready_made("digits-64-32-10").read())
    level = Level.VALUE
    step = next(s for s in timeline.steps(level) if s.target == key("dC/dtheta[1][1,20]"))
    assert predict(timeline, step, "0.123").mark is not Mark.SYNTAX
    assert seconds_of_work(lambda: predict(timeline, step, "0.123")) < 0.2
