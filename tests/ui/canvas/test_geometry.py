"""Layouts: nothing overlaps, what should be symmetric is, wide layers fold, deep chains are broken."""

from __future__ import annotations

from itertools import combinations, permutations, product

import pytest

from bptutor.trace.keys import Key, Kind
from bptutor.ui.canvas import measures as m
from bptutor.ui.canvas.folding import rows_of
from bptutor.ui.canvas.geometry import NetworkGeometry, Shape, arranged
from bptutor.ui.canvas.labels import placed, width_for
from bptutor.ui.canvas.rects import Rect, along
from tests.ui.canvas.drawn import ROOMS, SHAPES

SMALL = [*product(range(1, 7), repeat=2), *product(range(1, 5), repeat=3), (7, 1, 3), (12, 1), (1, 12)]
LABELLED = [(2, 2, 1), (2, 3, 2), (2, 2, 2), (4, 4, 3), (2, 1), (3, 1), (5, 1), (3, 2), (4, 2), (2, 1, 1)]
EVERY = pytest.mark.parametrize("widths", SHAPES, ids=str)
RING = 0.22  # how far from a number its ring is
IN_ROOMS = pytest.mark.parametrize("room", ROOMS, ids=str)


def covered(geometry: NetworkGeometry) -> list[Rect]:
    """What may not overlap: nodes with all that belongs to them, fold boxes, C, targets, headings, labels."""
    rects = [rect for node in geometry.nodes.values() for rect in node.rects()]
    rects += [fold.frame for fold in geometry.folds]
    rects += [geometry.cost, *geometry.targets, geometry.rate, *geometry.headings]
    for edge in geometry.routes.values():
        rects += [rect for rect in (edge.label, edge.pill) if rect]
    return rects + ([geometry.legend] if geometry.legend else [])


def see_that_nothing_overlaps(geometry: NetworkGeometry) -> None:
    for one, other in combinations(covered(geometry), 2):
        assert not one.grown(-0.01).meets(other), (geometry.shape.widths, one, other)
    for rect in covered(geometry):
        assert rect.x >= -0.01 and rect.y >= -0.01
        assert rect.right <= geometry.width + 0.01 and rect.bottom <= geometry.height + 0.01
    for point in (point for edge in geometry.routes.values() for point in edge.points):
        assert 0 <= point.x < geometry.width and 0 <= point.y < geometry.height


def see_that_it_fits(geometry: NetworkGeometry, room: tuple[float, float]) -> None:
    assert 0 < geometry.scale <= m.LARGEST
    assert geometry.width * geometry.scale <= room[0] + 0.01
    assert geometry.height * geometry.scale <= room[1] + 0.01


@EVERY
@IN_ROOMS
def test_that_nothing_overlaps_and_nothing_sticks_out(
    widths: tuple[int, ...], room: tuple[float, float]
) -> None:
    see_that_nothing_overlaps(arranged(Shape(widths), *room))


@EVERY
@IN_ROOMS
def test_that_a_layout_fits_its_room_at_its_scale(widths: tuple[int, ...], room: tuple[float, float]) -> None:
    see_that_it_fits(arranged(Shape(widths), *room), room)


@IN_ROOMS
def test_that_all_small_networks_fit_and_nothing_in_them_overlaps(room: tuple[float, float]) -> None:
    for widths in SMALL:
        geometry = arranged(Shape(widths), *room)
        see_that_nothing_overlaps(geometry)
        see_that_it_fits(geometry, room)


@pytest.mark.parametrize("room", [(43.0, 15.0), (48.0, 17.0)])
@pytest.mark.parametrize("widths", [(3, 1, 4, 2), (2, 4, 1), (2, 8, 1), (1,) * 4])
def test_that_a_layout_too_high_to_be_read_whole_is_still_no_wider_than_its_room(
    widths: tuple[int, ...], room: tuple[float, float]
) -> None:
    geometry = arranged(Shape(widths), *room, least=0.68)
    assert geometry.width * max(geometry.scale, 0.68) <= room[0] + 0.01


@EVERY
def test_that_edges_lead_from_what_they_leave_to_what_they_reach(widths: tuple[int, ...]) -> None:
    geometry = arranged(Shape(widths), 60.0, 40.0)
    for edge in geometry.edges:
        if edge.key.kind is Kind.A:
            assert edge.start == geometry.nodes[edge.key.layer, edge.key.j].right
            assert edge.end == geometry.cost_arrival()
        else:
            assert edge.start == geometry.nodes[edge.key.layer - 1, edge.key.k].right
            assert edge.end == geometry.nodes[edge.key.layer, edge.key.j].left
        assert edge.end.x > edge.start.x or len(edge.points) > 2


@pytest.mark.parametrize("widths", [(2, 2, 2), (2, 3, 2), (3, 3, 3), (12, 12, 12), (2, 8, 1)])
def test_that_columns_are_symmetric_about_the_cost(widths: tuple[int, ...]) -> None:
    geometry = arranged(Shape(widths), 60.0, 40.0)
    axis = geometry.cost.centre.y
    for layer, width in enumerate(widths):
        middles = [geometry.nodes[layer, j].left.y - axis for j in range(1, width + 1)]
        assert middles == pytest.approx([-y for y in reversed(middles)])


def test_that_the_source_is_one_row_in_the_designs_window_and_a_deep_chain_several() -> None:
    shallow = arranged(Shape((1, 1, 1, 1)), 43.0, 30.0)
    assert len({node.left.y for node in shallow.nodes.values()}) == 1
    deep = arranged(Shape((1,) * 11), 43.0, 30.0)
    assert len({node.left.y for node in deep.nodes.values()}) > 1
    assert deep.scale > 0.68


def test_that_every_weight_of_a_chain_has_its_label_above_and_its_gradient_below() -> None:
    geometry = arranged(Shape((1, 1, 1, 1)), 43.0, 30.0)
    for layer in (1, 2, 3):
        edge = geometry.edge(Key(Kind.THETA, layer, 1, 1))
        assert edge and edge.label and edge.pill
        assert edge.label.bottom < edge.end.y < edge.pill.y


def test_that_a_closed_gate_stands_between_a_weights_ring_and_its_gradient() -> None:
    geometry = arranged(Shape((1,) * 12), 43.0, 30.0)
    for edge in geometry.routes.values():
        gate = geometry.nodes[edge.key.layer - 1, 1].gate
        assert edge.label and edge.pill
        if len(edge.points) == 2:
            assert edge.label.bottom + RING < gate.y and gate.bottom < edge.pill.y
            assert gate.right < edge.end.x


def test_that_layers_above_twelve_fold_and_can_be_opened() -> None:
    folded = arranged(Shape((64, 32, 10)), 60.0, 30.0)
    assert folded.compact
    assert folded.rows[0].folded and folded.rows[1].folded and folded.folds_of(0)[0].count > 50
    opened = arranged(Shape((64, 32, 10), frozenset({1})), 60.0, 30.0)
    assert list(opened.visible(1)) == list(range(1, 33))
    assert opened.folds_of(1)[0].count == 0  # folds it again
    assert not arranged(Shape((12, 12, 12)), 40.0, 20.0).folds


def test_that_the_page_of_a_folded_layer_has_the_neuron_of_the_step() -> None:
    for at in (1, 13, 64, 500, 784):
        geometry = arranged(Shape((784, 128, 10), frozenset(), (at, 0, 0)), 60.0, 30.0)
        assert at in geometry.rows[0]
        boxes = sum(fold.count for fold in geometry.folds_of(0))
        assert boxes + geometry.rows[0].count == 784


def test_that_neurons_on_one_page_share_their_layout() -> None:
    one = arranged(Shape((64, 32, 10), frozenset(), (2, 1, 1)), 60.0, 30.0)
    assert one is arranged(Shape((64, 32, 10), frozenset(), (3, 2, 1)), 60.0, 30.0)


@pytest.mark.parametrize("width", [3, 12, 13, 32, 784])
def test_that_pages_lead_through_the_whole_layer(width: int) -> None:
    seen = set()
    for at in range(1, width + 1):
        rows = rows_of(width, 6, at, opened=False)
        assert at in rows and rows.above + rows.count + rows.below == width
        seen.update(range(rows.first, rows.last + 1))
    assert seen == set(range(1, width + 1))


def wide(*keys: Key) -> dict[Key, float]:
    """The labels of some weights whose numbers are long."""
    return dict.fromkeys(keys, m.LABEL_W)


@pytest.mark.parametrize("number", ["0.9", "−0.7", "−0.12"])
def test_that_labels_of_edges_that_cross_stand_where_the_others_do_not_pass(number: str) -> None:
    geometry = arranged(Shape((2, 2, 2)), 45.0, 31.0)
    edges = geometry.layer_edges(2)
    found = placed(geometry, {edge.key: width_for(number) for edge in edges}, frozenset())
    assert len(found) == len(edges) == 4
    for edge, other in permutations(edges, 2):
        middle = found[edge.key].centre
        part = (middle.x - other.start.x) / (other.end.x - other.start.x)
        assert abs(along(other.start, other.end, part).y - middle.y) > m.LABEL_H


@pytest.mark.parametrize("widths", LABELLED, ids=str)
@pytest.mark.parametrize("tall", [False, True])
def test_that_labels_of_lit_weights_meet_neither_each_other_nor_a_node(
    widths: tuple[int, ...], tall: bool
) -> None:
    geometry = arranged(Shape(widths), 45.0, 31.0)
    nodes = [rect for node in geometry.nodes.values() for rect in node.rects()]
    for layer in range(1, len(widths)):
        for j in range(1, widths[layer] + 1):
            keys = [Key(Kind.THETA, layer, j, k) for k in range(1, widths[layer - 1] + 1)]
            found = placed(geometry, wide(*keys), frozenset(keys) if tall else frozenset())
            assert len(found) == len(keys)
            for one, other in combinations([*found.values()], 2):
                assert not one.meets(other)
            assert not any(rect.meets(node) for rect in found.values() for node in nodes)


@pytest.mark.parametrize("widths", [(3, 3, 1), (1, 3, 3), (2, 4, 1)], ids=str)
def test_that_a_label_keeps_off_closed_gates_where_it_can_and_is_there_where_it_cannot(
    widths: tuple[int, ...],
) -> None:
    geometry = arranged(Shape(widths), 66.0, 33.0)
    gates = [geometry.nodes[1, j].gate for j in range(1, widths[1] + 1)]
    for j, k in product(range(1, widths[2] + 1), range(1, widths[1] + 1)):
        key = Key(Kind.THETA, 2, j, k)
        beside = placed(geometry, wide(key), frozenset([key]))[key]
        kept = placed(geometry, wide(key), frozenset([key]), gates=gates)[key]
        everywhere = placed(geometry, wide(key), frozenset([key]), gates=[beside.grown(90.0)])[key]
        assert not any(kept.meets(gate) for gate in gates) and everywhere == beside


@pytest.mark.parametrize(
    "widths", [(3, 5, 2), (2, 6, 1), (6, 6, 6), (2, 13, 1), (3, 20, 3), (64, 32, 10)], ids=str
)
@IN_ROOMS
def test_that_a_selected_weight_of_a_compact_network_has_its_label_beside_the_nodes(
    widths: tuple[int, ...], room: tuple[float, float]
) -> None:
    geometry = arranged(Shape(widths), *room)
    frames = [rect for node in geometry.nodes.values() for rect in node.rects()]
    for edge in geometry.edges:
        if edge.key.kind is Kind.THETA:
            label = placed(geometry, wide(edge.key), frozenset())[edge.key]
            assert not any(label.grown(RING).meets(frame) for frame in frames)
