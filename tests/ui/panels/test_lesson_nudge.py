"""The nudge lab speaks of the cost that it changes, in the letters that the learner has chosen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bptutor.study.actions import GoToKey, MoveCursor, SetNotation
from bptutor.study.lesson_actions import Push
from bptutor.trace.keys import parse
from bptutor.ui.panels.lesson_nudge import PushCard
from bptutor.ui.plots_slice import CostSlicePlot
from bptutor.ui.window import MainWindow
from tests.ui.panels.lesson_learner import Learner
from tests.ui.shown import shown

LESSON = """+++
format = 1
title = "Pushes"
network = "xor"
+++

## One

~~~nudge
value = "VALUE"
until = 0.01
example = 2
~~~
"""


@pytest.fixture
def window(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[MainWindow]:
    """A lesson of one page, whose lab pushes the test's value."""
    (tmp_path / "01-mine.md").write_text(LESSON.replace("VALUE", request.param), encoding="utf-8")
    made = shown(qtbot, qapp, tmp_path)
    yield made
    made.close()


def pushed(window: MainWindow) -> tuple[PushCard, float, float]:
    """The lab after its smallest push, with the ratio that it shows and the derivative beside it."""
    learner = Learner(window)
    learner.settle()
    (card,) = learner.cards
    assert isinstance(card, PushCard)
    learner.do_rightly(card)
    learner.settle()
    shown = card.limit.text().split(" = ")[1].replace("−", "-")
    ratios = [card.table.item(row, 1).text().replace("−", "-") for row in range(card.table.rowCount())]
    return card, float([text for text in ratios if text != "…"][-1]), float(shown)


@pytest.mark.parametrize("window", ["theta[1][2,1]"], indirect=True)
def test_that_a_push_of_a_weight_is_about_j_where_there_are_several_examples(window: MainWindow) -> None:
    card, ratio, derivative = pushed(window)
    assert card.table.horizontalHeaderItem(1).text() == "ΔJ/Δθ¹₂₁"
    assert card.limit.text().startswith("∂J/∂θ¹₂₁ = ")
    assert ratio == pytest.approx(derivative, rel=0.1)
    (plot,) = window.findChildren(CostSlicePlot)
    assert plot.accessibleDescription().startswith("J against theta")


@pytest.mark.parametrize("window", ["z[1][2]"], indirect=True)
def test_that_a_push_of_a_z_is_about_the_cost_of_its_example(window: MainWindow) -> None:
    card, ratio, derivative = pushed(window)
    assert card.table.horizontalHeaderItem(1).text() == "ΔC/Δz¹₂"
    assert ratio == pytest.approx(derivative, rel=0.1)
    window.bridge.do(SetNotation("w,E"))
    assert card.table.horizontalHeaderItem(1).text().startswith("ΔE/Δz")
    assert card.limit.text().startswith("∂E/∂z")


@pytest.mark.parametrize("window", ["z[1][2]"], indirect=True)
def test_that_what_the_ratio_settles_on_is_told_when_it_is_known_or_the_pushes_are_done(
    window: MainWindow,
) -> None:
    learner = Learner(window)
    learner.settle()
    (card,) = learner.cards
    assert isinstance(card, PushCard)
    window.bridge.do(Push(card.gate, 0.1))
    assert not card.limit.isVisible() and card.table.item(0, 2).text() == "…"
    window.bridge.do(GoToKey(parse("dC/dz[1][2]")))
    assert not card.limit.isVisible(), "that is example 1, and the lab is about example 2"
    window.bridge.do(MoveCursor("last"))
    assert card.limit.isVisible() and card.table.item(0, 2).text() != "…"
    window.bridge.do(MoveCursor("first"))
    assert not card.limit.isVisible()
    learner.do_rightly(card)
    assert card.limit.isVisible()
