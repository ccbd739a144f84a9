"""What the drawing shows of a parameter's influence while somebody points at it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import counted, short
from bptutor.study.practise_scene import in_exercise
from bptutor.study.state import Room, State
from bptutor.study.views.light import path_from
from bptutor.trace.keys import Key, Kind
from bptutor.trace.symbols import Namer

if TYPE_CHECKING:
    from bptutor.study.influence import Influence

GIVEN = frozenset({Kind.THETA, Kind.B, Kind.X})


class InfluenceView(Frozen, eq=False):
    """`note(key)` is what a little more of the parameter adds to a value: +0.013, or "" where it adds nothing
    at all. `caption` says whose influence it is and how large the nudge; `path` are the edges from C back."""

    influence: Influence
    caption: str
    path: frozenset[Key]

    def note(self, key: Key) -> str:
        """Signed; ±0 for a value that reads the parameter and does not move."""
        change = self.influence.change(key)
        return "" if change is None else signed(change)


Influences: TypeAlias = Callable[[Key], InfluenceView | None]


class InfluenceReader:
    """Makes the view of what is pointed at, in a state that lets it be seen; each once."""

    def __init__(self, state: State, namer: Namer) -> None:
        self._state = state
        self._namer = namer
        self._shown: dict[Key, InfluenceView] = {}
        asked = state.hidden or state.predicting is not None or in_exercise(state)
        # Beside another network, what stands beneath a number is the difference.
        self._open = state.room is Room.EXPLORE and not (state.playing or asked or state.pair)

    def __call__(self, key: Key) -> InfluenceView | None:
        """None for a value that is not given, and while numbers are asked for, compared, or play."""
        if not self._open or key.kind not in GIVEN or not key.j:
            return None
        if key not in self._shown:
            self._shown[key] = self._made(key)
        return self._shown[key]

    def _made(self, key: Key) -> InfluenceView:
        from bptutor.study.influence import influence

        found = influence(self._state, key)
        caption = f"{self._namer.plain(key)} + {short(found.nudge)}: {_moved(found, self._namer)}"
        return InfluenceView(found, caption, path_from(self._state.network, key))


def _moved(influence: Influence, namer: Namer) -> str:
    """5 values change, C by −0.002232: the cost is the last of them."""
    count, cost = influence.moved(), influence.change(Key(Kind.C))
    if not count:
        return "nothing changes"
    verb = "changes" if count == 1 else "change"
    name = namer.plain(Key(Kind.C))
    return f"{counted(count, 'value')} {verb}, " + (
        f"{name} by {signed(cost)}" if cost else f"and {name} does not"
    )


def signed(change: float) -> str:
    """The number with its sign, whichever it is."""
    if change == 0:
        return "±0"
    return f"+{short(change)}" if change > 0 else short(change)
