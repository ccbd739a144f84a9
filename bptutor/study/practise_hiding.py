"""Which values an exercise keeps back: what it asks for, and whatever would give that away."""

from __future__ import annotations

from collections.abc import Iterable

from bptutor.engine.network import Network
from bptutor.exercise.hint_texts import GRADIENTS
from bptutor.exercise.hints import cursor_of, solution, timeline_for
from bptutor.exercise.model import ChoicePart, Exercise, ExpressionPart, Mark, NumberPart
from bptutor.study.practise_state import PractiseState
from bptutor.trace.keys import FACTORS, C, Key, Kind
from bptutor.trace.making import old_of
from bptutor.trace.moves import Cursor
from bptutor.trace.optimiser_keys import key_of
from bptutor.trace.timeline import Timeline

JOINT = {Kind.DJ_DTHETA: Kind.SUM_DC_DTHETA, Kind.DJ_DB: Kind.SUM_DC_DB, Kind.J: Kind.SUM_C}
RATED = {
    Kind.THETA_NEW: (Kind.RATE_DC_DTHETA, Kind.RATE_DJ_DTHETA),
    Kind.B_NEW: (Kind.RATE_DC_DB, Kind.RATE_DJ_DB),
}


def hidden_keys(practise: PractiseState) -> frozenset[Key]:
    """The values that are shown as "?" just now; none once the exercise is solved."""
    exercise = practise.exercise
    if practise.solved:
        return frozenset()
    examples = len(exercise.task.examples)
    hidden: set[Key] = set()
    for number, part in enumerate(exercise.parts):
        if number not in practise.sitting.shown and not _was_right(practise, number):
            match part:
                case NumberPart() | ExpressionPart():
                    hidden |= made_of(exercise.document.network, part.ask, examples)
                case ChoicePart() if exercise.shown:
                    # A worked chain with a slip: neither its numbers nor the factors that they are made with.
                    for key, _ in exercise.shown:
                        hidden |= made_of(exercise.document.network, key, examples)
    return frozenset(hidden)


def _was_right(practise: PractiseState, number: int) -> bool:
    """Whether a part was answered with the right value, not only rightly from a wrong one."""
    return any(t.part == number and t.verdict.mark is Mark.CORRECT for t in practise.sitting.tries)


def made_of(network: Network, key: Key, examples: int = 1) -> frozenset[Key]:
    """A value with the factors and products of its last step, and what it is itself the last factor of."""
    return frozenset((key, *_parts(network, key, examples), *_whole(key)))


def _parts(network: Network, key: Key, examples: int) -> Iterable[Key]:
    layer, j, k = key.layer, key.j, key.k
    match key.kind:
        case Kind.Z:
            kind = Kind.WEIGHTED if layer > 1 else Kind.WEIGHTED_INPUT
            for before in range(1, network.widths[layer - 1] + 1):
                yield Key(kind, layer, j, before)
        case Kind.DC_DA if layer < network.depth:
            for above in range(1, network.widths[layer + 1] + 1):
                yield Key(Kind.DZ_DA, layer + 1, above, j)
                yield Key(Kind.OVER_Z, layer + 1, above, j)
        case Kind.DC_DZ:
            mixes = network.layers[layer - 1].activation.mixes
            for above in range(1, network.widths[layer] + 1) if mixes else (j,):
                yield Key(Kind.DA_DZ, layer, above, j)
                yield Key(Kind.OVER_A, layer, above, j)
        case Kind.DC_DTHETA:
            yield Key(Kind.DZ_DTHETA, layer, j, k)
        case Kind.DC_DB:
            yield Key(Kind.DZ_DB, layer, j)
        case Kind.THETA_NEW | Kind.B_NEW:
            yield from (key.of_kind(kind) for kind in RATED[key.kind])
            yield key_of(Kind.CHANGE, old_of(key), examples > 1)
        case kind if kind in JOINT:
            yield key._replace(kind=JOINT[kind], n=examples)


def _whole(key: Key) -> Iterable[Key]:
    if key.kind not in FACTORS:
        return
    match key.kind:
        case Kind.DA_DZ:
            yield Key(Kind.DC_DZ, key.layer, key.k)
            yield Key(Kind.OVER_A, key.layer, key.j, key.k)
        case Kind.DZ_DA:
            yield Key(Kind.DC_DA, key.layer - 1, key.k)
            yield Key(Kind.OVER_Z, key.layer, key.j, key.k)
        case Kind.DZ_DTHETA:
            yield Key(Kind.DC_DTHETA, key.layer, key.j, key.k)
        case Kind.DZ_DB:
            yield Key(Kind.DC_DB, key.layer, key.j)


def asked_at(timeline: Timeline, exercise: Exercise, number: int) -> Cursor:
    """Where the drawing stands while a part is asked: at the step that makes the value, which is hidden.

    Where the order of the chain is asked, it is the end of the forward pass, before the chain is in sight."""
    part, row = exercise.parts[number], exercise.task.row
    key = C
    match part:
        case NumberPart():
            key = part.ask
        case ChoicePart() if exercise.shown:
            key = exercise.shown[-1][0]
    cursor = cursor_of(timeline, key, row) or cursor_of(timeline, C, row)
    assert cursor is not None
    return cursor


def worked_out(exercise: Exercise) -> tuple[Cursor, ...]:
    """The steps of the worked solution; of a chain with a slip in it, the whole chain done right."""
    if not exercise.shown or not isinstance(exercise.parts[0], ChoicePart):
        return solution(exercise)
    timeline, row = timeline_for(exercise), exercise.task.row
    cursors = (cursor_of(timeline, key, row) for key, _ in exercise.shown)
    return tuple(cursor for cursor in cursors if cursor is not None)


def selected_for(exercise: Exercise, number: int) -> Key | None:
    """The parameter that the chain and the cost slice are about: where its gradient is asked as a number."""
    part = exercise.parts[number]
    if not isinstance(part, NumberPart) or part.ask.kind not in GRADIENTS:
        return None
    return part.ask.of_kind(Kind.THETA if part.ask.kind is Kind.DC_DTHETA else Kind.B)
