"""“Why is mine different?” as it is shown."""

from __future__ import annotations

import pytest

from bptutor.engine.ready_made import ready_made
from bptutor.study import actions
from bptutor.study.compare_answer import compare_text
from bptutor.study.opening import opened
from bptutor.study.reduce import reduce
from bptutor.study.state import State
from bptutor.study.views.difference_view import (
    ReadsNumbers,
    ResultView,
    difference_view,
    fitted,
    gradient_of,
    result_view,
)
from bptutor.trace.keys import Key, Kind, parse


def state(name: str = "two-hidden-layers") -> State:
    return opened(ready_made(name).read())


def result(of: State, key: str, text: str) -> ResultView:
    return result_view(of, parse(key), compare_text(of, parse(key), text))


@pytest.mark.parametrize(
    ("name", "selected", "gradient"),
    [
        ("two-hidden-layers", "theta[2][1,1]", "dC/dtheta[2][1,1]"),
        ("two-hidden-layers", "dC/db[1][1]", "dC/db[1][1]"),
        ("two-hidden-layers", "z[2][1]", "dC/dz[2][1]"),
        ("xor", "theta[1][2,1]", "dJ/dtheta[1][2,1]"),
        ("xor", "a[1][2]", "dC/da[1][2]"),
    ],
)
def test_that_the_selected_value_says_which_gradient(name: str, selected: str, gradient: str) -> None:
    assert gradient_of(state(name), parse(selected)) == parse(gradient)


def test_that_inputs_and_nothing_say_no_gradient() -> None:
    assert gradient_of(state(), None) is None and gradient_of(state(), parse("x[1]")) is None


def test_that_a_gradient_is_fitted_into_another_network() -> None:
    assert fitted(state(), parse("dJ/dtheta[2][3,7]")) == parse("dC/dtheta[2][1,1]")
    assert fitted(state("xor"), Key(Kind.DJ_DB, 9, 9, 9)) == parse("dJ/db[2][1]")
    assert fitted(state("xor"), Key(Kind.DC_DZ, 0, 0, 0)) == parse("dC/dz[1][1]")


def test_that_gradients_of_j_are_offered_only_where_there_are_several_examples() -> None:
    one, several = (
        difference_view(state(), parse("dC/db[1][1]")),
        difference_view(state("xor"), parse("dJ/dtheta[1][2,1]")),
    )
    assert [text for _, text in one.kinds] == ["∂C/∂θ", "∂C/∂b", "∂C/∂z", "∂C/∂a"]
    assert [text for _, text in several.kinds][:2] == ["∂J/∂θ", "∂J/∂b"]
    assert (one.neurons, one.inputs) == (1, 0) and (several.neurons, several.inputs) == (2, 2)
    assert several.about.startswith("Over 4 examples")


def test_that_every_standing_has_a_mark_a_title_and_the_numbers() -> None:
    right = result(state(), "dC/dtheta[3][1,1]", "-0.1226")
    assert (right.sign, right.title) == ("✓", "Right as far as it is rounded")
    other = result(state(), "dC/dtheta[3][1,1]", "-0.1226 / 2")
    assert (other.sign, other.title) == ("⇄", "Right under another convention")
    assert other.sentence.startswith("With ½ in the cost") and "ratio 0.5" in other.numbers
    assert "slip can lead to the same number" in other.besides
    slip = result(state(), "dC/dtheta[3][1,1]", "0.1226")
    assert slip.sign == "△" and slip.title == "A known slip"
    far = result(state(), "dC/dtheta[3][1,1]", "12")
    assert (far.sign, far.title) == ("✗", "Different") and "too large" in far.sentence


def test_that_expressions_may_name_the_values_in_sight() -> None:
    reads = ReadsNumbers(state(), comma=False)
    assert reads("2 * (yhat - y) * 0").text == "= 0"
    assert reads("z2").text == "= 0.85" and not reads("z9").good


def test_that_nothing_is_told_while_something_is_asked() -> None:
    of = reduce(state(), actions.Hide(frozenset({parse("z[1][1]")})))
    assert difference_view(of, parse("dC/db[1][1]")).hidden
