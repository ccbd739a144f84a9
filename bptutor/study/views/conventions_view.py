"""The conventions and the notation in force, what else there is to choose, and both in a few letters."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from msgspec.structs import replace

from bptutor.foundation.frozen import Frozen
from bptutor.study.practise_scene import in_exercise
from bptutor.study.state import State
from bptutor.trace.notations import Notation, notation_named

Setting = Literal["cost", "reduction", "relu_slope_at_zero", "notation"]

COST_TEXTS = {
    "squared_error": "Σ(ŷ − y)²",
    "half_squared_error": "½Σ(ŷ − y)²",
    "binary_cross_entropy": "−Σ[y ln ŷ + (1−y) ln(1−ŷ)]",
    "cross_entropy": "−Σ y ln ŷ",
}
SLOPES = {0.0: "0", 0.5: "½", 1.0: "1"}
REDUCTIONS = {"mean": "J = (1/m) Σ {cost}", "sum": "J = Σ {cost}"}
CORNER = "g′(0) = "


class ChoiceRow(Frozen):
    """One convention: what it is about, the setting that it belongs to, and its options as (value, text). The
    value of an option of the notation is the name of the whole notation with it."""

    title: str
    setting: Setting
    options: tuple[tuple[str | float, str], ...]
    chosen: str | float


class ConventionsView(Frozen):
    """`numbers` change numbers, `writing` only how these look; `long` and `short` say what is in force."""

    numbers: tuple[ChoiceRow, ...]
    writing: tuple[ChoiceRow, ...]
    long: tuple[str, ...]
    short: tuple[str, ...]
    locked: bool


class Kinds(Frozen):
    """What of a network and its data the choice follows from: none of its parameters. `single` is of the
    output, `slope` is g′(0)."""

    cost: str
    reduction: str
    slope: float
    single: bool
    softmax: bool
    kinked: bool
    several: bool


def conventions_view(state: State) -> ConventionsView:
    """The view of a state; the same one as long as nothing in it changes."""
    examples = state.document.examples
    several = examples is not None and len(examples) > 1
    network = state.network
    kinds = Kinds(
        network.cost.name,
        network.reduction,
        network.relu_slope_at_zero,
        single=network.widths[-1] == 1,
        softmax=network.layers[-1].activation.mixes,
        kinked=any(layer.activation.has_kink for layer in network.layers),
        several=several,
    )
    return _view(kinds, notation_named(state.notation), in_exercise(state))


def cost_text(name: str, single: bool = False, cost: str = "C") -> str:
    """C = Σ(ŷ − y)², without the sum where the network has a `single` output."""
    text = COST_TEXTS[name]
    if single:
        text = text.replace("Σ ", "").replace("Σ", "")
    return f"{cost} = {text}"


@lru_cache(maxsize=4)
def _view(kinds: Kinds, notation: Notation, locked: bool) -> ConventionsView:
    numbers = [_cost(kinds, notation)]
    reduction = REDUCTIONS[kinds.reduction].format(cost=notation.cost)
    long, brief = [cost_text(kinds.cost, kinds.single, notation.cost)], [_brief_cost(kinds.cost)]
    if kinds.several:
        options = tuple((name, name) for name in REDUCTIONS)
        numbers.append(ChoiceRow("Over the examples", "reduction", options, kinds.reduction))
        long, brief = [*long, reduction], [*brief, kinds.reduction]
    if kinds.kinked:
        own = kinds.slope
        numbers.append(ChoiceRow("Slope of ReLU at 0", "relu_slope_at_zero", tuple(SLOPES.items()), own))
        long, brief = [*long, CORNER + SLOPES[own]], [*brief, (CORNER + SLOPES[own]).replace(" ", "")]
    letters = notation.weight + ("" if notation.layer_below else notation.mark)
    extras = [*([notation.cost] if notation.cost != "C" else []), *(["δ"] if notation.delta else [])]
    return ConventionsView(
        tuple(numbers),
        _writing(notation),
        (*long, notation.title),
        (*brief, " ".join([letters, *extras])),
        locked,
    )


def _cost(kinds: Kinds, notation: Notation) -> ChoiceRow:
    names = [n for n in COST_TEXTS if (n == "cross_entropy") == kinds.softmax or n == kinds.cost]
    texts = {
        "squared_error": "(ŷ − y)²",
        "half_squared_error": "½(ŷ − y)²",
        "binary_cross_entropy": "cross-entropy",
        "cross_entropy": "cross-entropy",
    }
    return ChoiceRow(f"Cost {notation.cost}", "cost", tuple((n, texts[n]) for n in names), kinds.cost)


def _brief_cost(cost: str) -> str:
    return {"squared_error": "(ŷ−y)²", "half_squared_error": "½(ŷ−y)²"}.get(cost, "−y ln ŷ")


def _writing(now: Notation) -> tuple[ChoiceRow, ...]:
    """Each choice by itself, the others as they are."""

    def row(title: str, field: str, *options: tuple[str | bool, str]) -> ChoiceRow:
        named = tuple((_with(now, field, value).name, text) for value, text in options)
        return ChoiceRow(title, "notation", named, now.name)

    turned = replace(now, transposed=not now.transposed)
    plain, other = (turned, now) if now.transposed else (now, turned)
    columns, rows = replace(now, rows=False), replace(now, rows=True)
    return (
        row("Weights", "letters", ("theta", "θ"), ("w", "w"), ("W", "W")),
        row("Layer", "marks", ("bare", "zˡ"), ("round", "z⁽ˡ⁾"), ("square", "z[l]")),
        row("Cost of an example", "cost", ("C", "C"), ("E", "E"), ("L", "L")),
        row("Gradient of z", "delta", (False, f"∂{now.cost}/∂z"), (True, "δ")),
        row("Vectors", "rows", (False, f"column {columns.product}"), (True, f"row {rows.product}")),
        row(
            "A neuron’s weights",
            "transposed",
            (False, f"row {plain.product}"),
            (True, f"column {other.product}"),
        ),
    )


def _with(now: Notation, field: str, value: str | bool) -> Notation:
    return replace(now, **{field: value})
