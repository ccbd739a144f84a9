"""Where the Tab key goes: through the window's parts as one reads them, whatever was made when.

Qt goes in the order in which widgets were made, and pages, cards and plots are made late.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def stops(window: QWidget, parts: Sequence[QWidget]) -> list[QWidget]:
    """What the Tab key stops at: part by part, in one as its widgets lie in each other."""
    # Not `nextInFocusChain`: the wrappers that PySide makes for it are freed twice when the program ends.
    chain = [
        widget for widget in window.findChildren(QWidget) if _takes_tab(widget) and widget.window() is window
    ]
    return sorted(chain, key=lambda stop: _rank(stop, parts))


def move_focus(window: QWidget, parts: Sequence[QWidget], forward: bool) -> bool:
    """Give the focus to the next or previous stop, round and round; False where there is none.

    Qt asks too where what has the focus is hidden. It comes to the window then, and not to the first stop, on
    which Space would open a menu."""
    focused = QApplication.focusWidget()
    if focused is not None and not focused.isVisible():
        window.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
    order = stops(window, parts)
    if not order:
        return False
    if focused in order:
        at = order.index(focused) + (1 if forward else -1)
    else:
        at = 0 if forward else -1
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    order[at % len(order)].setFocus(reason)
    return True


def _takes_tab(widget: QWidget) -> bool:
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(policy) and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None


def _rank(widget: QWidget, parts: Sequence[QWidget]) -> int:
    found = (at for at, part in enumerate(parts) if part is widget or part.isAncestorOf(widget))
    return next(found, len(parts))
