"""Edits of single numbers: which can be made, what they are called, what typing and arrow keys give."""

import pytest

from bptutor.engine.ready_made import ready_made
from bptutor.foundation.errors import TutorError
from bptutor.study import actions
from bptutor.study.edit_actions import EditValue
from bptutor.study.edit_values import COARSE, FINE, editable, stepped, typed
from bptutor.study.opening import opened
from bptutor.study.reduce import reduce
from bptutor.study.state import State
from bptutor.trace.keys import RATE, Key, Kind, parse


def state_of(name: str = "xor") -> State:
    return opened(ready_made(name).read())


def test_that_parameters_data_and_rate_can_be_edited_and_nothing_else() -> None:
    for name in ("theta[1][1,1]", "b[1][2]", "x[2]", "y[1]"):
        assert editable(parse(name))
    assert editable(RATE)
    for key in (parse("z[1][1]"), parse("C"), parse("dC/db[1][1]"), Key(Kind.THETA, 1)):
        assert not editable(key)
        with pytest.raises(TutorError, match="follows from"):
            reduce(state_of(), EditValue(key, 1.0))


def test_that_inputs_and_targets_are_those_of_the_example_in_sight_or_of_the_named_one() -> None:
    state = state_of()
    second = state.timeline.layout.block.size(state.cursor.level)
    state = reduce(state, actions.GoTo(second))
    moved = reduce(state, EditValue(parse("x[1]"), 7.0))
    assert moved.document.examples is not None and moved.document.examples.inputs[1, 0] == 7
    assert moved.history.undo_label == "x₁ of example 2 = 7"
    named = reduce(state, EditValue(parse("y[1]"), 0.5, example=4))
    assert named.document.examples is not None and named.document.examples.targets[3, 0] == 0.5
    assert named.history.undo_label == "y of example 4 = 0.5"


def test_that_a_refused_edit_leaves_the_state_and_says_why() -> None:
    state = state_of()
    for key, value in ((RATE, -1.0), (parse("b[1][1]"), float("inf")), (parse("b[9][1]"), 1.0)):
        with pytest.raises(TutorError):
            reduce(state, EditValue(key, value))


def test_that_arrow_keys_leave_no_dust_of_binary_tenths() -> None:
    assert stepped(0.1, 2) == 0.3
    assert stepped(0.3, -3) == 0
    assert stepped(-0.07, 1, FINE) == -0.06
    assert stepped(1.5, -2, COARSE) == -0.5
    assert stepped(1e300, 1) == 1e300


def test_that_typing_takes_expressions_with_names_of_values() -> None:
    state = state_of("two-hidden-layers")
    assert typed(state, "1/4") == 0.25
    assert typed(state, "0,5", comma_decimal=True) == 0.5
    assert typed(state, "2 θ3 - 0.4") == pytest.approx(2.0)
    assert typed(state, "2η") == typed(state, "eta + learning_rate") == 1.0
    for text in ("", "1/0", "abc", "1..2", "__import__('os')"):
        with pytest.raises(TutorError):
            typed(state, text)
