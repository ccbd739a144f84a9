"""The canvas in the window: shows a NetworkView, tells what is pointed at, selected, opened."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from bptutor.study.views.network_view import NetworkView
from bptutor.trace.keys import Key
from bptutor.ui.canvas import shown, speech, walking
from bptutor.ui.canvas.arranging import Arrangement
from bptutor.ui.canvas.changes import Shown, changed_part
from bptutor.ui.canvas.finder import Finder
from bptutor.ui.canvas.hands import LINES, Hands
from bptutor.ui.canvas.look import Look, look
from bptutor.ui.canvas.memory import Memory
from bptutor.ui.canvas.overflow import THICK
from bptutor.ui.canvas.painting import paint_live
from bptutor.ui.canvas.places import Fold, NetworkGeometry
from bptutor.ui.canvas.rects import Rect
from bptutor.ui.canvas.still_picture import StillPicture
from bptutor.ui.canvas.weight_labels import labels
from bptutor.ui.theme import NO_BRUSH, NO_PEN, ThemeManager

NAME = "Network"


class NetworkCanvas(Hands):
    """The drawing of the network.

    Hovering points at a value, a click on a weight or bias selects it, on a fold box opens its layer. With
    the keyboard: [ and ] (or Ctrl+Left and Ctrl+Right) go through the values, Enter selects, +, − and 0
    zoom. The plain arrows stay with the player."""

    pointed = Signal(object)  # Key | None
    selected = Signal(object)  # Key of a weight or bias
    opened = Signal(int)  # the layer whose fold box was pressed
    clicked = Signal(object)  # Key of any value that was pressed

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self._view: NetworkView | None = None
        self._arrangement = Arrangement()
        self.finder = Finder(self._arrangement)
        self._still = StillPicture()
        self._labels, self._description = Memory(labels), Memory(speech.description)
        self._places: dict[Key, Rect] = {}
        self._hovered: Key | Fold | None = None
        self.setAccessibleName(NAME)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        manager.changed.connect(self._follow_theme)

    def show_view(self, view: NetworkView) -> None:
        """Show this; what is pointed at elsewhere in the window comes with it."""
        if self._view is not None and self._view.network.widths != view.network.widths:
            self._hovered = None
        before, self._view = self._shown, view
        self._arrangement.follow(view)
        self._refresh(before)
        self._describe()

    def show_pointed(self, key: Key | None) -> None:
        """Light what is pointed at elsewhere in the window; nothing else has changed."""
        if self._view is not None and key != self._view.pointed:
            self._view = replace(self._view, pointed=key)
            self._refresh()

    @property
    def note(self) -> str:
        """Whose influence the notes in the drawing are, and for which nudge; "" where there are none."""
        influence = self._view.influence if self._view is not None else None
        return "" if influence is None else influence.caption

    @property
    def geometry_shown(self) -> NetworkGeometry:
        """The layout that is shown now. Raises AssertionError before the first view."""
        assert self._arrangement.geometry is not None
        return self._arrangement.geometry

    def known_value(self, key: Key) -> float | None:
        """The number that stands in a value's place now; None where there is none, or where it is hidden."""
        return self._view.numbers(key).value if self._view is not None else None

    @property
    def in_hand(self) -> Key | None:
        """The value that the pointer or the keyboard is at, else the selected one."""
        if isinstance(self._hovered, Key) or self._view is None:
            return self._hovered if isinstance(self._hovered, Key) else None
        return self._view.pointed or self._view.selected

    def fit(self) -> None:
        """The whole network, as large as it can be."""
        self._arrangement.fit()
        self.update()

    def export_to(self, path: Path) -> None:
        """Save the drawing as it is now, as the file's name says. Raises FileError."""
        if self._view is not None:
            from bptutor.ui.pictures import save_picture

            save_picture(path, self._view)

    def print_picture(self) -> None:
        """Ask for a printer, and print the drawing as it is now."""
        if self._view is not None:
            from bptutor.ui.pictures import print_picture

            print_picture(self._view, self)

    # What hands mean.

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        centre = QPointF(self.rect().center()) if at is None else at
        self._arrangement.zoom(factor, centre.x(), centre.y())
        self.update()

    def pan(self, dx: float, dy: float) -> None:
        self._arrangement.move(dx, dy)
        self.update()

    def scroll_step(self) -> float:
        return LINES * self._arrangement.em if self._arrangement.scrolls() else 0.0

    def hover(self, at: QPointF | None) -> None:
        self._point_at(None if at is None else self.finder.at(at))

    def press(self, at: QPointF | None) -> None:
        found = self._hovered if at is None else self.finder.at(at)
        if isinstance(found, Fold):
            self.opened.emit(found.layer)
        elif found is not None:
            self.clicked.emit(found)
            if (parameter := shown.parameter_of(found)) is not None:
                self.selected.emit(parameter)

    def press_twice(self, at: QPointF) -> None:
        if self.finder.at(at) is None:
            self.fit()

    def walk(self, step: int) -> None:
        if self._view is None:
            return
        here = self._hovered if isinstance(self._hovered, Key) else self._view.pointed
        keys = walking.stops(self._view, self.geometry_shown)
        following = walking.neighbour(keys, here, step)
        if following is not None:
            self._arrangement.show(following)
            self._point_at(following)
            self.setAccessibleDescription(speech.tip(self._view, following).replace("\n", ", "))

    def show_tip(self, event: QHelpEvent) -> None:
        found, text = self.finder.at(QPointF(event.pos())), ""
        if isinstance(found, Fold):
            text = speech.fold_tip(found, found.layer in self.geometry_shown.shape.opened)
        elif found is not None and self._view is not None:
            text = speech.tip(self._view, found)
        QToolTip.showText(event.globalPos(), text, self)

    def _point_at(self, found: Key | Fold | None) -> None:
        if found == self._hovered:
            return
        before, self._hovered = self._hovered, found
        pressable = isinstance(found, Fold) or (found is not None and shown.parameter_of(found) is not None)
        self.setCursor(Qt.CursorShape.PointingHandCursor if pressable else Qt.CursorShape.ArrowCursor)
        self._refresh()
        if isinstance(before, Key) or isinstance(found, Key):
            self.pointed.emit(found if isinstance(found, Key) else None)

    def _pointing(self, view: NetworkView) -> NetworkView:
        """The view with what is pointed at here, which the window may tell only later."""
        here = self._hovered if isinstance(self._hovered, Key) else None
        return replace(view, pointed=here) if here is not None and here != view.pointed else view

    @property
    def _shown(self) -> Shown | None:
        """What all that is painted now follows from; None before the first view."""
        if self._view is None:
            return None
        return Shown(self._pointing(self._view), self.geometry_shown, self._arrangement.port, self._places)

    def _refresh(self, before: Shown | None = None) -> None:
        """Labels stand where what is lit or pointed at wants them; paint anew what differs from before."""
        if self._view is not None:
            self._places = self._labels(self._pointing(self._view), self.geometry_shown)
            self.finder.follow(self._view, self._places)
        part = None if before is None or self._shown is None else changed_part(before, self._shown)
        if part is None:
            self.update()
        else:
            self.update(self.finder.pixels(part).toAlignedRect())

    def _describe(self) -> None:
        """Say what is drawn now, as far as there is room for it."""
        if self._view is not None:
            self.setAccessibleDescription(self._description(self._view, self.geometry_shown))

    def _follow_theme(self) -> None:
        self._arrange()
        self.updateGeometry()

    def _arrange(self) -> None:
        em = float(self._manager.theme.px(14))
        self._arrangement.resized(self.width(), self.height(), em, self._view)
        self._refresh()
        self._describe()

    def _paint(self, painter: QPainter, view: NetworkView, shown_look: Look, part: QRect) -> None:
        port = self._arrangement.port.on_whole_pixels
        corner = port.to_drawing(part.x(), part.y())
        within = Rect(*corner, part.width() / port.unit, part.height() / port.unit)
        self._still.paint(painter, view, self.geometry_shown, shown_look, port, self.size())
        painter.translate(port.x, port.y)
        paint_live(painter, view, self.geometry_shown, shown_look, self._places, within)
        painter.resetTransform()
        painter.setPen(NO_PEN)
        painter.setBrush(shown_look.colour("edge"))
        for bar in self._arrangement.bars():
            painter.drawRoundedRect(QRectF(*bar), THICK / 2, THICK / 2)

    # Qt's names from here on.

    def sizeHint(self) -> QSize:
        theme = self._manager.theme
        return QSize(theme.px(632), theme.px(400))

    def minimumSizeHint(self) -> QSize:
        theme = self._manager.theme
        return QSize(theme.px(160), theme.px(150))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown_look = look(self._manager.theme, self._arrangement.port.unit)
        painter.fillRect(event.rect(), shown_look.colour("surface"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._view is not None:
            self._paint(painter, self._pointing(self._view), shown_look, event.rect())
        if self.hasFocus() and self.by_keyboard:
            area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.setPen(shown_look.theme.colour("focus"))
            painter.setBrush(NO_BRUSH)
            painter.drawRoundedRect(area, 6, 6)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
