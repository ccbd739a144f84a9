"""The pair that is compared: A is the study in sight, B another study that moves in line with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from bptutor.engine.arrays import Array
from bptutor.foundation.frozen import Frozen
from bptutor.trace.aligning import InLine

if TYPE_CHECKING:
    from bptutor.study.state import State

ConventionName = Literal["cost", "reduction", "relu_slope_at_zero"]


class Convention(Frozen):
    """One convention that changes numbers, and a choice of it."""

    name: ConventionName
    value: str | float


class Pair(Frozen, eq=False):
    """What the network in sight is compared with.

    `b` is a study of its own, of which only what `pair_follow` sets is used. While it `goes_on` it has done
    as many updates as A, less `shift`. Where `convention` is not None B is A itself under that convention,
    whatever becomes of A. `costs` are those of B's run laid beside A's, with NaN where B has none. `line`
    says where B is on its timeline. `former` is what B is called once an exchange is taken back."""

    b: State
    title: str
    costs: Array
    line: InLine
    shift: int = 0
    goes_on: bool = True
    convention: Convention | None = None
    former: str = ""
