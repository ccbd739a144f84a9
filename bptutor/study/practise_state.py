"""Where a learner is in the Practise room: the set, the exercise under way, and what was last said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bptutor.foundation.frozen import Frozen
from bptutor.trace.keys import Key
from bptutor.trace.moves import Cursor

if TYPE_CHECKING:
    from bptutor.exercise.hints import Hint
    from bptutor.exercise.model import Exercise, Part, Recipe, Verdict
    from bptutor.exercise.sitting import Sitting
    from bptutor.study.state import State


class PractiseState(Frozen, eq=False):
    """An exercise under way, or just done. Times and ids come with the actions.

    `part` is the part in sight: after a right answer it stays there until the learner goes on, while
    `sitting.part` is already the next. `verdict` and `hint` are the last that were given for it. `picked` are
    the values that were chosen in the drawing, in order. `results` are the exercises of the set that are
    done, this one not. `home` is the learner's own network and place, kept while the exercise is in the
    drawing; None while it waits in another room. `closed` says that nothing is open and only the results of
    the last set are left to see.
    """

    recipes: tuple[Recipe, ...]
    place: int
    id: str
    sitting: Sitting
    part: int = 0
    verdict: Verdict | None = None
    hint: Hint | None = None
    picked: tuple[Key, ...] = ()
    solution: tuple[Cursor, ...] = ()
    results: tuple[Sitting, ...] = ()
    home: State | None = None
    closed: bool = False

    @property
    def exercise(self) -> Exercise:
        """What is asked."""
        return self.sitting.exercise

    @property
    def asked(self) -> Part:
        """The part in sight."""
        return self.exercise.parts[self.part]

    @property
    def solved(self) -> bool:
        """Whether every part has been answered or passed: then the worked solution may be seen."""
        return self.sitting.done

    @property
    def answered(self) -> bool:
        """Whether the part in sight is done, and the next can begin."""
        return self.sitting.part > self.part

    @property
    def given_away(self) -> bool:
        """Whether the part in sight has been worked out for the learner."""
        return self.part in self.sitting.shown

    @property
    def missed(self) -> bool:
        """Whether the last try at the part in sight was not right."""
        tries = [t.verdict for t in self.sitting.tries if t.part == self.part and t.verdict.counts]
        return bool(tries) and not tries[-1].right

    @property
    def last_of_set(self) -> bool:
        """Whether no exercise of the set comes after this one."""
        return self.place >= len(self.recipes) - 1
