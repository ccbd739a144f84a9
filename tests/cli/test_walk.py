"""bptutor walk: printed whole, and stepped by answers."""

import pytest

from bptutor.cli.walk import walk


def test_that_all_steps_are_printed_where_there_is_no_terminal(run, networks):
    code, out, err = run("walk")
    assert (code, err) == (0, "")
    assert out.startswith("Two hidden layers · 1-1-1-1 · 1 example\n")
    assert [f"Step {number} of 25 · " in out for number in range(1, 26)] == [True] * 25
    assert "Step 9 of 25 · backward · ∂C/∂z³ = −0.1442\n" in out
    assert run("walk", networks("two-hidden-layers"))[1] == out


def test_that_the_five_steps_of_one_gradient_are_there(run):
    out = run("walk", "--level", "term")[1]
    for name in ("∂C/∂ŷ = −0.6548", "∂ŷ/∂z³ = 0.2202", "∂z³/∂a² = 1.2", "∂a²/∂z² = 1", "∂z²/∂θ₂ = 1.3"):
        assert f"· {name}\n" in out
    assert "· ∂C/∂θ₂ = −0.2249\n" in out


@pytest.mark.parametrize("level", ["layer", "value", "term"])
@pytest.mark.parametrize("notation", ["theta", "w", "bracket"])
def test_that_every_level_and_notation_can_be_walked(run, networks, level, notation):
    code, out, err = run("walk", networks("xor"), "--level", level, "--notation", notation)
    assert (code, err) == (0, "")
    assert "XOR 2-2-1 · 2-2-1 · 4 examples" in out
    assert "example 4" in out


@pytest.mark.parametrize(
    ("update", "iteration", "named"),
    [
        ("batch", 1, "4 examples"),
        ("online", 2, "example 3 of 4"),
        ("minibatch:3", 0, "3 examples, 1 to 3 of 4"),
        ("minibatch:3", 1, "example 4 of 4"),
    ],
)
def test_that_the_heading_says_which_examples_an_update_looks_at(
    run, networks, tmp_path, update, iteration, named
):
    path = tmp_path / "xor.bpnet"
    text = networks("xor").read_text("utf-8")
    assert '"update": "batch"' in text
    path.write_text(text.replace('"update": "batch"', f'"update": "{update}"'), "utf-8")
    out = run("walk", str(path), "--iteration", str(iteration))[1]
    assert out.startswith(f"XOR 2-2-1 · 2-2-1 · {named}\n")


def shown_by(answers, total=25):
    """The steps (from 0) that are shown for these answers."""
    shown, left = [], iter(answers)

    def ask():
        try:
            return next(left)
        except StopIteration:
            raise EOFError from None

    walk(total, shown.append, ask)
    return shown


def test_that_answers_lead_forward_back_and_to_any_step(capsys):
    assert shown_by(["", "n", "b", "N", "25", "q", "1"]) == [0, 1, 2, 1, 2, 24]
    assert capsys.readouterr().out == ""


def test_that_answers_that_lead_nowhere_are_told_so_and_change_nothing(capsys):
    assert shown_by(["b", "26", "0", "99999999999999999999", "what", ""]) == [0, 1]
    said = capsys.readouterr().out.splitlines()
    assert (
        said
        == ["The steps are 1 to 25; this is step 1."] * 3
        + ["Enter or n: next step; b: back; a number: that step; q: quit."] * 2
    )
