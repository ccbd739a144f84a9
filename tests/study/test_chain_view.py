"""The chain's view: the right cards, every number the engine's, and nothing given away."""

from __future__ import annotations

import pytest

from bptutor.engine.passes import Backward, Forward, backward, forward
from bptutor.engine.ready_made import READY_MADE, ready_made
from bptutor.foundation.numbers import short
from bptutor.study.actions import GoTo, GoToKey, Hide, SelectParameter, SetLevel
from bptutor.study.edit_actions import EditValue
from bptutor.study.opening import opened
from bptutor.study.reduce import reduce
from bptutor.study.state import State
from bptutor.study.views.chain_view import CardView, ChainView
from bptutor.study.views.everything import views_of
from bptutor.study.views.numbers import Status
from bptutor.trace.keys import Key, Kind, parse
from bptutor.trace.steps import Level, Phase

SOURCE, CLASSIFIER = "two-hidden-layers", "classifier-2-3-2"


def state_of(name: str, level: Level = Level.VALUE) -> State:
    return reduce(opened(ready_made(name).read()), SetLevel(level))


def at(state: State, key: str) -> State:
    return reduce(state, GoToKey(parse(key)))


def chain(state: State) -> ChainView:
    return views_of(state).chain


def cards_of(view: ChainView) -> list[CardView]:
    rows = [card for row in view.rows for card in row.cards]
    return [*view.cards, *rows, *([view.total] if view.total is not None else [])]


class Engine:
    """Values of one example by key, worked out by the engine's own pass."""

    def __init__(self, state: State) -> None:
        self.network = state.network
        examples = state.timeline.examples
        row = slice(state.row, state.row + 1)
        self.x, self.y = examples.inputs[row], examples.targets[row]
        self.ahead: Forward = forward(self.network, self.x)
        self.behind: Backward = backward(self.network, self.ahead, self.y)

    def __call__(self, key: Key) -> float | None:
        """None for what the engine has no name for."""
        layer, j, k = key.layer, key.j - 1, key.k - 1
        match key.kind:
            case Kind.THETA | Kind.DZ_DA:
                return float(self.network.layers[layer - 1].weights[j, k])
            case Kind.B:
                return float(self.network.layers[layer - 1].biases[j])
            case Kind.Z:
                return float(self.ahead.z[layer][0, j])
            case Kind.A:
                return float(self.ahead.a[layer][0, j])
            case Kind.DC_DA if layer == self.network.depth:
                return float(self.network.cost.slope(self.ahead.a[layer], self.y)[0, j])
            case Kind.DC_DZ | Kind.DC_DB:
                return float(self.behind.dz[layer][0, j])
            case Kind.DC_DTHETA:
                return float(self.behind.dz[layer][0, j] * self.ahead.a[layer - 1][0, k])
            case Kind.DZ_DTHETA:
                return float(self.ahead.a[layer - 1][0, k])
            case _:
                return None


@pytest.mark.parametrize("level", [Level.VALUE, Level.TERM])
@pytest.mark.parametrize("name", [SOURCE, CLASSIFIER])
def test_that_every_number_of_every_step_is_the_engines(name: str, level: Level) -> None:
    state = state_of(name, level)
    engine, checked = Engine(state), 0
    for index in range(state.total):
        for card in cards_of(chain(reduce(state, GoTo(index)))):
            for number in filter(None, (card.value, card.running)):
                wanted = engine(number.key)
                if number.value is not None and wanted is not None:
                    assert number.value == pytest.approx(wanted, rel=1e-12, abs=1e-15), (index, number.key)
                    assert number.text == short(number.value)
                    checked += 1
    assert checked > 40


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("name", sorted(entry.name for entry in READY_MADE))
def test_that_every_kind_of_step_has_a_view_that_shows_its_value(name: str, level: Level) -> None:
    state = state_of(name, level)
    for index in sorted({*range(0, state.total, max(state.total // 60, 1)), state.total - 1}):
        here = reduce(state, GoTo(index))
        step, view = here.timeline.step(level, index), chain(here)
        assert view.title
        if level is Level.LAYER and step.phase is not Phase.COST:
            assert view.formula is not None and view.spoken
            continue
        assert any(card.current for card in cards_of(view)), (index, step.target)
        shown = [n.value for card in cards_of(view) for n in (card.value, card.running) if n is not None]
        partial = step.target.n > 0
        assert partial or float(step.value) in shown, (index, step.target)


def test_that_the_sources_chain_has_five_cards_in_order_with_running_products() -> None:
    view = chain(at(state_of(SOURCE), "dC/da[2][1]"))
    assert view.title == "Chain ∂C/∂θ₂"
    assert [str(card.key) for card in view.cards] == [
        "dC/da[3][1]",
        "da[3][1]/dz[3][1]",
        "dz[3][1]/da[2][1]",
        "da[2][1]/dz[2][1]",
        "dz[2][1]/dtheta[2][1,1]",
    ]
    assert [card.value.text for card in view.cards] == ["−0.6548", "0.2202", "1.2", "", ""]
    running = [card.running.text for card in view.cards if card.running is not None]
    assert running == ["−0.6548", "−0.1442", "−0.173", "", ""]
    assert [card.current for card in view.cards] == [False, False, True, False, False]
    assert [card.joiner for card in view.cards] == ["", "×", "×", "×", "×"]


def test_that_running_products_are_products_of_the_cards() -> None:
    cards = chain(at(state_of(SOURCE), "dC/dtheta[1][1,1]")).cards
    assert len(cards) == 7
    product = 1.0
    for card in cards:
        assert card.value.value is not None and card.running is not None and card.running.value is not None
        product *= card.value.value
        assert card.running.value == pytest.approx(product, rel=1e-12)


def test_that_a_card_says_factor_rule_value_and_product() -> None:
    card = chain(at(state_of(SOURCE), "dC/da[2][1]")).cards[2]
    assert card.spoken == "factor 3, dz3 by da2, theta3, 1.2; running product dC by da2 −0.173"


def test_that_the_chain_leads_to_the_selected_parameter_where_the_step_is_on_its_way() -> None:
    state = reduce(state_of(SOURCE), SelectParameter(parse("theta[1][1,1]")))
    assert chain(at(state, "dC/da[2][1]")).title == "Chain ∂C/∂θ₁"
    assert chain(at(state, "dC/dtheta[3][1,1]")).title == "Chain ∂C/∂θ₃"


def test_that_a_later_number_is_not_yet_and_never_zero() -> None:
    cards = chain(at(state_of("dead-relu"), "dC/da[2][1]")).cards
    later = cards[3]
    assert later.value.status is Status.NOT_YET and later.value.value is None and later.value.text == ""
    assert later.numbers == "" and "not yet" in later.spoken


def test_that_two_paths_stand_in_rows_and_add_up() -> None:
    view = chain(at(state_of(CLASSIFIER), "dC/da[1][2]"))
    assert view.title == "Chain ∂C/∂a¹₂ · two paths, added"
    assert [row.label for row in view.rows] == ["over z²₁", "over z²₂"]
    products = [row.cards[-1].value.value for row in view.rows]
    for row in view.rows:
        known, local, product = (card.value.value for card in row.cards)
        assert known is not None and local is not None
        assert product == pytest.approx(known * local, rel=1e-12)
    assert view.total is not None and view.total.value.value == pytest.approx(sum(p for p in products if p))


def test_that_many_paths_show_those_about_the_present_one_and_the_sum_so_far() -> None:
    state = reduce(state_of("digits-64-32-10", Level.TERM), GoToKey(parse("dC/dz[2][3]*dz[2][3]/da[1][3]")))
    view = chain(state)
    assert not view.rows and view.summands
    current = [card for card in view.cards if card.current]
    assert [card.label for card in current] == ["over z²₃"]
    engine = Engine(state)
    parts = [
        engine(Key(Kind.DC_DZ, 2, j)) * engine(Key(Kind.THETA, 2, j, 3))  # type: ignore[operator]
        for j in (1, 2, 3)
    ]
    text = "".join(words for words, _ in view.note)
    assert text == f"sum so far {short(sum(parts))}  ·  3 of 10 paths"
    assert sum(card.more for card in view.cards) == 10 - 4


def test_that_stand_ins_and_cards_are_all_summands() -> None:
    state = state_of("digits-64-32-10", Level.TERM)
    for k in (1, 2, 4, 5, 31, 62, 63, 64):
        view = chain(reduce(state, GoToKey(parse(f"theta[1][3,{k}]*x[{k}]"))))
        assert all(card.more != 1 for card in view.cards), "one that is left out takes as much room itself"
        shown = [card for card in view.cards if card.key.kind is Kind.WEIGHTED_INPUT and not card.more]
        assert len(shown) + sum(card.more for card in view.cards) == 64
        assert [card.key.k for card in shown if card.current] == [k]


def test_that_the_way_forward_grows() -> None:
    state = state_of(SOURCE)
    for index, count in ((0, 1), (3, 4), (6, 7)):
        assert len(chain(reduce(state, GoTo(index))).cards) == count
    assert [card.joiner for card in chain(reduce(state, GoTo(2))).cards] == ["", "→", "→"]


def test_that_an_update_reads_as_an_equation() -> None:
    state = state_of(SOURCE)
    view = chain(at(state, "theta+[2][1,1]"))
    assert view.phase is Phase.UPDATE
    old, rate, gradient, new = (card.value.value for card in view.cards)
    assert old is not None and rate is not None and gradient is not None
    assert new == pytest.approx(old - rate * gradient, rel=1e-12)
    assert [card.joiner for card in view.cards] == ["", "−", "×", "="]


def test_that_examples_are_gathered_one_after_another() -> None:
    state = state_of("xor", Level.TERM)
    view = chain(reduce(state, GoToKey(parse("sum[1..3](dC/dtheta[2][1,1])"))))
    labels = [card.label for card in view.cards[:4]]
    assert labels == ["example 1", "example 2", "example 3", "example 4"]
    assert [card.current for card in view.cards] == [False, False, True, False, False]
    whole = chain(at(state_of("xor"), "dJ/dtheta[2][1,1]"))
    shares = [card.value.value for card in whole.cards[:4]]
    assert whole.cards[-1].value.value == pytest.approx(sum(s for s in shares if s is not None) / 4)


@pytest.mark.parametrize("name", [SOURCE, CLASSIFIER])
@pytest.mark.parametrize("level", [Level.VALUE, Level.TERM])
def test_that_a_hidden_value_is_nowhere_in_its_chain(name: str, level: Level) -> None:
    state = state_of(name, level)
    for index in range(state.total):
        step = state.timeline.step(level, index)
        view = chain(reduce(reduce(state, GoTo(index)), Hide(frozenset((step.target,)))))
        shown = [n for card in cards_of(view) for n in (card.value, card.running) if n is not None]
        own = [number for number in shown if number.key == step.target]
        assert all(number.text == "?" and number.value is None for number in own)
        note = "".join(words for words, _ in view.note).split()
        assert short(float(step.value)) not in note


def test_that_a_layer_without_numbers_says_how_large_it_is() -> None:
    view = chain(reduce(state_of("digits-64-32-10", Level.LAYER), GoTo(0)))
    assert "θ¹: 32 × 64" in "".join(words for words, _ in view.note)


def test_that_the_examples_of_a_layer_say_once_how_large_they_are() -> None:
    view = chain(at(state_of("digits-64-32-10", Level.LAYER), "dJ/dtheta[2][1,1]"))
    assert "".join(words for words, _ in view.note) == "∂C/∂θ²: 10 × 32"


def test_that_a_hidden_layer_shows_symbols_only() -> None:
    state = reduce(state_of(CLASSIFIER, Level.LAYER), GoTo(0))
    view = chain(reduce(state, Hide(frozenset((parse("a[1][2]"),)))))
    assert view.formula is not None and view.formula.symbolic
    assert view.formula.substituted == view.formula.value == ""
    assert "0.8455" not in view.spoken


def test_that_after_an_edit_a_number_made_before_it_says_so_and_shows_no_rule_with_new_numbers() -> None:
    state = at(state_of(SOURCE), "dC/da[2][1]")
    before = chain(state).cards
    after = chain(reduce(state, EditValue(parse("theta[3][1,1]"), 2.0))).cards
    assert after[0].value.status is Status.STALE and after[0].value.text == before[0].value.text
    assert after[0].numbers == "" and "from before the edit" in after[0].spoken


def test_that_a_rule_of_one_fraction_is_in_one_line() -> None:
    """On a card it would stand under the fraction of its own name."""
    rules = {card.rule for card in cards_of(chain(at(state_of(CLASSIFIER), "dC/da[2][1]")))}
    assert r"-y_{1}/\hat{y}_{1}" in rules and not any(r"\frac" in rule for rule in rules)
