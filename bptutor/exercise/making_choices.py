"""Questions that are answered before any number is worked out: which way, and find the slip."""

from __future__ import annotations

from bptutor.exercise.aims import AIMS, PARAMETER, Aim, gradients_of
from bptutor.exercise.families import Needs
from bptutor.exercise.lots import Lots
from bptutor.exercise.making_values import NOT_IN_CHAINS, aim_of, named
from bptutor.exercise.model import Choice, ChoicePart, Exercise, Recipe
from bptutor.exercise.paths import way_to
from bptutor.exercise.prompts import cost_in_words, listed, outputs
from bptutor.exercise.search import Found, friendly, search
from bptutor.exercise.slips import PROBED, SLIPS, Wrong, apart, near, wrong_values
from bptutor.exercise.task import Task
from bptutor.exercise.ways_read import read
from bptutor.foundation.numbers import full, short
from bptutor.trace.keys import Key, Kind
from bptutor.trace.symbols import Namer

GIVEN_INSTEAD = frozenset({"update-not-gradient"})


def which_way(recipe: Recipe, lots: Lots) -> Exercise:
    """A sign, a zero, or which of two weights matters more."""
    dead = recipe.skill == "activation-derivative" and lots.chance(0.6)
    needs = AIMS["gate-ignored"].needs if dead else Needs()
    aim = Aim(gradients_of(recipe.skill), needs, short=int(dead))
    found = search(lots, recipe.difficulty, aim, "gate-ignored" if dead else None)
    if not dead and recipe.skill != "update" and lots.chance(0.5):
        other = _rival(lots, found)
        if other is not None:
            return _matters_more(recipe, lots, found, other)
    return _direction(recipe, found)


def _direction(recipe: Recipe, found: Found) -> Exercise:
    namer = Namer(found.document.network)
    parameter = namer.plain(found.key.of_kind(PARAMETER[found.key.kind]))
    names = words = ("rises", "falls", "stays as it is")
    prompt = f"If {parameter} goes up a little, what does C do?"
    slope = found.task.truth(found.key)
    if recipe.skill == "update":
        names = ("grows", "shrinks", "stays as it is")  # as answers have them that were given before
        prompt, slope = f"What does {parameter} do at an update from this example alone?", -slope
    right = 2 if slope == 0 else 0 if slope > 0 else 1
    why = _signs(found, namer, parameter)
    choices = tuple(
        Choice(name, word, "" if i == right else why)
        for i, (name, word) in enumerate(zip(names, words, strict=True))
    )
    part = ChoicePart(prompt, recipe.skill, choices, right, found.key)
    return Exercise(recipe, _given(found, namer), named(found, recipe), found.example, (part,))


def _signs(found: Found, namer: Namer, parameter: str) -> str:
    """What to look at on the way back from C, before any number."""
    network, key = found.document.network, found.key
    asked = ["is ŷ too large or too small" if network.widths[-1] == 1 else "which ŷ are too large"]
    if key.layer < network.depth:
        asked.append("which weights on the way are negative")
    if any(layer.activation.name == "relu" for layer in network.layers[key.layer - 1 :]):
        asked.append("is every gate open")
    if key.kind is Kind.DC_DTHETA:
        before = namer.plain(Key(Kind.A if key.layer > 1 else Kind.X, key.layer - 1, key.k))
        asked.append(f"what sign has {before}")
    return f"Go back from C to {parameter} and look at the signs first: {listed(asked)}?"


def _given(found: Found, namer: Namer) -> str:
    return f"The forward pass is done: {outputs(found.task, namer)}. The cost is {cost_in_words(found.task)}."


def _rival(lots: Lots, found: Found) -> Key | None:
    """Another parameter of the same kind whose gradient is clearly larger or smaller."""
    size = abs(found.task.truth(found.key))
    network, keys = found.document.network, []
    for layer in range(1, network.depth + 1):
        keys += list(Aim((found.key.kind,), first=layer, short=network.depth - layer).keys(network))
    clear = [
        key
        for key in keys
        if friendly(found.task, key) and not 0.6 < abs(found.task.truth(key)) / size < 1 / 0.6
    ]
    return lots.pick(clear) if clear else None


def _matters_more(recipe: Recipe, lots: Lots, found: Found, other: Key) -> Exercise:
    namer = Namer(found.document.network)
    pair = lots.shuffled([found.key, other])
    right = max((0, 1), key=lambda i: abs(found.task.truth(pair[i])))
    parameters = [key.of_kind(PARAMETER[key.kind]) for key in pair]
    names = [namer.plain(key) for key in parameters]
    why = "Compare their chains: which factors do both have, and what is left over at the end of each?"
    choices = tuple(
        Choice(str(key), name, "" if i == right else why, None, key)
        for i, (key, name) in enumerate(zip(parameters, names, strict=True))
    )
    prompt = f"Which moves C more for the same small push, {names[0]} or {names[1]}?"
    part = ChoicePart(prompt, recipe.skill, choices, right, pair[right])
    return Exercise(recipe, _given(found, namer), named(found, recipe), found.example, (part,))


def find_slip(recipe: Recipe, lots: Lots) -> Exercise:
    """A worked chain with one slip in it: where it goes wrong, and what was done."""
    slip, aim = aim_of(lots, recipe.skill, NOT_IN_CHAINS | GIVEN_INSTEAD)
    assert slip is not None
    kinds = (Kind.DC_DB,) if slip == "bias-times-a" else (Kind.DC_DTHETA,)
    target = Aim(kinds, aim.needs, aim.first, aim.only_output, aim.short)
    found = search(lots, recipe.difficulty, target, slip, lambda task, key: _one_place(task, key, slip))
    wrong = next(
        w for w in wrong_values(found.task, found.key, slips=(slip,)) if _clear(found.task, found.key, w)
    )
    way = way_to(found.document.network, found.key)
    lines = _lines(found.task, way, wrong)
    namer = Namer(found.document.network)
    where = _first_wrong(found.task, lines)
    place = ChoicePart(
        "Which is the first line that is wrong?",
        recipe.skill,
        _as_choices(namer, lines, where),
        where,
        way[where],
    )
    kinds_of_slip, right = _what(lots, found, wrong)
    what = ChoicePart("What was done there?", recipe.skill, kinds_of_slip, right, way[where])
    question = f"Someone has worked out {namer.plain(found.key)}, with one slip. {_given(found, namer)}"
    return Exercise(recipe, question, named(found, recipe), found.example, (place, what), lines)


def _lines(task: Task, way: tuple[Key, ...], wrong: Wrong) -> tuple[tuple[Key, float], ...]:
    made = wrong.slip(task, {}, wrong.spot)
    return tuple((key, read(made, key)) for key in way)


def _first_wrong(task: Task, lines: tuple[tuple[Key, float], ...]) -> int:
    return next((i for i, (key, value) in enumerate(lines) if not near(value, task.truth(key), 1e-9)), -1)


def _one_place(task: Task, key: Key, slip: str) -> bool:
    """Whether some form of the slip goes wrong in exactly one line, from which the others follow."""
    return any(_clear(task, key, wrong) for wrong in wrong_values(task, key, slips=(slip,)))


def _clear(task: Task, key: Key, wrong: Wrong) -> bool:
    lines = _lines(task, way_to(task.network, key), wrong)
    at = _first_wrong(task, lines)
    return at >= 0 and len(wrong.spot.layers) <= 1 and apart(lines[at][1], task.truth(lines[at][0]))


def _as_choices(namer: Namer, lines: tuple[tuple[Key, float], ...], where: int) -> tuple[Choice, ...]:
    def why(i: int) -> str:
        if i > where:
            return (
                "This line follows rightly from a wrong one before it. Where does the first wrong number "
                "come from?"
            )
        return "This line is right. What is the next one made of?"

    return tuple(
        Choice(
            f"{key} = {full(value)}",
            f"{namer.plain(key)} = {short(value)}",
            "" if i == where else why(i),
            None,
            key,
        )
        for i, (key, value) in enumerate(lines)
    )


def _what(lots: Lots, found: Found, wrong: Wrong) -> tuple[tuple[Choice, ...], int]:
    """Four slips to choose from: the one that was made, then those that could have been, then any."""
    possible = [w.slip.id for w in wrong_values(found.task, found.key) if w.slip is not wrong.slip]
    order = dict.fromkeys([*lots.shuffled(sorted(set(possible) & set(PROBED))), *PROBED])
    others = [name for name in order if name != wrong.slip.id][:3]
    names = lots.shuffled([wrong.slip.id, *others])
    why = "Try it: would that give the wrong number of that line?"
    choices = tuple(Choice(n, SLIPS[n].title, "" if n == wrong.slip.id else why, n) for n in names)
    return choices, names.index(wrong.slip.id)
