"""What the tutor itself says at a gate, where the lesson has no words of its own."""

from __future__ import annotations

from bptutor.foundation.numbers import short
from bptutor.lesson.spans import Spans, Text

ROUND_LATER = (
    "That is near, but looks rounded in between. Keep four figures and round at the very end; "
    "this does not count as a try."
)
EMPTY = "Type a number first: 0.25, 1/4 and 2*0.3 are all fine."
NOTHING_CHOSEN = "Choose first, then check."
ONE_MORE = "That is one path. There is another one to find."
MANY_MORE = "That is one path. There are {count} more to find."
SAME_WAY = "You have taken that path already. Which neuron have you not come through yet?"
NOT_NEXT = "That is not next to {place}. What does {place} depend on directly?"
WRONG_TURN = "That step exists, but it leads somewhere else. Where do you want to get to?"
ORDER_START = "The first card cannot stand there. A chain starts with what C depends on directly."
ORDER_FROM = "Up to card {good} it is right. What must the next factor begin with?"
ORDER_SHORT = "So far it is right. It is not the whole chain yet."
ORDER_WRONG = "Not yet. What has to be there before the next can be?"
MISSING = "So far so good. {count} still to be found."
NOT_ALL = "Not these alone. Read the replies, and choose again."
NO_COST_NUMBER = "The cost is no number any more at the largest rate: it diverged."


def said(text: str) -> Spans:
    """A sentence as spans."""
    return (Text(text),)


def scale_text(power: int) -> str:
    """A power of ten off."""
    places = "place" if abs(power) == 1 else "places"
    side = "right" if power > 0 else "left"
    return f"The figures are right; the decimal point is {abs(power)} {places} too far to the {side}."


def value_text(value: float) -> str:
    """= −0.1226, beneath an answer box in which something was worked out."""
    return f"= {short(value)}"
