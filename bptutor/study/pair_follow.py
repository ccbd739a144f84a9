"""B goes where A goes: as many updates, the same step, whatever action moves A."""

from __future__ import annotations

import numpy as np
from msgspec.structs import replace

from bptutor.engine.arrays import Array, frozen
from bptutor.study.history import History
from bptutor.study.pair_conventions import WORDS, in_force, under
from bptutor.study.pair_state import Convention, Pair
from bptutor.study.practise_scene import in_exercise
from bptutor.study.runs import timeline_at, trained
from bptutor.study.state import State, with_fields
from bptutor.trace.aligning import exists, in_line
from bptutor.trace.keys import Key
from bptutor.trace.moves import Cursor

EXCHANGED = "exchange A and B"
WAS_A = "the network that was A"


def alone(state: State) -> State:
    """A study without what belongs to the window and not to the network: what B is made of."""
    return replace(
        state,
        pair=None,
        practise=None,
        predicting=None,
        lesson=None,
        stale=None,
        pointed=None,
        hidden=frozenset(),
        earlier_runs=(),
        history=History(),
        playing=False,
    )


def followed(before: State, after: State) -> State:
    """The state after any action, with B in line with A; the very same where B has nowhere to go."""
    pair = after.pair
    if pair is None or in_exercise(after):
        return after
    new = pair is not before.pair
    if not new and _taken_back(before, after):
        pair, new = _exchanged_back(before, after, pair), True
    b = pair.b
    if pair.convention is not None:
        if new or any(getattr(before, name) is not getattr(after, name) for name in SOURCE):
            b = under(alone(after), pair.convention)
    elif pair.goes_on:
        if b.run.token is after.run.token and b.run.length < after.run.length:
            b = replace(b, run=after.run)  # what one has trained the other has too
        b = at_iteration(b, updates(after) - pair.shift - b.run.offset)
    b = _beside(b, after)
    line = in_line(after.timeline, after.cursor, b.timeline)
    b = with_fields(b, cursor=Cursor(after.cursor.level, max(line.index, 0)))
    costs = pair.costs
    if new or b.run is not pair.b.run or before.run.offset != after.run.offset:
        costs = costs_beside(after, b, pair.shift)
    if b is pair.b and line == pair.line and costs is pair.costs and not new:
        return after
    return replace(after, pair=replace(pair, b=b, line=line, costs=costs))


SOURCE = ("document", "timeline", "run", "iteration")  # what a study under another convention is made of


def updates(state: State) -> int:
    """Updates that have been done before the timeline in sight, in this run and in those that it goes on
    from."""
    return state.run.offset + state.iteration


def at_iteration(b: State, iteration: int) -> State:
    """B at an iteration of its run, or at the last one that has been done; one more it does at once."""
    iteration, run = max(iteration, 0), b.run
    if iteration == run.length + 1 and np.isfinite(run.costs[-1]):
        run = trained(b.document, run, 1)
    iteration = min(iteration, run.length)
    if iteration == b.iteration and run is b.run:
        return b
    return replace(b, run=run, iteration=iteration, timeline=timeline_at(b.document, run, iteration))


def wanted(state: State, pair: Pair) -> int:
    """How many updates B still has to do to be as far as A's run; 0 where it does none, or has diverged."""
    run = pair.b.run
    if pair.convention is not None or not pair.goes_on or not np.isfinite(run.costs[-1]):
        return 0
    return max(state.run.offset + state.run.length - pair.shift - run.offset - run.length, 0)


def costs_beside(state: State, b: State, shift: int) -> Array:
    """B's costs at the iterations of A's run."""
    first = state.run.offset - shift - b.run.offset
    if first >= 0:
        return b.run.costs[first:]
    return frozen(np.concatenate([np.full(-first, np.nan), b.run.costs]))


def _beside(b: State, a: State) -> State:
    """B as A is shown: notation, selected value, unfolded layers."""
    selected = a.selected if a.selected is not None and _there(b, a.selected) else None
    opened = frozenset(layer for layer in a.opened if layer < len(b.network.widths))
    return with_fields(b, notation=a.notation, selected=selected, opened=opened, logarithmic=a.logarithmic)


def _there(b: State, key: Key) -> bool:
    return exists(b.timeline, key)


def _taken_back(before: State, after: State) -> bool:
    """Whether an exchange has just been undone, or done again, and B is still the other one of the two."""
    pair = before.pair
    was, now = before.history, after.history
    steps = len(now.past) - len(was.past)
    undone = steps == -1 and len(now.future) > len(was.future) and was.undo_label == EXCHANGED
    redone = steps == 1 and len(now.future) < len(was.future) and was.redo_label == EXCHANGED
    if pair is None or not (undone or redone):
        return False
    if pair.convention is not None:
        return in_force(after.network, pair.convention) == pair.convention
    return after.run.token is pair.b.run.token


def _exchanged_back(before: State, after: State, pair: Pair) -> Pair:
    """B is what A was a moment ago."""
    if pair.convention is not None:
        convention = in_force(before.network, pair.convention)
        return replace(pair, convention=convention, title=convention_title(convention))
    return changed_hands(pair, before, updates(after))


def changed_hands(pair: Pair, was: State, done: int) -> Pair:
    """The pair whose B is what A was; A has done so many updates."""
    title, b = pair.former or WAS_A, alone(was)
    return replace(pair, b=b, title=title, former=pair.title, shift=done - updates(b))


def convention_title(convention: Convention) -> str:
    """What B is called that is A under a convention."""
    return f"this network, {WORDS.get(convention, 'under another convention')}"
