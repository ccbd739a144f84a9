"""Which step of the timeline a page leads to.

A page has stages: what its `step` blocks say on arrival, and again after each of its gates is done. A cue is
where the timeline goes then. A number that was asked for is to be seen once it is answered, so a page whose
author wrote no block for that goes on by itself to where the number is known.
"""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import asdict, replace

from bptutor.foundation.frozen import Frozen
from bptutor.lesson.answers import asked_key
from bptutor.lesson.live import NetworkChange, Predict, Step, gate_id, is_gate
from bptutor.lesson.model import Lesson, Page
from bptutor.lesson.scope import key_problem
from bptutor.trace.finding import step_of
from bptutor.trace.keys import GRADIENTS, J_GRADIENTS, UPDATED, Key, parse
from bptutor.trace.moves import Cursor, at_level
from bptutor.trace.steps import Level, Phase
from bptutor.trace.timeline import Timeline

LEVELS = {level.word: level for level in Level}
PHASES = {phase.value: phase for phase in Phase}
PARAMETER_OF = {made: own for kinds in (GRADIENTS, J_GRADIENTS, UPDATED) for own, made in kinds.items()}


class Cue(Frozen):
    """Where a `step` block leads: a cursor on the timeline of `iteration`, and what it lights and opens."""

    cursor: Cursor
    iteration: int = 0
    highlight: tuple[Key, ...] = ()
    chain: Key | None = None
    select: Key | None = None
    open: Key | None = None
    look: str = ""
    roam: bool = False


class Answered(Step):
    """Where a page is once values of examples were answered: at its step, or later, where all are known."""

    answered: tuple[tuple[str, int], ...] = ()


def step_in_force(lesson: Lesson, page: int, done: Collection[str] = ()) -> Step | None:
    """The `step` block that counts on a page: the last one before the first gate that is not done yet, or
    what comes of the numbers answered since. None where the page says nothing (yet)."""
    found = None
    live = lesson.pages[page].live
    for block in live:
        if isinstance(block, Step):
            found = block
        elif is_gate(block):
            if gate_id(live, block) not in done:
                break
            if isinstance(block, Predict) and (key := asked_key(block)) is not None:
                base = found or replace(_before(lesson, page) or Step(at="start"), highlight=(), open="")
                found = _answered(base, key, block.example)
    return found


def step_for(lesson: Lesson, page: int, done: Collection[str] = ()) -> Step | None:
    """The block that counts on a page, or, before the page says anything, the last one of an earlier page."""
    return step_in_force(lesson, page, done) or _before(lesson, page)


def _before(lesson: Lesson, page: int) -> Step | None:
    """Where the pages before a page have led to in the end."""
    if page == 0 or _changes_network(lesson.pages[page]):
        return None
    live = lesson.pages[page - 1].live
    return step_for(lesson, page - 1, {gate_id(live, block) or "" for block in live})


def _answered(step: Step, key: Key, example: int) -> Answered:
    """The step with a value that was answered; the gradient of a parameter is drawn with its chain."""
    told = asdict(step)
    told["look"] = ""
    told["answered"] = (*told.get("answered", ()), (str(key), example))
    if key.kind in PARAMETER_OF:
        told["chain"], told["select"] = str(key.of_kind(PARAMETER_OF[key.kind])), ""
    return Answered(**told)


def _changes_network(page: Page) -> bool:
    """Whether earlier pages are about another network, with another timeline."""
    return any(isinstance(block, NetworkChange) for block in page.live)


def cue(step: Step, timeline: Timeline) -> Cue | None:
    """The cue of a block on a timeline; None where the timeline has no such step."""
    named = [*step.highlight, *(text for text in (step.show, step.chain, step.select, step.open) if text)]
    named += [value for value, _ in step.answered] if isinstance(step, Answered) else []
    if any(key_problem(timeline.network, parse(text)) for text in named):
        return None
    index = _index(step, timeline, LEVELS[step.level])
    if index is None:
        return None
    return Cue(
        Cursor(LEVELS[step.level], index),
        step.iteration,
        tuple(parse(text) for text in step.highlight),
        _key(step.chain),
        _key(step.select),
        _key(step.open),
        step.look,
        step.roam,
    )


def _key(text: str) -> Key | None:
    return parse(text) if text else None


def _index(step: Step, timeline: Timeline, level: Level) -> int | None:
    index = _led(step, timeline, level)
    if index is None or not isinstance(step, Answered):
        return index
    known = (_known(timeline, value, level, example) for value, example in step.answered)
    return max(index, *(at or 0 for at in known))


def _led(step: Step, timeline: Timeline, level: Level) -> int | None:
    if step.show:
        return _known(timeline, step.show, level, step.example)
    if step.at in PHASES:
        return _phase(timeline, PHASES[step.at], level, step.example)
    return timeline.size(level) - 1 if step.at == "end" else 0


def _known(timeline: Timeline, value: str, level: Level, example: int) -> int | None:
    """The step after which a value of an example is known."""
    found = step_of(timeline, parse(value), level, min(example, len(timeline.rows)) - 1)
    return None if found is None else max(found, 0)


def _phase(timeline: Timeline, phase: Phase, level: Level, example: int) -> int | None:
    """The first step of a phase of an example (or after the examples)."""
    for stretch in timeline.stretches(level):
        if stretch.phase is phase and stretch.example in (example, None):
            return stretch.start
    return None


def is_away(found: Cue, timeline: Timeline, cursor: Cursor, iteration: int = 0) -> bool:
    """Whether the learner has stepped away from where the page is: then one button leads back.

    On a page to roam on only another iteration is away."""
    if found.roam and iteration == found.iteration:
        return False
    if iteration != found.iteration:
        return True
    return at_level(timeline, cursor, Level.TERM) != at_level(timeline, found.cursor, Level.TERM)
