"""The table of slips, and the wrong values that they give for a value that is asked."""

from __future__ import annotations

import math
from collections.abc import Sequence

from bptutor.exercise import slips_of_cost as cost
from bptutor.exercise import slips_of_layers as layers
from bptutor.exercise import slips_of_parameters as parameters
from bptutor.exercise import slips_of_paths as paths
from bptutor.exercise.slip import Scene, Slip
from bptutor.exercise.task import Task
from bptutor.exercise.ways import Spot, Way
from bptutor.exercise.ways_own import NOTHING, Own
from bptutor.exercise.ways_read import read
from bptutor.foundation.frozen import Frozen
from bptutor.trace.keys import Key
from bptutor.trace.symbols import SOURCE, Namer, Notation

SLIPS: dict[str, type[Slip]] = {
    slip.id: slip
    for slip in (
        cost.Sign,
        cost.NoFactor2,
        cost.NoSigmaPrime,
        cost.CrossEntropyShortcut,
        layers.NoGPrime,
        layers.GPrimeAtA,
        cost.SigmaForSigmaPrime,
        parameters.OwnA,
        parameters.ZForA,
        layers.NoTheta,
        paths.OnePath,
        paths.Transpose,
        parameters.BiasTimesA,
        parameters.BiasGradientIsBias,
        parameters.UpdateNotGradient,
        paths.NewWeight,
        layers.GateIgnored,
        parameters.SumNotMean,
        paths.AForTheta,
    )
}
# The slips that questions probe; another is told where it is made, but no question is drawn for it.
PROBED = tuple(name for name in SLIPS if name != paths.AForTheta.id)
APART = 0.05
EXACT_ZERO = 1e-9
SAME = 1e-9


class Wrong(Frozen):
    """A wrong value, with the slip that gives it and where the slip was made."""

    slip: type[Slip]
    spot: Spot
    value: float

    def message(self, task: Task, key: Key, notation: Notation = SOURCE) -> str:
        """What is said to the learner."""
        return self.slip.message(Scene(task, key, self.spot, Namer(task.network, notation)))


def near(value: float, other: float, within: float) -> bool:
    """Whether a value is another within a share of it; near an exact 0 is only what is 0 to all purposes."""
    if abs(other) <= EXACT_ZERO:
        return abs(value) <= EXACT_ZERO
    return abs(value - other) <= within * abs(other)


def apart(one: float, other: float) -> bool:
    """Whether two values stand so far apart that rounding does not confuse them."""
    return abs(one - other) >= APART * max(abs(one), abs(other)) and abs(one - other) > EXACT_ZERO


def wrong_values(task: Task, key: Key, own: Own = NOTHING, slips: Sequence[str] = ()) -> list[Wrong]:
    """Every wrong value that a slip gives for a key; a slip that does not change the value
    is not among them.

    `own` are the learner's earlier numbers; the slip is then made on top of them. `slips` restricts
    which."""
    chosen = [SLIPS[name] for name in slips] if slips else SLIPS.values()
    right = right_value(task, key, own)
    found = []
    for slip in chosen:
        for spot in slip.spots(task, key):
            value = read(slip(task, own, spot), key)
            if math.isfinite(value) and not near(value, right, SAME):
                found.append(Wrong(slip, spot, value))
    return found


def right_value(task: Task, key: Key, own: Own) -> float:
    """The value that follows rightly from the learner's own earlier numbers."""
    return read(Way(task, own), key) if own else task.truth(key)


def by_slip(wrongs: Sequence[Wrong]) -> dict[str, Wrong]:
    """Each slip once, made at the fewest layers and as near to the asked value as its number allows: that is
    what is spoken of."""
    ordered = sorted(wrongs, key=lambda wrong: (len(wrong.spot.layers), sorted(wrong.spot.layers)))
    return {wrong.slip.id: wrong for wrong in reversed(ordered)}


def separated(wrongs: Sequence[Wrong], right: float) -> list[str]:
    """The probed slips whose every value stands apart from the right one and from all values of other slips.

    They come in the table's order."""
    clear = {wrong.slip.id for wrong in wrongs}
    clear -= {wrong.slip.id for wrong in wrongs if not apart(wrong.value, right)}
    for i, one in enumerate(wrongs):
        for other in wrongs[i + 1 :]:
            if one.slip is not other.slip and not apart(one.value, other.value):
                clear -= {one.slip.id, other.slip.id}
    return [name for name in PROBED if name in clear]
