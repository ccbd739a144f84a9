#!/usr/bin/env python3
"""Random strings into the answer box: nothing but a syntax message comes back, and every value is right.

    .venv/bin/python scripts/fuzz_answers.py [--count 100000] [--seed 1]

Half of the strings are drawn character by character, half are expressions that are then damaged. Where the
box accepts a string, an independent evaluator (Python's own grammar, walked here) is asked too; where both
accept, the values must be equal. Exit code 1 on any exception but the syntax message, any string that takes
longer than 10 ms, or any difference.
"""

from __future__ import annotations

import argparse
import ast
import math
import random
import re
import sys
import time

from bptutor.engine.activations import ACTIVATIONS
from bptutor.engine.arrays import frozen
from bptutor.engine.network import Layer, Network
from bptutor.exercise.expressions import parse
from bptutor.exercise.names import Names, plain
from bptutor.exercise.nodes import AnswerSyntaxError
from bptutor.study.practise_answer import understood

CHARACTERS = "0123456789.,+-*/^()eE −×·÷θσzabxyŷ₁₂₃¹²³_[]{}'′∂dCg=%$#\t\n\0é٣😀ﬀ"
PIECES = [
    "1", "2", "0.5", "-3", "1e-3", ".25", "7.", "12345", "1e300", "9^9", "(", ")", "+", "-", "*", "/",
    "^", "−", "×", "·", "theta2", "θ₂", "w2", "a1", "a^1", "yhat", "ŷ", "z3", "y", "x", "sigma(", "σ(",
    "relu(", "g'(", "exp(", "ln(", "C", "dC/dz3", "∂C/∂z³", " ", ",", "²", "theta[2][1,1]",
    "dz[3][1]/da[2][1]", "**", "sqrt(", "abs(", "((((", "))))", "1,5",
]  # fmt: skip
SLOW = 0.010
# What only Python's grammar has, or what it reads in another way than a person does.
ONLY_PYTHON = re.compile(r"//|\*\*\s*\*|[jJ_]|\d\s+\d|0[0-9]|[\n\t\0#]|[^\x00-\x7f]|<|>|=")


def network() -> Network:
    """One neuron a layer, as in the source."""
    return Network(
        tuple(Layer(frozen([[w]]), frozen([b]), ACTIVATIONS[g]) for w, b, g in LAYERS),
    )


LAYERS = ((0.8, 0.1, "relu"), (0.5, 0.2, "relu"), (1.2, -0.3, "sigmoid"))


def draw(rng: random.Random) -> str:
    """A random string, at times a very long or a deeply nested one."""
    kind = rng.random()
    if kind < 0.02:
        return rng.choice(["(", "-", "^9", "9^", "1+", "2(", "exp("]) * rng.randrange(1, 2000)
    if kind < 0.35:
        return "".join(rng.choice(CHARACTERS) for _ in range(rng.randrange(0, 40)))
    if kind < 0.65:
        return "".join(rng.choice(PIECES) for _ in range(rng.randrange(1, 14)))
    text = expression(rng, rng.randrange(0, 5))
    if kind < 0.85:
        return text
    place = rng.randrange(0, len(text) + 1)
    return text[:place] + rng.choice(CHARACTERS) + text[place + rng.randrange(0, 3) :]


def expression(rng: random.Random, depth: int) -> str:
    """A well-formed expression in numbers."""
    if depth == 0:
        return rng.choice(
            [str(rng.randrange(0, 100)), f"{rng.random():.4f}", f"{rng.random():.2e}", ".5", "3."]
        )
    left, right = expression(rng, depth - 1), expression(rng, depth - 1)
    space = rng.choice(["", " "])
    match rng.randrange(6):
        case 0:
            return f"({left}{space}{rng.choice('+-*/')}{space}{right})"
        case 1:
            return f"-{left}"
        case 2:
            return f"{left}^{rng.choice(['2', '3', '-1', '0.5', '(1/2)'])}"
        case _:
            return f"{left}{space}{rng.choice('+-*/×·÷−')}{space}{right}"


def independent(text: str) -> float | None:
    """The value by Python's grammar, None where it does not accept the string."""
    source = plain(text).strip().replace("^", "**")
    if ONLY_PYTHON.search(source) or len(source) > 400:
        return None
    try:
        return walk(ast.parse(source, mode="eval").body)
    except (SyntaxError, ValueError, TypeError, ArithmeticError, RecursionError, MemoryError):
        return None


def walk(node: ast.expr) -> float:
    """Numbers, four operations, powers and signs; anything else is a ValueError."""
    match node:
        case ast.Constant(value=int() | float()) if not isinstance(node.value, bool):
            return float(node.value)
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -walk(inner)
        case ast.UnaryOp(op=ast.UAdd(), operand=inner):
            return walk(inner)
        case ast.BinOp(left=one, op=op, right=two):
            return {
                ast.Add: lambda a, b: a + b,
                ast.Sub: lambda a, b: a - b,
                ast.Mult: lambda a, b: a * b,
                ast.Div: lambda a, b: a / b,
                ast.Pow: power,
            }[type(op)](walk(one), walk(two))
    raise ValueError(node)


def power(base: float, exponent: float) -> float:
    """A real power."""
    result = base**exponent
    if isinstance(result, complex):
        raise ValueError(result)
    return result


def fuzz(count: int, seed: int) -> tuple[str, list[str]]:
    """What was counted, in a line, and every problem."""
    rng = random.Random(seed)
    names = Names(network())
    accepted = compared = 0
    slowest, slowest_text, problems = 0.0, "", list[str]()
    for _ in range(count):
        text, with_names, comma = draw(rng), rng.random() < 0.5, rng.random() < 0.2
        # The thread's own time: what another program does meanwhile is not the answer box's fault.
        start = time.thread_time()
        value, keys = one(text, names if with_names else None, comma, problems)
        understood(text, names)
        took = time.thread_time() - start
        if took > slowest:
            slowest, slowest_text = took, text
        if value is None:
            continue
        accepted += 1
        other = None if keys or "," in text else independent(text)
        if other is not None and abs(other) <= 1e100:
            compared += 1
            if not math.isclose(other, value, rel_tol=1e-12, abs_tol=1e-300):
                problems.append(f"{text!r}: {value} here, {other} there")
    if slowest > SLOW:
        problems.append(f"{slowest * 1000:.1f} ms for {slowest_text!r}")
    counts = f"{count:,} strings: {accepted:,} accepted, {compared:,} of them by both evaluators"
    return f"{counts}; slowest {slowest * 1000:.2f} ms", problems


def one(text: str, names: Names | None, comma: bool, problems: list[str]) -> tuple[float | None, bool]:
    """The value of one string (None where it is refused), and whether it names values."""
    try:
        expression = parse(text, names, comma)
        value = expression.value(lambda key: 0.7)
    except AnswerSyntaxError as error:
        if not 0 <= error.position <= len(text) or not error.sentence:
            problems.append(f"position {error.position} in {text!r}")
        return None, False
    except Exception as error:
        problems.append(f"{type(error).__name__} in {text!r}: {error}")
        return None, False
    if not math.isfinite(value):
        problems.append(f"{value} for {text!r}")
    return value, bool(expression.keys)


def main() -> int:
    """Run, print, and say how it went."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    said, problems = fuzz(chosen.count, chosen.seed)
    print(f"{said}; {len(problems)} problems")
    for problem in problems[:20]:
        print(" ", problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
