"""What the player shows: where the cursor is, how far it is to go, and the phases on the way."""

from __future__ import annotations

from bptutor.foundation.frozen import Frozen
from bptutor.study.practise_scene import held
from bptutor.study.state import State
from bptutor.trace import timeline as timelines
from bptutor.trace.moves import Cursor
from bptutor.trace.narration import summary
from bptutor.trace.steps import Level, Phase, Step
from bptutor.trace.symbols import Namer

MOST_MARKED_EXAMPLES = 6


class Stretch(Frozen):
    """A stretch of the scrubber: steps start <= index < stop. `phase` is None for examples drawn as one."""

    phase: Phase | None
    label: str
    start: int
    stop: int


class PlayerView(Frozen):
    """The player's view. `index` counts from 0, `total` are the steps of the level."""

    index: int
    total: int
    phase: Phase
    target: str
    spoken: str
    stretches: tuple[Stretch, ...]
    level: Level
    speed: float
    playing: bool
    iteration: int
    iterations: int
    held: bool = False  # an exercise asks for this step, and nothing after it may be seen

    @property
    def first(self) -> bool:
        """Whether there is nothing before."""
        return self.index == 0

    @property
    def last(self) -> bool:
        """Whether there is nothing after."""
        return self.held or self.index == self.total - 1


def player_view(state: State, step: Step, namer: Namer) -> PlayerView:
    """The player's view of a state at a step."""
    spoken = summary(step, state.total, namer)
    if step.target in state.hidden:
        spoken = spoken.rpartition(" equals ")[0]
    return PlayerView(
        state.cursor.index,
        state.total,
        step.phase,
        namer.plain(step.target),
        spoken,
        _stretches(state),
        state.cursor.level,
        state.speed,
        state.playing,
        state.iteration,
        state.run.length,
        held(state, Cursor(state.cursor.level, state.cursor.index + 1)) == state.cursor,
    )


def _stretches(state: State) -> tuple[Stretch, ...]:
    timeline, level = state.timeline, state.cursor.level
    examples = len(timeline.rows)
    if examples <= MOST_MARKED_EXAMPLES:
        return tuple(
            Stretch(part.phase, _label(part, timeline), part.start, part.stop)
            for part in timeline.stretches(level)
        )
    whole = examples * timeline.layout.block.size(level)
    parts = [Stretch(None, f"{examples} examples", 0, whole)]
    parts += [
        Stretch(part.phase, part.phase.value, part.start, part.stop)
        for part in timeline.stretches(level, examples)
    ]
    return tuple(parts)


def _label(part: timelines.Stretch, timeline: timelines.Timeline) -> str:
    """The phase's name; with several examples the example's, under its longest phase."""
    if len(timeline.rows) == 1 or part.phase is Phase.UPDATE:
        return part.phase.value
    if part.example is None or part.phase is not Phase.BACKWARD:
        return ""
    return f"example {part.example:,}" if part.example == timeline.rows[0] + 1 else f"{part.example:,}"
