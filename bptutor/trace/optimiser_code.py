"""The NumPy of an optimiser's update: the line that makes a value of a layer, and the entry of a step.

Moments are arrays like the parameters: mW1, vW1, sb2; t counts the updates from 1.
"""

from __future__ import annotations

from collections.abc import Callable

from bptutor.trace.keys import Key, Kind
from bptutor.trace.making import Source, old_of
from bptutor.trace.optimiser_keys import key_of, parameter_of
from bptutor.trace.optimiser_rules import places, round_of
from bptutor.trace.steps import Level, Step

# What makes each value; {p} is W1 or b1, {g} its gradient.
LINES = {
    Kind.M_NEW: "m{p} = beta1 * m{p} + (1 - beta1) * {g}",
    Kind.V_NEW: "v{p} = beta2 * v{p} + (1 - beta2) * {g}**2",
    Kind.S_NEW: "s{p} = decay * s{p} + (1 - decay) * {g}**2",
    Kind.M_HAT: "m{p}_hat = m{p} / (1 - beta1**t)",
    Kind.V_HAT: "v{p}_hat = v{p} / (1 - beta2**t)",
    Kind.AHEAD: "d{p} = {g} + momentum * v{p}",
}
VELOCITY = "v{p} = momentum * v{p} + {g}"
UPDATES = {
    "momentum": "{p} = {p} - eta * v{p}",
    "nesterov": "{p} = {p} - eta * d{p}",
    "rmsprop": "{p} = {p} - eta * {g} / (np.sqrt(s{p}) + epsilon)",
    "adam": "{p} = {p} - eta * m{p}_hat / (np.sqrt(v{p}_hat) + epsilon)",
}
# What is made on the way to a value; {i} is the entry.
ENTRIES = {
    Kind.M_NEW: "m{p}{i}",
    Kind.V_NEW: "v{p}{i}",
    Kind.S_NEW: "s{p}{i}",
    Kind.M_HAT: "m{p}_hat{i}",
    Kind.V_HAT: "v{p}_hat{i}",
    Kind.AHEAD: "d{p}{i}",
    Kind.KEPT_VELOCITY: "momentum * v{p}{i}",
    Kind.AHEAD_VELOCITY: "momentum * v{p}{i}",
    Kind.KEPT_S: "decay * s{p}{i}",
    Kind.KEPT_M: "beta1 * m{p}{i}",
    Kind.KEPT_V: "beta2 * v{p}{i}",
    Kind.SQUARE: "{g}{i}**2",
    Kind.ADDED_M: "(1 - beta1) * {g}{i}",
    Kind.ADDED_V: "(1 - beta2) * {g}{i}**2",
    Kind.ADDED_S: "(1 - decay) * {g}{i}**2",
    Kind.ROOT_S: "np.sqrt(s{p}{i})",
    Kind.ROOT_V: "np.sqrt(v{p}_hat{i})",
    Kind.BELOW_S: "np.sqrt(s{p}{i}) + epsilon",
    Kind.BELOW_V: "np.sqrt(v{p}_hat{i}) + epsilon",
}
RATIOS = {
    "momentum": "v{p}{i}",
    "nesterov": "d{p}{i}",
    "rmsprop": "{g}{i} / (np.sqrt(s{p}{i}) + epsilon)",
    "adam": "m{p}_hat{i} / (np.sqrt(v{p}_hat{i}) + epsilon)",
}


def optimiser_code(step: Step, source: Source, name: Callable[[Key], str]) -> tuple[str, str]:
    """The line of a step (of a whole layer a line a value), and the expression of its number. `name` writes a
    parameter and its gradient, with the indices of an entry or without."""
    optimiser = source.values.optimising.optimiser
    rule, values = optimiser.rule, round_of(optimiser)
    names = _names(parameter_of(step.target) or old_of(step.target), source, name)
    if step.level is Level.LAYER:
        return "\n".join(_line(value.target, rule) for value in values).format(**names), names["p"]
    made = values[places(rule)[_in_recipes(step.target.kind)][0]].target
    return _line(made, rule).format(**names), _entry(step.target.kind, rule).format(**names)


def _in_recipes(kind: Kind) -> Kind:
    return Kind.THETA_NEW if kind is Kind.B_NEW else kind


def _line(made: Kind, rule: str) -> str:
    """What makes a value of the round."""
    if made is Kind.THETA_NEW:
        return UPDATES[rule]
    return VELOCITY if made is Kind.V_NEW and rule != "adam" else LINES[made]


def _entry(kind: Kind, rule: str) -> str:
    if kind in (Kind.RATIO, Kind.CHANGE):
        return RATIOS[rule] if kind is Kind.RATIO else f"eta * {RATIOS[rule]}"
    return ENTRIES.get(kind, "{p}{i}")


def _names(parameter: Key, source: Source, name: Callable[[Key], str]) -> dict[str, str]:
    """W1, dC_dW1, and the entry [0,0] of both."""
    gradient = key_of(Kind.DC_DTHETA, parameter, len(source.rows) > 1)
    array, slopes = (name(key._replace(j=0, k=0)) for key in (parameter, gradient))
    return {"p": array, "g": slopes, "i": name(parameter).removeprefix(array)}
