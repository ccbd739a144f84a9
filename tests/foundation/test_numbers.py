"""Numbers as they are shown, copied, typeset and put into JSON."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bptutor.foundation.numbers import bracketed, counted, for_json, full, short, subscript, superscript, tex


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (1.0, "1"),
        (1.3000000000000003, "1.3"),
        (-0.12256, "−0.1226"),
        (0.99996, "1"),
        (12345.6, "12350"),
        (99999.9, "100000"),
        (123456.0, "1.235×10⁵"),
        (0.0001, "0.0001"),
        (0.000099999, "1×10⁻⁴"),
        (-1.5e-300, "−1.5×10⁻³⁰⁰"),
        (5e-324, "4.941×10⁻³²⁴"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        (math.nan, "NaN"),
    ],
)
def test_that_a_shown_number_has_four_figures(value, text):
    assert short(value) == text


def test_that_more_figures_can_be_asked_for():
    assert short(0.298371109, 9) == "0.298371109"


@given(st.floats(-1.797e308, 1.797e308))
def test_that_a_shown_number_is_right_to_four_figures(value):
    mantissa, _, exponent = short(value).replace("−", "-").partition("×10")
    power = exponent.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")) or "0"
    assert float(f"{mantissa}e{power}") == pytest.approx(value, rel=5.001e-4, abs=5e-324)


@given(st.floats())
def test_that_full_precision_reads_back(value):
    assert float(full(value)) == value or math.isnan(value)


def test_that_full_precision_has_no_needless_zero():
    assert [full(value) for value in (2.0, -0.0, 1e22, math.nan, math.inf, -math.inf)] == [
        "2",
        "0",
        "1e+22",
        "nan",
        "inf",
        "-inf",
    ]


def test_that_tex_writes_powers_and_infinities():
    assert tex(-0.5) == "-0.5"
    assert tex(1.5e9) == r"1.5 \times 10^{9}"
    assert (tex(math.inf), tex(-math.inf), tex(math.nan)) == (r"\infty", r"-\infty", r"\mathrm{NaN}")


def test_that_json_never_sees_a_number_that_it_does_not_have():
    values = [for_json(value) for value in (0.5, math.nan, math.inf, -math.inf)]
    assert json.dumps(values, allow_nan=False) == '[0.5, "nan", "inf", "-inf"]'


def test_that_negative_numbers_are_bracketed_among_others():
    assert (bracketed(short(-2.0)), bracketed("-2"), bracketed("2")) == ("(−2)", "(-2)", "2")


def test_that_counts_and_marks_are_words():
    assert (counted(1, "row"), counted(1200, "row")) == ("1 row", "1,200 rows")
    assert (superscript(12), subscript(12)) == ("¹²", "₁₂")
