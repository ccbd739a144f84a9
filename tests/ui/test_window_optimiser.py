"""The update phase in the real window: Adam is chosen, and one whole update stepped through by keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QListWidget, QSlider, QTableView, QWidget
from pytestqt.qtbot import QtBot

from bptutor.engine.descent import Descent
from bptutor.engine.network import same_numbers
from bptutor.engine.optimisers import Moments, Optimiser
from bptutor.foundation.numbers import short
from bptutor.trace.keys import parse
from bptutor.trace.steps import Level
from bptutor.ui.panels.chain import ChainPanel
from bptutor.ui.panels.step import StepPanel
from bptutor.ui.window import MainWindow
from tests.ui.edit_hands import opened as window_with

CTRL = Qt.KeyboardModifier.ControlModifier
ROUND = (
    "beta1*m(theta[1][1,1])",
    "(1-beta1)*dC/dtheta[1][1,1]",
    "m+(theta[1][1,1])",
    "dC/dtheta[1][1,1]*dC/dtheta[1][1,1]",
    "beta2*v(theta[1][1,1])",
    "(1-beta2)*dC/dtheta[1][1,1]*dC/dtheta[1][1,1]",
    "v+(theta[1][1,1])",
    "mhat(theta[1][1,1])",
    "vhat(theta[1][1,1])",
    "root(vhat(theta[1][1,1]))",
    "root(vhat(theta[1][1,1]))+epsilon",
    "ratio(theta[1][1,1])",
    "change(theta[1][1,1])",
    "theta+[1][1,1]",
)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    yield from window_with(qtbot, qapp, "two-hidden-layers")


def only(window: QWidget, kind: type[QWidget], name: str = "") -> QWidget:
    found = [w for w in window.findChildren(kind) if not name or w.accessibleName() == name]
    assert len(found) == 1, (kind, name, found)
    return found[0]


def choose_adam(window: MainWindow, qtbot: QtBot) -> None:
    """In the window of the runs, by keys."""
    qtbot.keyClick(window, Qt.Key.Key_U, CTRL)
    assert window.bench.runs is not None
    tool = window.bench.runs.window
    qtbot.waitUntil(tool.isActiveWindow)
    rule = only(tool, QComboBox, "Optimiser")
    assert isinstance(rule, QComboBox)
    rule.setFocus()
    qtbot.keyClicks(rule, "Adam")
    assert window.bridge.state.run.optimiser.rule == "adam"
    qtbot.keyClick(tool, Qt.Key.Key_Escape)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def shown(window: MainWindow) -> dict[str, str]:
    """The table of values: name -> value."""
    view = only(window, QTableView, "Values")
    assert isinstance(view, QTableView)
    model = view.model()
    return {
        str(model.index(row, 0).data()): str(model.index(row, 1).data()) for row in range(model.rowCount())
    }


def bits(moments: Moments | None) -> tuple[int, list[bytes]]:
    assert moments is not None
    arrays = [array for part in moments.parts for array in (*part.weights, *part.biases)]
    return moments.updates, [array.tobytes() for array in arrays]


def test_that_one_whole_update_by_adam_is_stepped_through_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    choose_adam(window, qtbot)
    run = Descent(window.bridge.state.document, optimiser=Optimiser("adam"))
    run.advance(1)
    qtbot.keyClick(window, Qt.Key.Key_Right, CTRL)  # to iteration 1, where there is something to remember
    qtbot.keyClick(window, Qt.Key.Key_3, CTRL)
    for _ in range(3):
        qtbot.keyClick(window, Qt.Key.Key_PageDown)
    before = bits(run.moments)
    assert bits(window.bridge.state.timeline.moments) == before
    run.advance(1)
    summary = only(window, QLabel, "Step summary")
    chain, step = only(window, ChainPanel), only(window, StepPanel)
    assert isinstance(summary, QLabel) and isinstance(chain, ChainPanel) and isinstance(step, StepPanel)
    rows = {"m+": "mₜ(θ₁)", "v+": "vₜ(θ₁)", "mhat": "m̂ₜ(θ₁)", "vhat": "v̂ₜ(θ₁)", "theta+": "θ₁⁺"}
    for number, name in enumerate(ROUND):
        state = window.bridge.state
        made = state.timeline.step(Level.TERM, state.cursor.index)
        assert str(made.target) == name
        text = short(float(made.value))
        assert summary.text().startswith(f"Step {34 + number} of 117, update: ")
        assert summary.text().endswith(f" equals {text}")
        assert chain.cards.current is not None and chain.cards.current.card is not None
        assert chain.cards.current.card.key == made.target and chain.cards.current.card.value.text == text
        assert step.code.line.startswith(("mW1", "vW1", "W1 = W1 - eta"))
        table = shown(window)
        for part, row in rows.items():
            done = ROUND.index(f"{part}[1][1,1]" if part == "theta+" else f"{part}(theta[1][1,1])") <= number
            assert (table[row] != "not yet") == done, (name, row)
        qtbot.keyClick(window, Qt.Key.Key_Right)
    theirs = float(run.network.layers[0].weights[0, 0])
    assert run.moments is not None
    wanted = {"mₜ(θ₁)": run.moments.parts[0], "vₜ(θ₁)": run.moments.parts[1]}
    table = shown(window)
    assert all(table[row] == short(float(part.weights[0][0, 0])) for row, part in wanted.items())
    assert table["θ₁⁺"] == short(theirs)
    assert window.bridge.state.timeline.values[parse("theta+[1][1,1]"), 0] == pytest.approx(theirs, rel=1e-12)
    qtbot.keyClick(window, Qt.Key.Key_End)
    assert summary.text().startswith("Step 117 of 117, update: b3 plus equals ")
    qtbot.keyClick(window, Qt.Key.Key_Right, CTRL)
    assert same_numbers(window.bridge.state.network, run.network)
    assert bits(window.bridge.state.timeline.moments) == bits(run.moments)
    assert shown(window)["mₜ₋₁(θ₁)"] == table["mₜ(θ₁)"]
    qtbot.keyClick(window, Qt.Key.Key_Left, CTRL)
    assert bits(window.bridge.state.timeline.moments) == before


def test_that_down_up_and_the_scrubber_go_through_an_update(window: MainWindow, qtbot: QtBot) -> None:
    choose_adam(window, qtbot)
    qtbot.keyClick(window, Qt.Key.Key_End)
    state = window.bridge.state
    assert str(state.timeline.step(Level.VALUE, state.cursor.index).target) == "b+[3][1]"
    qtbot.keyClick(window, Qt.Key.Key_Down)
    state = window.bridge.state
    assert str(state.timeline.step(Level.TERM, state.cursor.index).target) == "root(vhat(b[3][1]))"
    qtbot.keyClick(window, Qt.Key.Key_Up)
    assert window.bridge.state.cursor.level is Level.VALUE
    scrubber = only(window, QSlider, "Step")
    assert isinstance(scrubber, QSlider)
    scrubber.setValue(20)
    state = window.bridge.state
    assert state.cursor.index == 20
    assert str(state.timeline.step(Level.VALUE, 20).target) == "v+(theta[1][1,1])"


def test_that_a_step_in_the_list_of_the_runs_is_gone_to(window: MainWindow, qtbot: QtBot) -> None:
    choose_adam(window, qtbot)
    qtbot.keyClick(window, Qt.Key.Key_U, CTRL)
    assert window.bench.runs is not None
    steps = only(window.bench.runs.window, QListWidget, "Steps of the update")
    assert isinstance(steps, QListWidget)
    steps.setFocus()
    steps.setCurrentRow(8)
    qtbot.keyClick(steps, Qt.Key.Key_Return)
    state = window.bridge.state
    assert str(state.timeline.step(Level.TERM, state.cursor.index).target) == "vhat(theta[2][1,1])"
