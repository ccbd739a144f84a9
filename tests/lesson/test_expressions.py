"""Expressions are arithmetic over names of values, and nothing more."""

from __future__ import annotations

import math

import pytest

from bptutor.foundation.errors import TutorError
from bptutor.lesson.evaluate import Numbers
from bptutor.lesson.expressions import ExpressionError, Name, names, parse
from tests.lesson.scenes import network


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2*3", 7),
        ("-2^2", -4),
        ("2^-1", 0.5),
        ("2^3^2", 512),
        ("(1 + 2) × 3 − 1", 8),
        ("10 - 3 - 2", 5),
        ("exp(0) + ln(e) + sqrt(4)", 4),
        ("max(1, 2) > min(1, 2)", 1),
        ("1e-3 * .5", 5e-4),
        ("1/0", math.inf),
        ("relu(-1) + sigmoid(0)", 0.5),
    ],
)
def test_that_arithmetic_is_as_on_paper(text: str, value: float) -> None:
    assert Numbers(network()).of(text) == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("C", 0.10718616527),
        ("2*(a[3][1] - y[1])", -0.65478596586),
        ("dC/da[3][1] * da[3][1]/dz[3][1] - dC/dz[3][1]", 0.0),
        ("theta[1][1, 1]*x[1] + b[1][1] - z[1][1]", 0.0),
        ("theta+[2][1,1] - (theta[2][1,1] - learning_rate*dC/dtheta[2][1,1])", 0.0),
        ("theta[2][1,1]@1 - theta+[2][1,1]", 0.0),
        ("layers + parameters + examples", 10.0),
        ("cost_at(theta[2][1,1], theta[2][1,1]) - C", 0.0),
    ],
)
def test_that_names_are_read_from_the_network(text: str, value: float) -> None:
    assert Numbers(network()).of(text) == pytest.approx(value, abs=1e-10)


def test_that_an_example_and_a_moment_can_be_named() -> None:
    numbers = Numbers(network("three-examples"))
    assert numbers.of("(C#1 + C#2 + C#3)/3") == pytest.approx(numbers.of("J"))
    assert numbers.of("J@20") < numbers.of("J@1") < numbers.of("J")


def test_that_a_weight_changes_j_where_there_are_several_examples_and_c_of_one_that_is_named() -> None:
    numbers = Numbers(network("three-examples"))
    assert numbers.of("cost_at(b[1][1], b[1][1])") == pytest.approx(numbers.of("J"), abs=1e-15)
    assert numbers.of("cost_at(b[1][1]#2, b[1][1])") == pytest.approx(numbers.of("C#2"), abs=1e-15)
    assert numbers.of("nudged(b[1][1], 1e-6)") == pytest.approx(numbers.of("dJ/db[1][1]"), abs=1e-5)
    assert numbers.of("nudged(b[1][1]#2, 1e-6)") == pytest.approx(numbers.of("dC/db[1][1]#2"), abs=1e-5)
    assert numbers.of("nudged(z[1][1], 1e-6)") == pytest.approx(numbers.of("dC/dz[1][1]"), abs=1e-5)


def test_that_moments_agree_however_they_are_reached() -> None:
    one, other = Numbers(network()), Numbers(network())
    assert [one.of(f"C@{n}") for n in (7, 2, 5)] == [other.of("C@7"), other.of("C@2"), other.of("C@5")]


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("1 +", 3),
        ("1 $ 2", 2),
        ("2 3", 2),
        ("(1", 2),
        ("sin(1)", 0),
        ("max(1)", 0),
        ("nudged(1, 2)", 0),
        ("", 0),
        ("__import__(1)", 0),
    ],
)
def test_that_a_fault_says_where_it_is(text: str, offset: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert caught.value.offset == offset


@pytest.mark.parametrize(
    "text", ["(" * 300 + "1" + ")" * 300, "-" * 400 + "1", "1+" * 300 + "1", "2^" * 200 + "1"]
)
def test_that_deep_and_long_expressions_end_in_a_sentence_or_a_number(text: str) -> None:
    try:
        Numbers(network()).of(text)
    except TutorError as error:
        assert str(error)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("a[4][1]", "3 layers"),
        ("a[2][2]", "only 1 neuron"),
        ("thta[2][1,1]", "did you mean “theta[2][1,1]”"),
        ("dC/dthta[2][1,1]", "did you mean “dC/dtheta[2][1,1]”"),
        ("C#2", "only 1 example"),
        ("nudged(dC/dz[2][1], 0.1)", "can change a weight"),
    ],
)
def test_that_an_unknown_name_is_explained(text: str, part: str) -> None:
    with pytest.raises(TutorError, match=part.replace("[", r"\[").replace("?", "")):
        Numbers(network()).of(text)


def test_that_names_come_in_order() -> None:
    assert [name.text for name in names(parse("dC/da[3][1]*da[3][1]/dz[3][1] + max(C, J)"))] == [
        "dC/da[3][1]",
        "da[3][1]/dz[3][1]",
        "C",
        "J",
    ]
    assert isinstance(parse("sum[1..3](dC/dtheta[2][1,1])"), Name)
