"""An optimiser's update on the timeline: against the engine's runs, the papers' formulas, and itself."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pytest
from msgspec.structs import replace

from bptutor.engine.descent import Descent
from bptutor.engine.document import Document
from bptutor.engine.optimisers import RULES, Optimiser
from bptutor.engine.ready_made import ready_made
from bptutor.foundation.numbers import short
from bptutor.trace.code_lines import code_line
from bptutor.trace.finding import step_of
from bptutor.trace.formulas import formula
from bptutor.trace.keys import UPDATED, Key, Kind, NameOfValueError, parse
from bptutor.trace.layout import Layout
from bptutor.trace.narration import narrate, summary
from bptutor.trace.optimiser_keys import OPTIMISER_KINDS, key_of, parameter_of
from bptutor.trace.optimiser_rules import MOMENTS, ROUNDS
from bptutor.trace.steps import Level, Phase, Step, StepKind
from bptutor.trace.symbols import Namer
from bptutor.trace.timeline import Timeline, timeline_of
from tests.engine.test_optimisers import OPTIMISERS, published
from tests.trace.networks import random_document

REMEMBERING = [o for o in OPTIMISERS if not o.plain]
each = pytest.mark.parametrize("o", REMEMBERING, ids=lambda o: o.rule)


def timelines(document: Document, o: Optimiser, count: int) -> Iterator[tuple[Timeline, Descent]]:
    """The timeline of each of `count` updates, and the run after that update."""
    run = Descent(document, optimiser=o)
    for number in range(count):
        timeline = timeline_of(document, number, run.network, o, run.moments)
        run.advance(1)
        yield timeline, run


def updates(timeline: Timeline, level: Level) -> Iterator[Step]:
    """The steps of the update phase."""
    tail = timeline.layout.tail
    for step in timeline.steps(level, timeline.size(level) - tail.size(level)):
        if step.phase is Phase.UPDATE:
            yield step


def parameters(network_of: Descent) -> Iterator[tuple[Key, float, bool]]:
    """Every weight and bias with its number, and whether it is trained."""
    for number, layer in enumerate(network_of.network.layers, 1):
        for (j, k), value in np.ndenumerate(layer.weights):
            yield Key(Kind.THETA, number, j + 1, k + 1), float(value), layer.train_weights
        for j, value in enumerate(layer.biases, 1):
            yield Key(Kind.B, number, j), float(value), layer.train_biases


@pytest.mark.parametrize("o", OPTIMISERS, ids=lambda o: o.rule)
def test_that_the_update_on_the_timeline_is_the_engines(o: Optimiser) -> None:
    for seed in range(12):
        for timeline, run in timelines(random_document(seed), o, 3):
            made = {str(step.target): float(step.value) for step in updates(timeline, Level.TERM)}
            for key, value, trained in parameters(run):
                new = str(key._replace(kind=UPDATED[key.kind]))
                assert (new in made) == trained
                if trained and math.isfinite(value):
                    assert made[new] == pytest.approx(value, rel=1e-12, abs=1e-12)


@each
def test_that_the_moments_that_are_stepped_through_are_those_that_the_run_keeps(o: Optimiser) -> None:
    after = {Kind.M: Kind.M_NEW, Kind.V: Kind.V_NEW, Kind.S: Kind.S_NEW}
    for timeline, run in timelines(ready_made("mazur").read(), o, 4):
        assert run.moments is not None
        for kind, part in zip(MOMENTS[o.rule], run.moments.parts, strict=True):
            for (j, k), value in np.ndenumerate(part.weights[1]):
                key = key_of(after[kind], Key(Kind.THETA, 2, j + 1, k + 1), several=False)
                assert timeline.values[key, 0] == pytest.approx(value, rel=1e-12)


@each
def test_that_twelve_updates_stepped_through_are_those_of_the_published_formulas(o: Optimiser) -> None:
    document = replace(ready_made("xor").read(), learning_rate=0.05)
    key, slopes = parse("theta[1][2,1]"), []
    for timeline, _ in timelines(document, o, 12):
        slopes.append(timeline.values[parse("dJ/dtheta[1][2,1]"), 0])
        last = timeline
    made = last.step(Level.TERM, step_of(last, parse("theta+[1][2,1]"), Level.TERM) or 0)
    expected = published(o, document.network.layers[0].weights[1, 0], slopes, 0.05)
    assert key.k and float(made.value) == pytest.approx(expected, rel=1e-12)


@each
def test_that_each_step_is_what_its_kind_says_of_numbers_that_are_known(o: Optimiser) -> None:
    for seed in (1, 4, 7):
        *_, (timeline, _) = timelines(random_document(seed), o, 3)
        for step in updates(timeline, Level.TERM):
            values = [float(term.value) for term in step.terms]
            wanted = {
                StepKind.PRODUCT: math.prod(values),
                StepKind.SUM: sum(values),
                StepKind.UPDATE: values[0] - values[-1],
                StepKind.ROOT: math.sqrt(values[0]) if values[0] >= 0 else math.nan,
                StepKind.QUOTIENT: values[0] / values[-1] if values[-1] else math.nan,
            }
            assert float(step.value) == wanted[step.kind]
            for term in step.terms:
                at = step_of(timeline, term.key, Level.TERM)
                assert at is not None and at < step.index, (str(step.target), str(term.key))


@each
def test_that_a_step_of_the_value_level_is_the_last_of_its_term_steps(o: Optimiser) -> None:
    *_, (timeline, _) = timelines(random_document(5), o, 2)
    for step in updates(timeline, Level.VALUE):
        fine = timeline.step(Level.TERM, step_of(timeline, step.target, Level.TERM) or 0)
        assert fine.target == step.target and fine.value == step.value
        assert step_of(timeline, step.target, Level.VALUE) == step.index
        if step.kind is StepKind.SUM:
            assert step.value == sum(float(term.value) for term in step.terms)


@pytest.mark.parametrize("rule", RULES)
def test_that_places_and_numbers_of_steps_are_each_others_inverse(rule: str) -> None:
    for seed in range(10):
        document = random_document(seed)
        layout = Layout(document.network, 2, Optimiser(rule))
        for level in Level:
            for index in range(layout.size(level)):
                assert layout.index(level, layout.locate(level, index)) == index


@each
def test_that_every_step_is_found_by_its_key_and_the_key_by_its_text(o: Optimiser) -> None:
    for seed in (0, 3, 8):
        *_, (timeline, _) = timelines(random_document(seed), o, 2)
        namer = Namer(timeline.network)
        for step in updates(timeline, Level.TERM):
            assert step_of(timeline, step.target, Level.TERM) == step.index
            assert parse(str(step.target)) == step.target
            sentence = narrate(step, timeline).text(namer)
            assert sentence.endswith(".") and "{" not in sentence
            assert summary(step, 9, namer).endswith(short(float(step.value)))
            made = formula(step, timeline, namer)
            assert made.target and made.substituted and made.value


def test_that_the_other_names_of_an_update_are_not_on_its_timeline() -> None:
    *_, (timeline, _) = timelines(ready_made("mazur").read(), Optimiser("momentum"), 1)
    for name in ("m(theta[1][1,1])", "s+(b[1][1])", "learning_rate*dC/db[1][1]", "beta1", "ratio(b[1][1])"):
        assert step_of(timeline, parse(name), Level.TERM) is None
    assert (
        step_of(timeline, parse("v(theta[2][1,1])"), Level.TERM)
        == -1
        == step_of(timeline, parse("momentum"), Level.TERM)
    )
    plain = timeline_of(ready_made("mazur").read())
    assert step_of(plain, parse("v+(theta[2][1,1])"), Level.TERM) is None
    for name in ("m(z[1][1])", "m(theta[0][1,1])", "dC/db[1][1]*dC/db[1][2]", "beta3"):
        with pytest.raises(NameOfValueError):
            parse(name)


def test_that_every_kind_of_an_optimisers_number_has_one_name_and_is_made_or_given() -> None:
    recipes = [recipe for values in ROUNDS.values() for value in values for recipe in value.recipes]
    assert {kind for made in recipes for kind in (made.target, *made.terms)} >= OPTIMISER_KINDS
    keys = {key_of(kind, parse("b[2][3]"), True) for kind in OPTIMISER_KINDS}
    assert len({str(key) for key in keys}) == len(OPTIMISER_KINDS)
    assert {parameter_of(key) for key in keys} == {None, parse("b[2][3]")}


@each
def test_that_the_lines_of_numpy_are_run_and_make_the_update(o: Optimiser) -> None:
    *_, (timeline, _) = timelines(ready_made("mazur").read(), o, 3)
    known: dict[str, object] = {
        "np": np,
        "eta": timeline.values.learning_rate,
        "t": timeline.moments.updates + 1,
    }
    known |= {name: getattr(o, name) for name in ("momentum", "decay", "beta1", "beta2", "epsilon")}
    letters = {Kind.M: "m", Kind.V: "v", Kind.S: "s"}
    for number, layer in enumerate(timeline.network.layers, 1):
        dz = timeline.values.behind.dz[number][0]
        known |= {f"W{number}": layer.weights, f"b{number}": layer.biases, f"dC_db{number}": dz}
        known[f"dC_dW{number}"] = np.outer(dz, timeline.values.ahead.a[number - 1][0])
        for kind, part in zip(MOMENTS[o.rule], timeline.moments.parts, strict=True):
            known[f"{letters[kind]}W{number}"] = part.weights[number - 1]
            known[f"{letters[kind]}b{number}"] = part.biases[number - 1]
    layers = dict(known)
    done: set[str] = set()
    for step in updates(timeline, Level.VALUE):
        code = code_line(step, timeline)
        if code.line not in done:
            exec(code.line, known)
            done.add(code.line)
        assert eval(code.entry, known) == pytest.approx(float(step.value), rel=1e-12)
    for step in updates(timeline, Level.LAYER):
        code = code_line(step, timeline)
        exec(code.line, layers)
        assert np.allclose(eval(code.entry, layers), step.value, rtol=1e-12)


def test_that_a_step_of_a_large_network_costs_what_one_of_a_small_one_does() -> None:
    """By counting: a step asks for the numbers of one parameter, wherever it is."""
    document = ready_made("digits-64-32-10").read()
    timeline = timeline_of(document, optimiser=Optimiser("adam"))
    first = timeline.size(Level.TERM) - timeline.layout.tail.terms[-1]
    asked = [timeline.size(Level.TERM) - 1, first + 10, timeline.size(Level.TERM) // 2]
    for index in asked:
        timeline.step(Level.TERM, index)
    assert len(timeline.values.optimising._rounds) <= len(asked)
    assert timeline.step(Level.TERM, asked[0]).target == parse("b+[2][10]")


@each
def test_that_numbers_that_run_away_are_shown_for_what_they_are(o: Optimiser) -> None:
    document = replace(ready_made("mazur").read(), learning_rate=1e200)
    *_, (timeline, _) = timelines(document, o, 3)
    namer = Namer(timeline.network)
    with np.errstate(all="raise"):
        for step in updates(timeline, Level.TERM):
            assert narrate(step, timeline).text(namer)
            assert formula(step, timeline, namer).value


@pytest.mark.parametrize("o", OPTIMISERS, ids=lambda o: o.rule)
def test_that_steps_and_gradients_together_are_those_of_pytorch(o: Optimiser) -> None:
    torch = pytest.importorskip("torch")
    document = replace(ready_made("xor").read(), learning_rate=0.05)
    data, layers = document.examples, document.network.layers
    assert data is not None and [layer.activation.name for layer in layers] == ["tanh", "sigmoid"]
    theirs = [torch.tensor(np.array(a), requires_grad=True) for n in layers for a in (n.weights, n.biases)]
    make = {
        "gradient_descent": lambda: torch.optim.SGD(theirs, lr=0.05),
        "momentum": lambda: torch.optim.SGD(theirs, lr=0.05, momentum=o.momentum),
        "nesterov": lambda: torch.optim.SGD(theirs, lr=0.05, momentum=o.momentum, nesterov=True),
        "rmsprop": lambda: torch.optim.RMSprop(theirs, lr=0.05, alpha=o.decay, eps=o.epsilon),
        "adam": lambda: torch.optim.Adam(theirs, lr=0.05, betas=(o.beta1, o.beta2), eps=o.epsilon),
    }
    rule, x, y = make[o.rule](), torch.tensor(np.array(data.inputs)), torch.tensor(np.array(data.targets))
    for timeline, _ in timelines(document, o, 8):
        rule.zero_grad()
        hidden = torch.tanh(x @ theirs[0].T + theirs[1])
        torch.mean(torch.sum((torch.sigmoid(hidden @ theirs[2].T + theirs[3]) - y) ** 2, dim=1)).backward()
        rule.step()
        made = {str(step.target): float(step.value) for step in updates(timeline, Level.TERM)}
        for number in (1, 2):
            for (j, k), value in np.ndenumerate(theirs[2 * number - 2].detach().numpy()):
                assert made[f"theta+[{number}][{j + 1},{k + 1}]"] == pytest.approx(value, rel=1e-11)
            for j, value in enumerate(theirs[2 * number - 1].detach().numpy(), 1):
                assert made[f"b+[{number}][{j}]"] == pytest.approx(value, rel=1e-11)
