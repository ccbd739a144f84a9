"""A part of a panel that is as high as what is in it, up to a share of the window; the rest scrolls."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from bptutor.ui.theme import own_ground

LOWEST = 40


class ContentArea(QScrollArea):
    """Holds a page with a layout. Tell it by `updateGeometry` when the page has changed."""

    def __init__(self, page: QWidget, most: float) -> None:
        super().__init__()
        self._page = page
        self._most = most
        own_ground(page)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setWidget(page)

    # Qt's own names

    def sizeHint(self) -> QSize:
        page = self._page
        width = max(self.width(), page.minimumSizeHint().width())
        high = page.heightForWidth(width) if page.hasHeightForWidth() else page.sizeHint().height()
        return QSize(page.sizeHint().width(), min(high, round(self._most * self.window().height())))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._page.minimumSizeHint().width(), LOWEST)
