"""Examples made by seed."""

import numpy as np
import pytest

from bptutor.engine.beginnings import Beginning
from bptutor.engine.changes_examples import replace_examples
from bptutor.engine.changes_layers import new_document
from bptutor.engine.descent import train
from bptutor.engine.generators import GENERATORS, generated
from bptutor.engine.glyphs import GLYPHS
from bptutor.foundation.errors import TutorError


@pytest.mark.parametrize("name", GENERATORS)
def test_that_seed_count_and_noise_give_the_same_bits(name: str) -> None:
    entry = GENERATORS[name]
    one, same = (generated(name, 30, 5, 0.2) for _ in range(2))
    assert one.inputs.tobytes() == same.inputs.tobytes() and one.targets.tobytes() == same.targets.tobytes()
    assert one.inputs.shape == (30, entry.inputs) and one.targets.shape == (30, entry.outputs)
    assert one.inputs.tobytes() != generated(name, 30, 6, 0.2).inputs.tobytes()
    assert np.all(np.isfinite(one.inputs)) and not one.inputs.flags.writeable
    assert len(generated(name, 1, 0)) == 1
    assert len(generated(name, entry.usual_count, 0, entry.usual_noise)) == entry.usual_count


def test_that_logic_without_noise_is_the_truth_table() -> None:
    for name, truth in (("xor", [0, 1, 1, 0]), ("and", [0, 0, 0, 1]), ("or", [0, 1, 1, 1])):
        made = generated(name, 4, 0)
        assert made.inputs.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
        assert made.targets.ravel().tolist() == truth


def test_that_classes_are_where_they_are_said_to_be() -> None:
    circle = generated("circle", 400, 1)
    radius = np.hypot(*circle.inputs.T)
    assert np.all((radius <= 0.5) == (circle.targets.ravel() == 1)) and np.max(radius) <= 1
    for name in ("circle", "moons", "spiral", "xor"):
        assert np.mean(generated(name, 400, 1).targets) == 0.5
    sine = generated("sine", 50, 1)
    assert np.allclose(sine.targets, np.sin(np.pi * sine.inputs))
    line = generated("line", 50, 1)
    assert np.allclose(line.targets, 2 * line.inputs - 1)


def test_that_digits_are_all_different_and_only_move() -> None:
    made = generated("digits", 300, 2)
    assert np.array_equal(made.inputs[:10], GLYPHS.reshape(10, 64))
    assert len({row.tobytes() for row in made.inputs[:10]}) == 10
    digit = np.argmax(made.targets, axis=1)
    assert np.array_equal(digit, np.arange(300) % 10)
    ink = GLYPHS.sum(axis=(1, 2))
    assert np.array_equal(made.inputs.sum(axis=1), ink[digit])
    assert 70 < len({row.tobytes() for row in made.inputs}) <= 90
    noisy = generated("digits", 20, 2, 0.5).inputs
    assert np.min(noisy) >= 0 and np.max(noisy) <= 1


def test_that_noise_spreads_as_far_as_it_says() -> None:
    plain, noisy = generated("xor", 4000, 3), generated("xor", 4000, 3, 0.3)
    assert np.std(noisy.inputs - plain.inputs) == pytest.approx(0.3, rel=0.05)


def test_that_two_moons_can_be_learnt() -> None:
    document = new_document((2, 8, 1), "tanh", Beginning("xavier", 1))
    document = replace_examples(document, generated("moons", 60, 1, 0.05)).document
    costs = train(document, 3000).costs
    assert costs[-1] < 0.3 * costs[0]


def test_that_what_cannot_be_made_is_refused_in_a_sentence() -> None:
    for arguments in (("nand", 4, 0, 0.0), ("xor", 0, 0, 0.0), ("digits", 10**9, 0, 0.0)):
        with pytest.raises(TutorError):
            generated(*arguments)
    for noise in (-1.0, float("nan"), 11.0):
        with pytest.raises(TutorError, match="noise"):
            generated("xor", 4, 0, noise)
    with pytest.raises(TutorError, match="seed"):
        generated("xor", 4, -1)
