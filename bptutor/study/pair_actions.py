"""What a person can do with two networks beside each other, as data. `pair_reduce` says what each does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from bptutor.engine.arrays import Array
from bptutor.engine.document import Document
from bptutor.engine.network import Network
from bptutor.engine.optimisers import Moments

if TYPE_CHECKING:
    from bptutor.study.pair_state import Convention


@dataclass(frozen=True, slots=True)
class AsItIsNow:
    """B is the network in sight, set aside: what is changed from now on differs."""


@dataclass(frozen=True, slots=True)
class BeforeEdit:
    """B is the network before one of its edits; 1 is the last one, 2 the one before."""

    back: int = 1


@dataclass(frozen=True, slots=True)
class UnderConvention:
    """B is the network in sight under another convention, at every moment."""

    convention: Convention


@dataclass(frozen=True, slots=True)
class OfRun:
    """B is what a run (counted from 0, the present one last) had at an iteration; None for the one that A is
    at, from where it goes on with A."""

    number: int
    iteration: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class OfDocument:
    """B is another network: of a file, or a ready-made one."""

    document: Document
    path: Path | None = None


Rival: TypeAlias = AsItIsNow | BeforeEdit | UnderConvention | OfRun | OfDocument


@dataclass(frozen=True, slots=True)
class BeginComparing:
    """Compare with what it was before the last edit; where there was none, with what it is now."""


@dataclass(frozen=True, slots=True)
class CompareWith:
    rival: Rival


@dataclass(frozen=True, slots=True)
class SetIterationOfB:
    """Where B is in its run, 0 <= iteration <= its length; if it goes on with A, it goes on from there."""

    iteration: int


@dataclass(frozen=True, slots=True)
class SetGoingOn:
    """Whether B does an update whenever A does one."""

    goes_on: bool


@dataclass(frozen=True, slots=True, eq=False)
class GainForB:
    """Updates of B that were trained elsewhere: as `AddIterations` for A."""

    costs: Array
    network: Network
    moments: Moments | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """A becomes B, and B becomes A: an edit of A, and undoing it exchanges them back."""


@dataclass(frozen=True, slots=True)
class TakeOver:
    """B's network becomes A's too: an edit, which can be undone."""


@dataclass(frozen=True, slots=True)
class EndComparing:
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
