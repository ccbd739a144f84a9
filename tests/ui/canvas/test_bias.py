"""A bias is read whole, however long its number is."""

from __future__ import annotations

import pytest

from bptutor.engine.changes import set_bias
from bptutor.engine.document import Document
from bptutor.trace.keys import parse
from bptutor.ui.canvas import shown
from bptutor.ui.canvas.rects import Rect
from bptutor.ui.palettes import LIGHT
from tests.ui.canvas.drawn import random_document, source, view_at
from tests.ui.canvas.test_painting import UNIT, colours, painted, part

pytestmark = pytest.mark.usefixtures("theme_manager")


@pytest.mark.parametrize("value", [0.2, -0.01234, -1.2344e9, -2.4521e-9, -2.4521e-199])
@pytest.mark.parametrize("document", [source(), random_document((2, 3, 2))], ids=["chain", "columns"])
def test_that_the_gradient_hides_nothing_of_its_bias(document: Document, value: float) -> None:
    view = view_at(set_bias(document, 2, 1, value).document, "dC/da[1][1]")
    assert shown.due_pill(view, parse("b[2][1]")) is not None
    image, geometry = painted(view)
    bias, pill = geometry.nodes[2, 1].bias, geometry.nodes[2, 1].bias_pill
    assert bias is not None and pill is not None
    between = Rect(pill.x - 2 / UNIT, bias.y, 2 / UNIT, bias.h)
    assert set(colours(part(image, between))) == {LIGHT.surface}, "the number ends before the gradient"
