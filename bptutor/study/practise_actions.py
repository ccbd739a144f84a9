"""What can happen in the Practise room, and while steps are predicted, as data.

Whatever is written to the learner's history carries its moment: the clock is passed in.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from bptutor.foundation.frozen import Frozen
from bptutor.trace.keys import Key

if TYPE_CHECKING:
    from bptutor.exercise.model import Recipe
    from bptutor.exercise.sitting import Sitting


class OpenExercise(Frozen, eq=False):
    """Exercise `place` of a set is asked. `sitting` is fresh, or as it was left when the program ended; `id`
    is its name in the learner's history. `aside` keeps the set and its results as they are."""

    sitting: Sitting
    id: str
    recipes: tuple[Recipe, ...]
    place: int = 0
    aside: bool = False


class GiveAnswer(Frozen):
    """An answer to the part in sight, as it was typed; `comma` is whether a comma is a decimal sign."""

    text: str
    at: datetime
    comma: bool = False


class TakeHint(Frozen):
    """The next hint for the part in sight."""


class ShowAnswer(Frozen):
    """The part in sight is given away."""


class KeepWrong(Frozen):
    """On to the next part with the wrong number that was given last; later parts are judged from it."""


class GoOn(Frozen):
    """From a part that is done to the next."""


class PickValue(Frozen):
    """A value was chosen in the drawing."""

    key: Key


class SetPicked(Frozen):
    """The values that are chosen, in order."""

    keys: tuple[Key, ...]


class GoToSolution(Frozen):
    """To step `number` (from 0) of the worked solution."""

    number: int


class CloseExercise(Frozen):
    """Back to the start page; the learner's own network is in the drawing again."""


class SetPredicting(Frozen):
    """Whether the next steps' values are asked for before they are shown."""

    predicting: bool


class GivePrediction(Frozen):
    """A number for the value that is asked, as it was typed."""

    text: str
    comma: bool = False


class PickFactor(Frozen):
    """One of the factors that are offered, from 0."""

    number: int


class ShowPredicted(Frozen):
    """Just show it."""


PractiseAction: TypeAlias = (
    OpenExercise
    | GiveAnswer
    | TakeHint
    | ShowAnswer
    | KeepWrong
    | GoOn
    | PickValue
    | SetPicked
    | GoToSolution
    | CloseExercise
)
PredictAction: TypeAlias = SetPredicting | GivePrediction | PickFactor | ShowPredicted
