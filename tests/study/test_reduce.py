"""What actions do to a state."""

import numpy as np
import pytest

from bptutor.engine.descent import train
from bptutor.engine.network import same_numbers
from bptutor.engine.ready_made import READY_MADE, ready_made
from bptutor.foundation.errors import TutorError
from bptutor.study import actions
from bptutor.study.actions import GoToIteration, MoveCursor
from bptutor.study.opening import opened
from bptutor.study.reduce import reduce
from bptutor.study.state import State
from bptutor.study.store import Store
from bptutor.study.views.everything import views_of
from bptutor.trace.keys import Key, Kind, parse
from bptutor.trace.steps import Level

SOURCE = "two-hidden-layers"


def state_of(name: str = SOURCE) -> State:
    entry = ready_made(name)
    return opened(entry.read(), entry.path)


def shown(state: State) -> tuple[str, ...]:
    """Every number on the screen, as it is written there."""
    values = views_of(state).values
    return tuple(values.numbers(key).text for key in values.keys)


def test_that_stepping_to_the_end_and_back_shows_the_same_numbers_at_every_step() -> None:
    state = state_of()
    forth = [shown(state)]
    for _ in range(24):
        state = reduce(state, MoveCursor("next"))
        forth.append(shown(state))
    assert reduce(state, MoveCursor("next")) is state
    back = [shown(state)]
    for _ in range(24):
        state = reduce(state, MoveCursor("back"))
        back.append(shown(state))
    assert back[::-1] == forth
    assert reduce(state, MoveCursor("back")) is state


def test_that_nothing_is_shown_before_its_step() -> None:
    state = state_of()
    numbers = views_of(state).network.numbers
    assert numbers(parse("z[1][1]")).value == pytest.approx(1.3)
    for name in ("a[1][1]", "C", "dC/dz[3][1]", "theta+[1][1,1]", "da[3][1]/dz[3][1]"):
        assert numbers(parse(name)).value is None and numbers(parse(name)).text == ""


def test_that_an_action_without_effect_gives_back_the_same_state() -> None:
    state = state_of()
    for action in (
        actions.SelectParameter(parse("theta[2][1,1]")),
        actions.PointAt(None),
        actions.SetSpeed(1.0),
        actions.SetLevel(Level.VALUE),
        actions.SetNotation("theta"),
        actions.SetConvention("cost", "squared_error"),
        actions.SetConvention("relu_slope_at_zero", 0.0),
        actions.GoTo(0),
        actions.GoToIteration(0),
        actions.StartAgain(),
    ):
        assert reduce(state, action) is state, action


def test_that_iterations_are_those_of_training_and_can_be_gone_back_through() -> None:
    document = ready_made("xor").read()
    whole = train(document, 7)
    state = state_of("xor")
    for iteration in range(1, 8):
        state = reduce(state, GoToIteration(iteration))
    assert np.allclose(state.run.costs, whole.costs, rtol=1e-13)
    assert same_numbers(state.network, whole.network)
    state = reduce(state, GoToIteration(3))
    assert same_numbers(state.network, train(document, 3).network)
    assert state.run.length == 7
    assert same_numbers(reduce(state, GoToIteration(0)).network, document.network)


def test_that_the_update_of_the_timeline_is_the_next_iterations_network() -> None:
    for name in ("two-hidden-layers", "xor", "mazur", "classifier-2-3-2"):
        state = state_of(name)
        after = reduce(state, GoToIteration(1)).network
        for number, layer in enumerate(after.layers, 1):
            for (j, k), value in np.ndenumerate(layer.weights):
                key = Key(Kind.THETA_NEW, number, j + 1, k + 1)
                assert state.timeline.values[key, 0] == pytest.approx(value, rel=1e-12)


def test_that_iterations_far_apart_are_trained_again_to_the_same_bits() -> None:
    state = state_of("xor")
    from bptutor.study.runs import extended

    whole = train(state.document, 50)
    state = reduce(state, actions.AddIterations(whole.costs[1:], whole.network))
    assert len(state.run.kept) == 2
    assert same_numbers(reduce(state, GoToIteration(20)).network, train(state.document, 20).network)
    assert extended(state.run, whole.costs[:0], whole.network).length == 50


def test_that_starting_again_keeps_the_earlier_run() -> None:
    state = reduce(state_of(), GoToIteration(4))
    state = reduce(state, actions.StartAgain())
    assert state.iteration == 0 and state.run.length == 0 and len(state.earlier_runs) == 1
    assert state.earlier_runs[0].length == 4
    assert not reduce(state, actions.ForgetRuns()).earlier_runs


def test_that_a_convention_changes_numbers_and_not_the_place() -> None:
    state = reduce(state_of(), actions.GoToKey(parse("dC/da[3][1]")))
    half = reduce(state, actions.SetConvention("cost", "half_squared_error"))
    assert half.cursor == state.cursor
    full_value = views_of(state).network.numbers(parse("dC/da[3][1]")).value
    half_value = views_of(half).network.numbers(parse("dC/da[3][1]")).value
    assert full_value is not None and half_value == pytest.approx(full_value / 2)


def test_that_every_step_of_every_ready_made_network_can_be_viewed_in_every_notation() -> None:
    for entry in READY_MADE:
        state = state_of(entry.name)
        for notation in ("theta", "w", "bracket"):
            state = reduce(state, actions.SetNotation(notation))
            for level in Level:
                state = reduce(state, actions.SetLevel(level))
                stride = max(state.total // 60, 1)
                for index in range(0, state.total, stride):
                    views = views_of(reduce(state, actions.GoTo(index)))
                    assert views.step.sentence_text and views.player.spoken.startswith(
                        f"Step {index + 1} of "
                    )


def test_that_a_document_without_data_is_refused_with_a_sentence() -> None:
    from msgspec.structs import replace

    document = replace(ready_made().read(), examples=None)
    with pytest.raises(TutorError, match="no data"):
        reduce(state_of(), actions.OpenDocument(document))


def test_that_the_store_tells_of_changes_only_and_refuses_to_be_called_from_its_listener() -> None:
    told: list[tuple[int, int]] = []
    store = Store(state_of(), lambda before, after: told.append((before.cursor.index, after.cursor.index)))
    store.dispatch(MoveCursor("next"))
    store.dispatch(MoveCursor("first"))
    store.dispatch(MoveCursor("first"))
    assert told == [(0, 1), (1, 0)]
    store.listen(lambda before, after: store.dispatch(MoveCursor("next")))
    with pytest.raises(RuntimeError, match="listener"):
        store.dispatch(MoveCursor("next"))


def test_that_hidden_values_are_asked_for_and_not_shown() -> None:
    key = parse("dC/da[2][1]")
    state = reduce(reduce(state_of(), actions.GoToKey(key)), actions.Hide(frozenset({key})))
    views = views_of(state)
    assert views.network.numbers(key).text == "?" and views.step.value == "?"
    assert "−0.173" not in views.player.spoken and "−0.173" not in views.step.sentence_text


def test_that_the_state_is_frozen() -> None:
    state = state_of()
    for name in State.__struct_fields__:
        with pytest.raises(AttributeError):
            setattr(state, name, None)
