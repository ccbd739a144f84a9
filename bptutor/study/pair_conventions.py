"""A study under another convention: the same parameters at every iteration, other numbers."""

from __future__ import annotations

from msgspec.structs import replace

from bptutor.engine.arrays import Array, frozen
from bptutor.engine.changes_ways import set_cost, set_reduction, set_slope_at_zero
from bptutor.engine.document import Document
from bptutor.engine.network import Network
from bptutor.study.edit_reduce import document_in_sight
from bptutor.study.pair_state import Convention
from bptutor.study.state import State
from bptutor.trace.timeline import timeline_of

SQUARES = {"squared_error": 1.0, "half_squared_error": 0.5}
WORDS = {
    Convention("cost", "squared_error"): "without ½ in the cost",
    Convention("cost", "half_squared_error"): "with ½ in the cost",
    Convention("reduction", "mean"): "with J as the mean",
    Convention("reduction", "sum"): "with J as the sum",
    Convention("relu_slope_at_zero", 0.0): "with g′(0) = 0",
    Convention("relu_slope_at_zero", 0.5): "with g′(0) = ½",
    Convention("relu_slope_at_zero", 1.0): "with g′(0) = 1",
}


def in_force(network: Network, convention: Convention) -> Convention:
    """What a network has where a convention has its own choice."""
    value: str | float = network.relu_slope_at_zero
    if convention.name == "cost":
        value = network.cost.name
    elif convention.name == "reduction":
        value = network.reduction
    return Convention(convention.name, value)


def other_conventions(state: State) -> list[Convention]:
    """The conventions that are not in force and that can change a number of the network in sight."""
    network, several = state.network, len(state.timeline.rows) > 1
    kinked = any(layer.activation.has_kink for layer in network.layers)
    matters = {"cost": network.cost.name in SQUARES, "reduction": several, "relu_slope_at_zero": kinked}
    return [one for one in WORDS if matters[one.name] and in_force(network, one) != one]


def changed(document: Document, convention: Convention) -> Document:
    """The document under a convention; the very same where it is in force, or a ½ has no place."""
    match convention.name:
        case "cost" if document.network.cost.name not in SQUARES:
            return document
        case "cost":
            return set_cost(document, str(convention.value)).document
        case "reduction":
            return set_reduction(document, str(convention.value)).document
        case _:
            return set_slope_at_zero(document, float(convention.value)).document


def under(state: State, convention: Convention) -> State:
    """The study with its network in sight under a convention, and the costs that its run has then."""
    document = changed(document_in_sight(state), convention)
    at, own = state.run.offset + state.iteration, state.timeline
    timeline = timeline_of(document, at, document.network, own.optimiser, own.moments)
    run = replace(state.run, costs=_costs(state, convention), document=document)
    return replace(state, document=document, timeline=timeline, run=run)


def _costs(state: State, convention: Convention) -> Array:
    """J of the same networks under the convention: each convention multiplies it by something."""
    network, costs = state.network, state.run.costs
    own = in_force(network, convention).value
    if own == convention.value or convention.name == "relu_slope_at_zero":
        return costs
    factor = 1.0  # where a ½ has no place
    if convention.name == "reduction":
        count = len(state.document.examples or ())
        factor = count if convention.value == "sum" else 1 / count
    elif own in SQUARES:
        factor = SQUARES[str(convention.value)] / SQUARES[str(own)]
    return frozen(costs * factor)
