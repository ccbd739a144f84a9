"""bptutor trace: every step as text and as the contract's JSON."""

import json
import math

import numpy as np
import pytest

from bptutor.engine.passes import cost, gradients
from bptutor.engine.ready_made import ready_made

KINDS = {"product", "sum", "activation", "cost", "factor", "chain", "accumulate", "mean", "update"}
PHASES = ["forward", "cost", "backward", "update"]


def trace(run, path, *more):
    code, out, err = run("trace", path, "--json", *more)
    assert (code, err) == (0, "")
    return json.loads(out)


def test_that_the_sources_25_steps_come_in_the_order_in_which_the_source_works(run, networks):
    found = trace(run, networks("two-hidden-layers"))
    assert (found["format"], found["version"], found["level"]) == ("bptutor-trace", 1, "value")
    backward = [step["target"] for step in found["steps"] if step["phase"] == "backward"]
    assert backward[:6] == [
        "dC/da[3][1]",
        "dC/dz[3][1]",
        "dC/dtheta[3][1,1]",
        "dC/db[3][1]",
        "dC/da[2][1]",
        "dC/dz[2][1]",
    ]
    assert [step["phase"] for step in found["steps"]] == ["forward"] * 6 + ["cost"] + ["backward"] * 12 + [
        "update"
    ] * 6
    assert [step["index"] for step in found["steps"]] == list(range(25))


def test_that_mazurs_published_numbers_are_in_it(run, networks):
    values = trace(run, networks("mazur"))["values"]
    assert values["C"] == pytest.approx(0.298371109, abs=5e-10)
    assert values["dC/dtheta[2][1,1]"] == pytest.approx(0.082167041, abs=5e-10)
    assert values["theta+[1][1,1]"] == pytest.approx(0.149780716, abs=5e-10)
    assert values["b+[1][1]"] == 0.35


@pytest.mark.parametrize("level", ["value", "term"])
@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize("name", ["two-hidden-layers", "dead-relu", "mazur", "classifier-2-3-2", "xor"])
def test_that_every_number_of_every_step_is_among_the_values_and_adds_up(
    run, networks, tmp_path, name, reduction, level
):
    path = tmp_path / "network.bpnet"
    said = json.loads(networks(name).read_text("utf-8")) | {"reduction": reduction}
    path.write_text(json.dumps(said), "utf-8")
    found = trace(run, path, "--level", level)
    examples = {one["steps"][0]["example"]: one for one in found.get("examples", ())}
    for one in [*examples.values(), found]:
        for step in one["steps"]:
            assert step["kind"] in KINDS
            assert step["text"]
            assert step["latex"]
            assert step["value"] == pytest.approx(one["values"][step["target"]], rel=1e-12, abs=1e-15)
            for term in step["terms"]:
                values = examples[term["example"]]["values"] if "example" in term else one["values"]
                assert term["value"] == values[term["key"]]
            numbers = [term["value"] for term in step["terms"]]
            if step["kind"] in ("product", "chain"):
                assert step["value"] == pytest.approx(math.prod(numbers), rel=1e-12)
            if step["kind"] in ("sum", "accumulate"):
                assert step["value"] == pytest.approx(math.fsum(numbers), rel=1e-12, abs=1e-15)


def test_that_several_examples_are_a_list_and_j_stands_above_them(run, networks):
    found = trace(run, networks("xor"))
    document = ready_made("xor").read()
    data = document.examples
    assert len(found["examples"]) == 4
    assert found["values"]["J"] == pytest.approx(cost(document.network, data.inputs, data.targets))
    engine = gradients(document.network, data.inputs, data.targets)
    assert found["values"]["dJ/dtheta[1][2,1]"] == pytest.approx(engine.weights[0][1, 0], rel=1e-12)
    mean = np.mean([one["values"]["dC/dtheta[1][2,1]"] for one in found["examples"]])
    assert found["values"]["dJ/dtheta[1][2,1]"] == pytest.approx(mean, rel=1e-12)
    assert {step["example"] for step in found["examples"][2]["steps"]} == {3}
    assert "theta+[1][1,1]" not in found["examples"][0]["values"]
    indices = [step["index"] for one in [*found["examples"], found] for step in one["steps"]]
    assert indices == list(range(len(indices)))


def test_that_one_example_can_be_asked_for(run, networks):
    whole = trace(run, networks("xor"))
    assert trace(run, networks("xor"), "--example", 3) == whole["examples"][2]
    code, _out, err = run("trace", networks("xor"), "--example", 5)
    assert code == 2
    assert err.endswith("xor.bpnet: $.data: there is no example 5: it has 1 to 4\n")


def test_that_online_is_one_update_of_one_example(run, networks, tmp_path):
    path = tmp_path / "online.bpnet"
    path.write_text(networks("xor").read_text("utf-8").replace('"batch"', '"online"'), "utf-8")
    found = trace(run, path, "--example", 2)
    assert "examples" not in found
    assert found["values"]["x[2]"] == 1
    assert found["steps"][-1]["phase"] == "update"
    assert {step["example"] for step in found["steps"]} == {2}


def test_that_softmax_has_its_cross_derivatives(run, networks):
    values = trace(run, networks("classifier-2-3-2"))["values"]
    assert values["da[2][1]/dz[2][2]"] == pytest.approx(-values["a[2][1]"] * values["a[2][2]"])


def test_that_the_layer_level_has_arrays(run, networks):
    found = trace(run, networks("mazur"), "--level", "layer")
    assert [step["phase"] for step in found["steps"]] == sorted(
        (step["phase"] for step in found["steps"]), key=PHASES.index
    )
    assert np.shape(found["steps"][0]["value"]) == (2,)


def test_that_a_layer_adds_up_the_gradients_of_its_examples(run, networks, tmp_path):
    path = tmp_path / "sum.bpnet"
    path.write_text(networks("xor").read_text("utf-8").replace('"mean"', '"sum"'), "utf-8")
    found = trace(run, path, "--level", "layer")
    gathered = [step for step in found["steps"] if step["kind"] == "accumulate"]
    assert [step["target"] for step in gathered] == ["J", "dJ/dtheta[2]", "dJ/dtheta[1]"]
    for step in gathered:
        assert [term["example"] for term in step["terms"]] == [1, 2, 3, 4]
        added = sum(np.array(term["value"]) for term in step["terms"])
        np.testing.assert_allclose(added, step["value"], rtol=0, atol=1e-12)


def test_that_numbers_that_are_not_finite_are_strings(run, networks, tmp_path):
    path = tmp_path / "wild.bpnet"
    text = networks("two-hidden-layers").read_text("utf-8").replace('"sigmoid"', '"linear"')
    path.write_text(text.replace("[[0.8]]", "[[1e308]]").replace("[[1.5]]", "[[1e308]]"), "utf-8")
    found = trace(run, path, "--level", "term")
    assert found["values"]["z[1][1]"] == "inf"


def test_that_text_has_a_line_a_step_with_key_and_every_digit(run, networks):
    code, out, err = run("trace", networks("two-hidden-layers"))
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert len(lines) == 25
    assert lines[8].startswith("9  backward  dC/dz[3][1] = -0.14418833379077187  ")
    assert "example 4" in run("trace", networks("xor"))[1]


@pytest.mark.parametrize("level", ["layer", "value", "term"])
def test_that_a_diverged_network_is_traced_without_a_warning(run, networks, tmp_path, level):
    path = tmp_path / "wild.bpnet"
    text = networks("xor").read_text("utf-8").replace('"sigmoid"', '"linear"')
    said = json.loads(text) | {"learning_rate": 1e308}
    said["layers"][0]["weights"] = [[1e308, -1e308], [1e308, 1e308]]
    path.write_text(json.dumps(said), "utf-8")
    assert "inf" in json.dumps(trace(run, path, "--level", level))
