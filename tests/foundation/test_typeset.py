"""Formulas become outlines once, wrong TeX becomes a sentence, and a broken cache is no trouble."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from bptutor.foundation.typeset import MathsError, Typesetter, prewarm
from bptutor.foundation.typeset_layout import outline

CHAIN = r"\frac{\partial C}{\partial a^1_2} = \sum_j \frac{\partial C}{\partial z^2_j}\,\theta^2_{j2}"


def test_that_an_outline_takes_the_colour_of_its_place_and_stands_on_the_baseline() -> None:
    formula = Typesetter().typeset(r"\hat{y}_1")
    svg = ET.fromstring(formula.svg)
    _, top, width, height = (float(n) for n in svg.attrib["viewBox"].split())
    assert b"black" not in formula.svg and b"currentColor" in formula.svg
    assert width / 100 == pytest.approx(formula.width, abs=0.01)
    assert height / 100 == pytest.approx(formula.height, abs=0.01)
    assert top + height == pytest.approx(100 * formula.depth, abs=0.01)


def test_that_a_letter_without_descender_has_almost_no_depth() -> None:
    assert Typesetter().typeset("x").depth < 0.03 < Typesetter().typeset("y").depth


def test_that_an_accent_does_not_push_its_letter_away() -> None:
    plain, accented = Typesetter().typeset("y"), Typesetter().typeset(r"\hat{y}")
    assert accented.width < plain.width * 1.25


def test_that_a_derivative_is_set_tight() -> None:
    gap = Typesetter().typeset(r"\partial z").width
    assert gap < Typesetter().typeset(r"\delta z").width + 0.2


def test_that_a_sign_is_not_a_sum() -> None:
    assert Typesetter().typeset("= -2").width < Typesetter().typeset("a -2").width + 0.7
    assert Typesetter().typeset("(-2)").width < Typesetter().typeset("(a-2)").width - 0.8


@pytest.mark.parametrize("product", [r"\times", r"\odot"])
def test_that_a_product_stands_as_wide_as_a_sum(product: str) -> None:
    def gap(sign: str) -> float:
        return Typesetter().typeset(f"a {sign} b").width - Typesetter().typeset(sign).width

    assert gap(product) == pytest.approx(gap("+"), abs=0.15)


def test_that_columns_of_cases_stand_apart() -> None:
    cases = Typesetter().typeset(r"\begin{cases} 1 & z \end{cases}").width
    assert cases > Typesetter().typeset(r"\begin{cases} 1 \end{cases}").width + 1.4


def test_that_prose_gets_smaller_fractions() -> None:
    formulas = Typesetter()
    assert formulas.typeset(r"\frac{1}{m}", inline=True).height < formulas.typeset(r"\frac{1}{m}").height


@pytest.mark.parametrize(
    ("tex", "problem"),
    [
        (r"\foo x", r"\foo is not known"),
        ("x}", "closes nothing"),
        (r"\frac{1", "not closed"),
        (r"\frac{1}", "argument"),
        ("x_", "nothing follows"),
        (r"\left(x", r"no \right"),
        ("x^2^3", "two superscripts"),
        (r"\begin{pmatrix}1", r"no \end"),
        ("", "empty"),
        ("  ", "empty"),
        ("&", "means something else"),
    ],
)
def test_that_wrong_tex_is_said_in_words(tex: str, problem: str) -> None:
    formulas = Typesetter()
    for _ in range(2):
        with pytest.raises(MathsError, match=problem.replace("\\", "\\\\")):
            formulas.typeset(tex)


def test_that_the_disk_remembers_and_a_broken_entry_is_made_again(tmp_path: Path) -> None:
    first = Typesetter(tmp_path).typeset(CHAIN)
    (entry,) = tmp_path.iterdir()
    assert Typesetter(tmp_path).typeset(CHAIN) == first
    entry.write_bytes(entry.read_bytes()[:-9])
    assert Typesetter(tmp_path).typeset(CHAIN) == first
    assert Typesetter(tmp_path).typeset(CHAIN) == first
    assert len(list(tmp_path.iterdir())) == 1


def test_that_a_folder_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert Typesetter(tmp_path / "file").typeset("x").width > 0


def test_that_a_shipped_file_serves_without_layout(tmp_path: Path) -> None:
    path = tmp_path / "formulas.dat"
    assert prewarm([(CHAIN, False), ("x", True), ("x", True)], path) == 2
    again = path.read_bytes()
    prewarm([("x", True), (CHAIN, False)], path)
    assert path.read_bytes() == again
    program = (
        "import sys; from pathlib import Path; from bptutor.foundation.typeset import Typesetter;"
        f"Typesetter(shipped=Path({str(path)!r})).typeset('x', inline=True);"
        "assert 'ziamath' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_that_a_broken_shipped_file_is_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / "formulas.dat"
    path.write_bytes(b"PK nonsense")
    assert Typesetter(shipped=path).typeset("x").width > 0
    prewarm([(CHAIN, False), ("x", False)], path)
    whole = path.read_bytes()
    for broken in (*(whole[:length] for length in range(0, 90, 3)), whole[:-9], whole.replace(b"x", b"\0")):
        path.write_bytes(broken)
        assert Typesetter(shipped=path).typeset("x").width > 0
    assert Typesetter(shipped=tmp_path / "missing").typeset("x").width > 0


def test_that_prewarm_names_the_wrong_formula(tmp_path: Path) -> None:
    with pytest.raises(MathsError, match="x_: nothing follows"):
        prewarm([("x_", True)], tmp_path / "formulas.dat")


PLAIN = """
import sys, ziamath, ziamath.tex
from bptutor.foundation import typeset_layout
typeset_layout.imported = lambda: ziamath
for line in sys.stdin.read().splitlines():
    for inline in (False, True):
        print(typeset_layout.outline(line, inline))
"""
OF_EVERY_KIND = (
    r"\frac{\partial C}{\partial \theta_2} = 2(\hat{y} - y)\,\sigma'(z^3)",
    r"\left(\frac{a}{1 + \frac{1}{e^{-z}}}\right)^2 \left[\sum_{i=1}^n x_i\right]",
    r"\left|\frac{a}{b}\right| \mid \langle a, b\rangle \uparrow \left.\frac{dy}{dx}\right|_{x=0}",
    r"g(z) = \begin{cases} z & z > 0 \\ 0 & z \le 0 \end{cases}",
    r"\begin{pmatrix} 0.5 & -1 \\ \frac{1}{2} & 10^{-7} \end{pmatrix} \mathbf{W}^{[l]}",
    r"\sqrt[3]{x + \sqrt{2}}\; \underbrace{a + b}_{c}\; \widehat{abc}\; \overline{ab}\; \vec{x}",
    r"\displaystyle\int_0^1 f\,dx \quad \textstyle\prod_i x_i \quad \lim_{h \to 0} h",
    r"\text{if } x - y \quad \binom{n}{k} \quad x^{y^{z^w}} \quad \mathbb{R}^n \to \mathcal{L}",
)


def test_that_the_quicker_layout_draws_what_the_plain_one_draws() -> None:
    plain = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PLAIN],
        input="\n".join(OF_EVERY_KIND),
        capture_output=True,
        text=True,
        check=True,
    )
    quick = [str(outline(tex, inline)) for tex in OF_EVERY_KIND for inline in (False, True)]
    assert plain.stdout.splitlines() == quick
