"""What the lesson panel shows: the page in parts, the pages about it, and what can be done."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from bptutor.engine.document import Document
from bptutor.foundation.frozen import Frozen
from bptutor.lesson import cues, player
from bptutor.lesson.evaluate import Numbers
from bptutor.lesson.live import Gate, Ledger, LiveBlock, Nudge, gate_id, is_gate
from bptutor.lesson.model import Block, Lesson, Page
from bptutor.lesson.nudge import derivative_of, example_row
from bptutor.lesson.packs import Pack
from bptutor.lesson.spans import Spans, Text
from bptutor.study.lesson_leading import step_for
from bptutor.study.lesson_reduce import is_alike, is_foreign
from bptutor.study.lesson_state import Entry, LessonState, Try, numbers_of
from bptutor.study.state import State
from bptutor.trace.finding import step_of
from bptutor.trace.keys import parse
from bptutor.trace.steps import Phase
from bptutor.trace.symbols import Namer

FOREIGN = "The window shows another network than this page speaks of."
CHANGED = "The network has other numbers than this page began with. What is written here follows them."
ELSEWHERE = "You have stepped away from this page."


class Standing(Enum):
    """How a gate stands."""

    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"


class GateView(Frozen, eq=False):
    """One gate: what it asks, what was tried, and the network that it is about. `wanted` tells that the next
    page waits for it; `current` that it is the first that is open; `told` that what a lab’s pushes lead to
    is no secret: they are done, or the step in sight has come past it."""

    name: str
    block: LiveBlock
    attempt: Try
    standing: Standing
    wanted: bool
    current: bool
    told: bool
    document: Document
    numbers: Numbers
    namer: Namer


class LedgerView(Frozen, eq=False):
    """A ledger block and the network that it counts on."""

    block: Ledger
    numbers: Numbers
    namer: Namer


Prose: TypeAlias = tuple[Block, ...]
Part: TypeAlias = Prose | GateView | LedgerView


class Mark(Frozen):
    """A page in the lesson's course: whether it was seen, and its gates that are open or were skipped."""

    title: Spans
    seen: bool
    here: bool
    open: int
    skipped: int

    @property
    def done(self) -> bool:
        """Whether it was read and nothing on it is still asked for."""
        return self.seen and not self.open and not self.skipped


class LessonView(Frozen, eq=False):
    """A page of a lesson. `number` of `count` counts lessons, `page_number` pages from 0.

    `away` is a sentence where the window is not where the page is about, else "". `finished` is the lesson's
    end: then `learnt` is shown and `following` may be opened."""

    lesson: Lesson
    number: int
    count: int
    title: str
    page: Page
    page_number: int
    marks: tuple[Mark, ...]
    parts: tuple[Part, ...]
    numbers: Numbers
    phase: Phase
    away: str
    can_go_on: bool
    skipped: int
    finished: bool
    learnt: Spans
    following: Entry | None
    pack: Pack
    next_page: Page | None

    @property
    def is_last(self) -> bool:
        """Whether no page follows."""
        return self.page_number + 1 == len(self.marks)

    def picture(self, source: str) -> bytes:
        """A picture of the pack. Raises FileError."""
        return self.pack.picture(source)

    @property
    def place(self) -> str:
        """Lessons › 6 of 16."""
        return f"{self.number} of {self.count}"


def lesson_view(state: State, namer: Namer, phase: Phase) -> LessonView | None:
    """The panel's view of a state in whose lesson the learner is; None where none is open."""
    lesson = state.lesson
    if lesson is None:
        return None
    document = document_in_force(state, lesson)
    numbers = numbers_of(document)
    marks = tuple(_mark(lesson, number) for number in range(len(lesson.lesson.pages)))
    return LessonView(
        lesson.lesson,
        lesson.book.number,
        len(lesson.book.entries),
        lesson.lesson.title,
        lesson.page,
        lesson.player.page,
        marks,
        _parts(state, lesson, document, numbers, namer),
        numbers,
        phase,
        _away(state, lesson),
        player.can_go_on(lesson.lesson, lesson.player),
        marks[lesson.player.page].skipped,
        lesson.player.finished and lesson.player.page + 1 == len(marks),
        lesson.lesson.learnt,
        lesson.book.following,
        lesson.book.pack,
        lesson.lesson.pages[lesson.player.page + 1] if lesson.player.page + 1 < len(marks) else None,
    )


def document_in_force(state: State, lesson: LessonState) -> Document:
    """The network that the page's numbers are of: the one in sight, unless it is quite another."""
    return state.document if is_alike(state.document, lesson.document) else lesson.document


def _mark(lesson: LessonState, number: int) -> Mark:
    page, progress = lesson.lesson.pages[number], lesson.player
    names = {player.gate_name(page, gate) for gate in page.gates}
    return Mark(
        page.label or (Text(f"Page {number + 1}"),),
        page.id in progress.seen,
        number == progress.page,
        len(names - progress.done - progress.skipped),
        len(names & progress.skipped),
    )


def _parts(
    state: State, lesson: LessonState, document: Document, numbers: Numbers, namer: Namer
) -> tuple[Part, ...]:
    """The page down to its first open gate: runs of prose, and what stands between them. A ledger counts on
    whatever network is in sight; the factors of one chain are those of the page's."""
    parts: list[Part] = []
    run: list[Block] = []
    waiting = True
    for block in player.shown(lesson.lesson, lesson.player):
        part: Part | None = None
        if isinstance(block, Ledger):
            part = LedgerView(
                block, numbers if block.show == "factors" else numbers_of(state.document), namer
            )
        elif isinstance(block, Gate):
            part = _gate(state, lesson, block, document, namer, waiting)
            waiting = waiting and part.standing is not Standing.OPEN
        elif not isinstance(block, LiveBlock):
            run.append(block)
        if part is not None:
            parts += [tuple(run), part] if run else [part]
            run = []
    return (*parts, tuple(run)) if run else tuple(parts)


def _gate(
    state: State, lesson: LessonState, block: LiveBlock, document: Document, namer: Namer, waiting: bool
) -> GateView:
    name = gate_id(lesson.page.live, block) or ""
    full = lesson.full_name(name)
    standing = Standing.OPEN
    if full in lesson.player.done:
        standing = Standing.DONE
    elif full in lesson.player.skipped:
        standing = Standing.SKIPPED
    example = getattr(block, "example", 1)
    wanted = is_gate(block)
    return GateView(
        name,
        block,
        lesson.tried(name),
        standing,
        wanted,
        wanted and waiting and standing is Standing.OPEN,
        not wanted or standing is not Standing.OPEN or _is_told(state, block, document),
        document,
        numbers_of(document, example),
        namer,
    )


def _is_told(state: State, block: LiveBlock, document: Document) -> bool:
    """Whether a gate keeps no derivative back, or the step in sight has come past it."""
    if not isinstance(block, Nudge) or not block.until:
        return True
    key = parse(block.value)
    row = example_row(document, key, block.example)
    slope = derivative_of(key, row)
    if document is not state.document or slope in state.hidden:
        return False
    known = step_of(state.timeline, slope, state.cursor.level, row or 0)
    return known is not None and known <= state.cursor.index


def _away(state: State, lesson: LessonState) -> str:
    """Why the learner might want to be led back, or ""."""
    if not is_alike(state.document, lesson.document):
        return FOREIGN
    if is_foreign(state, lesson):
        return CHANGED
    # A page that says nothing of its own (yet) is about what the page before it showed.
    step = step_for(lesson)
    if step is None:
        return ""
    if state.iteration != step.iteration:
        return ELSEWHERE
    cue = cues.cue(step, state.timeline)
    if cue is None or not cues.is_away(cue, state.timeline, state.cursor, state.iteration):
        return ""
    return ELSEWHERE
