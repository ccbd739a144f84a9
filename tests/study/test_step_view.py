"""The step panel's view: sentence, formula and what is known, all with the engine's numbers."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bptutor.engine.examples import Batching
from bptutor.engine.ready_made import ready_made
from bptutor.foundation.numbers import short
from bptutor.study.actions import GoTo, GoToIteration, GoToKey, Hide, SetLevel
from bptutor.study.opening import opened
from bptutor.study.reduce import reduce
from bptutor.study.state import State
from bptutor.study.views.everything import views_of
from bptutor.study.views.step_view import StepView, SymbolView
from bptutor.trace.keys import Kind, parse
from bptutor.trace.steps import Level

SOURCE, CLASSIFIER = "two-hidden-layers", "classifier-2-3-2"


def state_of(name: str, level: Level = Level.VALUE) -> State:
    return reduce(opened(ready_made(name).read()), SetLevel(level))


def view_at(state: State, key: str) -> StepView:
    return views_of(reduce(state, GoToKey(parse(key)))).step


@pytest.mark.parametrize("level", [Level.VALUE, Level.TERM])
@pytest.mark.parametrize("name", [SOURCE, CLASSIFIER])
def test_that_every_step_shows_its_value(name: str, level: Level) -> None:
    state = state_of(name, level)
    for index in range(state.total):
        view = views_of(reduce(state, GoTo(index))).step
        value = float(state.timeline.step(level, index).value)
        assert view.exact == value and view.value == short(value)
        assert view.spoken.endswith(f"equals {short(value)}")
        assert f"Step {index + 1} of {state.total}" in view.spoken


def test_that_the_sentence_keeps_its_symbols() -> None:
    view = view_at(state_of(SOURCE), "dC/da[2][1]")
    symbols = [part for part in view.sentence if isinstance(part, SymbolView)]
    assert [symbol.plain for symbol in symbols] == ["∂C/∂z³", "∂z³/∂a²", "∂C/∂a²"]
    assert symbols[0].tex == r"\partial C / \partial z^{3}"
    assert "".join(p if isinstance(p, str) else p.plain for p in view.sentence) == view.sentence_text


@pytest.mark.parametrize(
    ("batching", "key", "said"),
    [
        (Batching(), "dC/da[1][1]", "example 1 of 4"),
        (Batching(), "dJ/db[1][1]", "all 4 examples"),
        (Batching("minibatch", 3), "dJ/db[1][1]", "3 of 4 examples"),
    ],
)
def test_that_it_says_which_examples_the_step_is_about_and_where_in_the_run(
    batching: Batching, key: str, said: str
) -> None:
    document = replace(ready_made("xor").read(), batching=batching)
    state = reduce(opened(document), GoToIteration(1200))
    place = view_at(state, key).place.replace("\N{NO-BREAK SPACE}", " ")
    assert place == f"{document.name} · {said} · iteration 1,200"


def test_that_known_numbers_name_the_step_that_made_them() -> None:
    state = state_of(CLASSIFIER)
    view = view_at(state, "dC/da[1][2]")
    assert [(known.name, known.number.text) for known in view.known] == [
        ("∂C/∂z²₁", "−0.5774"),
        ("∂C/∂z²₂", "0.5774"),
    ]
    for known in view.known:
        assert state.timeline.step(Level.VALUE, known.step).target == known.number.key


def test_that_shares_of_examples_are_each_their_own() -> None:
    state = state_of("xor")
    view = view_at(state, "dJ/dtheta[2][1,1]")
    assert len(view.known) == 4
    for row, known in enumerate(view.known):
        assert known.number.value == state.timeline.values[parse("dC/dtheta[2][1,1]"), row]
        assert known.name == f"∂C/∂θ²₁₁ ({row + 1})"
        assert known.spoken == f"dC by dtheta2 1 1, example {row + 1}"
        assert state.timeline.step(Level.VALUE, known.step).example == row + 1


@pytest.mark.parametrize("level", list(Level))
def test_that_a_hidden_value_is_nowhere_in_the_view(level: Level) -> None:
    state = state_of(CLASSIFIER, level)
    for index in range(state.total):
        target = state.timeline.step(level, index).target
        whole = target.j == 0 and target.kind is not Kind.C
        asked = target._replace(j=1, k=1 if target.kind is Kind.THETA_NEW else 0) if whole else target
        view = views_of(reduce(reduce(state, GoTo(index)), Hide(frozenset((asked,))))).step
        assert view.exact is None and view.substituted == ""
        assert view.value in ("?", "") and len(view.matrices) <= 1
        assert "equals" not in view.spoken
