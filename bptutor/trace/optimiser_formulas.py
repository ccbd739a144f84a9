"""A step of an optimiser's update as TeX: with the letters of the papers, and with its numbers."""

from __future__ import annotations

from bptutor.trace.keys import Key, Kind
from bptutor.trace.making import Source, old_of
from bptutor.trace.matrix_formulas import matrix, written
from bptutor.trace.optimiser_keys import key_of, parameter_of
from bptutor.trace.optimiser_rules import Recipe, round_of
from bptutor.trace.optimiser_symbols import GRADIENT_TEX
from bptutor.trace.steps import Level, Step, StepKind
from bptutor.trace.symbols import Namer
from bptutor.trace.tex_pieces import inner, number

DIVISORS = frozenset({Kind.BELOW_S, Kind.BELOW_V})  # their symbol says what they are made of
CORRECTED = {Kind.CORRECTION1: Kind.BETA1, Kind.CORRECTION2: Kind.BETA2}


def optimiser_formula(step: Step, source: Source, namer: Namer) -> tuple[str, str, str, str]:
    """target, symbolic, substituted and value of a step."""
    if step.level is Level.LAYER:
        return _of_layer(step, source, namer)
    letters = _Letters(step, source, namer)
    values = _Values(step, source)
    target, value = namer.tex(step.target), number(step.value)
    match step.kind:
        case StepKind.PRODUCT if step.target.kind is Kind.SQUARE:
            return target, f"{GRADIENT_TEX} \\cdot {GRADIENT_TEX}", values.joined(r" \times "), value
        case StepKind.PRODUCT:
            return target, letters.joined(r" \cdot "), values.joined(r" \times "), value
        case StepKind.SUM:
            symbolic = "" if step.target.kind in DIVISORS else letters.joined(" + ")
            return target, symbolic, values.joined(" + "), value
        case StepKind.ROOT:
            return target, "", rf"\sqrt{{{values.at(0)}}}", value
        case StepKind.QUOTIENT:
            return target, _over(letters.at(0), letters.at(1)), _over(values.bare(0), values.at(1)), value
        case _:
            return target, _update(letters), _update(values), value


class _Letters:
    """The terms of a step as letters."""

    def __init__(self, step: Step, source: Source, namer: Namer) -> None:
        self._step, self._source, self._namer = step, source, namer
        self.count = len(step.terms)

    def at(self, place: int) -> str:
        """A term among others."""
        return letter(self._step.terms[place].key, self._source, self._namer)

    def bare(self, place: int) -> str:
        """A term by itself."""
        return self.at(place)

    def joined(self, sign: str) -> str:
        """All terms, with a sign between them."""
        return sign.join(self.at(place) for place in range(self.count))


class _Values:
    """The terms of a step as numbers; at the value level a product as the numbers that it is made of."""

    def __init__(self, step: Step, source: Source) -> None:
        self._step, self._source = step, source
        self.count = len(step.terms)

    def at(self, place: int) -> str:
        """A term among others."""
        term = self._step.terms[place]
        if term.key.kind in CORRECTED:
            return correction(term.key, self._source)
        if self._step.level is Level.VALUE and self._step.kind is StepKind.SUM:
            return _spread(term.key, self._source)
        return inner(term.value)

    def bare(self, place: int) -> str:
        """A term by itself: without brackets."""
        return number(self._step.terms[place].value)

    def joined(self, sign: str) -> str:
        """All terms, with a sign between them."""
        return sign.join(self.at(place) for place in range(self.count))


def correction(key: Key, source: Source) -> str:
    """1 − βᵗ with its numbers."""
    optimising = source.values.optimising
    return f"1 - {number(optimising.setting(CORRECTED[key.kind]))}^{{{optimising.update}}}"


def letter(key: Key, source: Source, namer: Namer) -> str:
    """A term's symbol; the gradient of the parameter is g_t."""
    return GRADIENT_TEX if key.kind in _GRADIENTS else namer.tex(key)


_GRADIENTS = frozenset({Kind.DC_DTHETA, Kind.DC_DB, Kind.DJ_DTHETA, Kind.DJ_DB})


def _spread(key: Key, source: Source) -> str:
    """A summand as the numbers of the products that lead to it."""
    parameter = parameter_of(key)
    recipe = _recipe(key.kind, source)
    if parameter is None or recipe is None or recipe.kind is not StepKind.PRODUCT:
        return inner(source.values[key, 0])
    several = len(source.rows) > 1
    if key.kind is Kind.SQUARE:
        gradient = source.values[key_of(Kind.DC_DTHETA, parameter, several), 0]
        return f"{inner(gradient)}^2"
    return r" \times ".join(_spread(key_of(kind, parameter, several), source) for kind in recipe.terms)


def _recipe(kind: Kind, source: Source) -> Recipe | None:
    values = round_of(source.values.optimising.optimiser)
    return next((made for value in values for made in value.recipes if made.target is kind), None)


def _over(above: str, below: str) -> str:
    return rf"\frac{{{above}}}{{{below}}}"


def _update(texts: _Letters | _Values) -> str:
    """θ − change, θ − η d, or θ − η m / (√v + ε): from two, three or five terms."""
    old, at = texts.bare(0), texts.at
    if texts.count == 2:
        return f"{old} - {at(1)}"
    sign = r" \, " if isinstance(texts, _Letters) else r" \times "
    if texts.count == 3:
        return f"{old} - {at(1)}{sign}{at(2)}"
    below = rf"\sqrt{{{at(3)}}} + {at(4)}"
    return f"{old} - {at(1)}{sign}{_over(texts.bare(2), below)}"


def _of_layer(step: Step, source: Source, namer: Namer) -> tuple[str, str, str, str]:
    """θ − η d in matrices; what is divided is divided entry by entry."""
    old, rate, moved = step.terms
    what = namer.tex(moved.key)
    if moved.key.kind is Kind.RATIO:
        recipe = _recipe(Kind.RATIO, source)
        assert recipe is not None
        several, parameter = len(source.rows) > 1, old_of(step.target)
        what = _over(*(letter(key_of(kind, parameter, several), source, namer) for kind in recipe.terms))
    symbolic = rf"{namer.tex(old.key)} - {namer.tex(rate.key)} \, {what}"
    parts = [written(old.key, value, namer) for value in (old.value, moved.value, step.value)]
    substituted = rf"{parts[0]} - {matrix(rate.value)} \cdot {parts[1]}" if all(parts[:2]) else ""
    return namer.tex(step.target), symbolic, substituted, parts[2].strip("()")
