"""The panel “Data”: the table of examples, and buttons for all that can be done to it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QMenu, QWidget

from bptutor.study.views.data_view import DataView
from bptutor.ui.panels.data_table import DataTable
from bptutor.ui.panels.practise_speech import announce
from bptutor.ui.theme import ThemeManager, set_kind
from bptutor.ui.widgets.buttons import ChipButton, IconButton

MORE = (
    ("up", "Move up\tAlt+Up"),
    ("down", "Move down\tAlt+Down"),
    ("shuffle", "Shuffle by seed…"),
    ("paste", "Paste from a spreadsheet…"),
    ("import", "Import a table…"),
    ("export", "Export as CSV…"),
    ("generate", "Generate examples…"),
)


class DataPanel(QWidget):
    """Shows a DataView. `requested(what)` is one of add, remove, and the names of MORE; `typed` and
    `step_requested` are the table's. `shown` when it comes into sight."""

    shown = Signal()
    requested = Signal(str)
    typed = Signal(int, object, str)
    step_requested = Signal(int)

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self.table = DataTable(manager)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        set_kind(self.note, "small")
        self.add = self._button("plus", "Add an example (Insert)", "add")
        self.remove = self._button("minus", "Remove the selected examples (Delete)", "remove")
        self.step = ChipButton(manager, "Step it", "Step the selected example (Space)")
        self.more = ChipButton(manager, "More…", "More about data")
        self._menu()
        self._lay_out()
        self._connect()
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    def _button(self, picture: str, name: str, what: str) -> IconButton:
        button = IconButton(self._manager, picture, name)
        button.setProperty("what", what)
        button.clicked.connect(self._ask)
        return button

    def _menu(self) -> None:
        menu = QMenu(self.more)
        for what, text in MORE:
            action = menu.addAction(text)
            action.setProperty("what", what)
            action.triggered.connect(self._ask)
        self.more.setMenu(menu)

    def _lay_out(self) -> None:
        self._row = QHBoxLayout()
        for widget in (self.add, self.remove):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._row.addWidget(self.step)
        self._row.addWidget(self.more)
        self._column = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.table, 1)
        self._column.addWidget(self.note)
        self._column.addLayout(self._row)

    def _connect(self) -> None:
        self.table.examples.typed.connect(self.typed)
        self.table.step_requested.connect(self.step_requested)
        self.table.add_requested.connect(self.add.click)
        self.table.remove_requested.connect(self.remove.click)
        self.table.move_requested.connect(self._move)
        self.step.clicked.connect(self._step)

    def show_view(self, view: DataView | None) -> None:
        """Show the examples."""
        self.table.examples.show_view(view)
        enabled = view is not None and view.enabled
        for widget in (self.add, self.remove, self.more):
            if widget.isEnabled() != enabled:
                widget.setEnabled(enabled)
        self._say("small", view.sentence if view is not None else "")

    def show_problem(self, sentence: str) -> None:
        """Say what could not be done."""
        self._say("problem", sentence[:1].upper() + sentence[1:])
        announce(self.note, self.note.text())

    def _say(self, kind: str, text: str) -> None:
        if text != self.note.text():
            self.note.setText(text)
        set_kind(self.note, kind)

    def _ask(self) -> None:
        self.requested.emit(self.sender().property("what"))

    def _move(self, by: int) -> None:
        if self.more.isEnabled():
            self.requested.emit("up" if by < 0 else "down")

    def _step(self) -> None:
        numbers = self.table.selected()
        if numbers:
            self.step_requested.emit(numbers[0])
        else:
            self.show_problem("choose an example first: click on its row")

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        self._column.setSpacing(px(4))
        self.note.setContentsMargins(0, 0, px(14), 0)
        self._row.setSpacing(px(4))
        self._row.setContentsMargins(0, 0, px(14), 0)  # a table's scroll bar stands in that margin

    # Qt's own names

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()

    def sizeHint(self) -> QSize:
        px = self._manager.theme.px
        return QSize(px(284), px(320))

    def minimumSizeHint(self) -> QSize:
        px = self._manager.theme.px
        return QSize(px(180), px(100))
