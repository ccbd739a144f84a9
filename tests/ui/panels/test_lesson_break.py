"""Formulas broken into lines, and derivatives in a line of prose."""

import pytest

from bptutor.lesson.packs import shipped_pack
from bptutor.lesson.rendering import formulas_of
from bptutor.study.lesson_state import numbers_of, open_book
from bptutor.ui.maths import formula
from bptutor.ui.panels.lesson_break import BEFORE, ROOM, SHRUNK, Line, in_a_line, set_out
from bptutor.ui.panels.lesson_text import display_sets

LONG = (
    r"\frac{\partial C}{\partial z^3} = 2(\hat{y} - y) \times \frac{\partial}{\partial z^3} \sigma(z^3)"
    r" = 2(\hat{y} - y) \times \sigma(z^3)(1 - \sigma(z^3))"
)


def broken(tex: str) -> list[str]:
    return [line.tex for line in set_out((tex,))[0]]


def relation(line: Line) -> float:
    """Where the relation of a line begins."""
    left, _, _ = line.tex.partition("=")
    return line.shift + (formula(left).width + BEFORE if left.strip() else 0.0)


def test_that_a_short_formula_stays_whole_and_stands_alone() -> None:
    assert set_out(("C = (y - 1)^2",)) == ((Line("C = (y - 1)^2"),),)


def test_that_a_long_one_is_broken_before_a_relation() -> None:
    first, second = broken(LONG)
    assert first + second == LONG and second.startswith("= 2")


def test_that_a_line_has_as_many_factors_as_it_can_hold() -> None:
    sigmoid, weight = r"\times \sigma(z^3)(1 - \sigma(z^3)) ", r"\times \theta_3"
    first, second = broken(r"\frac{\partial C}{\partial a^2} = 2(\hat{y} - y) " + sigmoid + weight)
    assert first.endswith(sigmoid) and second == weight


def test_that_nothing_is_lost_but_the_gaps() -> None:
    tex = r"a = b + c \qquad " + LONG
    assert "".join(broken(tex)).replace(" ", "") == tex.replace(r"\qquad", "").replace(" ", "")


@pytest.mark.parametrize(
    "texs",
    [(LONG,), (LONG, "= 3"), ("z^3 = 1", LONG), ("x = 1", r"\hat{y}^{(i)} = 2"), ("f(x)", "= 3", "= 2")],
)
def test_that_equations_under_each_other_have_their_relations_in_one_column(texs: tuple[str, ...]) -> None:
    lines = [line for each in set_out(texs) for line in each]
    columns = [relation(line) for line in lines if "=" in line.tex]
    assert columns == pytest.approx([columns[0]] * len(columns))
    assert len({line.wide for line in lines}) == 1 and len(lines) > 1
    assert all(0 <= line.shift <= line.wide - formula(line.tex).width + 1e-9 for line in lines)
    assert [line.goes_on for line in lines[1:]] == [line.tex.startswith("=") for line in lines[1:]]


def test_that_what_is_no_equation_stands_in_the_middle() -> None:
    assert set_out(("f(x)", "z = 1")) == ((Line("f(x)"),), (Line("z = 1"),))


@pytest.mark.parametrize("id", shipped_pack().ids)
def test_that_no_displayed_formula_of_a_lesson_is_wider_than_its_page(id: str) -> None:
    book = open_book(shipped_pack(), id)
    for page, document in zip(book.lesson.pages, book.documents, strict=True):
        numbers = numbers_of(document)
        alone = [(tex,) for tex, inline in formulas_of(page, numbers) if not inline]
        for texs in [*alone, *display_sets(page.blocks, numbers)]:
            for line in (line for lines in set_out(texs) for line in lines):
                assert max(line.wide, formula(line.tex).width) <= ROOM * SHRUNK, (page.title, texs)


@pytest.mark.parametrize(
    ("tex", "line"),
    [
        (r"\frac{\partial C}{\partial\theta_2} = -0.22", r"\partial C/\partial\theta_2 = -0.22"),
        (r"\frac{dy}{dx}", "dy/dx"),
        (r"\frac{dC}{d\theta_2}", r"dC/d\theta_2"),
        (r"\frac{1}{2}", r"\frac{1}{2}"),
        (r"\frac{d}{dx}", r"\frac{d}{dx}"),
        (r"\frac{dy}{du} \cdot \frac{du}{dx}", r"\frac{dy}{du} \cdot \frac{du}{dx}"),
    ],
)
def test_that_one_derivative_in_a_line_has_a_slash(tex: str, line: str) -> None:
    assert in_a_line(tex) == line
