"""Changes of a document: what changes, what stays, what is forced, what is refused."""

import numpy as np
import pytest
from msgspec.structs import replace

from bptutor.engine import changes, changes_examples, changes_layers, changes_ways
from bptutor.engine.activations import ACTIVATIONS
from bptutor.engine.beginnings import Beginning
from bptutor.engine.changes import Changed
from bptutor.engine.document import Document
from bptutor.engine.document_file import decode, encode
from bptutor.engine.limits import MAX_WIDTH
from bptutor.foundation.errors import TutorError
from tests.engine.building import document, network


def three_layers(**more: str) -> Document:
    return document(network((2, 3, 4, 2), **more), 5)


def is_valid(changed: Changed) -> bool:
    """Whether the strict reader takes what the document's file would say, number by number."""
    text = encode(changed.document, "it.bpnet")
    return encode(decode(text, "it.bpnet"), "it.bpnet") == text


def test_that_one_number_changes_and_all_other_arrays_are_shared() -> None:
    before = three_layers()
    after = changes.set_weight(before, 2, 4, 1, 0.25).document
    assert after.network.layers[1].weights[3, 0] == 0.25
    assert np.sum(after.network.layers[1].weights != before.network.layers[1].weights) == 1
    assert after.network.layers[0] is before.network.layers[0] and after.examples is before.examples
    assert after.network.layers[1].biases is before.network.layers[1].biases
    assert not after.network.layers[1].weights.flags.writeable
    assert changes.set_bias(before, 1, 2, -1.5).document.network.layers[0].biases[1] == -1.5
    moved = changes.set_input(before, 5, 2, 7.0).document.examples
    assert moved is not None and before.examples is not None and moved.inputs[4, 1] == 7
    assert moved.targets is before.examples.targets
    assert changes.set_learning_rate(before, 2.0).document.learning_rate == 2


def test_that_a_name_becomes_one_printable_line() -> None:
    named = changes.set_name(three_layers(), " My\n\tnet\x1b[31m\u200b ß ").document
    assert named.name == "My net[31m ß" and is_valid(Changed(named))
    assert changes.set_name(named, named.name).document is named
    assert len(changes.set_name(named, "x" * 999).document.name) == 200


def test_that_a_change_that_changes_nothing_gives_back_the_very_document() -> None:
    before = three_layers()
    data = before.examples
    assert data is not None
    weight = float(before.network.layers[0].weights[0, 1])
    for changed in (
        changes.set_weight(before, 1, 1, 2, weight),
        changes.set_target(before, 1, 1, float(data.targets[0, 0])),
        changes.set_learning_rate(before, before.learning_rate),
        changes_ways.set_activation(before, 1, "tanh"),
        changes_ways.set_cost(before, "squared_error"),
        changes_ways.set_update(before, "batch"),
        changes_ways.set_trained(before, 1, True, True),
        changes_layers.resize_layer(before, 2, 4),
        changes_examples.remove_examples(before, []),
    ):
        assert changed.document is before and not changed.forced


def test_that_minus_zero_is_another_number_than_zero() -> None:
    zero = changes.set_bias(three_layers(), 1, 1, 0.0).document
    assert changes.set_bias(zero, 1, 1, -0.0).document is not zero


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda d: changes.set_weight(d, 1, 1, 1, float("nan")), "finite"),
        (lambda d: changes.set_weight(d, 4, 1, 1, 0.0), "no layer 4"),
        (lambda d: changes.set_weight(d, 1, 4, 1, 0.0), "no place"),
        (lambda d: changes.set_bias(d, 1, 0, 0.0), "no place"),
        (lambda d: changes.set_input(d, 6, 1, 0.0), "no place"),
        (lambda d: changes.set_learning_rate(d, -0.1), "0 or more"),
        (lambda d: changes_ways.set_activation(d, 1, "softmax"), "last layer only"),
        (lambda d: changes_ways.set_activation(d, 1, "gelu"), "choose from"),
        (lambda d: changes_ways.set_cost(d, "hinge"), "choose from"),
        (lambda d: changes_ways.set_slope_at_zero(d, 0.3), "0, 0.5 or 1"),
        (lambda d: changes_ways.set_update(d, "minibatch", 0), "1 example or more"),
        (lambda d: changes_layers.resize_layer(d, 1, 0), "1 to"),
        (lambda d: changes_layers.resize_layer(d, 1, MAX_WIDTH + 1), "1 to"),
        (lambda d: changes_layers.resize_layer(d, 9, 2), "no layer 9"),
        (lambda d: changes_layers.insert_layer(d, 1, 9_999).document and changes_layers.insert_layer(
            changes_layers.insert_layer(d, 1, 9_999).document, 1, 9_999), "parameters"),
        (lambda d: changes_layers.remove_neuron(d, 1, 4), "no neuron 4"),
        (lambda d: changes_examples.remove_examples(d, range(1, 6)), "at least one"),
        (lambda d: changes_examples.add_example(d, [1.0], [0, 0]), "2 numbers"),
        (lambda d: changes_examples.reorder_examples(d, [1, 1, 2, 3, 4]), "once"),
    ],
)  # fmt: skip
def test_that_what_cannot_be_is_refused_in_a_sentence(change: object, said: str) -> None:
    with pytest.raises(TutorError, match=said):
        change(three_layers())  # type: ignore[operator]


def test_that_cross_entropy_brings_softmax_and_softmax_takes_cross_entropy_along() -> None:
    crossed = changes_ways.set_cost(three_layers(), "cross_entropy")
    assert crossed.document.network.layers[-1].activation.name == "softmax"
    assert "needs softmax" in crossed.forced[0] and is_valid(crossed)
    for name, cost in (("sigmoid", "binary_cross_entropy"), ("linear", "squared_error")):
        back = changes_ways.set_activation(crossed.document, 3, name)
        assert back.document.network.cost.name == cost and len(back.forced) == 1 and is_valid(back)


def test_that_a_layer_after_softmax_makes_it_sigmoid_and_says_so() -> None:
    crossed = changes_ways.set_cost(three_layers(), "cross_entropy").document
    longer = changes_layers.insert_layer(crossed, 4, 2, "tanh")
    assert [layer.activation.name for layer in longer.document.network.layers] == [
        "tanh", "tanh", "sigmoid", "tanh",
    ]  # fmt: skip
    assert len(longer.forced) == 2 and is_valid(longer)


def test_that_targets_which_a_cross_entropy_cannot_take_are_named() -> None:
    wild = changes.set_target(three_layers(), 4, 2, -3.0).document
    for cost in ("cross_entropy", "binary_cross_entropy"):
        with pytest.raises(TutorError, match="y_2 of example 4"):
            changes_ways.set_cost(wild, cost)
    tame = changes_ways.set_cost(three_layers(), "binary_cross_entropy").document
    with pytest.raises(TutorError, match="0 to 1"):
        changes.set_target(tame, 1, 1, 1.5)


def test_that_a_resized_layer_keeps_the_parameters_that_stay() -> None:
    before = three_layers()
    for width in (2, 6):
        after = changes_layers.resize_layer(before, 1, width, Beginning("he", 3)).document.network
        both = min(width, 3)
        old, new = before.network.layers, after.layers
        assert after.widths == (2, width, 4, 2)
        assert np.array_equal(new[0].weights[:both], old[0].weights[:both])
        assert np.array_equal(new[0].biases[:both], old[0].biases[:both])
        assert np.array_equal(new[1].weights[:, :both], old[1].weights[:, :both])
        assert new[2] is old[2]


def test_that_resizing_inputs_and_outputs_takes_the_examples_along() -> None:
    before = three_layers()
    taken = changes_layers.resize_layer(before, 0, 3)
    given = changes_layers.resize_layer(taken.document, 3, 1)
    data = given.document.examples
    assert data is not None and before.examples is not None
    assert data.inputs.shape == (5, 3) and data.targets.shape == (5, 1)
    assert np.array_equal(data.inputs[:, :2], before.examples.inputs) and not np.any(data.inputs[:, 2])
    assert "3 inputs" in taken.forced[0] and "1 target now" in given.forced[0] and is_valid(given)


def test_that_a_removed_neuron_is_the_one_that_was_named() -> None:
    before = three_layers()
    after = changes_layers.remove_neuron(before, 2, 3).document.network
    keep = [0, 1, 3]
    assert np.array_equal(after.layers[1].weights, before.network.layers[1].weights[keep])
    assert np.array_equal(after.layers[1].biases, before.network.layers[1].biases[keep])
    assert np.array_equal(after.layers[2].weights, before.network.layers[2].weights[:, keep])
    first = changes_layers.remove_neuron(before, 0, 1)
    assert first.document.examples is not None and before.examples is not None
    assert np.array_equal(first.document.examples.inputs, before.examples.inputs[:, 1:]) and is_valid(first)


def test_that_layers_come_and_go_and_the_rest_keeps_its_numbers() -> None:
    before = three_layers()
    longer = changes_layers.insert_layer(before, 2, 3, "relu")
    assert longer.document.network.widths == (2, 3, 3, 4, 2) and is_valid(longer)
    assert longer.document.network.layers[0] is before.network.layers[0]
    # What layer 2 was still takes 3 numbers, so that all of its weights stay.
    assert longer.document.network.layers[2] is before.network.layers[1]
    again = changes_layers.remove_layer(longer.document, 2)
    assert all(
        one is other for one, other in zip(again.document.network.layers, before.network.layers, strict=True)
    )
    shorter = changes_layers.remove_layer(before, 1)
    assert shorter.document.network.widths == (2, 4, 2) and is_valid(shorter)
    last = changes_layers.remove_layer(before, 3)
    assert last.document.network.widths == (2, 3, 4) and is_valid(last)
    with pytest.raises(TutorError, match="at least one layer"):
        changes_layers.remove_layer(changes_layers.new_document(), 1)


def test_that_examples_come_go_and_change_places() -> None:
    before = three_layers()
    data = before.examples
    assert data is not None
    added = changes_examples.add_example(before, [1, 2], [0, 1], 2).document.examples
    assert added is not None and added.inputs[1].tolist() == [1, 2] and len(added) == 6
    fewer = changes_examples.remove_examples(before, [1, 4]).document.examples
    assert fewer is not None and np.array_equal(fewer.inputs, data.inputs[[1, 2, 4]])
    moved = changes_examples.reorder_examples(before, [1, 3, 4, 5, 2]).document.examples
    assert moved is not None and np.array_equal(moved.targets, data.targets[[0, 2, 3, 4, 1]])
    one, two = (changes_examples.shuffle_examples(before, 7).document.examples for _ in range(2))
    assert one is not None and two is not None and one.inputs.tobytes() == two.inputs.tobytes()
    assert sorted(map(tuple, one.inputs)) == sorted(map(tuple, data.inputs))
    # Inputs and targets stay together.
    pairs = {tuple(x): tuple(y) for x, y in zip(data.inputs, data.targets, strict=True)}
    assert all(pairs[tuple(x)] == tuple(y) for x, y in zip(one.inputs, one.targets, strict=True))
    bare = replace(before, examples=None)
    assert len(changes_examples.add_example(bare).document.examples or ()) == 1


def test_that_other_data_makes_the_network_fit() -> None:
    other = document(network((3, 1)), 4).examples
    assert other is not None
    changed = changes_examples.replace_examples(three_layers(), other)
    assert changed.document.network.widths == (3, 3, 4, 1)
    assert len(changed.forced) == 2 and is_valid(changed)


def test_that_a_new_document_is_valid_at_any_size() -> None:
    for widths in ((1, 1), (2, 2, 1), (4, 3, 3)):
        for name in ACTIVATIONS:
            assert is_valid(Changed(changes_layers.new_document(widths, name)))


def test_that_an_image_network_is_made_quickly() -> None:
    made = changes_layers.new_document((784, 128, 10), "relu", Beginning("he"))
    assert made.network.parameters == 784 * 128 + 128 + 128 * 10 + 10
