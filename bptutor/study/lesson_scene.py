"""Two things to look at, one window: while a page's network is in sight the learner's own one waits, with its
cursor, run and history; in another room it is back, and the page's waits. Neither is asked about or lost.

Qt-free and light, for every change of room asks; what a lesson is stays unknown here.
"""

from __future__ import annotations

from msgspec.structs import replace

from bptutor.study.history import History
from bptutor.study.state import State


def waiting(state: State) -> State:
    """What is in sight, as it waits while something else is: without what belongs to the rooms."""
    return replace(state, lesson=None, practise=None, playing=False, pointed=None)


def left(state: State) -> State:
    """The learner's own network and place; the lesson's wait until it is entered again."""
    lesson = state.lesson
    if lesson is None or lesson.home is None:
        return state
    return replace(brought_back(state, lesson.home), lesson=replace(lesson, home=None, desk=waiting(state)))


def entered(state: State) -> State:
    """The network and place of the lesson as they were left; the learner's own wait."""
    lesson = state.lesson
    if lesson is None or lesson.desk is None or lesson.home is not None:
        return state
    return replace(brought_back(state, lesson.desk), lesson=replace(lesson, home=waiting(state), desk=None))


def apart(state: State) -> State:
    """What is in sight as the lesson's: what is done to it from here on is not done to the learner's own."""
    run = replace(state.run, token=object())  # or what trains it would go on training the learner's own
    return replace(state, run=run, path=None, history=History(), stale=None, earlier_runs=())


def brought_back(state: State, kept: State) -> State:
    """What has waited, under what was since chosen for the whole window."""
    return replace(
        kept,
        room=state.room,
        notation=state.notation,
        speed=state.speed,
        logarithmic=state.logarithmic,
        practise=state.practise,
        pair=state.pair,
    )
