"""What follows from a view is made once, and kept for two networks and no more."""

from __future__ import annotations

import gc
from weakref import ref

from bptutor.study.edit_actions import EditValue, Undo
from bptutor.study.reduce import reduce
from bptutor.study.state import State
from bptutor.study.views.everything import ViewMemory
from bptutor.study.views.network_view import NetworkView
from bptutor.trace.keys import parse
from bptutor.ui.canvas.geometry import arranged
from bptutor.ui.canvas.memory import Memory
from bptutor.ui.canvas.places import NetworkGeometry, Shape
from tests.study.test_reduce import state_of


class Maker:
    def __init__(self) -> None:
        self.memory = Memory(self.make)
        self.views_of = ViewMemory()
        self.made = 0

    def make(self, view: NetworkView, geometry: NetworkGeometry) -> str:
        self.made += 1
        return view.title

    def ask(self, state: State, geometry: NetworkGeometry) -> NetworkView:
        view = self.views_of(state).network
        assert self.memory(view, geometry) == view.title
        return view


def edited(state: State, value: float) -> State:
    return reduce(state, EditValue(parse("theta[2][1,1]"), value))


def test_that_what_follows_is_made_once_for_an_edit_and_for_undoing_it() -> None:
    maker, state = Maker(), state_of()
    geometry = arranged(Shape(state.network.widths), 40.0, 20.0)
    after = edited(state, 0.75)
    for each in (state, state, after, reduce(after, Undo()), state):
        maker.ask(each, geometry)
    assert maker.made == 2


def test_that_a_weight_dragged_through_many_numbers_leaves_no_views_behind() -> None:
    maker, state = Maker(), state_of()
    geometry = arranged(Shape(state.network.widths), 40.0, 20.0)
    seen = []
    for value in range(1, 9):
        state = edited(state, value / 16)
        seen.append(ref(maker.ask(state, geometry).numbers))
    gc.collect()
    assert sum(numbers() is not None for numbers in seen) <= 2
