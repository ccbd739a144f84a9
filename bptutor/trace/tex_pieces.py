"""Pieces of TeX that formulas are made of: numbers, long sums cut short, patterns filled in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bptutor.foundation import numbers
from bptutor.trace.steps import Number, Term

MOST_SUMMANDS = 6


def number(value: Number) -> str:
    """A number as TeX."""
    return numbers.tex(float(value))


def inner(value: Number) -> str:
    """A number among others as TeX: a negative one in brackets."""
    return numbers.bracketed(number(value))


def few(terms: Sequence[Term], most: int = MOST_SUMMANDS) -> list[Term | None]:
    """The terms, or the first ones, None for those left out, and the last."""
    if len(terms) <= most:
        return list(terms)
    return [*terms[: most - 2], None, terms[len(terms) - 1]]


def put(pattern: str, **replacements: str) -> str:
    """A pattern of the tables with its capital letters replaced."""
    letters = "|".join(sorted(replacements, key=len, reverse=True))
    return re.sub(rf"(?<![A-Za-z\\])({letters})(?![A-Za-z])", lambda match: replacements[match[1]], pattern)
