"""Which names of values a document has, and what to say of one that it has not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bptutor.engine.document import Document
from bptutor.engine.network import Network
from bptutor.lesson.expressions import CONSTANTS, Call, Expression, Name, names
from bptutor.lesson.faults import did_you_mean
from bptutor.trace.keys import Key, Kind, NameOfValueError, parse
from bptutor.trace.optimiser_keys import OPTIMISER_KINDS

MAX_ITERATION = 2_000
MAX_KNOWN = 4_000
# Counts that a lesson may speak of; see `ledger` for how they are counted.
COUNTS = (
    "layers",
    "parameters",
    "examples",
    "multiplications_from_scratch",
    "multiplications_with_reuse",
)
INPUTS_OF = {Kind.THETA, Kind.DZ_DTHETA, Kind.DC_DTHETA, Kind.THETA_NEW, Kind.DJ_DTHETA, Kind.DZ_DA}
# How names are written elsewhere, and what they are here.
USUAL = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"([abz])_?(\d+)", r"\1[\2][1]"),
        (r"(?:theta|w|W)_?(\d+)", r"theta[\1][1,1]"),
        (r"([xy])_?(\d+)", r"\1[\2]"),
        (r"([xy])", r"\1[1]"),
        (r"a\[0\]\[(\d+)\]", r"x[\1]"),
        (r"([abz]\[\d+\])", r"\1[1]"),
        (r"(?:theta|w|W)\[(\d+)\]", r"theta[\1][1,1]"),
        (r"(?:theta|w|W)\[(\d+)\]\[(\d+)\]", r"theta[\1][\2,1]"),
        (r"(?:theta|w|W)\[(\d+)\]\[(\d+)(?:,|\]\[)(\d+)\]", r"theta[\1][\2,\3]"),
    )
)
PUSHED = {Kind.THETA: Kind.DC_DTHETA, Kind.B: Kind.DC_DB, Kind.Z: Kind.DC_DZ, Kind.A: Kind.DC_DA}


def key_problem(network: Network, key: Key) -> str | None:
    """Why a network has no such value, or None if it has it."""
    widths, depth = network.widths, network.depth
    if key.kind in OPTIMISER_KINDS:
        return "a lesson’s network is updated by gradient descent, which has no such number"
    if key.kind is Kind.X:
        return _past("input", key.j, widths[0])
    if key.kind is Kind.Y or key.kind is Kind.C_SHARE:
        return _past("output", key.j, widths[-1])
    if not key.layer:
        return None
    if key.layer > depth:
        return f"the network has {depth} layer{'s' * (depth > 1)}, not {key.layer}"
    if problem := _past(f"neuron of layer {key.layer}", key.j, widths[key.layer]):
        return problem
    if key.kind in INPUTS_OF:
        return _past(f"input of layer {key.layer}", key.k, widths[key.layer - 1])
    if key.kind is Kind.DA_DZ:
        mixes = network.layers[key.layer - 1].activation.mixes
        if key.j != key.k and not mixes:
            a, z = f"a[{key.layer}][{key.j}]", f"z[{key.layer}][{key.k}]"
            return f"{a} does not depend on {z}: only softmax mixes neurons"
        return _past(f"neuron of layer {key.layer}", key.k, widths[key.layer])
    return None


def _past(what: str, number: int, most: int) -> str | None:
    if number <= most:
        return None
    noun, _, rest = what.partition(" ")
    return f"there {_are(most, noun)} {rest}".rstrip()


def _are(most: int, noun: str) -> str:
    return f"is only 1 {noun}" if most == 1 else f"are only {most} {noun}s"


def _meant(network: Network, text: str) -> str:
    """The name that was meant by one that is usual elsewhere, or that lacks a number; nothing if none was."""
    if text in ("yhat", "y_hat", "ŷ"):
        return f"a[{network.depth}][1]"
    if text in ("eta", "η", "lr", "alpha", "rate"):
        return "learning_rate"
    for pattern, name in USUAL:
        if found := pattern.fullmatch(text):
            meant = found.expand(name)
            return meant if _is_name(network, meant) else ""
    return ""


def _is_name(network: Network, text: str) -> bool:
    try:
        return key_problem(network, parse(text)) is None
    except NameOfValueError:
        return False


def unknown(document: Document, text: str) -> str:
    """The sentence for a word that is no name of a value at all."""
    if meant := _meant(document.network, text):
        return f"“{text}” is not the name of a value; did you mean “{meant}”?"
    if re.match(r"d[CJ]/d[xym]\b", text):
        return (
            f"“{text}” is not the name of a value: the cost is derived by what the network computes or learns"
        )
    known = (*COUNTS, "learning_rate", "C", "J", *map(str, all_keys(document.network)))
    return f"“{text}” is not the name of a value{did_you_mean(text.replace(' ', ''), known)}"


def read_key(document: Document, text: str) -> tuple[Key | None, str]:
    """The key that a text names and "", or None and the sentence on what is wrong with it."""
    try:
        key = parse(text)
    except NameOfValueError:
        return None, unknown(document, text)
    problem = key_problem(document.network, key)
    return (None, f"“{text}”: {problem}") if problem else (key, "")


def name_problem(document: Document, name: Name) -> str | None:
    """Why the document cannot say the number of a name, or None."""
    if name.iteration > MAX_ITERATION:
        return f"@{name.iteration}: a lesson looks at most {MAX_ITERATION} updates ahead"
    examples = len(document.examples) if document.examples else 0
    if examples == 0:
        return "the network has no data, so nothing can be computed with it"
    if name.example > examples:
        return f"#{name.example}: there {_are(examples, 'example')}"
    if name.text in COUNTS:
        return None
    return read_key(document, name.text)[1] or None


def problems(
    document: Document, expression: Expression, variables: tuple[str, ...] = ()
) -> Iterator[tuple[int, str]]:
    """Every name in an expression that has no number here: its offset and why."""
    for name in names(expression):
        if name.text in variables or name.text in CONSTANTS:
            continue
        if problem := name_problem(document, name):
            yield name.offset, problem
    for call in _calls(expression):
        if call.function in ("nudged", "cost_at") and isinstance(pushed := call.arguments[0], Name):
            key, _ = read_key(document, pushed.text)
            if key is not None and key.kind not in PUSHED:
                yield (
                    call.offset,
                    f"{call.function}(…) can change a weight, a bias, a z or an a, not “{pushed.text}”",
                )


def _calls(expression: Expression) -> Iterator[Call]:
    if isinstance(expression, Call):
        yield expression
        for argument in expression.arguments:
            yield from _calls(argument)


def all_keys(network: Network) -> Iterator[Key]:
    """The names of a small network's values; of a large one the first few thousand."""
    for count, key in enumerate(_every_key(network)):
        if count == MAX_KNOWN:
            return
        yield key


def _every_key(network: Network) -> Iterator[Key]:
    widths = network.widths
    yield from (Key(Kind.X, 0, j) for j in range(1, widths[0] + 1))
    yield from (Key(Kind.Y, 0, j) for j in range(1, widths[-1] + 1))
    for layer in range(1, network.depth + 1):
        for j in range(1, widths[layer] + 1):
            for kind in (
                Kind.Z,
                Kind.A,
                Kind.B,
                Kind.DC_DZ,
                Kind.DC_DA,
                Kind.DC_DB,
                Kind.B_NEW,
                Kind.DJ_DB,
                Kind.DZ_DB,
            ):
                yield Key(kind, layer, j)
            yield Key(Kind.DA_DZ, layer, j, j)
            for k in range(1, widths[layer - 1] + 1):
                yield from (Key(kind, layer, j, k) for kind in sorted(INPUTS_OF, key=lambda kind: kind.value))
