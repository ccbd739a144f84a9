"""Keys that step the timeline anywhere in the window, except where a focused control needs them itself.

Qt asks the focused widget first, by a ShortcutOverride event; most controls do not answer for arrows and
Space, and a window-wide shortcut would then steal them. This filter answers for them. It sits on the focused
widget only: a filter on the whole application would run Python for each event of each widget.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

Key = Qt.Key
ALONG = frozenset({Key.Key_Left, Key.Key_Right})
UPRIGHT = frozenset({Key.Key_Up, Key.Key_Down})
FAR = frozenset({Key.Key_Home, Key.Key_End, Key.Key_PageUp, Key.Key_PageDown})
PRESS = frozenset({Key.Key_Space})
ENTER = frozenset({Key.Key_Return, Key.Key_Enter})
ALL = ALONG | UPRIGHT | FAR | PRESS
KEYS = frozenset({QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress})

CLAIMS: tuple[tuple[type[QWidget], frozenset[Qt.Key]], ...] = (
    (QLineEdit, ALL),
    (QAbstractSpinBox, ALL),
    (QPlainTextEdit, ALL),
    (QComboBox, UPRIGHT | FAR | PRESS),
    (QAbstractItemView, UPRIGHT | FAR | PRESS | ALONG),
    (QMenu, ALL),
    (QTabBar, ALONG | FAR | PRESS),
    (QAbstractButton, PRESS),
    (QTextEdit, UPRIGHT | FAR),
)


def bare(event: QKeyEvent) -> bool:
    """Whether nothing is held with a key. Enter of a number pad, and a Mac's arrows, say that they are of a
    keypad."""
    return not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


def claims(widget: QWidget, key: int) -> bool:
    """Whether a focused widget needs a key itself. A text that is only read scrolls, and leaves the rest."""
    if widget.property("leaves_keys"):
        return False  # a text that does not scroll by itself
    for kind, keys in CLAIMS:
        if isinstance(widget, kind):
            writable = isinstance(widget, QTextEdit) and not widget.isReadOnly()
            return key in (ALL if writable else keys)
    return False


class KeyKeeper(QObject):
    """Accepts ShortcutOverride for the control that has the focus and needs the key. An Enter that is held is
    kept from it: it would try a wrong answer again and again, and go on from a right one unread."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.focusChanged.connect(self._follow_focus)

    def _follow_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None:
            before.removeEventFilter(self)
        if now is not None:
            now.installEventFilter(self)

    # Qt's own names

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in KEYS or not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.KeyPress:
            held = event.key() in ENTER and event.isAutoRepeat()
            return held and not isinstance(watched, QTextEdit | QPlainTextEdit)
        if isinstance(watched, QWidget) and bare(event) and claims(watched, event.key()):
            event.accept()
        return False
