"""The one application style sheet, made from `theme.qss` for a palette and a text scale.

A `kind` property picks a look: QPushButton primary, dark, quiet, chip; QToolButton player, dark, chip;
QComboBox chip; QFrame card, well, bar, top, drawer; QLabel title, heading, strong, small, muted;
QTextEdit prose; QTableView clear."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bptutor.foundation.resources import resource

if TYPE_CHECKING:
    from bptutor.ui.theme import Theme

TEMPLATE = Path(__file__).with_name("theme.qss")
HAIRLINE = 2  # lengths up to this many pixels do not scale
WORD = re.compile(
    r"@(?P<role>\w+)|\b(?P<px>\d+)px(?P<less>-\d+)?|\bhit(?P<off>-\d+)?\b|image\((?P<image>\w+)\)"
)


def stylesheet(theme: Theme) -> str:
    """The style sheet of the whole window. Raises AttributeError for a role that the palette lacks."""

    def value(word: re.Match[str]) -> str:
        if role := word["role"]:
            return str(getattr(theme.palette, role))
        if length := word["px"]:
            pixels = int(length)
            return f"{(theme.px(pixels) if pixels > HAIRLINE else pixels) + int(word['less'] or 0)}px"
        if name := word["image"]:
            return f'url("{_image(name, theme.dark)}")'
        return f"{theme.hit + int(word['off'] or 0)}px"

    return WORD.sub(value, _template())


@cache
def _template() -> str:
    return re.sub(r"/\*.*?\*/", "", TEMPLATE.read_text(encoding="utf-8"), flags=re.DOTALL)


def _image(name: str, dark: bool) -> str:
    """A picture's file. A `check` lies on the accent, dark in the light theme; a `tick` on the surface."""
    if name in ("check", "tick"):
        on_dark = dark == (name == "tick")
        name = "check-on-dark" if on_dark else "check-on-light"
    return resource("icons", "controls", f"{name}.svg").as_posix()
