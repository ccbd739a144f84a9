"""Shows how a table would be read, before its examples are taken."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QLabel,
    QScrollArea,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bptutor.engine.tables import NAMES, PREVIEWED, Reading, Table, read_table
from bptutor.engine.tables_examples import examples_from, proposed_inputs
from bptutor.foundation.errors import TutorError
from bptutor.foundation.numbers import counted, short
from bptutor.ui.dialogs.measures import set_measures
from bptutor.ui.dialogs.table_reader import TableReader
from bptutor.ui.theme import ThemeManager, own_ground, set_kind
from bptutor.ui.widgets.choices import Choice
from bptutor.ui.widgets.tables import RowDelegate

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
GUESS = ("", "guess")
YES_NO = {"": None, "yes": True, "no": False}
MOST_SHOWN = 40  # columns
MODES = (("replace", "in place of the present ones"), ("append", "after the present ones"))


class ImportWindow(QDialog):
    """`chosen(Examples, append)`. Every choice reads the table anew: the first rows at once, the rest while
    it says how far it is. What is wrong is said with its place."""

    chosen = Signal(object, bool)

    def __init__(self, manager: ThemeManager, text: str, widths: tuple[int, int], parent: QWidget) -> None:
        super().__init__(parent)
        self._text = text
        self._widths = widths  # inputs and outputs of the network that the examples are for
        self._table: Table | None = None
        self._reader = TableReader(self)
        self._proposed = True  # whether nobody has said yet how many of the columns are inputs
        self.setWindowTitle("Import examples")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        cuts = [GUESS, *((cut, name) for cut, name in NAMES.items())]
        self.delimiter = Choice(manager, "Column separator", cuts)
        self.header = Choice(manager, "A header", [GUESS, ("yes", "yes"), ("no", "no")])
        self.decimal = Choice(manager, "Decimal sign", [GUESS, ("no", "point"), ("yes", "comma")])
        self.inputs = QSpinBox()
        self.inputs.setAccessibleName("Columns that are inputs")
        self.inputs.setRange(1, 1)
        self.mode = Choice(manager, "Where the examples go", MODES)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.preview = QTableWidget()
        self.preview.setAccessibleName("The first rows")
        self.preview.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        set_kind(self.buttons.button(QDialogButtonBox.StandardButton.Ok), "primary")
        self._rows = RowDelegate(manager, self.preview)  # it sets itself as the table's delegate
        self.preview.horizontalHeader().setDefaultAlignment(RIGHT)
        self._lay_out(manager)
        self._connect()
        self._read()
        wanted = QSize(manager.theme.px(520), manager.theme.px(520))
        self.resize(wanted.boundedTo(parent.size()))

    def _lay_out(self, manager: ThemeManager) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        form.addRow("Column separator", self.delimiter)
        form.addRow("First line is a header", self.header)
        form.addRow("Decimal sign", self.decimal)
        form.addRow("Columns that are inputs", self.inputs)
        form.addRow("The examples go", self.mode)
        page, area = QWidget(), QScrollArea()
        own_ground(page)
        inside = QVBoxLayout(page)
        inside.addLayout(form)
        inside.addWidget(self.preview, 1)
        # It scrolls where there is no room for it; what is said of it and the buttons stay.
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        column = QVBoxLayout(self)
        column.addWidget(area, 1)
        column.addWidget(self.note)
        column.addWidget(self.buttons)
        set_measures(manager.theme, column, form)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(column.spacing())

    def _connect(self) -> None:
        for choice in (self.delimiter, self.header, self.decimal):
            choice.chosen.connect(self._read)
        self.inputs.valueChanged.connect(self._say_inputs)
        self.buttons.accepted.connect(self._choose)
        self.buttons.rejected.connect(self.reject)
        self.finished.connect(self._reader.stop)
        self._reader.progressed.connect(self._show_progress)
        self._reader.read.connect(self._take)
        self._reader.refused.connect(self._show_problem)

    def _reading(self) -> Reading:
        return Reading(self.delimiter.key or None, YES_NO[self.header.key], YES_NO[self.decimal.key])

    def _read(self) -> None:
        """Read the table as is chosen, and show it or what is wrong with it."""
        self._reader.stop()
        self._table = None
        try:
            first = read_table(self._text, self._reading(), PREVIEWED)
            inputs = proposed_inputs(first, *self._widths)
        except TutorError as error:
            self._show_problem(str(error))
            return
        columns = int(first.numbers.shape[1])
        self.inputs.setRange(1, max(columns - 1, 1))
        if self._proposed:
            self.inputs.setValue(inputs)
            self._proposed = True
        self._show_rows(first)
        self._reader.start(self._text, self._reading())

    def _show_progress(self, part: float) -> None:
        self.note.setText(f"Reading the table: {part:.0%}.")
        set_kind(self.note, "small")
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(False)

    def _take(self, table: Table) -> None:
        """The whole of it has been read."""
        self._table = table
        self._show_note()

    def _show_rows(self, table: Table) -> None:
        rows = table.preview(PREVIEWED)[:, :MOST_SHOWN]
        self.preview.setRowCount(rows.shape[0])
        self.preview.setColumnCount(rows.shape[1])
        self.preview.setHorizontalHeaderLabels(list(table.columns[:MOST_SHOWN]))
        for row in range(rows.shape[0]):
            for column in range(rows.shape[1]):
                item = QTableWidgetItem(short(float(rows[row, column])))
                item.setTextAlignment(RIGHT)
                self.preview.setItem(row, column, item)
        # Once, and not by the header's own mode, which would look at all cells again for each of them.
        self.preview.resizeColumnsToContents()

    def _say_inputs(self) -> None:
        self._proposed = False
        self._show_note()

    def _show_note(self) -> None:
        """What will be taken."""
        if self._table is None:
            return
        try:
            examples = examples_from(self._table, self.inputs.value())
        except TutorError as error:
            self._show_problem(str(error))
            return
        given, taken = examples.inputs.shape[1], examples.targets.shape[1]
        fits = "" if (given, taken) == self._widths else " The network is made to fit."
        said = f"{self._table.said} {counted(given, 'input')}, {counted(taken, 'target')}.{fits}"
        self.note.setText(said)
        set_kind(self.note, "small")
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(True)

    def _show_problem(self, sentence: str) -> None:
        self.note.setText(sentence[:1].upper() + sentence[1:] + ".")
        set_kind(self.note, "problem")
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(False)

    def _choose(self) -> None:
        if self._table is None:
            return
        examples = examples_from(self._table, self.inputs.value())
        append = self.mode.key == "append"
        self.accept()
        self.chosen.emit(examples, append)
