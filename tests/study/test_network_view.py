"""The drawing's view: what is being made, and where a gate is closed."""

from __future__ import annotations

from bptutor.study.views.numbers import Status
from bptutor.trace.keys import parse
from bptutor.trace.steps import Level
from tests.ui.canvas.drawn import random_document, source, view_at


def test_that_a_gate_closes_when_the_backward_pass_meets_a_dead_relu() -> None:
    assert not view_at(source(dead=True), "dC/da[2][1]").blocked(2, 1)
    assert view_at(source(dead=True), "dC/dz[2][1]").blocked(2, 1)
    assert not view_at(source(), "dC/dz[2][1]").blocked(2, 1)


def test_that_all_gates_of_a_layer_of_several_close_when_the_backward_pass_arrives() -> None:
    document = random_document((3, 8, 2))
    later = view_at(document, "dC/db[1][8]")
    dead = {j for j in range(1, 9) if later.blocked(1, j)}
    arriving = view_at(document, "dC/dz[2][1]*dz[2][1]/da[1][1]", Level.TERM)
    before = view_at(document, "dC/db[2][2]", Level.TERM)
    assert 0 < len(dead) < 8
    assert {j for j in range(1, 9) if arriving.blocked(1, j)} == dead
    assert not any(before.blocked(1, j) for j in range(1, 9))


def test_that_a_gate_that_is_asked_for_is_not_shown() -> None:
    document, asked = random_document((3, 8, 2)), parse("dC/dz[1][1]")
    dead = next(j for j in range(1, 9) if view_at(document, "dC/da[1][1]").blocked(1, j))
    hidden = view_at(document, "dC/da[1][1]", hidden=frozenset([asked._replace(j=dead)]))
    assert not hidden.blocked(1, dead)


def test_that_a_sigmoid_is_never_a_gate() -> None:
    assert not view_at(source(dead=True), "b+[3][1]").blocked(3, 1)


def test_that_a_term_step_is_making_a_value_that_is_not_known_yet() -> None:
    view = view_at(random_document((2, 3, 2)), "dC/dz[2][1]*dz[2][1]/da[1][2]", Level.TERM)
    key = parse("dC/da[1][2]")
    assert view.making(key) and view.numbers(key).status is Status.NOT_YET
    assert not view.making(parse("dC/da[1][1]"))
