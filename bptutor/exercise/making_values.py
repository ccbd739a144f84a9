"""Questions that are answered by a number or an expression: next value, whole gradient, write it."""

from __future__ import annotations

from msgspec.structs import replace

from bptutor.engine.document import Document
from bptutor.exercise.aims import AIMS, FORWARD, NEEDS_OF_SKILL, UPDATES, Aim, slips_of
from bptutor.exercise.families import Needs
from bptutor.exercise.lots import Lots
from bptutor.exercise.model import Exercise, ExpressionPart, NumberPart, Recipe
from bptutor.exercise.paths import way_to
from bptutor.exercise.prompts import cost_in_words, outputs, value_question
from bptutor.exercise.search import Found, friendly, needs_with, probes_of, search
from bptutor.exercise.skills import skill_of
from bptutor.exercise.slips import SLIPS, wrong_values
from bptutor.exercise.task import Task
from bptutor.foundation.numbers import short
from bptutor.trace.keys import Key, Kind
from bptutor.trace.making import old_of
from bptutor.trace.symbols import Namer

FROM_COST = frozenset(
    {"sign", "no-factor-2", "no-sigma-prime", "cross-entropy-shortcut", "sigma-for-sigma-prime"}
)
# These change nothing on the way to a gradient, or leave a 0 where a chain would be.
NOT_IN_CHAINS = frozenset({"sum-not-mean", "gate-ignored", "bias-gradient-is-bias"})


def named(found: Found, recipe: Recipe) -> Document:
    """The document under the exercise's name."""
    return replace(found.document, name=f"{recipe.kind.title} {recipe.seed}")


def aim_of(lots: Lots, skill: str, without: frozenset[str] = frozenset()) -> tuple[str | None, Aim]:
    """A slip that a question on the skill is about (None where the skill has none), and what it needs."""
    if skill == "forward":
        return None, FORWARD
    slips = [slip for slip in slips_of(skill) if slip not in without]
    if skill == "update" and not without and lots.chance(1 / 3):
        return None, UPDATES
    slip = lots.pick(slips)
    aim = AIMS[slip]
    return slip, replace(aim, needs=needs_with(aim.needs, NEEDS_OF_SKILL.get(skill, Needs())))


def next_value(recipe: Recipe, lots: Lots) -> Exercise:
    """The number of one value that follows from what is shown."""
    slip, aim = aim_of(lots, recipe.skill)
    found = search(lots, recipe.difficulty, aim, slip, moves if aim is UPDATES else None)
    namer = Namer(found.document.network)
    # Behind the softmax a chain that had come through it already would ask nothing about it.
    from_cost = slip in FROM_COST or recipe.skill == "softmax"
    question, prompt = value_question(found.task, namer, found.key, from_cost)
    part = NumberPart(found.key, prompt, recipe.skill, found.probes)
    return Exercise(recipe, question, named(found, recipe), found.example, (part,))


def moves(task: Task, key: Key) -> bool:
    """Whether an update changes a parameter by enough to tell the new from the old."""
    old = task.truth(old_of(key))
    return abs(task.truth(key) - old) >= 0.1 * max(abs(old), abs(task.truth(key)))


def whole_gradient(recipe: Recipe, lots: Lots) -> Exercise:
    """Every running product on the way to a gradient, the first ones shown and the rest asked."""
    slip, aim = aim_of(lots, recipe.skill, NOT_IN_CHAINS)
    kinds = (Kind.DC_DB,) if recipe.skill == "bias" else (Kind.DC_DTHETA, Kind.DC_DTHETA, Kind.DC_DB)
    if slip in ("own-a", "z-for-a", "update-not-gradient"):
        kinds = (Kind.DC_DTHETA,)
    target = Aim(kinds, aim.needs, aim.first, aim.only_output, aim.short)
    found = search(lots, recipe.difficulty, target, None, lambda task, key: _shows(task, key, slip))
    way = way_to(found.document.network, found.key)
    count = min(len(way), 3 + lots.below(4))
    while not any(slip in probes_of(found.task, key) for key in way[len(way) - count :]):
        count += 1
    shown, asked = way[: len(way) - count], way[len(way) - count :]
    namer = Namer(found.document.network)
    parts = tuple(
        NumberPart(
            key, f"What is {namer.plain(key)}?", skill_of(found.task.network, key), probes_of(found.task, key)
        )
        for key in asked
    )
    question = (
        f"Work out {namer.plain(found.key)}, one product after the other. {outputs(found.task, namer)}; "
        f"the cost is {cost_in_words(found.task)}."
    )
    if shown:
        done = ", ".join(f"{namer.plain(key)} = {short(found.task.truth(key))}" for key in shown)
        question += f" Already done: {done}."
    lines = tuple((key, found.task.truth(key)) for key in shown)
    return Exercise(recipe, question, named(found, recipe), found.example, parts, lines)


def _shows(task: Task, target: Key, slip: str | None) -> bool:
    """Whether every value on the way is friendly, or as good as 0 where softmax has it so,
    and the slip shows."""
    way = way_to(task.network, target)
    if not all(friendly(task, key) or task.truth(key) == 0 for key in way):
        return False
    return slip is None or any(slip in probes_of(task, key) for key in reversed(way))


def write_it(recipe: Recipe, lots: Lots) -> Exercise:
    """A derivative as an expression in the names of values."""
    slip, aim = aim_of(lots, recipe.skill, NOT_IN_CHAINS)
    asks = tuple(kind for kind in aim.asks if kind in WRITABLE) or (Kind.DC_DTHETA,)
    if asks == (Kind.DC_DZ,):
        asks = (Kind.DC_DZ, Kind.DC_DTHETA, Kind.DC_DB)
    found = search(lots, recipe.difficulty, replace(aim, asks=asks), slip)
    namer = Namer(found.document.network)
    probes = tuple(name for name in found.probes if name in _told_apart(found))
    question = (
        f"Write {namer.plain(found.key)} as an expression in the names of values "
        f"(such as {_example_names(found)}). The cost is {cost_in_words(found.task)}."
    )
    part = ExpressionPart(found.key, f"{namer.plain(found.key)} =", recipe.skill, probes)
    return Exercise(
        recipe, question, named(found, recipe), found.example, (part,), (), frozenset({found.key})
    )


WRITABLE = frozenset({Kind.DC_DA, Kind.DC_DZ, Kind.DC_DTHETA, Kind.DC_DB})


def _told_apart(found: Found) -> set[str]:
    """The slips that an expression can show: what is given instead of a gradient is no expression for one."""
    given = {SLIPS["bias-gradient-is-bias"].id, SLIPS["update-not-gradient"].id, SLIPS["new-weight"].id}
    return {wrong.slip.id for wrong in wrong_values(found.task, found.key)} - given


def _example_names(found: Found) -> str:
    widths = found.document.network.widths
    if all(width == 1 for width in widths):
        return "yhat, y, theta3, z2, a1, x"
    j = "" if widths[-1] == 1 else "_1"
    return f"yhat{j}, y{j}, theta2_12, z1_2, a1_2, x_1"
