"""What every slip has: an id, a skill, the rule that it replaces, where, and what is said about it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import ClassVar

from bptutor.exercise.task import Task
from bptutor.exercise.ways import Spot, Way
from bptutor.foundation.frozen import Frozen
from bptutor.trace.keys import FACTORS, Key, Kind
from bptutor.trace.symbols import Namer

MOST_PATHS = 8
BIAS_KINDS = frozenset({Kind.DC_DB, Kind.DJ_DB})
WEIGHT_KINDS = frozenset({Kind.DC_DTHETA, Kind.DJ_DTHETA})
GRADIENT_KINDS = BIAS_KINDS | WEIGHT_KINDS


class Scene(Frozen):
    """What a message may speak of: the task, the asked key, where the rule was replaced,
    and names of values."""

    task: Task
    key: Key
    spot: Spot
    namer: Namer

    def name(self, kind: Kind, layer: int = 0, j: int = 1, k: int = 1) -> str:
        """A value's name in the learner's notation."""
        return self.namer.plain(Key(kind, layer, j, k))

    @property
    def asked(self) -> str:
        """The name of the asked value."""
        return self.namer.plain(self.key)

    @property
    def layer(self) -> int:
        """The layer that a message is about: the replaced one that is nearest to the cost."""
        return max(self.spot.layers, default=max(self.key.layer, 1))

    def j_of(self, layer: int) -> int:
        """The neuron to name in a layer: the asked one in its own layer, else the first."""
        return max(self.key.j, 1) if layer == self.key.layer else 1


class Slip(Way):
    """A known wrong road: the right way with one rule replaced at a spot.

    `spots` are the places where the slip may happen on the way to a key; none where it cannot. A slip whose
    value is the right one has not been made, and is never spoken of."""

    id: ClassVar[str]
    skill: ClassVar[str]
    title: ClassVar[str]  # what was done, as a choice among several: "left out σ′(z)"

    @classmethod
    @abstractmethod
    def spots(cls, task: Task, key: Key) -> Iterable[Spot]:
        """Where the slip may happen on the way to a key."""

    @classmethod
    @abstractmethod
    def message(cls, scene: Scene) -> str:
        """What was done, in plain words, and the question that leads on; never the answer."""


def behind(task: Task, key: Key) -> range:
    """The layers that the way to a key goes through, its own included."""
    return range(max(key.layer, 1), task.network.depth + 1) if key.layer else range(0)


def weights_behind(task: Task, key: Key) -> list[int]:
    """The layers whose weights the way to a key goes back through, its own where the key is
    or ends with one."""
    first = key.layer if key.kind in (Kind.OVER_Z, Kind.DZ_DA) else key.layer + 1
    return [layer for layer in behind(task, key) if layer >= first]


def each_and_all(layers: Sequence[int]) -> list[Spot]:
    """At all of the layers, and at each alone."""
    alone = [Spot(frozenset({layer})) for layer in layers]
    return [Spot(frozenset(layers)), *alone] if len(layers) > 1 else alone


def is_backward(key: Key) -> bool:
    """Whether a value belongs to the way back from C: what a chain reaches, or one of its factors."""
    return key.layer > 0 and key.kind not in (Kind.Z, Kind.A)


def on_the_way(key: Key) -> bool:
    """Whether a value is reached by a chain, so that something can be left out of it (out of
    a factor, nothing can)."""
    return is_backward(key) and key.kind not in FACTORS
