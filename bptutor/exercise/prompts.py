"""What questions say: values by name and number, and the sentences around them."""

from __future__ import annotations

from collections.abc import Sequence

from bptutor.exercise.task import Task
from bptutor.foundation.numbers import short
from bptutor.trace.keys import Key, Kind
from bptutor.trace.making import old_of
from bptutor.trace.optimiser_keys import key_of
from bptutor.trace.symbols import Namer

COST_RULES = {
    "squared_error": "2({yhat} − {y})",
    "half_squared_error": "{yhat} − {y}",
    "binary_cross_entropy": "(1 − {y})/(1 − {yhat}) − {y}/{yhat}",
    "cross_entropy": "−{y}/{yhat}",
}
COSTS_IN_WORDS = {
    "squared_error": "C = Σ(ŷ − y)²",
    "half_squared_error": "C = ½Σ(ŷ − y)²",
    "binary_cross_entropy": "C = −Σ[y ln ŷ + (1 − y) ln(1 − ŷ)]",
    "cross_entropy": "C = −Σ y ln ŷ",
}


def listed(names: Sequence[str]) -> str:
    """“z²₁”, “z²₁ and z²₂”, “z²₁, z²₂ and z²₃”."""
    return " and ".join(text for text in (", ".join(names[:-1]), *names[-1:]) if text)


def is_value(task: Task, namer: Namer, *keys: Key) -> str:
    """“z³ = 0.72, ŷ = 0.6726”."""
    return ", ".join(f"{namer.plain(key)} = {short(task.truth(key))}" for key in keys)


def cost_in_words(task: Task) -> str:
    """The cost as a formula; the sum sign only where there is something to add."""
    words = COSTS_IN_WORDS[task.network.cost.name]
    return words.replace("Σ", "") if task.network.widths[-1] == 1 else words


def outputs(task: Task, namer: Namer) -> str:
    """Every output and its target."""
    depth = task.network.depth
    count = range(1, task.network.widths[-1] + 1)
    return is_value(task, namer, *[key for j in count for key in (Key(Kind.A, depth, j), Key(Kind.Y, 0, j))])


def reached(task: Task, key: Key) -> list[Key]:
    """The running products that a value is worked out from, nearest to it on the way from C."""
    widths, depth = task.network.widths, task.network.depth
    match key.kind:
        case Kind.DC_DA if key.layer < depth:
            return [Key(Kind.DC_DZ, key.layer + 1, j) for j in range(1, widths[key.layer + 1] + 1)]
        case Kind.DC_DZ if task.network.layers[key.layer - 1].activation.mixes:
            return [Key(Kind.DC_DA, key.layer, j) for j in range(1, widths[key.layer] + 1)]
        case Kind.DC_DZ:
            return [Key(Kind.DC_DA, key.layer, key.j)]
        case Kind.DC_DTHETA | Kind.DC_DB:
            return [Key(Kind.DC_DZ, key.layer, key.j)]
    return []


def value_question(task: Task, namer: Namer, key: Key, from_cost: bool) -> tuple[str, str]:
    """The question and the prompt beside the answer box. With `from_cost` the chain begins at C."""
    name = namer.plain(key)
    match key.kind:
        case Kind.Z | Kind.A:
            return _forward_question(task, namer, key), f"What is {name}?"
        case Kind.DA_DZ:
            z, a = Key(Kind.Z, key.layer, key.k), Key(Kind.A, key.layer, key.j)
            act = task.network.layers[key.layer - 1].activation.title
            return (
                f"{namer.plain(a)} is the {act} of {is_value(task, namer, z)}.",
                f"What is the factor {name}?",
            )
        case Kind.DZ_DA | Kind.DZ_DTHETA | Kind.DZ_DB:
            return f"The next factor of the chain is {name}.", "What is it, as a number?"
        case Kind.THETA_NEW | Kind.B_NEW:
            return _update_question(task, namer, key)
        case Kind.DJ_DTHETA | Kind.DJ_DB:
            return _joint_question(task, namer, key)
    known = reached(task, key)
    if from_cost or not known:
        return (
            f"The forward pass is done: {outputs(task, namer)}. The cost is {cost_in_words(task)}.",
            f"What is {name}?",
        )
    return f"The chain has reached {is_value(task, namer, *known)}.", f"Multiply on: what is {name}?"


def _forward_question(task: Task, namer: Namer, key: Key) -> str:
    """What goes into a z: the values of the layer before; into an a: its z, or every z where they mix."""
    layer, before = key.layer, key.layer - 1
    if key.kind is Kind.Z:
        kind = Kind.A if before else Kind.X
        known = [Key(kind, before, k) for k in range(1, task.network.widths[before] + 1)]
        comes = "comes" if len(known) == 1 else "come"
        return f"Into layer {layer} {comes} {is_value(task, namer, *known)}."
    activation = task.network.layers[layer - 1].activation
    js = range(1, task.network.widths[layer] + 1) if activation.mixes else (key.j,)
    return (
        f"{is_value(task, namer, *[Key(Kind.Z, layer, j) for j in js])}; the activation is "
        f"{activation.title}."
    )


def _update_question(task: Task, namer: Namer, key: Key) -> tuple[str, str]:
    old = old_of(key)
    gradient = key_of(Kind.DC_DTHETA, old, len(task.examples) > 1)
    text = f"{is_value(task, namer, gradient, old)}, and the learning rate is {short(task.learning_rate)}."
    return text, f"What is {namer.plain(old)} after the update?"


def _joint_question(task: Task, namer: Namer, key: Key) -> tuple[str, str]:
    own = key.of_kind(Kind.DC_DTHETA if key.kind is Kind.DJ_DTHETA else Kind.DC_DB)
    shares = [task.values[own, row] for row in range(len(task.examples))]
    listed = ", ".join(f"example {row} gives {short(share)}" for row, share in enumerate(shares, 1))
    how = "mean" if task.network.reduction == "mean" else "sum"
    text = f"{namer.plain(own)} over the examples: {listed}. J is the {how} of C over them."
    return text, f"What is {namer.plain(key)}?"


def rule(task: Task, namer: Namer, factor: Key) -> str:
    """What a factor is, in symbols: θ₃, a², 1, σ′(z³), 2(ŷ − y)."""
    match factor.kind:
        case Kind.DZ_DA:
            return namer.plain(Key(Kind.THETA, factor.layer, factor.j, factor.k))
        case Kind.DZ_DTHETA:
            return namer.plain(Key(Kind.A if factor.layer > 1 else Kind.X, factor.layer - 1, factor.k))
        case Kind.DZ_DB:
            return "1"
        case Kind.DC_DA:
            yhat, y = (
                namer.plain(key) for key in (Key(Kind.A, factor.layer, factor.j), Key(Kind.Y, 0, factor.j))
            )
            return COST_RULES[task.network.cost.name].format(yhat=yhat, y=y)
        case _:
            return _slope_rule(task, namer, factor)


def _slope_rule(task: Task, namer: Namer, factor: Key) -> str:
    activation = task.network.layers[factor.layer - 1].activation
    if activation.mixes:
        one, other = (namer.plain(Key(Kind.A, factor.layer, j)) for j in (factor.j, factor.k))
        return f"{one}(1 − {one})" if factor.j == factor.k else f"−{one}·{other}"
    letter = "σ" if activation.name == "sigmoid" else "g"
    return f"{letter}′({namer.plain(Key(Kind.Z, factor.layer, factor.k))})"
