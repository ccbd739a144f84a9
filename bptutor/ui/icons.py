"""The tutor's own icons: SVG files in `currentColor`, given in any colour and crisp at the size asked for.

An icon engine of our own would draw each size when needed, but PySide6 6.10 crashes when Qt clones one that
was made in Python; so an icon carries pictures for the screens that there are, and a large one for others."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from bptutor.foundation.resources import resource

LARGE = 2.0  # device pixels a pixel; scaled down it is still sharp
DISABLED = 0.4  # opacity


@lru_cache(maxsize=512)
def icon(name: str, colour: str, pixels: int = 20) -> QIcon:
    """`resources/icons/NAME.svg` in a colour (`#RRGGBB`), sharp at a side of `pixels`.

    Raises FileNotFoundError where there is no such icon."""
    drawing = _drawing(name, colour)
    made = QIcon()
    for ratio in {LARGE, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())}:
        picture = _picture(drawing, round(pixels * ratio))
        made.addPixmap(picture, QIcon.Mode.Normal)
        made.addPixmap(_faded(picture), QIcon.Mode.Disabled)
    return made


def paint_icon(painter: QPainter, name: str, colour: str, place: QRectF) -> None:
    """Draw the icon into a square of a painting: the network's links and gates."""
    _drawing(name, colour).render(painter, place)


def _picture(drawing: QSvgRenderer, side: int) -> QPixmap:
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    drawing.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return picture


def _faded(picture: QPixmap) -> QPixmap:
    """The same for what cannot be pressed; drawing it anew would take far longer."""
    faded = QPixmap(picture.size())
    faded.fill(Qt.GlobalColor.transparent)
    painter = QPainter(faded)
    painter.setOpacity(DISABLED)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    return faded


@lru_cache(maxsize=128)
def _drawing(name: str, colour: str) -> QSvgRenderer:
    source = resource("icons", f"{name}.svg").read_bytes()
    return QSvgRenderer(QByteArray(source.replace(b"currentColor", colour.encode())))
