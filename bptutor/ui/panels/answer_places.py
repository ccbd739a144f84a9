"""Where cards lie: the chain's in a well, the others under it, in as many columns as there is room for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QRect, QSize

WIDE, HIGH = 54, 58  # of a card
GAP, PAD, HEAD = 8, 8, 20


class CardPlaces:
    """The places in a width: `placed` cards are in the chain, of `count` in all. `px` scales a length."""

    def __init__(self, px: Callable[[float], int], width: int, placed: int, count: int) -> None:
        self._px = px
        self._width = width
        self._placed = placed
        self._count = count

    def chain(self, count: int) -> list[QRect]:
        """The first places of the chain."""
        return self._cells(count, self._px(HEAD) + self._px(PAD))

    @property
    def well(self) -> QRect:
        """The well of the chain: as high as its cards, and a place more while there are cards left."""
        cells = self.chain(max(min(self._placed + 1, self._count), 1))
        return QRect(0, self._px(HEAD), self._width, cells[-1].bottom() + self._px(PAD) - self._px(HEAD))

    @property
    def pool(self) -> list[QRect]:
        """The places of the cards that are not in the chain."""
        top = self.well.bottom() + self._px(HEAD) + self._px(GAP)
        return self._cells(self._count - self._placed, top)

    @property
    def height(self) -> int:
        """What all of it takes."""
        pool = self.pool
        return (pool[-1] if pool else self.well).bottom() + self._px(4)

    def nearest(self, count: int, point: QPointF) -> int:
        """The place of the chain, among the first `count`, that is nearest to a point."""
        cells = self.chain(count)
        far = [(QPointF(cell.center()) - point).manhattanLength() for cell in cells]
        return far.index(min(far))

    def _cells(self, count: int, top: int) -> list[QRect]:
        px = self._px
        columns = max((self._width - 2 * px(PAD) + px(GAP)) // (px(WIDE) + px(GAP)), 1)
        across, down = px(WIDE) + px(GAP), px(HIGH) + px(GAP)
        size = QSize(px(WIDE), px(HIGH))
        return [
            QRect(QPoint(px(PAD) + (i % columns) * across, top + (i // columns) * down), size)
            for i in range(count)
        ]
