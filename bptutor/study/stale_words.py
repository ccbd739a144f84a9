"""What is said of stale values: how many, what has changed, and along which steps it comes to one of them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bptutor.engine.network import Network
from bptutor.foundation.numbers import counted, short
from bptutor.study.stale import Stale, tally
from bptutor.trace.finding import GIVEN as FROM_THE_START
from bptutor.trace.finding import step_of
from bptutor.trace.keys import RATE, Key, Kind
from bptutor.trace.optimiser_keys import GIVEN as GIVEN_OF_OPTIMISERS
from bptutor.trace.steps import Level
from bptutor.trace.symbols import PRODUCTS, SUMS, Namer
from bptutor.trace.timeline import Timeline

GIVEN = FROM_THE_START | GIVEN_OF_OPTIMISERS
MOST_NAMED = 4
MOST_STEPS = 2_000
Place = tuple[Key, int]  # a key and the row of its example


def summary(stale: Stale, row: int, namer: Namer) -> str:
    """What the window says above the drawing."""
    what = " and ".join(named_changes(stale, row, namer)) or "an example that is not shown"
    count = tally(stale, row)
    verb = "is" if count.stale == 1 else "are"
    does = "does" if count.holding == 1 else "do"
    rest = f"; {count.holding:,} {does} not depend on it" if count.holding else ""
    return (
        f"Changed: {what}. {counted(count.stale, 'value')} shown {verb} out of date{rest}. "
        "Recompute to here, or step on to recompute everything."
    )


def named_changes(stale: Stale, row: int, namer: Namer, most: int = 3) -> list[str]:
    """What has changed, by name, from what to what; after `most` of them how many more."""
    found, texts = changed_keys(stale, row), []
    for key in found[:most]:
        old, new = stale.before.values[key, row], stale.after.values[key, row]
        texts.append(f"{namer.plain(key)} ({short(old)}\u00a0→\u00a0{short(new)})")
    texts += _changed_rules(stale.before.network, stale.after.network)
    more = len(found) - most
    return [*texts, counted(more, "other number")] if more > 0 else texts


def changed_keys(stale: Stale, row: int) -> list[Key]:
    """The given numbers that have changed: parameters, the learning rate, x and y of the example in sight."""
    changed, keys = stale.changed, [RATE] if stale.changed.rate else []
    for layer, (weights, biases) in enumerate(zip(changed.weights, changed.biases, strict=True), 1):
        keys += [Key(Kind.THETA, layer, int(j) + 1, int(k) + 1) for j, k in np.argwhere(weights)]
        keys += [Key(Kind.B, layer, int(j) + 1) for j in np.flatnonzero(biases)]
    keys += [Key(Kind.X, 0, int(k) + 1) for k in np.flatnonzero(changed.inputs[row])]
    keys += [Key(Kind.Y, 0, int(k) + 1) for k in np.flatnonzero(changed.targets[row])]
    return keys


def _changed_rules(before: Network, after: Network) -> list[str]:
    texts = [
        f"the activation of layer {number} ({one.activation.title} → {other.activation.title})"
        for number, (one, other) in enumerate(zip(before.layers, after.layers, strict=True), 1)
        if one.activation is not other.activation
    ]
    if before.cost is not after.cost:
        texts.append(f"the cost ({before.cost.title} → {after.cost.title})")
    if before.relu_slope_at_zero != after.relu_slope_at_zero:
        texts.append(f"g′(0) ({short(before.relu_slope_at_zero)} → {short(after.relu_slope_at_zero)})")
    return texts


def why(stale: Stale, key: Key, row: int, namer: Namer) -> str:
    """A sentence about one value: along which values the change comes to it, or that none does."""
    name = namer.plain(key)
    if not stale(key, row):
        return f"{name} holds: nothing that it is made of has changed."
    causes = cause(stale, key, row)
    named = [one for one, _ in causes if one.kind not in PRODUCTS and one.kind not in SUMS]
    source = _source(stale, causes[-1], namer) if causes else "a rule that has changed"
    between = named[:-1] if causes and causes[-1][0].kind in GIVEN else named
    texts = [namer.plain(one) for one in between]
    if len(texts) > MOST_NAMED:
        texts = [*texts[:2], "…", *texts[-2:]]
    way = f", by way of {', '.join(texts)}" if texts else ""
    return f"{name} is from before: it was made with {source}{way}."


def _source(stale: Stale, place: Place, namer: Namer) -> str:
    key, row = place
    if key.kind not in GIVEN:
        return "a rule that has changed"
    old, new = stale.before.values[key, row], stale.after.values[key, row]
    return f"{namer.plain(key)} = {short(old)}, which is {short(new)} now"


def cause(stale: Stale, key: Key, row: int) -> list[Place]:
    """The values from a stale one down to the changed number, each a term of the step that makes the one
    before it; it ends early where the rule itself is what has changed."""
    found: list[Place] = []
    at = (key, row)
    while len(found) < MOST_STEPS:
        terms = (place for place in terms_of(stale.before, *at) if _has_changed(stale, *place))
        following = next(terms, None)
        if following is None:
            return found
        found.append(following)
        if following[0].kind in GIVEN:
            return found
        at = following
    return found


def _has_changed(stale: Stale, key: Key, row: int) -> bool:
    if key.kind in GIVEN:
        return stale.before.values[key, row] != stale.after.values[key, row]
    return stale.marks(key, row)


def terms_of(timeline: Timeline, key: Key, row: int) -> Iterator[Place]:
    """What the step that makes a value is made of, each with the row of its example."""
    at = step_of(timeline, key, Level.TERM, row)
    if at is None or at < 0:
        return
    step = timeline.step(Level.TERM, at)
    for term in step.terms:
        yield term.key, row if term.example is None else timeline.rows.index(term.example - 1)
