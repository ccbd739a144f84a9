"""What can happen in the Practise room, and while steps are predicted, as data.

Whatever is written to the learner's history carries its moment: the clock is passed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from bptutor.trace.keys import Key

if TYPE_CHECKING:
    from bptutor.exercise.model import Recipe
    from bptutor.exercise.sitting import Sitting


@dataclass(frozen=True, slots=True, eq=False)
class OpenExercise:
    """Exercise `place` of a set is asked. `sitting` is fresh, or as it was left when the program ended; `id`
    is its name in the learner's history. `aside` keeps the set and its results as they are."""

    sitting: Sitting
    id: str
    recipes: tuple[Recipe, ...]
    place: int = 0
    aside: bool = False


@dataclass(frozen=True, slots=True)
class GiveAnswer:
    """An answer to the part in sight, as it was typed; `comma` is whether a comma is a decimal sign."""

    text: str
    at: datetime
    comma: bool = False


@dataclass(frozen=True, slots=True)
class TakeHint:
    """The next hint for the part in sight."""


@dataclass(frozen=True, slots=True)
class ShowAnswer:
    """The part in sight is given away."""


@dataclass(frozen=True, slots=True)
class KeepWrong:
    """On to the next part with the wrong number that was given last; later parts are judged from it."""


@dataclass(frozen=True, slots=True)
class GoOn:
    """From a part that is done to the next."""


@dataclass(frozen=True, slots=True)
class PickValue:
    """A value was chosen in the drawing."""

    key: Key


@dataclass(frozen=True, slots=True)
class SetPicked:
    """The values that are chosen, in order."""

    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class GoToSolution:
    """To step `number` (from 0) of the worked solution."""

    number: int


@dataclass(frozen=True, slots=True)
class CloseExercise:
    """Back to the start page; the learner's own network is in the drawing again."""


@dataclass(frozen=True, slots=True)
class SetPredicting:
    """Whether the next steps' values are asked for before they are shown."""

    predicting: bool


@dataclass(frozen=True, slots=True)
class GivePrediction:
    """A number for the value that is asked, as it was typed."""

    text: str
    comma: bool = False


@dataclass(frozen=True, slots=True)
class PickFactor:
    """One of the factors that are offered, from 0."""

    number: int


@dataclass(frozen=True, slots=True)
class ShowPredicted:
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
