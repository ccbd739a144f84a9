"""What each array of a file is taken for, as a person may change it: a plan from a proposal, and back.

A proposal is a guess that fits together. A plan may be half done: a layer without weights, a bias that is
too long. `proposal_of` says in a sentence what a plan still lacks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

from bptutor.engine.arrays import Array
from bptutor.engine.changes import by
from bptutor.engine.limits import MAX_LAYERS
from bptutor.engine.weights_files import Tensor
from bptutor.engine.weights_files_guess import Proposal, Proposed, propose
from bptutor.foundation.errors import TutorError
from bptutor.foundation.frozen import Frozen

Part = Literal["weights", "biases"]


class Use(Frozen):
    """What an array is taken for: the weights (perhaps transposed) or the biases of a layer, from 1."""

    layer: int
    part: Part
    transposed: bool = False

    @property
    def said(self) -> str:
        """The use in a word or two."""
        return f"{self.part} of layer {self.layer}"


Plan = Mapping[str, Use]  # by name; what is not in it is left over


def first_plan(tensors: Sequence[Tensor]) -> tuple[Plan, str]:
    """The likeliest plan; where no guess fits together an empty one, and why."""
    try:
        return plan_of(propose(tensors)), ""
    except TutorError as error:
        return {}, str(error)


def plan_of(proposal: Proposal) -> Plan:
    """The plan that a proposal is."""
    plan: dict[str, Use] = {}
    for number, layer in enumerate(proposal.layers, 1):
        plan[layer.weights] = Use(number, "weights", layer.transposed)
        if layer.bias is not None:
            plan[layer.bias] = Use(number, "biases")
    return plan


def reused(plan: Plan, name: str, use: Use | None) -> Plan:
    """The plan with another use for an array (None: it is left over). What had that use takes the old one."""
    before = plan.get(name)
    other = next((owner for owner, its in plan.items() if owner != name and _same_place(its, use)), None)
    changed = {owner: its for owner, its in plan.items() if owner not in (name, other)}
    if use is not None:
        changed[name] = use
    if other is not None and before is not None:
        changed[other] = before
    return changed


def uses(array: Array, depth: int) -> tuple[Use | None, ...]:
    """What an array can be taken for in a network of `depth` layers, or of one more; first, nothing."""
    layers = range(1, min(depth + 1, MAX_LAYERS) + 1)
    parts: list[Part] = []
    if array.ndim == 2:
        parts.append("weights")
    if array.ndim == 1 or (array.ndim == 2 and 1 in array.shape):
        parts.append("biases")
    return (None, *(Use(layer, part) for layer in layers for part in parts))


def depth_of(plan: Plan) -> int:
    """The number of the last layer that has something."""
    return max((use.layer for use in plan.values()), default=0)


def proposal_of(plan: Plan, tensors: Sequence[Tensor]) -> Proposal:
    """The plan as a proposal, if every layer has weights. Raises TutorError that says which has none."""
    arrays = {tensor.name: tensor.array for tensor in tensors}
    layers = []
    for number in range(1, depth_of(plan) + 1):
        weights = _owner(plan, number, "weights")
        if weights is None:
            raise TutorError(f"layer {number} has no weights yet: choose an array for them")
        rows, columns = arrays[weights].shape
        turned = plan[weights].transposed
        outputs, inputs = (columns, rows) if turned else (rows, columns)
        layers.append(Proposed(weights, _owner(plan, number, "biases"), turned, outputs, inputs, True))
    if not layers:
        raise TutorError("no array is taken yet: choose what each of them is for")
    unused = tuple(tensor.name for tensor in tensors if tensor.name not in plan)
    return Proposal(tuple(layers), unused)


def missing(plan: Plan) -> tuple[str, ...]:
    """What no array of the file is taken for, layer by layer."""
    found = []
    for number in range(1, depth_of(plan) + 1):
        parts: tuple[Part, ...] = ("weights", "biases")
        found += [Use(number, part).said for part in parts if _owner(plan, number, part) is None]
    return tuple(found)


def refuse_twins(tensors: Sequence[Tensor]) -> None:
    """Raises TutorError where two arrays have one name, so that nobody could say which is meant."""
    name, count = Counter(tensor.name for tensor in tensors).most_common(1)[0]
    if count > 1:
        raise TutorError(f"{count} arrays are called {name}: give each a name of its own")


def shape_said(array: Array) -> str:
    """3 × 2, or 4 for a vector, or one number."""
    return by(array.shape) or "one number"


def _owner(plan: Plan, layer: int, part: Part) -> str | None:
    return next((name for name, use in plan.items() if (use.layer, use.part) == (layer, part)), None)


def _same_place(one: Use, other: Use | None) -> bool:
    return other is not None and (one.layer, one.part) == (other.layer, other.part)
