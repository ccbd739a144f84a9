"""bptutor check."""

import json

from bptutor.engine.activations import ACTIVATIONS


def test_that_every_gradient_has_its_line(run, networks):
    code, out, err = run("check", networks("two-hidden-layers"))
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert len(lines) == 7
    assert lines[0].split()[:3] == ["dC/dtheta[1][1,1]", "-0.12976950041169466", "exact"]
    assert lines[-1].startswith("6 gradients: exact, maxdiff ")


def test_that_several_examples_are_gradients_of_j_and_many_are_summed_up(run, networks):
    assert run("check", networks("xor"))[1].startswith("dJ/dtheta[1][1,1]")
    lines = run("check", networks("digits-64-32-10"))[1].splitlines()
    assert [line.split()[0] for line in lines[:4]] == ["dJ/dtheta[1]", "dJ/db[1]", "dJ/dtheta[2]", "dJ/db[2]"]
    assert lines[4].startswith("2,410 gradients: exact")


def test_that_json_has_every_gradient(run, networks):
    found = json.loads(run("check", networks("mazur"), "--json")[1])
    assert (found["format"], found["version"], found["verdict"]) == ("bptutor-check", 1, "exact")
    assert (found["checked"], found["parameters"]) == (12, 12)
    by_key = {entry["key"]: entry for entry in found["gradients"]}
    assert abs(by_key["dC/dtheta[2][1,1]"]["gradient"] - 0.082167041) < 5e-10
    assert max(entry["maxdiff"] for entry in found["gradients"]) == found["maxdiff"] < 1e-9
    assert {entry["kink"] for entry in found["gradients"]} == {None}


def test_that_a_kink_is_named(run, networks, tmp_path):
    path = tmp_path / "kink.bpnet"
    text = networks("two-hidden-layers").read_text("utf-8")
    path.write_text(text.replace("[[0.5]]", "[[0]]").replace("[0.2]", "[0]"), "utf-8")
    code, out, _err = run("check", path)
    assert code == 0
    assert out.count("at the kink of z[2][1]") == 2


def test_that_a_wrong_gradient_ends_with_1(run, networks, monkeypatch):
    entry = ACTIVATIONS["sigmoid"]
    wrong = type(entry)(
        **{name: getattr(entry, name) for name in entry.__slots__} | {"slope": lambda z, _: z}
    )
    monkeypatch.setitem(ACTIVATIONS, "sigmoid", wrong)
    code, out, err = run("check", networks("mazur"))
    assert (code, err) == (1, "")
    assert "12 gradients: not, maxdiff" in out
