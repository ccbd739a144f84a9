"""Where the cursor is, in a line of the player."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from bptutor.study.views.player_view import PlayerView
from bptutor.ui.shaped import LEFT, Shaped, paint_line, shaped_in
from bptutor.ui.theme import ThemeManager

STRIDE = 40  # of the summary's width, in pixels


class StepSummary(QLabel):
    """“Step 12 of 25 · backward · ∂C/∂a²”. Its `text`, which is what is read aloud, says it in full words."""

    def __init__(self, themes: ThemeManager) -> None:
        super().__init__()
        self._themes = themes
        self._lines: tuple[Shaped, ...] = ()
        self._wide = True
        self._view: PlayerView | None = None
        self.setAccessibleName("Step summary")
        self._widest: tuple[object, int] = (None, 0)
        themes.changed.connect(self._write)

    @property
    def wide(self) -> bool:
        """Whether the phase is said in a word."""
        return self._wide

    def show_view(self, view: PlayerView) -> None:
        """Show a step; a screen reader hears the sentence."""
        before, self._view = self._view, view
        if before is None or before.spoken != view.spoken:
            self.setAccessibleDescription(view.spoken)
            self.setToolTip(view.spoken)
        if before is None or _written(before) != _written(view):
            self._write()

    def show_wide(self, wide: bool) -> None:
        """Whether there is room for the phase."""
        if wide != self._wide:
            self._wide = wide
            self._write()

    def _write(self) -> None:
        if self._view is None:
            return
        view = self._view
        counted = (("Step ", False), (f"{view.index + 1:,}", True))
        total = (f" of {view.total:,}", False)
        middle = ((f" · {view.phase.value} · ", False),) if self._wide else ((" · ", False),)
        parts = (*counted, total, *middle, (view.target, True))
        theme = self._themes.theme
        self._lines = tuple(shaped_in(text, theme.strong if bold else theme.text) for text, bold in parts)
        # Of one size, so that another text does not have the whole window laid out anew.
        self.setFixedSize(self._room(), math.ceil(self._lines[0].height))
        self.update()

    def _room(self) -> int:
        """The text's width in whole strides, so that most steps need the same.

        It never shrinks on one timeline, so that nothing beside it jumps to and fro."""
        theme = self._themes.theme
        wide = math.ceil(sum(line.width for line in self._lines)) + 2
        stride = theme.px(STRIDE)
        timeline = (self._view.total if self._view is not None else 0, theme.scale, self._wide)
        least = self._widest[1] if self._widest[0] == timeline else 0
        self._widest = (timeline, max(-(-wide // stride) * stride, least))
        return self._widest[1]

    # Qt's own names

    def text(self) -> str:
        # Not given to Qt, which would paint the player anew for a number that is only spoken.
        return self._view.spoken if self._view is not None else ""

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSizeHint(self) -> QSize:
        return self.minimumSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.theme
        painter = QPainter(self)
        painter.setPen(theme.colour("ink"))
        x = 0.0
        for line in self._lines:
            if line is self._lines[-1] and self._view is not None and not self._wide:
                # Without the phase's word the colour of what the step is about says which phase it is.
                painter.setPen(theme.phase_colour(self._view.phase.value))
            paint_line(painter, QRectF(x, 0, line.width, self.height()), line, LEFT)
            x += line.width


def _written(view: PlayerView) -> tuple[object, ...]:
    """What of a step is written: not the number that it makes."""
    return view.index, view.total, view.phase, view.target
