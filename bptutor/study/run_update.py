"""The present run's own update of one parameter, multiplication by multiplication.

The timeline's update steps are those of gradient descent; an optimiser that remembers has more of them."""

from __future__ import annotations

from dataclasses import dataclass

from bptutor.engine.optimisers import RULES, Moments, no_moments
from bptutor.engine.passes import gradients
from bptutor.study.runs import Run, going_on
from bptutor.study.state import State
from bptutor.study.views.cost_view import pushed_key
from bptutor.trace.keys import PARAMETERS, Key, Kind
from bptutor.trace.optimiser_steps import OptimiserUpdate
from bptutor.trace.optimiser_words import sentence
from bptutor.trace.symbols import Namer, notation_named


@dataclass(frozen=True, slots=True)
class UpdateView:
    """The update of a parameter at the iteration in sight: a sentence for each step, in order."""

    title: str
    steps: tuple[str, ...]


def update_view(state: State) -> UpdateView | None:
    """The selected parameter's update, or that of the first weight; None for gradient descent, whose update
    is on the timeline, and for what is not trained."""
    optimiser = state.run.optimiser
    if optimiser.plain or state.hidden:
        return None
    key = _parameter(state)
    layer = state.network.layers[key.layer - 1]
    if not (layer.train_weights if key.kind is Kind.THETA else layer.train_biases):
        return None
    examples = state.timeline.examples
    update = OptimiserUpdate(
        optimiser,
        _moments(state, state.run),
        state.network,
        gradients(state.network, examples.inputs, examples.targets),
        state.document.learning_rate,
        len(examples),
    )
    namer = Namer(state.network, notation_named(state.notation))
    title = f"Update of {namer.plain(key)} at iteration {state.iteration:,}, by {RULES[optimiser.rule].title}"
    return UpdateView(title, tuple(sentence(step, namer) for step in update.steps(key)))


def _parameter(state: State) -> Key:
    key = pushed_key(state.selected)
    return key if key is not None and key.kind in PARAMETERS else Key(Kind.THETA, 1, 1, 1)


def _moments(state: State, run: Run) -> Moments:
    """What the optimiser remembers before the update in sight: kept, or trained again from what is kept."""
    start, _ = run.nearest(state.iteration)
    found = run.moments_at(state.iteration)
    if start != state.iteration:
        descent = going_on(state.document, run, state.iteration)
        descent.advance(state.iteration - start)
        found = descent.moments
    return no_moments(run.optimiser, state.network) if found is None else found
