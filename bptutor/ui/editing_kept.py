"""What of the network in hand is in no file yet: kept on the side, and asked about before it goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from bptutor.engine.document import Document
from bptutor.engine.ready_made import READY_MADE
from bptutor.engine.sameness import same_contents, same_conventions
from bptutor.study.practise_scene import own
from bptutor.study.state import State
from bptutor.ui.bridge import Bridge
from bptutor.ui.session import Session

Button = QMessageBox.StandardButton
PROGRAM = "Backprop Tutor"
QUESTION = "The network “{name}” has changes that are in no file. Save them?"
DETAIL = "What is not saved now is lost."


class Kept(QObject):
    """Knows what was last read or written, and has the session keep whatever differs from it.

    `save_requested` when somebody wants it saved before it goes."""

    save_requested = Signal()

    def __init__(self, bridge: Bridge, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._session = session
        self._window = window
        self._saved = session.restored_from if session.restored else bridge.state.document
        self._title = ("", False)  # and whether there is something to lose
        self._answered = False  # whether somebody has said that what is in hand may go
        self._then: Callable[[], object] | None = None
        bridge.changed.connect(self._follow)
        self._show_title(bridge.state)

    @property
    def unsaved(self) -> bool:
        """Whether something would be lost."""
        return self._is_unsaved(own(self._bridge.state))

    @property
    def base(self) -> Path | None:
        """The file from which the next start takes the network in hand; None where that was given up."""
        document = own(self._bridge.state).document
        kept = self._session.file_of(document)
        if kept is not None:
            return kept
        return None if self._may_be_lost(own(self._bridge.state)) else own(self._bridge.state).path

    def note_saved(self) -> None:
        """What is in hand has just been written."""
        self._saved = own(self._bridge.state).document
        self._session.keep(None)
        self._show_title(self._bridge.state)
        then, self._then = self._then, None
        if then is not None:
            then()

    def note_new(self) -> None:
        """What is in hand is in no file, though it has not been edited."""
        self._saved = None
        self._session.keep(self._bridge.state.document)
        self._show_title(self._bridge.state)

    def forget_question(self) -> None:
        """It was not saved after all: what was to come after does not come."""
        self._then = None

    def may_go(self, then: Callable[[], object]) -> bool:
        """Whether what is in hand may go. If that is to be asked first, `then` is called when it may."""
        if self._answered or not self.unsaved:
            return True
        self._then = then
        name = own(self._bridge.state).document.name or "untitled"
        box = QMessageBox(QMessageBox.Icon.NoIcon, PROGRAM, QUESTION.format(name=name))
        box.setParent(self._window, Qt.WindowType.Dialog)
        box.setInformativeText(DETAIL)
        box.setStandardButtons(Button.Save | Button.Discard | Button.Cancel)
        box.setDefaultButton(Button.Save)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(self._answer)
        box.open()
        return False

    def _answer(self, answer: int) -> None:
        then = self._then
        if answer == Button.Save:
            self.save_requested.emit()
        elif answer == Button.Discard and then is not None:
            self._answered, self._then = True, None
            self._session.keep(None)
            then()
        else:
            self._then = None

    def _show_title(self, state: State) -> None:
        """The window's title, with the system's mark for what is not saved."""
        state = own(state)
        title = f"{state.document.name or 'untitled'}[*] — {PROGRAM}", self._may_be_lost(state)
        if title != self._title:
            self._title = title
            self._window.setWindowTitle(title[0])
            self._window.setWindowModified(title[1])

    def _follow(self, before: State, after: State) -> None:
        old, new = own(before), own(after)
        if old.document is not new.document:
            self._follow_document(old, new)
            self._show_title(new)

    def _follow_document(self, old: State, new: State) -> None:
        if new.history.past or new.history.future:
            self._answered = False
            worth = self._may_be_lost(new) and _finite(new.document)
            self._session.keep(new.document if worth else None)
            return
        if not self._answered and self._is_unsaved(old) and _finite(old.document):
            self._session.keep_for_later(old.document)
        self._saved, self._answered = new.document, False
        self._session.keep(None)

    def _may_be_lost(self, state: State) -> bool:
        return state.document is not self._saved

    def _is_unsaved(self, state: State) -> bool:
        saved, document = self._saved, state.document
        if not self._may_be_lost(state):
            return False
        if saved is None:
            return True
        ready_made = state.path is None or any(entry.path == state.path for entry in READY_MADE)
        return not same_contents(saved, document) or (
            not ready_made and not same_conventions(saved, document)
        )


def _finite(document: Document) -> bool:
    """Whether it can be written: a network whose training ran away is in no file's form, and no loss."""
    layers = document.network.layers
    return all(np.isfinite(layer.weights).all() and np.isfinite(layer.biases).all() for layer in layers)
