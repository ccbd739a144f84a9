"""What is kept of the runs is what they were, to the bit; a broken file is a sentence and no crash."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from bptutor.engine.changes_examples import replace_examples
from bptutor.engine.document_file import read_document, write_document
from bptutor.engine.examples import Examples
from bptutor.engine.network import same_numbers
from bptutor.engine.optimisers import RULES, Optimiser
from bptutor.engine.ready_made import ready_made
from bptutor.foundation.errors import TutorError
from bptutor.study import actions, runs_file
from bptutor.study.edit_actions import Edit, EditValue
from bptutor.study.opening import opened
from bptutor.study.reduce import reduce
from bptutor.study.run_actions import RemoveRun, RenameRun, SetOptimiser, ShowRun
from bptutor.study.run_restore import as_left, beside, kept_runs
from bptutor.study.runs import Run, network_at
from bptutor.study.runs_file import MOST_NUMBERS, read_runs, write_runs
from bptutor.study.runs_saved import MOST_NETWORKS
from bptutor.study.state import State
from bptutor.trace.keys import parse


@pytest.fixture
def base(tmp_path: Path) -> Path:
    path = tmp_path / "mine.bpnet"
    write_document(path, ready_made("xor").read())
    return path


def after(state: State, *done: actions.Action) -> State:
    for action in done:
        state = reduce(state, action)
    return state


def start(base: Path) -> State:
    return opened(read_document(base), base)


def kept(state: State, base: Path) -> State:
    """The state as the next start has it."""
    write_runs(base, state.run, state.iteration, state.earlier_runs, state.document.examples)
    left = as_left(start(base), base)
    assert left is not None
    return left


def dashes(state: State) -> list[tuple[str, int]]:
    return [(run.name, run.dash) for run in state.earlier_runs]


def same_run(one: Run, other: Run) -> bool:
    said = [(r.name, r.shown, r.offset, r.optimiser, r.costs.tobytes()) for r in (one, other)]
    some = {0, one.length // 3, one.length // 2, one.length}
    assert one.document is not None and other.document is not None
    networks = all(
        same_numbers(network_at(one.document, one, at), network_at(other.document, other, at)) for at in some
    )
    return said[0] == said[1] and networks


@pytest.mark.parametrize("rule", RULES)
def test_that_all_runs_come_back_to_the_bit_and_go_on_as_if_nothing_had_been(rule: str, base: Path) -> None:
    state = after(
        start(base),
        actions.GoToIteration(30),
        RenameRun(0, "slow"),
        actions.StartAgain(),
        ShowRun(0, False),
        SetOptimiser(Optimiser(rule, momentum=0.8)),
        actions.GoToIteration(75),
        actions.GoToIteration(50),
    )
    left = kept(state, base)
    assert left.iteration == 50 and left.run.length == 75
    assert [run.name for run in left.earlier_runs] == [run.name for run in state.earlier_runs]
    runs = zip((*state.earlier_runs, state.run), (*left.earlier_runs, left.run), strict=True)
    assert all(same_run(one, other) for one, other in runs)
    assert same_numbers(left.network, state.network)
    on, on_too = (after(each, actions.GoToIteration(75), actions.GoToIteration(80)) for each in (state, left))
    assert on.run.costs.tobytes() == on_too.run.costs.tobytes()


def test_that_a_network_saved_in_the_middle_of_its_run_is_not_trained_twice(base: Path) -> None:
    state = after(start(base), actions.GoToIteration(12))
    write_document(base, replace(state.document, network=state.network))
    left = kept(state, base)
    assert left.iteration == 12 and same_numbers(left.network, state.network)
    assert same_numbers(left.document.network, state.document.network)


def test_that_runs_are_of_no_other_network_than_that_of_their_file(base: Path) -> None:
    state = after(start(base), actions.GoToIteration(12))
    write_runs(base, state.run, 12, (), state.document.examples)
    write_document(base, after(state, EditValue(parse("b[1][1]"), 3.0)).document)
    assert read_runs(base) is None and as_left(start(base), base) is None


def test_that_a_run_of_other_examples_keeps_its_own(base: Path) -> None:
    fewer = Examples(np.array([[0.0, 1.0]]), np.array([[1.0]]))
    first = after(start(base), Edit(lambda document: replace_examples(document, fewer), "fewer"))
    state = after(first, actions.GoToIteration(9))
    write_document(base, state.document)
    again = start(base)
    other = after(start(base), actions.GoToIteration(4)).run
    mixed = replace(state, earlier_runs=(replace(other, name="other"),))
    left = kept(mixed, base)
    assert len(left.document.examples or ()) == 1 == len(again.document.examples or ())
    assert same_run(mixed.earlier_runs[0], left.earlier_runs[0]) and same_run(mixed.run, left.run)


def test_that_beside_a_fresh_start_the_last_run_goes_on_and_names_stay_apart(base: Path) -> None:
    state = after(start(base), actions.GoToIteration(5), actions.StartAgain(), actions.GoToIteration(8))
    write_runs(base, state.run, 0, state.earlier_runs, state.document.examples)
    runs = kept_runs(start(base), base)
    fresh = beside(start(base), runs)
    assert (fresh.iteration, fresh.run.length, fresh.run.name) == (0, 8, "run 2")
    assert fresh.run.document is fresh.document and fresh.run.kept[0][1] is fresh.network
    worked = beside(after(start(base), actions.GoToIteration(3)), runs)
    assert [run.length for run in (*worked.earlier_runs, worked.run)] == [5, 8, 3]
    assert len({run.name for run in (*worked.earlier_runs, worked.run)}) == 3


def test_that_runs_are_drawn_as_before(base: Path) -> None:
    state = start(base)
    for _ in range(4):
        state = after(state, actions.GoToIteration(3), actions.StartAgain())
    state = after(state, RemoveRun(1), actions.GoToIteration(1))
    assert dashes(kept(state, base)) == dashes(state) == [("run 1", 1), ("run 3", 3), ("run 4", 4)]
    old = replace(state, earlier_runs=tuple(replace(run, dash=0) for run in state.earlier_runs))
    assert [dash for _, dash in dashes(kept(old, base))] == [1, 2, 3]


def test_that_the_file_stays_small_however_much_was_trained(base: Path) -> None:
    state = start(base)
    long = replace(
        after(state, actions.GoToIteration(400)).run, costs=np.zeros(401), kept=((0, state.network),) * 401
    )
    assert long.document is not None
    runs = tuple(replace(long, name=f"run {n}", costs=np.zeros(MOST_NUMBERS // 4)) for n in range(2, 40))
    honest = after(state, actions.GoToIteration(400)).run
    write_runs(base, honest, 400, runs, state.document.examples)
    assert runs_file.runs_file().stat().st_size < 8 * MOST_NUMBERS * 1.1
    saved = read_runs(base)
    assert saved is not None and saved.present is not None
    assert len(saved.present.kept) <= MOST_NETWORKS and saved.present.kept[-1] == 400
    assert [run.name for run in saved.earlier] == ["run 37", "run 38", "run 39"]


def test_that_a_broken_file_is_a_sentence(base: Path) -> None:
    state = after(
        start(base), SetOptimiser(Optimiser("adam")), actions.GoToIteration(6), actions.StartAgain()
    )
    write_runs(base, state.run, 0, state.earlier_runs, state.document.examples)
    path = runs_file.runs_file()
    whole = path.read_bytes()
    rng = np.random.default_rng(7)
    told = 0
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(int(rng.integers(1, 4))):
            data[int(rng.integers(len(data)))] = int(rng.integers(256))
        path.write_bytes(bytes(data[: int(rng.integers(1, len(data) + 1))] if rng.random() < 0.2 else data))
        try:
            beside(start(base), kept_runs(start(base), base))
        except TutorError as error:
            told += 1
            assert "\n" not in str(error)
    assert told > 30


def test_that_a_network_whose_file_has_gone_or_was_a_pipe_keeps_no_runs_and_nobody_waits(
    base: Path, tmp_path: Path
) -> None:
    state = after(start(base), actions.GoToIteration(5))
    pipe = tmp_path / "pipe.bpnet"
    os.mkfifo(pipe)
    base.unlink()
    for gone in (base, pipe, Path("nowhere\0.bpnet")):
        write_runs(gone, state.run, state.iteration, state.earlier_runs, state.document.examples)
        assert read_runs(gone) is None
