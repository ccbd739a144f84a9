"""What is done with the runs on the cost curve: names, which are drawn, taking up parameters, the rule."""

from __future__ import annotations

from msgspec.structs import replace

from bptutor.engine.changes import Changed
from bptutor.engine.document import Document
from bptutor.engine.network import Network
from bptutor.engine.optimisers import RULES, Optimiser
from bptutor.foundation.errors import TutorError
from bptutor.study import run_actions as actions
from bptutor.study.edit_cursor import carried
from bptutor.study.edit_reduce import document_in_sight, edited, moment_of
from bptutor.study.history import Entry, noted
from bptutor.study.run_names import LONGEST, all_runs, free_name, run_numbered, set_aside
from bptutor.study.runs import Run, begun, network_at, timeline_at
from bptutor.study.state import State


def reduced(state: State, action: actions.RunAction) -> State:
    """The state after an action on the runs; the same one where nothing changes. Raises TutorError."""
    match action:
        case actions.RenameRun(number, name):
            return _renamed(state, number, name)
        case actions.ShowRun(number, shown):
            run = _earlier(state, number, "hidden")
            return state if run.shown == shown else _with(state, number, replace(run, shown=shown))
        case actions.RemoveRun(number):
            run = _earlier(state, number, "removed")
            return replace(
                state, earlier_runs=tuple(other for other in state.earlier_runs if other is not run)
            )
        case actions.TakeUp(number, iteration):
            return _taken_up(state, number, iteration)
        case actions.SetOptimiser(optimiser):
            return _under(state, optimiser)
        case actions.RestoreRuns(runs):
            from bptutor.study.run_restore import beside

            return beside(state, runs)


def _earlier(state: State, number: int, what: str) -> Run:
    run = run_numbered(state, number)
    if run is state.run:
        raise TutorError(
            f"{run.name} is the present run, which cannot be {what}: start again, or take another up"
        )
    return run


def _with(state: State, number: int, run: Run) -> State:
    """The state with a run in place of another version of it."""
    if number == len(state.earlier_runs):
        return replace(state, run=run)
    earlier = (*state.earlier_runs[:number], run, *state.earlier_runs[number + 1 :])
    return replace(state, earlier_runs=earlier)


def _renamed(state: State, number: int, name: str) -> State:
    run, name = run_numbered(state, number), " ".join(name.split())
    if name == run.name:
        return state
    if not name or not name.isprintable():
        raise TutorError("a run needs a name: some letters or figures")
    if len(name) > LONGEST:
        raise TutorError(f"the name of a run has at most {LONGEST} characters")
    if any(other.name == name for other in all_runs(state)):
        raise TutorError(f"there is a run “{name}” already: choose another name")
    return _with(state, number, replace(run, name=name))


def _taken_up(state: State, number: int, iteration: int) -> State:
    run = run_numbered(state, number)
    if not 0 <= iteration <= run.length:
        raise TutorError(f"{run.name} has the iterations 0 to {run.length:,}, not {iteration:,}")
    network = network_at(run.document or state.document, run, iteration)
    label = f"parameters of {run.name}, iteration {iteration:,}"
    return edited(state, Changed(_with_parameters(state, run, network)), label)


def _with_parameters(state: State, run: Run, network: Network) -> Document:
    """The document in sight with the parameters of another run; of a network of another shape with all else
    that it was trained with too."""
    document = document_in_sight(state)
    if network.widths != document.network.widths:
        return replace(run.document or document, network=network)
    weights = tuple(layer.weights for layer in network.layers)
    biases = tuple(layer.biases for layer in network.layers)
    return replace(document, network=document.network.with_parameters(weights, biases))


def _under(state: State, optimiser: Optimiser) -> State:
    """Another optimiser, which remembers nothing yet: the update in sight is made by it, and so are those to
    come. The network stays, and the cursor at its value. Undo gives the old one back; settings of one rule
    that are tried one after the other are undone together."""
    run = state.run
    if optimiser == run.optimiser:
        return state
    document, offset = document_in_sight(state), run.offset + state.iteration
    first, earlier = float(run.costs[state.iteration]), state.earlier_runs
    name = run.name
    if run.length:
        earlier = set_aside(earlier, run)
        name = free_name(earlier)
    new = begun(name, document.network, first, offset, document, optimiser)
    title = RULES[optimiser.rule].title
    timeline = timeline_at(document, new, 0)
    entry = Entry(f"train by {title}", moment_of(state), gesture=f"optimiser {title}", live=True)
    return replace(
        state,
        document=document,
        run=new,
        iteration=0,
        timeline=timeline,
        cursor=carried(state.timeline, timeline, state.cursor),
        earlier_runs=earlier,
        history=noted(state.history, entry),
        stale=None,
    )
