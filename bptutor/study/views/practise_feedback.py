"""What is said of an answer: a head that names the verdict in words, and the text beneath."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

from bptutor.exercise.model import Mark, NumberPart, Verdict
from bptutor.exercise.said import RIGHT_TEXT
from bptutor.exercise.slips import SLIPS
from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import short
from bptutor.study.practise_prose import Said, plain_text
from bptutor.study.practise_state import PractiseState
from bptutor.trace.symbols import Namer

Tone: TypeAlias = Literal["right", "wrong", "note"]
Reader: TypeAlias = Callable[[str], Said]

HEADS: dict[Mark, tuple[str, Tone]] = {
    Mark.CORRECT: ("Right.", "right"),
    Mark.FOLLOW_THROUGH: ("Right, from your own number.", "right"),
    Mark.SLIP: ("Not yet.", "wrong"),
    Mark.PRECISION: ("Nearly: round later.", "note"),
    Mark.SCALE: ("Not yet: the decimal point.", "wrong"),
    Mark.SIGN: ("Not yet: the sign.", "wrong"),
    Mark.WRONG: ("Not yet.", "wrong"),
    Mark.SYNTAX: ("That cannot be read.", "note"),
}
NOT_YET, FOLLOWS = "Not yet. ", "Right, from your "


class FeedbackView(Frozen):
    """`tone` colours the card; the head says the same in words. `spoken` is announced to a screen reader."""

    head: str
    said: Said
    tone: Tone

    @property
    def spoken(self) -> str:
        """All of it as one text."""
        return f"{self.head} {plain_text(self.said)}".strip()


def feedback_view(practise: PractiseState, namer: Namer, said: Reader) -> FeedbackView | None:
    """What is said of the last answer to the part in sight; None where nothing was said."""
    verdict = practise.verdict
    if verdict is None:
        return _given_away(practise, namer, said)
    part, text = practise.asked, verdict.feedback
    if verdict.mark is Mark.CORRECT and isinstance(part, NumberPart):
        value = short(practise.exercise.task.truth(part.ask))
        rest = "" if text == RIGHT_TEXT else text
        return FeedbackView("Right.", said(f"{namer.plain(part.ask)} = {value} {rest}".strip()), "right")
    return judged(verdict, said)


def _given_away(practise: PractiseState, namer: Namer, said: Reader) -> FeedbackView | None:
    """A part that was shown, or left, and that is the last."""
    if not practise.answered:
        return None
    part = practise.asked
    text = ""
    if isinstance(part, NumberPart):
        text = f"{namer.plain(part.ask)} = {short(practise.exercise.task.truth(part.ask))}."
    return FeedbackView("Here is how it goes.", said(f"{text} The steps are below.".strip()), "note")


def judged(verdict: Verdict, said: Reader) -> FeedbackView:
    """What is said of a verdict."""
    head, tone = HEADS[verdict.mark]
    text = verdict.feedback
    if verdict.mark is Mark.SYNTAX:
        text = text.partition(": ")[2] if text.startswith("Character ") else text
    elif verdict.note:
        head, tone = "Right by another convention.", "note"
    elif verdict.mark is Mark.SLIP and verdict.slip is not None:
        head = f"Not yet: you {SLIPS[verdict.slip].title}."
    elif verdict.mark is Mark.CORRECT:
        text = "" if text == RIGHT_TEXT else text.removeprefix("Right, ").capitalize()
    elif text.startswith(NOT_YET):
        text = text.removeprefix(NOT_YET)
    return FeedbackView(head, said(text), tone)
