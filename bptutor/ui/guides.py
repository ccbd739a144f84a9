"""What guides the learner: the step, a lesson, or an exercise.

Lessons and exercises are half of the program. So their rooms are made after the window is first painted, or
when they are first needed; until then nothing of them is imported.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from bptutor.study.state import Room, State
from bptutor.study.views.lab_view import lab_in_force
from bptutor.trace.keys import Key
from bptutor.trace.symbols import Namer
from bptutor.ui.bridge import Bridge
from bptutor.ui.theme import ThemeManager

if TYPE_CHECKING:
    from bptutor.study.practise_learner import Learner
    from bptutor.ui.lesson_room import LessonRoom
    from bptutor.ui.panels.lesson import LessonPanel
    from bptutor.ui.panels.practise import PractisePanel
    from bptutor.ui.practise_files import PractiseFiles
    from bptutor.ui.practise_room import PractiseRoom

SOON_MS = 60  # the plots come first
STEP = "Step"


class Guides(QStackedWidget):
    """Holds the guides of all rooms and shows the one that is due. What the rooms tell is told from here."""

    said = Signal(str)
    packs_changed = Signal(tuple)
    derivation_requested = Signal(object)
    look_requested = Signal(str)
    help_requested = Signal(str)

    def __init__(
        self,
        bridge: Bridge,
        themes: ThemeManager,
        step: QWidget,
        learner: Callable[[], Learner],
        window: QWidget,
    ) -> None:
        super().__init__()
        self._bridge = bridge
        self._themes = themes
        self._step = step
        self._learner = learner
        self._window = window
        self._lessons: LessonRoom | None = None
        self._lesson: LessonPanel | None = None
        self._exercises: PractiseRoom | None = None
        self._practise: PractisePanel | None = None
        self._files: PractiseFiles | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._make_rest)
        self.addWidget(step)

    def make_soon(self) -> None:
        """Make what is not there when the window has been painted."""
        if self._lessons is None or self._exercises is None:
            self._soon.start(SOON_MS)

    @property
    def lessons(self) -> LessonRoom:
        """The Lessons room."""
        return self._lessons or self._make_lessons()

    @property
    def exercises(self) -> PractiseRoom:
        """The Practise room."""
        return self._exercises or self._make_exercises()

    @property
    def practise(self) -> PractisePanel:
        """The panel of the Practise room."""
        if self._practise is None:
            self._make_exercises()
        assert self._practise is not None
        return self._practise

    @property
    def files(self) -> PractiseFiles:
        """Handing in, and progress in files."""
        if self._files is None:
            from bptutor.ui.practise_files import PractiseFiles

            self._files = PractiseFiles(self.exercises.learner, self._window)
            self._files.said.connect(self.said)
            self._files.changed.connect(self.exercises.show_present)
        return self._files

    def follow(self, before: State, after: State) -> None:
        """What was done is written down before anybody is shown it; a room that is entered is made."""
        if self._exercises is not None:
            self._exercises.keep(before, after)
        if after.room is Room.LESSONS and after.lesson is None:
            self.lessons.enter_soon()

    def show_state(self, state: State, namer: Namer) -> str:
        """Show the guide of the room; its title."""
        if state.room is Room.PRACTISE:
            self.exercises.show_state(state)
            self.setCurrentWidget(self.practise)
            return "Practise"
        if state.room is Room.LESSONS and state.lesson is not None:
            self._show_lesson(state, namer)
            return "Lesson"
        self.setCurrentWidget(self._step)
        return STEP

    def click(self, key: Key) -> None:
        """A value was pressed in the drawing."""
        room = self._bridge.state.room
        if room is Room.LESSONS:
            self.lessons.click(key)
        elif room is Room.PRACTISE:
            self.exercises.click(key)

    def drag(self, value: float) -> None:
        """The point of the cost slice was dragged."""
        if lab_in_force(self._bridge.state) is not None:
            self.lessons.drag(value)

    def let_go(self) -> None:
        """The point of the cost slice was let go."""
        if self._lessons is not None:
            self._lessons.let_go()

    def push(self, h: float) -> None:
        """The end of the secant was dragged in the cost slice."""
        if lab_in_force(self._bridge.state) is not None:
            self.lessons.push(h)

    def close_rooms(self) -> None:
        """Write what is not written yet."""
        self._soon.stop()
        if self._lessons is not None:
            self._lessons.close()
        if self._exercises is not None:
            self._exercises.close()

    def open_pack(self, name: str) -> None:
        """Open a pack of lessons."""
        self.lessons.open_pack(name)

    def follow_link(self, address: str) -> None:
        """Go where a link leads."""
        self.lessons.follow_link(address)

    # What commands do.

    def ask_for_pack(self) -> None:
        self.lessons.ask_for_pack()

    def show_contents(self) -> None:
        self.lessons.show_contents()

    def toggle_predicting(self) -> None:
        self.exercises.toggle_predicting()

    def start_set(self) -> None:
        self.exercises.start_set()

    def show_history(self) -> None:
        self.exercises.show_history()

    def hand_in(self) -> None:
        self.files.hand_in()

    def export_progress(self) -> None:
        self.files.export()

    def import_progress(self) -> None:
        self.files.import_file()

    def reset_progress(self) -> None:
        self.files.reset()

    def _show_lesson(self, state: State, namer: Namer) -> None:
        from bptutor.study.views.lesson_view import lesson_view

        if self._lesson is None:
            self._make_lessons()
        assert self._lesson is not None
        phase = state.timeline.step(state.cursor.level, state.cursor.index).phase
        self._lesson.show_view(lesson_view(state, namer, phase))
        self.setCurrentWidget(self._lesson)

    def _make_rest(self) -> None:
        """One room at a time; in the Lessons room, the lesson too."""
        state = self._bridge.state
        if self._lessons is None:
            self._make_lessons()
            if state.room is Room.LESSONS and state.lesson is None:
                self.lessons.resume()
            self._soon.start(0)
        elif self._exercises is None:
            self._make_exercises()

    def _make_lessons(self) -> LessonRoom:
        from bptutor.ui.lesson_room import LessonRoom
        from bptutor.ui.panels.lesson import LessonPanel

        self._lesson = LessonPanel(self._themes)
        self.addWidget(self._lesson)
        self._lessons = room = LessonRoom(self._bridge, self._lesson, self._window)
        room.said.connect(self.said)
        room.packs_changed.connect(self.packs_changed)
        room.derivation_requested.connect(self.derivation_requested)
        room.look_requested.connect(self.look_requested)
        room.help_requested.connect(self.help_requested)
        self.packs_changed.emit(room.recent)
        self._complain(room.complaint)
        return room

    def _make_exercises(self) -> PractiseRoom:
        from bptutor.ui.panels.practise import PractisePanel
        from bptutor.ui.practise_room import PractiseRoom

        learner = self._learner()
        self._practise = PractisePanel(self._themes)
        self.addWidget(self._practise)
        self._exercises = room = PractiseRoom(self._bridge, self._practise, learner, self._window)
        room.said.connect(self.said)
        self._complain(learner.progress.complaint)
        return room

    def _complain(self, sentence: str) -> None:
        if sentence:
            self.said.emit(sentence)


def is_pack(path: Path) -> bool:
    """Whether a path is to be opened as lessons and not as a network."""
    return path.is_dir() or path.suffix.lower() in (".zip", ".md")
