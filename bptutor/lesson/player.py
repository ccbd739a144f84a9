"""How far a learner has come in a lesson: a frozen state, and functions that give the next one.

Progress is kept by the names of pages and gates, so that it survives when a teacher adds a page or a
sentence; what names nothing any more is dropped without a word.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from bptutor.foundation.frozen import Frozen
from bptutor.lesson.live import LiveBlock, gate_id
from bptutor.lesson.model import Block, Lesson, Page

VERSION = 1


class PlayerState(Frozen):
    """The page in sight (from 0), the gates done and skipped as `page-id/gate-id`, and the pages seen."""

    lesson: str
    page: int = 0
    done: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()
    finished: bool = False


def start(lesson: Lesson) -> PlayerState:
    """At the first page, with nothing done."""
    return PlayerState(lesson.id, 0, seen=frozenset({lesson.pages[0].id}))


def gate_name(page: Page, block: LiveBlock) -> str:
    """The name that a gate's progress is kept by."""
    return f"{page.id}/{gate_id(page.live, block)}"


def open_gates(lesson: Lesson, state: PlayerState, number: int | None = None) -> tuple[LiveBlock, ...]:
    """The gates of a page (the one in sight) that are neither done nor skipped."""
    page = lesson.pages[state.page if number is None else number]
    behind = state.done | state.skipped
    return tuple(block for block in page.gates if gate_name(page, block) not in behind)


def done_here(lesson: Lesson, state: PlayerState) -> frozenset[str]:
    """The gates of the page in sight that are done or skipped, by their names in the page: for `cues`."""
    prefix = lesson.pages[state.page].id + "/"
    behind = state.done | state.skipped
    return frozenset(name.removeprefix(prefix) for name in behind if name.startswith(prefix))


def shown(lesson: Lesson, state: PlayerState) -> tuple[Block, ...]:
    """What the page in sight shows: all down to its first open gate. What stands below a gate may give the
    answer away, and comes when the gate is done or skipped."""
    page, waiting = lesson.pages[state.page], open_gates(lesson, state)
    if not waiting:
        return page.blocks
    first = next(number for number, block in enumerate(page.blocks) if block is waiting[0])
    return page.blocks[: first + 1]


def can_go_on(lesson: Lesson, state: PlayerState) -> bool:
    """Whether nothing on this page is still asked for."""
    return not open_gates(lesson, state)


def pass_gate(lesson: Lesson, state: PlayerState, block: LiveBlock) -> PlayerState:
    """The gate was done; one that had been skipped is done now."""
    name = gate_name(lesson.pages[state.page], block)
    return replace(state, done=state.done | {name}, skipped=state.skipped - {name})


def skip(lesson: Lesson, state: PlayerState) -> PlayerState:
    """The open gates of this page are left; the page says so, and they can still be done later."""
    page = lesson.pages[state.page]
    left = {gate_name(page, block) for block in open_gates(lesson, state)}
    return replace(state, skipped=state.skipped | left)


def next_page(lesson: Lesson, state: PlayerState) -> PlayerState:
    """The page after this one, if nothing is asked for any more; after the last one it is finished."""
    if not can_go_on(lesson, state):
        return state
    if state.page + 1 >= len(lesson.pages):
        return replace(state, finished=True)
    return go_to(lesson, state, state.page + 1)


def back(lesson: Lesson, state: PlayerState) -> PlayerState:
    """The page before this one."""
    return go_to(lesson, state, state.page - 1)


def go_to(lesson: Lesson, state: PlayerState, page: int) -> PlayerState:
    """Any page, or the nearest that there is; the contents lead here. Gates stay as they are."""
    page = min(max(page, 0), len(lesson.pages) - 1)
    return replace(state, page=page, seen=state.seen | {lesson.pages[page].id})


def reopen(lesson: Lesson, state: PlayerState, earlier: Lesson) -> PlayerState:
    """The same place after the file was changed: the page of that name, else one of that number."""
    name = earlier.pages[min(state.page, len(earlier.pages) - 1)].id
    found = lesson.page(name)
    return go_to(lesson, replace(state, lesson=lesson.id), state.page if found is None else found)


def to_dict(lesson: Lesson, state: PlayerState) -> dict[str, object]:
    """Progress as JSON can hold it; the page is kept by name."""
    return {
        "version": VERSION,
        "lesson": state.lesson,
        "page": lesson.pages[min(state.page, len(lesson.pages) - 1)].id,
        "done": sorted(state.done),
        "skipped": sorted(state.skipped),
        "seen": sorted(state.seen),
        "finished": state.finished,
    }


def from_dict(lesson: Lesson, kept: Mapping[str, object]) -> PlayerState:
    """Progress that was kept. What is not understood, or names nothing in the lesson any more, is dropped."""
    gates = {gate_name(page, block) for page in lesson.pages for block in page.gates}
    done = _names(kept.get("done")) & gates
    skipped = (_names(kept.get("skipped")) & gates) - done
    seen = _names(kept.get("seen")) & {page.id for page in lesson.pages}
    page = kept.get("page")
    number = lesson.page(page) if isinstance(page, str) else None
    state = PlayerState(lesson.id, 0, done, skipped, seen, kept.get("finished") is True)
    return go_to(lesson, state, number or 0)


def _names(kept: object) -> frozenset[str]:
    if not isinstance(kept, list | tuple | set | frozenset):
        return frozenset()
    return frozenset(name for name in kept if isinstance(name, str))
