"""What each slip and skill needs of a question: which values to ask for, in what sort of network."""

from __future__ import annotations

from collections.abc import Iterator

from bptutor.engine.network import Network
from bptutor.exercise.families import Needs
from bptutor.exercise.slips import PROBED, SLIPS
from bptutor.foundation.frozen import Frozen
from bptutor.trace.keys import Key, Kind

SMOOTH = ("sigmoid", "tanh")
GRADIENTS = (Kind.DC_DTHETA, Kind.DC_DB)
PARAMETER = {Kind.DC_DTHETA: Kind.THETA, Kind.DC_DB: Kind.B}  # whose gradient each is
RUNNING = (Kind.DC_DZ, Kind.DC_DTHETA, Kind.DC_DB)
JOINT = (Kind.DJ_DTHETA, Kind.DJ_DB)


ANYTHING = Needs()


class Aim(Frozen):
    """Values to ask for, in layers counted from `first` (and so many short of L as `short` says)."""

    asks: tuple[Kind, ...]
    needs: Needs = ANYTHING
    first: int = 1
    only_output: bool = False
    short: int = 0

    def keys(self, network: Network) -> Iterator[Key]:
        """Every key that may be asked of a network."""
        for layer in range(network.depth if self.only_output else self.first, network.depth + 1 - self.short):
            for kind in self.asks:
                yield from keys_of(network, kind, layer)


AIMS: dict[str, Aim] = {
    "sign": Aim((Kind.DC_DA, Kind.DC_DZ, Kind.DC_DB), only_output=True),
    "no-factor-2": Aim(
        (Kind.DC_DA, Kind.DC_DZ, Kind.DC_DB), Needs(costs=("squared_error",)), only_output=True
    ),
    "no-sigma-prime": Aim(
        RUNNING,
        Needs(
            costs=("squared_error", "cross_entropy", "binary_cross_entropy"),
            outputs=("sigmoid", "softmax", "tanh"),
        ),
        only_output=True,
    ),
    "cross-entropy-shortcut": Aim(
        RUNNING, Needs(costs=("squared_error",), outputs=("sigmoid",)), only_output=True
    ),
    "no-g-prime": Aim((Kind.DC_DZ,), Needs(hidden=SMOOTH), short=1),
    "g-prime-at-a": Aim((Kind.DA_DZ, Kind.DC_DZ), Needs(hidden=SMOOTH), short=1),
    "sigma-for-sigma-prime": Aim((Kind.DA_DZ, Kind.DC_DZ), Needs(outputs=SMOOTH), only_output=True),
    "own-a": Aim((Kind.DZ_DTHETA, Kind.DC_DTHETA)),
    "z-for-a": Aim((Kind.DZ_DTHETA, Kind.DC_DTHETA), Needs(hidden=SMOOTH), first=2),
    "no-theta": Aim((Kind.DC_DA,), short=1),
    "one-path": Aim((Kind.DC_DA,), Needs(wide=True), short=1),
    "transpose": Aim((Kind.DC_DA, Kind.DZ_DA), Needs(square=True), short=1),
    "bias-times-a": Aim((Kind.DC_DB,)),
    "bias-gradient-is-bias": Aim((Kind.DC_DB,)),
    "update-not-gradient": Aim(GRADIENTS),
    "new-weight": Aim((Kind.DC_DA,), Needs(rates=(0.8, 1.5, 2.0, 3.0)), short=1),
    "gate-ignored": Aim((Kind.DC_DZ, Kind.DC_DZ, Kind.DA_DZ), Needs(hidden=("relu",)), short=1),
    "sum-not-mean": Aim(JOINT, Needs(several=True)),
}

# Skills that have no slip of their own borrow those that show them.
SLIPS_OF_SKILL: dict[str, tuple[str, ...]] = {
    "softmax": ("no-sigma-prime", "one-path", "sign"),
    "chain": ("no-theta", "no-g-prime", "sign", "no-sigma-prime", "own-a"),
}
NEEDS_OF_SKILL: dict[str, Needs] = {"softmax": Needs(costs=("cross_entropy",), outputs=("softmax",))}
UPDATES = Aim((Kind.THETA_NEW, Kind.B_NEW))
FORWARD = Aim((Kind.Z, Kind.A))


def slips_of(skill: str) -> tuple[str, ...]:
    """The slips that a question on a skill may be about."""
    return SLIPS_OF_SKILL.get(skill) or tuple(name for name in PROBED if SLIPS[name].skill == skill)


def gradients_of(skill: str) -> tuple[Kind, ...]:
    """The gradients at which a chain ends that a question on a skill is about."""
    return {"bias": (Kind.DC_DB,), "weight": (Kind.DC_DTHETA,)}.get(skill, GRADIENTS)


def keys_of(network: Network, kind: Kind, layer: int) -> Iterator[Key]:
    """Every key of a kind in a layer."""
    for j in range(1, network.widths[layer] + 1):
        match kind:
            case Kind.DC_DTHETA | Kind.DJ_DTHETA | Kind.DZ_DTHETA | Kind.THETA_NEW | Kind.THETA:
                for k in range(1, network.widths[layer - 1] + 1):
                    yield Key(kind, layer, j, k)
            case Kind.DZ_DA:
                if layer > 1:
                    for k in range(1, network.widths[layer - 1] + 1):
                        yield Key(kind, layer, j, k)
            case Kind.DA_DZ:
                yield Key(kind, layer, j, j)
            case _:
                yield Key(kind, layer, j)
