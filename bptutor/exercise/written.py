"""A derivative of C written out in the names of values, as far back as C."""

from __future__ import annotations

from bptutor.exercise.prompts import rule
from bptutor.exercise.task import Task
from bptutor.trace.keys import Key, Kind
from bptutor.trace.symbols import Namer


def written(task: Task, namer: Namer, key: Key) -> str:
    """The product of all factors, with a sum in brackets where paths meet: 2(ŷ − y) · σ′(z³) · θ₃."""
    network, layer = task.network, key.layer
    match key.kind:
        case Kind.DC_DA if layer == network.depth:
            return _bracketed(rule(task, namer, key))
        case Kind.DC_DA:
            paths = range(1, network.widths[layer + 1] + 1)
            return _sum(
                [
                    f"{written(task, namer, Key(Kind.DC_DZ, layer + 1, i))} · "
                    f"{rule(task, namer, Key(Kind.DZ_DA, layer + 1, i, key.j))}"
                    for i in paths
                ]
            )
        case Kind.DC_DZ if network.layers[layer - 1].activation.mixes:
            outputs = range(1, network.widths[layer] + 1)
            return _sum(
                [
                    f"{written(task, namer, Key(Kind.DC_DA, layer, i))} · "
                    f"{_bracketed(rule(task, namer, Key(Kind.DA_DZ, layer, i, key.j)))}"
                    for i in outputs
                ]
            )
        case Kind.DC_DZ:
            factor = rule(task, namer, Key(Kind.DA_DZ, layer, key.j, key.j))
            return f"{written(task, namer, Key(Kind.DC_DA, layer, key.j))} · {factor}"
        case Kind.DC_DTHETA:
            factor = rule(task, namer, Key(Kind.DZ_DTHETA, layer, key.j, key.k))
            return f"{written(task, namer, Key(Kind.DC_DZ, layer, key.j))} · {factor}"
    return f"{written(task, namer, Key(Kind.DC_DZ, layer, key.j))} · 1"


def _sum(summands: list[str]) -> str:
    return summands[0] if len(summands) == 1 else "(" + " + ".join(summands) + ")"


def _bracketed(text: str) -> str:
    """A sum, or what begins with a minus, as a factor among others; 2(ŷ − y) is one already."""
    bare = text.startswith("−") or (" − " in text and not text.endswith(")"))
    split = " − " in text.replace(text[text.find("(") : text.rfind(")") + 1], "") if "(" in text else False
    return f"({text})" if bare or split else text
