"""A link leads to the very numbers that were in sight when it was copied, or says why it cannot."""

from pathlib import Path

import pytest

from bptutor.engine.document_file import read_document, write_document
from bptutor.engine.optimisers import Optimiser
from bptutor.engine.ready_made import ready_made
from bptutor.foundation.errors import TutorError
from bptutor.study import actions
from bptutor.study.edit_actions import EditValue
from bptutor.study.edit_reduce import document_in_sight
from bptutor.study.links import MID_RUN, SAVE_FIRST, Link, arrived, link_words
from bptutor.study.opening import opened
from bptutor.study.reduce import reduce
from bptutor.study.run_actions import SetOptimiser
from bptutor.study.state import State
from bptutor.trace.keys import parse
from bptutor.trace.steps import Level


def after(state: State, *done: actions.Action) -> State:
    for action in done:
        state = reduce(state, action)
    return state


def followed(words: tuple[str, ...]) -> State:
    """What the window begins with for these arguments."""
    path, *rest = words
    said = dict(zip(rest[::2], rest[1::2], strict=True))
    level = next(level for level in Level if level.word == said["--level"])
    link = Link(int(said["--step"]), level, int(said.get("--iteration", "0")))
    return arrived(opened(read_document(path), Path(path)), link)


@pytest.mark.parametrize("name", ["two-hidden-layers", "xor"])
@pytest.mark.parametrize("iteration", [0, 3])
def test_that_a_link_leads_to_the_numbers_that_were_in_sight(name: str, iteration: int) -> None:
    entry = ready_made(name)
    state = after(
        opened(entry.read(), entry.path),
        actions.GoToIteration(iteration),
        actions.SetLevel(Level.TERM),
        actions.GoTo(41),
    )
    words = link_words(state)
    assert ("--iteration" in words) == (iteration > 0)
    again = followed(words)
    assert (again.cursor, again.iteration) == (state.cursor, iteration)
    step, same = (each.timeline.step(Level.TERM, 41) for each in (state, again))
    assert (step.target, step.terms, step.value) == (same.target, same.terms, same.value)
    theta = parse("theta[2][1,1]")
    assert again.timeline.values[theta, 0] == state.timeline.values[theta, 0]


def test_that_what_is_in_no_file_has_no_link_until_it_is_saved(tmp_path: Path) -> None:
    path = tmp_path / "mine.bpnet"
    write_document(path, ready_made("xor").read())
    fresh = opened(read_document(path), path)
    edited = after(fresh, EditValue(parse("theta[1][1,1]"), 3.25), actions.GoTo(7))
    trained = after(fresh, SetOptimiser(Optimiser("adam")), actions.GoToIteration(4))
    for state in (edited, trained, after(opened(fresh.document), actions.GoTo(7))):
        with pytest.raises(TutorError, match=SAVE_FIRST[:30]):
            link_words(state)
    for state in (edited, trained):
        write_document(path, document_in_sight(state))
        again = followed(link_words(state))
        assert again.iteration == 0 and again.cursor == state.cursor
        assert again.timeline.values[parse("J"), 0] == state.timeline.values[parse("J"), 0]


def test_that_the_middle_of_a_sweep_that_begins_with_an_edit_has_no_link(tmp_path: Path) -> None:
    path = tmp_path / "online.bpnet"
    text = (
        ready_made("xor").path.read_text(encoding="utf-8").replace('"update": "batch"', '"update": "online"')
    )
    path.write_text(text, encoding="utf-8")
    state = after(
        opened(read_document(path), path), actions.GoToIteration(1), EditValue(parse("b[1][1]"), 0.5)
    )
    write_document(path, document_in_sight(state))
    with pytest.raises(TutorError, match=MID_RUN[:30]):
        link_words(state)


@pytest.mark.parametrize("step", [0, 26])
def test_that_a_step_that_is_not_there_is_told_how_many_there_are(step: int) -> None:
    with pytest.raises(TutorError, match=f"no step {step}: at the level value the steps are 1 to 25"):
        arrived(opened(ready_made().read()), Link(step))
