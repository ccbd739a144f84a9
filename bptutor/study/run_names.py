"""How runs are called, and which of two versions of one run is in force."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import TYPE_CHECKING

from msgspec.structs import replace

from bptutor.study.runs import Run

if TYPE_CHECKING:
    from bptutor.study.state import State

LONGEST = 40


def free_name(runs: Sequence[Run]) -> str:
    """“run 3” where two runs are there; a later number where that name is taken."""
    taken = {run.name for run in runs}
    return next(name for number in count(len(runs) + 1) if (name := f"run {number}") not in taken)


def all_runs(state: State) -> tuple[Run, ...]:
    """The runs on the cost curve, the present one last."""
    return (*state.earlier_runs, state.run)


def as_listed(state: State, run: Run) -> Run:
    """A run that an undo brings back, by the name that it has by now. The present run is always drawn."""
    name = next((other.name for other in all_runs(state) if other.token is run.token), run.name)
    return run if (name, True) == (run.name, run.shown) else replace(run, name=name, shown=True)
