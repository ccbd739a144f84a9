"""What lies at a point."""

from __future__ import annotations

import pytest

from bptutor.trace.keys import Key, Kind
from bptutor.ui.canvas.geometry import Fold, Shape, arranged
from bptutor.ui.canvas.hit import hit
from bptutor.ui.canvas.rects import Point, Rect, along
from tests.ui.canvas.drawn import SHAPES, key

CHAIN = arranged(Shape((1, 1, 1, 1)), 43.0, 30.0)
SMALL = arranged(Shape((2, 3, 2)), 45.0, 31.0)
WIDE = arranged(Shape((64, 32, 10)), 60.0, 30.0)


@pytest.mark.parametrize("widths", SHAPES)
def test_that_every_edge_is_hit_at_some_point_of_its_own(widths: tuple[int, ...]) -> None:
    geometry = arranged(Shape(widths), 60.0, 40.0)
    for edge in geometry.edges[:: max(len(geometry.edges) // 40, 1)]:
        points = [along(edge.points[-2], edge.points[-1], part / 40) for part in range(1, 40)]
        assert edge.key in {hit(geometry, point, tolerance=0.05) for point in points}


def test_that_the_parts_of_a_neuron_are_its_values() -> None:
    node = CHAIN.nodes[2, 1]
    assert node.z and node.dz and node.da and node.bias and node.bias_pill
    for rect, name in (
        (node.z, "z[2][1]"),
        (node.a, "a[2][1]"),
        (node.dz, "dC/dz[2][1]"),
        (node.da, "dC/da[2][1]"),
        (node.bias, "b[2][1]"),
        (node.bias_pill, "dC/db[2][1]"),
    ):
        assert hit(CHAIN, rect.centre) == key(name)
    edge = CHAIN.routes[key("theta[2][1,1]")]
    assert edge.label and edge.pill
    assert hit(CHAIN, edge.label.centre) == key("theta[2][1,1]")
    assert hit(CHAIN, edge.pill.centre) == key("dC/dtheta[2][1,1]")


def test_that_inputs_cost_and_targets_are_values_too() -> None:
    assert hit(SMALL, SMALL.nodes[0, 2].frame.centre) == key("x[2]")
    assert hit(SMALL, SMALL.cost.centre) == key("C")
    assert [hit(SMALL, rect.centre) for rect in SMALL.targets] == [key("y[1]"), key("y[2]")]
    edge = SMALL.edge(Key(Kind.A, 2, 2))
    assert edge and hit(SMALL, along(edge.start, edge.end, 0.5)) == key("a[2][2]")


def test_that_an_edge_may_be_missed_by_the_tolerance_and_no_more() -> None:
    edge = SMALL.edge(key("theta[1][1,1]"))
    assert edge
    middle = along(edge.start, edge.end, 0.3)
    assert hit(SMALL, Point(middle.x, middle.y - 0.4)) == edge.key
    assert hit(SMALL, Point(middle.x, middle.y - 3.0)) is None


def test_that_fold_boxes_and_labels_lie_on_top() -> None:
    fold = WIDE.folds_of(1)[0]
    assert hit(WIDE, fold.frame.centre) == fold and isinstance(fold, Fold)
    label = Rect(10.0, 10.0, 5.0, 1.5)
    assert hit(WIDE, label.centre, {key("theta[1][3,2]"): label}) == key("theta[1][3,2]")
