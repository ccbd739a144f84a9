"""The reader of the grammar that `expressions` tells: one method for each rule."""

from __future__ import annotations

import re
import unicodedata

from bptutor.exercise.names import SUPERSCRIPTS, Names, UnknownNameError, digits_of
from bptutor.exercise.nodes import FUNCTIONS, AnswerSyntaxError, Binary, Call, Name, Negative, Node, Number
from bptutor.trace.keys import Key

DEEPEST = 40
FRACTIONS = "½⅓⅔¼¾"  # as they stand in hints, and are copied from there

_POINT = re.compile(r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_COMMA = re.compile(r"(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?")
_RAISED = re.compile(f"⁻?[{SUPERSCRIPTS}]+")
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_FUNCTION = re.compile("|".join(sorted(FUNCTIONS, key=len, reverse=True)))


class Reader:
    """A cursor over the text. Every method reads one rule of the grammar from where the cursor stands."""

    def __init__(self, text: str, names: Names | None, comma_decimal: bool) -> None:
        self.text, self.names, self.comma = text, names, comma_decimal
        self.at = 0
        self.depth = 0
        self.keys: set[Key] = set()

    def whole(self) -> Node:
        """The whole text as one expression. Raises AnswerSyntaxError."""
        self._blanks()
        if self.at == len(self.text):
            raise AnswerSyntaxError(self.at, "There is no answer yet.")
        root = self._sum()
        if self.at < len(self.text):
            raise AnswerSyntaxError(self.at, self._left_over(self.text[self.at]))
        return root

    def _left_over(self, character: str) -> str:
        if character == "," and self.comma:
            return "This number has a decimal sign already."
        if character == ",":
            return "A comma is no decimal sign here: write a point, as in 1.3."
        if character == ")":
            return "This bracket closes none that is open, or there is nothing in it."
        if character == "=":
            return "Only the value, please, without an equals sign."
        return f"“{character}” was not expected here: is a sign between two factors missing?"

    def _sum(self) -> Node:
        left = self._product()
        while sign := self._take("+", "-"):
            at = self.at - 1
            left = Binary(sign, left, self._product(), at)
        return left

    def _product(self) -> Node:
        left, divided = self._sign(), False
        while True:
            if sign := self._take("*", "/"):
                at = self.at - 1
                left, divided = Binary(sign, left, self._sign(), at), sign == "/"
            elif self._juxtaposed():
                if divided:
                    raise AnswerSyntaxError(
                        self.at, "Does this belong under the fraction? Put brackets or a ×."
                    )
                left = Binary("*", left, self._power(), self.at)
            else:
                return left

    def _juxtaposed(self) -> bool:
        """Whether a factor follows without a sign: a bracket or a name, as in 2(ŷ − y) and 2
        θ₃; never a number."""
        if self.at >= len(self.text) or self.at == 0:
            return False
        here = self.text[self.at]
        return here == "(" or (here.isalpha() and _RAISED.match(self.text, self.at) is None)

    def _sign(self) -> Node:
        with_minus = False
        while sign := self._take("-", "+"):
            with_minus ^= sign == "-"
        at = self.at
        inner = self._power()
        return Negative(inner, at) if with_minus else inner

    def _power(self) -> Node:
        self._deeper()
        base = self._atom()
        if self._take("^", "**"):
            at = self.at - 1
            base = Binary("^", base, self._sign(), at)
        elif match := _RAISED.match(self.text, self.at):
            exponent = float(digits_of(match[0].replace("⁻", "-")))
            base = Binary("^", base, Number(exponent, self.at), self.at)
            self._move(match.end())
        self.depth -= 1
        return base

    def _atom(self) -> Node:
        at = self.at
        if self._take("("):
            return self._closed(at)
        if at >= len(self.text):
            raise AnswerSyntaxError(at, "Something is missing at the end.")
        if match := (_COMMA if self.comma else _POINT).match(self.text, at):
            self._move(match.end())
            return Number(_finite(match[0].replace(",", "."), at), at)
        if self.text[at] in FRACTIONS:
            self._move(at + 1)
            return Number(unicodedata.numeric(self.text[at]), at)
        if named := self._name():
            return named
        if call := self._call():
            return call
        raise AnswerSyntaxError(at, self._unreadable(at))

    def _closed(self, opened: int) -> Node:
        inner = self._sum()
        if not self._take(")"):
            if self.at < len(self.text):
                raise AnswerSyntaxError(self.at, self._left_over(self.text[self.at]))
            raise AnswerSyntaxError(opened, "This bracket is never closed.")
        return inner

    def _name(self) -> Node | None:
        try:
            found = Names.match(self.names, self.text, self.at) if self.names else None
        except UnknownNameError as error:
            raise AnswerSyntaxError(self.at, str(error)) from None
        if found is None:
            return None
        key, end = found
        at = self.at
        self.keys.add(key)
        self._move(end)
        return Name(key, at)

    def _call(self) -> Node | None:
        match = _FUNCTION.match(self.text, self.at)
        if match is None:
            return None
        at, rest = self.at, match.end()
        slope = self.text.startswith("'", rest)
        self._move(rest + slope)
        if not self._take("("):
            raise AnswerSyntaxError(self.at, f"{match[0]} needs its argument in brackets.")
        self._deeper()
        inner = self._closed(self.at - 1)
        self.depth -= 1
        network = self.names.network if self.names else None
        return Call.of(match[0], slope, inner, at, network)

    def _unreadable(self, at: int) -> str:
        if word := _WORD.match(self.text, at):
            if self.names is None:
                return f"A number is asked for here: “{word[0]}” is not one."
            return (
                f"There is no value “{word[0]}” here: values are written as theta2 or w2, b1, z3, a1, "
                "yhat, y, x, eta."
            )
        return (
            self._left_over(self.text[at])
            if self.text[at] in ",)="
            else f"“{self.text[at]}” was not expected here."
        )

    def _take(self, *signs: str) -> str:
        for sign in signs:
            if self.text.startswith(sign, self.at) and not (
                sign == "*" and self.text.startswith("**", self.at)
            ):
                self._move(self.at + len(sign))
                return sign
        return ""

    def _move(self, to: int) -> None:
        self.at = to
        self._blanks()

    def _blanks(self) -> None:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1

    def _deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise AnswerSyntaxError(self.at, "There are too many brackets inside each other.")


def _finite(digits: str, at: int) -> float:
    value = float(digits)
    if value > 1e100:
        raise AnswerSyntaxError(at, "That number is too large.")
    return value
