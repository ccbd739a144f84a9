"""Measures, fonts and colours of the window in one frozen `Theme`, and the manager that applies it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QPalette, QPen
from PySide6.QtWidgets import QApplication, QStyle, QWidget

from bptutor.foundation.frozen import Frozen
from bptutor.ui.palettes import DARK, LIGHT, Palette
from bptutor.ui.theme_fonts import code_font, load_fonts, text_font
from bptutor.ui.theme_sheet import stylesheet

Mode = Literal["system", "light", "dark"]
SMALLEST, LARGEST = 0.8, 2.0
MOTION_MS = 150
# Made once: a painter that gets Qt's enums for these spends as much on them as on a line. Not to be changed.
NO_PEN, NO_BRUSH = QPen(Qt.PenStyle.NoPen), QBrush(Qt.BrushStyle.NoBrush)


class Theme(Frozen):
    """One appearance: a palette and a text scale, from which every size follows.

    Fonts are new objects at each call, so a caller may change what it gets."""

    palette: Palette
    scale: float = 1.0
    motion_ms: int = 0  # 0 where the system asks for stillness

    @property
    def dark(self) -> bool:
        return self.palette.dark

    def px(self, length: float) -> int:
        """A length of the design, given at 100 %, in whole pixels; never 0 for a visible one."""
        return _scaled(length, self.scale)

    @property
    def hit(self) -> int:
        """The least height of anything that can be pressed: 32 px, also under 100 %."""
        return max(32, self.px(32))

    @property
    def text(self) -> QFont:
        return text_font(self.px(14))

    @property
    def strong(self) -> QFont:
        return text_font(self.px(14), QFont.Weight.DemiBold)

    @property
    def small(self) -> QFont:
        return text_font(self.px(12))

    @property
    def heading(self) -> QFont:
        """A card's or section's small heading."""
        return text_font(self.px(12), QFont.Weight.DemiBold)

    @property
    def title(self) -> QFont:
        return text_font(self.px(21), QFont.Weight.DemiBold)

    @property
    def number(self) -> QFont:
        """A live value: medium, tabular."""
        return text_font(self.px(14), QFont.Weight.Medium)

    @property
    def big_number(self) -> QFont:
        """A value that is the point of its card."""
        return text_font(self.px(16), QFont.Weight.Bold)

    @property
    def code(self) -> QFont:
        return code_font(self.px(13))

    def colour(self, role: str) -> QColor:
        """The colour of a role of the palette, as `theme.colour("backward_tint")`; not to be changed."""
        return _colour(getattr(self.palette, role))

    def phase_colour(self, phase: str) -> QColor:
        return _colour(self.palette.phase_colour(phase))

    def phase_tint(self, phase: str) -> QColor:
        return _colour(self.palette.phase_tint(phase))


@cache
def _scaled(length: float, scale: float) -> int:
    scaled = round(length * scale)
    return max(scaled, 1) if length > 0 else scaled


@cache
def _colour(text: str) -> QColor:
    # Made once, because a frame asks for a hundred.
    return QColor(text)


class ThemeManager(QObject):
    """Holds the theme in force and gives it to the application; `changed` after each real change.

    Made once, after the QApplication. Widgets read `theme` when built and again at `changed`."""

    changed = Signal()

    def __init__(self, app: QApplication, mode: Mode = "system", scale: float = 1.0) -> None:
        super().__init__(app)
        self._app = app
        # Read before our own palette replaces the system's.
        self._system_dark = _is_dark(app.palette())
        self._mode: Mode = mode
        self._scale = _within(scale)
        load_fonts()
        app.setStyle("Fusion")
        self._theme = self._wanted()
        self._apply()
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    @property
    def theme(self) -> Theme:
        return self._theme

    @property
    def mode(self) -> Mode:
        return self._mode

    @property
    def scale(self) -> float:
        return self._scale

    def set_mode(self, mode: Mode) -> None:
        self._mode = mode
        self._refresh()

    def set_scale(self, scale: float) -> None:
        """Scale all text and what follows from it; held within 0.8 to 2."""
        self._scale = _within(scale)
        self._refresh()

    def _wanted(self) -> Theme:
        dark = self._system_dark if self._mode == "system" else self._mode == "dark"
        return Theme(DARK if dark else LIGHT, self._scale, _motion(self._app))

    def _refresh(self) -> None:
        wanted = self._wanted()
        if wanted != self._theme:
            self._theme = wanted
            self._apply()
            self.changed.emit()

    def _apply(self) -> None:
        with _nothing_collected():
            self._app.setPalette(_qt_palette(self._theme.palette))
            self._app.setFont(self._theme.text)
            self._app.setStyleSheet(stylesheet(self._theme))

    def _follow_system(self, scheme: Qt.ColorScheme) -> None:
        # Only a platform that knows its scheme sends a known one; setColorScheme is never used, because under
        # plain xcb and offscreen it does nothing.
        if scheme != Qt.ColorScheme.Unknown:
            self._system_dark = scheme == Qt.ColorScheme.Dark
            self._refresh()


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Keep Python's garbage while Qt goes through a list of all widgets: one that is thrown away meanwhile,
    while the handler of another runs, is still on the list, and Qt ends in a crash there."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def set_kind(widget: QWidget, kind: str) -> None:
    """Give a widget its look in the stylesheet ("primary", "quiet", "chip", …), now and later."""
    if widget.property("kind") != kind:
        widget.setProperty("kind", kind)
        # A changed property alone does not make Qt match the stylesheet again.
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def own_ground(widget: QWidget) -> None:
    """Give a widget the surface for its own ground: what changes on it is painted without all that lies
    behind it."""
    # Of the roles that have this colour the one that leaves the text on it in the role WindowText.
    widget.setBackgroundRole(QPalette.ColorRole.Light)
    widget.setAutoFillBackground(True)


def _within(scale: float) -> float:
    return min(max(scale, SMALLEST), LARGEST)


def _is_dark(palette: QPalette) -> bool:
    window, text = palette.color(QPalette.ColorRole.Window), palette.color(QPalette.ColorRole.WindowText)
    return window.lightness() < text.lightness()


def _motion(app: QApplication) -> int:
    asked = app.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration)
    return min(MOTION_MS, max(0, asked))


def _qt_palette(colours: Palette) -> QPalette:
    """The QPalette for what the stylesheet does not reach: item views' text, links, disabled text."""
    role = QPalette.ColorRole
    palette = QPalette(QColor(colours.surface), QColor(colours.ground))
    for target, colour in (
        (role.WindowText, colours.ink),
        (role.Text, colours.ink),
        (role.ButtonText, colours.ink),
        (role.BrightText, colours.on_accent),
        (role.Base, colours.surface),
        (role.Window, colours.surface),
        (role.AlternateBase, colours.sunk),
        (role.Midlight, colours.sunk),
        (role.Light, colours.surface),
        (role.Mid, colours.line),
        (role.Dark, colours.edge),
        (role.Shadow, colours.edge),
        (role.Highlight, colours.forward),
        (role.HighlightedText, colours.on_accent),
        (role.Accent, colours.forward),
        (role.Link, colours.forward),
        (role.LinkVisited, colours.forward),
        (role.ToolTipBase, colours.surface),
        (role.ToolTipText, colours.ink),
        (role.PlaceholderText, colours.muted),
    ):
        palette.setColor(target, QColor(colour))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(colours.faint))
    return palette
