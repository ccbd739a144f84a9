"""A famous worked example, made from an empty network by keys alone, down to its published numbers."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bptutor.trace.keys import parse
from bptutor.ui.dialogs.new_network import NewNetworkWindow
from bptutor.ui.panels.structure import StructureWindow
from bptutor.ui.window import MainWindow
from tests.ui.edit_hands import CONTROL, SHIFT, line, number, opened, table_of

GIVEN = {
    "x[1]": "0.05", "x[2]": ".10", "y[1]": "0.01", "y[2]": "1-0.01",
    "theta[1][1,1]": "0.15", "theta[1][1,2]": "0.2", "theta[1][2,1]": "0.25", "theta[1][2,2]": "0.3",
    "theta[2][1,1]": "0.4", "theta[2][1,2]": "0.45", "theta[2][2,1]": "0.5", "theta[2][2,2]": "0.55",
    "b[1][1]": "0.35", "b[1][2]": "0.35", "b[2][1]": "0.6", "b[2][2]": "0.6",
}  # fmt: skip
PUBLISHED = {
    "a[2][1]": 0.75136507,
    "a[2][2]": 0.772928465,
    "C": 0.298371109,
    "dC/dtheta[2][1,1]": 0.082167041,
    "theta+[2][1,1]": 0.35891648,
    "dC/dtheta[1][1,1]": 0.000438568,
    "theta+[1][1,1]": 0.149780716,
}


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    yield from opened(qtbot, qapp)


def test_that_mazurs_example_is_typed_in_and_gives_his_numbers(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_N, CONTROL)
    (dialog,) = window.findChildren(NewNetworkWindow)
    qtbot.keyClicks(dialog.widths, "2, 2, 2")
    qtbot.keyClick(dialog.widths, Qt.Key.Key_Return)
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_N, CONTROL | SHIFT)
    (panel,) = window.findChildren(StructureWindow)
    panel.rules.rate.selectAll()
    qtbot.keyClicks(panel.rules.rate, "0.5")
    qtbot.keyClick(panel.rules.rate, Qt.Key.Key_Return)
    qtbot.keyClicks(panel.rules.cost, "half")
    panel.rules.cost.activated.emit(panel.rules.cost.currentIndex())
    panel.close()
    table = table_of(window)
    for key, text in GIVEN.items():
        row = next(r for r in range(table.values.rowCount()) if table.values.key_at(r) == parse(key))
        table.setCurrentIndex(table.values.index(row, 1))
        qtbot.keyClick(table, text[0])
        qtbot.keyClicks(line(window), text[1:])
        qtbot.keyClick(line(window), Qt.Key.Key_Return)
    assert window.bridge.state.network.cost.name == "half_squared_error"
    for key, value in PUBLISHED.items():
        assert number(window, key) == pytest.approx(value, abs=5e-9), key
