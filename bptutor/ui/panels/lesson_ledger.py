"""The reuse ledger: chains under each other with what is known struck, both counts, and how they grow."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from bptutor.foundation.numbers import short
from bptutor.lesson.ledger import entries, growth, profile, totals
from bptutor.study.views.lesson_view import LedgerView
from bptutor.trace.keys import parse
from bptutor.ui.panels.lesson_chains import Chains
from bptutor.ui.panels.lesson_plot import Line, Picture, SmallPlot
from bptutor.ui.panels.lesson_table import SmallTable
from bptutor.ui.panels.lesson_wells import Well
from bptutor.ui.theme import ThemeManager, set_kind

STRUCK = "Struck: already known from a chain above. At the right: what is left to multiply."
MOST_SHOWN = 24  # chains; a wide network has thousands, and they are all alike


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
        name = "Multiplications" if self._what == "growth" else "Running product"
        self.plot = SmallPlot(manager, name, "surface")
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
                self.chains.show_view(view, _entries(timeline)[:MOST_SHOWN])
                more = view.numbers.document.network.parameters - MOST_SHOWN
                self.note.setText(f"{STRUCK} Counted, but not drawn: {more:,} more." if more > 0 else STRUCK)
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
