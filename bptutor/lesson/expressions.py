"""Expressions in a lesson: arithmetic over names of values, as `2*(a[3][1] - y[1])`.

Read by a parser of our own into frozen nodes; nothing is ever handed to Python. A name may say which
example and which moment it means: `C#2` is the cost of example 2, `theta[2][1,1]@10` the weight after
10 updates. `nudged(theta[2][1,1], 0.01)` is ΔC/Δθ, and `cost_at(theta[2][1,1], 0.7)` the cost with
that one number changed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from bptutor.foundation.errors import TutorError
from bptutor.foundation.frozen import Frozen

MAX_LENGTH = 500
MAX_DEPTH = 60


class ExpressionError(TutorError):
    """A text that is not an expression; `offset` is where in it, counted from 0."""

    def __init__(self, problem: str, offset: int) -> None:
        self.offset = offset
        super().__init__(problem)


class Number(Frozen):
    """A number that is written out."""

    value: float


class Name(Frozen):
    """The name of a value, of a count, or of a function's own variable. Example 0 is the page's own."""

    text: str
    example: int
    iteration: int
    offset: int


class Call(Frozen):
    """A function of expressions; operators are functions with the operator as their name."""

    function: str
    arguments: tuple[Expression, ...]
    offset: int


Expression: TypeAlias = Number | Name | Call

NEURON = r"\[\d+\]\[\d+\]"
WEIGHT = r"\[\d+\]\[\d+,\s*\d+\]"
GRADIENT = rf"d[CJ]/d(?:theta{WEIGHT}|[abz]{NEURON})"
NAME = rf"""
    sum\[1\.\.\d+\]\((?:C|{GRADIENT})\) | {GRADIENT}
  | da{NEURON}/dz{NEURON} | dz{NEURON}/d(?:theta{WEIGHT}|[ab]{NEURON})
  | theta\+?{WEIGHT} | b\+?{NEURON} | [za]{NEURON} | [xyC]\[\d+\]
  | d\w+(?:\[[^\[\]]*\])*/d\w+\+?(?:\[[^\[\]]*\])+
  | [^\W\d]\w*(?:\+(?=\[))?(?:\[[^\[\]]*\])*(?!\w)
"""
TOKEN = re.compile(
    rf"""\s*(?:
    (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
  | (?P<name>{NAME})(?P<example>\#\d+)?(?P<iteration>@\d+)?
  | (?P<mark><=|>=|<|>|=|[-+*/^(),−×·])
    )""",
    re.VERBOSE,
)
# What is written so elsewhere, and how it is written here.
BOTH = "write “both” as a product, (…) * (…)"
EITHER = "write “one of them” as a sum, (…) + (…) > 0"
ELSEWHERE = {
    "==": "equal is written with one =",
    "!=": "unequal is written 1 - (… = …)",
    "**": "a power is written with ^",
    "≤": "write <=",
    "≥": "write >=",
    "&&": BOTH,
    "||": EITHER,
    "and": BOTH,
    "or": EITHER,
}
FOREIGN = re.compile(r"\s*(==|!=|\*\*|≤|≥|&&|\|\|)")
SAME = {"−": "-", "×": "*", "·": "*"}
FUNCTIONS = {
    **dict.fromkeys(("exp", "ln", "sqrt", "abs", "sigmoid", "tanh", "relu", "log10"), 1),
    **dict.fromkeys(("max", "min", "nudged", "cost_at"), 2),
}
CONSTANTS = {"pi": math.pi, "e": math.e}


@lru_cache(4096)
def parse(text: str) -> Expression:
    """The expression that a text says. Raises ExpressionError, with the place of the trouble."""
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"an expression has at most {MAX_LENGTH} letters", 0)
    return _Parser(text).whole()


def names(expression: Expression) -> Iterator[Name]:
    """Every name in an expression, from left to right."""
    if isinstance(expression, Name):
        yield expression
    elif isinstance(expression, Call):
        for argument in expression.arguments:
            yield from names(argument)


class _Parser:
    """Precedence climbing: comparisons, then sums, products, signs, powers."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[re.Match[str]] = []
        self.at = self.depth = 0
        place = 0
        while text[place:].strip():
            match = TOKEN.match(text, place)
            if foreign := FOREIGN.match(text, place):
                raise ExpressionError(ELSEWHERE[foreign[1]], foreign.start(1))
            if match is None:
                place += len(text[place:]) - len(text[place:].lstrip())
                raise ExpressionError(f"“{text[place]}” has no meaning in an expression", place)
            self.tokens.append(match)
            place = match.end()

    def whole(self) -> Expression:
        found = self.comparison()
        if self.at < len(self.tokens):
            raise self.trouble("an operator should stand before")
        return found

    def trouble(self, problem: str) -> ExpressionError:
        if self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token["name"] in ELSEWHERE:
                return ExpressionError(ELSEWHERE[token["name"]], _start(token))
            return ExpressionError(f"{problem} “{token[0].strip()}”", _start(token))
        return ExpressionError(
            "the expression ends too early" if self.tokens else "an expression is missing", len(self.text)
        )

    def mark(self, wanted: str) -> int | None:
        """The offset of one of the wanted marks, if it is next; then it is taken."""
        mark = self.tokens[self.at]["mark"] if self.at < len(self.tokens) else None
        if mark is None or SAME.get(mark, mark) not in wanted.split():
            return None
        self.at += 1
        return _start(self.tokens[self.at - 1])

    def taken(self) -> str:
        mark = self.tokens[self.at - 1]["mark"]
        return SAME.get(mark, mark)

    def comparison(self) -> Expression:
        left = self.chain("+ -")
        if (offset := self.mark("< > <= >= =")) is not None:
            return Call(self.taken(), (left, self.chain("+ -")), offset)
        return left

    def chain(self, wanted: str) -> Expression:
        """Sums of products, both from the left."""
        part = self.signed if wanted == "* /" else lambda: self.chain("* /")
        left = part()
        while (offset := self.mark(wanted)) is not None:
            left = Call(self.taken(), (left, part()), offset)
        return left

    def signed(self) -> Expression:
        """−2^2 is −(2^2), as in mathematics."""
        self.deeper()
        if (offset := self.mark("-")) is not None:
            found: Expression = Call("negative", (self.signed(),), offset)
        elif self.mark("+") is not None:
            found = self.signed()
        else:
            found = self.power()
        self.depth -= 1
        return found

    def power(self) -> Expression:
        base = self.atom()
        if (offset := self.mark("^")) is not None:
            return Call("^", (base, self.signed()), offset)
        return base

    def atom(self) -> Expression:
        self.deeper()
        if self.mark("(") is not None:
            found = self.comparison()
            self.close()
        elif self.at < len(self.tokens) and self.tokens[self.at]["mark"] is None:
            found = self.named(self.tokens[self.at])
        else:
            raise self.trouble("a number or a name should stand before")
        self.depth -= 1
        return found

    def named(self, token: re.Match[str]) -> Expression:
        self.at += 1
        if token["number"]:
            return Number(float(token["number"]))
        text, offset = token["name"], token.start("name")
        if self.mark("(") is None:
            example, iteration = token["example"] or "#0", token["iteration"] or "@0"
            return Name(re.sub(r"\s", "", text), _count(example), _count(iteration), offset)
        arguments = [self.comparison()]
        while self.mark(",") is not None:
            arguments.append(self.comparison())
        self.close()
        return _call(text, tuple(arguments), offset)

    def close(self) -> None:
        if self.mark(")") is None:
            raise self.trouble("a “)” should stand before")

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.trouble("the brackets are nested too deeply at")


def _start(token: re.Match[str]) -> int:
    return token.end() - len(token[0].lstrip())


def _count(text: str) -> int:
    """`#12` or `@12` as a number; absurdly long ones as one that no network has."""
    return int(text[1:]) if len(text) < 9 else 10**9


def _call(name: str, arguments: tuple[Expression, ...], offset: int) -> Expression:
    if name not in FUNCTIONS:
        raise ExpressionError(
            f"there is no function “{name}”: choose from {', '.join(sorted(FUNCTIONS))}", offset
        )
    if len(arguments) != FUNCTIONS[name]:
        raise ExpressionError(f"{name}(…) takes {FUNCTIONS[name]} numbers, not {len(arguments)}", offset)
    if name in ("nudged", "cost_at") and not isinstance(arguments[0], Name):
        raise ExpressionError(f"{name}(…) takes the name of a value first", offset)
    return Call(name, arguments, offset)
