"""What a value is under other conventions: ½ or not, mean or sum, mean over the outputs, g′(0).

"A textbook with ½ has −0.0721": numbers that differ from the ones in sight by a convention only.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING

from msgspec.structs import replace

from bptutor.engine.costs import COSTS
from bptutor.engine.network import Network, Reduction
from bptutor.foundation.frozen import Frozen
from bptutor.trace.keys import Key, Kind

if TYPE_CHECKING:
    from bptutor.exercise.task import Task

OVER_EXAMPLES = frozenset({Kind.J, Kind.DJ_DTHETA, Kind.DJ_DB})
FROM_COST = OVER_EXAMPLES | {Kind.C, Kind.DC_DA, Kind.DC_DZ, Kind.DC_DTHETA, Kind.DC_DB}
OF_ALL = {Kind.C: Kind.J, Kind.DC_DTHETA: Kind.DJ_DTHETA, Kind.DC_DB: Kind.DJ_DB}
OF_ONE = {joint: single for single, joint in OF_ALL.items()}
OTHER_SQUARE = {"squared_error": "half_squared_error", "half_squared_error": "squared_error"}
SLOPES = {0.0: "0", 0.5: "½", 1.0: "1"}


class Convention(Frozen):
    """A value under other conventions; `titles` are those that differ from the ones in force. It is
    `scale` times the value `asked` of `network`."""

    titles: tuple[str, ...]
    value: float
    network: Network
    asked: Key
    scale: float = 1.0

    @property
    def said(self) -> str:
        """“with ½ in the cost and the sum over the examples”."""
        return "with " + " and ".join(self.titles)


def other_conventions(task: Task, key: Key) -> list[Convention]:
    """The key's value under every other choice of conventions that changes it, the fewest changes first."""
    if key.kind not in FROM_COST:
        return []
    found = []
    for titles, network, factor, asked in _choices(task, key):
        value = factor * replace(task, network=network).truth(asked)
        found.append(Convention(titles, value, network, asked, factor))
    found.sort(key=lambda convention: len(convention.titles))
    needed = [one for at, one in enumerate(found) if not any(_says_as_much(o, one) for o in found[:at])]
    return [convention for convention in needed if convention.titles]


def _says_as_much(fewer: Convention, more: Convention) -> bool:
    """Whether a value needs only some of the changes to be what it is."""
    return fewer.value == more.value and set(fewer.titles) < set(more.titles)


def _choices(task: Task, key: Key) -> Iterator[tuple[tuple[str, ...], Network, float, Key]]:
    network = task.network
    for cost, mean, slope, outputs, asked in product(
        _costs(network), _reductions(task, key), _slopes(network), _outputs(network), _examples(task, key)
    ):
        titles = tuple(choice[0] for choice in (cost, mean, slope, outputs, asked) if choice[0])
        made = replace(network, cost=COSTS[cost[1]], reduction=mean[1], relu_slope_at_zero=slope[1])
        yield titles, made, outputs[1], asked[1]


def _costs(network: Network) -> list[tuple[str, str]]:
    own = network.cost.name
    if own not in OTHER_SQUARE:
        return [("", own)]
    title = "½ in the cost" if own == "squared_error" else "no ½ in the cost"
    return [("", own), (title, OTHER_SQUARE[own])]


def _reductions(task: Task, key: Key) -> list[tuple[str, Reduction]]:
    own = task.network.reduction
    if key.kind not in OVER_EXAMPLES or len(task.examples) == 1:
        return [("", own)]
    other: Reduction = "sum" if own == "mean" else "mean"
    return [("", own), (f"the {other} over the examples", other)]


def _slopes(network: Network) -> list[tuple[str, float]]:
    own = network.relu_slope_at_zero
    if not any(layer.activation.has_kink for layer in network.layers):
        return [("", own)]
    return [("", own), *((f"g′(0) = {said}", value) for value, said in SLOPES.items() if value != own)]


def _outputs(network: Network) -> list[tuple[str, float]]:
    """PyTorch's MSELoss and BCELoss and those of Keras are means over the outputs too."""
    width = network.widths[-1]
    if width == 1 or network.cost.name == "cross_entropy":
        return [("", 1.0)]
    return [("", 1.0), ("the mean over the outputs", 1.0 / width)]


def _examples(task: Task, key: Key) -> list[tuple[str, Key]]:
    """A number for one example where all are meant, and the other way round."""
    own = ("", key)
    if len(task.examples) == 1:
        return [own]
    if key.kind in OF_ALL:
        return [own, ("all examples together", key.of_kind(OF_ALL[key.kind]))]
    if key.kind in OF_ONE:
        return [own, ("the example in sight alone", key.of_kind(OF_ONE[key.kind]))]
    return [own]
