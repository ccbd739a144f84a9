"""The present run's own update of one parameter at a glance: a sentence for each of its steps.

They are the steps of the timeline; gradient descent has two of them, which need no list."""

from __future__ import annotations

from bptutor.engine.optimisers import RULES
from bptutor.foundation.frozen import Frozen
from bptutor.study.state import State
from bptutor.study.views.cost_view import pushed_key
from bptutor.trace.finding import step_of
from bptutor.trace.keys import PARAMETERS, UPDATED, Key, Kind
from bptutor.trace.narration import narrate
from bptutor.trace.steps import Level
from bptutor.trace.symbols import Namer, notation_named


class UpdateView(Frozen):
    """The update of a parameter at the iteration in sight: a sentence for each step, in order. `first` is the
    first of them at the term level."""

    title: str
    steps: tuple[str, ...]
    first: int


def update_view(state: State) -> UpdateView | None:
    """The selected parameter's update, or that of the first weight; None for gradient descent, and for what
    is not trained."""
    optimiser, timeline = state.run.optimiser, state.timeline
    if optimiser.plain or state.hidden:
        return None
    key = _parameter(state)
    last = step_of(timeline, key.of_kind(UPDATED[key.kind]), Level.TERM)
    if last is None:
        return None
    first = last + 1 - timeline.layout.locate(Level.TERM, last).segment.terms
    namer = Namer(state.network, notation_named(state.notation))
    title = f"Update of {namer.plain(key)} at iteration {state.iteration:,}, by {RULES[optimiser.rule].title}"
    steps = timeline.steps(Level.TERM, first, last + 1)
    return UpdateView(title, tuple(narrate(step, timeline).text(namer) for step in steps), first)


def _parameter(state: State) -> Key:
    key = pushed_key(state.selected)
    return key if key is not None and key.kind in PARAMETERS else Key(Kind.THETA, 1, 1, 1)
