"""Marking an expression: compared by value, where the numbers of the network are drawn again and again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from bptutor.engine.arrays import Array, frozen
from bptutor.engine.examples import Examples
from bptutor.engine.network import Network
from bptutor.exercise.expressions import Expression, parse
from bptutor.exercise.lots import Lots
from bptutor.exercise.model import Exercise, ExpressionPart, Mark, Recipe, Verdict
from bptutor.exercise.names import Names
from bptutor.exercise.nodes import AnswerSyntaxError
from bptutor.exercise.said import NOT_YET, RIGHT_TEXT, SIGN_TEXT, either_text, scale_text
from bptutor.exercise.slips import Wrong, by_slip, near, wrong_values
from bptutor.exercise.task import Task
from bptutor.exercise.ways_read import read
from bptutor.trace.keys import Key
from bptutor.trace.symbols import Notation

DRAWS = 20
FEW = 5  # of them, on which a wrong expression is held against slips
SAME = 1e-7
WITHOUT_NAMES = (
    "That is a number. Write it with the names of values, so that it holds for any numbers: yhat, y, "
    "theta3, a1 …"
)
ONLY_HERE = (
    "With this network’s numbers that comes out right, with others it does not. Which number stands where a "
    "name belongs?"
)


def mark(
    exercise: Exercise, part: ExpressionPart, answer: str, comma_decimal: bool, notation: Notation
) -> Verdict:
    """The verdict on an expression. Values are compared on redrawn networks with the same gates open."""
    names = Names(exercise.document.network, exercise.hidden)
    try:
        expression = parse(answer, names, comma_decimal)
        value = expression.value(exercise.task.truth)
        if all(_same(expression, redrawn(exercise, draw), part.ask) for draw in range(DRAWS)):
            return Verdict(Mark.CORRECT, RIGHT_TEXT, value)
        if not expression.keys:
            return Verdict(Mark.WRONG, WITHOUT_NAMES, value)
        tasks = [redrawn(exercise, draw) for draw in range(FEW)]
        return _wrong(exercise, part, expression, tasks, value, notation)
    except AnswerSyntaxError as error:
        return Verdict(Mark.SYNTAX, str(error), position=error.position)


def _same(expression: Expression, task: Task, key: Key) -> bool:
    return near(expression.value(task.truth), task.truth(key), SAME)


def _wrong(
    exercise: Exercise,
    part: ExpressionPart,
    expression: Expression,
    tasks: Sequence[Task],
    value: float,
    notation: Notation,
) -> Verdict:
    made = by_slip(_matching(exercise.task, part.ask, expression, tasks))
    if len(made) > 1:
        text = either_text([wrong.slip.title for wrong in made.values()])
        return Verdict(Mark.WRONG, text, value, either=tuple(made))
    for wrong in made.values():
        return Verdict(Mark.SLIP, wrong.message(exercise.task, part.ask, notation), value, wrong.slip.id)
    ratios = [expression.value(task.truth) / task.truth(part.ask) for task in tasks if task.truth(part.ask)]
    for power in (-3, -2, -1, 1, 2, 3):
        if ratios and all(near(ratio, 10.0**power, SAME) for ratio in ratios):
            return Verdict(Mark.SCALE, scale_text(power), value)
    if ratios and all(near(ratio, -1.0, SAME) for ratio in ratios):
        return Verdict(Mark.SIGN, SIGN_TEXT, value)
    if near(value, exercise.task.truth(part.ask), 1e-3):
        return Verdict(Mark.WRONG, ONLY_HERE, value)
    return Verdict(Mark.WRONG, NOT_YET, value)


def _matching(task: Task, key: Key, expression: Expression, tasks: Sequence[Task]) -> list[Wrong]:
    """The slips that give the expression's value on the network itself and on some of the redrawn ones."""
    value = expression.value(task.truth)
    return [
        wrong
        for wrong in wrong_values(task, key)
        if near(value, wrong.value, SAME)
        and all(
            near(expression.value(t.truth), read(wrong.slip(t, {}, wrong.spot), key), SAME) for t in tasks
        )
    ]


def redrawn(exercise: Exercise, draw: int) -> Task:
    """A pass through a network of the same build with other numbers, the same each time it is drawn."""
    return _redrawn(exercise.recipe, exercise.task, draw)


@lru_cache(maxsize=4 * DRAWS)
def _redrawn(recipe: Recipe, task: Task, draw: int) -> Task:
    made = (recipe.kind.value, recipe.version, recipe.seed, recipe.difficulty, recipe.skill)
    return _other(Lots("draws", *made, draw), task)


def _other(lots: Lots, task: Task) -> Task:
    """Every number moved by up to 40 %, less where that would open or close a gate."""
    reach = 0.4
    while True:
        weights = tuple(_moved(lots, layer.weights, reach) for layer in task.network.layers)
        biases = tuple(_moved(lots, layer.biases, reach) for layer in task.network.layers)
        network = task.network.with_parameters(weights, biases)
        inputs = _moved(lots, task.examples.inputs, reach)
        other = Task(
            network,
            Examples(inputs, _targets(lots, network, task.examples.targets)),
            task.learning_rate,
            task.row,
        )
        if _gates(other) == _gates(task):
            return other
        reach *= 0.8


def _moved(lots: Lots, array: Array, reach: float) -> Array:
    shares = 1.0 + reach * (2.0 * lots.units(array.size) - 1.0)
    return frozen(array * shares.reshape(array.shape))


def _targets(lots: Lots, network: Network, targets: Array) -> Array:
    drawn = 0.05 + 0.9 * lots.units(targets.size).reshape(targets.shape)
    if network.cost.name == "cross_entropy":
        drawn = drawn / np.sum(drawn, axis=1, keepdims=True)
    return frozen(drawn)


def _gates(task: Task) -> list[bool]:
    """On which side of its kink every unit is, where there are kinks."""
    layers = enumerate(task.network.layers, 1)
    return [
        bool(z > 0)
        for number, layer in layers
        if layer.activation.has_kink
        for z in task.values.ahead.z[number][task.row]
    ]
