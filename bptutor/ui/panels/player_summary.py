"""Where the cursor is, in a line of the player."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from bptutor.study.views.player_view import PlayerView
from bptutor.ui.theme import ThemeManager

STRIDE = 40  # of the summary's width, in pixels


class StepSummary(QLabel):
    """“Step 12 of 25 · backward · ∂C/∂a²”. Its text, which is what is read aloud, says it in full words."""

    def __init__(self, themes: ThemeManager) -> None:
        super().__init__()
        self._themes = themes
        self._parts: tuple[tuple[str, bool], ...] = ()
        self._wide = True
        self._view: PlayerView | None = None
        self.setAccessibleName("Step summary")
        self._widest: tuple[object, int] = (None, 0)
        themes.changed.connect(self._write)

    def show_view(self, view: PlayerView) -> None:
        """Show a step; a screen reader hears the sentence."""
        self._view = view
        self.setText(view.spoken)
        self.setAccessibleDescription(view.spoken)
        self.setToolTip(view.spoken)
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
        self._parts = (*counted, total, *middle, (view.target, True))
        # Of one size, so that another text does not have the whole window laid out anew.
        self.setFixedSize(self._room(), QFontMetrics(self._themes.theme.text).height())
        self.update()

    def _room(self) -> int:
        """The text's width in whole strides, so that most steps need the same.

        It never shrinks on one timeline, so that nothing beside it jumps to and fro."""
        theme = self._themes.theme
        plain, strong = QFontMetrics(theme.text), QFontMetrics(theme.strong)
        wide = sum((strong if bold else plain).horizontalAdvance(text) for text, bold in self._parts) + 2
        stride = theme.px(STRIDE)
        timeline = (self._view.total if self._view is not None else 0, theme.scale, self._wide)
        least = self._widest[1] if self._widest[0] == timeline else 0
        self._widest = (timeline, max(-(-wide // stride) * stride, least))
        return self._widest[1]

    # Qt's own names

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSizeHint(self) -> QSize:
        return self.minimumSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.theme
        # Without the phase's word the colour of what the step is about says which phase it is.
        tells = None if self._wide or self._view is None else self._view.phase
        painter = QPainter(self)
        metrics = QFontMetrics(theme.text)
        x, baseline = 0, (self.height() + metrics.ascent() - metrics.descent()) // 2
        target = len(self._parts) - 1
        for number, (text, bold) in enumerate(self._parts):
            font = theme.strong if bold else theme.text
            if tells is not None and number == target:
                painter.setPen(theme.phase_colour(tells.value))
            else:
                painter.setPen(theme.colour("ink"))
            painter.setFont(font)
            painter.drawText(x, baseline, text)
            x += QFontMetrics(font).horizontalAdvance(text)
