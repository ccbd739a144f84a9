"""What the table of examples shows, and how one comes to the steps of an example."""

from __future__ import annotations

from bptutor.engine.examples import Examples
from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import counted
from bptutor.study.practise_scene import in_exercise
from bptutor.study.state import State
from bptutor.trace.keys import Key, Kind
from bptutor.trace.layout import Place
from bptutor.trace.symbols import Namer


class DataView(Frozen, eq=False):
    """`names` are of the columns, inputs first; `stepped` is the number of the example in sight, `taken` are
    those of the update in sight. Examples are numbered from 1."""

    examples: Examples
    names: tuple[str, ...]
    stepped: int
    taken: range
    enabled: bool

    @property
    def inputs(self) -> int:
        """How many of the columns are inputs."""
        return int(self.examples.inputs.shape[1])

    @property
    def sentence(self) -> str:
        """How many there are, and which is stepped."""
        count = len(self.examples)
        whole = counted(count, "example")
        if len(self.taken) < count:
            whole += f", {len(self.taken):,} of them in this update"
        return f"{whole}; example {self.stepped:,} is shown."

    def key(self, column: int) -> Key:
        """The value of a column, counted from 0 over inputs and targets."""
        if column < self.inputs:
            return Key(Kind.X, 0, column + 1)
        return Key(Kind.Y, 0, column - self.inputs + 1)


def data_view(state: State, namer: Namer) -> DataView | None:
    """The table's view of a state; None where there are no examples."""
    examples = state.document.examples
    if examples is None:
        return None
    given, taken = examples.inputs.shape[1], examples.targets.shape[1]
    names = [namer.plain(Key(Kind.X, 0, k + 1)) for k in range(given)]
    names += [namer.plain(Key(Kind.Y, 0, k + 1)) for k in range(taken)]
    rows = state.timeline.rows
    return DataView(
        examples,
        tuple(names),
        rows[state.row] + 1,
        range(rows[0] + 1, rows[-1] + 2),  # an update takes examples that follow one another
        not in_exercise(state),
    )


class Way(Frozen):
    """How many updates to do first, so that an example is in the one in sight."""

    iterations: int


def way_to(state: State, example: int) -> Way | None:
    """The way to the update that looks at an example (from 1); None where there is no such example."""
    examples = state.document.examples
    if examples is None or not 1 <= example <= len(examples):
        return None
    if example - 1 in state.timeline.rows:
        return Way(0)
    batches = state.document.batching.batches(len(examples))
    wanted = next(number for number, rows in enumerate(batches) if example - 1 in rows)
    now = (state.run.offset + state.iteration) % len(batches)
    return Way((wanted - now) % len(batches))


def first_step(state: State, example: int) -> int:
    """The number of an example's first step at the cursor's level; it must be in the update in sight."""
    layout = state.timeline.layout
    block = state.timeline.rows.index(example - 1)
    return layout.index(state.cursor.level, Place(block, layout.block.segments[0], 0, 0))
