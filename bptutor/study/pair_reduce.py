"""Two networks beside each other: what B is, exchanging the two, taking B over."""

from __future__ import annotations

from msgspec.structs import replace

from bptutor.engine.changes import Changed
from bptutor.foundation.errors import TutorError
from bptutor.study import pair_actions as actions
from bptutor.study.edit_reduce import document_in_sight, edited, moment_of, moved_to
from bptutor.study.history import Moment
from bptutor.study.opening import opened
from bptutor.study.pair_conventions import in_force, under
from bptutor.study.pair_follow import (
    EXCHANGED,
    alone,
    at_iteration,
    changed_hands,
    convention_title,
    updates,
)
from bptutor.study.pair_state import Convention, Pair
from bptutor.study.run_names import run_numbered
from bptutor.study.runs import before_update, extended
from bptutor.study.state import State
from bptutor.trace.aligning import InLine

TAKEN_OVER = "take B over"
NOWHERE = InLine(0, False)  # until `pair_follow` has looked


def reduced(state: State, action: actions.PairAction) -> State:
    """The state after an action on the pair; `pair_follow` then brings B in line. Raises TutorError."""
    pair = state.pair
    match action:
        case actions.BeginComparing():
            return state if pair is not None else _compared(state, _usual(state))
        case actions.CompareWith(rival):
            return _compared(state, rival)
        case _ if pair is None:
            return state
        case actions.EndComparing():
            return replace(state, pair=None)
        case actions.SetIterationOfB(iteration):
            return _at(state, pair, iteration)
        case actions.SetGoingOn(goes_on):
            if goes_on == pair.goes_on:
                return state
            shift = updates(state) - updates(pair.b) if goes_on else pair.shift
            return replace(state, pair=replace(pair, goes_on=goes_on, shift=shift))
        case actions.GainForB(costs, network, moments):
            b = replace(pair.b, run=extended(pair.b.run, costs, network, moments))
            return replace(state, pair=replace(pair, b=b))
        case actions.Exchange():
            return _exchanged(state, pair)
        case actions.TakeOver():
            return _taken_over(state, pair)


def _usual(state: State) -> actions.Rival:
    """What is compared with before somebody chooses."""
    return actions.BeforeEdit() if state.history.past else actions.AsItIsNow()


def _compared(state: State, rival: actions.Rival) -> State:
    match rival:
        case actions.AsItIsNow():
            return _with(state, alone(state), "this network, as set aside")
        case actions.BeforeEdit(back):
            past = state.history.past
            if not 1 <= back <= len(past):
                raise TutorError("there is no such edit: nothing was changed so long ago")
            entry = past[-back]
            return _with(state, _of_moment(state, entry.moment), f"this network, before “{entry.label}”")
        case actions.UnderConvention(convention):
            return _with(state, alone(state), convention_title(convention), convention)
        case actions.OfRun(number, iteration):
            return _of_run(state, number, iteration)
        case actions.OfDocument(document, path):
            return _with(state, opened(document, path), document.name or "untitled")


def _with(state: State, b: State, title: str, convention: Convention | None = None) -> State:
    return replace(state, pair=Pair(b, title, b.run.costs, NOWHERE, convention=convention))


def _of_moment(state: State, moment: Moment) -> State:
    return replace(
        alone(state),
        document=moment.document,
        path=moment.path,
        timeline=moment.timeline,
        run=moment.run,
        iteration=moment.iteration,
    )


def _of_run(state: State, number: int, iteration: int | None) -> State:
    """B in a run of A's; at its own iteration it stays there."""
    run = run_numbered(state, number)
    document = run.document or state.document
    wished = updates(state) - run.offset if iteration is None else iteration
    at = min(max(wished, 0), run.length)
    network, moments = before_update(document, run, at)
    moment = Moment(document, network, run, at, moments, state.path)
    after = _with(state, _of_moment(state, moment), run.name)
    assert after.pair is not None
    if iteration is None:
        return after
    shift = updates(state) - updates(after.pair.b)
    return replace(after, pair=replace(after.pair, goes_on=False, shift=shift))


def _at(state: State, pair: Pair, iteration: int) -> State:
    if pair.convention is not None:
        return state
    b = at_iteration(pair.b, min(iteration, pair.b.run.length))
    if b is pair.b:
        return state
    return replace(state, pair=replace(pair, b=b, shift=updates(state) - updates(b)))


def _taken_over(state: State, pair: Pair) -> State:
    """A's network is a copy of B's. That of another file is in no file then: A's own is not written over."""
    after = edited(state, Changed(document_in_sight(pair.b)), TAKEN_OVER, live=True)
    return after if after is state or pair.b.path == state.path else replace(after, path=None)


def _exchanged(state: State, pair: Pair) -> State:
    """A is what B was, with B's run; under conventions only the convention changes hands."""
    if pair.convention is not None:
        own = in_force(state.network, pair.convention)
        after = edited(state, Changed(under(state, pair.convention).document), EXCHANGED, live=True)
        if after is state:
            return state
        return replace(after, pair=replace(pair, convention=own, title=convention_title(own)))
    b = pair.b
    after = moved_to(state, moment_of(b), EXCHANGED)
    return replace(after, pair=changed_hands(pair, state, updates(b)))
