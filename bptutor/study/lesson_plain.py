"""Expressions of a lesson as a person reads them: θ₂ · ∂a²/∂z², z² < 0."""

from __future__ import annotations

from bptutor.foundation.numbers import short
from bptutor.lesson.expressions import Call, Expression, Name, Number
from bptutor.lesson.expressions import parse as read
from bptutor.trace.keys import NameOfValueError, parse
from bptutor.trace.symbols import Namer

SIGNS = {"+": " + ", "-": " − ", "*": " · ", "/": " / ", "^": "^", "<": " < ", ">": " > ", "<=": " ≤ "}
SIGNS |= {">=": " ≥ ", "=": " = "}
TIGHTNESS = {"<": 0, ">": 0, "<=": 0, ">=": 0, "=": 0, "+": 1, "-": 1, "*": 2, "/": 2, "negative": 3, "^": 4}


def plain_expression(text: str, namer: Namer) -> str:
    """The expression with its values as they are written in the window."""
    return _written(read(text), namer, -1)


def _written(node: Expression, namer: Namer, around: int) -> str:
    match node:
        case Number(value):
            return short(value)
        case Name(text, example, iteration):
            return _name(text, namer) + _which(example, iteration)
        case Call("abs", (inner,)):
            return f"|{_written(inner, namer, -1)}|"
        case Call("negative", (inner,)):
            return f"−{_written(inner, namer, TIGHTNESS['negative'])}"
        case Call(function, (left, right)) if function in SIGNS:
            tight = TIGHTNESS[function]
            whole = _written(left, namer, tight) + SIGNS[function] + _written(right, namer, tight + 1)
            return f"({whole})" if tight < around else whole
        case Call(function, arguments):
            return f"{function}({', '.join(_written(each, namer, -1) for each in arguments)})"


def _name(text: str, namer: Namer) -> str:
    try:
        return namer.plain(parse(text))
    except NameOfValueError:
        return text.replace("_", " ")


def _which(example: int, iteration: int) -> str:
    parts = [f"example {example}"] if example else []
    parts += [f"after {iteration}"] if iteration else []
    return f" ({', '.join(parts)})" if parts else ""
