"""The composition of an optimiser's update: from the gradient, value by value, to the new parameter; and at
the finest level what the value in sight is put together from."""

from __future__ import annotations

from msgspec.structs import replace

from bptutor.engine.optimisers import RULES
from bptutor.study.views.chain_cards import Cards, CardView, ChainView
from bptutor.study.views.numbers import Status
from bptutor.trace.finding import step_of
from bptutor.trace.formulas import formula
from bptutor.trace.keys import Key, Kind
from bptutor.trace.optimiser_formulas import CORRECTED, correction
from bptutor.trace.optimiser_keys import key_of
from bptutor.trace.optimiser_rules import Recipe, round_of
from bptutor.trace.optimiser_steps import parameter_at
from bptutor.trace.optimiser_symbols import GRADIENT_TEX
from bptutor.trace.plain import plain
from bptutor.trace.steps import Level, StepKind

MOST_LETTERS = 36  # of a rule with its numbers; a longer one stands in the step's own panel
SIGNS = {StepKind.SUM: "+", StepKind.QUOTIENT: "÷"}


def composed(cards: Cards) -> ChainView:
    """The update of the parameter that the step is about."""
    parameter = parameter_at(cards.timeline, cards.place)
    heading = f"Update {cards.namer.plain(parameter)}{by_optimiser(cards)}"
    made = _Made(cards, parameter)
    row = made.value() if cards.step.level is Level.TERM else made.round()
    return ChainView(heading, cards.whole, cards.step.phase, tuple(row))


def by_optimiser(cards: Cards) -> str:
    """What makes the update, and its number."""
    optimising = cards.timeline.values.optimising
    return f" · {RULES[optimising.optimiser.rule].title}, t = {optimising.update}"


class _Made:
    """Makes the cards of one parameter's update."""

    def __init__(self, cards: Cards, parameter: Key) -> None:
        self._cards = cards
        self._parameter = parameter
        self._values = round_of(cards.timeline.optimiser)

    def round(self) -> list[CardView]:
        """The gradient, and each value that is made of it."""
        row = [self._gradient()]
        return [*row, *(self._made(value.target, Level.VALUE, "→") for value in self._values)]

    def value(self) -> list[CardView]:
        """What the value in sight is put together from."""
        value = self._values[self._cards.place.value % len(self._values)]
        last = value.recipes[-1]
        if last.kind not in SIGNS:
            joiners = ("", *["→"] * len(value.recipes))
            return [
                self._made(recipe.target, Level.TERM, joiner)
                for joiner, recipe in zip(joiners, value.recipes, strict=False)
            ]
        first = [recipe.target for recipe in value.recipes[:-1] if recipe.target not in last.terms]
        row = [self._made(kind, Level.TERM, "") for kind in first]
        return [*row, *self._terms(last, bool(row)), self._total(last.target)]

    def _terms(self, last: Recipe, after: bool) -> list[CardView]:
        joiners = ("→" if after else "", *[SIGNS[last.kind]] * (len(last.terms) - 1))
        return [
            self._made(kind, Level.TERM, joiner) for kind, joiner in zip(last.terms, joiners, strict=True)
        ]

    def _total(self, kind: Kind) -> CardView:
        """What the terms beside it come to."""
        return replace(self._made(kind, Level.TERM, "="), rule="", numbers="", framed=False)

    def _gradient(self, joiner: str = "") -> CardView:
        card = self._cards.card(self._key(Kind.DC_DTHETA), joiner=joiner)
        return replace(card, rule=GRADIENT_TEX)

    def _made(self, kind: Kind, level: Level, joiner: str) -> CardView:
        """A number with its formula, and the formula's numbers once they may be seen."""
        if kind is Kind.DC_DTHETA:
            return self._gradient(joiner)
        key, cards = self._key(kind), self._cards
        card = cards.card(key, joiner=joiner)
        at = step_of(cards.timeline, key, level)
        if at is None or at < 0:
            given = plain(correction(key, cards.timeline)) if kind in CORRECTED else ""
            return replace(card, numbers=given)
        step = cards.timeline.step(level, at)
        made = formula(step, cards.timeline, cards.namer)
        fresh = card.value.known and card.value.status is not Status.STALE
        numbers = plain(made.substituted) if fresh else ""
        lights = card.lights.union(term.key for term in step.terms)
        shown = numbers if len(numbers) <= MOST_LETTERS else ""
        # The symbol of a product that has no letter of its own says what it is made of.
        rule = "" if step.kind is StepKind.PRODUCT and kind is not Kind.CHANGE else made.symbolic
        return replace(card, rule=rule, numbers=shown, lights=lights)

    def _key(self, kind: Kind) -> Key:
        return key_of(kind, self._parameter, len(self._cards.timeline.rows) > 1)
