"""An optimiser's number stands in its parameter's pill while it is made, with its symbol beneath."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage

from bptutor.engine.document import Document
from bptutor.engine.optimisers import Optimiser
from bptutor.study import actions
from bptutor.study.opening import opened
from bptutor.study.reduce import reduce
from bptutor.study.run_actions import SetOptimiser
from bptutor.study.views.network_view import NetworkView
from bptutor.trace.keys import Key, parse
from bptutor.trace.optimiser_keys import parameter_of
from bptutor.ui.canvas import shown
from bptutor.ui.canvas.rects import Rect
from bptutor.ui.palettes import LIGHT
from tests.ui.canvas.drawn import random_document, source, view_of
from tests.ui.canvas.test_painting import colours, painted, part

pytestmark = pytest.mark.usefixtures("theme_manager")


def view(document: Document, name: str) -> NetworkView:
    state = reduce(opened(document), SetOptimiser(Optimiser("adam")))
    for action in (actions.SelectParameter(None), actions.GoToIteration(1), actions.GoToKey(parse(name))):
        state = reduce(state, action)
    return view_of(state)


def of(key: Key) -> Key:
    parameter = parameter_of(key)
    assert parameter is not None
    return parameter


def beneath(image: QImage, rect: Rect) -> dict[str, int]:
    """The colours in the strip under a pill."""
    return colours(part(image, Rect(rect.x, rect.bottom + 0.1, rect.w, 0.9)))


@pytest.mark.parametrize("name", ["m+(theta[2][1,1])", "vhat(theta[2][1,1])", "vhat(b[2][1])"])
def test_that_the_pill_shows_the_present_number_with_its_name_and_then_the_new_parameter(name: str) -> None:
    now, after = view(source(), name), view(source(), name.split("(")[1].rstrip(")").replace("[", "+[", 1))
    assert shown.pill(now, of(parse(name))).key == parse(name) and now.making(parse(name))
    assert shown.pill(after, of(parse(name))).key == after.lit.target
    (image, geometry), (later, _) = painted(now), painted(after)
    edge = geometry.edge(of(parse(name)))
    pill = geometry.nodes[2, 1].bias_pill if edge is None else edge.pill
    assert pill is not None
    assert beneath(image, pill).get(LIGHT.update, 0) > 5
    assert not beneath(later, pill).get(LIGHT.update, 0)
    inside = colours(part(image, pill))
    assert inside[LIGHT.update] > 20 and inside[LIGHT.update_tint] > 50


def test_that_a_wide_network_labels_the_weight_that_is_updated() -> None:
    now = view(random_document((3, 8, 2)), "mhat(theta[1][5,2])")
    assert now.lit.lights_edge(parse("theta[1][5,2]")) and not now.lit.lights_edge(parse("theta[1][5,1]"))
    image, _ = painted(now)
    assert colours(image)[LIGHT.update] > 60
