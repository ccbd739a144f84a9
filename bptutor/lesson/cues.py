"""Which step of the timeline a page leads to.

A page has stages: what its `step` blocks say on arrival, and again after each of its gates is done. A cue is
where the timeline goes then.
"""

from __future__ import annotations

from collections.abc import Collection

from bptutor.foundation.frozen import Frozen
from bptutor.lesson.live import NetworkChange, Step, gate_id, is_gate
from bptutor.lesson.model import Lesson, Page
from bptutor.lesson.scope import key_problem
from bptutor.trace.finding import step_of
from bptutor.trace.keys import Key, parse
from bptutor.trace.moves import Cursor, at_level
from bptutor.trace.steps import Level, Phase
from bptutor.trace.timeline import Timeline

LEVELS = {level.word: level for level in Level}
PHASES = {phase.value: phase for phase in Phase}


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


def step_in_force(page: Page, done: Collection[str] = ()) -> Step | None:
    """The `step` block that counts: the last one before the first gate that is not done yet."""
    found = None
    for block in page.live:
        if isinstance(block, Step):
            found = block
        elif is_gate(block) and gate_id(page.live, block) not in done:
            break
    return found


def step_for(lesson: Lesson, page: int, done: Collection[str] = ()) -> Step | None:
    """The block that counts on a page, or, before the page says anything, the last one of an earlier page."""
    found = step_in_force(lesson.pages[page], done)
    while found is None and page > 0 and not _changes_network(lesson.pages[page]):
        page -= 1
        steps = [block for block in lesson.pages[page].live if isinstance(block, Step)]
        found = steps[-1] if steps else None
    return found


def _changes_network(page: Page) -> bool:
    """Whether earlier pages are about another network, with another timeline."""
    return any(isinstance(block, NetworkChange) for block in page.live)


def cue(step: Step, timeline: Timeline) -> Cue | None:
    """The cue of a block on a timeline; None where the timeline has no such step."""
    named = (*step.highlight, *(text for text in (step.show, step.chain, step.select, step.open) if text))
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
    if step.show:
        row = min(step.example, len(timeline.rows)) - 1
        found = step_of(timeline, parse(step.show), level, row)
        return None if found is None else max(found, 0)
    if step.at in PHASES:
        return _phase(timeline, PHASES[step.at], level, step.example)
    return timeline.size(level) - 1 if step.at == "end" else 0


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
