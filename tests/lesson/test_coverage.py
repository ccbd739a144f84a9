"""Each formula of the text that we teach from: the lesson and page that shows it, and that it is true.

A row is the formula's name, lesson, page, a piece of TeX by which the page is known to show it, and
expressions that all have the same number on the page's live network if the formula is true. Derivatives
among them are also held against a push, so that the chain rule is not its own witness.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

import pytest

from bptutor.lesson.evaluate import Numbers
from bptutor.lesson.packs import shipped_pack
from bptutor.lesson.rendering import page_spans
from bptutor.lesson.spans import Maths

H = "0.000001"


@dataclass(frozen=True, slots=True)
class Row:
    """One formula."""

    name: str
    lesson: str
    page: str
    shows: str
    equal: tuple[str, ...]

    def __str__(self) -> str:
        return self.name


def factors(*keys: str) -> str:
    """A product."""
    return " * ".join(keys)


TO_Z3 = ("dC/da[3][1]", "da[3][1]/dz[3][1]")
TO_Z2 = (*TO_Z3, "dz[3][1]/da[2][1]", "da[2][1]/dz[2][1]")
TO_Z1 = (*TO_Z2, "dz[2][1]/da[1][1]", "da[1][1]/dz[1][1]")
SLOPE = "exp(-z[3][1])"
FRONT = "2*(a[3][1] - y[1]) * "
SIX = [("theta", 1), ("b", 1), ("theta", 2), ("b", 2), ("theta", 3), ("b", 3)]
ONE, TWO, THREE = "what-one-weight-does", "the-network-and-its-notation", "functions-inside-functions"
FOUR, FIVE, STEPS = "forward-propagation-is-composition", "six-paths-home", "one-gradient-in-five-steps"
SIGMA, KINK, BIAS = "where-sigma-prime-comes-from", "the-kink-in-relu", "the-bias-is-the-same-with-a-1"
REUSE, LEARN, MANY = "nothing-is-computed-twice", "from-gradient-to-learning", "many-examples"
INDEX = {"theta": "[{0}][1,1]", "b": "[{0}][1]"}


def gradient(letter: str, layer: int) -> str:
    """dC/dtheta[2][1,1]."""
    return f"dC/d{letter}{INDEX[letter].format(layer)}"


def push(letter: str, layer: int) -> str:
    """The push that a gradient is held against."""
    return f"nudged({letter}{INDEX[letter].format(layer)}, {H})"


def over(letter: str, layer: int) -> str:
    """The partial derivative as it is typeset, without blanks."""
    symbol = r"\theta" if letter == "theta" else letter
    return rf"\frac{{\partialC}}{{\partial{symbol}_{layer}}}"


def chain(letter: str, layer: int) -> str:
    """The source's chain for a parameter, from C."""
    to_z = {3: TO_Z3, 2: TO_Z2, 1: TO_Z1}[layer]
    return factors(*to_z, f"dz[{layer}][1]/d{letter}{INDEX[letter].format(layer)}")


def typeset_chain(letter: str, layer: int) -> str:
    """All of a chain's factors as they are typeset, without blanks."""
    way = ["C", r"\hat{y}", "z^3", "a^2", "z^2", "a^1", "z^1"][: 9 - 2 * layer]
    way.append(rf"\theta_{layer}" if letter == "theta" else f"b_{layer}")
    return r"\cdot".join(rf"\frac{{\partial{a}}}{{\partial{b}}}" for a, b in pairwise(way))


CHAIN_PAGES = {3: "the-shortest", 2: "the-chain-written-out", 1: "the-longest"}
CHAINS = [
    Row(
        f"the chain of {letter}{layer}",
        FIVE,
        CHAIN_PAGES[layer],
        f"{over(letter, layer)}={typeset_chain(letter, layer)}",
        (gradient(letter, layer), chain(letter, layer), push(letter, layer)),
    )
    for letter, layer in SIX
]
PARTIALS = [
    Row(
        f"the partial derivative by {letter}{layer}",
        ONE,
        "six-of-them",
        over(letter, layer),
        (gradient(letter, layer), push(letter, layer)),
    )
    for letter, layer in SIX
]
SIGMA_LINES = [
    ("sigma written out", "the-derivation", r"\frac{1}{1+e^{-z^3}}", "da[3][1]/dz[3][1]"),
    ("as a power", "the-derivation", r"(1+e^{-z^3})^{-1}", "da[3][1]/dz[3][1]"),
    ("power rule", "the-derivation", r"-(1+e^{-z^3})^{-2}\times\frac", f"-(1 + {SLOPE})^-2 * -{SLOPE}"),
    ("inner slope", "the-derivation", r"^{-2}\times(-e^{-z^3})", f"-(1 + {SLOPE})^-2 * -{SLOPE}"),
    ("one fraction", "the-derivation", r"\frac{e^{-z^3}}{(1+e^{-z^3})^2}", f"{SLOPE}/(1 + {SLOPE})^2"),
    (
        "split",
        "make-it-tidy",
        r"\times\frac{e^{-z^3}}{1+e^{-z^3}}",
        f"1/(1 + {SLOPE}) * ({SLOPE}/(1 + {SLOPE}))",
    ),
    (
        "add and take away",
        "make-it-tidy",
        r"\frac{(1+e^{-z^3})-1}",
        f"1/(1 + {SLOPE}) * ((1 + {SLOPE}) - 1)/(1 + {SLOPE})",
    ),
    ("one minus", "make-it-tidy", r"\left(1-\frac{1}", f"1/(1 + {SLOPE}) * (1 - 1/(1 + {SLOPE}))"),
    (
        "sigma times one minus sigma",
        "make-it-tidy",
        r"\sigma(z^3)(1-\sigma(z^3))",
        "sigmoid(z[3][1])*(1 - sigmoid(z[3][1]))",
    ),
]
DERIVATION = [
    Row(f"σ′: {name}", SIGMA, page, shows, ("dC/dz[3][1]", FRONT + value))
    for name, page, shows, value in SIGMA_LINES
]
IN_FRONT = [
    Row(f"2(ŷ − y) before {name}", SIGMA, "the-factor-in-front", shows, ("dC/dz[3][1]", FRONT + value))
    for name, shows, value in (
        ("σ written out", r"\times\frac{\partial}{\partialz^3}\frac{1}{1+e^{-z^3}}", "da[3][1]/dz[3][1]"),
        ("one fraction", r"\times\frac{e^{-z^3}}{(1+e^{-z^3})^2}", f"{SLOPE}/(1 + {SLOPE})^2"),
        ("σ(1 − σ)", r"\times\sigma(z^3)(1-\sigma(z^3))", "sigmoid(z[3][1])*(1 - sigmoid(z[3][1]))"),
    )
]
PARTS = [
    ("∂C/∂ŷ", r"2(\hat{y}-y)", "dC/da[3][1]", "2*(a[3][1] - y[1])"),
    ("∂ŷ/∂z³", r"\sigma(z^3)(1-\sigma(z^3))", "da[3][1]/dz[3][1]", "a[3][1]*(1 - a[3][1])"),
    ("∂z³/∂a²", r"\frac{\partialz^3}{\partiala^2}", "dz[3][1]/da[2][1]", "theta[3][1,1]"),
    ("∂a²/∂z²", r"\frac{\partiala^2}{\partialz^2}", "da[2][1]/dz[2][1]", "z[2][1] > 0"),
    ("∂z²/∂θ₂", r"\frac{\partialz^2}{\partial\theta_2}", "dz[2][1]/dtheta[2][1,1]", "a[1][1]"),
]
WHOLE = [
    Row(f"a part of the final answer is {name}", STEPS, "the-whole-line", shows, tuple(equal))
    for name, shows, *equal in PARTS
]
ROWS = [
    Row(
        "J of six parameters is C",
        ONE,
        "how-wrong-is-it",
        r"J(\theta_1,b_1,\theta_2,b_2,\theta_3,b_3)=C",
        ("J", "C"),
    ),
    Row(
        "dC/dθ₂ becomes ∂C/∂θ₂",
        ONE,
        "the-tangent",
        r"\frac{dC}{d\theta_2}",
        ("dC/dtheta[2][1,1]", push("theta", 2)),
    ),
    Row(
        "the ratio of the changes",
        ONE,
        "the-ratio",
        r"\frac{\DeltaC}{\Delta\theta_2}",
        ("nudged(theta[2][1,1], 0.5)", "(cost_at(theta[2][1,1], theta[2][1,1] + 0.5) - C)/0.5"),
    ),
    *PARTIALS,
    Row(
        "the chain rule",
        THREE,
        "one-inside-another",
        r"\frac{dy}{dx}=\frac{dy}{du}\cdot\frac{du}{dx}",
        ("dC/dz[3][1]", "dC/da[3][1]*da[3][1]/dz[3][1]", f"nudged(z[3][1], {H})"),
    ),
    Row(
        "seven functions deep",
        THREE,
        "seven-deep",
        r"\frac{da}{dx}=\frac{da}{db}\times\frac{db}{dc}\times\frac{dc}{dd}\times\frac{dd}{de}\times\frac{de}{df}\times\frac{df}{dg}\times\frac{dg}{dx}",
        ("dC/dz[1][1]", factors(*TO_Z1), f"nudged(z[1][1], {H})"),
    ),
    Row(
        "one θ for all layers",
        TWO,
        "one-layer-one-letter",
        r"z^1=\theta^Tx+b^1",
        ("z[1][1]", "theta[1][1,1]*x[1] + b[1][1]"),
    ),
    Row("z¹", FOUR, "layer-by-layer", r"z^1=\theta_1x+b_1", ("z[1][1]", "theta[1][1,1]*x[1] + b[1][1]")),
    Row("a¹", FOUR, "layer-by-layer", r"a^1=g(z^1)", ("a[1][1]", "relu(z[1][1])")),
    Row("z²", FOUR, "layer-by-layer", r"z^2=\theta_2a^1+b_2", ("z[2][1]", "theta[2][1,1]*a[1][1] + b[2][1]")),
    Row("a²", FOUR, "layer-by-layer", r"a^2=g(z^2)", ("a[2][1]", "relu(z[2][1])")),
    Row("z³", FOUR, "layer-by-layer", r"z^3=\theta_3a^2+b_3", ("z[3][1]", "theta[3][1,1]*a[2][1] + b[3][1]")),
    Row(
        "a^L",
        FOUR,
        "layer-by-layer",
        r"\hat{y}=a^3=\sigma(z^3)",
        ("a[3][1]", "sigmoid(z[3][1])", "1/(1 + exp(-z[3][1]))"),
    ),
    Row("ŷ = a^L", TWO, "activations-a", r"\hat{y}=a^L=\sigma(z^L)", ("a[3][1]", "sigmoid(z[3][1])")),
    Row("C = J(ŷ, y)", FOUR, "layer-by-layer", r"C=J(\hat{y},y)", ("C", "J", "(a[3][1] - y[1])^2")),
    Row(
        "the composition",
        FOUR,
        "open-it",
        r"\frac{\partial}{\partialx}C(\hat{y}(z^3(a^2(z^2(a^1(z^1(x)))))))",
        ("dC/dz[1][1]*dz[1][1]/da[0][1]", "dC/dz[1][1]*theta[1][1,1]"),
    ),
    *CHAINS,
    Row("the cost", STEPS, "step-1-how-the-cost-answers-y", r"C=(\hat{y}-y)^2", ("C", "(a[3][1] - y[1])^2")),
    Row(
        "J of many examples",
        MANY,
        "the-cost-of-all",
        r"\sum_{i=1}^{m}\frac{1}{m}\times(\hat{y}^{(i)}-y^{(i)})^2",
        ("J", "((a[3][1]#1 - y[1]#1)^2 + (a[3][1]#2 - y[1]#2)^2 + (a[3][1]#3 - y[1]#3)^2)/m"),
    ),
    Row(
        "∂C/∂ŷ",
        STEPS,
        "step-1-how-the-cost-answers-y",
        r"\frac{\partial}{\partial\hat{y}}(\hat{y}-y)^2=2(\hat{y}-y)",
        ("dC/da[3][1]", "2*(a[3][1] - y[1])", f"nudged(a[3][1], {H})"),
    ),
    Row(
        "what ŷ stands on",
        STEPS,
        "what-does-y-stand-on",
        r"2(\hat{y}-y)\times\frac{\partial\hat{y}}{\partial\,?}",
        ("dC/dz[3][1]", FRONT + "da[3][1]/dz[3][1]"),
    ),
    Row(
        "∂C/∂z³",
        STEPS,
        "step-2-through-the-sigmoid",
        r"2(\hat{y}-y)\times\sigma(z^3)(1-\sigma(z^3))",
        ("dC/dz[3][1]", FRONT + "sigmoid(z[3][1])*(1 - sigmoid(z[3][1]))", f"nudged(z[3][1], {H})"),
    ),
    Row(
        "∂C/∂z³ by ∂ŷ/∂z³",
        STEPS,
        "step-2-through-the-sigmoid",
        r"\frac{\partialC}{\partialz^3}=2(\hat{y}-y)\times\frac{\partial\hat{y}}{\partialz^3}",
        ("dC/dz[3][1]", FRONT + "da[3][1]/dz[3][1]", f"nudged(z[3][1], {H})"),
    ),
    *DERIVATION,
    *IN_FRONT,
    Row(
        "∂z³/∂a² = θ₃",
        STEPS,
        "step-3-back-over-the-weight",
        r"\frac{\partial}{\partiala^2}(\theta_3a^2+b_3)=\theta_3",
        ("dz[3][1]/da[2][1]", "theta[3][1,1]"),
    ),
    Row(
        "∂C/∂a² by ∂z³/∂a²",
        STEPS,
        "step-3-back-over-the-weight",
        r"\times\sigma(z^3)(1-\sigma(z^3))\times\frac{\partialz^3}{\partiala^2}",
        ("dC/da[2][1]", FRONT + "a[3][1]*(1 - a[3][1])*dz[3][1]/da[2][1]"),
    ),
    Row(
        "∂C/∂a²",
        STEPS,
        "step-3-back-over-the-weight",
        r"\times\sigma(z^3)(1-\sigma(z^3))\times\theta_3",
        ("dC/da[2][1]", FRONT + "a[3][1]*(1 - a[3][1])*theta[3][1,1]", f"nudged(a[2][1], {H})"),
    ),
    Row(
        "∂C/∂z² factor by factor",
        STEPS,
        "step-4-through-the-relu",
        r"\frac{\partialC}{\partialz^2}=\frac{\partialC}{\partial\hat{y}}\times\frac{\partial\hat{y}}{\partialz^3}"
        r"\times\frac{\partialz^3}{\partiala^2}\times\frac{\partiala^2}{\partialz^2}",
        ("dC/dz[2][1]", factors(*TO_Z2), f"nudged(z[2][1], {H})"),
    ),
    Row(
        "∂C/∂z²",
        STEPS,
        "step-4-through-the-relu",
        r"\times\theta_3\timesg'(z^2)",
        ("dC/dz[2][1]", FRONT + "a[3][1]*(1 - a[3][1])*theta[3][1,1]*(z[2][1] > 0)", f"nudged(z[2][1], {H})"),
    ),
    Row(
        "∂z²/∂θ₂ = a¹",
        STEPS,
        "step-5-branch-off-to-2",
        r"\frac{\partial}{\partial\theta_2}(\theta_2a^1+b_2)=a^1",
        ("dz[2][1]/dtheta[2][1,1]", "a[1][1]"),
    ),
    Row(
        "the final answer",
        STEPS,
        "the-whole-line",
        r"\times\theta_3\timesg'(z^2)\timesa^1",
        (
            "dC/dtheta[2][1,1]",
            FRONT + "a[3][1]*(1 - a[3][1])*theta[3][1,1]*(z[2][1] > 0)*a[1][1]",
            push("theta", 2),
        ),
    ),
    *WHOLE,
    Row(
        "g′",
        KINK,
        "drag-through-it",
        r"g'(z)=\begin{cases}1&z>0\\0&z<0\end{cases}",
        ("da[2][1]/dz[2][1]", "z[2][1] > 0"),
    ),
    Row(
        "∂z²/∂b₂ = 1",
        BIAS,
        "the-last-factor",
        r"\frac{\partial}{\partialb_2}(\theta_2a^1+b_2)=1",
        ("dz[2][1]/db[2][1]", "1"),
    ),
    Row(
        "∂C/∂b₂",
        BIAS,
        "side-by-side",
        r"\timesg'(z^2)\times1",
        ("dC/db[2][1]", factors(*TO_Z2), push("b", 2)),
    ),
    Row(
        "reuse",
        REUSE,
        "three-moves",
        r"\frac{\partialC}{\partial\theta_2}=\frac{\partialC}{\partialz^2}\cdota^1",
        ("dC/dtheta[2][1,1]", "dC/dz[2][1]*a[1][1]"),
    ),
    Row(
        "reuse for the bias",
        REUSE,
        "three-moves",
        r"\frac{\partialC}{\partialb_2}=\frac{\partialC}{\partialz^2}\cdot1",
        ("dC/db[2][1]", "dC/dz[2][1]*1"),
    ),
    Row(
        "the update",
        LEARN,
        "against-the-gradient",
        r"\theta_2^{+}=\theta_2-\eta\,\frac{\partialC}{\partial\theta_2}",
        ("theta+[2][1,1]", "theta[2][1,1] - learning_rate*dC/dtheta[2][1,1]", "theta[2][1,1]@1"),
    ),
]


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_that_a_formula_has_its_page_and_is_true_there(row: Row) -> None:
    pack = shipped_pack()
    lesson = pack.lesson(row.lesson)
    number = lesson.page(row.page)
    assert number is not None, [page.id for page in lesson.pages]
    shown = [
        re.sub(r"\s", "", span.source)
        for span, _ in page_spans(lesson.pages[number])
        if isinstance(span, Maths)
    ]
    assert any(row.shows in tex for tex in shown), shown
    numbers = Numbers(pack.document(lesson, number))
    values = [numbers.of(text) for text in row.equal]
    assert values == pytest.approx([values[0]] * len(values), rel=1e-4, abs=1e-9)
    exact = [numbers.of(text) for text in row.equal if "nudged" not in text]
    assert exact == pytest.approx([exact[0]] * len(exact), rel=1e-12, abs=1e-15)


def test_that_the_composition_is_shown_whole() -> None:
    numbers = Numbers(shipped_pack().network("two-hidden-layers"))
    value = numbers.of("x[1]")
    for layer, bend in ((1, "relu"), (2, "relu"), (3, "sigmoid")):
        z = numbers.of(f"theta[{layer}][1,1]*v + b[{layer}][1]", {"v": value})
        value = numbers.of(f"{bend}(z)", {"z": z})
    assert numbers.of("(v - y[1])^2", {"v": value}) == pytest.approx(numbers.of("C"), rel=1e-12)


def test_that_mazurs_numbers_are_his_and_the_slip_gives_his_last_one() -> None:
    pack = shipped_pack()
    lesson = pack.lesson("a-famous-example-checked")
    numbers = Numbers(pack.network("mazur"))
    assert numbers.of("C") == pytest.approx(0.298371109, abs=5e-10)
    assert numbers.of("dC/dtheta[2][1,1]") == pytest.approx(0.082167041, abs=5e-10)
    assert numbers.of("theta+[1][1,1]") == pytest.approx(0.149780716, abs=5e-10)
    assert numbers.of("C@1") == pytest.approx(0.291027774, abs=5e-10)
    slipped = Numbers(pack.document(lesson, len(lesson.pages) - 1))
    assert slipped.of("C") == pytest.approx(0.291027924, abs=5e-10)
    for j, k in ((1, 1), (1, 2), (2, 1), (2, 2)):
        late = f"(dC/dz[2][1]*theta+[2][1,{j}] + dC/dz[2][2]*theta+[2][2,{j}])*da[1][{j}]/dz[1][{j}]*x[{k}]"
        wrong = numbers.of(f"theta[1][{j},{k}] - learning_rate*{late}")
        assert slipped.of(f"theta[1][{j},{k}]") == pytest.approx(wrong, rel=1e-12)
        assert slipped.of(f"theta[2][{j},{k}]") == pytest.approx(numbers.of(f"theta+[2][{j},{k}]"), rel=1e-12)


def test_that_the_collapse_behind_softmax_is_true_for_each_output() -> None:
    numbers = Numbers(shipped_pack().network("classifier-2-3-2"))
    for j in (1, 2):
        ways = f"dC/da[2][1]*da[2][1]/dz[2][{j}] + dC/da[2][2]*da[2][2]/dz[2][{j}]"
        assert numbers.of(ways) == pytest.approx(numbers.of(f"a[2][{j}] - y[{j}]"), rel=1e-12)
