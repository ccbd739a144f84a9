"""What the chain panel shows: cards from C on with running products, rows where several paths meet, or the
composition as it grows on the way forward."""

from __future__ import annotations

from dataclasses import dataclass

from bptutor.foundation.numbers import MINUS, bracketed, short
from bptutor.study.state import State
from bptutor.study.views.numbers import NumberReader, NumberView, Status
from bptutor.trace.chain import Link, chain_to, splits
from bptutor.trace.finding import step_of
from bptutor.trace.formulas import Formula, factor_sides, formula
from bptutor.trace.keys import GRADIENTS, J_GRADIENTS, RATE, Key, Kind
from bptutor.trace.making import path_factors, target
from bptutor.trace.plain import plain
from bptutor.trace.steps import Level, Phase, Step, Term
from bptutor.trace.symbols import Namer
from bptutor.trace.term_steps import rule_keys
from bptutor.trace.timeline import Timeline

MOST_ROWS = 3
MOST_SUMMANDS = 5
MOST_FORWARD = 7


@dataclass(frozen=True, slots=True)
class CardView:
    """One card: a factor, a summand or a value. `joiner` stands before it; `numbers` is the rule with its
    numbers put in; `running` is the product (or sum) that has been reached with it."""

    key: Key
    symbol: str
    rule: str
    numbers: str
    value: NumberView
    current: bool
    step: int | None
    joiner: str = ""
    running: NumberView | None = None
    running_name: str = ""


@dataclass(frozen=True, slots=True)
class RowView:
    """One path of several: its cards, and their product."""

    label: str
    cards: tuple[CardView, ...]
    product: NumberView
    current: bool


@dataclass(frozen=True, slots=True)
class ChainView:
    """`cards` in a row, or `rows` one under another with `total`; `left_out` summands are not shown.
    `formula` is set at the layer level, where the step is a line of matrices."""

    title: str
    key: Key
    phase: Phase
    cards: tuple[CardView, ...] = ()
    rows: tuple[RowView, ...] = ()
    total: CardView | None = None
    left_out: int = 0
    note: str = ""
    formula: Formula | None = None


class ChainMaker:
    """Makes the chain's view of one state and step."""

    def __init__(self, state: State, step: Step, numbers: NumberReader, namer: Namer) -> None:
        self.state = state
        self.timeline: Timeline = state.timeline
        self.level_step = step
        self.numbers = numbers
        self.namer = namer
        place = self.timeline.layout.locate(state.cursor.level, state.cursor.index)
        self.whole = target(self.timeline.network, place)

    def view(self) -> ChainView:
        """The view for whatever phase the step is in."""
        step = self.level_step
        if step.level is Level.LAYER:
            title = f"Layer {step.target.layer}" if step.target.layer else self.namer.plain(step.target)
            made = formula(step, self.timeline, self.namer)
            return ChainView(title, step.target, step.phase, formula=made)
        if step.phase is Phase.BACKWARD and self.whole.kind not in J_GRADIENTS.values():
            return self._backward()
        if self.whole.kind in (Kind.THETA_NEW, Kind.B_NEW):
            return self._update()
        if self.whole.kind in (Kind.J, Kind.DJ_DTHETA, Kind.DJ_DB):
            return self._gathered()
        return self._forward()

    # Backward: cards from C, or rows where paths meet.

    def _backward(self) -> ChainView:
        if splits(self.timeline, self.whole):
            return self._paths()
        goal = self._goal()
        chain = chain_to(self.timeline, goal)
        cards = [] if chain.start is None else [self._start_card(chain.start)]
        cards += [self._link_card(link, bool(cards) or place > 0) for place, link in enumerate(chain.links)]
        return ChainView(f"Chain {self.namer.plain(goal)}", goal, Phase.BACKWARD, tuple(cards))

    def _goal(self) -> Key:
        """The parameter that the chain leads to: the selected one where the step is on its way."""
        key = self.whole
        selected = self.state.selected
        if selected is not None:
            wanted = selected._replace(kind=GRADIENTS[selected.kind])
            if any(link.running == key for link in chain_to(self.timeline, wanted).links):
                return wanted
        if key.kind in (Kind.DC_DA, Kind.DC_DZ):
            return Key(Kind.DC_DTHETA, key.layer, key.j, 1)
        return key

    def _start_card(self, start: Key) -> CardView:
        value = self.numbers(start)
        ways = self._count(start)
        return self._card(start, "", f"sum over {ways} paths", value, running=value)

    def _link_card(self, link: Link, joined: bool) -> CardView:
        rule, numbers = self._rule(link.factor)
        running = self.numbers(link.running)
        current = self.whole == link.running
        value = self.numbers(link.factor)
        return self._card(link.factor, rule, numbers, value, current, "×" if joined else "", running)

    def _rule(self, factor: Key) -> tuple[str, str]:
        """Rule as TeX, and with its numbers as text once they are known."""
        terms = [self.numbers(key) for key in self._rule_keys(factor)]
        symbolic, substituted = factor_sides(
            factor, self.timeline, self.namer, self._terms(factor), self.numbers.row
        )
        known = self.numbers(factor).known and all(term.known for term in terms)
        return symbolic, plain(substituted) if known else ""

    def _rule_keys(self, factor: Key) -> tuple[Key, ...]:
        if factor.kind is Kind.DC_DA:
            return Key(Kind.A, factor.layer, factor.j), Key(Kind.Y, 0, factor.j)
        return rule_keys(self.timeline, factor)

    def _terms(self, factor: Key) -> list[Term]:
        return [Term(key, self.timeline.values[key, self.numbers.row]) for key in self._rule_keys(factor)]

    def _paths(self) -> ChainView:
        count = self._count(self.whole)
        value = self.numbers(self.whole)
        total = self._card(self.whole, "", "", value, self.level_step.target == self.whole)
        title = f"Chain {self.namer.plain(self.whole)} · {_ways(count)}, added"
        if count <= MOST_ROWS:
            rows = tuple(self._row(path) for path in range(1, count + 1))
            return ChainView(title, self.whole, Phase.BACKWARD, rows=rows, total=total)
        shown = self._window(count)
        cards = tuple(self._summand(path, place > 0) for place, path in enumerate(shown))
        return ChainView(
            title, self.whole, Phase.BACKWARD, cards, (), total, count - len(shown), self._so_far(count)
        )

    def _row(self, path: int) -> RowView:
        known, local = path_factors(self.whole, path)
        product = self.numbers(self._summand_key(path))
        here = self.level_step.target
        cards = (
            self._card(known, "", "", self.numbers(known), False),
            self._card(local, *self._rule(local), self.numbers(local), local == here, "×"),
        )
        return RowView(f"over {self.namer.plain(self._over(path))}", cards, product, product.key == here)

    def _summand(self, path: int, joined: bool) -> CardView:
        known, local = path_factors(self.whole, path)
        key = self._summand_key(path)
        value = self.numbers(key)
        numbers = f"{self._text(known)} × {bracketed(self._text(local))}" if value.known else ""
        current = self.level_step.target in (key, local)
        return self._card(
            key, "", numbers, value, current, "+" if joined else "", symbol=self.namer.tex(self._over(path))
        )

    def _text(self, key: Key) -> str:
        return short(self.timeline.values[key, self.numbers.row])

    def _over(self, path: int) -> Key:
        over_z = self.whole.kind is Kind.DC_DA
        return Key(Kind.Z, self.whole.layer + 1, path) if over_z else Key(Kind.A, self.whole.layer, path)

    def _summand_key(self, path: int) -> Key:
        over_z = self.whole.kind is Kind.DC_DA
        layer = self.whole.layer + 1 if over_z else self.whole.layer
        return Key(Kind.OVER_Z if over_z else Kind.OVER_A, layer, path, self.whole.j)

    def _count(self, key: Key) -> int:
        return self.timeline.network.widths[key.layer + 1 if key.kind is Kind.DC_DA else key.layer]

    def _window(self, count: int) -> range:
        """The summands that are shown: so many that the present one is among them."""
        here = self.level_step.target.j if self.level_step.target != self.whole else 1
        first = min(max(here - MOST_SUMMANDS + 2, 1), max(count - MOST_SUMMANDS + 1, 1))
        return range(first, min(first + MOST_SUMMANDS, count + 1))

    def _so_far(self, count: int) -> str:
        """The sum over the paths that have been multiplied out."""
        done, total = 0, 0.0
        for path in range(1, count + 1):
            part = self.numbers(self._summand_key(path)).value
            if part is None:
                break
            done, total = done + 1, total + part
        return f"sum so far {short(total)} · {done} of {count} paths" if done else ""

    # Forward, cost, update, and the gathering over examples.

    def _forward(self) -> ChainView:
        key = self.whole
        title = f"Forward {self.namer.plain(key)}" if key.kind is not Kind.C else "Cost C"
        phase = self.level_step.phase
        if not self.namer.thin and key.kind is Kind.Z:
            return self._weighted(title)
        if not self.namer.thin:
            return ChainView(title, key, phase, (self._equation(key),))
        cards = [self._equation(value, place > 0) for place, value in enumerate(self._composition())]
        return ChainView(title, key, phase, tuple(cards[-MOST_FORWARD:]))

    def _composition(self) -> list[Key]:
        """z¹, a¹, z², … up to the value at hand, in a network that is one neuron wide."""
        keys = [
            Key(kind, layer, 1)
            for layer in range(1, self.timeline.network.depth + 1)
            for kind in (Kind.Z, Kind.A)
        ]
        keys.append(Key(Kind.C))
        return keys[: keys.index(self.whole) + 1]

    def _equation(self, key: Key, joined: bool = False) -> CardView:
        """A value with its formula and the formula's numbers."""
        at = step_of(self.timeline, key, Level.VALUE, self.numbers.row)
        assert at is not None
        made = formula(self.timeline.step(Level.VALUE, at), self.timeline, self.namer)
        value = self.numbers(key)
        numbers = plain(made.substituted) if value.known else ""
        current = key == self.whole
        return self._card(key, made.symbolic, numbers, value, current, "→" if joined else "")

    def _weighted(self, title: str) -> ChainView:
        """The summands of a z with several inputs."""
        key, inputs = self.whole, self.timeline.network.widths[self.whole.layer - 1]
        here = self.level_step.target
        first = min(max(here.k - MOST_SUMMANDS + 3, 1), max(inputs - MOST_SUMMANDS + 2, 1)) if here.k else 1
        shown = range(first, min(first + MOST_SUMMANDS - 1, inputs) + 1)
        kind = Kind.WEIGHTED if key.layer > 1 else Kind.WEIGHTED_INPUT
        cards = [self._weighted_card(Key(kind, key.layer, key.j, k), k > first) for k in shown]
        bias = Key(Kind.B, key.layer, key.j)
        cards.append(self._card(bias, "", "", self.numbers(bias), False, "+"))
        total = self._card(key, "", "", self.numbers(key), here == key)
        return ChainView(title, key, Phase.FORWARD, tuple(cards), (), total, inputs - len(shown))

    def _weighted_card(self, key: Key, joined: bool) -> CardView:
        value = self.numbers(key)
        before = Key(Kind.A, key.layer - 1, key.k) if key.layer > 1 else Key(Kind.X, 0, key.k)
        weight = Key(Kind.THETA, key.layer, key.j, key.k)
        numbers = f"{self._text(weight)} × {bracketed(self._text(before))}" if value.known else ""
        return self._card(key, "", numbers, value, self.level_step.target == key, "+" if joined else "")

    def _update(self) -> ChainView:
        key = self.whole
        weight = key.kind is Kind.THETA_NEW
        old = key._replace(kind=Kind.THETA if weight else Kind.B)
        table = GRADIENTS if len(self.timeline.rows) == 1 else J_GRADIENTS
        gradient = key._replace(kind=table[old.kind])
        cards = [
            self._card(part, "", "", self.numbers(part), False, joiner)
            for part, joiner in ((old, ""), (RATE, MINUS), (gradient, "×"))
        ]
        cards.append(self._card(key, "", "", self.numbers(key), True, "="))
        return ChainView(f"Update {self.namer.plain(old)}", key, Phase.UPDATE, tuple(cards))

    def _gathered(self) -> ChainView:
        """One example's share after the other, and what they come to."""
        step = self.timeline.step(Level.VALUE, self._value_index())
        here = self.level_step.target
        done = here.n or len(step.terms)
        first = min(max(done - MOST_SUMMANDS + 1, 0), max(len(step.terms) - MOST_SUMMANDS, 0))
        cards = []
        for place in range(first, min(first + MOST_SUMMANDS, len(step.terms))):
            term = step.terms[place]
            known = place < done
            number = NumberView(
                term.key,
                _status(known),
                float(term.value) if known else None,
                short(float(term.value)) if known else "",
            )
            label = f"example {term.example}"
            cards.append(
                self._card(term.key, "", label, number, place == done - 1, "+" if place > first else "")
            )
        total = self._card(self.whole, "", "", self.numbers(self.whole), here == self.whole)
        title = f"{self.namer.plain(self.whole)} over {len(step.terms)} examples"
        return ChainView(
            title, self.whole, self.level_step.phase, tuple(cards), (), total, len(step.terms) - len(cards)
        )

    def _value_index(self) -> int:
        place = self.timeline.layout.locate(self.state.cursor.level, self.state.cursor.index)
        return self.timeline.layout.index(Level.VALUE, place)

    def _card(
        self,
        key: Key,
        rule: str,
        numbers: str,
        value: NumberView,
        current: bool = False,
        joiner: str = "",
        running: NumberView | None = None,
        symbol: str = "",
    ) -> CardView:
        step = step_of(self.timeline, key, self.state.cursor.level, self.numbers.row)
        name = self.namer.plain(running.key) if running is not None else ""
        return CardView(
            key, symbol or self.namer.tex(key), rule, numbers, value, current, step, joiner, running, name
        )


def chain_view(state: State, step: Step, numbers: NumberReader, namer: Namer) -> ChainView:
    """The chain panel's view of a state at a step."""
    return ChainMaker(state, step, numbers, namer).view()


def _ways(count: int) -> str:
    words = {2: "two", 3: "three", 4: "four", 5: "five"}
    return f"{words.get(count, str(count))} paths"


def _status(known: bool) -> Status:
    return Status.KNOWN if known else Status.NOT_YET
