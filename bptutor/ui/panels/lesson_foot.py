"""The foot of the lesson panel: the pages as dots, and the way on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from bptutor.lesson.spans import plain
from bptutor.study.views.lesson_view import LessonView, Mark
from bptutor.ui.keys import bare
from bptutor.ui.panels.lesson_wells import EnterButton
from bptutor.ui.theme import ThemeManager

DOT, APART = 8, 18


class Dots(QWidget):
    """One dot a page: filled when done, half for one with something skipped, a ring round the present.

    `page_requested` when one is pressed. With the keyboard: Up and Down, while it has the focus."""

    page_requested = Signal(int)

    def __init__(self, manager: ThemeManager) -> None:
        super().__init__()
        self._manager = manager
        self._marks: tuple[Mark, ...] = ()
        self.setAccessibleName("Pages")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        manager.changed.connect(self.updateGeometry)

    def show_marks(self, marks: tuple[Mark, ...]) -> None:
        """Show the pages."""
        if marks != self._marks:
            self._marks = marks
            self.setAccessibleDescription(". ".join(_spoken(n, mark) for n, mark in enumerate(marks, 1)))
            self.updateGeometry()
            self.update()

    @property
    def here(self) -> int:
        """The present page."""
        return next((n for n, mark in enumerate(self._marks) if mark.here), 0)

    def _place(self, number: int) -> QRectF:
        theme = self._manager.theme
        apart = min(theme.px(APART), self.width() / max(len(self._marks), 1))
        side = min(theme.px(DOT), apart * 0.7)
        return QRectF(number * apart + (apart - side) / 2, (self.height() - side) / 2, side, side)

    def _at(self, point: QPoint) -> int | None:
        for number in range(len(self._marks)):
            box = self._place(number)
            if abs(box.center().x() - point.x()) <= self._manager.theme.px(APART) / 2:
                return number
        return None

    # Qt's own names

    def sizeHint(self) -> QSize:
        theme = self._manager.theme
        return QSize(theme.px(APART) * len(self._marks), theme.px(20))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._manager.theme.px(60), self._manager.theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._manager.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, mark in enumerate(self._marks):
            box = self._place(number)
            if mark.here:
                painter.setPen(QPen(theme.colour("ink"), theme.px(2)))
                painter.setBrush(theme.colour("ink" if mark.done else "surface"))
                painter.drawEllipse(box.adjusted(-1, -1, 1, 1))
            else:
                role = "edge" if mark.seen else "line"
                painter.setPen(QPen(theme.colour(role), 1.5))
                painter.setBrush(theme.colour("edge" if mark.done else "surface"))
                painter.drawEllipse(box)
            if mark.seen and not mark.done and mark.skipped:
                painter.setBrush(theme.colour("edge"))
                painter.setPen(Qt.PenStyle.NoPen)
                painter.drawPie(box, 90 * 16, 180 * 16)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position().toPoint())
        self.setCursor(Qt.CursorShape.ArrowCursor if number is None else Qt.CursorShape.PointingHandCursor)
        text = "" if number is None else f"{number + 1}. {plain(self._marks[number].title)}".replace("$", "")
        QToolTip.showText(event.globalPosition().toPoint(), text, self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position().toPoint())
        if number is not None:
            self.page_requested.emit(number)

    def event(self, event: QEvent) -> bool:
        # Up and Down are the timeline's, except here.
        if event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and bare(event):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Up:
                self.page_requested.emit(max(self.here - 1, 0))
            case Qt.Key.Key_Down:
                self.page_requested.emit(min(self.here + 1, len(self._marks) - 1))
            case _:
                super().keyPressEvent(event)


def _spoken(number: int, mark: Mark) -> str:
    state = "done" if mark.done else "skipped" if mark.skipped else "seen" if mark.seen else "not seen"
    here = ", this page" if mark.here else ""
    return f"Page {number}, {plain(mark.title)}: {state}{here}".replace("$", "")


class Foot(QFrame):
    """Dots over Back, Skip and Continue. What they ask for is told by signals."""

    page_requested = Signal(int)
    back_requested = Signal()
    on_requested = Signal()
    skip_requested = Signal()
    next_requested = Signal()

    def __init__(self, manager: ThemeManager) -> None:
        super().__init__()
        self._manager = manager
        self._view: LessonView | None = None
        self._low = False
        self.dots = Dots(manager)
        self.back = EnterButton("Back", "", "Previous page")
        self.skip = EnterButton("Skip", "quiet", "Skip")
        self.on = EnterButton("Continue", "primary", "Continue")
        self.row = QHBoxLayout()
        self.row.addWidget(self.back)
        self.row.addStretch(1)
        self.row.addWidget(self.skip)
        self.row.addWidget(self.on)
        self.column = QVBoxLayout(self)
        self.column.addWidget(self.dots)
        self.column.addLayout(self.row)
        self.dots.page_requested.connect(self.page_requested)
        self.back.clicked.connect(self.back_requested)
        self.skip.clicked.connect(self.skip_requested)
        self.on.clicked.connect(self._go_on)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    def show_view(self, view: LessonView) -> None:
        """Show what can be done."""
        self._view = view
        self.dots.show_marks(view.marks)
        self.back.setEnabled(view.page_number > 0)
        self.skip.setVisible(not view.can_go_on)
        self.skip.setToolTip("Leave what this page asks for; it can be done later")
        text = "Continue"
        if view.finished:
            text = "Next lesson" if view.following is not None else "All lessons"
        elif view.is_last:
            text = "Finish"
        self.on.setText(text)
        self.on.setEnabled(view.can_go_on)
        self.on.setToolTip("" if view.can_go_on else "First do what this page asks for, or skip it")

    def show_low(self, low: bool) -> None:
        """Where there is little height the dots stand elsewhere; else here."""
        self._low = low
        if not low:
            self.column.insertWidget(0, self.dots)
        self._follow_theme()

    def _go_on(self) -> None:
        if self._view is not None and self._view.finished:
            self.next_requested.emit()
        else:
            self.on_requested.emit()

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        above, below = (4, 4) if self._low else (8, 12)
        self.column.setContentsMargins(px(20), px(above), px(20), px(below))
        self.column.setSpacing(px(8))
        self.row.setSpacing(px(8))

    # Qt's own names

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, self._manager.theme.colour("line"))
        painter.end()
