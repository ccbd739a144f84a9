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
from bptutor.trace.keys import Key
from bptutor.trace.symbols import Notation

DRAWS = 20
SAME = 1e-7
WITHOUT_NAMES = (
    "That is a number. Write it with the names of values, so that it holds for any numbers: yhat, y, "
    "theta3, a1 …"
)
ONLY_HERE = (
    "With this network's numbers that comes out right, with others it does not. Which number stands where a "
    "name belongs?"
)


def mark(
    exercise: Exercise, part: ExpressionPart, answer: str, comma_decimal: bool, notation: Notation
) -> Verdict:
    """The verdict on an expression. Values are compared on redrawn networks with the same gates open."""
    names = Names(exercise.document.network, exercise.hidden)
    tasks = redrawn(exercise)
    try:
        expression = parse(answer, names, comma_decimal)
        value = expression.value(exercise.task.truth)
        given = [expression.value(task.truth) for task in tasks]
    except AnswerSyntaxError as error:
        return Verdict(Mark.SYNTAX, str(error), position=error.position)
    right = [task.truth(part.ask) for task in tasks]
    if all(near(one, other, SAME) for one, other in zip(given, right, strict=True)):
        return Verdict(Mark.CORRECT, RIGHT_TEXT, value)
    if not expression.keys:
        return Verdict(Mark.WRONG, WITHOUT_NAMES, value)
    return _wrong(exercise, part, expression, tasks, value, notation)


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
            near(expression.value(t.truth), wrong.slip(t, {}, wrong.spot).read(key), SAME) for t in tasks[:4]
        )
    ]


def redrawn(exercise: Exercise) -> tuple[Task, ...]:
    """Twenty passes through networks of the same build with other numbers, always the
    same for an exercise."""
    return _redrawn(exercise.recipe, exercise.task)


@lru_cache(maxsize=4)
def _redrawn(recipe: Recipe, task: Task) -> tuple[Task, ...]:
    lots = Lots("draws", recipe.kind.value, recipe.version, recipe.seed, recipe.difficulty, recipe.skill)
    return tuple(_other(lots, task) for _ in range(DRAWS))


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
    shares = np.array([1.0 + reach * (2.0 * lots.unit() - 1.0) for _ in range(array.size)])
    return frozen(array * shares.reshape(array.shape))


def _targets(lots: Lots, network: Network, targets: Array) -> Array:
    drawn = np.array([[0.05 + 0.9 * lots.unit() for _ in row] for row in targets])
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
