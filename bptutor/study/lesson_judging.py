"""Whether a typed number is right, and what is said to it: the lesson's replies, then the known slips."""

from __future__ import annotations

from bptutor.engine.document import Document
from bptutor.exercise import grading
from bptutor.exercise.expressions import parse as read_answer
from bptutor.exercise.nodes import AnswerSyntaxError
from bptutor.exercise.said import NOT_YET, NOT_YET_BARE, RIGHT_TEXT, SIGN_TEXT, without_hint
from bptutor.exercise.task import task_of
from bptutor.foundation.errors import TutorError
from bptutor.foundation.frozen import Frozen
from bptutor.lesson.answers import EXACT_ZERO, TOLERANCE, asked_key, judge_number
from bptutor.lesson.live import Predict
from bptutor.lesson.spans import Spans
from bptutor.study import lesson_words as words
from bptutor.study.lesson_state import Mood, numbers_of
from bptutor.trace.keys import Key

ROUNDING = 0.05


class Judgement(Frozen):
    """The mood of what is said: right passes the gate, a note is no attempt."""

    mood: Mood
    said: tuple[Spans, ...]


def typed_value(text: str, comma: bool = False) -> float | None:
    """What a text comes to as a number; None where it is none."""
    try:
        return read_answer(text, None, comma).value()
    except AnswerSyntaxError:
        return None


def judge(block: Predict, document: Document, text: str, comma: bool = False) -> Judgement:
    """The judgement on what was typed into a `predict` gate."""
    if not text.strip():
        return Judgement("note", (words.said(words.EMPTY),))
    try:
        value = read_answer(text, None, comma).value()
    except AnswerSyntaxError as error:
        return Judgement("note", (words.said(error.sentence),))
    numbers = numbers_of(document, block.example)
    outcome = judge_number(block, numbers, value)
    if outcome.right:
        return Judgement("right", outcome.replies or (words.said(RIGHT_TEXT),))
    if outcome.replies:
        return Judgement("wrong", outcome.replies)
    key = asked_key(block)
    if key is not None:
        return _as_an_exercise(block, document, key, text, comma)
    return _by_size(block, numbers.of(block.value), value)


def _as_an_exercise(block: Predict, document: Document, key: Key, text: str, comma: bool) -> Judgement:
    """The known slips are tried, as in an exercise on the same value."""
    try:
        task = task_of(document, block.example)
        verdict = grading.mark_value(
            task, key, text, probes=block.probes, manner=grading.Manner(comma_decimal=comma)
        )
    except (TutorError, KeyError):
        return Judgement("wrong", (words.said(_not_yet(block)),))
    if verdict.right:
        return Judgement("right", (block.reply,) if block.reply else (words.said(RIGHT_TEXT),))
    mood: Mood = "wrong" if verdict.counts and not verdict.note else "note"
    feedback = verdict.feedback if block.hints else without_hint(verdict.feedback)
    return Judgement(mood, (words.said(feedback),))


def _by_size(block: Predict, right: float, value: float) -> Judgement:
    """What can be said of a number by comparing it with the right one alone."""
    if abs(right) <= EXACT_ZERO or value == 0:
        return Judgement("wrong", (words.said(_not_yet(block)),))
    if abs(value - right) <= ROUNDING * abs(right):
        return Judgement("note", (words.said(words.ROUND_LATER),))
    if abs(value + right) <= TOLERANCE * abs(right):
        return Judgement("wrong", (words.said(SIGN_TEXT),))
    for power in (-3, -2, -1, 1, 2, 3):
        if abs(value - right * 10.0**power) <= TOLERANCE * abs(right * 10.0**power):
            return Judgement("wrong", (words.said(words.scale_text(power)),))
    return Judgement("wrong", (words.said(_not_yet(block)),))


def _not_yet(block: Predict) -> str:
    return NOT_YET if block.hints else NOT_YET_BARE
