"""What a person makes of a file's arrays: uses that are changed, exchanged, missing; and CSVs told apart."""

from __future__ import annotations

import numpy as np
import pytest

from bptutor.engine.changes_layers import new_document
from bptutor.engine.weights_files import Tensor, looks_like_weights
from bptutor.engine.weights_files_guess import problems, propose
from bptutor.engine.weights_files_plan import (
    Use,
    depth_of,
    first_plan,
    missing,
    plan_of,
    proposal_of,
    refuse_twins,
    reused,
    uses,
)
from bptutor.engine.weights_files_taking import import_weights, take_weights
from bptutor.foundation.errors import TutorError
from tests.engine.test_weights_files import keras, parameters, pytorch, tensors


def test_that_a_plan_goes_to_and_fro_as_the_same_proposal() -> None:
    for style in (pytorch, keras):
        found = tensors(style(parameters()))
        proposal = propose(found)
        again = proposal_of(plan_of(proposal), found)
        assert again.widths == proposal.widths and again.unused == proposal.unused
        assert [layer.transposed for layer in again.layers] == [layer.transposed for layer in proposal.layers]


def test_that_arrays_change_places_and_what_is_left_out_is_missing() -> None:
    found = tensors(pytorch(parameters()))
    plan, reason = first_plan(found)
    assert not reason and depth_of(plan) == 3 and not missing(plan)
    exchanged = reused(plan, "fc1.weight", Use(2, "weights"))
    assert exchanged["fc2.weight"] == Use(1, "weights") and exchanged["fc1.weight"] == Use(2, "weights")
    assert problems(proposal_of(exchanged, found), found)
    bare = reused(plan, "fc2.bias", None)
    assert missing(bare) == ("biases of layer 2",) and proposal_of(bare, found).unused == ("fc2.bias",)
    with pytest.raises(TutorError, match="layer 2 has no weights yet"):
        proposal_of(reused(plan, "fc2.weight", None), found)
    with pytest.raises(TutorError, match="no array is taken"):
        proposal_of({}, found)


def test_that_an_array_is_offered_what_its_shape_can_be() -> None:
    assert uses(np.ones(3), 1) == (None, Use(1, "biases"), Use(2, "biases"))
    assert uses(np.ones((2, 3)), 1) == (None, Use(1, "weights"), Use(2, "weights"))
    assert len(uses(np.ones((1, 3)), 1)) == 5
    assert uses(np.ones((2, 2, 2)), 3) == (None,)


def test_that_what_makes_no_network_by_itself_is_left_to_the_person() -> None:
    found = tensors({"a": np.ones((2, 3)), "c": np.ones((7, 5))})
    plan, reason = first_plan(found)
    assert plan == {} and "do not make one network" in reason
    _, many = first_plan(tensors({f"fc{n}.weight": np.ones((2, 2)) for n in range(101)}))
    assert many == "it has 101 matrices of weights, and a network has 100 layers"
    plan = reused(plan, "c", Use(1, "weights", True))
    assert proposal_of(plan, found).widths == (7, 5)


def test_that_chosen_activations_and_the_name_go_with_another_network() -> None:
    found = tensors(pytorch(parameters()))
    changed = import_weights(new_document((4, 2)), found, propose(found), "leaky_relu", "softmax", "mine")
    names = [layer.activation.name for layer in changed.document.network.layers]
    assert names == ["leaky_relu", "leaky_relu", "softmax"] and changed.document.name == "mine"
    assert not any("does not say" in said for said in changed.forced)
    kept = import_weights(changed.document, found, propose(found), "", "", "other")
    assert kept.document.name == "mine"
    assert take_weights(changed.document, found, propose(found)).document.network.widths == (4, 3, 5, 2)


def test_that_two_arrays_of_one_name_are_refused() -> None:
    with pytest.raises(TutorError, match="2 arrays are called w"):
        refuse_twins([Tensor("w", np.ones(2)), Tensor("w", np.ones(3)), Tensor("b", np.ones(3))])


@pytest.mark.parametrize(
    "text, weights",
    [
        ("fc1.weight,0.1,0.2\nfc1.weight,1,2\nfc1.bias,1,2\n", True),
        ("1,2\n3,4\n\n5,6\n", True),
        ("x1,x2,y\n0,1,1\n1,1,0\n", False),
        ("0,1,1\n1,1,0\n", False),
        ("x1;x2;y\n0,5;1;1\n", False),
        ("", False),
    ],
)
def test_that_tables_of_examples_are_not_taken_for_weights(text: str, weights: bool) -> None:
    assert looks_like_weights(text) is weights
