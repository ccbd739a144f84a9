"""Formulas typeset, sentences are sentences, and both say the step's numbers."""

import pytest

from bptutor.engine.ready_made import READY_MADE, ready_made
from bptutor.foundation.numbers import short
from bptutor.foundation.typeset import typeset
from bptutor.trace.formulas import formula
from bptutor.trace.keys import Key, Kind, parse
from bptutor.trace.narration import narrate, summary
from bptutor.trace.plain import plain
from bptutor.trace.steps import Level
from bptutor.trace.symbols import NOTATIONS, Namer
from bptutor.trace.timeline import Timeline, timeline_of
from tests.trace.networks import random_document

SMALL = [entry.name for entry in READY_MADE if "digits" not in entry.name]


def source() -> Timeline:
    return timeline_of(ready_made().read())


@pytest.mark.parametrize("name", SMALL)
def test_that_every_step_is_told_in_one_sentence_with_its_number(name: str) -> None:
    timeline = timeline_of(ready_made(name).read())
    namer = Namer(timeline.network)
    for level in (Level.VALUE, Level.TERM):
        for step in timeline.steps(level):
            text = narrate(step, timeline).text(namer)
            assert text[0].isupper() or text[0] in "∂θzabŷCJyx", text
            assert text.endswith(".") and "{" not in text and "  " not in text, text
            assert short(float(step.value)) in text, text


def test_that_the_sentences_of_random_networks_are_whole() -> None:
    for seed in range(120):
        timeline = timeline_of(random_document(seed))
        namer = Namer(timeline.network)
        for level in Level:
            for step in timeline.steps(level):
                text = narrate(step, timeline).text(namer)
                assert text.endswith(".") and "{" not in text, text


@pytest.mark.parametrize("notation", list(NOTATIONS))
def test_that_the_formulas_of_every_kind_of_step_typeset(notation: str) -> None:
    for name in ("two-hidden-layers", "classifier-2-3-2"):
        timeline = timeline_of(ready_made(name).read())
        namer = Namer(timeline.network, NOTATIONS[notation])
        kinds = set()
        for level in Level:
            for step in timeline.steps(level):
                if (level, step.kind, step.target.kind) not in kinds:
                    kinds.add((level, step.kind, step.target.kind))
                    made = formula(step, timeline, namer)
                    assert typeset(made.target).width > 0 and typeset(made.symbolic).width > 0


def test_that_the_sources_gradient_is_written_as_in_the_source() -> None:
    timeline = source()
    namer = Namer(timeline.network)
    steps = {str(step.target): formula(step, timeline, namer) for step in timeline.steps(Level.VALUE)}
    assert steps["z[2][1]"].symbolic == r"\theta_{2} \, a^{1} + b_{2}"
    assert plain(steps["z[2][1]"].substituted) == "0.5 × 1.3 + 0.2"
    assert steps["dC/da[3][1]"].symbolic == r"2(\hat{y} - y)"
    assert plain(steps["dC/da[3][1]"].substituted) == "2(0.6726 − 1)"
    assert steps["dC/dz[2][1]"].target == r"\frac{\partial C}{\partial z^{2}}"
    assert plain(steps["theta+[2][1,1]"].substituted) == "0.5 − 0.5 × (−0.2249)"


@pytest.mark.parametrize(
    "key, thin, wide, spoken",
    [
        ("theta[2][1,1]", "θ₂", "θ²₁₁", "theta2"),
        ("dC/dz[2][1]", "∂C/∂z²", "∂C/∂z²₁", "dC by dz2"),
        ("a[3][1]", "ŷ", "ŷ", "yhat"),
        ("b+[1][1]", "b₁⁺", "b¹₁⁺", "b1 plus"),
    ],
)
def test_that_names_have_indices_only_where_these_say_something(
    key: str, thin: str, wide: str, spoken: str
) -> None:
    chain = Namer(source().network)
    assert chain.plain(parse(key)) == thin and chain.spoken(parse(key)) == spoken
    if "[3]" not in key:
        classifier = Namer(timeline_of(ready_made("classifier-2-3-2").read()).network)
        assert classifier.plain(parse(key)).replace("ŷ₁", "a²₁") == wide


def test_that_indices_of_two_digits_are_told_apart_by_a_comma() -> None:
    namer = Namer(ready_made("digits-64-32-10").read().network)
    assert namer.plain(Key(Kind.THETA, 1, 3, 41)) == "θ¹₃,₄₁"
    assert namer.tex(Key(Kind.THETA, 1, 3, 41)) == r"\theta^{1}_{3,41}"


def test_that_the_summary_is_what_is_read_aloud() -> None:
    timeline = source()
    step = timeline.step(Level.VALUE, 8)
    assert summary(step, 25, Namer(timeline.network)) == "Step 9 of 25, backward: dC by dz3 equals −0.1442"


@pytest.mark.parametrize(
    "tex, text",
    [
        (r"\frac{1}{1 + e^{-0.72}}", "1/(1 + e^(−0.72))"),
        (r"\frac{1}{2}(0.3 - 1)^2", "½(0.3 − 1)²"),
        (r"1.2 \times 10^{-7}", "1.2 × 10⁻⁷"),
        (r"\hat{y}_{1} \ln \hat{y}_{1}", "ŷ₁ ln ŷ₁"),
        (r"\frac{\partial E}{\partial \hat{y}} \cdot \sigma'(z^{(3)})", "∂E/∂ŷ · σ′(z⁽³⁾)"),
        (r"\left(\left(W^{[3]}\right)^T \delta^{[3]}\right) \odot g'(z^{2})", "((W[3])ᵀ δ[3]) ⊙ g′(z²)"),
    ],
)
def test_that_formulas_can_be_a_line_of_text(tex: str, text: str) -> None:
    assert plain(tex) == text


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        (r"\frac{\partial}{\partial x} C(z)", "∂/∂x C(z)"),
        (r"\frac{\partial}{\partial\theta_2}(\theta_2 a^1 + b_2) = a^1", "∂/∂θ₂(θ₂ a¹ + b₂) = a¹"),
        (r"\frac{\Delta C}{\Delta\theta_2}", "ΔC/Δθ₂"),
        (r"\Delta C \approx 3", "ΔC ≈ 3"),
        (r"g^{\prime}(z^2)", "g′(z²)"),
        (r"z = 1, \qquad a = 2 \quad b", "z = 1; a = 2; b"),
        (r"\displaystyle \tfrac{1}{2}(y)^2 \ne a^{l-1}", "½(y)² ≠ a^(l−1)"),
        (r"C(\dots)", "C(…)"),
        (r"\begin{cases} 1 & z > 0 \\ 0 & z < 0 \end{cases}", "1, z > 0; 0, z < 0"),
        (r"\frac{1}{m}\sum_{i=1}^{m} C^{(i)}", "1/m Σ_(i=1)^m C^(i)"),
        (r"\frac{e^{-z^3}}{1 + e^{-z^3}}", "e^(−z³)/(1 + e^(−z³))"),
    ],
)
def test_that_what_lessons_write_is_a_line_of_text_too(tex: str, words: str) -> None:
    assert plain(tex) == words
