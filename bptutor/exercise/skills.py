"""What is mastered, one thing at a time. The ids are what lessons, progress files and
the command line use."""

from __future__ import annotations

from bptutor.engine.network import Network
from bptutor.foundation.errors import TutorError
from bptutor.foundation.frozen import Frozen
from bptutor.trace.keys import Key, Kind
from bptutor.trace.optimiser_keys import OPTIMISER_KINDS


class Skill(Frozen):
    """One thing to master. `symbol` is what stands for it where there is little room."""

    id: str
    title: str
    symbol: str


SKILLS: dict[str, Skill] = {
    skill.id: skill
    for skill in (
        Skill("forward", "the forward pass", "z, a"),
        Skill("cost-derivative", "the cost’s derivative", "cost′"),
        Skill("sigmoid-derivative", "the sigmoid’s derivative", "σ′"),
        Skill("activation-derivative", "a hidden layer’s derivative", "g′"),
        Skill("back-through-weight", "back through a weight", "θ"),
        Skill("weight", "the gradient of a weight", "∂θ"),
        Skill("bias", "the gradient of a bias", "∂b"),
        Skill("sum-over-paths", "the sum over paths", "Σ"),
        Skill("update", "the update", "θ⁺"),
        Skill("examples", "several examples", "J"),
        Skill("softmax", "softmax and cross-entropy", "softmax"),
        Skill("chain", "the chain as a whole", "∂C/∂θ"),
    )
}


def skill_named(name: str) -> Skill:
    """The skill of that id. Raises TutorError that lists them."""
    if name not in SKILLS:
        raise TutorError(f"there is no skill “{name}”: choose from {', '.join(SKILLS)}")
    return SKILLS[name]


def skill_of(network: Network, key: Key) -> str:
    """The skill that working out a value by its last step takes."""
    output, wide = key.layer == network.depth, key.layer < network.depth and network.widths[key.layer + 1] > 1
    match key.kind:
        case Kind.DC_DA:
            return "cost-derivative" if output else "sum-over-paths" if wide else "back-through-weight"
        case Kind.DZ_DA:
            return "back-through-weight"
        case Kind.DC_DZ | Kind.DA_DZ if network.layers[key.layer - 1].activation.mixes:
            return "softmax"
        case Kind.DC_DZ | Kind.DA_DZ:
            return "sigmoid-derivative" if output else "activation-derivative"
        case Kind.DC_DTHETA | Kind.DZ_DTHETA:
            return "weight"
        case Kind.DC_DB | Kind.DZ_DB:
            return "bias"
        case Kind.DJ_DTHETA | Kind.DJ_DB | Kind.J:
            return "examples"
        case Kind.THETA_NEW | Kind.B_NEW:
            return "update"
        case kind if kind in OPTIMISER_KINDS:
            return "update"
    return "forward"
