"""An exercise under way, what it comes to, and when it comes back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bptutor.exercise.appraisal import Judged, appraise
from bptutor.exercise.making import make, recipe
from bptutor.exercise.model import Exercise, ExerciseKind, Mark, NumberPart, Recipe
from bptutor.exercise.review import Done, another, harder, plan, states
from bptutor.exercise.sitting import Outcome, Sitting, answer, move_on, outcomes, show, take_hint
from bptutor.exercise.skills import SKILLS

NOW = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)


def whole() -> Exercise:
    """A whole gradient with some parts."""
    return make(recipe(8, ExerciseKind.WHOLE_GRADIENT, "chain", 1))


def truth(sitting: Sitting) -> str:
    part = sitting.exercise.parts[sitting.part]
    assert isinstance(part, NumberPart)
    return repr(sitting.exercise.task.truth(part.ask))


def test_that_a_right_answer_leads_on_and_a_wrong_one_stays() -> None:
    sitting = Sitting(whole())
    after, verdict = answer(sitting, "123", NOW)
    assert verdict.mark is Mark.WRONG and after.part == 0 and len(after.tries) == 1
    after, verdict = answer(after, truth(after), NOW)
    assert verdict.right and after.part == 1 and dict(after.own)


def test_that_keeping_going_keeps_what_is_wrong_but_not_what_cannot_be_read() -> None:
    sitting = Sitting(whole())
    after, _ = answer(sitting, "1,5", NOW, keep_going=True)
    assert after.part == 0
    after, _ = answer(after, "123", NOW, keep_going=True)
    assert after.part == 1 and list(dict(after.own).values()) == [123.0] and not after.all_right


def test_that_moving_on_takes_the_last_wrong_number_along() -> None:
    sitting, _ = answer(Sitting(whole()), "123", NOW)
    moved = move_on(sitting)
    assert moved.part == 1 and list(dict(moved.own).values()) == [123.0] and moved.left == {0}
    assert move_on(Sitting(whole())).shown == {0}


def test_that_everything_right_at_first_is_unaided() -> None:
    sitting = Sitting(whole())
    while not sitting.done:
        sitting, _ = answer(sitting, truth(sitting), NOW)
    assert sitting.all_right and set(outcomes(sitting).values()) == {Outcome.UNAIDED}


def test_that_syntax_and_rounding_cost_nothing() -> None:
    sitting = Sitting(whole())
    while not sitting.done:
        sitting, _ = answer(sitting, "1..2", NOW)
        value = float(truth(sitting))
        sitting, verdict = answer(sitting, repr(value * 1.03), NOW)
        assert verdict.mark is Mark.PRECISION
        sitting, _ = answer(sitting, repr(value), NOW)
    assert set(outcomes(sitting).values()) == {Outcome.UNAIDED}


def test_that_a_hint_or_a_miss_is_help_and_the_worked_step_is_shown() -> None:
    sitting, hint = take_hint(Sitting(whole()))
    assert not hint.last and sitting.hints_taken(0) == 1
    while not sitting.done:
        sitting, _ = answer(sitting, truth(sitting), NOW)
    assert outcomes(sitting)["chain"] is Outcome.HELPED
    sitting = Sitting(whole())
    for number in (1, 2, 3):
        sitting, hint = take_hint(sitting)
        assert hint.last == (number == 3)
    assert hint.cursor is not None and 0 in sitting.shown
    again, last = take_hint(sitting)
    assert last == hint and again.hints_taken(0) == 3
    while not sitting.done:
        sitting = show(sitting)
    assert set(outcomes(sitting).values()) == {Outcome.SHOWN}


def test_that_a_slip_counts_against_the_skill_that_it_is_a_slip_of() -> None:
    sitting = Sitting(make(recipe(0, ExerciseKind.NEXT_VALUE, "sum-over-paths", 2)))
    for seed in range(200):
        sitting = Sitting(make(recipe(seed, ExerciseKind.NEXT_VALUE, "sum-over-paths", 2)))
        part = sitting.exercise.parts[0]
        if "sign" in part.probes:
            break
    sitting, verdict = answer(sitting, repr(-float(truth(sitting))), NOW)
    assert verdict.slip == "sign"
    sitting, _ = answer(sitting, truth(sitting), NOW)
    assert outcomes(sitting) == {"sum-over-paths": Outcome.HELPED, "cost-derivative": Outcome.HELPED}


def done(skill: str, outcome: Outcome, number: int, difficulty: int = 1) -> Done:
    made = Recipe(ExerciseKind.NEXT_VALUE, number, difficulty, skill)
    return Done(made, skill, outcome, NOW + timedelta(hours=number))


def test_that_three_in_a_row_unaided_on_fresh_variants_is_mastery() -> None:
    three = [done("weight", Outcome.UNAIDED, number) for number in range(3)]
    assert not states(three[:2])["weight"].mastered
    assert states(three)["weight"].mastered and states(three)["weight"].level == 2
    same = [Done(three[0].recipe, "weight", Outcome.UNAIDED, NOW + timedelta(hours=n)) for n in range(5)]
    assert states(same)["weight"].streak == 1 and not states(same)["weight"].mastered
    helped = [*three[:2], done("weight", Outcome.HELPED, 2), done("weight", Outcome.UNAIDED, 3)]
    assert states(helped)["weight"].streak == 1


def test_that_mastery_is_lost_when_it_is_gone() -> None:
    three = [done("weight", Outcome.UNAIDED, number) for number in range(3)]
    assert states([*three, done("weight", Outcome.HELPED, 3)])["weight"].mastered
    assert not states([*three, done("weight", Outcome.HELPED, 3), done("weight", Outcome.HELPED, 4)])[
        "weight"
    ].mastered
    assert not states([*three, done("weight", Outcome.SHOWN, 3)])["weight"].mastered


def test_that_a_state_does_not_depend_on_the_order_or_the_moment_of_asking() -> None:
    history = [
        done(skill, outcome, n) for n in range(9) for skill, outcome in [("bias", list(Outcome)[n % 3])]
    ]
    assert states(history) == states(reversed(history)) == states(history)
    local = [Done(d.recipe, d.skill, d.outcome, d.at.astimezone()) for d in history]
    assert states(local)["bias"].due == states(history)["bias"].due


def test_that_good_work_comes_back_later_than_bad_and_each_time_later() -> None:
    good = states([done("bias", Outcome.UNAIDED, 0)])["bias"].due
    hard = states([done("bias", Outcome.HELPED, 0)])["bias"].due
    shown = states([done("bias", Outcome.SHOWN, 0)])["bias"].due
    assert good is not None and hard is not None and shown is not None
    assert shown <= hard <= good
    assert good - NOW >= timedelta(days=1) and shown - NOW <= timedelta(hours=1)
    assert states([])["bias"].due is None and not states([])["bias"].is_due(NOW)


def test_that_a_set_begins_with_what_is_due_and_mixes_kinds() -> None:
    known = states([done("softmax", Outcome.SHOWN, 0)])
    chosen = plan(known, NOW + timedelta(days=2), 1)
    assert len(chosen) == 5 and chosen[0].skill == "softmax"
    assert len({c.kind for c in chosen}) >= 4 and len({c.skill for c in chosen}) == 5
    one = plan(known, NOW, 1, skill="weight")
    assert {c.skill for c in one} == {"weight"} and len(set(one)) == 5
    assert plan(known, NOW, 1) == plan(known, NOW, 1)


def test_that_another_and_harder_keep_kind_and_skill() -> None:
    made = recipe(5, ExerciseKind.NEXT_VALUE, "weight", 2)
    assert (another(made).kind, another(made).skill, another(made).difficulty) == (made.kind, "weight", 2)
    assert another(made).seed != made.seed
    assert harder(made).difficulty == 3 and harder(harder(made)).difficulty == 3


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ([], "Nothing has been answered"),
        ([Judged("correct")] * 20, "Mastered so far"),
        ([Judged("wrong")] * 15 + [Judged("correct")] * 5, "quicker than guessing"),
        ([Judged("slip", "no-theta")] * 8 + [Judged("correct")] * 8, "left out a weight on the way back"),
    ],
)
def test_that_the_appraisal_says_what_stands_out(answers: list[Judged], words: str) -> None:
    known = states([done("weight", Outcome.UNAIDED, number) for number in range(3)])
    assert words in " ".join(appraise(known, answers, NOW))


def test_that_every_skill_mastered_is_said() -> None:
    known = states([done(skill, Outcome.UNAIDED, n) for skill in SKILLS for n in range(3)])
    assert "Every skill is mastered" in " ".join(appraise(known, [Judged("correct")], NOW))
