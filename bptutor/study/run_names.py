"""How runs are called and drawn, and which of two versions of one run is in force."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import TYPE_CHECKING

from msgspec.structs import replace

from bptutor.foundation.errors import TutorError
from bptutor.study.runs import Run

if TYPE_CHECKING:
    from bptutor.study.state import State

LONGEST = 40
DASHES = 4  # patterns besides the whole line of the present run, after which they come again


def free_name(runs: Sequence[Run]) -> str:
    """“run 3” where two runs are there; a later number where that name is taken."""
    taken = {run.name for run in runs}
    return next(name for number in count(len(runs) + 1) if (name := f"run {number}") not in taken)


def all_runs(state: State) -> tuple[Run, ...]:
    """The runs on the cost curve, the present one last."""
    return (*state.earlier_runs, state.run)


def run_numbered(state: State, number: int) -> Run:
    """A run by its place on the cost curve, from 0. Raises TutorError where there is none."""
    runs = all_runs(state)
    if not 0 <= number < len(runs):
        raise TutorError(f"there is no run number {number + 1}: there are {len(runs)}")
    return runs[number]


def set_aside(earlier: Sequence[Run], *runs: Run) -> tuple[Run, ...]:
    """Earlier runs with more after them. A run has its pattern for good; a new one gets one that the fewest
    have."""
    for run in runs:
        taken = [other.dash for other in earlier]
        dash = run.dash or min(range(1, DASHES + 1), key=taken.count)
        earlier = (*earlier, run if dash == run.dash else replace(run, dash=dash))
    return tuple(earlier)


def as_listed(state: State, run: Run) -> Run:
    """A run that an undo brings back, by the name and with the pattern that it has by now. The present run is
    always drawn."""
    now = next((other for other in all_runs(state) if other.token is run.token), run)
    if (now.name, now.dash, True) == (run.name, run.dash, run.shown):
        return run
    return replace(run, name=now.name, dash=now.dash, shown=True)
