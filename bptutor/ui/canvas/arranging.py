"""Which layout a canvas shows: its room, its zoom, and which page of a folded layer is in sight. No Qt."""

from __future__ import annotations

from collections.abc import Iterator

from bptutor.study.views.light import Lit
from bptutor.study.views.network_view import NetworkView
from bptutor.trace.keys import OF_A_PARAMETER, Key, Kind
from bptutor.ui.canvas.geometry import NetworkGeometry, Shape, arranged
from bptutor.ui.canvas.hit import node_places
from bptutor.ui.canvas.overflow import bars
from bptutor.ui.canvas.places import AT_COST
from bptutor.ui.canvas.rects import Point, Rect, union
from bptutor.ui.canvas.viewport import BESIDE, Room, Viewport, least_scale

TO_NEURON_OF_BEFORE = frozenset(
    {Kind.THETA, Kind.DC_DTHETA, Kind.DZ_DA, Kind.DZ_DTHETA, Kind.WEIGHTED, Kind.WEIGHTED_INPUT, Kind.OVER_Z}
    | {Kind.DJ_DTHETA, Kind.THETA_NEW, Kind.SUM_DC_DTHETA, Kind.RATE_DC_DTHETA, Kind.RATE_DJ_DTHETA}
    | OF_A_PARAMETER  # of a bias they have no k
)

OF_NODES = frozenset({Kind.X, Kind.B, Kind.Z, Kind.A})


class Arrangement:
    """The geometry and the viewport of one canvas; asked by what it shows, told of sizes and zooms.

    Pages of folded layers follow the step, and stay where a step says nothing about a layer."""

    def __init__(self) -> None:
        self.w, self.h, self.em = 640.0, 400.0, 14.0
        self.geometry: NetworkGeometry | None = None
        self.port = Viewport(14.0, 0.0, 0.0)
        self._at: tuple[int, ...] = ()
        self._followed: tuple[Key | None, Key | None] = (None, None)

    @property
    def room(self) -> Room:
        """The room for the present geometry. Raises AssertionError before the first view."""
        assert self.geometry is not None
        return Room(self.w, self.h, self.geometry.width, self.geometry.height, self.em)

    def resized(self, w: float, h: float, em: float, view: NetworkView | None) -> None:
        """Another room, or another size of text; the zoom by hand goes with the text."""
        part = em / self.em
        self.port = Viewport(self.port.unit * part, self.port.x * part, self.port.y * part, self.port.fitted)
        self.w, self.h, self.em = max(w, 1.0), max(h, 1.0), em
        if view is not None:
            self._arrange(view)
            self.reveal(view)

    def follow(self, view: NetworkView) -> None:
        """Show a view: the layout, the page and the part in sight that its step needs."""
        if len(self._at) != len(view.network.widths):
            self._at = (0,) * len(view.network.widths)
        now = (view.lit.target, view.selected)
        moved = now != self._followed
        if moved:
            key = now[1] if now[0] == self._followed[0] and now[1] is not None else now[0]
            self._turn_to(key, view.network.widths)
            self._followed = now
        self._arrange(view)
        if moved:
            self.reveal(view)

    def fit(self) -> None:
        """The whole drawing."""
        if self.geometry is not None:
            self.port = self.room.fit(self.geometry.scale)

    def zoom(self, factor: float, x: float, y: float) -> None:
        """Larger or smaller around a pixel."""
        if self.geometry is not None:
            self.port = self.room.zoomed(self.port, factor, x, y)

    def move(self, dx: float, dy: float) -> None:
        """Push the drawing."""
        if self.geometry is not None:
            self.port = self.room.moved(self.port, dx, dy)

    def scrolls(self) -> bool:
        """Whether some of the drawing is out of sight."""
        return self.geometry is not None and self.room.scrolls(self.port)

    def bars(self) -> list[Rect]:
        """Bars along the edges (pixels) that say where in the whole what is in sight lies."""
        return bars(self.room, self.port) if self.scrolls() else []

    def reveal(self, view: NetworkView) -> None:
        """Bring the neuron that the step is at into sight, where not everything is, and with it whatever goes
        into the step as far as both have room."""
        if self.geometry is None or not self.scrolls():
            return
        if (rect := place_of(self.geometry, view.lit.target)) is not None:
            self.port = self.room.revealed(self.port, self._with_sources(rect, view.lit))

    def _with_sources(self, rect: Rect, lit: Lit) -> Rect:
        assert self.geometry is not None
        whole = union([rect, *sources(self.geometry, lit)])
        wide = (whole.w + 2 * BESIDE) * self.port.unit <= self.w
        high = (whole.h + 2 * BESIDE) * self.port.unit <= self.h
        across, down = whole if wide else rect, whole if high else rect
        return Rect(across.x, down.y, across.w, down.h)

    def show(self, key: Key) -> None:
        """Bring a value into sight."""
        if self.geometry is not None and (rect := place_of(self.geometry, key)) is not None:
            self.port = self.room.revealed(self.port, rect)

    def to_drawing(self, x: float, y: float) -> Point:
        """The point of the drawing at a pixel."""
        return self.port.to_drawing(x, y)

    def _arrange(self, view: NetworkView) -> None:
        widths = view.network.widths
        at = self._at if max(widths) > 1 else ()
        w, h = self.w / self.em, self.h / self.em
        geometry = arranged(Shape(widths, view.opened, at), w, h, least_scale(self.em))
        if geometry is not self.geometry:
            self.geometry = geometry
            self.port = self.room.fit(geometry.scale) if self.port.fitted else self.room.held(self.port)

    def _turn_to(self, key: Key, widths: tuple[int, ...]) -> None:
        """Turn the pages of the layers that a key is about."""
        at = list(self._at)
        layer = len(widths) - 1 if key.kind is Kind.C_SHARE else key.layer
        j = key.k if key.kind in (Kind.DA_DZ, Kind.OVER_A) else key.j
        if j and layer < len(at):
            at[layer] = j
        if key.k and key.kind in TO_NEURON_OF_BEFORE:
            at[layer - 1] = key.k
        self._at = tuple(at)


def sources(geometry: NetworkGeometry, lit: Lit) -> Iterator[Rect]:
    """Where the places are that go into a step; one key may stand for a layer."""
    for key in lit.nodes:
        if key.kind is Kind.C:
            yield geometry.cost
        elif key.kind in OF_NODES:
            rows = (key.j,) if key.j else geometry.visible(key.layer)
            yield from (node.frame for j in rows if (node := geometry.node(key.layer, j)) is not None)


def place_of(geometry: NetworkGeometry, key: Key) -> Rect | None:
    """Where a value is drawn, with what belongs to it; None where it is not."""
    if key.kind in AT_COST:
        return geometry.cost
    if key.k and key.kind in TO_NEURON_OF_BEFORE:
        edge = geometry.edge(Key(Kind.THETA, key.layer, key.j, key.k))
        return None if edge is None else edge.place
    node = geometry.node(0 if key.kind is Kind.X else key.layer, key.j or 1)
    return union(rect for rect, _ in node_places(node)) if node else None
