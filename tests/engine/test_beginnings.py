"""Where parameters start."""

import numpy as np
import pytest

from bptutor.engine.beginnings import SCHEMES, Beginning, begun_again
from bptutor.foundation.errors import TutorError
from tests.engine.building import network


def test_that_the_same_seed_gives_the_same_bits_and_another_does_not() -> None:
    for scheme in ("xavier", "he", "normal"):
        one, same, other = (Beginning(scheme, seed).weights(2, 5, 4) for seed in (3, 3, 4))
        assert one.tobytes() == same.tobytes() != other.tobytes()
        assert one.shape == (5, 4) and not one.flags.writeable


def test_that_each_layer_has_a_stream_of_its_own() -> None:
    assert Beginning("he").weights(1, 5, 4).tobytes() != Beginning("he").weights(2, 5, 4).tobytes()


def test_that_spreads_are_those_of_the_papers() -> None:
    outputs, inputs = 300, 200
    xavier = Beginning("xavier").weights(1, outputs, inputs)
    most = np.sqrt(6 / (outputs + inputs))
    assert 0.99 * most < np.max(np.abs(xavier)) <= most
    assert np.std(xavier) == pytest.approx(np.sqrt(2 / (outputs + inputs)), rel=0.02)
    assert np.std(Beginning("he").weights(1, outputs, inputs)) == pytest.approx(np.sqrt(2 / inputs), rel=0.02)
    assert np.std(Beginning("normal", 0, 0.3).weights(1, outputs, inputs)) == pytest.approx(0.3, rel=0.02)
    assert not np.any(Beginning("zero").weights(1, outputs, inputs))


def test_that_beginning_again_keeps_the_shape_and_sets_biases_to_zero() -> None:
    before = network((3, 4, 2))
    after = begun_again(before, Beginning("he", 1))
    assert after.widths == before.widths
    assert not any(np.any(layer.biases) for layer in after.layers)
    assert [layer.activation for layer in after.layers] == [layer.activation for layer in before.layers]


def test_that_unknown_schemes_and_seeds_are_refused_in_a_sentence() -> None:
    for beginning in (Beginning("glorot"), Beginning("he", -1), Beginning("normal", 0, float("nan"))):
        with pytest.raises(TutorError, match=r"scheme|seed"):
            beginning.weights(1, 2, 2)
    assert set(SCHEMES) == {"xavier", "he", "normal", "zero"}
