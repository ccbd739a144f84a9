"""The timeline of one iteration: any step, at any level, in the same short time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bptutor.engine.document import Document
from bptutor.engine.examples import Examples
from bptutor.engine.network import Network
from bptutor.engine.optimisers import PLAIN, Moments, Optimiser
from bptutor.foundation.errors import TutorError
from bptutor.foundation.frozen import Frozen
from bptutor.trace.layer_steps import layer_step
from bptutor.trace.layout import Place, layout_of
from bptutor.trace.steps import Level, Phase, Step
from bptutor.trace.term_steps import term_step
from bptutor.trace.value_steps import value_step
from bptutor.trace.values import Values


class Stretch(Frozen):
    """Consecutive steps of one phase: start <= index < stop. `example` is None after the examples."""

    phase: Phase
    start: int
    stop: int
    example: int | None


class Timeline:
    """All steps of one iteration: one update of a network from some examples.

    `rows` are the rows of the document's data that this update looks at (from 0). The update phase is that of
    `optimiser`, which remembers `moments` (None before its first update). Nothing is computed until it is
    asked for, and no step is kept.
    """

    def __init__(
        self,
        network: Network,
        examples: Examples,
        learning_rate: float,
        rows: Sequence[int],
        optimiser: Optimiser = PLAIN,
        moments: Moments | None = None,
    ) -> None:
        self.network = network
        self.rows = tuple(rows)
        chosen = list(self.rows)
        self.examples = Examples(examples.inputs[chosen], examples.targets[chosen])
        self.values = Values(network, self.examples, learning_rate, optimiser, moments)
        self.layout = layout_of(network, len(self.rows), optimiser)

    @property
    def optimiser(self) -> Optimiser:
        """What makes the update."""
        return self.values.optimiser

    @property
    def moments(self) -> Moments:
        """What the optimiser remembers before the update."""
        return self.values.moments

    def size(self, level: Level) -> int:
        """How many steps there are at a level."""
        return self.layout.size(level)

    def step(self, level: Level, index: int) -> Step:
        """Step `index` of a level, 0 <= index < size(level). Raises IndexError."""
        if not 0 <= index < self.size(level):
            raise IndexError(f"step {index} of {self.size(level)}")
        place = self.layout.locate(level, index)
        make = (layer_step, value_step, term_step)[level]
        return make(self, place, index)

    def steps(self, level: Level, start: int = 0, stop: int | None = None) -> Iterator[Step]:
        """The steps start <= index < stop, one after the other."""
        return (self.step(level, i) for i in range(start, self.size(level) if stop is None else stop))

    def example(self, place: Place) -> int | None:
        """The number (from 1, in the document's data) of the example that a place is about."""
        if place.block < len(self.rows):
            return self.rows[place.block] + 1
        return self.rows[0] + 1 if len(self.rows) == 1 else None

    def row(self, place: Place) -> int:
        """The row of the arrays that a place reads; 0 after the examples, where it does not matter."""
        return place.block if place.block < len(self.rows) else 0

    def stretches(self, level: Level, first: int = 0) -> Iterator[Stretch]:
        """The phases in order, from block `first` on (an example each, and what follows them)."""
        layout = self.layout
        for number in range(first, len(self.rows) + 1):
            block = layout.block if number < len(self.rows) else layout.tail
            base = number * layout.block.size(level)
            example = self.rows[number] + 1 if number < len(self.rows) else None
            start = 0
            for at, segment in enumerate(block.segments):
                last = at + 1 == len(block.segments)
                if last or block.segments[at + 1].phase is not segment.phase:
                    stop = block.size(level) if last else block.index(level, block.segments[at + 1], 0, 0)
                    yield Stretch(segment.phase, base + start, base + stop, example)
                    start = stop


def timeline_of(
    document: Document,
    iteration: int = 0,
    network: Network | None = None,
    optimiser: Optimiser = PLAIN,
    moments: Moments | None = None,
) -> Timeline:
    """The timeline of update number `iteration` (from 0) of a document, with a network of that moment and
    what its optimiser remembers then.

    Raises TutorError where the document has no data.
    """
    if document.examples is None:
        raise TutorError('the network has no data: add "data" with inputs and targets to step through it')
    batches = document.batching.batches(len(document.examples))
    rows = batches[iteration % len(batches)]
    own, rate = network or document.network, document.learning_rate
    return Timeline(own, document.examples, rate, rows, optimiser, moments)
