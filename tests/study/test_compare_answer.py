"""Why is mine different: right, right elsewhere, a slip, a neighbour, or how far off."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from bptutor.engine import changes
from bptutor.engine.costs import COSTS
from bptutor.engine.ready_made import ready_made
from bptutor.exercise.slips import wrong_values
from bptutor.exercise.task import Task, task_of
from bptutor.foundation.errors import TutorError
from bptutor.foundation.numbers import short
from bptutor.study import actions
from bptutor.study.compare_answer import Comparison, Standing, compare_answer, compare_text, task_in_sight
from bptutor.study.compare_conventions import other_conventions
from bptutor.study.compare_textbook import textbook_line
from bptutor.study.opening import opened
from bptutor.study.reduce import reduce
from bptutor.trace.keys import Key, Kind, parse
from tests.trace.networks import random_document

THETA3 = parse("dC/dtheta[3][1,1]")


def task(name: str = "two-hidden-layers", example: int = 1) -> Task:
    return task_of(ready_made(name).read(), example)


def compared(asked: Task, key: Key, value: float) -> Comparison:
    found = compare_answer(asked, key, value)
    assert found.sentence.endswith(".") and found.right == asked.truth(key)
    return found


def test_that_the_right_number_is_right_with_as_many_figures_as_agree() -> None:
    right = task().truth(THETA3)
    exact = compared(task(), THETA3, right)
    assert exact.standing is Standing.RIGHT and "figures" not in exact.sentence
    assert compared(task(), THETA3, float(np.float32(right))).sentence == exact.sentence
    rounded = compared(task(), THETA3, round(right, 3))
    assert rounded.standing is Standing.RIGHT and "yours is that to 3 figures" in rounded.sentence
    assert "2 figures agree" in compared(task(), THETA3, round(right, 3) + 5e-5).sentence
    for figures in (2, 1):
        few = compared(task(), THETA3, float(f"{right:.{figures - 1}e}"))
        assert few.standing is Standing.RIGHT and "as far as it is rounded" in few.sentence


def test_that_half_of_the_squared_error_is_another_convention_and_maybe_a_slip() -> None:
    found = compared(task(), THETA3, task().truth(THETA3) / 2)
    assert found.standing is Standing.CONVENTION and "no-factor-2" in found.slips
    assert "with ½ in the cost" in found.sentence
    mazur = task("mazur")
    key = parse("dC/dtheta[2][1,1]")
    assert "with no ½ in the cost" in compared(mazur, key, 2 * mazur.truth(key)).sentence


def test_that_mean_sum_single_examples_and_outputs_are_conventions() -> None:
    xor, key = task("xor", 2), parse("dJ/dtheta[2][1,1]")
    right = xor.truth(key)
    assert compared(xor, key, 4 * right).convention.titles == ("the sum over the examples",)  # type: ignore[union-attr]
    assert compared(xor, key, 2 * right).convention.titles == (  # type: ignore[union-attr]
        "½ in the cost",
        "the sum over the examples",
    )
    alone = xor.truth(parse("dC/dtheta[2][1,1]"))
    assert compared(xor, key, alone).convention.titles == ("the example in sight alone",)  # type: ignore[union-attr]
    joint = compared(xor, parse("dC/dtheta[2][1,1]"), right)
    assert joint.convention is not None and joint.convention.titles == ("all examples together",)
    mazur, key = task("mazur"), parse("dC/dz[1][1]")
    assert "mean over the outputs" in compared(mazur, key, mazur.truth(key) / 2).sentence


def test_that_the_slope_at_zero_is_a_convention_where_a_kink_is_hit() -> None:
    document = ready_made().read()
    document = changes.set_bias(document, 2, 1, -0.65).document
    document = changes.set_weight(document, 2, 1, 1, 0.5).document
    at_kink = task_of(document)
    z = at_kink.truth(parse("z[2][1]"))
    document = changes.set_bias(document, 2, 1, -0.65 - z).document
    at_kink = task_of(document)
    assert at_kink.truth(parse("z[2][1]")) == 0
    key = parse("dC/dz[2][1]")
    assert at_kink.truth(key) == 0
    open_gate = task_of(replace(document, network=replace(document.network, relu_slope_at_zero=1.0)))
    found = compared(at_kink, key, open_gate.truth(key))
    assert found.standing is Standing.CONVENTION and "g′(0) = 1" in found.sentence
    assert not any("g′" in title for c in other_conventions(task(), THETA3) for title in c.titles)


def test_that_known_slips_are_named() -> None:
    sign = compared(task(), THETA3, -task().truth(THETA3))
    assert sign.standing is Standing.SLIP and sign.slips == ("sign",)
    assert "Here ∂C/∂θ₃" in sign.sentence


@pytest.mark.parametrize("seed", range(20))
def test_that_every_slip_that_stands_clear_is_found_among_what_is_said(seed: int) -> None:
    asked = task_of(random_document(seed))
    for key in (Key(Kind.DC_DTHETA, 1, 1, 1), Key(Kind.DC_DB, 1, 1), Key(Kind.DJ_DB, 1, 1)):
        right = asked.truth(key)
        for wrong in wrong_values(asked, key):
            if (
                abs(wrong.value - right) > 0.06 * max(abs(right), abs(wrong.value))
                and abs(wrong.value) > 1e-6
            ):
                found = compared(asked, key, wrong.value)
                assert wrong.slip.id in found.slips, (wrong.slip.id, found.standing)
                assert found.standing in (Standing.SLIP, Standing.CONVENTION)


def test_that_the_gradient_of_a_neighbour_is_named_the_transposed_one_first() -> None:
    mazur = task("mazur")
    key, other = parse("dC/dtheta[2][1,2]"), parse("dC/dtheta[2][2,1]")
    found = compared(mazur, key, mazur.truth(other))
    assert found.standing is Standing.NEIGHBOUR and found.neighbour == other


def test_that_what_is_none_of_these_says_how_far_off_it_is() -> None:
    right = task().truth(THETA3)
    far = compared(task(), THETA3, 7.77)
    assert far.standing is Standing.OFF and "too large" in far.sentence and "times the value" in far.sentence
    assert "3 places off" in compared(task(), THETA3, right * 1000).sentence
    dead = task("dead-relu")
    zero = next(k for k in (Key(Kind.DC_DB, l, 1) for l in (1, 2)) if dead.truth(k) == 0)
    assert "exactly 0" in compared(dead, zero, 123.0).sentence


def test_that_a_typed_number_is_compared_with_the_value_in_sight() -> None:
    state = reduce(opened(ready_made("xor").read()), actions.GoToIteration(3))
    key = parse("dJ/db[2][1]")
    right = task_in_sight(state).truth(key)
    assert compare_text(state, key, f"2 * {right!r} / 2").standing is Standing.RIGHT
    with pytest.raises(TutorError):
        compare_text(state, key, "about 3")
    with pytest.raises(TutorError, match="finite"):
        compare_answer(task_in_sight(state), key, float("nan"))


def test_that_a_slip_under_another_convention_names_both() -> None:
    found = compared(task(), THETA3, -task().truth(THETA3) / 2)
    assert found.standing is Standing.SLIP and found.slips == ("sign",)
    assert found.convention is not None and found.convention.titles == ("½ in the cost",)
    assert "Two things at once: with ½ in the cost, and took y − ŷ" in found.sentence


def test_that_fractions_and_names_of_every_notation_are_read() -> None:
    mazur = reduce(opened(ready_made("mazur").read()), actions.SetNotation("w,E,delta,transposed"))
    key = parse("dC/dtheta[2][1,2]")
    for text in ("δ⁽²⁾₁ · a⁽¹⁾₂", "dE/dz^(2)_1 * a^(1)_2", "delta2_1 a1_2", "310/3750"):
        assert compare_text(mazur, key, text).standing is Standing.RIGHT, text
    # The weight from neuron 2 to neuron 1, as it stands in the drawing, and by its name in files.
    weight = mazur.timeline.values[parse("theta[2][1,2]"), 0]
    assert (
        compare_text(mazur, key, "w⁽²⁾₂₁").value == compare_text(mazur, key, "theta[2][1,2]").value == weight
    )


def test_that_the_line_about_a_textbook_has_the_number_of_the_engine_with_that_convention() -> None:
    for name in ("two-hidden-layers", "xor", "mazur"):
        state = opened(ready_made(name).read())
        for text in ("C", "dC/dz[1][1]", "dC/dtheta[2][1,1]", "dJ/db[1][1]"):
            key = parse(text)
            if key.kind is Kind.DJ_DB and len(state.timeline.rows) == 1:
                continue
            half = state.network.cost.name == "squared_error"
            other = COSTS["half_squared_error" if half else "squared_error"]
            there = replace(task_in_sight(state), network=replace(state.network, cost=other)).truth(key)
            line = textbook_line(state, key)
            if there == 0:
                assert line == ""
                continue
            assert line.startswith(f"A textbook with{'' if half else 'out'} ½ has {short(there)}"), line
            if key.kind is Kind.DJ_DB:
                summed = replace(task_in_sight(state), network=replace(state.network, reduction="sum"))
                assert line.endswith(f"; one with the sum has {short(summed.truth(key))}.")
    assert textbook_line(state, parse("a[1][1]")) == textbook_line(state, Key(Kind.DC_DZ, 1)) == ""
    hidden = reduce(state, actions.Hide(frozenset({parse("C")})))
    assert textbook_line(hidden, parse("C")) == ""


def test_that_a_program_with_another_slope_at_0_is_spoken_of_in_the_corner_alone() -> None:
    document = ready_made().read()
    z = opened(document).timeline.values[parse("z[2][1]"), 0]
    bias = opened(document).timeline.values[parse("b[2][1]"), 0]
    corner = opened(changes.set_bias(document, 2, 1, bias - z).document)
    assert corner.timeline.values[parse("z[2][1]"), 0] == 0
    task_there = task_in_sight(corner)
    open_gate = replace(task_there, network=replace(corner.network, relu_slope_at_zero=1.0))
    for text in ("dC/dz[2][1]", "dC/dtheta[1][1,1]"):
        there = short(open_gate.truth(parse(text)))
        assert textbook_line(corner, parse(text)) == f"A program with g′(0) = 1 has {there}."
    assert "½" in textbook_line(corner, parse("dC/dz[3][1]"))


def test_that_conventions_are_those_of_the_network_with_the_rule_changed() -> None:
    asked = task()
    (half,) = [c for c in other_conventions(asked, THETA3) if c.titles == ("½ in the cost",)]
    other = replace(asked, network=replace(asked.network, cost=COSTS["half_squared_error"]))
    assert half.value == other.truth(THETA3)
    assert all(c.titles and c.value != asked.truth(THETA3) for c in other_conventions(asked, THETA3))
    assert other_conventions(asked, parse("z[1][1]")) == []
