"""The skills as a table: what each is, how far it is mastered, and when it comes back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableWidget, QTableWidgetItem

from bptutor.study.views.practise_start_view import SkillView
from bptutor.ui.theme import ThemeManager
from bptutor.ui.widgets.tables import RowDelegate, fit_rows

HEADS = ("Skill", "Mastery")


class SkillTable(QTableWidget):
    """One skill a row; `skill` is the id of the chosen one. Enter or a double click activates a row."""

    def __init__(self, manager: ThemeManager) -> None:
        super().__init__(0, len(HEADS))
        self._manager = manager
        self._skills: tuple[SkillView, ...] = ()
        self.setAccessibleName("Skills")
        self.setHorizontalHeaderLabels(HEADS)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._rows = RowDelegate(manager, self)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setWordWrap(True)
        # sectionResized comes while the table still has the width before.
        header.geometriesChanged.connect(self._fit_rows)
        manager.changed.connect(self._fit_rows)

    @property
    def skill(self) -> str:
        """The chosen skill's id; empty where none is."""
        row = self.currentRow()
        chosen = self.selectionModel().hasSelection() and 0 <= row < len(self._skills)
        return self._skills[row].skill if chosen else ""

    def show_skills(self, skills: Sequence[SkillView]) -> None:
        """Show where each stands; the chosen row stays."""
        if tuple(skills) == self._skills:
            return
        self._skills = tuple(skills)
        with QSignalBlocker(self):
            self.setRowCount(len(skills))
            for row, view in enumerate(skills):
                for column, text in enumerate((view.title, view.standing)):
                    self.setItem(row, column, self._cell(text, view, column))
        self._fit_rows()

    def _fit_rows(self) -> None:
        fit_rows(self, self._manager, (0,))
        self.updateGeometry()

    def _cell(self, text: str, view: SkillView, column: int) -> QTableWidgetItem:
        item = QTableWidgetItem(text)
        due = f", due {view.due}" if view.due else ""
        item.setToolTip(f"{view.title} ({view.symbol}){due}")
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{view.title}: {view.mastery}{due}")
        if column == 1 and (view.is_due or view.mastery == "mastered"):
            font = self._manager.theme.strong
            font.setPixelSize(self._manager.theme.px(14))
            item.setData(Qt.ItemDataRole.FontRole, font)
        return item

    # Qt's own names

    def sizeHint(self) -> QSize:
        theme = self._manager.theme
        head = self.horizontalHeader().sizeHint().height()
        return QSize(theme.px(240), head + self.verticalHeader().length() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._manager.theme.px(120), self.sizeHint().height())
