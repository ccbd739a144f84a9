"""“Why is mine different?” as it is shown: which gradient is asked about, and what a number is."""

from __future__ import annotations

from bptutor.exercise.names import Names
from bptutor.exercise.slips import SLIPS
from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import short
from bptutor.study.compare_answer import Comparison, Standing
from bptutor.study.practise_answer import Understood, understood
from bptutor.study.practise_scene import in_exercise
from bptutor.study.state import State
from bptutor.study.views.cost_view import pushed_key
from bptutor.trace.keys import GRADIENTS, J_GRADIENTS, PARAMETERS, Key, Kind
from bptutor.trace.symbols import DERIVATIVES, LETTERS, Namer, Notation, notation_named

OF_WEIGHTS = frozenset({Kind.DC_DTHETA, Kind.DJ_DTHETA})
OF_ONE = (Kind.DC_DTHETA, Kind.DC_DB, Kind.DC_DZ, Kind.DC_DA)
OF_ALL = (Kind.DJ_DTHETA, Kind.DJ_DB)
PASSED_BY = {Kind.Z: Kind.DC_DZ, Kind.A: Kind.DC_DA}
MARKS = {
    Standing.RIGHT: ("✓", "Right"),
    Standing.CONVENTION: ("⇄", "Right under another convention"),
    Standing.SLIP: ("△", "A known slip"),
    Standing.NEIGHBOUR: ("↔", "Another gradient of this network"),
    Standing.OFF: ("✗", "Different"),
}


class DifferenceView(Frozen, eq=False):
    """`key` is the gradient asked about. `kinds` are the ones to choose from with their text; a layer has
    `neurons` neurons, and for weights `inputs` inputs (else 0). `hidden`: nothing may be told just now."""

    key: Key
    name: str
    spoken: str
    kinds: tuple[tuple[Kind, str], ...]
    layers: int
    neurons: int
    inputs: int
    about: str
    hidden: bool


class ResultView(Frozen):
    """A verdict: mark and title, what is said, the numbers side by side, and what it may be besides."""

    sign: str
    title: str
    sentence: str
    numbers: str
    besides: str = ""


def difference_view(state: State, key: Key) -> DifferenceView:
    """The view of a state that asks about a gradient; `key` is one of its network's, see `fitted`."""
    namer = Namer(state.network, notation_named(state.notation))
    several = len(state.timeline.rows) > 1
    kinds = (*OF_ALL, *OF_ONE) if several else OF_ONE
    widths = state.network.widths
    return DifferenceView(
        key,
        namer.plain(key),
        namer.spoken(key),
        tuple((kind, _kind_text(kind, namer.notation)) for kind in kinds),
        state.network.depth,
        widths[key.layer],
        widths[key.layer - 1] if key.kind in OF_WEIGHTS else 0,
        _about(state, key),
        bool(state.hidden) or in_exercise(state),
    )


def _kind_text(kind: Kind, notation: Notation) -> str:
    """∂C/∂θ, of any layer."""
    if kind is Kind.DC_DZ and notation.delta:
        return "δ"
    above, below = DERIVATIVES[kind]
    letter = "J" if above is Kind.J else notation.cost
    return f"∂{letter}/∂{LETTERS.get(below, notation.weight)}"


def _about(state: State, key: Key) -> str:
    """Which example a gradient is of, and of which iteration."""
    rows = state.timeline.rows
    if len(rows) == 1:
        return f"At iteration {state.iteration:,}."
    if key.kind in OF_ALL:
        return f"Over {len(rows):,} examples, at iteration {state.iteration:,}."
    return f"For example {rows[state.row] + 1:,} alone, at iteration {state.iteration:,}."


def gradient_of(state: State, selected: Key | None) -> Key | None:
    """The gradient that a selected value is about; of J where the pass has several examples."""
    key = pushed_key(selected)
    if key is None:
        return None
    if key.kind not in PARAMETERS:
        return key.of_kind(PASSED_BY[key.kind])
    return key.of_kind((J_GRADIENTS if len(state.timeline.rows) > 1 else GRADIENTS)[key.kind])


def fitted(state: State, key: Key) -> Key:
    """The nearest gradient that the network has: of its layers, neurons, inputs, and of J only where there is
    one."""
    widths, kind = state.network.widths, key.kind
    if kind not in (*OF_ONE, *OF_ALL):
        kind = Kind.DC_DTHETA
    if len(state.timeline.rows) == 1 and kind in OF_ALL:
        kind = {Kind.DJ_DTHETA: Kind.DC_DTHETA}.get(kind, Kind.DC_DB)
    layer = min(max(key.layer, 1), state.network.depth)
    j = min(max(key.j, 1), widths[layer])
    k = min(max(key.k, 1), widths[layer - 1]) if kind in OF_WEIGHTS else 0
    return Key(kind, layer, j, k)


def result_view(state: State, key: Key, found: Comparison) -> ResultView:
    """What a comparison says."""
    sign, title = MARKS[found.standing]
    sentence = found.sentence
    if sentence.startswith("Right"):  # what stands before the colon is the title
        title, _, rest = sentence.partition(": ")
        # A name begins as it does: δ is not Δ.
        sentence = rest[0].upper() + rest[1:] if rest.startswith("with ") else rest
    name = Namer(state.network, notation_named(state.notation)).plain(key)
    numbers = f"yours {short(found.value)}   ·   {name} {short(found.right)}"
    if found.right and found.standing is not Standing.RIGHT:
        numbers += f"   ·   ratio {short(found.value / found.right)}"
    titles = [SLIPS[name].title for name in found.slips if name in SLIPS]
    besides = ""
    if found.standing is Standing.CONVENTION and titles:
        besides = f"A slip can lead to the same number: {'; '.join(titles)}."
    return ResultView(sign, title, sentence, numbers, besides)


class ReadsNumbers:
    """Reads what is typed: a number or an expression, in which values of the network have their names."""

    def __init__(self, state: State, comma: bool) -> None:
        self._names = Names(state.network, transposed=notation_named(state.notation).transposed)
        self._values, self._row, self._comma = state.timeline.values, state.row, comma

    def __call__(self, text: str) -> Understood:
        return understood(text, self._names, self._value, self._comma)

    def _value(self, key: Key) -> float:
        return self._values[key, self._row]
