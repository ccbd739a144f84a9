"""A step as one plain sentence.

A sentence is kept in parts, text and keys, so that a panel can light a symbol of it; `text` joins them. The
patterns are whole sentences with named places, so that they can be translated whole.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from string import Formatter

from bptutor.engine.network import Layer
from bptutor.foundation.frozen import Frozen
from bptutor.foundation.language import Language, english
from bptutor.foundation.numbers import short
from bptutor.trace.keys import FACTORS, Key, Kind
from bptutor.trace.making import Source, is_of_optimiser
from bptutor.trace.steps import Level, Step, StepKind
from bptutor.trace.symbols import Namer

Place = Key | float | int | str


class Sentence(Frozen):
    """Parts in order: text, or the key of a value that is named there."""

    parts: tuple[str | Key, ...]

    def text(self, namer: Namer) -> str:
        """The sentence as one line."""
        return "".join(namer.plain(part) if isinstance(part, Key) else part for part in self.parts)


def narrate(
    step: Step, source: Source, language: Language | None = None, namer: Namer | None = None
) -> Sentence:
    """What happens in a step, in one sentence; with a namer its factors are called as its notation has it."""
    pattern, places = (_layer if step.level is Level.LAYER else _fine)(step, source)
    if namer is not None and step.kind is StepKind.CHAIN and isinstance(other := places.get("other"), Key):
        places |= {"other": namer.as_factor(other)}
    return _filled((language or english()).say(pattern), places)


def summary(step: Step, total: int, namer: Namer) -> str:
    """What is read aloud: “Step 7 of 31, backward: dC by dz3 equals −0.1442”."""
    where = f"Step {step.index + 1} of {total}, {step.phase.value}: {namer.spoken(step.target)}"
    return (
        where
        if step.level is Level.LAYER and step.target.j == 0 and step.target.layer
        else (f"{where} equals {short(float(step.value))}")
    )


def _filled(pattern: str, places: Mapping[str, Place]) -> Sentence:
    parts: list[str | Key] = []
    for text, name, _spec, _conversion in Formatter().parse(pattern):
        parts.append(text)
        if name is not None:
            place = places[name]
            parts.append(
                short(place) if isinstance(place, float) else place if isinstance(place, Key) else str(place)
            )
    return Sentence(tuple(part for part in parts if part != ""))


Told = tuple[str, dict[str, Place]]


def _fine(step: Step, source: Source) -> Told:
    places: dict[str, Place] = {"target": step.target, "value": float(step.value)}
    if math.isnan(float(step.value)):
        return _no_number(step, places)
    if is_of_optimiser(step, source):
        from bptutor.trace.optimiser_words import told

        return told(step, source, places)
    match step.kind:
        case StepKind.PRODUCT | StepKind.CHAIN:
            return _multiplication(step, source, places)
        case StepKind.SUM:
            return _sum(step, places)
        case StepKind.ACTIVATION:
            return _activation(step, source, places)
        case StepKind.COST:
            return _cost(step, source, places)
        case StepKind.FACTOR:
            return _factor(step, source, places)
        case StepKind.ACCUMULATE | StepKind.MEAN:
            return _gathered(step, places)
        case _:
            return _update(step, places)


def _no_number(step: Step, places: dict[str, Place]) -> Told:
    """Why a value is NaN: one that it is made of is, or ∞ met 0 or −∞."""
    cause = next((term.key for term in step.terms if math.isnan(float(term.value))), None)
    if cause is not None:
        places |= {"cause": cause}
        return "{target} is NaN, not a number, because {cause} already is.", places
    if step.kind in (StepKind.PRODUCT, StepKind.CHAIN):
        one, other = step.terms[0], step.terms[1]
        places |= {"one": one.key, "other": other.key}
        places |= {"first": float(one.value), "second": float(other.value)}
        return "{one} = {first} times {other} = {second} has no value: {target} is NaN, not a number.", places
    if step.kind in (StepKind.SUM, StepKind.ACCUMULATE):
        return "∞ and −∞ have no sum: {target} is NaN, not a number.", places
    return "What goes in is too large to compute with: {target} is NaN, not a number.", places


def _update(step: Step, places: dict[str, Place]) -> Told:
    """Which way a parameter went; `change` is η times the gradient, a term of its own or of two factors."""
    old, before = step.terms[0], float(step.terms[0].value)
    after, change = float(step.value), math.prod(float(term.value) for term in step.terms[1:])
    places |= {"old": old.key, "before": before, "change": change}
    if after > before:
        return "The gradient is negative, so {old} goes up from {before} to {value}.", places
    if after < before:
        return "The gradient is positive, so {old} goes down from {before} to {value}.", places
    return "The learning rate times the gradient is {change}: {old} stays at {value}.", places


def _multiplication(step: Step, source: Source, places: dict[str, Place]) -> Told:
    one, other = step.terms[0], step.terms[1]
    places |= {"one": one.key, "other": other.key, "first": float(one.value), "second": float(other.value)}
    match step.target.kind:
        case Kind.WEIGHTED | Kind.WEIGHTED_INPUT:
            return "The weight {one} = {first} times what comes in, {other} = {second}, is {value}.", places
        case Kind.OVER_Z | Kind.OVER_A:
            return "Over this path: {one} = {first} times {other} = {second} is {value}.", places
        case Kind.DC_DTHETA:
            return (
                (
                    "Branch off to the weight: {one} = {first} times {other} = {second} "
                    "gives {target} = {value}."
                ),
                places,
            )
        case Kind.DC_DB:
            return "Branch off to the bias: its factor is 1, so {target} is {one} itself, {value}.", places
        case Kind.DC_DZ if float(other.value) == 0 and float(one.value) != 0:
            return "The factor {other} is 0: the gate is closed, and {target} is {value}.", places
        case Kind.DC_DZ | Kind.DC_DA:
            return (
                (
                    "The running product {one} = {first} times the next factor {other} = {second} "
                    "gives {target} = {value}."
                ),
                places,
            )
        case _:
            return "The learning rate {first} times {other} = {second} is {value}.", places


def _sum(step: Step, places: dict[str, Place]) -> Told:
    places |= {"count": len(step.terms)}
    match step.target.kind:
        case Kind.Z:
            places |= {"bias": step.terms[len(step.terms) - 1].key, "count": len(step.terms) - 1}
            if len(step.terms) == 2:
                return "The weighted input and the bias {bias} add up to {target} = {value}.", places
            return "The {count} weighted inputs and the bias {bias} add up to {target} = {value}.", places
        case Kind.C:
            return "The shares of the {count} outputs add up to {target} = {value}.", places
        case _:
            return "A change arrives over {count} paths; their products add up to {target} = {value}.", places


def _activation(step: Step, source: Source, places: dict[str, Place]) -> Told:
    own = source.network.layers[step.target.layer - 1].activation
    z = step.terms[step.target.j - 1] if own.mixes else step.terms[0]
    places |= {"z": z.key, "from": float(z.value), "title": own.title}
    if own.name == "relu":
        if float(z.value) > 0:
            return "{z} = {from} is positive, so ReLU lets it through: {target} = {value}.", places
        return "{z} = {from} is not positive, so ReLU gives {target} = {value}.", places
    if own.mixes:
        return (
            "Softmax shares out 1 among the outputs: {target} = {value} of it falls to {z} = {from}.",
            places,
        )
    if own.name in ("sigmoid", "tanh"):
        return "The {title} squeezes {z} = {from} to {target} = {value}.", places
    if own.name == "linear":
        return "Linear passes {z} on as it is: {target} = {value}.", places
    return "The {title} activation makes {target} = {value} of {z} = {from}.", places


def _cost(step: Step, source: Source, places: dict[str, Place]) -> Told:
    places |= {"title": source.network.cost.title, "yhat": step.terms[0].key, "y": step.terms[1].key}
    places |= {"output": float(step.terms[0].value), "wanted": float(step.terms[1].value)}
    if len(step.terms) > 2:
        return "How far all outputs are from their targets, by {title}: {target} = {value}.", places
    return "{yhat} is {output} and should be {wanted}: the {title} is {target} = {value}.", places


def _factor(step: Step, source: Source, places: dict[str, Place]) -> Told:
    if step.target.kind not in FACTORS:
        places |= {"yhat": step.terms[0].key}
        return "How the cost answers a small change of {yhat}: {target} = {value}.", places
    if step.terms:
        places |= {"rule": step.terms[0].key}
    match step.target.kind:
        case Kind.DZ_DA:
            return "A small change passes the weight multiplied by it: {target} is {rule} = {value}.", places
        case Kind.DZ_DTHETA:
            return "The weight counts as much as what comes through it: {target} is {rule} = {value}.", places
        case Kind.DZ_DB:
            return "The bias is added as it is: {target} = {value}.", places
        case _:
            return _slope(step, source, places)


def _slope(step: Step, source: Source, places: dict[str, Place]) -> Told:
    own = source.network.layers[step.target.layer - 1].activation
    if own.mixes:
        return "Softmax ties every output to every z: {target} = {value}.", places
    z = float(step.terms[0].value)
    places |= {"z": z, "title": own.title}
    if own.has_kink and z == 0:
        return "At exactly 0 the {title} has a kink; by convention {target} counts as {value}.", places
    if own.name == "relu" and z < 0:
        return "{rule} = {z} is negative, where ReLU is flat: {target} = {value}, and nothing passes.", places
    if own.name == "relu":
        return "{rule} = {z} is positive, where ReLU has slope 1: {target} = {value}.", places
    if own.name == "linear":
        return "Linear passes every change on as it is: {target} = {value}.", places
    return "The slope of the {title} at {rule} = {z}: {target} = {value}.", places


def _gathered(step: Step, places: dict[str, Place]) -> Told:
    last = step.terms[len(step.terms) - 1]
    places |= {"last": float(last.value), "count": len(step.terms)}
    if step.kind is StepKind.MEAN and last.key.kind is Kind.COUNT:
        places |= {"count": int(last.value)}
        return "Divided by the {count} examples, the mean is {target} = {value}.", places
    if step.kind is StepKind.MEAN:
        return "The mean over {count} examples: {target} = {value}.", places
    if len(step.terms) <= 2 and step.target.n:
        places |= {"example": last.example or 0, "what": last.key}
        return "Example {example} adds its {what} = {last}: together {value} so far.", places
    return "Added up over the examples: {target} = {value}.", places


def _layer(step: Step, source: Source) -> Told:
    layer = step.target.layer
    places: dict[str, Place] = {"target": step.target, "layer": layer}
    match step.kind:
        case StepKind.ACTIVATION:
            own = source.network.layers[layer - 1]
            places |= {"title": own.activation.title, "inputs": own.inputs, "width": own.width}
            places |= {"count": _plural(own.width, "neuron")}
            return (
                "Layer {layer}, {count}: weigh what comes in, add the biases, apply {title}: {target}.",
                places,
            )
        case StepKind.COST:
            places |= {"value": float(step.value), "title": source.network.cost.title}
            return "The {title} of the outputs against the targets: {target} = {value}.", places
        case StepKind.CHAIN:
            places |= {"arrives": step.terms[0].key, "slope": step.terms[1].key}
            return (
                "Layer {layer}: the gradient that arrives, {arrives}, times {slope} gives {target}; "
                "from it branch off the gradients of weights and biases.",
                places,
            )
        case StepKind.UPDATE if is_of_optimiser(step, source):
            from bptutor.trace.optimiser_words import told_of_layer

            return told_of_layer(step, source, places)
        case StepKind.UPDATE if _moves_both(source.network.layers[layer - 1]):
            return "Layer {layer}: the weights move against their gradients, and the biases likewise.", places
        case StepKind.UPDATE:
            return "Layer {layer}: every trained parameter moves against its gradient.", places
        case _:
            places |= {"count": len(source.rows)}
            return "The {count} examples together: {target}.", places


def _moves_both(layer: Layer) -> bool:
    return layer.train_weights and layer.train_biases


def _plural(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
