"""The window “Network” and what belongs to it, by hands on the real window."""

from collections.abc import Iterator
from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QScrollArea
from pytestqt.qtbot import QtBot

from bptutor.engine.changes_ways import set_update
from bptutor.engine.network import same_numbers
from bptutor.study.edit_actions import Edit, EditValue
from bptutor.trace.keys import parse
from bptutor.ui.dialogs.new_network import NewNetworkWindow, widths_of
from bptutor.ui.panels.structure import StructureWindow
from bptutor.ui.panels.structure_layer import LayerBox
from bptutor.ui.window import MainWindow
from tests.ui.edit_hands import CONTROL, LEFT, SHIFT, opened


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    yield from opened(qtbot, qapp, "classifier-2-3-2")


@pytest.fixture
def panel(window: MainWindow, qtbot: QtBot) -> StructureWindow:
    qtbot.keyClick(window, Qt.Key.Key_N, CONTROL | SHIFT)
    (found,) = window.findChildren(StructureWindow)
    qtbot.waitExposed(found)
    return found


def widths(window: MainWindow) -> tuple[int, ...]:
    return window.bridge.state.network.widths


def choose(box: LayerBox, name: str) -> None:
    """Choose an activation as a person does."""
    index = box.activation.findData(name)
    box.activation.setCurrentIndex(index)
    box.activation.activated.emit(index)


def test_that_neurons_come_and_go_and_the_rest_is_kept(
    window: MainWindow, panel: StructureWindow, qtbot: QtBot
) -> None:
    before = window.bridge.state.network
    box = panel.layers[0]
    qtbot.keyClick(box.neurons, Qt.Key.Key_Up)
    assert widths(window) == (2, 4, 2)
    after = window.bridge.state.network
    assert np.array_equal(after.layers[0].weights[:3], before.layers[0].weights)
    assert np.array_equal(after.layers[1].weights[:, :3], before.layers[1].weights)
    qtbot.mouseClick(panel.undo, LEFT)
    assert same_numbers(window.bridge.state.network, before)
    assert box.neurons.value() == 3


def test_that_a_layer_is_one_line_at_first_and_a_large_text_has_the_width_of_the_window(
    window: MainWindow, panel: StructureWindow, qtbot: QtBot
) -> None:
    layer = panel.layers[0]
    middle = layer.neurons.geometry().center().y()
    assert layer.weights.geometry().center().y() == pytest.approx(middle, abs=3)
    window.themes.set_scale(2.0)
    assert panel.width() == min(window.width(), window.themes.theme.px(660))


def test_that_no_rule_is_beyond_the_side_of_the_window(window: MainWindow, panel: StructureWindow) -> None:
    window.resize(1024, 640)
    window.bridge.do(Edit(partial(set_update, kind="minibatch", size=2), "mini-batches"))
    window.themes.set_scale(2.0)
    QApplication.processEvents()
    (area,) = panel.findChildren(QScrollArea)
    assert panel.rules.batch.isVisibleTo(panel)
    assert area.horizontalScrollBar().maximum() == 0


def test_that_layers_are_added_and_removed(window: MainWindow, panel: StructureWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.layers[0].insert, LEFT)
    assert widths(window) == (2, 3, 2, 2)
    assert [box.heading.text() for box in panel.layers] == ["Layer 1", "Layer 2", "Layer 3 (ŷ)"]
    qtbot.mouseClick(panel.list.first, LEFT)
    assert widths(window) == (2, 2, 3, 2, 2)
    qtbot.mouseClick(panel.layers[1].remove, LEFT)
    assert widths(window) == (2, 2, 2, 2)
    qtbot.keyClick(panel, Qt.Key.Key_Z, CONTROL)
    assert widths(window) == (2, 2, 3, 2, 2)


def test_that_the_inputs_take_the_examples_along(
    window: MainWindow, panel: StructureWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(panel.list.inputs, Qt.Key.Key_Up)
    examples = window.bridge.state.document.examples
    assert examples is not None and examples.inputs.shape[1] == 3
    assert "the new ones are 0" in panel.note.text()


def test_that_activation_and_flags_are_changed(
    window: MainWindow, panel: StructureWindow, qtbot: QtBot
) -> None:
    choose(panel.layers[0], "tanh")
    qtbot.mouseClick(panel.layers[0].biases, LEFT, pos=panel.layers[0].biases.rect().center())
    layer = window.bridge.state.network.layers[0]
    assert (layer.activation.name, layer.train_weights, layer.train_biases) == ("tanh", True, False)


def test_that_leaving_softmax_takes_the_cost_along_and_says_so(
    window: MainWindow, panel: StructureWindow
) -> None:
    choose(panel.layers[1], "sigmoid")
    assert window.bridge.state.network.cost.name == "binary_cross_entropy"
    assert "Cross-entropy needs softmax" in panel.note.text()
    assert panel.rules.cost.key == "binary_cross_entropy"


def test_that_the_learning_rate_takes_an_expression_and_tells_what_is_wrong(
    window: MainWindow, panel: StructureWindow, qtbot: QtBot
) -> None:
    rate = panel.rules.rate
    rate.setFocus()
    rate.selectAll()
    qtbot.keyClicks(rate, "1/8")
    qtbot.keyClick(rate, Qt.Key.Key_Return)
    assert window.bridge.state.document.learning_rate == 0.125
    assert rate.text() == "0.125"
    rate.selectAll()
    qtbot.keyClicks(rate, "-1")
    qtbot.keyClick(rate, Qt.Key.Key_Return)
    assert panel.rules.problem.isVisible()
    assert window.bridge.state.document.learning_rate == 0.125


def test_that_a_seed_draws_the_same_parameters_again(
    window: MainWindow, panel: StructureWindow, qtbot: QtBot
) -> None:
    panel.beginning.seed.setValue(7)
    qtbot.mouseClick(panel.beginning.draw, LEFT)
    first = window.bridge.state.network
    panel.beginning.seed.setValue(8)
    qtbot.mouseClick(panel.beginning.draw, LEFT)
    assert not same_numbers(window.bridge.state.network, first)
    panel.beginning.seed.setValue(7)
    qtbot.mouseClick(panel.beginning.draw, LEFT)
    assert same_numbers(window.bridge.state.network, first)


def test_that_a_new_network_is_made_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_N, CONTROL)
    (dialog,) = window.findChildren(NewNetworkWindow)
    qtbot.keyClicks(dialog.widths, "3, 4, x")
    assert not dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()
    assert "whole numbers" in dialog.note.text()
    dialog.widths.selectAll()
    qtbot.keyClicks(dialog.widths, "3, 4, 2")
    qtbot.keyClick(dialog.widths, Qt.Key.Key_Return)
    assert widths(window) == (3, 4, 2)
    assert window.bridge.state.path is None


def test_that_a_copy_is_in_no_file_yet(window: MainWindow, panel: StructureWindow, qtbot: QtBot) -> None:
    before = window.bridge.state.network
    qtbot.mouseClick(panel.duplicate, LEFT)
    state = window.bridge.state
    assert same_numbers(state.network, before) and state.path is None
    assert state.document.name == "Classifier 2-3-2 copy"
    assert window.commands.files.kept.unsaved


@pytest.mark.parametrize("text", ["2-3-1", "2, 3, 1", "2 3 1", " 2,3,1 "])
def test_that_widths_are_read_as_people_write_them(text: str) -> None:
    assert widths_of(text) == (2, 3, 1)


def test_that_what_cannot_be_is_said_in_the_window_and_stands_as_it_was(
    window: MainWindow, panel: StructureWindow
) -> None:
    window.bridge.do(EditValue(parse("y[1]"), 1.0))
    choose(panel.layers[1], "sigmoid")
    cost = panel.rules.cost
    cost.setCurrentIndex(cost.findData("squared_error"))
    cost.activated.emit(cost.currentIndex())
    window.bridge.do(EditValue(parse("y[1]"), 3.0))
    cost.setCurrentIndex(cost.findData("binary_cross_entropy"))
    cost.activated.emit(cost.currentIndex())
    assert panel.problem.isVisible() and "needs targets of 0 to 1" in panel.problem.text()
    assert cost.key == "squared_error" == window.bridge.state.network.cost.name
