"""Holds the present state, and tells one listener when an action has changed it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from bptutor.study.actions import Action
from bptutor.study.reduce import reduce
from bptutor.study.state import State

Listener: TypeAlias = Callable[[State, State], None]


class Store:
    """The state and the one way to change it.

    The listener is called with the state before and the state after, and only if they differ. It must not
    dispatch: what follows from an action is decided in `reduce`.
    """

    def __init__(self, state: State, listener: Listener | None = None) -> None:
        self._state = state
        self._listener = listener
        self._telling = False

    @property
    def state(self) -> State:
        """The present state."""
        return self._state

    def listen(self, listener: Listener) -> None:
        """Tell this listener from now on."""
        self._listener = listener

    def dispatch(self, action: Action) -> None:
        """Do an action. Raises TutorError, and then the state is as it was."""
        if self._telling:
            raise RuntimeError(f"{type(action).__name__} was dispatched by a listener")
        before, self._state = self._state, reduce(self._state, action)
        if self._state is before or self._listener is None:
            return
        self._telling = True
        try:
            self._listener(before, self._state)
        finally:
            self._telling = False
