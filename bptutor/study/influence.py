"""What a given number has an influence on: the values that read it, and by how much they move.

A value reads a number if the rule that makes it mentions that number, or a value that reads it; whether it
then moves is another matter, for a closed gate lets nothing through.
"""

from __future__ import annotations

import numpy as np

from bptutor.engine.arrays import Array
from bptutor.engine.network import Network
from bptutor.engine.passes import Forward, example_costs, forward, reduced_cost
from bptutor.engine.pushed import pushed_input, pushed_weight
from bptutor.foundation.errors import TutorError
from bptutor.foundation.frozen import Frozen
from bptutor.study.state import State
from bptutor.trace.keys import Key, Kind

NUDGE = 0.01
MOST_PRODUCTS = 2_000_000  # of a pass over all examples; beyond it only the one in sight is looked at
ROUNDING = 8 * float(np.finfo(float).eps)


class Influence(Frozen, eq=False):
    """`key` with `nudge` more: the passes before and after over some examples, of which `row` is the one in
    sight. `whole`: they are all those of the update, and J has been followed too."""

    key: Key
    nudge: float
    network: Network
    before: Forward
    after: Forward
    row: int
    targets: Array
    whole: bool

    def change(self, key: Key) -> float | None:
        """By how much z, a, C or J moves; None for a value that does not read the number (or, for J, that
        would take too long). 0 where the change is no more than rounding."""
        if not self._reads(key):
            return None
        with np.errstate(all="ignore"):
            old, new = (self._value(ahead, key) for ahead in (self.before, self.after))
            noise = ROUNDING * max(abs(old), abs(new))
            return 0.0 if old == new or abs(new - old) <= noise else new - old

    def moved(self) -> int:
        """How many values of the example in sight move: z, a and C."""
        first = max(self.key.layer, 1)
        pairs = [
            (old[self.row], new[self.row])
            for kinds in ((self.before.z, self.after.z), (self.before.a, self.after.a))
            for old, new in zip(*(kind[first:] for kind in kinds), strict=True)
        ]
        return sum(map(_count_moved, pairs)) + bool(self.change(Key(Kind.C)))

    def _reads(self, key: Key) -> bool:
        mine, own = self.key, max(self.key.layer, 1)
        match key.kind:
            case Kind.C:
                return True
            case Kind.J:
                return self.whole
            case Kind.Z | Kind.A if key.layer == own and mine.layer:
                mixes = key.kind is Kind.A and self.network.layers[own - 1].activation.mixes
                return mixes or key.j == mine.j
            case Kind.Z | Kind.A:
                return key.layer >= own
            case _:
                return False

    def _value(self, ahead: Forward, key: Key) -> float:
        if key.kind in (Kind.C, Kind.J):
            costs = example_costs(self.network, ahead, self.targets)
            return float(costs[self.row]) if key.kind is Kind.C else reduced_cost(self.network, costs)
        return float((ahead.z if key.kind is Kind.Z else ahead.a)[key.layer][self.row, key.j - 1])


def influence(state: State, key: Key, nudge: float = NUDGE) -> Influence:
    """What a θ, b or x of the example in sight moves. Raises TutorError for a value that is not given."""
    network, examples, row = state.network, state.timeline.examples, state.row
    whole = len(examples) * network.parameters <= MOST_PRODUCTS
    before = state.timeline.values.ahead if whole else forward(network, examples.inputs[row : row + 1])
    targets = examples.targets if whole else examples.targets[row : row + 1]
    match key.kind:
        case Kind.THETA if key.j and key.k:
            after = pushed_weight(network, before, key.layer, key.j, key.k, nudge)
        case Kind.B if key.j:
            after = pushed_weight(network, before, key.layer, key.j, 0, nudge)
        case Kind.X if key.j:
            after = pushed_input(network, before, key.j, nudge)
            whole = whole and len(examples) == 1  # other examples have other inputs
        case _:
            raise TutorError(f"{key} is not given: ask for a weight, a bias or an input")
    return Influence(key, nudge, network, before, after, row if len(targets) > 1 else 0, targets, whole)


def _count_moved(pair: tuple[Array, Array]) -> int:
    old, new = pair
    with np.errstate(all="ignore"):
        noise = ROUNDING * np.maximum(np.abs(old), np.abs(new))
        return int(np.count_nonzero(~((old == new) | (np.abs(new - old) <= noise))))
