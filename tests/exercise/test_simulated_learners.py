"""Learners who work by hand are told what they did, and nothing that they did not do."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from fuzz_answers import fuzz
from simulate_learners import by_hand, check_follow_through, check_rounding, check_slips

from bptutor.exercise.making import make, recipe
from bptutor.exercise.model import ExerciseKind, NumberPart
from bptutor.exercise.sitting import Sitting, answer
from bptutor.exercise.slips import PROBED

NOW = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)


def test_that_every_slip_is_told_exactly_and_none_is_named_wrongly() -> None:
    failures, counts = check_slips(6)
    assert failures == 0 and counts["named wrongly"] == 0 and counts["probed"] > 100


def test_that_what_follows_from_an_early_slip_is_right() -> None:
    assert check_follow_through(8) == 0


def test_that_three_figures_pass_and_one_is_told_to_round_later() -> None:
    assert check_rounding(8) == 0


@pytest.mark.parametrize("slip", PROBED)
def test_that_a_standing_misconception_is_never_called_another(slip: str) -> None:
    for seed in range(8):
        for difficulty in (1, 2, 3):
            exercise = make(recipe(seed, ExerciseKind.WHOLE_GRADIENT, None, difficulty))
            person, sitting = by_hand(exercise, slip=slip), Sitting(exercise)
            for part in exercise.parts:
                assert isinstance(part, NumberPart)
                said = f"{person.value(str(part.ask)):.4g}"
                sitting, verdict = answer(sitting, said, NOW, keep_going=True)
                assert verdict.slip in (None, slip), (exercise.recipe, part.ask, said)


def test_that_random_strings_raise_nothing_but_syntax_messages() -> None:
    _, problems = fuzz(3000, 7)
    assert [problem for problem in problems if " ms for " not in problem] == []
