"""Weights from other programs' files: what names and shapes mean, what is refused, what damage does."""

from __future__ import annotations

import builtins
import io
import tracemalloc
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from bptutor.engine.arrays import Array
from bptutor.engine.changes_layers import new_document
from bptutor.engine.document import Document
from bptutor.engine.limits import MAX_PARAMETERS
from bptutor.engine.passes import forward
from bptutor.engine.weights_files import Tensor, read_weights
from bptutor.engine.weights_files_guess import problems, propose, read_name
from bptutor.engine.weights_files_taking import take_weights
from bptutor.foundation.errors import FileError, TutorError

WIDTHS = (4, 3, 5, 2)
Arrays = dict[str, Array]


def parameters(widths: tuple[int, ...] = WIDTHS) -> list[tuple[Array, Array]]:
    """Weights (n_out, n_in) and biases."""
    rng = np.random.default_rng(3)
    return [(rng.normal(size=(n, m)), rng.normal(size=n)) for m, n in pairwise(widths)]


def pytorch(own: list[tuple[Array, Array]]) -> Arrays:
    return {
        name: array
        for number, (w, b) in enumerate(own, 1)
        for name, array in ((f"fc{number}.weight", w), (f"fc{number}.bias", b))
    }


def sequential(own: list[tuple[Array, Array]]) -> Arrays:
    return {
        name: array
        for number, (w, b) in enumerate(own)
        for name, array in ((f"net.{2 * number}.bias", b), (f"net.{2 * number}.weight", w))
    }


def keras(own: list[tuple[Array, Array]]) -> Arrays:
    names = ["dense", *(f"dense_{number}" for number in range(1, len(own)))]
    return {
        name: array
        for stem, (w, b) in zip(names, own, strict=True)
        for name, array in ((f"{stem}/kernel:0", w.T), (f"{stem}/bias:0", b))
    }


def keras3(own: list[tuple[Array, Array]]) -> Arrays:
    names = ["dense", *(f"dense_{number}" for number in range(1, len(own)))]
    return {
        name: array
        for stem, (w, b) in zip(names, own, strict=True)
        for name, array in ((f"layers/{stem}/vars/0", w.T), (f"layers/{stem}/vars/1", b))
    }


def sklearn(own: list[tuple[Array, Array]]) -> Arrays:
    return {f"coefs_{i}": w.T for i, (w, _) in enumerate(own)} | {
        f"intercepts_{i}": b for i, (_, b) in enumerate(own)
    }


def by_hand(own: list[tuple[Array, Array]]) -> Arrays:
    return {f"W{i}": w for i, (w, _) in enumerate(own, 1)} | {
        f"b{i}": b[:, None] for i, (_, b) in enumerate(own, 1)
    }


def unnamed(own: list[tuple[Array, Array]]) -> Arrays:
    flat = [array for pair in own for array in pair]
    return {f"arr_{i}": array for i, array in enumerate(flat)}


def words(own: list[tuple[Array, Array]]) -> Arrays:
    names = ["zebra", "hidden", "apple"]
    return {f"{n}.weight": w for n, (w, _) in zip(names, own, strict=True)} | {
        f"{n}.bias": b for n, (_, b) in zip(names, own, strict=True)
    }


STYLES = (pytorch, sequential, keras, keras3, sklearn, by_hand, unnamed, words)


def tensors(arrays: Arrays) -> list[Tensor]:
    return [Tensor(name, np.asarray(array, dtype=np.float64)) for name, array in arrays.items()]


def output(document: Document, x: Array) -> Array:
    return forward(document.network, x).output


@pytest.mark.parametrize("style", STYLES)
def test_that_names_and_transposes_of_every_style_are_guessed(style: Callable[..., Arrays]) -> None:
    own = parameters()
    found = tensors(style(own))
    proposal = propose(found)
    assert proposal.widths == WIDTHS and not proposal.unused and not problems(proposal, found)
    document = take_weights(new_document((4, 3, 5, 2)), found, proposal).document
    for layer, (weights, biases) in zip(document.network.layers, own, strict=True):
        assert np.array_equal(layer.weights, weights) and np.array_equal(layer.biases, biases)
        assert layer.activation.name == "sigmoid"


@pytest.mark.parametrize("style", STYLES)
def test_that_square_matrices_are_taken_as_their_names_say(style: Callable[..., Arrays]) -> None:
    own = parameters((3, 3, 3, 3))
    proposal = propose(tensors(style(own)))
    first = proposal.layers[0]
    assert not first.sure and "other way round" in first.said
    expected = {"keras": True, "keras3": True, "sklearn": True}.get(style.__name__, False)
    assert [layer.transposed for layer in proposal.layers] == [expected] * 3


def test_that_eleven_layers_are_in_the_order_of_their_numbers() -> None:
    own = parameters((2,) * 12)
    arrays = pytorch(own)
    mixed = [Tensor(name, arrays[name]) for name in sorted(arrays)]
    assert [layer.weights for layer in propose(mixed).layers] == [f"fc{n}.weight" for n in range(1, 12)]


def test_that_left_over_arrays_are_named_and_missing_biases_are_zero() -> None:
    own = parameters()
    arrays = {f"fc{n}.weight": w for n, (w, _) in enumerate(own)} | {
        "norm.running_mean": np.ones(3),
        "step": np.array(7),
        "conv.weight": np.ones((2, 2, 2)),
    }
    found = tensors(arrays)
    proposal = propose(found)
    assert proposal.unused == ("norm.running_mean", "step", "conv.weight")
    document = take_weights(new_document((4, 3, 5, 2)), found, proposal).document
    assert not any(np.any(layer.biases) for layer in document.network.layers)
    assert "biases of 0" in proposal.layers[0].said


def test_that_what_makes_no_network_is_refused_in_a_sentence() -> None:
    for arrays, said in (
        ({"a.weight": np.ones((2, 3)), "b.weight": np.ones((7, 5))}, "do not make one network"),
        ({"conv.weight": np.ones((2, 2, 2)), "n": np.array(1.0)}, "no matrices"),
        ({"fc.bias": np.ones(3)}, "no matrices"),
    ):
        with pytest.raises(TutorError, match=said):
            propose(tensors(arrays))


def test_that_another_depth_takes_activations_along_and_says_so() -> None:
    found = tensors(pytorch(parameters()))
    changed = take_weights(new_document((4, 2), "softmax"), found, propose(found))
    names = [layer.activation.name for layer in changed.document.network.layers]
    assert names == ["relu", "relu", "softmax"] and "does not say which activations" in changed.forced[-1]
    other = take_weights(new_document((1, 4, 1), "tanh"), found, propose(found))
    assert other.document.examples is not None and other.document.examples.inputs.shape == (1, 4)
    assert any("4 inputs" in said for said in other.forced)


def test_that_npz_and_safetensors_and_csv_of_the_same_network_compute_the_same(tmp_path: Path) -> None:
    own = parameters()
    arrays = {name: array.astype(np.float32) for name, array in pytorch(own).items()}
    np.savez(tmp_path / "a.npz", **arrays)
    np.savez_compressed(tmp_path / "b.npz", **arrays)
    save_file(arrays, tmp_path / "c.safetensors")
    (tmp_path / "d.csv").write_text(csv_text(arrays))
    x = np.random.default_rng(1).normal(size=(6, 4))
    expected = None
    for name in ("a.npz", "b.npz", "c.safetensors", "d.csv"):
        found = read_weights(tmp_path / name)
        computed = output(take_weights(new_document(), found, propose(found)).document, x)
        expected = computed if expected is None else expected
        assert np.array_equal(computed, expected)


def csv_text(arrays: Arrays) -> str:
    rows = [
        f"{name},{','.join(repr(float(value)) for value in row)}"
        for name, array in arrays.items()
        for row in np.atleast_2d(array)
    ]
    return "\n".join(rows) + "\n"


def test_that_blocks_of_a_csv_without_names_are_weights_and_biases_in_turn(tmp_path: Path) -> None:
    (tmp_path / "w.csv").write_text("1,2\n3,4\n5,6\n\n7,8,9\n\n1,2,3\n\n4\n")
    found = read_weights(tmp_path / "w.csv")
    assert [tensor.name for tensor in found] == ["W1", "b1", "W2", "b2"]
    proposal = propose(found)
    assert proposal.widths == (2, 3, 1) and proposal.layers[1].bias == "b2"
    (tmp_path / "x.csv").write_text("1,2\n3,4\n5,6\n\n1,2,3\n")
    assert propose(read_weights(tmp_path / "x.csv")).layers[0].bias == "b1"
    (tmp_path / "y.csv").write_text("1,2\n3,4\n\nfc,1,x\n")
    with pytest.raises(FileError, match=r"line 4: line 1, column 2"):
        read_weights(tmp_path / "y.csv")


def test_that_names_are_read_as_other_programs_write_them() -> None:
    assert read_name("encoder.layers.0.weight").stem == read_name("encoder.layers.0.bias").stem
    assert read_name("W1").stem == read_name("b1").stem and read_name("theta_2").role == "weights"
    assert read_name("dense/kernel:0").transposed is True and read_name("fc.weight").transposed is False
    assert read_name("running_mean").role == "" and read_name("").role == ""


def test_that_pickles_and_unknown_kinds_are_refused_and_say_what_to_do(tmp_path: Path) -> None:
    for name, said in (("m.pt", "safetensors"), ("m.h5", "savez"), ("m.onnx", "no known kind")):
        with pytest.raises(FileError, match=said):
            read_weights(tmp_path / name)
    np.savez(tmp_path / "o.npz", a=np.array([{"a": 1}], dtype=object))
    with pytest.raises(FileError, match="not numbers"):
        read_weights(tmp_path / "o.npz")
    for name in ("none.npz", "none.safetensors", "none.csv"):
        with pytest.raises(FileError, match="cannot be read"):
            read_weights(tmp_path / name)
    (tmp_path / "folder.npz").mkdir()
    with pytest.raises(FileError, match="folder"):
        read_weights(tmp_path / "folder.npz")


def test_that_the_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_file({"a.weight": np.ones((2, 2))}, tmp_path / "a.safetensors")
    real = builtins.__import__

    def without(name: str, *more: object) -> object:
        if name == "safetensors":
            raise ImportError(name)
        return real(name, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(FileError, match=r"pip install 'bptutor\[weights\]'"):
        read_weights(tmp_path / "a.safetensors")


def test_that_size_is_refused_before_memory_is_taken(tmp_path: Path) -> None:
    head = io.BytesIO()
    claim = {"descr": "<f8", "fortran_order": False, "shape": (200_000, 200_000)}
    np.lib.format.write_array_header_1_0(head, claim)
    with zipfile.ZipFile(tmp_path / "claim.npz", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("fc.weight.npy", head.getvalue())
    zeros = np.zeros((MAX_PARAMETERS + 1, 1), dtype=np.float32)
    np.savez_compressed(tmp_path / "bomb.npz", a=zeros)
    save_file({"a": zeros}, tmp_path / "large.safetensors")
    del zeros
    tracemalloc.start()
    for name in ("claim.npz", "bomb.npz", "large.safetensors"):
        with pytest.raises(FileError, match="2,000,000"):
            read_weights(tmp_path / name)
    assert tracemalloc.get_traced_memory()[1] < 4_000_000
    tracemalloc.stop()
    (tmp_path / "long.csv").write_text("1," * (2 * MAX_PARAMETERS + 1))
    with pytest.raises(FileError, match="2,000,000"):
        read_weights(tmp_path / "long.csv")


def test_that_not_a_number_is_refused_by_name(tmp_path: Path) -> None:
    np.savez(tmp_path / "n.npz", good=np.ones(2), bad=np.array([1.0, np.nan]))
    with pytest.raises(FileError, match="bad: has numbers that are not finite"):
        read_weights(tmp_path / "n.npz")


def damaged(data: bytes, rng: np.random.Generator) -> bytes:
    """With some bytes changed, cut, doubled or put in."""
    made = bytearray(data)
    for _ in range(int(rng.integers(1, 6))):
        at = int(rng.integers(len(made))) if made else 0
        match int(rng.integers(5)):
            case 0 | 1:
                made[at : at + 1] = bytes([int(rng.integers(256))])
            case 2:
                del made[at : at + int(rng.integers(1, 40))]
            case 3:
                made[at:at] = made[at : at + int(rng.integers(1, 40))]
            case _:
                del made[int(rng.integers(len(made) + 1)) :]
    return bytes(made)


@pytest.mark.parametrize("name", ["w.npz", "z.npz", "w.safetensors", "w.csv"])
def test_that_1000_damaged_files_give_weights_or_one_sentence(name: str, tmp_path: Path) -> None:
    arrays, path = pytorch(parameters()), tmp_path / name
    if name.endswith(".npz"):
        (np.savez if name[0] == "w" else np.savez_compressed)(path, **arrays)  # type: ignore[operator]
    elif name.endswith(".csv"):
        path.write_text(csv_text(arrays))
    else:
        save_file(arrays, path)
    whole, rng = path.read_bytes(), np.random.default_rng(11)
    outcomes = {"read": 0, "refused": 0}
    for _ in range(1000):
        path.write_bytes(damaged(whole, rng))
        try:
            found = read_weights(path)
            take_weights(new_document(), found, propose(found))
        except TutorError as error:
            assert len(str(error).splitlines()) == 1 and str(error).isprintable()
            outcomes["refused"] += 1
        else:
            outcomes["read"] += 1
    assert outcomes["refused"] > 300


@pytest.mark.parametrize("name", ["fc1." + "9" * 200_000 + "a", "a." * 100_000])
def test_that_an_array_with_an_endless_name_is_refused(name: str, tmp_path: Path) -> None:
    save_file({name: np.ones((2, 2))}, path := tmp_path / "w.safetensors")
    with pytest.raises(FileError, match=r"name of 200,00\d letters.*1,000 are the limit") as found:
        read_weights(path)
    assert len(str(found.value)) < 300
