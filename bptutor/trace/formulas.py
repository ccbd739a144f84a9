"""A step as TeX: symbolically, with its numbers put in, and its value.

Pieces, because a panel typesets symbols once and shows live numbers as native text beside them; `latex`
joins them to the one line that files and commands carry.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bptutor.foundation.frozen import Frozen
from bptutor.trace.cost_formulas import cost_sides
from bptutor.trace.keys import Key, Kind
from bptutor.trace.making import Source, is_of_optimiser
from bptutor.trace.matrix_formulas import matrix_formula
from bptutor.trace.steps import Level, Number, Step, StepKind, Term
from bptutor.trace.symbols import PRODUCTS, Namer, product_parts
from bptutor.trace.tex_pieces import few, inner, number, put


class Formula(Frozen):
    """target = symbolic = substituted = value, each as TeX; substituted is empty where it adds nothing."""

    target: str
    symbolic: str
    substituted: str
    value: str

    @property
    def latex(self) -> str:
        """The whole line."""
        parts: list[str] = []
        for part in (self.target, self.symbolic, self.substituted, self.value):
            if part and (not parts or part != parts[-1]):
                parts.append(part)
        return " = ".join(parts)


def formula(step: Step, source: Source, namer: Namer) -> Formula:
    """The formula of a step of any level."""
    if is_of_optimiser(step, source):
        from bptutor.trace.optimiser_formulas import optimiser_formula

        return Formula(*optimiser_formula(step, source, namer))
    if step.level is Level.LAYER:
        return Formula(*matrix_formula(step, source, namer))
    symbolic, substituted = _sides(step, source, namer)
    return Formula(namer.tex(step.target), symbolic, substituted, number(step.value))


def _sides(step: Step, source: Source, namer: Namer) -> tuple[str, str]:
    match step.kind:
        case StepKind.PRODUCT | StepKind.CHAIN:
            return _product(step, namer)
        case StepKind.SUM | StepKind.ACCUMULATE:
            return _sum(step, source, namer)
        case StepKind.MEAN:
            return _mean(step, namer)
        case StepKind.ACTIVATION:
            return _activation(step, source, namer)
        case StepKind.COST:
            return cost_sides(step.terms, source.network, namer)
        case StepKind.FACTOR:
            return factor_sides(step.target, source, namer, step.terms, _row(step, source))
        case _:
            return _update(step, namer)


def _product(step: Step, namer: Namer) -> tuple[str, str]:
    """Two factors; in the δ form a factor that is always 1 is not written."""
    terms = step.terms
    if namer.notation.delta and step.target.kind is Kind.DC_DB:
        terms = [term for term in step.terms if term.key.kind is not Kind.DZ_DB]
    return (
        r" \cdot ".join(namer.factor_tex(term.key) for term in terms),
        r" \times ".join(inner(term.value) for term in terms) if len(terms) > 1 else "",
    )


def _row(step: Step, source: Source) -> int:
    return source.rows.index(step.example - 1) if step.example is not None else 0


def _sum(step: Step, source: Source, namer: Namer) -> tuple[str, str]:
    shown = few(step.terms)
    row = _row(step, source)
    symbols = [r"\cdots" if term is None else _summand(term, namer) for term in shown]
    values = [r"\cdots" if term is None else _summand_value(term, source, row) for term in shown]
    return " + ".join(symbols), " + ".join(values)


def _summand(term: Term, namer: Namer) -> str:
    """A summand's symbol; of several examples with the example's number."""
    text = namer.tex(term.key)
    return text if term.example is None else rf"{text}\big|_{{{term.example}}}"


def _summand_value(term: Term, source: Source, row: int) -> str:
    """A product as its two numbers, anything else as its one."""
    if term.key.kind not in PRODUCTS or term.key.kind is Kind.COUNT:
        return inner(term.value)
    return r" \times ".join(inner(source.values[part, row]) for part in product_parts(term.key))


def _mean(step: Step, namer: Namer) -> tuple[str, str]:
    last = step.terms[len(step.terms) - 1]
    if last.key.kind is Kind.COUNT:
        above, count = step.terms[0], last
        return (
            rf"\frac{{1}}{{{namer.tex(count.key)}}} {namer.tex(above.key)}",
            rf"\frac{{{number(above.value)}}}{{{number(count.value)}}}",
        )
    summands = " + ".join(r"\cdots" if term is None else inner(term.value) for term in few(step.terms))
    own = namer.tex(step.terms[0].key)
    return rf"\frac{{1}}{{m}} \sum_{{i=1}}^{{m}} {own}", rf"\frac{{1}}{{{len(step.terms)}}} ({summands})"


def _activation(step: Step, source: Source, namer: Namer) -> tuple[str, str]:
    own = source.network.layers[step.target.layer - 1].activation
    if own.mixes:
        return _softmax(step, namer)
    z = step.terms[0]
    symbolic = rf"{own.tex_symbol}({namer.tex(z.key)})"
    return symbolic, put(own.tex_value, Z=_bare_or_bracketed(own.tex_value, z.value))


def _bare_or_bracketed(pattern: str, value: Number) -> str:
    return inner(value) if re.search(r"(-|\\,)Z", pattern) else number(value)


def _softmax(step: Step, namer: Namer) -> tuple[str, str]:
    layer, own = step.target.layer, step.terms[step.target.j - 1]
    whole = " + ".join(
        r"\cdots" if term is None else rf"e^{{{number(term.value)}}}" for term in few(step.terms)
    )
    symbolic = rf"\frac{{e^{{{namer.tex(own.key)}}}}}{{\sum_k e^{{{namer.tex(Key(Kind.Z, layer))}_k}}}}"
    return symbolic, rf"\frac{{e^{{{number(own.value)}}}}}{{{whole}}}"


def factor_sides(key: Key, source: Source, namer: Namer, terms: Sequence[Term], row: int) -> tuple[str, str]:
    """A local derivative by its rule, and the rule with its numbers: what a card of the chain shows."""
    match key.kind:
        case Kind.DC_DA:
            pattern = source.network.cost.tex_slope
            a, y = terms[0], terms[1]
            return (
                put(pattern, YHAT=namer.tex(a.key), Y=namer.tex(y.key)),
                put(pattern, YHAT=inner(a.value), Y=inner(y.value)),
            )
        case Kind.DA_DZ:
            return _slope(key, source, namer, row)
        case Kind.DZ_DB:
            return "1", ""
        case _:
            return namer.tex(terms[0].key), ""


def _slope(key: Key, source: Source, namer: Namer, row: int) -> tuple[str, str]:
    own = source.network.layers[key.layer - 1].activation
    a = Key(Kind.A, key.layer, key.j)
    z = Key(Kind.Z, key.layer, key.j)
    here = source.values[a, row]
    if own.mixes:
        other = Key(Kind.A, key.layer, key.k)
        if key.j == key.k:
            return rf"{namer.tex(a)}(1 - {namer.tex(a)})", rf"{number(here)}(1 - {number(here)})"
        there = source.values[other, row]
        return rf"-{namer.tex(a)}\,{namer.tex(other)}", rf"-{inner(here)} \times {inner(there)}"
    if own.name == "sigmoid":
        return put(own.tex_slope, Z=namer.tex(z)), rf"{number(here)} \times (1 - {inner(here)})"
    if own.name == "tanh":
        return put(own.tex_slope, Z=namer.tex(z)), rf"1 - {inner(here)}^2"
    return rf"{own.tex_symbol}'({namer.tex(z)})", rf"{own.tex_symbol}'({number(source.values[z, row])})"


def _update(step: Step, namer: Namer) -> tuple[str, str]:
    """θ − η ∂C/∂θ, from two terms (old, product) or three (old, rate, gradient)."""
    old, rest = step.terms[0], step.terms[1:]
    symbols = r" \, ".join(namer.tex(term.key) for term in rest)
    values = r" \times ".join(inner(term.value) for term in rest)
    return f"{namer.tex(old.key)} - {symbols}", f"{number(old.value)} - {values}"
