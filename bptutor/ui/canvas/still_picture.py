"""The still picture, kept as a pixmap while nothing changes that it shows, and for who undoes what has."""

from __future__ import annotations

from collections.abc import Hashable
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap

from bptutor.engine.network import Network
from bptutor.foundation.recent import SEVERAL, Recent
from bptutor.study.views.network_view import NetworkView
from bptutor.ui.canvas.look import Look
from bptutor.ui.canvas.places import NetworkGeometry
from bptutor.ui.canvas.rest_edges import looks_of_edges
from bptutor.ui.canvas.still import paint_still
from bptutor.ui.canvas.viewport import Viewport

MOST_PIXELS = 8_000_000  # 32 MB; of a larger drawing only the part in sight is kept
SMALL = 2_000_000  # of a picture with more pixels than that only one is kept


class Still(NamedTuple):
    """A picture, and what it is of, kept so that their ids stay theirs."""

    pixmap: QPixmap
    geometry: NetworkGeometry
    look: Look


class StillPicture:
    """Frames, symbols and edges at rest of one network at one zoom.

    Made anew when the geometry, what the parameters look like on the edges, the notation, the look or the
    screen's pixels change, and in very large drawings when they are moved."""

    def __init__(self) -> None:
        self._kept: Recent[Still] = Recent()
        self._network: tuple[Network, bool] | None = None  # the last one, and whether its edges are labelled
        self._looks: Hashable = None  # what of it shows
        self.made = 0

    def paint(
        self,
        painter: QPainter,
        view: NetworkView,
        geometry: NetworkGeometry,
        look: Look,
        port: Viewport,
        room: QSize,
    ) -> None:
        """Paint what of the drawing is in sight into a room, making the picture first where it is old."""
        ratio = painter.device().devicePixelRatioF()
        whole = QSize(int(geometry.width * look.unit) + 1, int(geometry.height * look.unit) + 1)
        fits = whole.width() * whole.height() * ratio * ratio <= MOST_PIXELS
        extent = whole if fits else room
        offset = QPointF(0, 0) if fits else QPointF(port.x, port.y)
        key = (
            id(geometry),
            self._looks_of(view, geometry),
            id(look),
            view.namer.notation.name,
            ratio,
            extent.toTuple(),
            offset.toTuple(),
        )
        several = extent.width() * extent.height() * ratio * ratio <= SMALL
        still = self._kept.of(
            key, lambda: self._make(view, geometry, look, extent, offset, ratio), SEVERAL if several else 1
        )
        painter.drawPixmap(QPointF(port.x, port.y) if fits else QPointF(0, 0), still.pixmap)

    def _looks_of(self, view: NetworkView, geometry: NetworkGeometry) -> Hashable:
        """What of the network shows: of weights only how wide their edges are, and which are dashed."""
        network = view.network
        if self._network is None or self._network != (network, geometry.labelled):
            self._network = network, geometry.labelled
            edges = (looks_of_edges(layer.weights, geometry.labelled) for layer in network.layers)
            titles = (layer.activation.title for layer in network.layers)
            self._looks = network.widths, tuple(titles), tuple(edges)
        return self._looks

    def _make(
        self,
        view: NetworkView,
        geometry: NetworkGeometry,
        look: Look,
        extent: QSize,
        offset: QPointF,
        ratio: float,
    ) -> Still:
        pixmap = QPixmap(extent * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(look.colour("surface"))
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(QRectF(0, 0, extent.width(), extent.height()))
        painter.translate(offset)
        paint_still(painter, view, geometry, look)
        painter.end()
        self.made += 1
        return Still(pixmap, geometry, look)
