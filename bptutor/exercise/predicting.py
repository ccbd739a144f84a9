"""Predicting any step of any open network: the number that comes next, or the factor that it is made with.

The marking is that of exercises. A step is about one example, or about all of them; slips are looked for in
the same pass, so that a wrong prediction is diagnosed as a wrong answer is.
"""

from __future__ import annotations

from msgspec.structs import replace

from bptutor.exercise.grading import PLAIN, Manner, mark_value
from bptutor.exercise.lots import Lots
from bptutor.exercise.model import Choice, ChoicePart, Verdict
from bptutor.exercise.paths import ends
from bptutor.exercise.prompts import rule
from bptutor.exercise.said import without_hint
from bptutor.exercise.skills import skill_of
from bptutor.exercise.task import Task, alone
from bptutor.exercise.ways_own import Own
from bptutor.trace import making
from bptutor.trace.chain import splits
from bptutor.trace.keys import FACTORS, Key, Kind
from bptutor.trace.steps import Step, StepKind
from bptutor.trace.symbols import Namer
from bptutor.trace.timeline import Timeline

MOST_EXAMPLES = 64  # with more, a step about one example is marked from that example alone
MOST_STRANGERS = 3


def task_at(timeline: Timeline, step: Step) -> Task:
    """The task of a step: its example among the timeline's, or the first where it is about all of them."""
    row = 0
    if step.example is not None and step.example - 1 in timeline.rows:
        row = timeline.rows.index(step.example - 1)
    rate = timeline.values.learning_rate
    task = Task(timeline.network, timeline.examples, rate, row)
    task.__dict__["values"] = timeline.values  # made already: a large network's arrays are not made twice
    return alone(task) if len(timeline.rows) > MOST_EXAMPLES and step.example is not None else task


def can_be_predicted(step: Step) -> bool:
    """Whether a step makes one number that somebody may work out: not a layer's matrices."""
    return isinstance(step.value, float) and bool(step.terms)


def predict(
    timeline: Timeline, step: Step, answer: str, own: Own | None = None, manner: Manner = PLAIN
) -> Verdict:
    """The verdict on a number that was predicted for a step. There are no hints, and none is spoken of."""
    verdict = mark_value(task_at(timeline, step), step.target, answer, own, (), manner)
    return replace(verdict, feedback=without_hint(verdict.feedback))


def factor_part(timeline: Timeline, step: Step) -> ChoicePart | None:
    """Which factor a multiplication of the chain takes, as a choice; None where a
    step multiplies nothing on."""
    right = _factor(timeline, step)
    if right is None:
        return None
    task = task_at(timeline, step)
    namer = Namer(timeline.network)
    strangers = [factor for factor in _near(timeline, right) if factor != right]
    lots = Lots("predict", step.index, str(step.target))
    factors = lots.shuffled([right, *lots.shuffled(strangers)[:MOST_STRANGERS]])
    choices = tuple(_card(task, namer, factor, right) for factor in factors)
    skill = skill_of(timeline.network, step.target)
    return ChoicePart("Which factor comes next?", skill, choices, factors.index(right), right)


def _factor(timeline: Timeline, step: Step) -> Key | None:
    """The local derivative that a chain step multiplies by, or that a factor step is."""
    key = step.target
    if key.kind in FACTORS:
        return key
    if step.kind is not StepKind.CHAIN:
        return None
    if key.kind in (Kind.DC_DTHETA, Kind.DC_DB):
        return making.branch_factors(key)[1]
    if key.kind in (Kind.DC_DA, Kind.DC_DZ) and not splits(timeline, key):
        return making.path_factors(key, 1 if key.kind is Kind.DC_DA else key.j)[1]
    return next((term.key for term in step.terms if term.key.kind in FACTORS), None)


def _near(timeline: Timeline, right: Key) -> list[Key]:
    """Factors that start where the right one starts, or just before or behind it."""
    above, below = ends(right)
    widths = timeline.network.widths
    near: list[Key] = []
    for value in (above, below):
        if value.kind is Kind.Z:
            near += [Key(Kind.DZ_DTHETA, value.layer, value.j, 1), Key(Kind.DZ_DB, value.layer, value.j)]
            near += [
                Key(Kind.DZ_DA, value.layer, value.j, k)
                for k in range(1, min(widths[value.layer - 1], 3) + 1)
                if value.layer > 1
            ]
        if value.kind is Kind.A and value.layer > 0:
            near.append(Key(Kind.DA_DZ, value.layer, value.j, value.j))
    return list(dict.fromkeys(near))


def _card(task: Task, namer: Namer, factor: Key, right: Key) -> Choice:
    above, below = (namer.plain(key) for key in ends(factor))
    start = namer.plain(ends(right)[0])
    if factor == right:
        why = ""
    elif ends(factor)[0] == ends(right)[0]:
        why = f"{namer.plain(factor)} leads to {below}. Where is this step going?"
    else:
        stands = f"{namer.plain(factor)} starts at {above}, but the chain stands at {start}"
        why = f"{stands}. What is {start} made of?"
    return Choice(str(factor), f"{namer.plain(factor)} = {rule(task, namer, factor)}", why, None, factor)
