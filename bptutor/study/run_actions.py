"""What a person can do with the runs on the cost curve, as data. `run_reduce` says what each does.

Runs are counted from 0, the earlier ones first; the present one is the last."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from bptutor.engine.optimisers import Optimiser
from bptutor.foundation.frozen import Frozen

if TYPE_CHECKING:
    from bptutor.study.runs import Run


class RenameRun(Frozen):
    number: int
    name: str


class ShowRun(Frozen):
    """Whether an earlier run is drawn on the cost curve."""

    number: int
    shown: bool


class RemoveRun(Frozen):
    """Take an earlier run away for good."""

    number: int


class TakeUp(Frozen):
    """The parameters that a run had at one of its iterations become the network in sight: an edit, which can
    be undone, from which a new run begins."""

    number: int
    iteration: int


class SetOptimiser(Frozen):
    """Another rule for the updates to come. One that has done some ends, and a new run goes on from here."""

    optimiser: Optimiser


class RestoreRuns(Frozen, eq=False):
    """The runs of the last time, the present one of that time last."""

    runs: tuple[Run, ...]


RunAction: TypeAlias = RenameRun | ShowRun | RemoveRun | TakeUp | SetOptimiser | RestoreRuns
