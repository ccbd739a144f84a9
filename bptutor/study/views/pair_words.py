"""Why a network has no such step, and what B can be, in words."""

from __future__ import annotations

from bptutor.foundation.numbers import counted
from bptutor.study import pair_actions as actions
from bptutor.study.pair_conventions import WORDS, other_conventions
from bptutor.study.run_names import all_runs
from bptutor.study.state import State
from bptutor.trace.keys import UPDATED, Key, Kind
from bptutor.trace.timeline import Timeline

MOST_EDITS = 12  # that are offered, the last ones
GATHERED = frozenset(
    {Kind.J, Kind.DJ_DTHETA, Kind.DJ_DB, Kind.SUM_C, Kind.SUM_DC_DTHETA, Kind.SUM_DC_DB}
    | {Kind.RATE_DJ_DTHETA, Kind.RATE_DJ_DB}
)
OTHER_WAY = "there it comes about in another way"
Offers = tuple[tuple[str, actions.Rival], ...]


def lacking(timeline: Timeline, key: Key, block: int) -> str:
    """Why a timeline has no step that makes a value for its example number `block`, from 0."""
    widths, depth = timeline.network.widths, timeline.network.depth
    if key.layer > depth:
        return f"it has {counted(depth, 'layer')}"
    if key.kind in GATHERED and len(timeline.rows) == 1:
        return "its pass has one example, so that nothing is gathered"
    if block >= len(timeline.rows) and key.kind not in GATHERED and key.kind not in UPDATED.values():
        return f"its pass has {counted(len(timeline.rows), 'example')}"
    if key.layer and key.j > widths[key.layer]:
        return f"its layer {key.layer} has {counted(widths[key.layer], 'neuron')}"
    if key.layer and key.k > widths[key.layer - 1]:
        before = widths[key.layer - 1]
        return f"its layer {key.layer} has {counted(before, 'input')}"
    if key.kind in UPDATED.values():
        return "there it is not trained"
    return OTHER_WAY


def offers(state: State) -> tuple[tuple[str, Offers], ...]:
    """What B can be made of this study, under headings; "" for what stands by itself."""
    past = state.history.past
    edits = tuple(
        (f"Before “{entry.label}”", actions.BeforeEdit(back))
        for back, entry in enumerate(past[: -MOST_EDITS - 1 : -1], 1)
    )
    conventions = tuple(
        (WORDS[one][0].upper() + WORDS[one][1:], actions.UnderConvention(one))
        for one in other_conventions(state)
    )
    runs = tuple(
        (f"{run.name}, at A’s iteration", actions.OfRun(number))
        for number, run in enumerate(all_runs(state)[:-1])
    )
    if state.run.length:
        runs = (*runs, ("This run, at its start", actions.OfRun(len(state.earlier_runs), 0)))
    return (
        ("", (("This network as it is now", actions.AsItIsNow()),)),
        ("Before an edit", edits),
        ("Under another convention", conventions),
        ("A run", runs),
    )
