"""All values of two passes beside each other: the arrays against the timelines, value by value."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bptutor.engine.optimisers import Optimiser
from bptutor.study.pair_arrays import NEVER
from bptutor.study.pair_values import Beside, apart
from bptutor.trace.aligning import exists
from bptutor.trace.finding import step_of
from bptutor.trace.keys import J_GRADIENTS, Key, Kind
from bptutor.trace.optimiser_keys import OPTIMISER_KINDS
from bptutor.trace.steps import Level
from bptutor.trace.timeline import Timeline, timeline_of
from tests.trace.networks import random_document, random_timeline

SEEDS = st.integers(0, 10_000)


def has(timeline: Timeline, key: Key) -> bool:
    joint = key.kind in (Kind.J, *J_GRADIENTS.values())
    return exists(timeline, key) and (not joint or len(timeline.rows) > 1)


@settings(max_examples=20, deadline=None)
@given(SEEDS, SEEDS, st.sampled_from(Level))
def test_that_every_value_is_the_timelines_own_and_known_from_its_step(
    seed: int, other_seed: int, level: Level
) -> None:
    one, other = random_timeline(seed), random_timeline(other_seed)
    row, other_row = len(one.rows) - 1, 0
    found = Beside(one, other, level, row, other_row)
    for number in range(found.size):
        key = found.key(number)
        assert found.number(key) == number
        sides = (
            (one, row, found.has_a, found.a, found.made_a),
            (other, other_row, found.has_b, found.b, found.made_b),
        )
        for timeline, at, there, values, made in sides:
            assert there[number] == has(timeline, key), key
            if not there[number]:
                continue
            step = step_of(timeline, key, level, at)
            assert made[number] == (NEVER if step is None else step), key
            if step is not None:
                wanted = timeline.values[key, at]
                assert values[number] == pytest.approx(wanted, rel=1e-12, abs=1e-300, nan_ok=True), key


@settings(max_examples=10, deadline=None)
@given(SEEDS, st.sampled_from(Level))
def test_that_a_network_beside_itself_differs_nowhere(seed: int, level: Level) -> None:
    one, other = random_timeline(seed), random_timeline(seed)
    found = Beside(one, other, level, 0, 0)
    assert not found.differs.any() and np.array_equal(found.has_a, found.has_b)
    assert found.known(one.size(level), one.size(level)).sum() == (found.made_a < NEVER).sum()


def test_that_only_more_than_rounding_is_a_difference() -> None:
    assert not apart(0.1 + 0.2, 0.3) and not apart(0.0, -0.0)
    assert not apart(math.nan, math.nan) and not apart(math.inf, math.inf)
    assert apart(1.0, 1.0 + 1e-9) and apart(0.0, 1e-300)
    assert apart(math.nan, 1.0) and apart(math.inf, -math.inf) and apart(1.0, math.inf)


def test_that_optimisers_are_compared_with_their_like_only() -> None:
    document = random_document(3)
    adam, other, momentum = (
        timeline_of(document, optimiser=Optimiser(rule)) for rule in ("adam", "adam", "momentum")
    )
    same, unlike = Beside(adam, other, Level.VALUE, 0, 0), Beside(adam, momentum, Level.VALUE, 0, 0)
    kinds = [{found.key(number).kind for number in range(found.size)} for found in (same, unlike)]
    assert {Kind.M, Kind.V, Kind.M_NEW, Kind.V_NEW, Kind.M_HAT, Kind.V_HAT} <= kinds[0]
    assert not OPTIMISER_KINDS & kinds[1]
    assert unlike.both[unlike.number(Key(Kind.THETA_NEW, 1, 1, 1))]
