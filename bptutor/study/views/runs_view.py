"""The runs as a list: name, settings, how far, at what cost, and the dash that each has on the cost curve."""

from __future__ import annotations

import numpy as np

from bptutor.engine.arrays import Array
from bptutor.engine.optimisers import RULES, Optimiser
from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import short
from bptutor.study.practise_scene import in_exercise
from bptutor.study.run_names import all_runs
from bptutor.study.runs import Run
from bptutor.study.state import State
from bptutor.trace.notations import notation_named

TITLES = {name: rule.title[0].upper() + rule.title[1:] for name, rule in RULES.items()}


class RunRow(Frozen, eq=False):
    """One run. `settings` are brief, `details` whole. `dash` is its pattern on the curve, `costs` J before
    each update and after the last; `diverged` is the first iteration whose cost is no finite number."""

    number: int
    name: str
    settings: str
    details: str
    costs: Array
    dash: int
    shown: bool
    present: bool
    diverged: int | None

    @property
    def iterations(self) -> int:
        """Updates that have been done."""
        return len(self.costs) - 1

    @property
    def end(self) -> str:
        """The cost after the last update, or where it went wrong."""
        return short(float(self.costs[-1])) if self.diverged is None else f"diverged at {self.diverged:,}"


class RunsView(Frozen, eq=False):
    """All runs, the present one last; `iteration` is in sight; `letter` is that of the cost."""

    rows: tuple[RunRow, ...]
    letter: str
    iteration: int
    optimiser: Optimiser
    note: str
    locked: bool

    @property
    def present(self) -> RunRow:
        """The run that the learner is in."""
        return self.rows[-1]


def runs_view(state: State) -> RunsView:
    """The list's view of a state."""
    runs = all_runs(state)
    several = state.document.examples is not None and len(state.document.examples) > 1
    rows = tuple(_row(state, number, run, len(runs)) for number, run in enumerate(runs))
    optimiser = state.run.optimiser
    return RunsView(
        rows,
        "J" if several else notation_named(state.notation).cost,
        state.iteration,
        optimiser,
        _note(rows[-1], optimiser),
        in_exercise(state),
    )


def _row(state: State, number: int, run: Run, count: int) -> RunRow:
    wrong = np.flatnonzero(~np.isfinite(run.costs))
    first = int(wrong[0]) if len(wrong) else None
    present = number == count - 1
    return RunRow(
        number,
        run.name,
        *settings_of(state, run),
        run.costs,
        0 if present else run.dash,
        run.shown,
        present,
        first,
    )


def settings_of(state: State, run: Run) -> tuple[str, str]:
    """The rule, the rate and what one update looks at, Adam · η = 0.1 · all 4 examples: without the rule's
    own settings where they are the usual ones, and with them."""
    document = state.document if run is state.run or run.document is None else run.document
    count = 0 if document.examples is None else len(document.examples)
    batching = document.batching
    size = {"batch": count, "online": 1}.get(batching.kind, batching.size)
    looks_at = f"all {count:,} examples" if size >= count else f"{size:,} of {count:,} examples"
    rest = f"η = {short(document.learning_rate)} · {'1 example' if count == 1 else looks_at}"
    usual = run.optimiser == Optimiser(run.optimiser.rule)
    whole = f"{run.optimiser} · {rest}"
    return (f"{RULES[run.optimiser.rule].title} · {rest}" if usual else whole), whole


def _note(present: RunRow, optimiser: Optimiser) -> str:
    if present.diverged is not None:
        return (
            f"{present.name} has diverged: from iteration {present.diverged:,} on its cost is no finite "
            "number. The learning rate is probably too large. Go back to an earlier iteration and go on with "
            "a smaller one."
        )
    if optimiser.plain:
        return ""
    return (
        f"{TITLES[optimiser.rule]} makes the updates of this run, and the update phase is stepped through "
        "as it makes them. Below is one parameter’s update, line by line: Enter goes to the step of a line."
    )
