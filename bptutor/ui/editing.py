"""Editing numbers where they stand, in the drawing, the table and the slice: typed, stepped, dragged.

What is typed leaves numbers in sight that are from before it, and they are drawn so. What moves under the
hand (a drag, an arrow key) computes everything anew at once."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QToolTip

from bptutor.foundation.errors import TutorError
from bptutor.study import actions, edit_actions
from bptutor.study.edit_reduce import document_in_sight
from bptutor.study.edit_values import change_of, editable, example_in_sight, typed, value_in_sight
from bptutor.study.practise_scene import in_exercise
from bptutor.study.state import Room, State
from bptutor.study.views.cost_view import pushed_key
from bptutor.study.views.lab_view import lab_in_force
from bptutor.trace.keys import PARAMETERS, Key, Kind
from bptutor.trace.symbols import Namer, namer_of, notation_named
from bptutor.ui.bridge import Bridge
from bptutor.ui.canvas.widget import NetworkCanvas
from bptutor.ui.decimal_sign import comma_is_decimal
from bptutor.ui.editing_dragged import DraggedEdit
from bptutor.ui.editing_hands import CanvasHands, TableHands
from bptutor.ui.editing_typed import TypedEdit
from bptutor.ui.panels.values_model import VALUE
from bptutor.ui.panels.values_table import ValuesTable
from bptutor.ui.theme import ThemeManager

NOTHING_IN_HAND = (
    "Nothing here can be edited: point at a weight, a bias, an input or a target in the network or in the "
    "table of values, or choose one, and then press F2."
)


def slice_draggable(state: State) -> bool:
    """Whether the point of the cost slice changes its parameter; a lesson's lab has a say of its own."""
    key = pushed_key(state.selected)
    free = state.room is not Room.LESSONS or lab_in_force(state) is None
    return free and key is not None and key.kind in PARAMETERS and not in_exercise(state)


def goes_on(before: State, after: State) -> bool:
    """Whether a document comes from the one before by an edit, or by undoing one, and is no other that was
    opened: then what is around a number stays where it is."""
    history = after.history
    return history is not before.history and bool(history.past or history.future)


class Editing(QObject):
    """Turns hands on numbers into edits. Each drag, and each time an editor is open, is one edit."""

    def __init__(
        self,
        bridge: Bridge,
        themes: ThemeManager,
        canvas: NetworkCanvas,
        table: ValuesTable,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._canvas = canvas
        self._table = table
        self._dragged = DraggedEdit(self, self)
        self._typed = TypedEdit(self, themes, canvas, table.viewport())
        on_canvas = CanvasHands(canvas, self.may_edit, self)
        self._on_table = TableHands(table, self.may_edit, self)
        on_canvas.begun.connect(self._begin_on_canvas)
        on_canvas.held.connect(self._hold)
        on_canvas.pulled.connect(self._pull)
        on_canvas.let_go.connect(self.let_go)
        self._on_table.begun.connect(self._begin_in_table)
        bridge.changed.connect(self._follow)

    @property
    def state(self) -> State:
        """The present state."""
        return self._bridge.state

    def may_edit(self, key: Key) -> bool:
        """Whether a value can be changed just now."""
        state = self.state
        return editable(key) and key not in state.hidden and not in_exercise(state)

    def edit_in_hand(self) -> None:
        """Open an editor over the value that the pointer, the keyboard or the selection is at."""
        key = self._on_table.in_hand
        if self._table.hasFocus() and key is not None and self.may_edit(key):
            self._begin_in_table(key, "")
            return
        key = self._canvas.in_hand
        if key is not None and self.may_edit(key) and self._canvas.finder.place_of(key) is not None:
            self._begin_on_canvas(key, "")
        else:
            self._bridge.refused.emit(NOTHING_IN_HAND)

    def edit(self, key: Key) -> None:
        """Open an editor over a value of the drawing."""
        self._begin_on_canvas(key, "")

    def drag_slice(self, value: float) -> None:
        """The point of the cost slice is dragged."""
        key = pushed_key(self.state.selected)
        if key is not None and slice_draggable(self.state):
            self._dragged.put(key, value)

    def let_go(self) -> None:
        """A drag has ended: the next one is another edit."""
        self._dragged.let_go()

    # What a typed edit asks.

    def gesture(self) -> str:
        """A new name, under which edits are one."""
        return self._dragged.next_gesture()

    def read(self, text: str) -> float:
        """The number of a text. Raises TutorError."""
        return typed(self.state, text, comma_is_decimal())

    def number(self, key: Key) -> float:
        """The number that a value has now."""
        return value_in_sight(self.state, key)

    @property
    def example(self) -> int:
        """The example whose inputs and targets are in sight."""
        return example_in_sight(self.state)

    def name(self, key: Key) -> str:
        """A value's name as it is read aloud."""
        return self._namer.spoken(key)

    def written(self, key: Key) -> str:
        """A value's name as it is written."""
        return self._namer.plain(key)

    @property
    def _namer(self) -> Namer:
        return namer_of(self.state.network, notation_named(self.state.notation))

    def attempt(self, action: edit_actions.EditValue) -> str:
        """Do an edit; where it cannot be, the sentence that says why."""
        state = self.state
        try:
            change_of(state, action)(document_in_sight(state))
        except TutorError as error:
            return str(error)
        self._bridge.do(action)
        return ""

    def take_back(self, gesture: str) -> None:
        """Undo the last edit, if it is of this gesture."""
        past = self.state.history.past
        if past and past[-1].gesture == gesture:
            self._bridge.do(edit_actions.Undo())

    @property
    def telling(self) -> bool:
        """Whether the window is being shown a change, so that nothing may be done."""
        return self._bridge.telling

    # Hands.

    def _begin_on_canvas(self, key: Key, first: str) -> None:
        place = self._canvas.finder.place_of(key)
        if place is not None:
            self._typed.begin(self._canvas, key, place.toRect(), first)

    def _begin_in_table(self, key: Key, first: str) -> None:
        view = self._table.values.view
        row = None if view is None else view.row_of(key)
        if row is not None:
            index = self._table.values.index(self._table.values.table_row(row), VALUE)
            self._table.scrollTo(index)
            self._typed.begin(self._table, key, self._table.visualRect(index), first)

    def _hold(self, key: Key) -> None:
        if key.kind in PARAMETERS:
            self._bridge.do(actions.SelectParameter(key))
        self._dragged.hold(key)

    def _pull(self, pixels: float, modifiers: Qt.KeyboardModifier) -> None:
        problem = self._dragged.pull(pixels, modifiers)
        if problem:
            QToolTip.showText(self._canvas.cursor().pos(), problem, self._canvas)

    def _follow(self, before: State, after: State) -> None:
        """The editor stays over its number; where that is gone, the editor goes."""
        key = self._typed.key
        if key is None:
            return
        place = self._canvas.finder.place_of(key) if self._there(key) else None
        self._typed.follow(place.toRect() if place is not None else None)

    def _there(self, key: Key) -> bool:
        widths = self.state.network.widths
        if key.kind is Kind.Y:
            return self.may_edit(key) and key.j <= widths[-1]
        fits = key.layer < len(widths) and key.j <= widths[key.layer]
        return self.may_edit(key) and fits and (not key.k or key.k <= widths[key.layer - 1])
