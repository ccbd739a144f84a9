"""Tips and descriptions, and the way through the values by keyboard."""

from __future__ import annotations

import pytest

from bptutor.trace.keys import Key
from bptutor.trace.steps import Level
from bptutor.ui.canvas import shown
from bptutor.ui.canvas.geometry import Shape, arranged
from bptutor.ui.canvas.speech import description, fold_tip, tip
from bptutor.ui.canvas.walking import neighbour, stops
from tests.ui.canvas.drawn import key, random_document, source, view_at


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x[1]", "x = 1.5"),
        ("z[2][1]", "z² = 0.8500000000000001\n= θ₂ a¹ + b₂"),
        ("a[1][1]", "a¹ = 1.3\n= ReLU(z¹)"),
        ("theta[3][1,1]", "θ₃ = 1.2\n∂C/∂θ₃ = −0.12256"),
        ("dC/dz[1][1]", "∂C/∂z¹: not yet known\n= ∂C/∂a¹ · ∂a¹/∂z¹"),
        ("dC/da[2][1]", "∂C/∂a² = −0.173"),
    ],
)
def test_that_a_tip_has_name_value_and_formula(name: str, text: str) -> None:
    said = tip(view_at(source(), "dC/da[2][1]"), key(name))
    for line, wanted in zip(said.splitlines(), text.splitlines(), strict=False):
        assert line.startswith(wanted)


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("C", "= (ŷ − y)² (squared error)"),
        ("dC/da[2][1]", "= 2(ŷ − y)"),
        ("J", "= (1/m) Σ C"),
        ("dJ/db[1][2]", "= (1/m) Σ ∂C/∂b¹₂"),
        ("theta[2][1,2]", "= (1/m) Σ ∂C/∂θ²₁₂"),
        ("theta+[1][1,2]", "= θ¹₁₂ − η · ∂J/∂θ¹₁₂"),
    ],
)
def test_that_a_tip_says_how_cost_slope_and_update_come_about(name: str, rule: str) -> None:
    view = view_at(random_document((2, 2, 1), examples=4), "theta+[1][1,2]")
    assert rule in tip(view, key(name)).splitlines()


def test_that_a_cost_of_several_outputs_is_said_as_a_sum() -> None:
    view = view_at(random_document((2, 3, 2)), "dC/da[2][1]")
    assert "= −Σₖ yₖ ln ŷₖ (cross-entropy)" in tip(view, key("C")).splitlines()
    assert "= −y₂/ŷ₂" in tip(view, key("dC/da[2][2]")).splitlines()


def test_that_a_hidden_value_is_not_told() -> None:
    view = view_at(source(), "dC/da[2][1]", hidden=frozenset({key("dC/da[2][1]")}))
    geometry = arranged(Shape((1, 1, 1, 1)), 45.0, 30.0)
    assert "0.173" not in tip(view, key("dC/da[2][1]")) and "hidden" in tip(view, key("dC/da[2][1]"))
    assert "0.173" not in description(view, geometry)


def test_that_long_sums_are_told_by_their_ends() -> None:
    said = tip(view_at(random_document((64, 32, 10)), "z[1][2]"), key("z[1][2]"))
    assert "= θ¹₂₁ x₁ + θ¹₂₂ x₂ + … + θ¹₂,₆₄ x₆₄ + b¹₂" in said


def test_that_a_closed_gate_is_told() -> None:
    view = view_at(source(dead=True), "dC/dz[2][1]")
    assert "no gradient comes through" in tip(view, key("a[2][1]"))
    assert "Closed gate behind a2" in description(view, arranged(Shape((1, 1, 1, 1)), 45.0, 30.0))


def test_that_fold_boxes_say_what_a_click_does() -> None:
    fold = arranged(Shape((64, 32, 10)), 60.0, 30.0).folds_of(0)[0]
    assert fold_tip(fold, opened=False) == f"{fold.count} more below: click to open the layer"
    assert fold_tip(fold, opened=True) == "click to fold the layer"


@pytest.mark.parametrize("widths", [(1, 1, 1, 1), (2, 3, 2), (64, 32, 10)])
@pytest.mark.parametrize("level", list(Level))
def test_that_the_way_through_the_values_meets_each_once(widths: tuple[int, ...], level: Level) -> None:
    view = view_at(random_document(widths), "dC/dz[1][1]", level)
    keys = stops(view, arranged(Shape(widths), 60.0, 40.0))
    assert len(keys) == len(set(keys))
    here: Key | None = None
    met = [here := neighbour(keys, here, 1) for _ in keys]
    assert met == keys
    assert neighbour(keys, keys[-1], 1) == keys[-1] and neighbour([], None, 1) is None


def test_that_a_pill_shows_gradient_then_mean_then_new_parameter() -> None:
    document = random_document((2, 2, 1), examples=4)
    theta = key("theta[2][1,2]")
    at = {"dC/dtheta[2][1,2]": "dC/dtheta[2][1,2]", "dJ/dtheta[2][1,2]": "dJ/dtheta[2][1,2]"}
    at["theta+[2][1,2]"] = "theta+[2][1,2]"
    for moment, wanted in at.items():
        assert str(shown.pill(view_at(document, moment), theta).key) == wanted
    assert not shown.pill_is_due(view_at(document, "C"), theta)


def test_that_the_cost_becomes_j_after_the_examples() -> None:
    document = random_document((2, 2, 1), examples=4)
    assert str(shown.cost(view_at(document, "C")).key) == "C"
    assert str(shown.cost(view_at(document, "J")).key) == "J"
