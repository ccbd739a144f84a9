"""A step of an optimiser's update as a sentence: a pattern with named places."""

from __future__ import annotations

from bptutor.engine.optimisers import RULES
from bptutor.trace.keys import Key, Kind
from bptutor.trace.making import Source
from bptutor.trace.optimiser_keys import parameter_of
from bptutor.trace.steps import Step

Place = Key | float | int | str
Told = tuple[str, dict[str, Place]]

KEPT = "{{title}} keeps {{one}} = {{first}} of the {} {{other}} = {{second}}, which is {{value}}."
SENTENCES = {
    Kind.KEPT_VELOCITY: KEPT.format("velocity"),
    Kind.KEPT_M: KEPT.format("mean so far,"),
    Kind.KEPT_V: KEPT.format("mean square so far,"),
    Kind.KEPT_S: KEPT.format("mean square so far,"),
    Kind.ADDED_M: "It adds {one} = {first} of the gradient {other} = {second}, which is {value}.",
    Kind.SQUARE: "The gradient {one} = {first} times itself is {value}: its sign does not matter.",
    Kind.ADDED_V: "It adds {one} = {first} of the square {second}, which is {value}.",
    Kind.ADDED_S: "It adds {one} = {first} of the square {second}, which is {value}.",
    Kind.AHEAD_VELOCITY: "{title} looks ahead: {one} = {first} of the new velocity {second} is {value}.",
    Kind.AHEAD: "The gradient {first} and the look ahead {second} add up to {target} = {value}.",
    Kind.ROOT_S: "The root of {one} = {first} is {value}: how large gradients have been here.",
    Kind.ROOT_V: "The root of {one} = {first} is {value}: how large gradients have been here.",
    Kind.BELOW_S: "{other} = {second} is added, so that nothing is ever divided by 0: {value}.",
    Kind.BELOW_V: "{other} = {second} is added, so that nothing is ever divided by 0: {value}.",
    Kind.RATIO: "{one} = {first} divided by {second} is {value}: steep and flat directions move alike.",
    Kind.CHANGE: "The learning rate {first} times {other} = {second} is the change, {value}.",
}
MOMENTS = {
    Kind.M_NEW: "{title} mixes {first} from before and {second} from the gradient into its running mean: "
    "{target} = {value}.",
    Kind.V_NEW: "{title} mixes {first} from before and {second} from the gradient’s square: "
    "{target} = {value}.",
    Kind.S_NEW: "{title} mixes {first} from before and {second} from the gradient’s square: "
    "{target} = {value}.",
}
VELOCITY = "What is kept, {first}, and the gradient {other} = {second} are the velocity {target} = {value}."
CORRECTED = {
    1: "At the first update {one} is {below} of what it should be, for it began at 0: {target} = {value}.",
    2: "After {update} updates {one} is still {below} of what it should be, for it began at 0: "
    "{target} = {value}.",
}
UP = "{title}, update {update}: {one} goes up by {change}, from {first} to {value}."
DOWN = "{title}, update {update}: {one} goes down by {change}, from {first} to {value}."
STAYS = "{title}, update {update}: the change is 0, so {one} stays at {value}."
SCALED = "Layer {layer}, {title}, update {update}: all parameters move, each by a step of its own size."
MOVED = "Layer {layer}, {title}, update {update}: all parameters move on with their velocities."


def told(step: Step, source: Source, places: dict[str, Place]) -> Told:
    """The sentence of a step of the value or term level; `places` has its target and value."""
    optimising = source.values.optimising
    one, other = step.terms[0], step.terms[1] if len(step.terms) > 1 else step.terms[0]
    places |= {"one": one.key, "first": float(one.value), "other": other.key, "second": float(other.value)}
    places |= {"title": _title(source), "update": optimising.update}
    kind = step.target.kind
    if kind in (Kind.M_HAT, Kind.V_HAT):
        places |= {"below": float(other.value)}
        return CORRECTED[min(optimising.update, 2)], places
    if kind is Kind.V_NEW and other.key.kind is not Kind.ADDED_V:
        return VELOCITY, places
    if kind in MOMENTS:
        return MOMENTS[kind], places
    return (SENTENCES[kind], places) if parameter_of(step.target) else _update(step, places)


def _update(step: Step, places: dict[str, Place]) -> Told:
    before, after = float(step.terms[0].value), float(step.value)
    places |= {"change": abs(after - before)}
    return (UP if after > before else DOWN if after < before else STAYS), places


def told_of_layer(step: Step, source: Source, places: dict[str, Place]) -> Told:
    """The sentence of a step of the layer level."""
    places |= {"title": _title(source), "update": source.values.optimising.update}
    return (SCALED if step.terms[2].key.kind is Kind.RATIO else MOVED), places


def _title(source: Source) -> str:
    title = RULES[source.values.optimising.optimiser.rule].title
    return title[0].upper() + title[1:]
