"""bptutor train."""

import json

import numpy as np
import pytest

from bptutor.engine.document_file import read_document
from bptutor.engine.network import same_numbers


def test_that_mazurs_costs_are_printed_before_and_after(run, networks):
    code, out, err = run("train", networks("mazur"), "--steps", 1)
    assert (code, err) == (0, "")
    lines = [line.split("\t") for line in out.splitlines()]
    assert [name for name, _value in lines[:2]] == ["0", "1"]
    assert float(lines[0][1]) == pytest.approx(0.298371109, abs=5e-10)
    assert float(lines[1][1]) == pytest.approx(0.291027774, abs=5e-10)
    assert float(dict(lines)["theta[1][1,1]"]) == pytest.approx(0.149780716, abs=5e-10)
    assert dict(lines)["b[1][1]"] == "0.35"


@pytest.mark.parametrize("steps", [0, 1, 99, 100, 101, 250])
def test_that_json_has_a_cost_more_than_steps(run, networks, steps):
    found = json.loads(run("train", networks("xor"), "--steps", steps, "--json")[1])
    assert len(found["costs"]) == steps + 1
    assert [np.shape(layer["weights"]) for layer in found["layers"]] == [(2, 2), (1, 2)]
    assert [np.shape(layer["bias"]) for layer in found["layers"]] == [(2,), (1,)]


def test_that_output_is_a_network_that_goes_on_where_this_one_stopped(run, networks, tmp_path):
    first, second, whole = (tmp_path / f"{name}.bpnet" for name in ("first", "second", "whole"))
    run("train", networks("xor"), "--steps", 30, "--output", first)
    run("train", first, "--steps", 12, "--output", second)
    run("train", networks("xor"), "--steps", 42, "--output", whole)
    assert same_numbers(read_document(second).network, read_document(whole).network)
    assert read_document(second).name == "XOR 2-2-1"


def test_that_an_output_that_cannot_be_is_refused_before_training(run, networks, tmp_path):
    path = tmp_path / "nowhere" / "out.bpnet"
    code, out, err = run("train", networks("xor"), "--steps", 5, "--output", path)
    assert (code, out) == (2, "")
    assert err == f"{path}: cannot be written: there is no such folder\n"


def test_that_costs_that_are_not_finite_are_strings_and_never_written(run, networks, tmp_path):
    path, out_path = tmp_path / "wild.bpnet", tmp_path / "out.bpnet"
    text = networks("mazur").read_text("utf-8").replace('"sigmoid"', '"linear"')
    path.write_text(text.replace('"learning_rate": 0.5', '"learning_rate": 1e200'), "utf-8")
    found = json.loads(run("train", path, "--steps", 4, "--json")[1])
    assert found["costs"][-1] == "nan"
    assert "inf" in found["costs"]
    assert found["layers"][0]["weights"][0][0] == "nan"
    code, _out, err = run("train", path, "--steps", 4, "--output", out_path)
    assert code == 2
    assert err == f"{out_path}: $.layers[0].weights: is not finite any more; nothing was written\n"
    assert not out_path.exists()


def test_that_an_output_without_a_name_or_that_is_a_folder_is_refused_before_training(
    run, networks, tmp_path
):
    code, out, err = run("train", networks("xor"), "--steps", 5, "--output", "")
    assert (code, out, err) == (2, "", "--output needs the name of a file, not an empty one\n")
    code, out, err = run("train", networks("xor"), "--steps", 5, "--output", tmp_path)
    assert (code, out, err) == (2, "", f"{tmp_path}: is a folder, not a file\n")
