"""Where a page's blocks lead the window, and what they light there.

A page leads by the same actions that a person has; `go` does them (it is `reduce`, handed in because that
module knows this one).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from msgspec.structs import replace

from bptutor.lesson import answers, cues, player
from bptutor.lesson.chains import Chain
from bptutor.lesson.live import LiveBlock, Path, Step, gate_id
from bptutor.study import actions
from bptutor.study.lesson_network import is_foreign
from bptutor.study.lesson_scene import waiting
from bptutor.study.lesson_state import LessonState
from bptutor.study.lesson_ways import lit_along
from bptutor.study.state import State
from bptutor.trace.keys import C, Key, parse

Go: TypeAlias = Callable[[State, actions.Action], State]


def step_in_force(lesson: LessonState) -> Step | None:
    """Where the page in sight says to be, now that some of its gates are done."""
    progress = lesson.player
    return cues.step_in_force(lesson.lesson, progress.page, player.done_here(lesson.lesson, progress))


def step_for(lesson: LessonState) -> Step | None:
    """The same; before the page says anything, where the pages before it have led to."""
    progress = lesson.player
    return cues.step_for(lesson.lesson, progress.page, player.done_here(lesson.lesson, progress))


def led(state: State, go: Go, back: bool = False, fresh: bool = False) -> State:
    """To where the page's blocks lead. With `back` a page that leads nowhere takes the way of the pages
    before it; without, it leaves the window as it is. `fresh` also puts the page's own conventions back."""
    assert state.lesson is not None
    lesson = state.lesson
    step = own = step_in_force(lesson)
    if is_foreign(state, lesson) or (fresh and state.document is not lesson.document):
        state, back = _at_network(state, lesson, go), True
    elif fresh and state.iteration and step is None:
        state = go(state, actions.GoToIteration(0))
    if step is None and back:
        step = step_for(lesson)
    if step is None:
        return _relit(_looking(state, None), highlight=(), card=None)
    state = go(state, actions.GoToIteration(step.iteration))
    cue = cues.cue(step, state.timeline)
    if cue is not None:
        state = go(state, actions.SetLevel(cue.cursor.level))
        state = go(state, actions.GoTo(cue.cursor.index))
        selected = cue.select or cue.chain
        if selected is not None:
            state = go(state, actions.SelectParameter(selected))
    return lit(_looking(state, own), step)


def _looking(state: State, step: Step | None) -> State:
    """With the panel in front that the page's own step names, or the drawing where something is to be clicked
    in it."""
    assert state.lesson is not None
    lesson = state.lesson
    waiting = player.open_gates(lesson.lesson, lesson.player)
    clicks = "network" if waiting and isinstance(waiting[0], Path) else ""
    look = step.look if step is not None and step.look else clicks
    return replace(state, lesson=replace(lesson, look=look, leads=lesson.leads + 1))


def _at_network(state: State, lesson: LessonState, go: Go) -> State:
    """The page's own network in sight. If that takes the place of the learner's own, that one waits."""
    home = waiting(state) if lesson.home is None else lesson.home
    opened = go(replace(state, lesson=replace(lesson, home=None)), actions.OpenDocument(lesson.document))
    return replace(opened, lesson=replace(lesson, home=home, desk=None))


def lit(state: State, step: Step | None) -> State:
    """The state with what a page's step lights, and the card that it opens."""
    assert state.lesson is not None
    keys = tuple(parse(text) for text in step.highlight) if step is not None else ()
    card = parse(step.open) if step is not None and step.open else None
    return _relit(state, highlight=keys, card=card)


def _relit(state: State, highlight: tuple[Key, ...], card: Key | None) -> State:
    assert state.lesson is not None
    ways = _ways_lit(state.lesson)
    return replace(state, lesson=replace(state.lesson, highlight=highlight, ways=ways, card=card))


def _ways_lit(lesson: LessonState) -> tuple[Key, ...]:
    """Along the ways that are clicked on this page, from C; before their first click, along the last ones."""
    gates, waiting = lesson.page.gates, player.open_gates(lesson.lesson, lesson.player)
    here = gates.index(waiting[0]) if waiting else len(gates)
    ways = _ways_of(lesson, waiting[0]) if waiting else ()
    if not ways and here:
        ways = _ways_of(lesson, gates[here - 1])
    start = (C,) if waiting and isinstance(waiting[0], Path) else ()
    return (*start, *(key for way in ways for key in lit_along(way)))


def _ways_of(lesson: LessonState, gate: LiveBlock) -> tuple[Chain, ...]:
    """The ways of a gate as far as they were clicked. What was clicked is not kept, only that it was done."""
    if not isinstance(gate, Path):
        return ()
    name = gate_id(lesson.page.live, gate) or ""
    if lesson.full_name(name) not in lesson.player.done:
        attempt = lesson.tried(name)
        return tuple(way for way in (*attempt.found, attempt.way) if way)
    ways = answers.ways(lesson.document.network, gate.to)
    return ways if gate.all else tuple(lesson.tried(name).found) or ways[:1]
