"""Names of what an optimiser computes for one parameter: `m(theta[2][1,3])`, `beta1*m(theta[2][1,3])`.

They have the style of the other names of values, and like there a product's name is made of its factors'
names; a + after a moment's letter is the moment after the update. Such a key has its parameter's layer and
indices, and its `n` says whether that is a bias, and whether its gradient is of J. What is the same for all
parameters (`beta1`, `epsilon`) has no indices at all.
"""

from __future__ import annotations

from bptutor.trace.keys import (
    GRADIENTS,
    J_GRADIENTS,
    OF_A_PARAMETER,
    OF_BIAS,
    OF_J,
    SETTINGS,
    UPDATED,
    WITH_GRADIENT,
    Key,
    Kind,
)

BEFORE = frozenset({Kind.M, Kind.V, Kind.S})
OPTIMISER_KINDS = OF_A_PARAMETER | SETTINGS
GIVEN = SETTINGS | BEFORE
AFTER = {Kind.M: Kind.M_NEW, Kind.V: Kind.V_NEW, Kind.S: Kind.S_NEW}


def key_of(kind: Kind, parameter: Key, several: bool) -> Key:
    """The key of a number of a θ's or b's update. `kind` may also be of what is no optimiser's own: θ, ∂C/∂θ
    and θ⁺ stand for the parameter, its gradient (of C, or of J over several examples) and its new number."""
    weight = parameter.kind is Kind.THETA
    match kind:
        case Kind.THETA:
            return parameter
        case Kind.THETA_NEW:
            return parameter.of_kind(UPDATED[parameter.kind])
        case Kind.DC_DTHETA:
            return parameter.of_kind((J_GRADIENTS if several else GRADIENTS)[parameter.kind])
        case _ if kind not in OF_A_PARAMETER:
            return Key(kind)
        case _:
            of = (0 if weight else OF_BIAS) | (OF_J if several and kind in WITH_GRADIENT else 0)
            return parameter._replace(kind=kind, n=of)


def gradient_of(key: Key) -> Key:
    """The gradient that a number of an optimiser is made with, which is named in its key."""
    parameter = parameter_of(key)
    assert parameter is not None and key.kind in WITH_GRADIENT, key
    return key_of(Kind.DC_DTHETA, parameter, bool(key.n & OF_J))


def parameter_of(key: Key) -> Key | None:
    """The weight or bias that a number of an optimiser is about; None for one that is about none."""
    if key.kind not in OF_A_PARAMETER:
        return None
    return key._replace(kind=Kind.B if key.n & OF_BIAS else Kind.THETA, n=0)
