"""Weights of another program in the real window: shown, changed by keys, taken as one edit, dropped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QDialogButtonBox, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot
from safetensors.numpy import save_file

from bptutor.engine.arrays import Array
from bptutor.engine.passes import gradients
from bptutor.study.actions import GoToKey
from bptutor.study.edit_actions import Undo
from bptutor.trace.keys import parse
from bptutor.ui.commands import BY_ID
from bptutor.ui.dialogs.import_table import ImportWindow
from bptutor.ui.dialogs.import_weights import WeightsWindow
from bptutor.ui.panels.weights_model import ARRAY, TRANSPOSED, USE
from bptutor.ui.window import MainWindow
from tests.engine.test_weights_files import csv_text, keras, parameters, pytorch
from tests.ui.edit_hands import LEFT, opened

Ok = QDialogButtonBox.StandardButton.Ok
OWN = parameters((2, 3, 1))


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    yield from opened(qtbot, qapp, "xor")


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A model as PyTorch names it."""
    path = tmp_path / "model.safetensors"
    save_file({name: np.ascontiguousarray(array) for name, array in pytorch(OWN).items()}, path)
    return path


def dialog_of(window: MainWindow) -> WeightsWindow:
    (found,) = [dialog for dialog in window.findChildren(WeightsWindow) if dialog.isVisible()]
    return found


def drop(window: MainWindow, path: Path) -> None:
    """A file from elsewhere on the machine, dropped on the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    place, action, free = QPointF(400, 300), Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place.toPoint(), action, data, Qt.MouseButton.LeftButton, free)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(place, action, data, Qt.MouseButton.LeftButton, free))


def said(window: MainWindow, qtbot: QtBot) -> str:
    """What a message says; it is shut then."""
    (box,) = [box for box in window.findChildren(QMessageBox) if box.isVisible()]
    text = box.text()
    box.close()
    return text


def use(dialog: WeightsWindow, row: int) -> str:
    return str(dialog.table.weights.index(row, USE).data())


def network_of(window: MainWindow) -> list[tuple[Array, Array]]:
    return [(layer.weights, layer.biases) for layer in window.bridge.state.network.layers]


def test_that_a_model_is_imported_by_keys_and_its_gradient_is_stepped(
    window: MainWindow, model: Path, qtbot: QtBot
) -> None:
    window.commands.do(BY_ID["import-weights"])
    (asking,) = [found for found in window.findChildren(QFileDialog) if found.isVisible()]
    asking.fileSelected.emit(str(model))
    asking.close()
    dialog = dialog_of(window)
    assert dialog.note.text().startswith("2 inputs, layers of 3 and 1 neurons, 13 parameters.")
    assert [use(dialog, row) for row in range(4)] == [
        "weights of layer 1",
        "biases of layer 1",
        "weights of layer 2",
        "biases of layer 2",
    ]
    assert dialog.last.currentText() == "as now: sigmoid" and not dialog.rest.isVisible()
    before = window.bridge.state.document
    qtbot.keyClick(dialog.buttons.button(Ok), Qt.Key.Key_Space)
    state = window.bridge.state
    assert state.history.undo_label == "weights of model.safetensors" and state.document.name == "model"
    for (weights, biases), (w, b) in zip(network_of(window), OWN, strict=True):
        assert np.array_equal(weights, w) and np.array_equal(biases, b)
    key = parse("dJ/dtheta[1][2,1]")
    window.bridge.do(GoToKey(key))
    examples = state.document.examples
    assert examples is not None
    expected = gradients(state.network, examples.inputs, examples.targets).weights[0][1, 0]
    stepped = window.bridge.state.timeline.step(state.cursor.level, window.bridge.state.cursor.index)
    assert stepped.target == key and stepped.value == pytest.approx(expected, rel=1e-12)
    window.bridge.do(Undo())
    assert window.bridge.state.document is before


def test_that_uses_and_ways_round_are_changed_by_keys(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    np.savez(tmp_path / "k.npz", **keras(parameters((2, 2, 1))), extra=np.ones(5))
    drop(window, tmp_path / "k.npz")
    dialog = dialog_of(window)
    table, ok = dialog.table, dialog.buttons.button(Ok)
    assert "extra (5)" in dialog.rest.text() and "square" in dialog.note.text()
    assert table.weights.index(0, ARRAY).data() == "dense/kernel:0"
    table.setCurrentIndex(table.weights.index(0, TRANSPOSED))
    qtbot.keyClick(table, Qt.Key.Key_Space)
    way = table.weights.index(0, TRANSPOSED).data(Qt.ItemDataRole.CheckStateRole)
    assert way == Qt.CheckState.Unchecked and ok.isEnabled()
    table.setCurrentIndex(table.weights.index(1, USE))  # dense/bias:0
    qtbot.keyClick(table, Qt.Key.Key_Return)
    (box,) = [box for box in table.findChildren(QComboBox) if box.isVisible()]
    assert box.accessibleName() == "What dense/bias:0 is taken for"
    qtbot.keyClick(box, Qt.Key.Key_Home)  # nothing
    assert use(dialog, 1) == "nothing" and "biases of layer 1, which become 0" in dialog.rest.text()
    table.weights.ask(0, None)
    assert not ok.isEnabled() and "Layer 1 has no weights yet" in dialog.note.text()
    table.weights.ask(0, table.weights.options(0)[1][0])
    qtbot.mouseClick(ok, LEFT)
    first = network_of(window)[0]
    assert np.array_equal(first[0], parameters((2, 2, 1))[0][0].T) and not np.any(first[1])


def test_that_activations_are_chosen_where_the_file_has_another_depth(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "deep.csv").write_text(csv_text(pytorch(parameters((2, 4, 3, 1)))))
    drop(window, tmp_path / "deep.csv")
    dialog = dialog_of(window)
    assert dialog.hidden.currentText() == "tanh" and "as now" not in dialog.last.currentText()
    dialog.hidden.setFocus()
    qtbot.keyClick(dialog.hidden, Qt.Key.Key_Home)
    chosen = dialog.hidden.key
    assert chosen != "tanh"
    qtbot.mouseClick(dialog.buttons.button(Ok), LEFT)
    layers = window.bridge.state.network.layers
    assert [layer.activation.name for layer in layers] == [chosen, chosen, "sigmoid"]


def test_that_no_activation_is_asked_for_where_there_is_no_network(
    window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "embedding.npz"
    np.savez(path, embedding=np.ones((3, 4, 5)))
    drop(window, path)
    dialog = dialog_of(window)
    assert "no matrices" in dialog.note.text()
    assert not dialog.last.isVisible() and not dialog.hidden.isVisible()


def test_that_what_cannot_be_taken_is_said_in_one_sentence(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "model.pt").write_bytes(b"PK")
    (tmp_path / "broken.safetensors").write_bytes(b"\x09")
    np.savez_compressed(tmp_path / "large.npz", w=np.zeros((2_000_001, 1), dtype=np.float32))
    before = window.bridge.state
    for name, reason in (
        ("model.pt", "can run programs"),
        ("broken.safetensors", "is no .safetensors file, or a damaged one"),
        ("large.npz", "more than 2,000,000 numbers"),
    ):
        drop(window, tmp_path / name)
        sentence = said(window, qtbot)
        assert reason in sentence and len(sentence.splitlines()) == 1
    np.savez(tmp_path / "odd.npz", p=np.ones((2, 3)), q=np.ones((7, 5)))
    drop(window, tmp_path / "odd.npz")
    dialog = dialog_of(window)
    assert "do not make one network" in dialog.note.text() and not dialog.buttons.button(Ok).isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert window.bridge.state.document is before.document


def test_that_a_dropped_table_of_examples_is_shown_as_such(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "data.csv").write_text("x1,x2,y\n0,1,1\n2,1,0\n")
    drop(window, tmp_path / "data.csv")
    (dialog,) = [found for found in window.findChildren(ImportWindow) if found.isVisible()]
    qtbot.mouseClick(dialog.buttons.button(Ok), LEFT)
    examples = window.bridge.state.document.examples
    assert examples is not None and examples.inputs.tolist() == [[0, 1], [2, 1]]
