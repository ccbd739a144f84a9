"""Questions about the chain's order: next factor, build the chain, trace the path."""

from __future__ import annotations

from bptutor.exercise.aims import PARAMETER, Aim, gradients_of
from bptutor.exercise.families import Needs
from bptutor.exercise.lots import Lots
from bptutor.exercise.making_values import named
from bptutor.exercise.model import Choice, ChoicePart, Exercise, OrderPart, PathPart, Recipe
from bptutor.exercise.paths import ends, factors_of, passed, random_path
from bptutor.exercise.prompts import rule
from bptutor.exercise.search import Found, search
from bptutor.trace.keys import Key, Kind
from bptutor.trace.symbols import Namer

# These are about what the chain passes before it comes to the last parameters.
INNER = frozenset({"back-through-weight", "activation-derivative", "sum-over-paths", "chain"})


def _target(recipe: Recipe, lots: Lots) -> Found:
    needs = Needs(wide=recipe.skill == "sum-over-paths")
    aim = Aim(gradients_of(recipe.skill), needs, short=int(recipe.skill in INNER))
    return search(lots, recipe.difficulty, aim, None)


def _path(found: Found, lots: Lots) -> tuple[Key, ...]:
    parameter = found.key.of_kind(PARAMETER[found.key.kind])
    return random_path(lots, found.document.network, parameter)


def _through(found: Found, path: tuple[Key, ...], namer: Namer) -> str:
    """The neurons that pick one path out of several, in words; empty where there is only one way."""
    names = [namer.plain(passed(found.document.network, *neuron)) for neuron in via_of(found, path)]
    return f" that goes through {' and '.join(reversed(names))}" if names else ""


def via_of(found: Found, path: tuple[Key, ...]) -> tuple[tuple[int, int], ...]:
    """(layer, neuron) of the path's choices in layers that are wide."""
    network = found.document.network
    wide = [
        key
        for key in path
        if key.kind is Kind.Z and key.layer > found.key.layer and network.widths[key.layer] > 1
    ]
    return tuple((key.layer, key.j) for key in wide)


def card(found: Found, namer: Namer, factor: Key, why: str = "") -> Choice:
    """A factor as a card: its symbol and what it is."""
    return Choice(
        str(factor), f"{namer.plain(factor)} = {rule(found.task, namer, factor)}", why, None, factor
    )


def next_factor(recipe: Recipe, lots: Lots) -> Exercise:
    """Which factor the chain goes on with, among some that are near."""
    found = _target(recipe, lots)
    namer, path = Namer(found.document.network), _path(found, lots)
    factors = factors_of(path)
    at = lots.pick([i for i, factor in enumerate(factors) if _of_skill(factor, recipe.skill, found)] or [1])
    right = factors[at]
    here, target = path[at], path[-1]
    near = [f for f in _neighbours(found, path) if f != right]
    strangers = _closest(lots, near, here)[:3]
    choices = lots.shuffled([
        card(found, namer, right),
        *[card(found, namer, f, _why_not(namer, f, here, target)) for f in strangers],
    ])  # fmt: skip
    place = next(i for i, choice in enumerate(choices) if choice.key == right)
    done = " · ".join(namer.plain(factor) for factor in factors[:at]) or "nothing yet"
    question = (
        f"The chain to {namer.plain(target)}{_through(found, path, namer)} so far: {done}. It stands at "
        f"{namer.plain(here)}."
    )
    part = ChoicePart("Which factor comes next?", recipe.skill, tuple(choices), place, right)
    return Exercise(recipe, question, named(found, recipe), found.example, (part,))


def _of_skill(factor: Key, skill: str, found: Found) -> bool:
    depth = found.document.network.depth
    match skill:
        case "cost-derivative":
            return factor.kind is Kind.DC_DA
        case "sigmoid-derivative":
            return factor.kind is Kind.DA_DZ and factor.layer == depth
        case "activation-derivative":
            return factor.kind is Kind.DA_DZ and factor.layer < depth
        case "back-through-weight":
            return factor.kind is Kind.DZ_DA
        case "weight" | "bias":
            return factor.kind in (Kind.DZ_DTHETA, Kind.DZ_DB)
    return True


def _neighbours(found: Found, path: tuple[Key, ...]) -> list[Key]:
    """Factors that look as if they belonged: those of the path, and those that leave it at each neuron."""
    network, near = found.document.network, list(factors_of(path))
    for above in path:
        if above.kind is Kind.Z:
            near += [Key(Kind.DZ_DTHETA, above.layer, above.j, 1), Key(Kind.DZ_DB, above.layer, above.j)]
            if above.layer > 1:
                near += [
                    Key(Kind.DZ_DA, above.layer, above.j, k)
                    for k in range(1, network.widths[above.layer - 1] + 1)
                ]
    return list(dict.fromkeys(near))


def _closest(lots: Lots, factors: list[Key], here: Key) -> list[Key]:
    """In chance order, those first that start where the chain stands."""
    order = lots.shuffled(factors)
    return [f for f in order if ends(f)[0] == here] + [f for f in order if ends(f)[0] != here]


def _why_not(namer: Namer, factor: Key, here: Key, target: Key) -> str:
    above, below = (namer.plain(key) for key in ends(factor))
    if ends(factor)[0] != here:
        return (
            f"{namer.plain(factor)} starts at {above}, but the chain stands at {namer.plain(here)}. "
            f"What is {namer.plain(here)} made of?"
        )
    return f"{namer.plain(factor)} leads to {below}. Is {below} on the way to {namer.plain(target)}?"


def build_chain(recipe: Recipe, lots: Lots) -> Exercise:
    """Cards to be put in order, with strangers among them."""
    found = _target(recipe, lots)
    namer, path = Namer(found.document.network), _path(found, lots)
    factors = factors_of(path)
    strangers = lots.shuffled([f for f in _neighbours(found, path) if f not in factors])[: 2 + lots.below(2)]
    cards = tuple(card(found, namer, f) for f in lots.shuffled([*factors, *strangers]))
    right = tuple(next(i for i, c in enumerate(cards) if c.key == factor) for factor in factors)
    question = (
        f"Build the chain from C to {namer.plain(path[-1])}{_through(found, path, namer)}. Some cards do not "
        "belong."
    )
    part = OrderPart("Which cards, in which order?", recipe.skill, cards, right, found.key)
    return Exercise(recipe, question, named(found, recipe), found.example, (part,))


def trace_path(recipe: Recipe, lots: Lots) -> Exercise:
    """The way from C to a parameter, value by value."""
    found = _target(recipe, lots)
    namer, path = Namer(found.document.network), _path(found, lots)
    question = f"Trace a path from C back to {namer.plain(path[-1])}{_through(found, path, namer)}."
    prompt = "Which values does it pass, from C on?"
    part = PathPart(prompt, recipe.skill, path[-1], via_of(found, path))
    return Exercise(recipe, question, named(found, recipe), found.example, (part,))
