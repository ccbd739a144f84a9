"""Shows each state to the parts of the window: all of it, or only what has changed."""

from __future__ import annotations

from PySide6.QtCore import QObject

from bptutor.study.practise_scene import own
from bptutor.study.state import State, differ_only_by
from bptutor.study.views.lab_view import lab_in_force, nudge_in_force
from bptutor.trace.symbols import Namer
from bptutor.ui.editing import goes_on, slice_draggable
from bptutor.ui.guides import STEP
from bptutor.ui.parts import Parts


class Showing(QObject):
    """Follows the bridge."""

    def __init__(self, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts

    def follow(self, before: State, after: State) -> None:
        """Show what has changed; pointing alone lights, and shows nothing else anew."""
        parts = self._parts
        parts.guides.follow(before, after)
        parts.trainer.follow(after.run)
        if differ_only_by("pointed", before, after):
            for panel in (parts.canvas, parts.chain, parts.step, parts.values):
                panel.show_pointed(after.pointed)
            parts.centre.show_note(parts.canvas.note)
            return
        if differ_only_by("run", before, after):
            self._show_run(after)
            return
        if before.document is not after.document:
            dragged = after.lesson is not None and after.lesson.dragged
            if not dragged and not goes_on(before, after):
                parts.cost.forget_range()
        self.show_all(after)
        parts.session.note_state(own(after))

    def show_present(self) -> None:
        """Show the present state to a part that has come late."""
        self.show_all(self._parts.bridge.state)

    def show_all(self, state: State) -> None:
        """Show a state to every part."""
        parts, views = self._parts, self._parts.views_of(state)
        numbers, namer = views.network.numbers, views.network.namer
        parts.canvas.show_view(views.network)
        parts.chain.show_view(views.chain)
        parts.step.show_view(views.step)
        parts.values.show_view(views.values)
        parts.player.show_view(views.player)
        parts.cost.show_state(state, numbers, namer, nudge_in_force(state))
        self._show_guide(state, namer)
        parts.top_bar.show_state(state)
        parts.menus.show_state(state)
        parts.centre.show_title(views.network.title)
        parts.centre.show_note(parts.canvas.note)
        selected = namer.plain(state.selected) if state.selected is not None else "a parameter"
        parts.docks.set_title("slice", f"Cost against {selected}")

    def _show_run(self, state: State) -> None:
        """A run has come further, and the step in sight is the same."""
        parts, views = self._parts, self._parts.views_of(state)
        parts.player.show_view(views.player)
        parts.cost.show_state(state, views.network.numbers, views.network.namer, nudge_in_force(state))
        parts.menus.show_state(state)

    def _show_guide(self, state: State, namer: Namer) -> None:
        """The guide shows the lesson or the exercises in their room, the step elsewhere."""
        parts, lab = self._parts, lab_in_force(state)
        by_lesson = lab is not None and bool(lab[1].visit)
        parts.cost.set_hold(by_lesson or slice_draggable(state), lab is not None and bool(lab[1].until))
        parts.predict.show_state(state)
        parts.editing.show_state(state, namer)
        title = parts.guides.show_state(state, namer)
        parts.docks.guide(title != STEP)
        parts.docks.set_title("step", title)
