"""Surfaces with a small heading, and the words for when there is nothing to show."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolTip, QVBoxLayout, QWidget

from bptutor.ui.theme import ThemeManager, own_ground, set_kind

PADDING = 14


class SectionTitle(QLabel):
    """The small heading over a card or a part of a panel."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        set_kind(self, "heading")
        self.setTextFormat(Qt.TextFormat.PlainText)


class _Heading(SectionTitle):
    """A heading that ends in … where it has no room, and then says the whole of it in a tool-tip."""

    def _shown(self) -> str:
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())

    # Qt's own names

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), "" if self._shown() == self.text() else self.text(), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if (shown := self._shown()) == self.text():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        where, palette, role = self.rect(), self.palette(), self.foregroundRole()
        self.style().drawItemText(painter, where, self.alignment(), palette, self.isEnabled(), shown, role)


class Card(QFrame):
    """A surface with a hairline; put widgets into `body`, and buttons of the card into `tools`."""

    def __init__(self, manager: ThemeManager, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        set_kind(self, "card")
        self._heading = _Heading(heading)
        self.tools = QHBoxLayout()
        self._line = _Line(self._heading)
        self.tools.addWidget(self._line, 1)
        self.body = QVBoxLayout()
        self._whole = QVBoxLayout(self)
        self._whole.addLayout(self.tools)
        self._whole.addLayout(self.body, 1)
        self.set_heading(heading)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    def set_heading(self, text: str) -> None:
        """Another heading, which names the card for a screen reader too; none if empty."""
        self._heading.setText(text)
        self._line.setVisible(bool(text))
        self.setAccessibleName(text)

    def set_aside(self, text: str) -> None:
        """A note at the end of the heading's line, for the moment; none if empty."""
        self._line.show_aside(text)

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        self._whole.setContentsMargins(px(PADDING), px(12), px(PADDING), px(PADDING))
        self._whole.setSpacing(px(8))
        self.body.setSpacing(px(8))
        self._line.updateGeometry()


class _Line(QWidget):
    """Holds a heading, and a note over its end, without laying them out: a label that gets another text has
    every layout around it done anew, up to the window's, and the chain's heading changes at each step."""

    def __init__(self, heading: QLabel) -> None:
        super().__init__()
        self._heading = heading
        heading.setParent(self)
        own_ground(self)
        self._aside = QLabel(self)
        self._aside.setTextFormat(Qt.TextFormat.PlainText)
        set_kind(self._aside, "aside")
        self._aside.hide()

    def show_aside(self, text: str) -> None:
        """Show a note at the end of the line, or none."""
        if text != self._aside.text():
            self._aside.setText(text)
            self._place_aside()
        self._aside.setVisible(bool(text))

    def _place_aside(self) -> None:
        wide = min(self._aside.sizeHint().width(), self.width())
        self._aside.setGeometry(self.width() - wide, 0, wide, self.height())

    # Qt's own names

    def sizeHint(self) -> QSize:
        return QSize(self._heading.sizeHint().height(), self._heading.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._heading.setGeometry(self.rect())
        self._place_aside()


class EmptyState(QWidget):
    """What stands where there is nothing yet: a sentence, a muted explanation, perhaps one thing to do."""

    action_requested = Signal()

    def __init__(
        self, manager: ThemeManager, title: str, text: str, action: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._manager = manager
        self._column = QVBoxLayout(self)
        self._column.addStretch()
        for kind, words in (("strong", title), ("muted", text)):
            label = QLabel(words)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            set_kind(label, kind)
            self._column.addWidget(label)
        self.button = QPushButton(action)
        self.button.setVisible(bool(action))
        self.button.clicked.connect(self.action_requested)
        self._column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch()
        self.setAccessibleName(title)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        self._column.setContentsMargins(px(24), px(24), px(24), px(24))
        self._column.setSpacing(px(8))
