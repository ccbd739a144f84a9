"""Which part of the drawing differs between two views: the rest need not be painted again. No Qt."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from bptutor.engine.network import Network
from bptutor.study.views.light import owner
from bptutor.study.views.network_view import NetworkView
from bptutor.study.views.numbers import NumberReader
from bptutor.trace.keys import RATE, Key, Kind
from bptutor.trace.optimiser_keys import parameter_of
from bptutor.ui.canvas.lit_edges import covered
from bptutor.ui.canvas.measures import NOTE_ABOVE
from bptutor.ui.canvas.places import AT_COST, BENEATH, BESIDE, NetworkGeometry
from bptutor.ui.canvas.rects import Rect, union
from bptutor.ui.canvas.rest_edges import looks_of_edges
from bptutor.ui.canvas.shown import WEIGHT_KINDS
from bptutor.ui.canvas.viewport import Viewport

MANY = 60  # nodes from which on it costs more to find out than to paint all
GRADIENTS = frozenset({Kind.DC_DA, Kind.DC_DZ})


class Shown(NamedTuple):
    """What the drawing follows from; `labels` are those of weights that are placed where they are wanted."""

    view: NetworkView
    geometry: NetworkGeometry
    port: Viewport
    labels: dict[Key, Rect]


def changed_part(before: Shown, after: Shown) -> Rect | None:
    """The rectangle (em) outside of which both look the same; None where all may differ."""
    geometry = after.geometry
    # A line to a fold box belongs to no place.
    same = before.geometry is geometry and before.port == after.port
    if not same or geometry.folds or len(geometry.nodes) > MANY:
        return None
    keys = _changed_keys(before.view, after.view, geometry.labelled)
    if keys is None:
        return None
    labels = {*before.labels.values(), *after.labels.values()}
    noted = before.view.pointed.layer if before.view.influence and before.view.pointed else None
    return _extent(geometry, frozenset(keys), frozenset(labels), noted)


@lru_cache(maxsize=64)
def _extent(
    geometry: NetworkGeometry, keys: frozenset[Key], labels: frozenset[Rect], noted: int | None
) -> Rect:
    """All that is painted of some values and labels, and of notes from a layer on; the same for each of the
    numbers that one runs through while it is dragged."""
    places = [place for key in keys for place in _places(geometry, key)]
    if noted is not None:
        places.append(geometry.cost.grown(0.0, 2 * NOTE_ABOVE))
        places += (rect for (layer, _), rect in geometry.node_extents.items() if layer >= noted)
    return union([*places, *(label.grown(BESIDE, BENEATH) for label in labels)])


def _changed_keys(before: NetworkView, after: NetworkView, labelled: bool) -> set[Key] | None:
    """The values that may look different: of the steps passed, and what is lit in one view only."""
    was, now = before.numbers, after.numbers
    same = (
        isinstance(was, NumberReader)
        and isinstance(now, NumberReader)
        and _rests_alike(before.network, after.network, labelled)
        and before.namer.notation == after.namer.notation
        and before.selected == after.selected
        and before.opened == after.opened
        and before.joint == after.joint
        and before.pointed == after.pointed
    )
    # A network beside is marked all over, and what is pointed at lights more than itself as one steps.
    if not same or any(view.beside is not None for view in (before, after)):
        return None
    if before.pointed is not None and before.lit != after.lit:
        return None
    assert isinstance(was, NumberReader) and isinstance(now, NumberReader)
    numbers = now.changed_since(was)
    if numbers is None:
        return None
    return {*numbers, *was.reused, *now.reused, *_lit_otherwise(before, after)}


def _rests_alike(one: Network, other: Network, labelled: bool) -> bool:
    """Whether two networks look the same but for their numbers and what these light. On a labelled edge only
    the sign of its weight shows, which is one of the numbers."""
    return one is other or (
        one.widths == other.widths
        and (one.cost, one.relu_slope_at_zero) == (other.cost, other.relu_slope_at_zero)
        and all(
            p.activation is q.activation
            and (
                labelled
                or p.weights is q.weights
                or looks_of_edges(p.weights, labelled=False) == looks_of_edges(q.weights, labelled=False)
            )
            for p, q in zip(one.layers, other.layers, strict=True)
        )
    )


def _lit_otherwise(before: NetworkView, after: NetworkView) -> Iterator[Key]:
    was, now = before.lit, after.lit
    for lit in (was, now):
        yield lit.target
        if lit.owner is not None:
            yield lit.owner
    # The view's phase gives the colour; it need not be that of the step which is lit.
    same = before.phase is after.phase
    # The step's own edges have larger heads where there is one alone.
    yield from () if same and was.edges == now.edges else was.edges | now.edges
    yield from was.path ^ now.path if same else was.path | now.path
    yield from was.nodes ^ now.nodes if same else was.nodes | now.nodes


def _places(geometry: NetworkGeometry, key: Key) -> Iterator[Rect]:
    """Where a value is drawn, or all those that it stands for."""
    key = parameter_of(key) or owner(key)
    if key.kind in AT_COST or key == RATE:
        yield geometry.cost_extent
    elif key.kind in WEIGHT_KINDS:
        yield from (edge.extent for edge in covered(geometry, [key.of_kind(Kind.THETA)]))
    else:
        # With the first gradient of a layer its gates close, and the name over its slots is another.
        first = key.kind in GRADIENTS and key.j == 1
        rows = (key.j,) if key.j and not first else geometry.visible(key.layer)
        extents = geometry.node_extents
        yield from (extents[key.layer, j] for j in rows if (key.layer, j) in extents)
    if key.kind is Kind.A and key.layer == geometry.shape.depth:
        yield from (edge.extent for edge in covered(geometry, [key]))
