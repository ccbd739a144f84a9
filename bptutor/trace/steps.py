"""A step is data: one thing that happens, with the numbers that it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import Enum, IntEnum
from typing import NamedTuple, TypeAlias, overload

from bptutor.engine.arrays import Array
from bptutor.foundation.frozen import Frozen
from bptutor.trace.keys import Key

Number: TypeAlias = float | Array


class Level(IntEnum):
    """How finely the timeline is cut."""

    LAYER = 0
    VALUE = 1
    TERM = 2

    @property
    def word(self) -> str:
        """`layer`, `value` or `term`."""
        return self.name.lower()


class Phase(Enum):
    """The four phases of a training iteration."""

    FORWARD = "forward"
    COST = "cost"
    BACKWARD = "backward"
    UPDATE = "update"


class StepKind(Enum):
    """What happens in a step. A product's or chain's value is the product of its terms, a sum's or
    accumulate's their sum, a mean's their mean (of one term and the count: the quotient). An optimiser takes
    a root of its term, or the quotient of two."""

    PRODUCT = "product"
    SUM = "sum"
    ACTIVATION = "activation"
    COST = "cost"
    FACTOR = "factor"
    CHAIN = "chain"
    ACCUMULATE = "accumulate"
    MEAN = "mean"
    UPDATE = "update"
    ROOT = "root"
    QUOTIENT = "quotient"


class Term(NamedTuple):
    """One number that goes into a step: its key, its value, and the example it is of where several meet."""

    key: Key
    value: Number
    example: int | None = None


class Terms(Sequence[Term]):
    """The terms of one step, each made when it is asked for: a neuron with 784 inputs has 785."""

    __slots__ = ("_count", "_make")

    def __init__(self, count: int, make: Callable[[int], Term]) -> None:
        self._count = count
        self._make = make

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> Term: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Term]: ...

    def __getitem__(self, place: int | slice) -> Term | Sequence[Term]:
        if isinstance(place, slice):
            return tuple(self._make(i) for i in range(*place.indices(self._count)))
        if not -self._count <= place < self._count:
            raise IndexError(place)
        return self._make(place % self._count)

    def __iter__(self) -> Iterator[Term]:
        return map(self._make, range(self._count))


class Step(Frozen, eq=False):
    """One step. `example` is counted from 1 and None where the step is about all of them."""

    index: int
    level: Level
    phase: Phase
    kind: StepKind
    example: int | None
    target: Key
    terms: Sequence[Term]
    value: Number
