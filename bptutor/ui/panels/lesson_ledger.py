"""The reuse ledger: chains under each other with what is known struck, both counts, and how they grow."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from bptutor.foundation.numbers import counted, short
from bptutor.lesson.ledger import Entry, entries, growth, profile, totals
from bptutor.study.views.lesson_view import LedgerView
from bptutor.trace.keys import parse
from bptutor.ui.maths import formula
from bptutor.ui.panels.lesson_card import Well
from bptutor.ui.panels.lesson_plot import Line, Picture, SmallPlot
from bptutor.ui.panels.lesson_table import SmallTable
from bptutor.ui.theme import ThemeManager, set_kind

ROW, LABEL, COUNT, EM, LEAST = 40, 26, 22, 13.0, 7.0
STRUCK = "Struck: already known from a chain above. At the right: what is left to multiply."


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
            formula(namer.tex(factor)).paint_centred(painter, room, colour, em)
        if entry.known:
            painter.setPen(QPen(theme.colour("muted"), theme.px(1.5)))
            y = top + high / 2
            painter.drawLine(QPointF(left + 4, y), QPointF(left + wide * entry.known - 4, y))
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


def _spoken(view: LedgerView, entry: Entry) -> str:
    names = ", ".join(view.namer.spoken(factor) for factor in entry.chain)
    known = f" The first {counted(entry.known, 'factor')} known already." if entry.known else ""
    left = counted(entry.fresh, "multiplication")
    name, scratch = view.namer.spoken(entry.parameter), entry.from_scratch
    return f"{name}: {names}.{known} {left} left, {scratch} from scratch."


# Both go through the whole timeline; a page that is opened again finds them.
_totals = lru_cache(maxsize=8)(totals)
_entries = lru_cache(maxsize=8)(entries)


class Counter(QWidget):
    """A large number over a few words."""

    def __init__(self, manager: ThemeManager, words: str, role: str) -> None:
        super().__init__()
        self._manager = manager
        self._role = role
        self.number = QLabel()
        self.words = QLabel(words)
        set_kind(self.words, "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.number)
        column.addWidget(self.words)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    def show_number(self, number: int) -> None:
        """Show a count."""
        self.number.setText(f"{number:,}")
        self.setAccessibleName(f"{number} {self.words.text()}")

    def _follow_theme(self) -> None:
        theme = self._manager.theme
        self.number.setFont(theme.title)
        palette = self.number.palette()
        palette.setColor(palette.ColorRole.WindowText, theme.colour(self._role))
        self.number.setPalette(palette)


class LedgerPanel(Well):
    """Shows a ledger block: the chains with both counts, the growth, or the factors of one chain."""

    def __init__(self, manager: ThemeManager, view: LedgerView) -> None:
        super().__init__(manager, "surface", "line")
        self._what = view.block.show
        self.chains = Chains(manager)
        self.scratch = Counter(manager, "from scratch", "muted")
        self.reuse = Counter(manager, "with reuse", "update")
        self.plot = SmallPlot(manager, "Multiplications" if self._what == "growth" else "Running product")
        self.table = SmallTable(manager, "Factors", ("factor", "value", "so far"))
        self.note = QLabel(STRUCK)
        self.note.setWordWrap(True)
        set_kind(self.note, "small")
        counts = QHBoxLayout()
        counts.setSpacing(manager.theme.px(24))
        counts.addWidget(self.scratch)
        counts.addWidget(self.reuse)
        counts.addStretch(1)
        if self._what != "factors":
            self.column.addLayout(counts)
        shown: dict[str, tuple[QWidget, ...]] = {
            "chains": (self.chains, self.note),
            "growth": (self.plot,),
            "factors": (self.plot, self.table),
        }
        for widget in shown[self._what]:
            self.column.addWidget(widget)
        self.show_view(view)

    def show_view(self, view: LedgerView) -> None:
        """Show the block on the network as it is now."""
        timeline = view.numbers.timeline()
        if self._what != "factors":
            both = _totals(timeline)
            self.scratch.show_number(both.from_scratch)
            self.reuse.show_number(both.with_reuse)
        match self._what:
            case "chains":
                self.chains.show_view(view, _entries(timeline))
            case "growth":
                self._show_growth(view)
            case _:
                self._show_factors(view)

    def _show_growth(self, view: LedgerView) -> None:
        rows = growth(max(view.block.deepest, 2))
        xs = np.array([row.depth for row in rows], dtype=float)
        scratch = np.array([row.from_scratch for row in rows], dtype=float)
        reuse = np.array([row.with_reuse for row in rows], dtype=float)
        lines = (
            Line(xs, scratch, "from scratch", "backward"),
            Line(xs, reuse, "with reuse", "update"),
        )
        last = rows[-1]
        spoken = (
            f"Multiplications against layers. With {last.depth} layers of one neuron {last.from_scratch} from"
            f" scratch and {last.with_reuse} with reuse."
        )
        self.plot.show_picture(Picture(lines, "layers", "multiplications", spoken))

    def _show_factors(self, view: LedgerView) -> None:
        rows = profile(view.numbers.timeline(), parse(view.block.to))
        xs = np.arange(1, len(rows) + 1, dtype=float)
        running = np.array([row[2] for row in rows])
        name = view.namer.plain(parse(view.block.to))
        spoken = (
            f"The running product on the way to {name}, from {short(running[0])} to {short(running[-1])}."
        )
        line = Line(xs, running, short(float(running[-1])), "backward", points=True)
        self.plot.show_picture(Picture((line,), "factors", "|product|", spoken, logarithmic=True))
        texts = [(view.namer.plain(key), short(value), short(so_far)) for key, value, so_far in rows]
        self.table.show_rows(texts)
