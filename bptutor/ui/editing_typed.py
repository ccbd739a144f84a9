"""One typed edit at a time: its editor is opened over a number, and taken, given up, or left."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, QRect
from PySide6.QtWidgets import QWidget

from bptutor.foundation.errors import TutorError
from bptutor.foundation.numbers import full
from bptutor.study.edit_actions import EditValue
from bptutor.study.edit_values import stepped
from bptutor.trace.keys import Key
from bptutor.ui.editing_line import InlineEditor
from bptutor.ui.theme import ThemeManager


class Edits(Protocol):
    """What a typed edit needs to know and to do."""

    @property
    def telling(self) -> bool: ...

    @property
    def example(self) -> int: ...

    def gesture(self) -> str: ...

    def read(self, text: str) -> float: ...

    def number(self, key: Key) -> float: ...

    def name(self, key: Key) -> str: ...

    def attempt(self, action: EditValue) -> str: ...

    def take_back(self, gesture: str) -> None: ...


class TypedEdit(QObject):
    """Holds an editor for each place: the drawing, and the viewport of the table."""

    def __init__(self, edits: Edits, themes: ThemeManager, canvas: QWidget, viewport: QWidget) -> None:
        super().__init__(canvas)
        self._edits = edits
        self._canvas = canvas
        self._editors = InlineEditor(themes, canvas), InlineEditor(themes, viewport)
        self._editor: InlineEditor | None = None
        self._owner: QWidget = canvas
        self._gesture = ""
        self._first = ""
        self._example = 1  # the one that was in sight: the timeline may go on to another while one types
        self._stepped = False
        self.key: Key | None = None
        for editor in self._editors:
            editor.line.taken.connect(self._take)
            editor.line.given_up.connect(self._give_up)
            editor.line.stepped.connect(self._step)
            editor.line.left.connect(self._leave)

    def begin(self, owner: QWidget, key: Key, place: QRect, typed: str) -> None:
        """Open the editor of a widget, which gets the focus back at the end."""
        self._close()
        self._editor = self._editors[0 if owner is self._canvas else 1]
        self._owner, self.key, self._example = owner, key, self._edits.example
        self._gesture, self._stepped = self._edits.gesture(), False
        self._first = full(self._edits.number(key))
        self._editor.open_over(place, self._edits.name(key), self._first, typed)

    def follow(self, place: QRect | None) -> None:
        """The drawing has changed: its editor moves along; without a place any editor closes."""
        if place is None:
            self._close()
        elif self._editor is self._editors[0]:
            self._editor.move_over(place)

    def _take(self) -> None:
        if self._taken():
            self._close()
            self._owner.setFocus()

    def _taken(self) -> bool:
        """Whether what is typed has become the number; if not, the editor says why."""
        editor, key = self._editor, self.key
        if editor is None or key is None:
            return False
        text = editor.line.text()
        if text.strip() in ("", self._first) and not self._stepped:
            return True
        try:
            value = self._edits.read(text)
        except TutorError as error:
            return self._told(editor, str(error))
        gesture = self._gesture if self._stepped else None
        problem = self._edits.attempt(EditValue(key, value, gesture, self._example, self._stepped))
        return self._told(editor, problem) if problem else True

    def _told(self, editor: InlineEditor, sentence: str) -> bool:
        editor.show_problem(sentence[:1].upper() + sentence[1:])
        return False

    def _give_up(self) -> None:
        gesture = self._gesture if self._stepped else ""
        self._close()
        self._owner.setFocus()
        if gesture:
            self._edits.take_back(gesture)

    def _leave(self) -> None:
        """The focus has gone elsewhere: what can be read is taken, anything else is given up."""
        if self._editor is not None and not self._edits.telling:
            self._taken()
        self._close()

    def _step(self, presses: int, size: float) -> None:
        editor, key = self._editor, self.key
        if editor is None or key is None:
            return
        try:
            value = stepped(self._edits.read(editor.line.text()), presses, size)
        except TutorError as error:
            self._told(editor, str(error))
            return
        problem = self._edits.attempt(EditValue(key, value, self._gesture, self._example, live=True))
        if problem:
            self._told(editor, problem)
            return
        self._stepped = True
        editor.show_problem("")
        editor.show_text(full(value))

    def _close(self) -> None:
        editor, self._editor, self.key = self._editor, None, None
        if editor is not None:
            editor.hide()
