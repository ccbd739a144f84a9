"""The chains of a ledger under each other, with what is known already struck."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from bptutor.foundation.numbers import counted
from bptutor.lesson.ledger import Entry
from bptutor.study.views.lesson_view import LedgerView
from bptutor.ui.maths import formula
from bptutor.ui.theme import ThemeManager

ROW, LABEL, COUNT, EM, LEAST = 40, 26, 22, 13.0, 7.0
AXIS = 0.27  # of the em above the baseline: the height of a fraction's bar
STROKE = 0.75, 1.0  # em from the middle of a factor to the ends of the stroke through it


class Chains(QWidget):
    """One row a parameter: its factors from C on; the known ones struck, and how many are left."""

    def __init__(self, manager: ThemeManager) -> None:
        super().__init__()
        self._manager = manager
        self._view: LedgerView | None = None
        self._entries: tuple[Entry, ...] = ()
        self.setAccessibleName("Reuse ledger")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        manager.changed.connect(self.updateGeometry)

    def show_view(self, view: LedgerView, rows: tuple[Entry, ...]) -> None:
        """Show these chains."""
        self._view, self._entries = view, rows
        self.setAccessibleDescription("\n".join(_spoken(view, entry) for entry in rows))
        self.updateGeometry()
        self.update()

    def _paint_row(self, painter: QPainter, entry: Entry, top: float, wide: float, em: float) -> None:
        theme = self._manager.theme
        assert self._view is not None
        namer, high = self._view.namer, theme.px(ROW)
        label = QRectF(0, top, theme.px(LABEL), high)
        formula(namer.tex(entry.parameter), True).paint_centred(painter, label, theme.colour("ink"), em * 1.2)
        left = float(theme.px(LABEL))
        if entry.known:
            tint = QRectF(left, top + 3, wide * entry.known, high - 6)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("sunk"))
            painter.drawRoundedRect(tint, theme.px(6), theme.px(6))
        for number, factor in enumerate(entry.chain):
            known = number < entry.known
            room = QRectF(left + number * wide, top, wide, high)
            colour = theme.colour("muted" if known else "backward")
            shown = formula(namer.tex(factor))
            # With the bars of all fractions at one height, and not the middles of what is written.
            origin = QPointF(room.center().x() - shown.width * em / 2, room.center().y() + AXIS * em)
            shown.paint(painter, origin, colour, em)
            if known:
                _strike(painter, room, QPen(theme.colour("muted"), theme.px(1.25)), em)
        painter.setPen(theme.colour("ink"))
        painter.setFont(theme.strong)
        place = QRectF(self.width() - theme.px(COUNT), top, theme.px(COUNT), high)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(entry.fresh))

    def _em(self, wide: float) -> float:
        """The size in which the widest factor fits a column."""
        theme = self._manager.theme
        assert self._view is not None
        widest = max(
            (formula(self._view.namer.tex(f)).width for entry in self._entries for f in entry.chain),
            default=1.0,
        )
        return max(min(theme.px(EM), 0.86 * wide / widest), LEAST)

    # Qt's own names

    def sizeHint(self) -> QSize:
        px = self._manager.theme.px
        return QSize(px(250), px(ROW) * len(self._entries))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._manager.theme.px(200), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._view is None or not self._entries:
            return
        theme = self._manager.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        longest = max(len(entry.chain) for entry in self._entries)
        wide = (self.width() - theme.px(LABEL) - theme.px(COUNT)) / longest
        em = self._em(wide)
        for number, entry in enumerate(self._entries):
            self._paint_row(painter, entry, number * theme.px(ROW), wide, em)
        painter.end()


def _strike(painter: QPainter, room: QRectF, pen: QPen, em: float) -> None:
    """A slanting stroke through one factor: a level one would look like the bar of its fraction."""
    painter.setPen(pen)
    across, up = QPointF(STROKE[0] * em, 0), QPointF(0, STROKE[1] * em)
    painter.drawLine(room.center() - across + up, room.center() + across - up)


def _spoken(view: LedgerView, entry: Entry) -> str:
    names = ", ".join(view.namer.spoken(factor) for factor in entry.chain)
    known = f" The first {counted(entry.known, 'factor')} known already." if entry.known else ""
    left = counted(entry.fresh, "multiplication")
    name, scratch = view.namer.spoken(entry.parameter), entry.from_scratch
    return f"{name}: {names}.{known} {left} left, {scratch} from scratch."
