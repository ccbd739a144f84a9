"""Answers as expressions: a small grammar of our own, read by recursive descent, never by the interpreter.

    sum     = product { (+ | -) product }
    product = sign { (* | /) sign | juxtaposed }      juxtaposed: 2(…), )(…), 2 θ₃, but not after a division
    sign    = { + | - } power
    power   = atom [ (^ | **) sign ]                   to the right: 2^3^2 is 2^9
    atom    = number | ½ | name | function ['] ( sum ) | ( sum )

What cannot be read is an AnswerSyntaxError with the place and a sentence; nothing else is ever raised.
"""

from __future__ import annotations

from bptutor.exercise.answer_reader import Reader
from bptutor.exercise.names import Names, plain
from bptutor.exercise.nodes import AnswerSyntaxError, Lookup, Node
from bptutor.foundation.frozen import Frozen
from bptutor.trace.keys import Key

LONGEST = 300


class Expression(Frozen):
    """An answer that has been read. `keys` are the values that it names."""

    text: str
    root: Node
    keys: frozenset[Key]

    def value(self, look_up: Lookup | None = None) -> float:
        """The number, finite. Raises AnswerSyntaxError where there is none (a division by zero, say)."""
        return self.root.value(look_up or _no_names)


def parse(text: str, names: Names | None = None, comma_decimal: bool = False) -> Expression:
    """Read an answer. Without `names` no name of a value is accepted. Raises AnswerSyntaxError."""
    if len(text) > LONGEST:
        raise AnswerSyntaxError(LONGEST, f"That is longer than {LONGEST} characters.")
    reader = Reader(plain(text), names, comma_decimal)
    root = reader.whole()
    return Expression(text, root, frozenset(reader.keys))


def _no_names(key: Key) -> float:
    raise AnswerSyntaxError(0, "A number is asked for here, without names.")
