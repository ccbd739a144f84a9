"""Deep links: a network file and a place on its timeline, as arguments of the command line.

Numbers are as they stand on screen: “Step 12 of 25” is `--step 12`, the steps of all examples counted. A link
leads to what a file says, so what is in no file yet has none.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bptutor.engine.descent import Descent
from bptutor.engine.document import Document
from bptutor.engine.document_file import read_document
from bptutor.engine.examples import Batching
from bptutor.engine.limits import MAX_LINKED_UPDATES
from bptutor.engine.sameness import same_contents, same_conventions
from bptutor.foundation.errors import TutorError
from bptutor.foundation.frozen import Frozen
from bptutor.foundation.resources import resource
from bptutor.study import actions
from bptutor.study.edit_reduce import document_in_sight
from bptutor.study.practise_scene import in_exercise
from bptutor.study.reduce import reduce
from bptutor.study.state import Room, State
from bptutor.trace.moves import numbered
from bptutor.trace.steps import Level
from bptutor.trace.timeline import Timeline, timeline_of

SAVE_FIRST = (
    "What is in sight is in no file, and a link leads into one: save the network, then copy the link."
)
MID_RUN = "A link cannot repeat this run: it begins with a file’s own first update, by gradient descent."
NO_LINK = "An exercise has no link; “bptutor practise --kind … --seed …” asks it again."


class Link(Frozen):
    """Step `step` (from 1; the first where it is None) of iteration `iteration` (from 0) at a level."""

    step: int | None = None
    level: Level = Level.VALUE
    iteration: int = 0

    @property
    def words(self) -> tuple[str, ...]:
        """The arguments that say it."""
        step = () if self.step is None else ("--step", str(self.step))
        after = ("--iteration", str(self.iteration)) if self.iteration else ()
        return (*step, "--level", self.level.word, *after)


def arrived(state: State, link: Link) -> State:
    """The state at the place that a link names. Raises TutorError where there is no such step."""
    for action in (actions.GoToIteration(link.iteration), actions.SetLevel(link.level)):
        state = reduce(state, action)
    index = numbered(state.timeline, link.level, 1 if link.step is None else link.step).index
    return reduce(state, actions.GoTo(index))


def timeline_at(document: Document, iteration: int) -> Timeline:
    """The timeline after so many updates of a document. Raises TutorError where it has no examples."""
    descent = Descent(document)
    descent.advance(iteration)
    return timeline_of(document, iteration, descent.network)


def link_words(state: State) -> tuple[str, ...]:
    """The arguments that open the window at what is in sight. Raises TutorError where no link leads there."""
    if in_exercise(state):
        raise TutorError(NO_LINK)
    if state.room is Room.LESSONS and state.lesson is not None:
        origin = state.lesson.book.pack.shelf.origin
        pack = () if origin == resource("lessons") else (str(Path(origin).absolute()),)
        return (*pack, "--lesson", state.lesson.lesson.id)
    if state.path is None:
        raise TutorError(SAVE_FIRST)
    path = state.path.absolute()
    iteration = _iteration_from(read_document(path), state)
    return (str(path), *Link(state.cursor.index + 1, state.cursor.level, iteration).words)


def command_line(words: Sequence[str]) -> str:
    """What to type for the program with these arguments, as this system's shell takes it."""
    join = subprocess.list2cmdline if sys.platform == "win32" else shlex.join
    return join(("bptutor", *words))


def _iteration_from(saved: Document, state: State) -> int:
    """How many updates lead from a file's network to the one in sight. Raises TutorError where none do."""
    if _same(saved, document_in_sight(state)):
        first = timeline_of(saved)
        if first.rows != state.timeline.rows or _in_own_update(state):
            raise TutorError(MID_RUN)
        return 0
    if not _same(saved, state.document):
        raise TutorError(SAVE_FIRST)
    run = state.run
    if not run.optimiser.plain or run.offset or state.iteration > MAX_LINKED_UPDATES:
        whole = saved.batching == Batching()
        raise TutorError(SAVE_FIRST if whole else MID_RUN)
    return state.iteration


def _in_own_update(state: State) -> bool:
    """Whether the step in sight is one of an update that is not gradient descent's."""
    place = state.timeline.layout.locate(state.cursor.level, state.cursor.index)
    return bool(place.segment.cuts)


def _same(one: Document, other: Document) -> bool:
    return same_contents(one, other) and same_conventions(one, other)
