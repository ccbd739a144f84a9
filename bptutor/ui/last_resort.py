"""What happens when something of ours is broken: save first, tell once, and go on."""

from __future__ import annotations

import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QObject

from bptutor.ui.session import Session


class LastResort(QObject):
    """Replaces sys.excepthook as long as the window lives. It cannot call itself, and tells only once."""

    def __init__(self, session: Session, window: QObject) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._busy = False
        self._told = False
        self._before = sys.excepthook
        sys.excepthook = self._caught
        window.destroyed.connect(self._give_back)

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

    def _give_back(self) -> None:
        sys.excepthook = self._before
