"""Formulas on the screen: `formula(tex)` measures and paints one; nothing is typeset or drawn twice.

A formula's em is given in pixels by whoever paints it: the text's size times `INLINE` or `DISPLAY`."""

from __future__ import annotations

import logging
from functools import lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QPaintDevice, QPainter, QPainterPath, QPixmap, Qt
from PySide6.QtSvg import QSvgRenderer

from bptutor.foundation.typeset import MathsError, Typeset, typeset
from bptutor.foundation.typeset_layout import EM
from bptutor.ui.maths_outline import path_of
from bptutor.ui.theme_fonts import code_font

INLINE = 1.15  # STIX is smaller than Inter: its x-height matches at this size
DISPLAY = 1.25
SOURCE = 0.8  # TeX that cannot be typeset is shown as code of this part of the em
CODE_ADVANCE, CODE_HEIGHT, CODE_DEPTH = 0.6, 1.32, 0.3  # JetBrains Mono, in em
PICTURES = 1000  # pixmaps kept; a lesson's page, the drawing and the steps ahead need some hundreds

log = logging.getLogger(__name__)


class Formula:
    """One formula, its measures in em, and how it is painted.

    TeX that cannot be typeset is a formula too: `problem` says why, and its source is painted as code."""

    _drawing: QSvgRenderer | None = None

    def __init__(self, tex: str, inline: bool = False) -> None:
        self.tex = tex
        self.inline = inline
        self.problem = ""
        self._path: QPainterPath | None = None
        try:
            self._typeset = typeset(tex, inline)
        except MathsError as error:
            self.problem = str(error)
            log.warning("formula %r %s", tex, error)
            width = SOURCE * CODE_ADVANCE * max(len(tex), 1)
            self._typeset = Typeset(b"", width, SOURCE * CODE_HEIGHT, SOURCE * CODE_DEPTH)

    @property
    def width(self) -> float:
        return self._typeset.width

    @property
    def height(self) -> float:
        return self._typeset.height

    @property
    def depth(self) -> float:
        """How far it reaches below the baseline."""
        return self._typeset.depth

    @property
    def ascent(self) -> float:
        return self._typeset.height - self._typeset.depth

    @property
    def is_drawn(self) -> bool:
        """Whether it was typeset whole: there is none for what was put together, or has a problem."""
        return bool(self._typeset.svg)

    def extent(self, em: float) -> QSizeF:
        """Width and height in pixels at this size."""
        return QSizeF(self.width * em, self.height * em)

    def path(self) -> QPainterPath:
        """The outline in em from the left end of the baseline; empty where there is a problem."""
        if self._path is None:
            self._path = QPainterPath() if self.problem else path_of(self._typeset.svg)
        return self._path

    def paint(self, painter: QPainter, origin: QPointF, colour: QColor, em: float) -> None:
        """Paint with the left end of the baseline at `origin`.

        On a screen or an image that is not turned, from a cached picture on whole device pixels; elsewhere
        (print, SVG, a turned view) as an outline."""
        transform = painter.deviceTransform()
        ratio = transform.m11()
        turned = transform.m12() or transform.m21() or ratio <= 0 or transform.m22() != ratio
        if self.problem or turned or not _is_raster(painter.device()):
            self._paint_outline(painter, origin, colour, em)
            return
        picture, left, top = _picture(self, colour.rgba(), round(em * ratio, 2), ratio)
        dx, dy = transform.dx(), transform.dy()
        x = round(origin.x() * ratio + dx) - left
        y = round(origin.y() * ratio + dy) - top
        painter.drawPixmap(QPointF((x - dx) / ratio, (y - dy) / ratio), picture)

    def paint_centred(self, painter: QPainter, rect: QRectF, colour: QColor, em: float) -> None:
        """Paint in the middle of `rect`, by the ink's box."""
        box = self.extent(em)
        left = rect.center().x() - box.width() / 2
        baseline = rect.center().y() + box.height() / 2 - self.depth * em
        self.paint(painter, QPointF(left, baseline), colour, em)

    def picture(self, colour: QColor, em: float, ratio: float = 1.0) -> QPixmap:
        """The formula alone as a pixmap for `ratio` device pixels a pixel."""
        picture, _, _ = _picture(self, colour.rgba(), round(em * ratio, 2), ratio)
        return QPixmap(picture)

    def _paint_drawing(self, painter: QPainter, origin: QPointF, em: float) -> None:
        """Paint in black, on an image: Qt's own reader is four times as fast as the outline."""
        if self._drawing is None:
            self._drawing = QSvgRenderer(QByteArray(self._typeset.svg))
        box, part = self._drawing.viewBoxF(), em / EM
        top = origin.y() + box.y() * part
        self._drawing.render(painter, QRectF(origin.x(), top, box.width() * part, box.height() * part))

    def _paint_outline(self, painter: QPainter, origin: QPointF, colour: QColor, em: float) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(origin)
        if self.problem:
            painter.setPen(colour)
            painter.setFont(code_font(max(round(em * SOURCE), 1)))
            painter.drawText(QPointF(0, 0), self.tex)
        else:
            painter.scale(em, em)
            painter.fillPath(self.path(), colour)
        painter.restore()


@lru_cache(maxsize=2048)
def formula(tex: str, inline: bool = False) -> Formula:
    """The formula of this TeX; always the same one, so asking again costs nothing."""
    return Formula(tex, inline)


Picture = tuple[QPixmap, float, float]  # and where in it the left end of the baseline is, in device pixels


@lru_cache(maxsize=PICTURES)
def _picture(shown: Formula, rgba: int, em: float, ratio: float) -> Picture:
    """The formula for `ratio` device pixels a pixel, with its em in those: its drawing in another colour,
    which is all that most steps change."""
    drawn, left, top = _drawn(shown, em)
    picture = QPixmap(drawn)
    painter = QPainter(picture)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(picture.rect(), QColor.fromRgba(rgba))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture, left, top


@lru_cache(maxsize=PICTURES)
def _drawn(shown: Formula, em: float) -> Picture:
    """The formula in black."""
    margin = 2  # antialiasing reaches over the ink's box
    offset = QPointF(margin, margin + -(-shown.ascent * em // 1))
    height = offset.y() + -(-shown.depth * em // 1) + margin
    picture = QPixmap(int(shown.width * em) + 1 + 2 * margin, int(height))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    if shown.is_drawn:
        shown._paint_drawing(painter, offset, em)
    else:
        shown._paint_outline(painter, offset, QColor(Qt.GlobalColor.black), em)
    painter.end()
    return picture, offset.x(), offset.y()


def _is_raster(device: QPaintDevice | None) -> bool:
    # InternalWidget… are the numbers of QInternal::PaintDeviceFlags, which PySide6 does not export.
    return device is not None and device.devType() in (1, 2, 3)
