"""What the answer box says beneath it while somebody types."""

import pytest

from bptutor.engine.ready_made import ready_made
from bptutor.exercise.names import Names
from bptutor.study.practise_answer import NOTHING, understood


def test_that_the_answer_box_says_what_it_understood() -> None:
    found = understood("-0.1442*0.85")
    assert (found.text, found.good) == ("= −0.1226", True)
    assert understood("  ") is NOTHING and not NOTHING.good


def test_that_it_says_where_it_understands_no_more() -> None:
    found = understood("1,3")
    assert not found.good and found.position == 1 and found.text.startswith("A comma is no decimal sign")
    assert understood("1,3", comma=True).text == "= 1.3"
    assert understood("2*(3").unfinished is False and understood("2*").unfinished


@pytest.mark.parametrize("text", ["1e", "1e-", "2*3E+", "2*sq", "lo", "sig"])
def test_that_a_number_that_is_half_typed_is_not_complained_of(text: str) -> None:
    assert understood(text).unfinished


@pytest.mark.parametrize("text", ["5 km", "nan", "1e-x", "2*q", "1 000"])
def test_that_what_can_become_no_number_is_told_at_once(text: str) -> None:
    assert not understood(text).unfinished


@pytest.mark.parametrize("text", ["2*yh", "2*(yh", "the", "theta", "2 sigm"])
def test_that_a_name_that_is_half_typed_is_not_complained_of(text: str) -> None:
    found = understood(text, Names(ready_made("two-hidden-layers").read().network), lambda _key: 1.0)
    assert found.good or found.unfinished
