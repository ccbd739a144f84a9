"""Two timelines in line: the same value at the same time, and what one of them lacks."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bptutor.engine.ready_made import ready_made
from bptutor.trace.aligning import exists, in_line
from bptutor.trace.finding import step_of
from bptutor.trace.keys import parse
from bptutor.trace.moves import Cursor
from bptutor.trace.optimiser_keys import OPTIMISER_KINDS
from bptutor.trace.steps import Level
from bptutor.trace.timeline import Timeline, timeline_of
from tests.trace.networks import random_timeline

SEEDS = st.integers(0, 10_000)


def walk(one: Timeline, other: Timeline, level: Level) -> list[tuple[int, int, bool]]:
    """(step of one, step of the other, whether it makes the same value) for every step."""
    found = []
    for index in range(one.size(level)):
        line = in_line(one, Cursor(level, index), other)
        found.append((index, line.index, line.same))
    return found


@settings(max_examples=12, deadline=None)
@given(SEEDS)
def test_that_every_step_has_itself_in_the_same_network(seed: int) -> None:
    one, other = random_timeline(seed), random_timeline(seed)
    for level in Level:
        assert walk(one, other, level) == [(index, index, True) for index in range(one.size(level))]


@settings(max_examples=15, deadline=None)
@given(SEEDS, SEEDS)
def test_that_steps_of_two_networks_meet_where_both_make_the_value_and_never_elsewhere(
    seed: int, other_seed: int
) -> None:
    one, other = random_timeline(seed), random_timeline(other_seed)
    for level in Level:
        made = {(step.target, block_of(other, level, step.index)) for step in other.steps(level)}
        if one.optimiser.rule != other.optimiser.rule:
            made = {(key, block) for key, block in made if key.kind not in OPTIMISER_KINDS}
        for index, at, same in walk(one, other, level):
            target = one.step(level, index).target
            assert same == ((target, block_of(one, level, index)) in made), target
            if same:
                assert other.step(level, at).target == target
            assert -1 <= at < other.size(level)


def block_of(timeline: Timeline, level: Level, index: int) -> int:
    """The example's place in the pass; −1 for what comes after the examples."""
    block = timeline.layout.locate(level, index).block
    return block if block < len(timeline.rows) else -1


@settings(max_examples=15, deadline=None)
@given(SEEDS, SEEDS)
def test_that_the_other_never_goes_back_and_ends_at_its_end(seed: int, other_seed: int) -> None:
    one, other = random_timeline(seed), random_timeline(other_seed)
    for level in Level:
        reached = [at for _, at, _ in walk(one, other, level)]
        assert reached == sorted(reached)
        assert reached[0] == (0 if level is Level.VALUE else reached[0])


def test_that_a_wider_network_waits_for_the_narrow_one() -> None:
    narrow, wide = (timeline_of(ready_made(name).read()) for name in ("two-hidden-layers", "xor"))
    last_z = step_of(narrow, parse("z[1][1]"), Level.VALUE)
    assert last_z is not None
    line = in_line(narrow, Cursor(Level.VALUE, last_z), wide)
    assert line.same and wide.step(Level.VALUE, line.index).target == parse("z[1][1]")
    third = step_of(narrow, parse("z[3][1]"), Level.VALUE)
    assert third is not None
    line = in_line(narrow, Cursor(Level.VALUE, third), wide)
    assert not line.same and wide.step(Level.VALUE, line.index).target == parse("a[2][1]")


def test_that_it_is_known_what_exists() -> None:
    timeline = timeline_of(ready_made("xor").read())
    there = ("z[2][1]", "theta[1][2,2]", "y[1]", "x[2]", "dz[2][1]/da[1][2]", "sum[1..4](C)", "J")
    lacking = ("z[3][1]", "theta[1][2,3]", "y[2]", "x[3]", "dz[2][1]/da[1][3]", "sum[1..5](C)", "C[2]")
    assert all(exists(timeline, parse(key)) for key in there)
    assert not any(exists(timeline, parse(key)) for key in lacking)


def test_that_an_example_that_is_not_there_is_waited_out() -> None:
    document = ready_made("xor").read()
    assert document.examples is not None
    data = replace(
        document.examples, inputs=document.examples.inputs[:2], targets=document.examples.targets[:2]
    )
    four, two = timeline_of(document), timeline_of(replace(document, examples=data))
    size = four.layout.block.size(Level.VALUE)
    line = in_line(four, Cursor(Level.VALUE, 2 * size), two)
    assert (line.index, line.same) == (2 * size - 1, False)
