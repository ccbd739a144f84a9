"""Which nudge lab of a lesson is in force: it changes what the cost slice lets one drag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bptutor.study.state import Room, State
from bptutor.trace.keys import parse

if TYPE_CHECKING:
    from bptutor.lesson.live import Nudge


def lab_in_force(state: State) -> tuple[str, Nudge] | None:
    """The nudge lab of the page in sight that is about the selected value, with its name."""
    lesson = state.lesson
    if lesson is None or state.room is not Room.LESSONS:
        return None
    from bptutor.lesson.live import Nudge, gate_id
    from bptutor.study.lesson_network import is_alike

    if not is_alike(state.document, lesson.document):
        return None
    for block in lesson.page.live:
        if isinstance(block, Nudge) and state.selected == parse(block.value):
            return gate_id(lesson.page.live, block) or "", block
    return None


def nudge_in_force(state: State) -> float | None:
    """The h of the page's nudge lab, for the secant in the cost slice."""
    found = lab_in_force(state)
    if found is None or state.lesson is None:
        return None
    return state.lesson.tried(found[0]).h or None
