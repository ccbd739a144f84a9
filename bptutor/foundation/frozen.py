"""What everything that never changes is made of.

Each is a `msgspec.Struct` and not a dataclass: nothing is generated as source and compiled. A class costs
0.03 ms where a frozen, slotted dataclass costs 1 ms (which was a quarter of the start of the window), and an
instance is made six times as fast."""

from __future__ import annotations

from typing import dataclass_transform

from msgspec import Struct, field


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Frozen(Struct, frozen=True):
    """The base of what never changes: its fields are set once, when it is made.

    `eq=False` compares by identity, where arrays or functions live inside; `dict=True` admits
    `cached_property`. `msgspec.structs.replace` makes a changed copy."""
