"""What a person can do with two networks beside each other, as data. `pair_reduce` says what each does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from bptutor.engine.arrays import Array
from bptutor.engine.document import Document
from bptutor.engine.network import Network
from bptutor.engine.optimisers import Moments
from bptutor.foundation.frozen import Frozen

if TYPE_CHECKING:
    from bptutor.study.pair_state import Convention


class AsItIsNow(Frozen):
    """B is the network in sight, set aside: what is changed from now on differs."""


class BeforeEdit(Frozen):
    """B is the network before one of its edits; 1 is the last one, 2 the one before."""

    back: int = 1


class UnderConvention(Frozen):
    """B is the network in sight under another convention, at every moment."""

    convention: Convention


class OfRun(Frozen):
    """B is what a run (counted from 0, the present one last) had at an iteration; None for the one that A is
    at, from where it goes on with A."""

    number: int
    iteration: int | None = None


class OfDocument(Frozen, eq=False):
    """B is another network: of a file, or a ready-made one."""

    document: Document
    path: Path | None = None


Rival: TypeAlias = AsItIsNow | BeforeEdit | UnderConvention | OfRun | OfDocument


class BeginComparing(Frozen):
    """Compare with what it was before the last edit; where there was none, with what it is now."""


class CompareWith(Frozen):
    rival: Rival


class SetIterationOfB(Frozen):
    """Where B is in its run, 0 <= iteration <= its length; if it goes on with A, it goes on from there."""

    iteration: int


class SetGoingOn(Frozen):
    """Whether B does an update whenever A does one."""

    goes_on: bool


class GainForB(Frozen, eq=False):
    """Updates of B that were trained elsewhere: as `AddIterations` for A."""

    costs: Array
    network: Network
    moments: Moments | None = None


class Exchange(Frozen):
    """A becomes B, and B becomes A: an edit of A, and undoing it exchanges them back."""


class TakeOver(Frozen):
    """B's network becomes A's too: an edit, which can be undone."""


class EndComparing(Frozen):
    """A is alone again."""


PairAction: TypeAlias = (
    BeginComparing
    | CompareWith
    | SetIterationOfB
    | SetGoingOn
    | GainForB
    | Exchange
    | TakeOver
    | EndComparing
)
