"""The Practise room: what its panel asks for becomes actions, and what was done is written down.

It is made before the window listens to the bridge, so that an answer is on the disk before its verdict is
shown anywhere.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from bptutor.exercise.making import recipe
from bptutor.exercise.model import ExerciseKind, Recipe, kind_named
from bptutor.exercise.review import another, harder
from bptutor.foundation.errors import TutorError
from bptutor.study import practise_actions as act
from bptutor.study.actions import SetRoom
from bptutor.study.practise_learner import Learner
from bptutor.study.practise_state import PractiseState
from bptutor.study.state import Room, State
from bptutor.study.views.practise_start_view import due_line, start_view
from bptutor.study.views.practise_view import practise_view
from bptutor.trace.keys import Key
from bptutor.ui.bridge import Bridge
from bptutor.ui.decimal_sign import comma_is_decimal
from bptutor.ui.panels.practise import PractisePanel

SIMPLE: dict[str, act.PractiseAction] = {
    "hint": act.TakeHint(),
    "show": act.ShowAnswer(),
    "keep": act.KeepWrong(),
}


class PractiseRoom(QObject):
    """`said` has a sentence for the learner, where something cannot be done or written."""

    said = Signal(str)

    def __init__(self, bridge: Bridge, panel: PractisePanel, learner: Learner, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._panel = panel
        self.learner = learner
        self._comma = comma_is_decimal()
        panel.question.answered.connect(self.answer)
        panel.question.asked.connect(self.ask)
        panel.question.solution_requested.connect(self._go_to_solution)
        panel.question.picked.connect(self._set_picked)
        panel.start.set_requested.connect(self.start_set)
        panel.start.seed_requested.connect(self.open_seed)
        panel.start.take_up_requested.connect(self.take_up)
        panel.history.again_requested.connect(self._open_past)

    def show_state(self, state: State) -> None:
        """Show the panel a state; nothing while another room is in sight."""
        if state.room is not Room.PRACTISE:
            return
        view = practise_view(state, self._comma)
        if view is not None:
            self._panel.show_exercise(view)
        else:
            self._panel.show_start_view(start_view(state, self.learner))
        self._panel.show_due(due_line(self.learner))

    def show_present(self) -> None:
        """Show the panel anew, as after an import."""
        self.learner.forget_cache()
        self.show_state(self._bridge.state)

    @property
    def due(self) -> str:
        """What is due, in a line."""
        return due_line(self.learner)

    def answer(self, text: str) -> None:
        """An answer to the part in sight."""
        self._bridge.do(act.GiveAnswer(text, self.learner.clock(), self._comma))

    def ask(self, what: str) -> None:
        """One of the question page's buttons."""
        practise = self._bridge.state.practise
        if practise is None:
            return
        made = practise.exercise.recipe
        match what:
            case "on":
                self._go_on(practise)
            case "leave":
                self.leave()
            case "another":
                self._begin(practise.recipes, practise.place, another(made))
            case "harder":
                self._begin(practise.recipes, practise.place, harder(made))
            case "same":
                self._begin(practise.recipes, practise.place, made)
            case _:
                self._bridge.do(SIMPLE[what])

    def start_set(self, skill: str = "", difficulty: int = 0) -> None:
        """A set of five: of one skill, or mixed."""
        self._begin(self.learner.new_set(skill or None, difficulty or None))

    def open_seed(self, seed: int, kind: str = "", difficulty: int = 0) -> None:
        """One exercise by its seed. What is left open follows from the seed."""
        self.open_recipe(seed, kind_named(kind) if kind else None, None, difficulty or 1)

    def open_recipe(
        self, seed: int, kind: ExerciseKind | None, skill: str | None, difficulty: int = 1
    ) -> None:
        """One exercise; None leaves kind or skill to the seed."""
        try:
            made = recipe(seed, kind, skill, difficulty)
        except TutorError as error:
            self.said.emit(str(error))
            return
        self._begin((made,))

    def show_history(self) -> None:
        """The history of answers, in its room."""
        if self._bridge.state.practise is not None and not self._bridge.state.practise.closed:
            self.leave()
        self._bridge.do(SetRoom(Room.PRACTISE))
        self._panel.show_history()

    def toggle_predicting(self) -> None:
        """Whether the next steps are asked for."""
        self._bridge.do(act.SetPredicting(self._bridge.state.predicting is None))

    def take_up(self) -> None:
        """The exercise that was left unfinished."""
        past = self.learner.unfinished
        if past is not None:
            try:
                self._bridge.do(self.learner.take_up(past))
            except TutorError as error:
                self.said.emit(str(error))

    def leave(self) -> None:
        """Back to the start page."""
        self._bridge.do(act.CloseExercise())

    def click(self, key: Key) -> None:
        """A value was pressed in the drawing."""
        state = self._bridge.state
        if state.room is Room.PRACTISE and not self._panel.pick_key(key):
            self._bridge.do(act.PickValue(key))

    def close(self) -> None:
        """The window closes."""
        self.learner.progress.close()

    def _go_on(self, practise: PractiseState) -> None:
        if not practise.solved:
            self._bridge.do(act.GoOn())
        elif practise.last_of_set:
            self.leave()
        else:
            self._begin(practise.recipes, practise.place + 1)

    def _begin(self, recipes: tuple[Recipe, ...], place: int = 0, instead: Recipe | None = None) -> None:
        try:
            action = self.learner.begin(recipes, place, instead)
        except TutorError as error:
            self.said.emit(str(error))
            return
        self._bridge.do(action)

    def _open_past(self, number: int) -> None:
        self._begin((self.learner.past[number].recipe,))

    def _go_to_solution(self, number: int) -> None:
        self._bridge.do(act.GoToSolution(number))

    def _set_picked(self, keys: tuple[Key, ...]) -> None:
        self._bridge.do(act.SetPicked(keys))

    def keep(self, before: State, after: State) -> None:
        """Write down what happened between two states."""
        complaint = self.learner.keep(before.practise, after.practise)
        if complaint:
            self.said.emit(complaint)
