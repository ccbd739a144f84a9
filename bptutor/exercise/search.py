"""Drawing networks until what is asked has a friendly value and the slips that matter stand apart."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from bptutor.engine.document import Document
from bptutor.exercise.aims import Aim
from bptutor.exercise.families import Needs, draw
from bptutor.exercise.lots import Lots
from bptutor.exercise.rounding import as_one_figure, by_three_figures, coarse_values, to_figures
from bptutor.exercise.slips import near, separated, wrong_values
from bptutor.exercise.task import Task, task_of
from bptutor.foundation.frozen import Frozen
from bptutor.trace.keys import Key, Kind

MOST_DRAWS = 3000
SMALLEST, LARGEST = 2e-3, 500.0
LEFT = 0.3  # of the sum of sizes, what a sum must come to
ROUNDING_ROOM = 0.006  # of the 1 % that marking allows, what three figures at each step may take


class Found(Frozen):
    """A task, the key that is asked, and the slips that can be told apart there."""

    document: Document
    example: int
    task: Task
    key: Key
    probes: tuple[str, ...]


class NothingFoundError(Exception):
    """No network in very many draws: a bug in the aims, not bad luck."""


def search(
    lots: Lots, difficulty: int, aim: Aim, slip: str | None, also: Callable[[Task, Key], bool] | None = None
) -> Found:
    """The first draw whose value is friendly, at which `slip` can be told apart and `also` holds."""
    for _ in range(MOST_DRAWS):
        document = draw(lots, difficulty, aim.needs)
        assert document.examples is not None
        example = lots.below(len(document.examples)) + 1
        keys = list(aim.keys(document.network))
        if not keys:
            continue
        key = lots.pick(keys)
        task = task_of(document, example)
        zero = slip == "gate-ignored"
        if not friendly(task, key, zero) or (also is not None and not also(task, key)):
            continue
        probes = probes_of(task, key)
        if slip is None or slip in probes:
            return Found(document, example, task, key, probes)
    raise NothingFoundError(f"{slip} at difficulty {difficulty}")


def friendly(task: Task, key: Key, zero: bool = False) -> bool:
    """Whether a value can be worked out with four figures: not tiny, not huge, no figures lost on the way.

    With `zero` it must be exactly 0, with the cost's slope well away from 0."""
    right = task.truth(key)
    output = task.values.ahead.output[task.row] - task.examples.targets[task.row]
    if abs(output[0]) < 0.08:
        return False
    if zero:
        return right == 0
    if not SMALLEST <= abs(right) <= LARGEST or cancels(task, key):
        return False
    return near(by_three_figures(task, key), right, ROUNDING_ROOM)


def cancels(task: Task, key: Key) -> bool:
    """Whether a value is what is left of a sum of much larger summands, so that rounding them spoils it."""
    match key.kind:
        case Kind.DJ_DTHETA | Kind.DJ_DB:
            shares = task.values.shares(key, len(task.examples))
        case Kind.DC_DA if key.layer < task.network.depth:
            weights = task.network.layers[key.layer].weights[:, key.j - 1]
            shares = task.values.behind.dz[key.layer + 1][task.row] * weights
        case _:
            return False
    return abs(float(np.sum(shares))) < LEFT * float(np.sum(np.abs(shares)))


def probes_of(task: Task, key: Key) -> tuple[str, ...]:
    """The slips that are told apart at a key: from the right value, from each other,
    and from coarse rounding."""
    wrongs = wrong_values(task, key)
    right = task.truth(key)
    clear = separated(wrongs, right)
    coarse = coarse_values(task, key)
    blurred = {
        w.slip.id
        for w in wrongs
        if any(near(w.value, value, 0.02) for value in coarse)
        or as_one_figure(to_figures(w.value, 3), right, key)
    }
    return tuple(name for name in clear if name not in blurred)


def needs_with(needs: Needs, more: Needs) -> Needs:
    """Both needs at once; where both name something, the second is the narrower and counts."""
    return Needs(
        more.hidden or needs.hidden,
        more.costs or needs.costs,
        more.outputs or needs.outputs,
        more.wide or needs.wide,
        more.square or needs.square,
        more.several or needs.several,
        needs.rates if more.rates == Needs().rates else more.rates,
    )
