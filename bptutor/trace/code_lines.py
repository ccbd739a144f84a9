"""The line of NumPy that does a step: whole layers, as one would write it, and the entry it is about."""

from __future__ import annotations

from bptutor.foundation.frozen import Frozen
from bptutor.trace.keys import Key, Kind
from bptutor.trace.making import Source, is_of_optimiser
from bptutor.trace.notations import SOURCE, Notation
from bptutor.trace.steps import Level, Step, StepKind
from bptutor.trace.tex_pieces import put


class CodeLine(Frozen):
    """`line` is runnable NumPy for one example (vectors), several lines for a whole layer; `entry` is the
    expression of this step's number."""

    line: str
    entry: str


def code_line(step: Step, source: Source, notation: Notation = SOURCE) -> CodeLine:
    """The code of a step. Arrays are named x, y, W1, b1, z1, a1, dC_da1, dC_dz1, dC_dW1, dC_db1, eta; W1 is
    (n_out, n_in), or (n_in, n_out) where the notation has weights transposed. Its letter for the cost and its
    δ are in the names: dE_dW1, delta1."""
    key, code = step.target, _Code(source, notation)
    if is_of_optimiser(step, source):
        from bptutor.trace.optimiser_code import optimiser_code

        return CodeLine(*optimiser_code(step, source, code.name))
    if step.level is Level.LAYER:
        return CodeLine("\n".join(map(code.line, _made_with(step, source))), code.name(key))
    line = code.line(key)
    if step.kind in (StepKind.PRODUCT, StepKind.CHAIN, StepKind.ACCUMULATE) and step.level is Level.TERM:
        operator = " + " if step.kind is StepKind.ACCUMULATE else " * "
        return CodeLine(line, operator.join(code.name(term.key) for term in step.terms))
    return CodeLine(line, code.name(key))


def _made_with(step: Step, source: Source) -> tuple[Key, ...]:
    """What a step of a whole layer makes, in order, its target among them."""
    key, layer = step.target, step.target.layer
    match step.kind:
        case StepKind.ACTIVATION:
            return Key(Kind.Z, layer), key
        case StepKind.CHAIN:
            return Key(Kind.DC_DA, layer), key, Key(Kind.DC_DTHETA, layer), Key(Kind.DC_DB, layer)
        case StepKind.UPDATE if key.kind is Kind.THETA_NEW and source.network.layers[layer - 1].train_biases:
            return key, Key(Kind.B_NEW, layer)
        case StepKind.MEAN | StepKind.ACCUMULATE if key.kind is Kind.DJ_DTHETA:
            return key, Key(Kind.DJ_DB, layer)
        case _:
            return (key,)


ARRAYS = {
    Kind.X: "x",
    Kind.Y: "y",
    Kind.THETA: "W{l}",
    Kind.DZ_DA: "W{l}",
    Kind.B: "b{l}",
    Kind.Z: "z{l}",
    Kind.A: "a{l}",
    Kind.C_SHARE: "{c}_k",
    Kind.DC_DA: "d{c}_da{l}",
    Kind.DC_DTHETA: "d{c}_dW{l}",
    Kind.DC_DB: "d{c}_db{l}",
    Kind.THETA_NEW: "W{l}",
    Kind.B_NEW: "b{l}",
    Kind.DJ_DTHETA: "dJ_dW{l}",
    Kind.DJ_DB: "dJ_db{l}",
    Kind.SUM_DC_DTHETA: "sum_dW{l}",
    Kind.SUM_DC_DB: "sum_db{l}",
    Kind.SUM_C: "sum_{c}",
}


OF_WEIGHTS = frozenset(
    {Kind.THETA, Kind.THETA_NEW, Kind.DC_DTHETA, Kind.DJ_DTHETA, Kind.SUM_DC_DTHETA, Kind.DZ_DA}
)


class _Code:
    """Writes lines for one pass in one notation."""

    def __init__(self, source: Source, notation: Notation) -> None:
        self.source, self.network = source, source.network
        self.notation, self.cost = notation, notation.cost

    def name(self, key: Key) -> str:
        """The NumPy expression of a value: W2[0,1], dC_dz3[0]; a whole array for a whole layer."""
        first, second = key.j - 1, key.k - 1
        if key.kind in OF_WEIGHTS and self.notation.transposed:
            first, second = second, first
        place = "" if key.j == 0 else f"[{first}]" if key.k == 0 else f"[{first},{second}]"
        layer = key.layer
        match key.kind:
            case Kind.C | Kind.J | Kind.COUNT:
                return {Kind.C: self.cost, Kind.J: "J", Kind.COUNT: "m"}[key.kind]
            case Kind.RATE:
                return "eta"
            case Kind.A if layer == 0:
                return "x" + place
            case Kind.DZ_DTHETA:
                return f"{self.into(layer)}[{second}]"
            case Kind.DZ_DB:
                return "1"
            case Kind.DA_DZ:
                mixes = self.network.layers[layer - 1].activation.mixes
                return f"da{layer}_dz{layer}" + (place if mixes else f"[{first}]" if key.j else "")
            case Kind.DC_DZ:
                return self.dz(layer) + place
            case _:
                array = ARRAYS.get(key.kind, key.kind.name.lower()).format(l=layer, c=self.cost)
                return array + place

    def into(self, layer: int) -> str:
        """What comes into a layer."""
        return f"a{layer - 1}" if layer > 1 else "x"

    def dz(self, layer: int) -> str:
        """∂C/∂z of a layer."""
        return f"delta{layer}" if self.notation.delta else f"d{self.cost}_dz{layer}"

    def line(self, key: Key) -> str:
        layer, cost = key.layer, self.cost
        over = cost if len(self.source.rows) == 1 else "J"
        match key.kind:
            case Kind.Z | Kind.WEIGHTED | Kind.WEIGHTED_INPUT:
                return f"z{layer} = {self._times(layer, self.into(layer))} + b{layer}"
            case Kind.A:
                own = self.network.layers[layer - 1].activation
                return put(own.code_value, Z=f"z{layer}", A=f"a{layer}")
            case Kind.C | Kind.C_SHARE:
                value = put(self.network.cost.code_value, YHAT=f"a{self.network.depth}", Y="y")
                return cost + value.removeprefix("C")
            case Kind.DC_DA if layer == self.network.depth:
                slope = put(self.network.cost.code_slope, YHAT=f"a{layer}", Y="y")
                return f"d{cost}_da{layer} = {slope}"
            case Kind.DC_DA:
                return f"d{cost}_da{layer} = {self._times(layer + 1, self.dz(layer + 1), back=True)}"
            case Kind.DZ_DA | Kind.OVER_Z:
                return f"d{cost}_da{layer - 1} = {self._times(layer, self.dz(layer), back=True)}"
            case Kind.DC_DZ | Kind.DA_DZ | Kind.OVER_A:
                return self._through(layer)
            case Kind.DC_DTHETA | Kind.DZ_DTHETA:
                pair = [self.dz(layer), self.into(layer)]
                return f"d{cost}_dW{layer} = np.outer({', '.join(self._in_order(pair))})"
            case Kind.DC_DB | Kind.DZ_DB:
                return f"d{cost}_db{layer} = {self.dz(layer)}"
            case Kind.THETA_NEW | Kind.RATE_DC_DTHETA | Kind.RATE_DJ_DTHETA:
                return f"W{layer} = W{layer} - eta * d{over}_dW{layer}"
            case Kind.B_NEW | Kind.RATE_DC_DB | Kind.RATE_DJ_DB:
                return f"b{layer} = b{layer} - eta * d{over}_db{layer}"
            case _:
                return self._gather(key)

    def _in_order(self, pair: list[str]) -> list[str]:
        """Row and column of a matrix of weights: to × from, or from × to."""
        return pair[::-1] if self.notation.transposed else pair

    def _times(self, layer: int, vector: str, back: bool = False) -> str:
        """Weights times what comes in; on the way back turned."""
        turned = (self.notation.rows != self.notation.transposed) != back
        weights = f"W{layer}.T" if turned else f"W{layer}"
        return f"{vector} @ {weights}" if self.notation.rows else f"{weights} @ {vector}"

    def _through(self, layer: int) -> str:
        own, arrives = self.network.layers[layer - 1].activation, f"d{self.cost}_da{layer}"
        if own.mixes:
            jacobian = f"(np.diag(a{layer}) - np.outer(a{layer}, a{layer}))"
            pair = [arrives, jacobian] if self.notation.rows else [jacobian, arrives]
            return f"{self.dz(layer)} = {' @ '.join(pair)}"
        zero = f"{self.network.relu_slope_at_zero:g}"
        slope = put(own.code_slope, Z=f"z{layer}", A=f"a{layer}", ZERO=zero)
        slope = slope.replace(f" + 0 * (z{layer} == 0)", "")
        bare = slope.startswith(("(", "np.")) and " + " not in slope
        return f"{self.dz(layer)} = {arrives} * {slope if bare else f'({slope})'}"

    def _gather(self, key: Key) -> str:
        layer, mean = key.layer, self.network.reduction == "mean"
        end = " / m" if mean else ""
        match key.kind:
            case Kind.J | Kind.SUM_C:
                return f"J = sum_{self.cost}{end}"
            case Kind.DJ_DTHETA | Kind.SUM_DC_DTHETA:
                return f"dJ_dW{layer} = sum_dW{layer}{end}"
            case _:
                return f"dJ_db{layer} = sum_db{layer}{end}"
