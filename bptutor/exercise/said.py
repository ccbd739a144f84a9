"""What verdicts say where no slip speaks for itself. It names what is known and asks on; it
never gives the answer."""

from __future__ import annotations

from collections.abc import Sequence

from bptutor.exercise.slip import on_the_way
from bptutor.exercise.task import Task
from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import short
from bptutor.trace.keys import Key, Kind
from bptutor.trace.symbols import Namer

RIGHT_TEXT = "Right."
NOT_YET = "Not yet. Take it one factor at a time; a hint shows the first."
NOT_YET_BARE = "Not yet. Look at the numbers in the drawing and try again."
ROUND_LATER = (
    "That is near: it looks rounded. Keep four figures on the way and round at the very end; "
    "this does not count as a try."
)
SIGN_TEXT = "The size is right and the sign is not. How many of the factors are negative?"
NEW_PARAMETERS = (Kind.THETA_NEW, Kind.B_NEW)


class Note(Frozen):
    """A factor by which two conventions differ, and what is said of it."""

    factor: float
    sentence: str


def without_hint(feedback: str) -> str:
    """What a verdict says where there is no hint to take."""
    return NOT_YET_BARE if feedback == NOT_YET else feedback


def follow_through_text(namer: Namer, key: Key, value: float) -> str:
    """Right from the learner's own number, which was wrong."""
    return (
        f"Right, from your {namer.plain(key)} = {short(value)}: this step is as it should be. "
        f"The number that it started from is still to be mended."
    )


def scale_text(power: int) -> str:
    """A power of ten off."""
    places = "place" if abs(power) == 1 else "places"
    side = "left" if power > 0 else "right"
    return (
        f"The figures are right; the decimal point is {abs(power)} {places} off, it belongs further {side}. "
        "Where did it move?"
    )


def either_text(titles: Sequence[str]) -> str:
    """Several slips give this number, and none is claimed."""
    if len(titles) == 2:
        return (
            f"Not yet. That number comes of one of two things: you {titles[0]}, or you {titles[1]}. Which "
            "was it?"
        )
    listed = ", or you ".join(titles)
    return f"Not yet. That number comes of one of {len(titles)} things: you {listed}. Which was it?"


def convention_note(task: Task, key: Key, used_to: str | None) -> Note | None:
    """The factor between the learner's convention of the squared error and the
    question's, where they differ."""
    own = task.network.cost.name
    if used_to is None or used_to == own or not on_the_way(key) or key.kind in NEW_PARAMETERS:
        return None
    if (own, used_to) == ("squared_error", "half_squared_error"):
        return Note(
            0.5,
            "That is right for C = ½(ŷ − y)². This network has C = (ŷ − y)²: with its 2 it is this "
            "question’s answer.",
        )
    if (own, used_to) == ("half_squared_error", "squared_error"):
        return Note(
            2.0,
            "That is right for C = (ŷ − y)². This network has C = ½(ŷ − y)²: the ½ takes the 2 away again.",
        )
    return None
