"""The numbers that a lesson speaks of, computed on a document: nothing in prose is typed in by hand.

A `Numbers` is made anew when the document changes; it keeps the passes that it has made, so that a page
of forty numbers costs one pass.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from msgspec.structs import replace

from bptutor.engine.descent import Descent
from bptutor.engine.document import Document
from bptutor.engine.network import Network
from bptutor.foundation.errors import TutorError
from bptutor.lesson import ledger, nudge
from bptutor.lesson.expressions import CONSTANTS, Call, Expression, Name, Number, parse
from bptutor.lesson.scope import COUNTS, problems
from bptutor.trace.keys import Key, Kind
from bptutor.trace.keys import parse as parse_key
from bptutor.trace.timeline import Timeline, timeline_of
from bptutor.trace.values import Values

UPDATED = frozenset({Kind.THETA_NEW, Kind.B_NEW})
OPERATIONS: Mapping[str, Callable[..., np.float64]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": lambda a, b: a**b,
    "<": lambda a, b: np.float64(a < b),
    ">": lambda a, b: np.float64(a > b),
    "<=": lambda a, b: np.float64(a <= b),
    ">=": lambda a, b: np.float64(a >= b),
    "=": lambda a, b: np.float64(a == b),
    "negative": lambda a: -a,
    "exp": np.exp,
    "ln": np.log,
    "log10": np.log10,
    "sqrt": np.sqrt,
    "abs": np.abs,
    "max": np.maximum,
    "min": np.minimum,
    "tanh": np.tanh,
    "relu": lambda z: np.maximum(z, np.float64(0)),
    "sigmoid": lambda z: np.float64(1) / (np.float64(1) + np.exp(-z)),
}


class Numbers:
    """Values of one document by key, example (from 1) and number of updates made."""

    def __init__(self, document: Document, example: int = 1) -> None:
        self.document = document
        self.example = example
        self._networks: dict[int, Network] = {0: document.network}
        self._values: dict[int, Values] = {}
        self._timelines: dict[int, Timeline] = {}

    def of(self, expression: Expression | str, variables: Mapping[str, float] | None = None) -> float:
        """The number of an expression. Raises TutorError where a name has no number here."""
        node = parse(expression) if isinstance(expression, str) else expression
        for _, problem in problems(self.document, node, tuple(variables or ())):
            raise TutorError(problem)
        with np.errstate(all="ignore"):
            return float(self._number(node, variables or {}))

    def key(self, key: Key, example: int = 0, iteration: int = 0) -> float:
        """The number of a key; example 0 is this object's own."""
        row = (example or self.example) - 1
        if key.kind in UPDATED:
            timeline = self.timeline(iteration)
            return timeline.values[key, 0]
        return self._pass(iteration)[key, row]

    def timeline(self, iteration: int = 0) -> Timeline:
        """The timeline of update number `iteration` (from 0)."""
        if iteration not in self._timelines:
            self._timelines[iteration] = timeline_of(self.document, iteration, self.network(iteration))
        return self._timelines[iteration]

    def network(self, iteration: int) -> Network:
        """The network after that many updates."""
        if iteration not in self._networks:
            nearest = max(done for done in self._networks if done < iteration)
            run = Descent(replace(self.document, network=self._networks[nearest]), nearest)
            run.advance(iteration - nearest)
            self._networks[iteration] = run.network
        return self._networks[iteration]

    def _pass(self, iteration: int) -> Values:
        if self.document.examples is None:
            raise TutorError("the network has no data, so nothing can be computed with it")
        if iteration not in self._values:
            document = self.document
            self._values[iteration] = Values(
                self.network(iteration), self.document.examples, document.learning_rate
            )
        return self._values[iteration]

    def _number(self, node: Expression, variables: Mapping[str, float]) -> np.float64:
        match node:
            case Number(value):
                return np.float64(value)
            case Name():
                return np.float64(self._name(node, variables))
            case Call("nudged" | "cost_at", (Name() as name, size)):
                return np.float64(self._pushed(node.function, name, float(self._number(size, variables))))
            case Call():
                arguments = (self._number(argument, variables) for argument in node.arguments)
                return np.float64(OPERATIONS[node.function](*arguments))

    def _name(self, name: Name, variables: Mapping[str, float]) -> float:
        if name.text in variables:
            return variables[name.text]
        if name.text in CONSTANTS:
            return CONSTANTS[name.text]
        if name.text in COUNTS:
            return float(self._count(name.text))
        return self.key(parse_key(name.text), name.example, name.iteration)

    def _pushed(self, function: str, name: Name, size: float) -> float:
        document = replace(self.document, network=self.network(name.iteration))
        push = nudge.ratio if function == "nudged" else nudge.cost_with
        key = parse_key(name.text)
        row = name.example - 1 if name.example else nudge.example_row(document, key, self.example)
        return push(document, key, size, row)

    def _count(self, name: str) -> int:
        match name:
            case "layers":
                return self.document.network.depth
            case "parameters":
                return self.document.network.parameters
            case "examples":
                return len(self.document.examples or ())
            case "multiplications_from_scratch":
                return ledger.totals(self.timeline()).from_scratch
            case _:
                return ledger.totals(self.timeline()).with_reuse
