"""The gradient check as it is shown: verdicts at every h, the V of the error, kinks by name."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from bptutor.engine import changes
from bptutor.engine.gradient_check import check_gradients
from bptutor.engine.passes import cost
from bptutor.engine.ready_made import ready_made
from bptutor.study.check_differences import STEPS, Checking, nearest
from bptutor.study.opening import opened
from bptutor.study.state import State
from bptutor.study.views import check_view as views
from bptutor.study.views.check_curve import ErrorCurve, error_curve
from bptutor.study.views.check_row import Mark
from bptutor.study.views.check_view import CheckView, check_view
from bptutor.study.views.check_words import about, summary
from bptutor.trace.keys import Key, Kind, parse
from bptutor.trace.symbols import Namer


def state(name: str = "two-hidden-layers") -> State:
    return opened(ready_made(name).read())


def checked(of: State, h: float = 1e-5, selected: str = "") -> tuple[Checking, CheckView]:
    checking = Checking(of.network, of.timeline.examples, h)
    while checking.work():
        pass
    return checking, check_view(checking, Namer(of.network), parse(selected) if selected else None)


def curve(of: State, h: float = 1e-5, selected: str = "theta[2][1,1]") -> ErrorCurve:
    checking, view = checked(of, h, selected)
    made = error_curve(checking, view, of.timeline.values)
    assert made is not None
    return made


def at_the_kink() -> State:
    """z² is exactly 0: θ₂ a¹ + b₂ with both 0."""
    document = ready_made().read()
    document = changes.set_weight(document, 2, 1, 1, 0.0).document
    return opened(changes.set_bias(document, 2, 1, 0.0).document)


@pytest.mark.parametrize("name", ["two-hidden-layers", "xor", "dead-relu", "classifier-2-3-2", "mazur"])
def test_that_every_gradient_agrees_at_the_usual_step(name: str) -> None:
    of = state(name)
    _, view = checked(of)
    assert view.counts == {Mark.AGREES: of.network.parameters}
    assert summary(view).startswith("✓ All ")


def test_that_the_numbers_are_the_traces_gradient_and_the_difference_by_hand() -> None:
    of, h = state("xor"), 1e-3
    _, view = checked(of, h)
    examples = of.timeline.examples
    for number in range(len(view.findings)):
        row = view.row(number)
        kind = {Kind.THETA: Kind.DJ_DTHETA, Kind.B: Kind.DJ_DB}[row.key.kind]
        assert row.gradient == pytest.approx(of.timeline.values[row.key._replace(kind=kind), 0], rel=1e-12)
        up, down = (cost(pushed(of, row.key, s), examples.inputs, examples.targets) for s in (h, -h))
        assert row.quotient == pytest.approx((up - down) / (2 * h), rel=1e-9)


def pushed(of: State, key: Key, by: float):  # type: ignore[no-untyped-def]
    value = of.timeline.values[key, 0] + by
    if key.kind is Kind.B:
        return changes.set_bias(of.document, key.layer, key.j, value).document.network
    return changes.set_weight(of.document, key.layer, key.j, key.k, value).document.network


def test_that_a_large_step_and_a_small_one_are_told_apart_and_nobody_is_wrong() -> None:
    for h, mark, words in ((0.1, Mark.LARGE, "h too large"), (1e-12, Mark.SMALL, "h too small")):
        _, view = checked(state(), h)
        assert set(view.counts) == {mark}
        assert words in view.row(0).verdict and "No gradient is wrong" in summary(view)


def test_that_a_wrong_gradient_is_called_wrong_at_any_step() -> None:
    of = state()
    sigmoid = of.network.layers[2].activation
    wrong = replace(sigmoid, slope=lambda z, at_zero: 1.5 * sigmoid.slope(z, at_zero))
    layers = (*of.network.layers[:2], replace(of.network.layers[2], activation=wrong))
    for h in (1e-3, 1e-5, 1e-9):
        checking = Checking(replace(of.network, layers=layers), of.timeline.examples, h)
        while checking.work():
            pass
        view = check_view(checking, Namer(of.network), None)
        assert set(view.counts) == {Mark.WRONG}
        assert summary(view).startswith("✗ None of the 6") and view.row(0).verdict == "✗ differs"


def test_that_the_curve_is_a_v_whose_best_step_is_between_its_sides() -> None:
    made = curve(state())
    assert made.truncation is not None and made.kink_from is None
    assert 1e-7 < made.best < 1e-3
    ends = made.errors[[0, -1]]
    assert np.all(ends > 1e4 * made.errors[np.argmin(np.abs(made.hs - made.best))])
    # A tenth of a large h has a hundredth of the error.
    large, tenth = (float(made.errors[np.argmin(np.abs(made.hs - h))]) for h in (1e-2, 1e-3))
    assert large / tenth == pytest.approx(100, rel=0.05)


def test_that_the_sentence_names_the_side_and_the_better_step() -> None:
    assert "agree in 10 digits" in curve(state()).sentence
    small, large = curve(state(), 1e-11).sentence, curve(state(), 0.1).sentence
    assert "too small, and rounding" in small and "too large, and C bends" in large
    assert "best near h = " in small and "best near h = " in large


def test_that_a_kink_is_named_where_the_push_crosses_it() -> None:
    of = at_the_kink()
    _, view = checked(of, selected="theta[2][1,1]")
    row = view.row(view.row_of(parse("theta[2][1,1]")) or 0)
    assert row.mark is Mark.KINK and row.kink == parse("z[2][1]") and row.verdict == "∧ at a kink"
    made = curve(of)
    assert made.kink_from == STEPS[0] and made.kink_name == "z²"
    assert "carries z² over the kink" in made.sentence and "neither number is wrong" in made.sentence


def test_that_a_dead_gradient_is_exactly_0_and_said_so() -> None:
    made = curve(state("dead-relu"), selected="theta[1][1,1]")
    assert not made.errors.any() and "both are exactly 0" in made.sentence


def test_that_a_large_network_is_checked_on_a_seeded_selection_that_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bptutor.study.check_differences.BUDGET", 2_000_000)
    of = state("digits-64-32-10")
    (_, first), (_, second) = checked(of), checked(of)
    assert len(first.findings) < of.network.parameters
    assert [views.key_of(f) for f in first.findings] == [views.key_of(f) for f in second.findings]
    assert "are drawn from all layers, always the same" in about(first, 0)
    missing = next(key for k in range(1, 65) if first.row_of(key := Key(Kind.THETA, 1, 5, k)) is None)
    assert curve(of, selected=str(missing)).row.key == missing


def test_that_the_findings_are_those_of_the_command() -> None:
    of = state("xor")
    checking, _ = checked(of)
    assert tuple(checking.findings) == check_gradients(of.network, of.timeline.examples).findings


def test_that_another_step_begins_only_the_differences_anew() -> None:
    checking, _ = checked(state("xor"))
    before = checking.findings
    checking.set_step(1e-3)
    assert checking.findings is before and not checking.done
    while checking.work():
        pass
    assert len(checking.quotients) == len(before)
    assert nearest(3.3e-4) == 5e-4 and nearest(1e-20) == 1e-12


def test_that_a_network_that_has_diverged_has_nothing_to_compare() -> None:
    of = state("xor")
    first = of.network.layers[0]
    broken = replace(
        of.network, layers=(replace(first, weights=first.weights * np.nan), of.network.layers[1])
    )
    checking = Checking(broken, of.timeline.examples)
    while checking.work():
        pass
    view = check_view(checking, Namer(broken), None)
    assert set(view.counts) == {Mark.WRONG} and view.worst is not None
    made = error_curve(checking, view, of.timeline.values)
    assert made is not None and made.sentence.endswith("there is nothing to compare: J is NaN.")


def test_that_no_check_has_more_rows_than_can_be_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bptutor.study.check_differences.MOST", 100)
    _, view = checked(state("digits-64-32-10"))
    assert len(view.findings) <= 100 and {finding.layer for finding in view.findings} == {1, 2}
