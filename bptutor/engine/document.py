"""What a `.bpnet` file says, as a value: a network with its name, examples and way of learning."""

from __future__ import annotations

from msgspec import field

from bptutor.engine.examples import Batching, Examples
from bptutor.engine.network import Network
from bptutor.foundation.frozen import Frozen


class Document(Frozen, eq=False):
    """Everything that one file holds. `examples` is None where the file has no data."""

    network: Network
    name: str = ""
    examples: Examples | None = None
    learning_rate: float = 0.1
    batching: Batching = field(default_factory=Batching)
