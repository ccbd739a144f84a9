"""The line of NumPy that does a step: whole layers, as one would write it, and the entry it is about."""

from __future__ import annotations

from dataclasses import dataclass

from bptutor.trace.formulas import put
from bptutor.trace.keys import Key, Kind
from bptutor.trace.making import Source
from bptutor.trace.steps import Level, Step, StepKind


@dataclass(frozen=True, slots=True)
class CodeLine:
    """`line` is runnable NumPy for one example (vectors); `entry` is the expression of this step's number."""

    line: str
    entry: str


def code_line(step: Step, source: Source) -> CodeLine:
    """The code of a step. Arrays are named x, y, W1, b1, z1, a1, dC_da1, dC_dz1, dC_dW1, dC_db1, eta."""
    key = step.target
    line = _line(key, source)
    if step.level is Level.LAYER:
        return CodeLine(line, name(key, source))
    if step.kind in (StepKind.PRODUCT, StepKind.CHAIN, StepKind.ACCUMULATE) and step.level is Level.TERM:
        operator = " + " if step.kind is StepKind.ACCUMULATE else " * "
        return CodeLine(line, operator.join(name(term.key, source) for term in step.terms))
    return CodeLine(line, name(key, source))


def name(key: Key, source: Source) -> str:
    """The NumPy expression of a value: W2[0,1], dC_dz3[0]; a whole array for a whole layer."""
    place = "" if key.j == 0 else f"[{key.j - 1}]" if key.k == 0 else f"[{key.j - 1},{key.k - 1}]"
    layer = key.layer
    match key.kind:
        case Kind.C | Kind.J | Kind.COUNT:
            return {Kind.C: "C", Kind.J: "J", Kind.COUNT: "m"}[key.kind]
        case Kind.RATE:
            return "eta"
        case Kind.A if layer == 0:
            return "x" + place
        case Kind.DZ_DA:
            return f"W{layer}[{key.j - 1},{key.k - 1}]"
        case Kind.DZ_DTHETA:
            return f"a{layer - 1}[{key.k - 1}]" if layer > 1 else f"x[{key.k - 1}]"
        case Kind.DZ_DB:
            return "1"
        case Kind.DA_DZ:
            mixes = source.network.layers[layer - 1].activation.mixes
            return f"da{layer}_dz{layer}" + (place if mixes else f"[{key.j - 1}]" if key.j else "")
        case _:
            return ARRAYS.get(key.kind, key.kind.name.lower()).format(l=layer) + place


ARRAYS = {
    Kind.X: "x",
    Kind.Y: "y",
    Kind.THETA: "W{l}",
    Kind.B: "b{l}",
    Kind.Z: "z{l}",
    Kind.A: "a{l}",
    Kind.C_SHARE: "C_k",
    Kind.DC_DA: "dC_da{l}",
    Kind.DC_DZ: "dC_dz{l}",
    Kind.DC_DTHETA: "dC_dW{l}",
    Kind.DC_DB: "dC_db{l}",
    Kind.THETA_NEW: "W{l}",
    Kind.B_NEW: "b{l}",
    Kind.DJ_DTHETA: "dJ_dW{l}",
    Kind.DJ_DB: "dJ_db{l}",
    Kind.SUM_DC_DTHETA: "sum_dW{l}",
    Kind.SUM_DC_DB: "sum_db{l}",
    Kind.SUM_C: "sum_C",
}


def _line(key: Key, source: Source) -> str:
    layer, before = key.layer, "x" if key.layer == 1 else f"a{key.layer - 1}"
    single = len(source.rows) == 1
    cost = "C" if single else "J"
    match key.kind:
        case Kind.Z | Kind.WEIGHTED | Kind.WEIGHTED_INPUT:
            return f"z{layer} = W{layer} @ {before} + b{layer}"
        case Kind.A:
            return put(source.network.layers[layer - 1].activation.code_value, Z=f"z{layer}", A=f"a{layer}")
        case Kind.C | Kind.C_SHARE:
            return put(source.network.cost.code_value, YHAT=f"a{source.network.depth}", Y="y")
        case Kind.DC_DA if layer == source.network.depth:
            return f"dC_da{layer} = {put(source.network.cost.code_slope, YHAT=f'a{layer}', Y='y')}"
        case Kind.DC_DA:
            return f"dC_da{layer} = W{layer + 1}.T @ dC_dz{layer + 1}"
        case Kind.DZ_DA | Kind.OVER_Z:
            return f"dC_da{layer - 1} = W{layer}.T @ dC_dz{layer}"
        case Kind.DC_DZ | Kind.DA_DZ | Kind.OVER_A:
            return _through(key, source)
        case Kind.DC_DTHETA | Kind.DZ_DTHETA:
            return f"dC_dW{layer} = np.outer(dC_dz{layer}, {before})"
        case Kind.DC_DB | Kind.DZ_DB:
            return f"dC_db{layer} = dC_dz{layer}"
        case Kind.THETA_NEW | Kind.RATE_DC_DTHETA | Kind.RATE_DJ_DTHETA:
            return f"W{layer} = W{layer} - eta * d{cost}_dW{layer}"
        case Kind.B_NEW | Kind.RATE_DC_DB | Kind.RATE_DJ_DB:
            return f"b{layer} = b{layer} - eta * d{cost}_db{layer}"
        case _:
            return _gather(key, source)


def _through(key: Key, source: Source) -> str:
    layer = key.layer
    own = source.network.layers[layer - 1].activation
    if own.mixes:
        return f"dC_dz{layer} = (np.diag(a{layer}) - np.outer(a{layer}, a{layer})) @ dC_da{layer}"
    zero = f"{source.network.relu_slope_at_zero:g}"
    slope = put(own.code_slope, Z=f"z{layer}", A=f"a{layer}", ZERO=zero)
    slope = slope.replace(f" + 0 * (z{layer} == 0)", "")
    bare = slope.startswith(("(", "np.")) and " + " not in slope
    return f"dC_dz{layer} = dC_da{layer} * {slope if bare else f'({slope})'}"


def _gather(key: Key, source: Source) -> str:
    layer, mean = key.layer, source.network.reduction == "mean"
    end = " / m" if mean else ""
    match key.kind:
        case Kind.J | Kind.SUM_C:
            return f"J = sum_C{end}"
        case Kind.DJ_DTHETA | Kind.SUM_DC_DTHETA:
            return f"dJ_dW{layer} = sum_dW{layer}{end}"
        case _:
            return f"dJ_db{layer} = sum_db{layer}{end}"
