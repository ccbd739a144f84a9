"""The fonts that ship with the tutor, so that it looks and measures the same everywhere."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from bptutor.foundation.resources import resource

TEXT_FAMILY = "Inter"
CODE_FAMILY = "JetBrains Mono"
FILES = (
    "Inter-Regular.otf",
    "Inter-Italic.otf",
    "Inter-Medium.otf",
    "Inter-SemiBold.otf",
    "Inter-Bold.otf",
    "JetBrainsMono-Regular.ttf",
    "JetBrainsMono-Bold.ttf",
)


@cache
def load_fonts() -> tuple[str, ...]:
    """Give the shipped fonts to Qt, once; the names of files that Qt refused (then the system's serve)."""
    return tuple(name for name in FILES if QFontDatabase.addApplicationFont(str(resource("fonts", name))) < 0)


def text_font(pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Inter with tabular figures, so that live numbers do not shift what stands beside them."""
    return QFont(_text_font(pixels, weight))


@cache
def _text_font(pixels: int, weight: QFont.Weight) -> QFont:
    # Made once, because a frame asks for dozens; callers get copies, which they may change.
    font = QFont([TEXT_FAMILY, "Noto Sans", "DejaVu Sans"])
    font.setPixelSize(pixels)
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def code_font(pixels: int) -> QFont:
    """The monospaced font, without the ligatures that would show `->` as one sign."""
    font = QFont([CODE_FAMILY, "DejaVu Sans Mono"])
    font.setPixelSize(pixels)
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setFixedPitch(True)
    font.setFeature(QFont.Tag("calt"), 0)
    return font
