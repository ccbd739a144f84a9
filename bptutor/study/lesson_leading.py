"""Where a page's blocks lead the window, and what they light there.

A page leads by the same actions that a person has; `go` does them (it is `reduce`, handed in because that
module knows this one).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from msgspec.structs import replace

from bptutor.lesson import cues, player
from bptutor.lesson.live import Step, gate_id
from bptutor.study import actions
from bptutor.study.lesson_network import is_foreign
from bptutor.study.lesson_scene import waiting
from bptutor.study.lesson_state import LessonState
from bptutor.study.lesson_ways import places_along
from bptutor.study.state import State
from bptutor.trace.keys import Key, parse

Go: TypeAlias = Callable[[State, actions.Action], State]


def led(state: State, go: Go, back: bool = False, fresh: bool = False) -> State:
    """To where the page's blocks lead. With `back` a page that leads nowhere takes the way of the pages
    before it; without, it leaves the window as it is. `fresh` also puts the page's own conventions back."""
    assert state.lesson is not None
    lesson = state.lesson
    done = player.done_here(lesson.lesson, lesson.player)
    step = cues.step_in_force(lesson.page, done)
    if is_foreign(state, lesson) or (fresh and state.document is not lesson.document):
        state, back = _at_network(state, lesson, go), True
    elif fresh and state.iteration and step is None:
        state = go(state, actions.GoToIteration(0))
    if step is None and back:
        step = cues.step_for(lesson.lesson, lesson.player.page, done)
    if step is None:
        return _relit(state, highlight=_ways_lit(lesson), card=None)
    state = go(state, actions.GoToIteration(step.iteration))
    cue = cues.cue(step, state.timeline)
    if cue is not None:
        state = go(state, actions.SetLevel(cue.cursor.level))
        state = go(state, actions.GoTo(cue.cursor.index))
        selected = cue.select or cue.chain
        if selected is not None:
            state = go(state, actions.SelectParameter(selected))
    return lit(_looking(state, step), step)


def _looking(state: State, step: Step) -> State:
    assert state.lesson is not None
    lesson = state.lesson
    return replace(state, lesson=replace(lesson, look=step.look, leads=lesson.leads + 1))


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
    return _relit(state, highlight=keys + _ways_lit(state.lesson), card=card)


def _relit(state: State, highlight: tuple[Key, ...], card: Key | None) -> State:
    assert state.lesson is not None
    return replace(state, lesson=replace(state.lesson, highlight=highlight, card=card))


def _ways_lit(lesson: LessonState) -> tuple[Key, ...]:
    """The places of the ways that are being clicked on this page."""
    gates = player.open_gates(lesson.lesson, lesson.player)
    names = (gate_id(lesson.page.live, gate) for gate in gates)
    return tuple(
        place
        for name in names
        if name is not None and (way := lesson.tried(name).way)
        for place in places_along(way)
    )
