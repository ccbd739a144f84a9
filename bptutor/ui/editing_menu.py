"""The menu of a value in the drawing: what can be done to it and to its neuron."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPointF
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QMenu

from bptutor.engine.changes_layers import add_neuron, remove_neuron
from bptutor.foundation.numbers import full
from bptutor.study.actions import GoToKey, SelectParameter
from bptutor.study.edit_actions import Edit
from bptutor.study.practise_scene import in_exercise
from bptutor.trace.finding import step_of
from bptutor.trace.keys import Key, Kind
from bptutor.ui.bridge import Bridge
from bptutor.ui.canvas.shown import parameter_of
from bptutor.ui.canvas.widget import NetworkCanvas
from bptutor.ui.editing import Editing

OF_NEURON = frozenset({Kind.Z, Kind.A, Kind.B, Kind.DC_DZ, Kind.DC_DA, Kind.DC_DB})
Does = Callable[[], object]


class ValueMenu(QObject):
    """Opens the menu of what the right button is pressed on, or of what the keyboard is at."""

    def __init__(self, canvas: NetworkCanvas, editing: Editing, bridge: Bridge) -> None:
        super().__init__(editing)
        self._canvas, self._editing, self._bridge = canvas, editing, bridge
        canvas.installEventFilter(self)

    def menu_of(self, key: Key) -> QMenu:
        """The menu of a value."""
        menu = QMenu(self._canvas)
        for entries in (self._of_value(key, self._editing.written(key)), self._of_neuron(key)):
            if not menu.isEmpty():
                menu.addSeparator()
            for text, does, possible in entries:
                action = menu.addAction(text)
                action.setData(does)
                action.setEnabled(possible)
        menu.triggered.connect(self._do)
        return menu

    def _of_value(self, key: Key, name: str) -> list[tuple[str, Does, bool]]:
        state = self._bridge.state
        entries: list[tuple[str, Does, bool]] = []
        if self._editing.may_edit(key):
            entries.append((f"Edit {name}…", partial(self._editing.edit, key), True))
        if (parameter := parameter_of(key)) is not None:
            of = self._editing.written(parameter)
            entries.append((f"Cost against {of}", partial(self._bridge.do, SelectParameter(parameter)), True))
        at = step_of(state.timeline, key, state.cursor.level, state.row)
        if at is not None and at >= 0:
            entries.append((f"Go to the step of {name}", partial(self._bridge.do, GoToKey(key)), True))
        value = self._canvas.known_value(key)
        if value is not None:
            entries.append(("Copy with all digits", partial(_copy, full(value)), True))
        return entries

    def _of_neuron(self, key: Key) -> list[tuple[str, Does, bool]]:
        """One neuron more, or without this one."""
        if in_exercise(self._bridge.state) or not (key.kind in OF_NEURON or key.kind is Kind.X):
            return []
        layer = key.layer
        noun, place = ("neuron", f" of layer {layer}") if layer else ("input", "")
        to = f" in layer {layer}" if layer else ""
        several = self._bridge.state.network.widths[layer] > 1
        added = Edit(partial(add_neuron, layer=layer), f"one {noun} more{to}")
        removed = Edit(partial(remove_neuron, layer=layer, j=key.j), f"{noun} {key.j}{place} removed")
        return [
            (f"One {noun} more{to}", partial(self._bridge.do, added), True),
            (f"Remove {noun} {key.j}{place}", partial(self._bridge.do, removed), several),
        ]

    def _do(self, action: QAction) -> None:
        action.data()()

    def _open(self, event: QContextMenuEvent) -> bool:
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        key = self._canvas.finder.value_at(QPointF(event.pos())) if by_mouse else self._canvas.in_hand
        if key is None:
            return False
        at = event.globalPos()
        place = None if by_mouse else self._canvas.finder.place_of(key)
        if place is not None:
            at = self._canvas.mapToGlobal(place.bottomLeft().toPoint())
        menu = self.menu_of(key)
        if menu.isEmpty():
            menu.deleteLater()
            return False
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
        return True

    # Qt's own names

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return isinstance(event, QContextMenuEvent) and watched is self._canvas and self._open(event)


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
