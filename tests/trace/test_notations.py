"""Notations change how mathematics is written, and no number."""

import itertools
import re

import numpy as np
import pytest

from bptutor.engine.activations import softmax
from bptutor.engine.ready_made import ready_made
from bptutor.foundation.errors import TutorError
from bptutor.foundation.typeset import typeset
from bptutor.trace.code_lines import code_line
from bptutor.trace.formulas import formula
from bptutor.trace.keys import parse
from bptutor.trace.layer_steps import updated_network
from bptutor.trace.narration import narrate, summary
from bptutor.trace.notations import NOTATIONS, SOURCE, Notation, is_notation, notation_named
from bptutor.trace.plain import plain
from bptutor.trace.steps import Level, StepKind
from bptutor.trace.symbols import Namer
from bptutor.trace.timeline import Timeline, timeline_of
from tests.trace.networks import random_document

LAYOUTS = ("theta", "w,rows", "bracket,transposed", "w,E,delta,rows,transposed")
ALL = [
    Notation(*choices)
    for choices in itertools.product(
        ("theta", "w", "W"), ("bare", "round", "square"), "CEL", *[(False, True)] * 3
    )
]


def chain_network() -> Timeline:
    return timeline_of(ready_made("two-hidden-layers").read())


def classifier() -> Timeline:
    return timeline_of(ready_made("classifier-2-3-2").read())


def test_that_every_notation_has_one_name_and_is_found_by_it() -> None:
    assert len({notation.name for notation in ALL}) == len({n.title for n in ALL}) == len(ALL)
    for notation in ALL:
        assert notation_named(notation.name) == notation and is_notation(notation.name)
    assert [notation.name for notation in NOTATIONS.values()] == ["theta", "w", "bracket"]
    assert notation_named("rows, w ,columns") is notation_named("rows, w ,columns") == NOTATIONS["w"]
    with pytest.raises(TutorError, match="no notation “greek”: choose theta, w or bracket"):
        notation_named("greek")


@pytest.mark.parametrize(
    "notation, key, thin, wide",
    [
        ("w", "dC/dtheta[2][1,1]", "∂C/∂w⁽²⁾", "∂C/∂w⁽²⁾₁₁"),
        ("w,square,E", "dC/dtheta[2][2,1]", "∂E/∂w[2]", "∂E/∂w[2]₂₁"),
        ("theta,round", "b[2][1]", "b⁽²⁾", "b⁽²⁾₁"),
        ("theta,delta", "dC/dz[2][1]", "δ²", "δ²₁"),
        ("w,bare,transposed", "theta[2][1,2]", "w₂", "w²₂₁"),
        ("bracket,delta,transposed", "dC/dz[2][1]*dz[2][1]/da[1][2]", "δ[2] · W[2]", "δ[2]₁ · W[2]₂₁"),
    ],
)
def test_that_each_choice_is_seen_in_names(notation: str, key: str, thin: str, wide: str) -> None:
    for timeline, text in ((chain_network(), thin), (classifier(), wide)):
        assert Namer(timeline.network, notation_named(notation)).plain(parse(key)) == text


def test_that_formulas_and_sentences_of_the_delta_form_speak_of_delta_times_a() -> None:
    timeline = chain_network()
    namer = Namer(timeline.network, notation_named("theta,delta"))
    steps = {str(step.target): step for step in timeline.steps(Level.VALUE)}
    made = {key: formula(step, timeline, namer).symbolic for key, step in steps.items()}
    assert made["dC/dtheta[2][1,1]"] == r"\delta^{2} \cdot a^{1}"
    assert made["dC/db[2][1]"] == r"\delta^{2}"
    assert made["dC/da[2][1]"] == r"\delta^{3} \cdot \theta_{3}"
    assert made["dC/dz[2][1]"] == r"\frac{\partial C}{\partial a^{2}} \cdot g'(z^{2})"
    text = narrate(steps["dC/dtheta[2][1,1]"], timeline, namer=namer).text(namer)
    assert text == "Branch off to the weight: δ² = −0.173 times a¹ = 1.3 gives ∂C/∂θ₂ = −0.2249."
    assert summary(steps["dC/dz[3][1]"], 25, namer) == "Step 9 of 25, backward: delta3 equals −0.1442"


@pytest.mark.parametrize(
    "notation, forward, back",
    [
        ("w,delta", r"W^{(1)} x", r"\left(\left(W^{(2)}\right)^T \delta^{(2)}\right) \odot"),
        ("w,delta,transposed", r"\left(W^{(1)}\right)^T x", r"\left(W^{(2)} \delta^{(2)}\right) \odot"),
        ("w,delta,rows", r"x \left(W^{(1)}\right)^T", r"\left(\delta^{(2)} W^{(2)}\right) \odot"),
        (
            "w,delta,rows,transposed",
            r"x W^{(1)}",
            r"\left(\delta^{(2)} \left(W^{(2)}\right)^T\right) \odot",
        ),
    ],
)
def test_that_matrices_are_written_for_columns_or_rows(notation: str, forward: str, back: str) -> None:
    timeline = classifier()
    namer = Namer(timeline.network, notation_named(notation))
    made = {str(s.target): formula(s, timeline, namer).symbolic for s in timeline.steps(Level.LAYER)}
    assert f"({forward} +" in made["a[1]"]
    assert made["dC/dz[1]"].startswith(back)


def evaluated(tex: str) -> np.ndarray:
    """What a line of matrices with numbers comes to."""
    tex = re.sub(
        r"\\begin\{bmatrix\}(.*?)\\end\{bmatrix\}",
        lambda m: "M([" + ",".join(f"[{row.replace('&', ',')}]" for row in m[1].split(r"\\")) + "])",
        tex,
    )
    tex = re.sub(r"\s*\\times 10\^\{(-?\d+)\}", r"e\1", tex)
    tex = tex.replace(r"\cdot", "@").replace(r"\odot", "*")
    return np.asarray(eval(tex, {"M": np.array}))


@pytest.mark.parametrize("notation", LAYOUTS)
def test_that_the_numbers_in_matrices_give_the_value_however_they_are_laid_out(notation: str) -> None:
    timeline = classifier()
    namer = Namer(timeline.network, notation_named(notation))
    checked = 0
    for step in timeline.steps(Level.LAYER):
        made = formula(step, timeline, namer)
        if not made.substituted or step.kind in (StepKind.UPDATE, StepKind.COST):
            continue
        inside = made.substituted
        if step.kind is StepKind.ACTIVATION:
            inside = inside.partition(r"\left(")[2].removesuffix(r"\right)")
            own = timeline.network.layers[step.target.layer - 1].activation
            value = own.value(np.reshape(evaluated(inside), (1, -1)))
        else:
            value = evaluated(inside)
        assert np.ravel(value) == pytest.approx(np.ravel(step.value), rel=2e-3, abs=1e-3), made
        width = len(np.ravel(step.value))
        assert evaluated(made.value).shape == ((1, width) if namer.notation.rows else (width, 1))
        checked += 1
    assert checked == 4


@pytest.mark.parametrize(
    ("name", "latex"),
    [
        ("two-hidden-layers", r"C = (\hat{y} - y)^2 = (0.6726 - 1)^2 = 0.1072"),
        ("classifier-2-3-2", r"C = -\sum_k y_k \ln \hat{y}_k = -(1 \ln 0.4226 + 0 \ln 0.5774) = 0.8613"),
        ("digits-64-32-10", r"C = -\sum_k y_k \ln \hat{y}_k = 1.058"),
    ],
)
def test_that_the_cost_of_a_layer_says_its_formula_and_numbers_where_they_are_few(
    name: str, latex: str
) -> None:
    timeline = timeline_of(ready_made(name).read())
    step = next(step for step in timeline.steps(Level.LAYER) if step.kind is StepKind.COST)
    assert formula(step, timeline, Namer(timeline.network)).latex == latex


def start_of(timeline: Timeline, notation: Notation) -> dict[str, object]:
    known: dict[str, object] = {"np": np, "softmax": softmax, "eta": timeline.values.learning_rate}
    known |= {"x": timeline.examples.inputs[0], "y": timeline.examples.targets[0]}
    for number, layer in enumerate(timeline.network.layers, 1):
        weights = layer.weights.T if notation.transposed else layer.weights
        known |= {f"W{number}": weights.copy(), f"b{number}": layer.biases.copy()}
    return known


@pytest.mark.parametrize("notation", [notation_named(name) for name in LAYOUTS], ids=LAYOUTS)
@pytest.mark.parametrize("level", [Level.LAYER, Level.VALUE])
def test_that_the_lines_of_numpy_compute_the_pass_in_every_layout(notation: Notation, level: Level) -> None:
    for seed in range(12):
        document = random_document(seed)
        timeline = Timeline(document.network, document.examples, 0.1, [0])  # type: ignore[arg-type]
        known, before = start_of(timeline, notation), ""
        with np.errstate(all="ignore"):
            for step in timeline.steps(level):
                made = code_line(step, timeline, notation)
                if made.line != before:
                    exec(made.line, known)
                    before = made.line
                value, right = np.asarray(eval(made.entry, known)), np.asarray(step.value)
                turned = notation.transposed and right.ndim == 2
                assert value == pytest.approx(right.T if turned else right, rel=1e-9, abs=1e-12, nan_ok=True)
        # All of the lines together have done the update, of weights and of biases.
        for number, layer in enumerate(updated_network(timeline).layers, 1):
            weights = layer.weights.T if notation.transposed else layer.weights
            assert known[f"W{number}"] == pytest.approx(weights, nan_ok=True)
            assert known[f"b{number}"] == pytest.approx(layer.biases, nan_ok=True)


def test_that_code_has_the_names_of_the_notation() -> None:
    timeline = classifier()
    notation = notation_named("w,E,delta,rows,transposed")
    made = {str(s.target): code_line(s, timeline, notation) for s in timeline.steps(Level.VALUE)}
    assert made["z[2][1]"].line == "z2 = a1 @ W2 + b2"
    assert made["dC/da[1][2]"].line == "dE_da1 = delta2 @ W2.T"
    assert made["dC/dtheta[2][1,3]"].line == "dE_dW2 = np.outer(a1, delta2)"
    assert made["dC/dtheta[2][1,3]"].entry == "dE_dW2[2,0]"
    assert made["C"].line == "E = -np.sum(y * np.log(a2))"


@pytest.mark.parametrize("name", LAYOUTS[1:])
def test_that_every_kind_of_formula_typesets_and_says_the_same_number(name: str) -> None:
    for timeline in (chain_network(), classifier()):
        source, namer = Namer(timeline.network, SOURCE), Namer(timeline.network, notation_named(name))
        kinds = set()
        for level in Level:
            for step in timeline.steps(level):
                if (level, step.kind, step.target.kind) in kinds:
                    continue
                kinds.add((level, step.kind, step.target.kind))
                made, usual = formula(step, timeline, namer), formula(step, timeline, source)
                assert typeset(made.target).width > 0 and typeset(made.symbolic).width > 0
                assert typeset(namer.inline_tex(step.target), True).width > 0
                assert "{" not in plain(made.latex)
                if level is not Level.LAYER:
                    assert made.value == usual.value
