"""One formula as a widget."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from bptutor.ui.maths import DISPLAY, formula
from bptutor.ui.theme import ThemeManager


class MathLabel(QLabel):
    """Shows one formula centred, in a role's colour, `magnified` times the text's size.

    It is a QLabel so that a screen reader finds a text here and says `spoken`. Its context menu copies the
    TeX. Where it gets less room than it hints, the formula shrinks."""

    def __init__(
        self,
        manager: ThemeManager,
        tex: str = "",
        spoken: str = "",
        parent: QWidget | None = None,
        magnified: float = DISPLAY,
        colour: str = "ink",
        inline: bool = False,
    ) -> None:
        super().__init__(parent)
        self._manager = manager
        self._magnified = magnified
        self._inline = inline
        self._tex = ""
        self._colour = colour
        self._copy = QAction("Copy as TeX", self)
        self._copy.triggered.connect(self.copy_tex)
        self.addAction(self._copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        manager.changed.connect(self._follow_theme)
        self.show_formula(tex, spoken)

    @property
    def tex(self) -> str:
        return self._tex

    def show_formula(self, tex: str, spoken: str = "") -> None:
        """Show another formula; `spoken` is its accessible name, without it the TeX is."""
        self.setAccessibleName(spoken or tex)
        if tex != self._tex:
            self._tex = tex
            self._follow_theme()

    def copy_tex(self) -> None:
        QGuiApplication.clipboard().setText(self._tex)

    def _follow_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def _em(self) -> float:
        return self._manager.theme.px(14) * self._magnified

    # Qt's own names

    def sizeHint(self) -> QSize:
        if not self._tex:
            return QSize(0, 0)
        extent = formula(self._tex, self._inline).extent(self._em())
        return QSize(math.ceil(extent.width()) + 2, math.ceil(extent.height()) + 2)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(hint.width() // 2, hint.height() // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._tex:
            return
        shown = formula(self._tex, self._inline)
        room = QRectF(self.rect())
        fits = min(room.width() / max(shown.width, 0.01), room.height() / max(shown.height, 0.01))
        role = self._colour if self.isEnabled() else "faint"
        colour: QColor = self._manager.theme.colour(role)
        shown.paint_centred(QPainter(self), room, colour, min(self._em(), fits))
