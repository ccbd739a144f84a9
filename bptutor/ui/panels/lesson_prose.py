"""The text of a page on its tint: paragraphs with formulas, tables, pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from msgspec.structs import replace
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from bptutor.foundation.errors import TutorError
from bptutor.lesson.evaluate import Numbers
from bptutor.lesson.model import Block, Display, Image, Table
from bptutor.lesson.spans import Maths, Spans, inside
from bptutor.ui import maths_blocks as shown
from bptutor.ui.maths_text import MathsText
from bptutor.ui.panels.lesson_lines import ProseLabel
from bptutor.ui.panels.lesson_text import NARROW, blocks_of, line, parts_of
from bptutor.ui.theme import ThemeManager

TEXT = "Lesson text"
BAR, INDENT, RADIUS = 3, 11, 8
NEAR, NEAR_FORMULA = 4, 8  # the edge to words, which have a little room of their own, and to a formula
LINE_ROOM = 31  # what a paragraph of one line takes
Reader: TypeAlias = Callable[[str], bytes]


class ProseColumn(QFrame):
    """Paragraphs, tables and pictures under each other; with a heading it begins with that.

    `link_requested` has the address of a link that was followed. The words leave the arrow keys and Page Up
    and Down to the timeline."""

    link_requested = Signal(str)

    def __init__(
        self,
        manager: ThemeManager,
        prose: Sequence[Block],
        heading: Spans | None,
        picture: Reader,
        name: str = TEXT,
        columns: int = NARROW,
    ) -> None:
        super().__init__()
        self._manager = manager
        self._heading = heading
        self._name = name
        self._code_columns = columns
        self._runs: list[tuple[MathsText, tuple[Block, ...]]] = []
        self._tables: list[TableGrid] = []
        self._column = QVBoxLayout(self)
        self._fill(prose, picture)
        self._begins = bool(prose) and isinstance(prose[0], Display) and heading is None
        self._ends = bool(prose) and isinstance(prose[-1], Display)
        self._reserved = QSpacerItem(0, 0)
        self._column.addSpacerItem(self._reserved)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    @property
    def text(self) -> MathsText | None:
        """The words that come first."""
        return self._runs[0][0] if self._runs else None

    @property
    def paragraphs(self) -> int:
        """How many paragraphs there are."""
        return sum(len(run) for _, run in self._runs)

    def show_numbers(self, numbers: Numbers, most: int | None = None) -> int:
        """Put the numbers of a network in, with `most` into so many paragraphs and leaving about the room of
        the others; how many are left."""
        left = self.paragraphs if most is None else most
        behind = 0
        for at, (text, run) in enumerate(self._runs):
            blocks = list(blocks_of(run[:left], numbers, columns=self._code_columns))
            if at == 0 and self._heading:
                blocks.insert(0, shown.Block("heading", parts_of(self._heading, numbers)))
            text.show_blocks([_tight(block) for block in blocks])
            behind += len(run[left:])
            left = max(left - len(run), 0)
        if not behind:
            for table in self._tables:
                table.show_numbers(numbers)
        self._reserved.changeSize(0, self._manager.theme.px(LINE_ROOM) * behind)
        self._column.invalidate()
        return behind

    def _fill(self, prose: Sequence[Block], picture: Reader) -> None:
        run: list[Block] = []
        for block in prose:
            if isinstance(block, Table | Image):
                self._add_run(run)
                run = []
                widget = self._table(block) if isinstance(block, Table) else Picture(block, picture)
                self._column.addWidget(widget)
            else:
                run.append(block)
        self._add_run(run)

    def _add_run(self, run: list[Block]) -> None:
        if not run and (self._runs or self._heading is None):
            return
        first = not self._runs and self._heading is not None
        name = self._name if first else f"{self._name}, continued"
        text = MathsText(self._manager, name)
        text.setProperty("leaves_keys", True)
        text.link_requested.connect(self.link_requested)
        self._runs.append((text, tuple(run)))
        self._column.addWidget(text)

    def _table(self, block: Table) -> TableGrid:
        table = TableGrid(self._manager, block)
        self._tables.append(table)
        return table

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        above, below = (px(NEAR_FORMULA if bare else NEAR) for bare in (self._begins, self._ends))
        self._column.setContentsMargins(px(INDENT), above, px(4), below)
        self._column.setSpacing(px(4))


class ProseFrame(ProseColumn):
    """One run of a lesson's page, on the tint of a phase. The first one of a page has the page's heading."""

    phase = "forward"

    def show_phase(self, phase: str) -> None:
        """Stand in the colours of a phase."""
        if phase != self.phase:
            self.phase = phase
            self.update()

    # Qt's own names

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._manager.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), theme.px(RADIUS), theme.px(RADIUS))
        painter.fillPath(path, theme.phase_tint(self.phase))
        painter.fillRect(0, 0, theme.px(BAR), self.height(), theme.phase_colour(self.phase))
        painter.end()


def _tight(block: shown.Block) -> shown.Block:
    return replace(block, bar=False)


def _has_fraction(cells: Sequence[Spans]) -> bool:
    formulas = (span for spans in cells for span in inside(spans) if isinstance(span, Maths))
    return any("frac" in part for span in formulas for part in span.parts if isinstance(part, str))


class TableGrid(QWidget):
    """A table of the page; its cells may hold formulas."""

    def __init__(self, manager: ThemeManager, block: Table) -> None:
        super().__init__()
        self._manager = manager
        self._block = block
        self._grid = QGridLayout(self)
        self._cells: list[tuple[ProseLabel, Spans, bool]] = []
        for row, cells in enumerate((block.head, *block.rows)):
            # Beside a fraction a name stands at its bar, beside several lines of words at the first of them.
            side = Qt.AlignmentFlag.AlignVCenter if _has_fraction(cells) else Qt.AlignmentFlag.AlignTop
            for column, spans in enumerate(cells):
                label = ProseLabel(manager)
                self._cells.append((label, spans, row == 0))
                self._grid.addWidget(label, row, column, side)
        columns = len(block.head)
        self._grid.setColumnStretch(columns - 1, 1)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    def show_numbers(self, numbers: Numbers) -> None:
        """Put the numbers in."""
        for label, spans, head in self._cells:
            label.show_blocks([line(spans, numbers, bold=head)])

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        self._grid.setContentsMargins(px(4), px(4), px(4), px(8))
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(9))

    # Qt's own names

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        gap = self._grid.verticalSpacing()
        for row in range(1, self._grid.rowCount()):
            top = self._grid.cellRect(row, 0).top() - gap // 2
            painter.fillRect(0, top, self.width(), 1, self._manager.theme.colour("line"))
        painter.end()


class Picture(QLabel):
    """A picture of the pack, no wider than the page. Where it cannot be shown its words stand for it."""

    def __init__(self, block: Image, reader: Reader) -> None:
        super().__init__()
        self.setAccessibleName(block.alt)
        self._picture = QPixmap()
        try:
            self._picture.loadFromData(reader(block.source))
        except TutorError as error:
            self.setToolTip(str(error))
        if self._picture.isNull():
            self.setText(block.alt or block.source)
            self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(not self._picture.isNull())
        self.setSizePolicy(policy)

    # Qt's own names

    def heightForWidth(self, width: int) -> int:
        if self._picture.isNull():
            return super().heightForWidth(width)
        shown_width = min(width, self._picture.width())
        return round(self._picture.height() * shown_width / max(self._picture.width(), 1))

    def sizeHint(self) -> QSize:
        return super().sizeHint() if self._picture.isNull() else self._picture.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture.isNull():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        wide = min(self.width(), self._picture.width())
        painter.drawPixmap(0, 0, wide, self.heightForWidth(self.width()), self._picture)
        painter.end()
