"""What the step panel shows: the sentence, the formula, the line of NumPy, and what was known before."""

from __future__ import annotations

from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import short
from bptutor.study.compare_textbook import textbook_line
from bptutor.study.state import State
from bptutor.study.views.chain_view import asked
from bptutor.study.views.numbers import NumberReader, Numbers, NumberView, Status
from bptutor.trace.code_lines import code_line
from bptutor.trace.finding import step_of
from bptutor.trace.formulas import Formula, formula
from bptutor.trace.keys import Key, Kind
from bptutor.trace.narration import Sentence, narrate, summary
from bptutor.trace.optimiser_keys import gradient_of
from bptutor.trace.plain import plain
from bptutor.trace.steps import Level, Phase, Step, Term
from bptutor.trace.symbols import Namer

MOST_KNOWN = 8
EARNED = frozenset(
    {Kind.A, Kind.Z, Kind.DC_DA, Kind.DC_DZ, Kind.DC_DTHETA, Kind.DC_DB, Kind.DJ_DTHETA, Kind.DJ_DB}
    | {Kind.M_NEW, Kind.V_NEW, Kind.S_NEW, Kind.M_HAT, Kind.V_HAT, Kind.AHEAD}
)


class SymbolView(Frozen):
    """The name of a value inside a sentence: `tex` as it stands in a line of text."""

    key: Key
    tex: str
    plain: str
    spoken: str


class KnownView(Frozen):
    """A number that the step takes up again, and the step (from 0) that it is from."""

    name: str
    spoken: str
    number: NumberView
    step: int


class StepView(Frozen, eq=False):
    """`target_tex` and `symbolic_tex` are typeset once; `substituted` and `value` are live text beside them.

    `value` is "?" while it is hidden, and `exact` None. At the layer level both are empty, and `matrices` are
    the sides of the equation as TeX: symbols, then numbers where they are few and may be seen. `elsewhere` is
    what a textbook with another convention has.
    """

    place: str
    heading: str
    sentence: tuple[str | SymbolView, ...]
    sentence_text: str
    target: Key
    target_tex: str
    symbolic_tex: str
    substituted: str
    value: str
    exact: float | None
    matrices: tuple[str, ...]
    code: str
    code_entry: str
    known: tuple[KnownView, ...]
    phase: Phase
    spoken: str
    elsewhere: str = ""
    numbers: Numbers | None = None  # every value's, by its key


def step_view(state: State, step: Step, numbers: NumberReader, namer: Namer) -> StepView:
    """The step panel's view of a state at a step."""
    made = formula(step, state.timeline, namer)
    matrices = step.level is Level.LAYER
    hidden = step.target in state.hidden or (matrices and asked(state.hidden, step.target))
    code = code_line(step, state.timeline, namer.notation)
    sentence = narrate(step, state.timeline, namer=namer)
    value = "" if matrices else "?" if hidden else short(float(step.value))
    shown = Sentence(("What is the value of ", step.target, "?")) if hidden else sentence
    spoken = summary(step, state.total, namer)
    return StepView(
        _place(state, step),
        heading(step),
        tuple(symbol(part, namer) if isinstance(part, Key) else part for part in shown.parts),
        shown.text(namer),
        step.target,
        made.target,
        made.symbolic,
        "" if matrices or hidden else plain(made.substituted),
        value,
        None if matrices or hidden else float(step.value),
        _sides(made, hidden) if matrices else (),
        code.line,
        code.entry,
        () if matrices else _known(state, step, numbers, namer),
        step.phase,
        spoken.rpartition(" equals ")[0] + " is asked" if hidden and " equals " in spoken else spoken,
        "" if matrices or hidden else textbook_line(state, step.target),
        numbers,
    )


def symbol(key: Key, namer: Namer) -> SymbolView:
    """The symbol of a key as it stands in a line of text."""
    return SymbolView(key, namer.inline_tex(key), namer.plain(key), namer.spoken(key))


def _sides(made: Formula, hidden: bool) -> tuple[str, ...]:
    """What follows the target: symbols, and numbers unless one of them is asked for."""
    numbers = () if hidden else (made.substituted, made.value)
    return tuple(side for side in (made.symbolic, *numbers) if side)


def _place(state: State, step: Step) -> str:
    """Where the step is: network, example, iteration."""
    name = state.document.name or "untitled"
    count = len(state.document.examples) if state.document.examples is not None else 0
    taken = len(state.timeline.rows)
    if step.example is not None:
        which = f"example {step.example:,} of {count:,}"
    else:
        which = f"all {count:,} examples" if taken == count else f"{taken:,} of {count:,} examples"
    stale = state.stale_in_sight
    # Where the drawing still has the number from before it, struck. In the place of the iteration, which the
    # player says too: a line more would push all beneath it down at each edit, and up at its undo.
    edited = stale is not None and stale(step.target, state.row)
    when = "after the edit" if edited else f"iteration {state.iteration:,}"
    # Numbers stay with their words where the line is broken, and a dot with what is before it.
    parts = (part.replace(" ", "\N{NO-BREAK SPACE}") for part in (which, when))
    return "\N{NO-BREAK SPACE}· ".join((name, *parts))


HEADINGS = {
    Kind.Z: "The weighted input",
    Kind.A: "Through the activation",
    Kind.C: "What it costs",
    Kind.C_SHARE: "One output’s share of the cost",
    Kind.J: "The cost over the examples",
    Kind.SUM_C: "The cost over the examples",
    Kind.WEIGHTED: "One weighted input",
    Kind.WEIGHTED_INPUT: "One weighted input",
    Kind.DC_DA: "Back to the activation",
    Kind.DC_DZ: "Back through the activation",
    Kind.DC_DTHETA: "Branch off to the weight",
    Kind.DC_DB: "Branch off to the bias",
    Kind.DA_DZ: "The slope of the activation",
    Kind.DZ_DA: "Back over the weight",
    Kind.DZ_DTHETA: "The weight’s own factor",
    Kind.DZ_DB: "The bias’s own factor",
    Kind.OVER_Z: "One path home",
    Kind.OVER_A: "One path home",
    Kind.DJ_DTHETA: "Gathered over the examples",
    Kind.DJ_DB: "Gathered over the examples",
    Kind.SUM_DC_DTHETA: "One example’s share",
    Kind.SUM_DC_DB: "One example’s share",
    Kind.THETA_NEW: "Update the weight",
    Kind.B_NEW: "Update the bias",
    Kind.M_NEW: "The running mean",
    Kind.KEPT_M: "What is kept of the mean",
    Kind.ADDED_M: "What the gradient adds",
    Kind.KEPT_V: "What is kept of the mean square",
    Kind.KEPT_S: "What is kept of the mean square",
    Kind.SQUARE: "The gradient’s square",
    Kind.ADDED_V: "What the square adds",
    Kind.ADDED_S: "What the square adds",
    Kind.S_NEW: "The running mean square",
    Kind.M_HAT: "Bias correction of the mean",
    Kind.V_HAT: "Bias correction of the mean square",
    Kind.KEPT_VELOCITY: "What is kept of the velocity",
    Kind.AHEAD_VELOCITY: "The look ahead",
    Kind.AHEAD: "The gradient with a look ahead",
    Kind.ROOT_S: "The root",
    Kind.ROOT_V: "The root",
    Kind.BELOW_S: "Never divided by 0",
    Kind.BELOW_V: "Never divided by 0",
    Kind.RATIO: "The division",
}


def heading(step: Step) -> str:
    """The step in three words."""
    if step.level is Level.LAYER and step.target.layer:
        return f"Layer {step.target.layer} {step.phase.value}"
    if step.target.kind is Kind.V_NEW:
        return "The velocity" if step.terms[1].key.kind is not Kind.ADDED_V else "The running mean square"
    if step.target.kind is Kind.DC_DA and len(step.terms) > 1 and step.terms[0].key.kind is Kind.A:
        return "How the cost answers ŷ"
    if step.target.kind is Kind.DC_DA:
        several = step.terms[0].key.kind is Kind.OVER_Z
        return "The ways home, added" if several else "Back over the weight"
    return HEADINGS.get(step.target.kind, "The learning rate’s product")


def _known(state: State, step: Step, numbers: NumberReader, namer: Namer) -> tuple[KnownView, ...]:
    """The terms of the step that an earlier step has made; none of a whole layer, whose terms are arrays."""
    if step.level is Level.LAYER:
        return ()
    rows: list[KnownView] = []
    for term in step.terms[: 4 * MOST_KNOWN]:
        for key in _parts(term.key):
            if key.kind in EARNED and len(rows) < MOST_KNOWN:
                rows += _earned(state, term, key, numbers, namer)
    return tuple(rows)


def _earned(state: State, term: Term, key: Key, numbers: NumberReader, namer: Namer) -> list[KnownView]:
    """The row of one number, of the term's own example; none where no earlier step has made it."""
    row = state.row if term.example is None else state.timeline.rows.index(term.example - 1)
    at = step_of(state.timeline, key, state.cursor.level, row)
    if at is None or not 0 <= at < state.cursor.index:
        return []
    number = numbers(key)
    if row != state.row:
        value = state.timeline.values[key, row]
        number = NumberView(key, Status.KNOWN, value, short(value))
    name, spoken = namer.plain(key), namer.spoken(key)
    if term.example is not None:  # in brackets, as the lessons write the number of an example
        name, spoken = f"{name} ({term.example:,})", f"{spoken}, example {term.example:,}"
    return [KnownView(name, spoken, number, at)]


def _parts(key: Key) -> tuple[Key, ...]:
    match key.kind:
        case Kind.WEIGHTED:
            return (Key(Kind.A, key.layer - 1, key.k),)
        case Kind.OVER_Z:
            return (Key(Kind.DC_DZ, key.layer, key.j),)
        case Kind.OVER_A:
            return (Key(Kind.DC_DA, key.layer, key.j),)
        case Kind.ADDED_M | Kind.ADDED_V | Kind.ADDED_S | Kind.SQUARE:
            return (gradient_of(key),)
        case _:
            return (key,)
