"""Plain windows that tell something: the keys, and what this program is."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bptutor import __version__
from bptutor.foundation.resources import resource
from bptutor.ui.commands import COMMANDS, keys_text
from bptutor.ui.theme import ThemeManager
from bptutor.ui.widgets.tables import RowDelegate, fit_rows

KEYS_SIZE, ABOUT_WIDTH = QSize(660, 560), 460  # at 100 % text
MARGIN = 16
EDGE = 8  # of the window behind, which stays in sight
ABOUT = """<h3>Backprop Tutor {version}</h3>
<p>Steps a neural network forward, and then every chain-rule multiplication on the way back.</p>
<p>It works offline, and nothing that you do here leaves this machine.</p>
<p>MIT licence; the licences of what it is built on are in<br>{licences}</p>"""


def keys_window(themes: ThemeManager, parent: QWidget) -> QDialog:
    """Every command that has keys, from the one table."""
    rows = [entry for entry in COMMANDS if entry.keys]
    table = QTableWidget(len(rows), 2)
    table.setAccessibleName("Keys")
    table.setHorizontalHeaderLabels(["Keys", "What they do"])
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    RowDelegate(themes, table)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    for row, entry in enumerate(rows):
        tip = f" ({entry.tip})" if entry.tip else ""
        table.setItem(row, 0, QTableWidgetItem(keys_text(entry)))
        table.setItem(row, 1, QTableWidgetItem(entry.text.rstrip("…") + tip))
    table.resizeColumnToContents(0)
    table.horizontalHeader().setStretchLastSection(True)
    table.setWordWrap(True)
    table.horizontalHeader().geometriesChanged.connect(partial(fit_rows, table, themes, (1,)))
    dialog = _dialog(themes, "Keys", table, parent)
    room, wanted = parent.size() - QSize(2 * EDGE, 2 * EDGE), KEYS_SIZE * themes.scale
    dialog.resize(wanted.boundedTo(room))
    return dialog


def about_window(themes: ThemeManager, parent: QWidget) -> QDialog:
    """Name, version, licence."""
    text = QLabel(ABOUT.format(version=__version__, licences=resource("licences")))
    text.setWordWrap(True)
    text.setMinimumWidth(min(themes.theme.px(ABOUT_WIDTH), parent.width() - themes.theme.px(3 * MARGIN)))
    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return _dialog(themes, "About Backprop Tutor", text, parent)


def _dialog(themes: ThemeManager, title: str, content: QWidget, parent: QWidget) -> QDialog:
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    layout, margin = QVBoxLayout(dialog), themes.theme.px(MARGIN)
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(themes.theme.px(EDGE))
    layout.addWidget(content)
    layout.addWidget(buttons)
    return dialog
