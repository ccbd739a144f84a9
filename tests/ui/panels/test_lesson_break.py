"""Formulas broken into lines, and derivatives in a line of prose."""

import pytest

from bptutor.lesson.packs import shipped_pack
from bptutor.lesson.rendering import formulas_of
from bptutor.study.lesson_state import numbers_of, open_book
from bptutor.ui.maths import formula
from bptutor.ui.panels.lesson_break import ROOM, SHRUNK, broken, in_a_line

LONG = (
    r"\frac{\partial C}{\partial z^3} = 2(\hat{y} - y) \times \frac{\partial}{\partial z^3} \sigma(z^3)"
    r" = 2(\hat{y} - y) \times \sigma(z^3)(1 - \sigma(z^3))"
)


def test_that_a_short_formula_stays_whole() -> None:
    assert broken("C = (y - 1)^2") == ("C = (y - 1)^2",)


def test_that_a_long_one_is_broken_before_a_relation() -> None:
    first, second = broken(LONG)
    assert first + second == LONG and second.startswith("= 2")


def test_that_no_factor_is_left_alone_on_the_last_line() -> None:
    sigmoid, weight = r"\times \sigma(z^3)(1 - \sigma(z^3)) ", r"\times \theta_3"
    first, second = broken(r"\frac{\partial C}{\partial a^2} = 2(\hat{y} - y) " + sigmoid + weight)
    assert first.endswith("y) ") and second == sigmoid + weight


def test_that_nothing_is_lost_but_the_gaps() -> None:
    tex = r"a = b + c \qquad " + LONG
    assert "".join(broken(tex)).replace(" ", "") == tex.replace(r"\qquad", "").replace(" ", "")


@pytest.mark.parametrize("id", shipped_pack().ids)
def test_that_no_displayed_formula_of_a_lesson_is_wider_than_its_page(id: str) -> None:
    book = open_book(shipped_pack(), id)
    for page, document in zip(book.lesson.pages, book.documents, strict=True):
        for tex, inline in formulas_of(page, numbers_of(document)):
            if not inline:
                assert all(formula(line).width <= ROOM * SHRUNK for line in broken(tex)), (page.title, tex)


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
