"""The Lessons room: opens lessons and packs, keeps the place in them, and reloads what a teacher saves."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from bptutor.foundation.errors import TutorError
from bptutor.lesson.faults import LessonError
from bptutor.lesson.packs import Pack, open_pack, shipped_pack
from bptutor.lesson.player import go_to
from bptutor.study import lesson_actions as act
from bptutor.study.lesson_progress import SHIPPED, load_progress, save_progress
from bptutor.study.lesson_state import LessonState, entries_of, open_book
from bptutor.study.state import Room, State
from bptutor.study.views.lab_view import lab_in_force
from bptutor.ui.bridge import Bridge
from bptutor.ui.lesson_watch import PackWatch
from bptutor.ui.panels.lesson import LessonPanel
from bptutor.ui.panels.lesson_slider import new_gesture

WRITE_MS = 60  # after the page has been painted
FILES = "A lesson of a folder, or a pack (*.md *.zip)"


class LessonRoom(QObject):
    """Gives the panel its lessons. `help_requested` has the name of a help page, `packs_changed` the recent
    packs, `derivation_requested` the factor whose card a page opens, `look_requested` the panel that it
    speaks of."""

    help_requested = Signal(str)
    packs_changed = Signal(tuple)
    derivation_requested = Signal(object)
    look_requested = Signal(str)
    said = Signal(str)

    def __init__(self, bridge: Bridge, panel: LessonPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._panel = panel
        self._pack: Pack | None = None
        self._refused = ""  # the lesson that could not be opened last
        self._name = SHIPPED
        self._gesture = new_gesture()
        # The step in sight is written with the next page and at the end: not at every press of a key.
        self._place: act.Place | None = None
        self._place_written: act.Place | None = None
        self.progress, self.complaint = load_progress()
        self._write = QTimer(self)
        self._write.setSingleShot(True)
        self._write.setInterval(WRITE_MS)
        self._write.timeout.connect(self.write)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._enter)
        self._watch = PackWatch(self)
        self._watch.changed.connect(self._reload)
        self._watch.told.connect(panel.show_problem)
        bridge.changed.connect(self._follow_state)
        panel.requested.connect(bridge.do)
        panel.lesson_requested.connect(self.open_lesson)
        panel.next_requested.connect(self.open_next)
        panel.contents_requested.connect(self.show_contents)
        panel.link_requested.connect(self.follow_link)

    @property
    def recent(self) -> tuple[str, ...]:
        """The packs that were open, newest first."""
        return self.progress.recent

    def resume(self) -> None:
        """Open the lesson that was open last, in the pack that was open last; the window stays as it is if it
        shows that page's network."""
        try:
            self._take_pack(self.progress.pack)
        except TutorError as error:
            self.said.emit(str(error))
            self._take_pack(SHIPPED)
        assert self._pack is not None
        kept = self.progress.of(self._name)
        known = kept.lesson in self._pack.ids
        place = kept.place if known else None
        self._open(kept.lesson if known else self._pack.ids[0], stay=True, place=place)

    def open_lesson(self, id: str, page: str = "") -> None:
        """Open a lesson of the open pack, by id; else one of the tutor's own. What is wrong is said."""
        try:
            if self._pack is None:
                self._take_pack(SHIPPED)
            assert self._pack is not None
            if id not in self._pack.ids and self._name != SHIPPED and id in shipped_pack().ids:
                self._take_pack(SHIPPED)
            name = self._pack.file(id)
        except TutorError as error:
            self.said.emit(str(error))
            return
        self._open(self._pack.ids[self._pack.files.index(name)], page)

    def open_pack(self, name: str) -> None:
        """Open a pack and its lesson that was open last, or its first."""
        try:
            self._take_pack(str(Path(name).resolve()) if name else SHIPPED)
        except TutorError as error:
            self.said.emit(str(error))
            return
        assert self._pack is not None
        last = self.progress.of(self._name).lesson
        self._open(last if last in self._pack.ids else self._pack.ids[0])

    def open_file(self, name: str) -> None:
        """Open a pack, or a lesson's file with the folder that it lies in."""
        path = Path(name)
        if path.suffix != ".md":
            self.open_pack(name)
            return
        try:
            self._take_pack(str(path.resolve().parent))
        except TutorError as error:
            self.said.emit(str(error))
            return
        self.open_lesson(path.stem)

    def ask_for_pack(self) -> None:
        """Let the learner choose a pack."""
        name, _kind = QFileDialog.getOpenFileName(self._panel.window(), "Open lessons", "", FILES)
        if name:
            self.open_file(name)

    def open_next(self) -> None:
        """The lesson after the open one; after the last, the list."""
        lesson = self._bridge.state.lesson
        if lesson is None or lesson.book.following is None:
            self.show_contents()
        else:
            self._open(lesson.book.following.id)

    def show_contents(self) -> None:
        """The list of the open pack's lessons."""
        lesson = self._bridge.state.lesson
        if self._pack is None:
            return
        title = "Lessons" if self._name == SHIPPED else self._pack.title
        # Where no lesson of a pack could be opened yet, the one in sight is still of the pack before.
        own = lesson is not None and _is_of(lesson, self._pack)
        entries = lesson.book.entries if lesson is not None and own else entries_of(self._pack)
        here = lesson.lesson.id if lesson is not None and own else ""
        self._panel.show_contents(title, entries, self.progress.finished(self._name), here)

    def follow_link(self, address: str) -> None:
        """A link in a page: to a lesson, a help page, or the world outside, which the browser opens."""
        kind, _, rest = address.partition(":")
        if kind == "lesson":
            name, _, page = rest.partition("#")
            self.open_lesson(name, page)
        elif kind == "help":
            self.help_requested.emit(rest)
        elif kind in ("http", "https"):
            QDesktopServices.openUrl(QUrl(address))

    def click(self, key: object) -> None:
        """A value was clicked in the drawing."""
        if self._bridge.state.room is Room.LESSONS:
            self._panel.take(key)

    def push(self, h: float) -> None:
        """The end of the secant was dragged in the cost slice."""
        if (found := lab_in_force(self._bridge.state)) is not None:
            self._bridge.do(act.Push(found[0], h))

    def drag(self, value: float) -> None:
        """The point of the cost slice was dragged."""
        if (found := lab_in_force(self._bridge.state)) is not None:
            self._bridge.do(act.Drag(found[0], value, self._gesture))

    def let_go(self) -> None:
        """What was dragged is let go: the next drag is another edit."""
        self._gesture = new_gesture()

    def write(self) -> None:
        """Write the progress now."""
        self._write.stop()
        self._place_written = self._place
        if self._place is not None:
            self.progress = self.progress.with_place(self._name, self._place)
        try:
            save_progress(self.progress)
        except TutorError as error:
            self.said.emit(str(error))

    def close(self) -> None:
        """Write what is not written yet."""
        self._soon.stop()
        self._watch.stop()
        self._panel.rest()
        if self._write.isActive() or self._place != self._place_written:
            self.write()

    def _take_pack(self, name: str) -> None:
        self._pack = open_pack(Path(name)) if name else shipped_pack()
        self._name, self._refused = name, ""
        self._watch.watch(self._pack if name else None)
        if name:
            self.progress = self.progress.with_recent(name)
            self.packs_changed.emit(self.progress.recent)

    def _open(self, id: str, page: str = "", stay: bool = False, place: act.Place | None = None) -> None:
        assert self._pack is not None
        try:
            book = open_book(self._pack, id)
        except TutorError as error:
            self._refused = id
            self.said.emit(_told(error))
            return
        state = self.progress.player(self._name, book.lesson)
        if page and (number := book.lesson.page(page)) is not None:
            state = go_to(book.lesson, state, number)
        self._panel.show_problem("")
        self._bridge.do(act.OpenLesson(book, state, stay, place))
        self._panel.show_page()

    def _reload(self, pack: Pack) -> None:
        """A file of the pack was saved: the page in sight stays, or its faults are told. A lesson of the pack
        that could not be opened is tried again."""
        lesson = self._bridge.state.lesson
        if lesson is None or self._pack is None:
            return
        self._pack = pack
        own = _is_of(lesson, pack)
        id = lesson.lesson.id if own else self._refused
        if not id:
            return
        try:
            book = open_book(pack, id)
        except TutorError as error:
            self._panel.show_problem(_told(error))
            return
        self._panel.show_problem("")
        if own:
            self._bridge.do(act.ReloadLesson(book))
        else:
            self._open(id)

    def enter_soon(self) -> None:
        """Open the lesson that was left, if none is open by then: a listener must not act itself."""
        self._soon.start(0)

    def _enter(self) -> None:
        """The room was entered, and no lesson is open yet."""
        if self._bridge.state.lesson is None and self._bridge.state.room is Room.LESSONS:
            self.resume()

    def _follow_state(self, before: State, after: State) -> None:
        if after.room is Room.LESSONS and after.lesson is None:
            self.enter_soon()
        if after.lesson is None:
            return
        if after.lesson.home is not None:
            self._place = act.Place(after.iteration, after.cursor.level, after.cursor.index)
        led = before.lesson is None or before.lesson.leads != after.lesson.leads
        if after.lesson.look and led and after.room is Room.LESSONS:
            self.look_requested.emit(after.lesson.look)
        card = after.lesson.card
        if card is not None and (before.lesson is None or before.lesson.card != card):
            self.derivation_requested.emit(card)
        if before.lesson is None or before.lesson.player != after.lesson.player:
            lesson = after.lesson
            self.progress = self.progress.with_lesson(self._name, lesson.lesson, lesson.player)
            self._write.start()


def _is_of(lesson: LessonState, pack: Pack) -> bool:
    """Whether a lesson that is open is one of this pack, however often that was read anew."""
    return lesson.book.pack.shelf.origin == pack.shelf.origin


def _told(error: TutorError) -> str:
    """The first fault, and how many more there are."""
    more = len(error.faults) - 1 if isinstance(error, LessonError) else 0
    return f"{error} (and {more} more)" if more > 0 else str(error)
