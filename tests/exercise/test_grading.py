"""The order of marking, told on the source's own network and on questions."""

from __future__ import annotations

import re

import pytest
from learners import ByHand

from bptutor.engine.ready_made import ready_made
from bptutor.exercise.as_json import exercise_object
from bptutor.exercise.grading import Manner, mark, mark_value
from bptutor.exercise.hints import hint
from bptutor.exercise.making import make, recipe
from bptutor.exercise.model import Exercise, ExerciseKind, Mark, NumberPart
from bptutor.exercise.task import Task, task_of
from bptutor.trace.keys import parse as key
from bptutor.trace.notations import notation_named


def source() -> Task:
    """x 1.5, θ 0.8 0.5 1.2, b 0.1 0.2 −0.3, ReLU ReLU sigmoid, y 1: ∂C/∂z³ = −0.1442, ∂C/∂a² = −0.1730."""
    return task_of(ready_made("two-hidden-layers").read())


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("-0.17303", Mark.CORRECT),
        ("-0.1442*1.2", Mark.CORRECT),
        ("-0.1715", Mark.CORRECT),
        ("-0.168", Mark.PRECISION),
        ("-0.2", Mark.PRECISION),
        ("0.17303", Mark.SLIP),
        ("-1.7303", Mark.SCALE),
        ("-0.0017303", Mark.SCALE),
        ("-0.77", Mark.WRONG),
        ("-0,17", Mark.SYNTAX),
        ("theta3", Mark.SYNTAX),
    ],
)
def test_that_an_answer_is_judged_in_the_order_of_good_teaching(answer: str, expected: Mark) -> None:
    assert mark_value(source(), key("dC/da[2][1]"), answer).mark is expected


@pytest.mark.parametrize(
    ("name", "answer", "slip"),
    [
        ("dC/da[2][1]", "-0.1442", "no-theta"),
        ("dC/da[2][1]", "-0.1442*0.85", "a-for-theta"),
        ("dC/da[3][1]", "0.6548", "sign"),
        ("dC/da[3][1]", "-0.3274", "no-factor-2"),
        ("dC/dz[3][1]", "-0.6548", "no-sigma-prime"),
        ("dC/dz[3][1]", "-0.3274", "cross-entropy-shortcut"),
        ("da[3][1]/dz[3][1]", "0.6726", "sigma-for-sigma-prime"),
        ("dC/dtheta[2][1,1]", "-0.147", "own-a"),
        ("dC/db[2][1]", "-0.2249", "bias-times-a"),
        ("dC/db[2][1]", "0.2", "bias-gradient-is-bias"),
    ],
)
def test_that_a_slip_on_the_sources_network_is_named(name: str, answer: str, slip: str) -> None:
    verdict = mark_value(source(), key(name), answer, probes=(slip,))
    assert (verdict.mark, verdict.slip) == (Mark.SLIP, slip)
    assert verdict.feedback.endswith("?")


def test_that_two_slips_with_one_number_are_not_claimed() -> None:
    task = source()
    # With a linear output both leave ŷ − y.
    half = exercise_with("half_squared_error")
    part = half.parts[0]
    assert isinstance(part, NumberPart)
    truth = half.task.truth(key("dC/da[3][1]"))
    verdict = mark_value(half.task, key("dC/dz[3][1]"), repr(truth))
    assert verdict.slip is None and set(verdict.either) == {"no-sigma-prime", "cross-entropy-shortcut"}
    assert "one of two things" in verdict.feedback and verdict.counts
    assert task.network.cost.name == "squared_error"


def exercise_with(cost: str) -> Exercise:
    """An exercise on a three-layer network with a sigmoid at its end and a cost."""
    for seed in range(400):
        exercise = make(recipe(seed, ExerciseKind.NEXT_VALUE, "cost-derivative", 3))
        network = exercise.document.network
        if (
            network.cost.name == cost
            and network.layers[-1].activation.name == "sigmoid"
            and network.depth == 3
        ):
            return exercise
    raise AssertionError(cost)


def test_that_a_true_zero_is_only_zero() -> None:
    exercise = make(recipe(1, ExerciseKind.NEXT_VALUE, "activation-derivative", 1))
    for seed in range(100):
        exercise = make(recipe(seed, ExerciseKind.NEXT_VALUE, "activation-derivative", 1))
        if exercise.parts[0].probes == ("gate-ignored",):
            break
    assert mark(exercise, 0, "0").mark is Mark.CORRECT
    assert mark(exercise, 0, "1e-10").mark is Mark.CORRECT
    assert not mark(exercise, 0, "1e-8").right
    open_gate = ByHand(exercise_object(exercise)["network"], exercise.example, "gate-ignored")
    ask = exercise.parts[0]
    assert isinstance(ask, NumberPart)
    assert mark(exercise, 0, repr(open_gate.value(str(ask.ask)))).slip == "gate-ignored"


def test_that_later_answers_are_judged_from_the_learners_own_numbers() -> None:
    task, own = source(), {key("dC/dz[3][1]"): -0.5}
    verdict = mark_value(task, key("dC/da[2][1]"), "-0.6", own)
    assert verdict.mark is Mark.FOLLOW_THROUGH and "−0.5" in verdict.feedback
    assert mark_value(task, key("dC/da[2][1]"), "-0.173", own).mark is Mark.CORRECT


def test_that_a_slip_is_named_on_top_of_the_learners_own_numbers() -> None:
    own = {key("dC/dz[3][1]"): -0.512}
    verdict = mark_value(source(), key("dC/da[2][1]"), "-0.512", own)
    assert (verdict.mark, verdict.slip) == (Mark.SLIP, "no-theta")


def test_that_own_numbers_that_were_right_are_no_follow_through() -> None:
    own = {key("dC/dz[3][1]"): -0.144}
    assert mark_value(source(), key("dC/da[2][1]"), "-0.1728", own).mark is Mark.CORRECT


def test_that_the_other_form_of_the_squared_error_is_a_note_and_no_attempt() -> None:
    manner = Manner(used_to="half_squared_error")
    verdict = mark_value(source(), key("dC/da[3][1]"), "-0.3274", manner=manner)
    assert verdict.note and not verdict.counts and "½" in verdict.feedback
    plain = mark_value(source(), key("dC/da[3][1]"), "-0.3274", probes=("no-factor-2",))
    assert plain.slip == "no-factor-2" and plain.counts


def test_that_hints_and_verdicts_have_the_letter_of_the_notation_for_the_cost() -> None:
    manner, said = Manner(notation=notation_named("theta,E")), set[str]()
    for kind in ExerciseKind:
        for seed in range(12):
            exercise = make(recipe(seed, kind))
            for part, asked in enumerate(exercise.parts):
                said |= {hint(exercise, part, number, manner.notation).text for number in (1, 2, 3)}
                right = exercise.task.truth(asked.ask) if isinstance(asked, NumberPart) else 1.0
                for answer in (f"{-right:.6f}", f"{right / 2:.6f}", "z9", "1, 2", "theta1"):
                    said.add(mark(exercise, part, answer, manner=manner).feedback)
    assert any("∂E/∂" in text for text in said) and any(re.search(r"\bE\b", text) for text in said)
    assert not [text for text in said if re.search(r"(?<![“\w])C(?!\w)", text)]


def test_that_no_verdict_gives_the_answer_away() -> None:
    for seed in range(30):
        exercise = make(recipe(seed, ExerciseKind.NEXT_VALUE, None, 1 + seed % 3))
        part = exercise.parts[0]
        assert isinstance(part, NumberPart)
        truth = f"{exercise.task.truth(part.ask):.4g}".replace("-", "−")
        for answer in ("0.77", "-3.1", "12", "1,2"):
            assert truth not in mark(exercise, 0, answer).feedback or len(truth) < 4


@pytest.mark.parametrize(
    ("answer", "expected", "slip"),
    [
        ("2*(yhat-y)*yhat*(1-yhat)*theta3*a1", Mark.CORRECT, None),
        ("2(ŷ − y) · σ'(z³) · θ₃ · g'(z²) · a¹", Mark.CORRECT, None),
        ("dC/dz3*theta3*a1", Mark.CORRECT, None),
        ("2*(y-yhat)*yhat*(1-yhat)*theta3*a1", Mark.SLIP, "sign"),
        ("(yhat-y)*yhat*(1-yhat)*theta3*a1", Mark.SLIP, "no-factor-2"),
        ("2*(yhat-y)*theta3*a1", Mark.SLIP, "no-sigma-prime"),
        ("2*(yhat-y)*yhat*(1-yhat)*theta3*a2", Mark.SLIP, "own-a"),
        ("20*(yhat-y)*yhat*(1-yhat)*theta3*a1", Mark.SCALE, None),
        ("yhat + 1", Mark.WRONG, None),
        ("0.5", Mark.WRONG, None),
        ("dC/dtheta2", Mark.SYNTAX, None),
        ("2*(yhat-", Mark.SYNTAX, None),
    ],
)
def test_that_an_expression_is_compared_by_value(answer: str, expected: Mark, slip: str | None) -> None:
    exercise = next(
        made
        for seed in range(4000)
        if (made := make(recipe(seed, ExerciseKind.WRITE_IT, "weight", 1))).parts[0].ask  # type: ignore[union-attr]
        == key("dC/dtheta[2][1,1]")
        and made.document.network.layers[1].activation.name == "relu"
        and made.task.truth(key("a[1][1]")) > 0
    )
    verdict = mark(exercise, 0, answer)
    assert (verdict.mark, verdict.slip) == (expected, slip)


def test_that_choices_orders_and_paths_are_read_as_people_write_them() -> None:
    choice = make(recipe(3, ExerciseKind.NEXT_FACTOR, "chain", 1))
    part = choice.parts[0]
    right = part.choices[part.right]  # type: ignore[union-attr]
    for answer in (
        str(part.right + 1),
        "abcd"[part.right],
        right.name,
        right.shown,
        right.shown.split(" = ")[0],
    ):  # type: ignore[union-attr]
        assert mark(choice, 0, answer).right
    assert mark(choice, 0, "9").mark is Mark.SYNTAX
    path = make(recipe(3, ExerciseKind.TRACE_PATH, "chain", 1))
    assert path.parts[0].about is not None  # type: ignore[union-attr]
    assert mark(path, 0, "C -> nonsense").mark is Mark.SYNTAX


def test_that_a_chain_may_be_written_from_either_end_and_a_stranger_is_said() -> None:
    exercise = make(recipe(5, ExerciseKind.BUILD_CHAIN, "chain", 1))
    part = exercise.parts[0]
    right = [i + 1 for i in part.right]  # type: ignore[union-attr]
    assert mark(exercise, 0, " ".join(map(str, reversed(right)))).right
    assert mark(exercise, 0, ", ".join(part.choices[i - 1].name for i in right)).right  # type: ignore[union-attr]
    assert mark(exercise, 0, ",".join(map(str, right))).right
    stranger = next(i + 1 for i in range(len(part.choices)) if i + 1 not in right)  # type: ignore[union-attr]
    said = mark(exercise, 0, f"{right[0]} {stranger}")
    assert said.mark is Mark.WRONG and "first 1 card is right" in said.feedback.lower()
    assert mark(exercise, 0, " ".join(map(str, right[:-1]))).mark is Mark.WRONG


def test_that_a_gap_in_a_path_is_said_to_be_the_learners() -> None:
    path = make(recipe(3, ExerciseKind.TRACE_PATH, "chain", 1))
    said = mark(path, 0, "C z3").feedback
    assert said == "Not yet. Your path goes from C to z³, but there is no direct way. What is C made of?"
