"""What a person can do with the runs on the cost curve, as data. `run_reduce` says what each does.

Runs are counted from 0, the earlier ones first; the present one is the last."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from bptutor.engine.optimisers import Optimiser
from bptutor.foundation.values import Value

if TYPE_CHECKING:
    from bptutor.study.runs import Run


class RenameRun(Value):
    number: int
    name: str


class ShowRun(Value):
    """Whether an earlier run is drawn on the cost curve."""

    number: int
    shown: bool


class RemoveRun(Value):
    """Take an earlier run away for good."""

    number: int


class TakeUp(Value):
    """The parameters that a run had at one of its iterations become the network in sight: an edit, which can
    be undone, from which a new run begins."""

    number: int
    iteration: int


class SetOptimiser(Value):
    """Another rule for the updates to come. One that has done some ends, and a new run goes on from here."""

    optimiser: Optimiser


class RestoreRuns(Value, eq=False):
    """The runs of the last time, the present one of that time last."""

    runs: tuple[Run, ...]


RunAction: TypeAlias = RenameRun | ShowRun | RemoveRun | TakeUp | SetOptimiser | RestoreRuns
