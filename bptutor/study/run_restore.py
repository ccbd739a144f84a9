"""The runs of the last time taken up again: with the iteration that was in sight, or beside a fresh start."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from bptutor.engine.sameness import same_contents, same_conventions
from bptutor.study.run_names import free_name, set_aside
from bptutor.study.runs import Run, timeline_at
from bptutor.study.runs_file import SavedRuns, read_runs
from bptutor.study.runs_saved import SavedRun, run_of
from bptutor.study.state import State
from bptutor.trace.moves import Cursor


def as_left(state: State, base: Path) -> State | None:
    """The fresh state of the network in a file, at the iteration at which it was left, with all its runs;
    None where its present run was not kept. Raises TutorError where the runs cannot be read."""
    saved = read_runs(base)
    if saved is None or saved.present is None:
        return None
    run = run_of(saved.present, state.document)
    assert run.document is not None
    iteration = min(max(saved.iteration, 0), run.length)
    timeline = timeline_at(run.document, run, iteration)
    return replace(
        state,
        document=run.document,
        run=run,
        earlier_runs=set_aside((), *(run_of(one, state.document) for one in saved.earlier)),
        iteration=iteration,
        timeline=timeline,
        cursor=Cursor(state.cursor.level, 0),
    )


def kept_runs(state: State, base: Path) -> tuple[Run, ...]:
    """The runs that were kept of the network in a file, the present one of that time last. Raises TutorError
    where they cannot be read."""
    saved = read_runs(base)
    return () if saved is None else tuple(run_of(one, state.document) for one in _all(saved))


def _all(saved: SavedRuns) -> tuple[SavedRun, ...]:
    return (*saved.earlier, *(() if saved.present is None else (saved.present,)))


def beside(state: State, runs: tuple[Run, ...]) -> State:
    """The state with runs of an earlier time before its own. The last of them goes on as the present one
    where that has done nothing and would do the same."""
    if not runs:
        return state
    *others, last = runs
    taken = _same_beginning(state, last)
    if not taken:
        others = [run for run in runs if run.length]
    present = _in_place(state, last) if taken else state.run
    earlier: tuple[Run, ...] = ()
    for run in others:
        clash = run.name == present.name or any(run.name == other.name for other in earlier)
        run = replace(run, name=free_name([*others, present])) if clash else run
        earlier = set_aside(earlier, run)
    return replace(state, run=present, earlier_runs=set_aside(earlier, *state.earlier_runs))


def _same_beginning(state: State, run: Run) -> bool:
    own, other = state.run, run.document
    return (
        not own.length
        and not own.offset
        and not run.offset
        and own.optimiser == run.optimiser
        and not state.history.past
        and other is not None
        and same_contents(other, state.document)
        and same_conventions(other, state.document)
    )


def _in_place(state: State, run: Run) -> Run:
    """The run as the present one of a state, whose own network is its first."""
    return replace(run, document=state.document, kept=((0, state.network), *run.kept[1:]), shown=True)
