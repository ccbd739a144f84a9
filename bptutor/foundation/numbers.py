"""Floats become text here, and nowhere else.

Shown numbers have four significant figures, a real minus sign and no more digits than they need; full
precision is what `full` gives, for hovering and for copying. Nothing is rounded before it gets here.
"""

from __future__ import annotations

import math
from functools import lru_cache

FIGURES = 4
MINUS = "\N{MINUS SIGN}"
SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
SUBSCRIPTS = str.maketrans("0123456789,-", "₀₁₂₃₄₅₆₇₈₉,₋")
LARGE = 1e5
SMALL = 1e-4


def short(value: float, figures: int = FIGURES) -> str:
    """The number as it is shown: −0.1226, 1.3, 1.234×10⁷, ∞, "not a number"."""
    if not math.isfinite(value):
        return _special(value)
    mantissa, exponent = _parts(value, figures)
    text = mantissa if exponent is None else f"{mantissa}×10{str(exponent).translate(SUPERSCRIPTS)}"
    return text.replace("-", MINUS)


def tex(value: float, figures: int = FIGURES) -> str:
    """The number inside a formula, as TeX: -0.1226, 1.234 \\times 10^{7}, \\infty."""
    if math.isnan(value):
        return r"\mathrm{NaN}"
    if math.isinf(value):
        return r"\infty" if value > 0 else r"-\infty"
    mantissa, exponent = _parts(value, figures)
    return mantissa if exponent is None else rf"{mantissa} \times 10^{{{exponent}}}"


def full(value: float) -> str:
    """The number with every digit that it has: what a copy puts on the clipboard."""
    if value == 0:
        return "0"
    # For what is not finite, repr gives nan, inf and -inf.
    return repr(float(value)).removesuffix(".0")


def whole(value: float) -> str:
    """The number with every digit that it has, as it is shown: what a tool-tip says."""
    return full(value).replace("-", MINUS)


def for_json(value: float) -> float | str:
    """The number in JSON; what JSON has no number for is the string "nan", "inf" or "-inf"."""
    return float(value) if math.isfinite(value) else full(value)


def bracketed(text: str) -> str:
    """A shown number as a factor or summand among others: a negative one in brackets."""
    return f"({text})" if text.startswith((MINUS, "-")) else text


def counted(number: int, noun: str) -> str:
    """1, "row" -> 1 row; 1200, "row" -> 1,200 rows."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def superscript(number: int) -> str:
    """12 -> ¹²."""
    return str(number).translate(SUPERSCRIPTS)


def subscript(number: int) -> str:
    """12 -> ₁₂."""
    return str(number).translate(SUBSCRIPTS)


def _special(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    return "∞" if value > 0 else MINUS + "∞"


@lru_cache(maxsize=8192)
def _parts(value: float, figures: int) -> tuple[str, int | None]:
    """Mantissa and power of ten (None where plain digits read better); −0 is 0."""
    if value == 0:
        return "0", None
    mantissa, power = f"{value:.{figures - 1}e}".split("e")
    exponent = int(power)
    if SMALL <= abs(value) < LARGE:
        text = f"{float(f'{mantissa}e{power}'):.{max(figures - 1 - exponent, 0)}f}"
        return (text.rstrip("0").rstrip(".") if "." in text else text), None
    return (mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa), exponent
