"""Answers as people type them: read, valued, and refused with a place and a sentence."""

from __future__ import annotations

import pytest
from fuzz_answers import independent, network

from bptutor.engine.activations import ACTIVATIONS
from bptutor.engine.arrays import frozen
from bptutor.engine.network import Layer, Network
from bptutor.exercise.expressions import LONGEST, parse
from bptutor.exercise.names import Names
from bptutor.exercise.nodes import AnswerSyntaxError
from bptutor.trace.keys import Key
from bptutor.trace.keys import parse as key

THIN = Names(network())


def wide(inputs: int = 2, hidden: int = 12) -> Names:
    """Two layers: `hidden` neurons and two outputs."""
    sizes = ((inputs, hidden), (hidden, 2))
    layers = tuple(Layer(frozen([[0.1] * n] * m), frozen([0.0] * m), ACTIVATIONS["tanh"]) for n, m in sizes)
    return Names(Network(layers))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-0.1442*0.85", -0.12257),
        ("−0.1442·0.85", -0.12257),
        ("1e-3", 0.001),
        ("3/4", 0.75),
        ("2 × 3 ÷ 4", 1.5),
        ("-2^2", -4),
        ("2^3^2", 512),
        ("2^-1", 0.5),
        ("2(0.6726 − 1)", -0.6548),
        ("(1+1)(2+1)", 6),
        ("3²", 9),
        (".5", 0.5),
        ("--3", 3),
        ("exp(0) + ln(1)", 1),
        ("σ(0)", 0.5),
        ("sigma'(0)", 0.25),
        ("relu(-3)", 0),
        ("½ × ½", 0.25),
        ("−0.337 × ½", -0.1685),
        ("½(3 − 1)²", 2),
        ("⅔ + ¼ + ¾ − ⅓", 4 / 3),
        ("\u200b\u202a−0.5\u2060 × 3\u200e\ufeff", -1.5),  # as it comes from a page or a PDF
    ],
)
def test_that_arithmetic_means_what_a_person_means(text: str, value: float) -> None:
    assert parse(text).value() == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("1,3", 1),
        ("1.2.3", 3),
        ("2½", 1),
        ("(1+2", 0),
        ("1+2)", 3),
        ("1+", 2),
        ("2 $ 3", 2),
        ("1/0", 1),
        ("9^9^9", 1),
        ("(-8)^(1/3)", 4),
        ("ln(0)", 0),
        ("1/2(3)", 3),
        ("", 0),
        ("theta2", 0),
        ("= 3", 0),
    ],
)
def test_that_a_syntax_message_points_at_the_character(text: str, position: int) -> None:
    with pytest.raises(AnswerSyntaxError) as caught:
        parse(text).value()
    assert caught.value.position == position
    assert caught.value.sentence.endswith((".", "?"))


def test_that_a_comma_is_a_decimal_sign_only_where_the_locale_says_so() -> None:
    assert parse("1,3", comma_decimal=True).value() == 1.3
    with pytest.raises(AnswerSyntaxError, match="decimal sign already"):
        parse("1.300,5", comma_decimal=True)
    with pytest.raises(AnswerSyntaxError, match="comma"):
        parse("1,3")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("theta2", "theta[2][1,1]"),
        ("θ₂", "theta[2][1,1]"),
        ("w2", "theta[2][1,1]"),
        ("theta_2", "theta[2][1,1]"),
        ("W^[2]", "theta[2][1,1]"),
        ("a1", "a[1][1]"),
        ("a^1", "a[1][1]"),
        ("a¹", "a[1][1]"),
        ("a_1", "a[1][1]"),
        ("yhat", "a[3][1]"),
        ("ŷ", "a[3][1]"),
        ("y\N{COMBINING CIRCUMFLEX ACCENT}", "a[3][1]"),
        ("z3", "z[3][1]"),
        ("b_2", "b[2][1]"),
        ("x", "x[1]"),
        ("y", "y[1]"),
        ("η", "learning_rate"),
        ("eta", "learning_rate"),
        ("dC/dz3", "dC/dz[3][1]"),
        ("∂C/∂z³", "dC/dz[3][1]"),
        ("dC/dyhat", "dC/da[3][1]"),
        ("dz3/da2", "dz[3][1]/da[2][1]"),
        ("dz[3][1]/dtheta[3][1,1]", "dz[3][1]/dtheta[3][1,1]"),
        ("theta[2][1,1]", "theta[2][1,1]"),
    ],
)
def test_that_names_are_read_as_people_write_them(text: str, name: str) -> None:
    assert parse(text, THIN).keys == {key(name)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("theta2_12", "theta[2][1,2]"),
        ("θ²₁₂", "theta[2][1,2]"),
        ("theta^2_{1,12}", "theta[2][1,12]"),
        ("theta[2][1,12]", "theta[2][1,12]"),
        ("a1_12", "a[1][12]"),
        ("a¹₂", "a[1][2]"),
        ("yhat_2", "a[2][2]"),
        ("ŷ₂", "a[2][2]"),
        ("x2", "x[2]"),
        ("y_2", "y[2]"),
    ],
)
def test_that_wide_networks_have_indices(text: str, name: str) -> None:
    assert parse(text, wide()).keys == {key(name)}


@pytest.mark.parametrize("text", ["theta2", "a1", "yhat", "theta2_112", "z9", "a1_13", "dC/dtheta2_11", "q"])
def test_that_a_name_that_says_too_little_or_nothing_is_asked_back(text: str) -> None:
    with pytest.raises(AnswerSyntaxError):
        parse(text, wide())


def test_that_one_neuron_is_counted_as_one() -> None:
    with pytest.raises(AnswerSyntaxError, match=r"layer 1 has 1 neuron\."):
        parse("a1_2", wide(hidden=1))


def test_that_an_expression_in_names_has_the_value_of_its_names() -> None:
    numbers: dict[Key, float] = {
        key("a[3][1]"): 0.7, key("y[1]"): 1.0, key("theta[3][1,1]"): 1.2, key("a[1][1]"): 1.3,
    }  # fmt: skip
    got = parse("2*(yhat-y)*yhat*(1-yhat)*theta3*a1", THIN).value(numbers.__getitem__)
    assert got == pytest.approx(2 * (0.7 - 1) * 0.7 * 0.3 * 1.2 * 1.3)
    assert parse("2(ŷ − y)ŷ(1 − ŷ)θ₃a¹", THIN).value(numbers.__getitem__) == pytest.approx(got)


def test_that_g_is_the_activation_of_the_layer_whose_z_it_is_taken_of() -> None:
    assert parse("g'(z2)", THIN).value(lambda name: 3.0) == 1.0
    assert parse("g'(z3)", THIN).value(lambda name: 0.0) == 0.25


@pytest.mark.parametrize("text", ["(" * 5000, "-" * 5000, "1+" * 5000, "9^" * 140 + "9", "2(" * 140])
def test_that_monstrous_answers_are_refused_quickly(text: str) -> None:
    with pytest.raises(AnswerSyntaxError):
        parse(text).value()
    assert len(text) > 100 and LONGEST < 1000


def test_that_an_independent_evaluator_agrees() -> None:
    for text in ("1+2*3-4/5", "-2^2", "2^-1^2", "(1.5)(2)", "1 - -1", "3.^2", "1e-3*2"):
        other = independent(text)
        assert other is None or parse(text).value() == pytest.approx(other, rel=1e-12)
