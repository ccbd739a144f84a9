"""An exercise with its verdicts as the JSON object that `bptutor practise --json` prints."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from bptutor.engine.document_writer import encode
from bptutor.exercise.model import ChoicePart, Exercise, ExpressionPart, NumberPart, OrderPart, Part
from bptutor.exercise.sitting import Try

FORMAT, VERSION = "bptutor-exercise", 1


def exercise_object(exercise: Exercise, tries: Sequence[Try] = ()) -> dict[str, Any]:
    """Numbers are exact; parts and examples are counted from 1."""
    made = exercise.recipe
    return {
        "format": FORMAT,
        "version": VERSION,
        "kind": made.kind.value,
        "skill": made.skill,
        "difficulty": made.difficulty,
        "seed": made.seed,
        "question": exercise.question,
        "network": json.loads(encode(exercise.document, "exercise")),
        "example": exercise.example,
        "parts": [part_object(part) for part in exercise.parts],
        "verdicts": [verdict_object(tried) for tried in tries],
    }


def part_object(part: Part) -> dict[str, Any]:
    """One part. `ask` is the value that is asked for; where a choice or a path is asked it is null."""
    ask = str(part.ask) if isinstance(part, NumberPart | ExpressionPart) else None
    choices = [choice.name for choice in part.choices] if isinstance(part, ChoicePart | OrderPart) else None
    return {
        "ask": ask,
        "prompt": part.prompt,
        "choices": choices,
        "probes": list(part.probes),
    }


def verdict_object(tried: Try) -> dict[str, Any]:
    """One verdict."""
    verdict = tried.verdict
    return {
        "part": tried.part + 1,
        "answer": tried.answer,
        "value": verdict.value,
        "verdict": verdict.mark.value,
        "slip": verdict.slip,
        "feedback": verdict.feedback,
    }
