"""Which numbers of an optimiser's update depend on what an edit has changed: those whose recipe reads it.

An edit begins a new run, whose optimiser remembers nothing yet: so what it has remembered is changed too, and
the number of the update, which the bias correction reads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from bptutor.study.stale_differences import Differences, Truths
from bptutor.trace.keys import OF_BIAS, SETTINGS, Key, Kind
from bptutor.trace.layout import Part, Segment
from bptutor.trace.optimiser_keys import parameter_of
from bptutor.trace.optimiser_rules import MOMENTS, ROUNDS
from bptutor.trace.timeline import Timeline

Joint = Callable[[int], tuple[Truths, Truths]]


class OptimiserMasks:
    """Truths for each number of a layer's weights or biases. `joint` has those of their gradients."""

    def __init__(self, timeline: Timeline, changed: Differences, joint: Joint) -> None:
        self._rule = timeline.optimiser.rule
        self._changed = changed
        self._joint = joint
        self._found: dict[tuple[int, bool], Mapping[Kind, Truths]] = {}

    def __call__(self, key: Key) -> bool:
        """Whether an optimiser's number is stale; a setting never is."""
        if parameter_of(key) is None:
            return False
        bias = bool(key.n & OF_BIAS)
        truths = self.truths(key.layer, bias)[key.kind]
        return bool(truths[key.j - 1] if bias else truths[key.j - 1, key.k - 1])

    def round(self, segment: Segment) -> Truths:
        """Of the values of an update's segment, in their order."""
        truths = self.truths(segment.layer, segment.part is Part.NEW_B)
        return np.stack([truths[kind] for kind, _ in segment.cuts], axis=-1)

    def truths(self, layer: int, bias: bool) -> Mapping[Kind, Truths]:
        """Of all numbers of the weights or biases of a layer, shaped like them."""
        if (layer, bias) not in self._found:
            self._found[layer, bias] = self._made(layer, bias)
        return self._found[layer, bias]

    def _made(self, layer: int, bias: bool) -> Mapping[Kind, Truths]:
        changed, at = self._changed, int(bias)
        own = (changed.weights, changed.biases)[at][layer - 1]
        flags = {kind: False for kind in SETTINGS} | {Kind.RATE: changed.rate}
        flags |= {Kind.CORRECTION1: changed.updates, Kind.CORRECTION2: changed.updates}
        found = {kind: np.broadcast_to(np.bool_(flag), own.shape) for kind, flag in flags.items()}
        found |= {Kind.THETA: own, Kind.DC_DTHETA: np.broadcast_to(self._joint(layer)[at], own.shape)}
        for kind, part in zip(MOMENTS[self._rule], changed.moments, strict=True):
            found[kind] = part[at][layer - 1]
        for value in ROUNDS[self._rule]:
            for recipe in value.recipes:
                found[recipe.target] = np.logical_or.reduce([found[term] for term in recipe.terms])
        return found
