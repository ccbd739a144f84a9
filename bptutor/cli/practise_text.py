"""An exercise as text: the network with its numbers, the question, the parts, the verdicts."""

from __future__ import annotations

from collections.abc import Iterator

from bptutor.exercise.aims import keys_of
from bptutor.exercise.hints import timeline_for
from bptutor.exercise.model import ChoicePart, Exercise, ExpressionPart, Mark, OrderPart, Part, Verdict, about
from bptutor.exercise.prompts import cost_in_words
from bptutor.exercise.task import ALTOGETHER
from bptutor.foundation.numbers import short
from bptutor.trace.finding import step_of
from bptutor.trace.keys import Key, Kind
from bptutor.trace.steps import Level
from bptutor.trace.symbols import SOURCE, Namer, Notation

WORDS = {
    Mark.CORRECT: "Right",
    Mark.FOLLOW_THROUGH: "Right from your number",
    Mark.SLIP: "Not yet",
    Mark.PRECISION: "Near",
    Mark.SCALE: "Not yet",
    Mark.SIGN: "Not yet",
    Mark.WRONG: "Not yet",
    Mark.SYNTAX: "Cannot be read",
}


def question_text(exercise: Exercise, notation: Notation = SOURCE) -> str:
    """Everything that is needed to answer, and nothing that gives the answer away."""
    made = exercise.recipe
    head = f"{made.kind.title} · skill: {made.skill} · difficulty {made.difficulty} · seed {made.seed}"
    return "\n".join(
        [head, "", *_network(exercise, Namer(exercise.document.network, notation)), "", exercise.question]
    )


def _network(exercise: Exercise, namer: Namer) -> Iterator[str]:
    task, network = exercise.task, exercise.document.network
    yield "  " + _line(exercise, namer, Kind.X, 0)
    for number, layer in enumerate(network.layers, 1):
        parameters = "; ".join(_line(exercise, namer, kind, number) for kind in (Kind.THETA, Kind.B))
        values = "; ".join(filter(None, (_line(exercise, namer, kind, number) for kind in (Kind.Z, Kind.A))))
        yield f"  layer {number}, {layer.activation.title}: {parameters}" + (
            f" -> {values}" if values else ""
        )
    targets = [Key(Kind.Y, 0, j) for j in range(1, network.widths[-1] + 1)]
    shown = ", ".join(f"{namer.plain(key)} = {short(task.truth(key))}" for key in targets)
    yield f"  {shown}; {cost_in_words(task)}; learning rate {short(task.learning_rate)}"


def _line(exercise: Exercise, namer: Namer, kind: Kind, layer: int) -> str:
    """The values of a kind in a layer that may be seen before the answer."""
    if kind is Kind.X:
        keys = [Key(kind, 0, k) for k in range(1, exercise.document.network.widths[0] + 1)]
    else:
        keys = list(keys_of(exercise.document.network, kind, layer))
    seen = [key for key in keys if may_be_seen(exercise, key)]
    return ", ".join(f"{namer.plain(key)} = {short(exercise.task.truth(key))}" for key in seen)


def may_be_seen(exercise: Exercise, key: Key) -> bool:
    """Whether a value is known before the first asked one: given, or made by an earlier step."""
    asked = about(exercise.parts[0])
    if asked is None or asked.kind not in (Kind.Z, Kind.A, *ALTOGETHER):
        return True
    timeline = timeline_for(exercise)
    own = step_of(timeline, key, Level.VALUE, exercise.task.row)
    limit = step_of(timeline, asked, Level.VALUE, exercise.task.row)
    return own is not None and limit is not None and own < limit


def part_text(part: Part) -> str:
    """What is asked, with the choices."""
    lines = [part.prompt]
    if isinstance(part, ChoicePart | OrderPart):
        lines += [f"  {number}  {choice.shown}" for number, choice in enumerate(part.choices, 1)]
    if isinstance(part, ExpressionPart):
        lines.append("  (names of values, numbers, + - * / ^ and brackets)")
    return "\n".join(lines)


def verdict_text(verdict: Verdict, answer: str) -> str:
    """The verdict in a word, and what is said; where an answer cannot be read, a mark under the character."""
    said = verdict.feedback
    word = WORDS[verdict.mark]
    if verdict.mark is Mark.SYNTAX and verdict.position is not None and len(answer) < 70:
        said = f"{said}\n  {answer}\n  {' ' * verdict.position}^"
    return said if said.startswith(word) else f"{word}: {said}"
