"""The cursor goes where its moves say, and never off the timeline."""

from bptutor.engine.ready_made import ready_made
from bptutor.trace import moves
from bptutor.trace.moves import Cursor
from bptutor.trace.steps import Level
from bptutor.trace.timeline import timeline_of
from tests.trace.networks import random_document

MOVES = (moves.into, moves.out, moves.over, moves.next_phase, moves.previous_phase)


def source_cursor(level: Level, target: str) -> Cursor:
    timeline = timeline_of(ready_made().read())
    return next(Cursor(level, step.index) for step in timeline.steps(level) if str(step.target) == target)


def target_at(cursor: Cursor) -> str:
    timeline = timeline_of(ready_made().read())
    return str(timeline.step(cursor.level, cursor.index).target)


def test_that_into_goes_to_the_first_part_and_out_to_the_whole() -> None:
    timeline = timeline_of(ready_made().read())
    whole = source_cursor(Level.VALUE, "dC/dz[3][1]")
    part = moves.into(timeline, whole)
    assert target_at(part) == "da[3][1]/dz[3][1]"
    assert moves.out(timeline, part) == whole
    assert moves.out(timeline, whole) == Cursor(Level.LAYER, 4)


def test_that_over_passes_the_rest_of_the_whole() -> None:
    timeline = timeline_of(ready_made().read())
    part = source_cursor(Level.TERM, "theta[2][1,1]*a[1][1]")
    assert target_at(moves.over(timeline, part)) == "a[2][1]"
    assert target_at(moves.over(timeline, source_cursor(Level.VALUE, "dC/da[3][1]"))) == "dC/da[2][1]"


def test_that_another_level_shows_the_same_moment() -> None:
    timeline = timeline_of(ready_made().read())
    for step in timeline.steps(Level.VALUE):
        finer = moves.at_level(timeline, Cursor(Level.VALUE, step.index), Level.TERM)
        assert timeline.step(finer.level, finer.index).target == step.target
        assert moves.at_level(timeline, finer, Level.VALUE).index == step.index


def test_that_phases_are_gone_through_forth_and_back() -> None:
    timeline = timeline_of(ready_made().read())
    cursor, seen = Cursor(Level.VALUE, 0), []
    for _ in range(4):
        cursor = moves.next_phase(timeline, cursor)
        seen.append(cursor.index)
    assert seen == [6, 7, 19, 24]
    back = []
    for _ in range(5):
        cursor = moves.previous_phase(timeline, cursor)
        back.append(cursor.index)
    assert back == [19, 7, 6, 0, 0]


def test_that_no_move_leaves_the_timeline() -> None:
    for seed in range(40):
        timeline = timeline_of(random_document(seed))
        for level in Level:
            for index in range(timeline.size(level)):
                for move in MOVES:
                    after = move(timeline, Cursor(level, index))
                    assert 0 <= after.index < timeline.size(after.level)
