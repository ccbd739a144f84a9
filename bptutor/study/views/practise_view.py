"""What the Practise panel shows of an exercise: the question, the way to answer it, and what was said."""

from __future__ import annotations

from collections.abc import Callable

from bptutor.exercise.model import (
    ChoicePart,
    ExerciseKind,
    NumberPart,
)
from bptutor.foundation.frozen import Frozen
from bptutor.study.practise_answer import AnswerReader, PathReader, Understood
from bptutor.study.practise_prose import Said, prose_of
from bptutor.study.practise_scene import notation_in_sight
from bptutor.study.practise_state import PractiseState
from bptutor.study.state import State
from bptutor.study.views.practise_asked import (
    Form,
    OptionView,
    display_of,
    form_of,
    options_of,
    prompt_of,
    question_text,
)
from bptutor.study.views.practise_feedback import FeedbackView, feedback_view
from bptutor.study.views.practise_lines import LineView, chain_lines, solution_lines
from bptutor.study.views.step_view import symbol
from bptutor.trace.keys import Key
from bptutor.trace.symbols import Namer

NO_BREAK = "\N{NO-BREAK SPACE}"
TITLES = {
    ExerciseKind.NEXT_VALUE: "What comes next?",
    ExerciseKind.NEXT_FACTOR: "Which factor is next?",
    ExerciseKind.BUILD_CHAIN: "Build the chain",
    ExerciseKind.TRACE_PATH: "Trace the path",
    ExerciseKind.WRITE_IT: "Write it yourself",
    ExerciseKind.FIND_SLIP: "Find the slip",
    ExerciseKind.WHICH_WAY: "Which way?",
    ExerciseKind.WHOLE_GRADIENT: "The whole gradient",
}


class PractiseView(Frozen, eq=False):
    """One exercise at one moment. `asking` names the part in sight: when it changes, drafts are thrown away.

    `display` is the formula that stands on its own, with "?" for what is asked; `reads` says what an answer
    box has understood, and `tries` counts the answers so far. `lines` are the worked chain, or the whole
    gradient with what is still to do. `picked_text` is the path as it can be typed, in any notation.
    """

    asking: tuple[str, int]
    tries: int
    kind: ExerciseKind
    place: str
    of_set: str
    title: str
    question: Said
    prompt: Said
    display: str
    display_spoken: str
    form: Form
    options: tuple[OptionView, ...]
    lines: tuple[LineView, ...]
    lines_are_options: bool
    picked: tuple[Key, ...]
    picked_said: tuple[Said, ...]
    picked_text: str
    reads: Callable[[str], Understood]
    reads_path: Callable[[str], tuple[Key, ...] | None]
    syntax_at: int | None
    feedback: FeedbackView | None
    hint: Said
    answered: bool
    solved: bool
    right_option: int | None
    can_hint: bool
    can_show: bool
    can_keep: bool
    solution: tuple[LineView, ...]
    last_of_set: bool
    hardest: bool


def practise_view(state: State, comma: bool = False) -> PractiseView | None:
    """The panel's view of an exercise that is open; None where none is."""
    practise = state.practise
    if practise is None or practise.home is None:
        return None
    exercise, part, made = practise.exercise, practise.asked, practise.exercise.recipe
    notation = notation_in_sight(state)
    namer = Namer(exercise.document.network, notation)
    written = prose_of(exercise.document.network, shown=notation)
    display, spoken = display_of(exercise, practise, namer)
    lines_are_options = isinstance(part, ChoicePart) and bool(exercise.shown) and practise.part == 0
    hint = practise.hint
    own = prose_of(exercise.document.network, notation, notation)
    return PractiseView(
        (practise.id, practise.part),
        len(practise.sitting.tries),
        made.kind,
        f"{made.kind.title} · skill: {made.skill.replace('-', ' ')} · seed{NO_BREAK}{made.seed}",
        _of_set(practise),
        TITLES[made.kind],
        written.said(question_text(exercise)),
        prompt_of(exercise, practise, written.said),
        display,
        spoken,
        form_of(practise),
        options_of(exercise, practise, namer, written.said),
        chain_lines(practise, namer),
        lines_are_options,
        practise.picked,
        tuple((symbol(key, namer),) for key in practise.picked),
        " ".join(Namer(exercise.document.network).plain(key) for key in practise.picked),
        AnswerReader(exercise, part, comma),
        PathReader(exercise),
        practise.verdict.position if practise.verdict is not None else None,
        feedback_view(practise, namer, own.said),
        own.said(hint.text) if hint is not None else (),
        practise.answered,
        practise.solved,
        part.right if isinstance(part, ChoicePart) and practise.answered else None,
        not practise.answered and not (hint is not None and hint.last),
        not practise.answered and (practise.given_away or bool(practise.sitting.tries)),
        practise.missed and isinstance(part, NumberPart) and practise.part < len(exercise.parts) - 1,
        solution_lines(state, practise, namer),
        practise.last_of_set,
        made.difficulty >= 3,
    )


def _of_set(practise: PractiseState) -> str:
    count = len(practise.recipes)
    return f"{practise.place + 1} of {count}" if count > 1 else ""
