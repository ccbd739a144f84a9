"""What happens when something of ours is broken: save first, tell once, and go on."""

from __future__ import annotations

import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from bptutor.ui.session import Session


class LastResort(QObject):
    """Replaces sys.excepthook until the window has closed. It cannot call itself, and tells only once."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._busy = False
        self._told = False
        self._before = sys.excepthook
        sys.excepthook = self._caught
        window.installEventFilter(self)

    def _caught(self, kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        if self._busy or issubclass(kind, KeyboardInterrupt):
            self._before(kind, error, where)
            return
        self._busy = True
        try:
            traceback.print_exception(kind, error, where)
            self._session.write()
            say = getattr(self._window, "say", None)
            if say is not None and not self._told:
                self._told = True
                say(
                    "Something went wrong inside the tutor. What you did is saved, and you can go on; "
                    "if it looks odd, close the window and open it again."
                )
        finally:
            self._busy = False

    # Qt's own names

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Not `destroyed`: by then this object is half taken down, and its slot is not found.
        if (
            event.type() == QEvent.Type.Hide
            and not self._window.isVisible()
            and sys.excepthook == self._caught
        ):
            sys.excepthook = self._before
        elif event.type() == QEvent.Type.Show:
            sys.excepthook = self._caught
        return False
