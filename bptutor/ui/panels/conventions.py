"""The card under the chips: every convention and every choice of notation, each switched at once."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from bptutor.study.views.conventions_view import ChoiceRow, ConventionsView
from bptutor.ui.theme import ThemeManager, own_ground, set_kind
from bptutor.ui.widgets.cards import SectionTitle
from bptutor.ui.widgets.segmented import Segmented

EDGE = 8
FRAME = 2
LOCKED = "An exercise has the conventions that it was made with."


class ConventionRow(QWidget):
    """A title and a switch. `chosen(setting, value)` tells what a person chose, never what was just shown."""

    chosen = Signal(str, object)

    def __init__(self, manager: ThemeManager, row: ChoiceRow) -> None:
        super().__init__()
        self._manager = manager
        self._row = row
        self.title = QLabel()
        set_kind(self.title, "muted")
        self.switch = Segmented(manager, [text for _value, text in row.options], row.title)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(self.title, 0, 0)
        self._grid.addWidget(self.switch, 0, 1)
        self.title.setBuddy(self.switch)
        self.switch.currentChanged.connect(self._tell)
        self.show_row(row)

    def show_row(self, row: ChoiceRow) -> None:
        """Show what is in force, silently."""
        self._row = row
        self._grid.setHorizontalSpacing(self._manager.theme.px(16))
        self.title.setText(row.title)
        self.switch.setAccessibleName(row.title)
        with QSignalBlocker(self.switch):
            while self.switch.count() > len(row.options):
                self.switch.removeTab(self.switch.count() - 1)
            for place, (value, text) in enumerate(row.options):
                if place >= self.switch.count():
                    self.switch.addTab(text)
                elif self.switch.tabText(place) != text:
                    self.switch.setTabText(place, text)
                if value == row.chosen:
                    self.switch.setCurrentIndex(place)
        self.switch.updateGeometry()
        self.switch.update()

    def _tell(self, place: int) -> None:
        if 0 <= place < len(self._row.options):
            self.chosen.emit(self._row.setting, self._row.options[place][0])


class ConventionCard(QFrame):
    """Opens under a chip and stays while one tries; Escape or a click elsewhere shuts it."""

    chosen = Signal(str, object)

    def __init__(self, manager: ThemeManager, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._manager = manager
        self.setAccessibleName("Conventions and notation")
        set_kind(self, "card")
        self._titles = (SectionTitle("What changes numbers"), SectionTitle("What changes only the writing"))
        self._note = QLabel(LOCKED)
        set_kind(self._note, "small")
        self._groups: tuple[list[ConventionRow], list[ConventionRow]] = ([], [])
        inner = QWidget()
        own_ground(inner)
        self._column = QVBoxLayout(inner)
        self._columns = (QVBoxLayout(), QVBoxLayout())
        for title, column in zip(self._titles, self._columns, strict=True):
            self._column.addWidget(title)
            self._column.addLayout(column)
        self._columns[0].addWidget(self._note)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inner)
        self._inner = inner
        whole = QVBoxLayout(self)
        whole.setContentsMargins(FRAME, FRAME, FRAME, FRAME)
        whole.addWidget(self._area)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    @property
    def rows(self) -> dict[str, ConventionRow]:
        """The rows in sight by their titles."""
        return {row.title.text(): row for group in self._groups for row in group if not row.isHidden()}

    def show_view(self, view: ConventionsView) -> None:
        """Show what is in force."""
        for group, column, rows in zip(
            self._groups, self._columns, (view.numbers, view.writing), strict=True
        ):
            for place, row in enumerate(rows):
                if place >= len(group):
                    group.append(ConventionRow(self._manager, row))
                    group[-1].chosen.connect(self.chosen)
                    column.addWidget(group[-1])
                group[place].show_row(row)
            for place, made in enumerate(group):
                made.setVisible(place < len(rows))
        for made in self._groups[0]:
            made.setEnabled(not view.locked)
        self._note.setVisible(view.locked)

    def open_under(self, chip: QWidget) -> None:
        """Open right under a chip, inside its window, with the keyboard."""
        window = chip.window()
        self.resize(self._fitting(window))
        corner = chip.mapTo(window, QPoint(chip.width() - self.width(), chip.height() + EDGE // 2))
        most = window.width() - EDGE - self.width()
        self.move(window.mapToGlobal(QPoint(max(min(corner.x(), most), EDGE), corner.y())))
        self.show()
        rows = self.rows
        first = next(row for row in rows.values() if row.isEnabled())
        first.switch.setFocus(Qt.FocusReason.PopupFocusReason)

    def _fitting(self, window: QWidget) -> QSize:
        """As large as the rows want it, and never larger than the window."""
        self.ensurePolished()
        self._column.activate()
        wanted, frame = self._inner.sizeHint(), 2 * (FRAME + self.contentsMargins().top())
        bar = self._area.verticalScrollBar().sizeHint().width()
        high = min(wanted.height() + frame, window.height() - self._manager.theme.px(64))
        wide = wanted.width() + frame + (bar if high < wanted.height() + frame else 0)
        return QSize(min(wide, window.width() - 2 * EDGE), high)

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        self._column.setContentsMargins(px(16), px(12), px(16), px(16))
        self._column.setSpacing(px(8))
        for column in self._columns:
            column.setSpacing(px(6))
        self._titles[1].setContentsMargins(0, px(8), 0, 0)
