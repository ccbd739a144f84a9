"""Arrays that do not change once they are made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]


def frozen(values: Sequence[float] | Sequence[Sequence[float]] | Array) -> Array:
    """A read-only float64 array; an array that is one already is not copied."""
    if isinstance(values, np.ndarray) and values.dtype == np.float64 and not values.flags.writeable:
        return values
    array = np.array(values, dtype=np.float64)
    array.flags.writeable = False
    return array
