"""What hints say: the question that finds the rule, the rule, and at the end the thing itself."""

from __future__ import annotations

from bptutor.exercise.model import ChoicePart, Exercise, ExerciseKind, OrderPart, PathPart
from bptutor.exercise.prompts import cost_in_words, is_value, listed, rule
from bptutor.exercise.task import Task
from bptutor.trace.keys import Key, Kind
from bptutor.trace.symbols import Namer

LAST = 3
GRADIENTS = {Kind.DC_DTHETA, Kind.DC_DB}


def which_rule(task: Task, namer: Namer, key: Key) -> str:
    """The question that finds the rule."""
    layer, j, depth = key.layer, key.j, task.network.depth
    a, z = namer.plain(Key(Kind.A, layer, j)), namer.plain(Key(Kind.Z, layer, j))
    match key.kind:
        case Kind.DC_DA if layer == depth:
            return (
                f"The cost is {cost_in_words(task)}. Differentiate it by {a}, and treat everything else as a "
                "number."
            )
        case Kind.DC_DA:
            into = [
                namer.plain(Key(Kind.Z, layer + 1, i)) for i in range(1, task.network.widths[layer + 1] + 1)
            ]
            there = "there" if len(into) == 1 else "in each of them"
            return f"{a} goes into {listed(into)}. What is it multiplied by {there}?"
        case Kind.DC_DZ if task.network.layers[layer - 1].activation.mixes:
            outputs = [namer.plain(Key(Kind.A, layer, i)) for i in range(1, task.network.widths[layer] + 1)]
            return f"{z} goes into every output of the softmax: {listed(outputs)}. What comes back over each?"
        case Kind.DC_DZ | Kind.DA_DZ:
            activation = task.network.layers[layer - 1].activation.title
            through = "a linear activation" if activation == "linear" else f"the {activation}"
            return f"{z} becomes {a} through {through}. The factor between them is its derivative."
        case Kind.DC_DTHETA | Kind.DZ_DTHETA:
            weight = namer.plain(Key(Kind.THETA, layer, j, key.k))
            return f"{weight} stands in {z}. Which number does it multiply there?"
        case Kind.DC_DB | Kind.DZ_DB:
            return (
                f"{namer.plain(Key(Kind.B, layer, j))} is added to {z}. How much does a sum grow when a "
                "summand does?"
            )
        case Kind.DJ_DTHETA | Kind.DJ_DB | Kind.J:
            return "Every example gives its own share. How does J put the shares together?"
        case Kind.THETA_NEW | Kind.B_NEW:
            return "The update goes against the gradient, by the learning rate times the gradient."
        case Kind.DZ_DA:
            before = namer.plain(Key(Kind.A, layer - 1, key.k))
            return f"Look at the sum that {z} is made of: which number is {before} multiplied by there?"
        case Kind.Z:
            return f"{z} is a sum: each value that comes in times its weight, and the bias."
    return f"{a} is the activation of {z}."


def rules(task: Task, namer: Namer, key: Key) -> str:
    """What the local derivative in a product is, where there is one."""
    match key.kind:
        case Kind.DC_DA if key.layer < task.network.depth:
            factors = [Key(Kind.DZ_DA, key.layer + 1, 1, key.j)]
        case Kind.DC_DZ if task.network.layers[key.layer - 1].activation.mixes:
            outputs = range(1, task.network.widths[key.layer] + 1)
            factors = [Key(Kind.DA_DZ, key.layer, i, key.j) for i in outputs]
        case Kind.DC_DZ:
            factors = [Key(Kind.DA_DZ, key.layer, key.j, key.j)]
        case Kind.DC_DTHETA:
            factors = [Key(Kind.DZ_DTHETA, key.layer, key.j, key.k)]
        case Kind.DC_DB:
            factors = [Key(Kind.DZ_DB, key.layer, key.j)]
        case _:
            return ""
    return ", and " + listed([f"{namer.plain(factor)} = {rule(task, namer, factor)}" for factor in factors])


def choice_hint(exercise: Exercise, part: ChoicePart, number: int, namer: Namer) -> str:
    if exercise.recipe.kind is ExerciseKind.FIND_SLIP:
        return _slip_hint(exercise, part, number, namer)
    wrong = [choice for i, choice in enumerate(part.choices) if i != part.right]
    if number == LAST:
        value = ""
        if part.about is not None and part.about.kind in GRADIENTS:
            value = f" {is_value(exercise.task, namer, *_gradients(part, part.about))}."
        return f"It is: {part.choices[part.right].shown}.{value}"
    if number == 1 or len(wrong) == 1:
        asking = wrong[0].why or "Compare the choices one by one."
        return asking if number == 1 else f"{asking} Work both out to one figure."
    return f"It is not: {wrong[1].shown}. {wrong[1].why}".strip()


def _gradients(part: ChoicePart, about: Key) -> list[Key]:
    """The gradients that decide: the one that the part is about, and those of the parameters that it is held
    against."""
    others = [choice.key for i, choice in enumerate(part.choices) if choice.key and i != part.right]
    return [about, *(key.of_kind(about.kind) for key in others)]


def _slip_hint(exercise: Exercise, part: ChoicePart, number: int, namer: Namer) -> str:
    """On which line of a worked chain is the first wrong one, or on what was done there."""
    line = part.choices[0].slip is None
    if number == LAST:
        assert part.about is not None
        right = is_value(exercise.task, namer, part.about)
        return f"It is: {part.choices[part.right].shown}. Done right: {right}."
    if number == 1:
        return (
            "Work each line out from those before it. Which is the first that comes out as another number?"
            if line
            else "Work that line out again, once with each of these. Which of them gives its wrong number?"
        )
    other = [choice for i, choice in enumerate(part.choices) if i != part.right][1]
    return f"It is not: {other.shown}. {other.why}" if line else f"It is not: {other.shown}."


def order_hint(part: OrderPart, number: int) -> str:
    names = [part.choices[i].shown.split(" = ")[0] for i in part.right]
    if number == LAST:
        return "The chain is " + " · ".join(names) + "."
    if number == 1:
        return "Begin at C. Each card’s upper value must be the lower value of the card before it."
    return f"It begins with {' · '.join(names[:2])}, and ends with {names[-1]}."


def path_hint(exercise: Exercise, part: PathPart, number: int, namer: Namer) -> str:
    z = Key(Kind.Z, part.about.layer, part.about.j)
    if number == 1:
        return (
            "Go from right to left: from C to an output, from each a to its z, from each z to an a before it."
        )
    if number == 2:
        return f"{namer.plain(part.about)} goes into {namer.plain(z)}: that is the last value before it."
    through = dict(part.via)
    network, names = exercise.document.network, ["C"]
    for layer in range(network.depth, part.about.layer - 1, -1):
        j = part.about.j if layer == part.about.layer else through.get(layer, 1)
        names += [namer.plain(Key(Kind.A, layer, j)), namer.plain(Key(Kind.Z, layer, j))]
    return "The path is " + ", ".join([*names, namer.plain(part.about)]) + "."
