"""How one factor comes about, line by line: TeX with an expression that gives its number on the live network.

Every line of a derivation is another way to write the same thing, so every line has the same number; the
tests and the linter hold them equal. Any factor card of a chain can be opened to its derivation.
"""

from __future__ import annotations

from bptutor.engine.network import Network
from bptutor.foundation.errors import TutorError
from bptutor.foundation.frozen import Frozen
from bptutor.trace.keys import Key, Kind
from bptutor.trace.symbols import Namer
from bptutor.trace.tex_pieces import put


class Line(Frozen):
    """One line: what is written, the expression that values it, and why it follows from the line before."""

    tex: str
    value: str
    why: str = ""


# σ′, from the definition to σ(1 − σ). Z stands for the weighted input, E for e^−Z.
SIGMOID = (
    (
        r"\frac{\partial}{\partial Z} \frac{1}{1 + e^{-Z}}",
        "A*(1 - A)",
        "σ written out. Its slope is what we want.",
    ),
    (r"\frac{\partial}{\partial Z} (1 + e^{-Z})^{-1}", "A*(1 - A)", "A fraction is a power: −1."),
    (
        r"-(1 + e^{-Z})^{-2} \cdot \frac{\partial}{\partial Z} (1 + e^{-Z})",
        "-(1 + exp(-Z))^-2 * -exp(-Z)",
        "Power rule outside, then the slope of what is inside: the chain rule again.",
    ),
    (
        r"-(1 + e^{-Z})^{-2} \cdot (-e^{-Z})",
        "-(1 + exp(-Z))^-2 * -exp(-Z)",
        "The 1 has no slope; the exponential keeps itself and brings a minus.",
    ),
    (r"\frac{e^{-Z}}{(1 + e^{-Z})^2}", "exp(-Z)/(1 + exp(-Z))^2", "Two minus signs cancel."),
    (
        r"\frac{1}{1 + e^{-Z}} \cdot \frac{e^{-Z}}{1 + e^{-Z}}",
        "1/(1 + exp(-Z)) * exp(-Z)/(1 + exp(-Z))",
        "Split the square: the first fraction is σ itself.",
    ),
    (
        r"\frac{1}{1 + e^{-Z}} \cdot \frac{(1 + e^{-Z}) - 1}{1 + e^{-Z}}",
        "1/(1 + exp(-Z)) * ((1 + exp(-Z)) - 1)/(1 + exp(-Z))",
        "Add 1 and take it away, to make the numerator look like the denominator.",
    ),
    (
        r"\frac{1}{1 + e^{-Z}} \cdot \left(1 - \frac{1}{1 + e^{-Z}}\right)",
        "1/(1 + exp(-Z)) * (1 - 1/(1 + exp(-Z)))",
        "Divide both parts: the whole is 1, and what is taken away is σ.",
    ),
    (r"\sigma(Z)\,(1 - \sigma(Z))", "sigmoid(Z)*(1 - sigmoid(Z))", "Read the fractions as σ."),
)
TANH = (
    (r"\frac{\partial}{\partial Z} \tanh(Z)", "1 - A^2", "The slope of tanh is what we want."),
    (
        r"\frac{\partial}{\partial Z} \frac{e^{Z} - e^{-Z}}{e^{Z} + e^{-Z}}",
        "1 - A^2",
        "tanh written out.",
    ),
    (
        r"\frac{(e^{Z} + e^{-Z})^2 - (e^{Z} - e^{-Z})^2}{(e^{Z} + e^{-Z})^2}",
        "((exp(Z) + exp(-Z))^2 - (exp(Z) - exp(-Z))^2)/(exp(Z) + exp(-Z))^2",
        "Quotient rule: the slope of the top is the bottom, the slope of the bottom is the top.",
    ),
    (r"1 - \tanh^2(Z)", "1 - tanh(Z)^2", "Divide: the second part is tanh, squared."),
)
COSTS = {
    "squared_error": (
        (r"\frac{\partial}{\partial YHAT} (YHAT - Y)^2", "2*(YHAT - Y)", "The cost, written out."),
        (
            r"2(YHAT - Y) \cdot \frac{\partial}{\partial YHAT}(YHAT - Y)",
            "2*(YHAT - Y)*1",
            "Power rule outside, times the slope of the inside.",
        ),
        (r"2(YHAT - Y)", "2*(YHAT - Y)", "ŷ has slope 1 by itself; the target does not move."),
    ),
    "half_squared_error": (
        (r"\frac{\partial}{\partial YHAT} \frac{1}{2}(YHAT - Y)^2", "YHAT - Y", "The cost, written out."),
        (r"\frac{1}{2} \cdot 2(YHAT - Y)", "1/2*2*(YHAT - Y)", "Power rule: the 2 comes down."),
        (r"YHAT - Y", "YHAT - Y", "½ was put there so that it cancels the 2."),
    ),
    "binary_cross_entropy": (
        (
            r"-\frac{\partial}{\partial YHAT} [Y \ln YHAT + (1 - Y) \ln(1 - YHAT)]",
            "(1 - Y)/(1 - YHAT) - Y/YHAT",
            "The cost, written out.",
        ),
        (
            r"-\left[\frac{Y}{YHAT} - \frac{1 - Y}{1 - YHAT}\right]",
            "-(Y/YHAT - (1 - Y)/(1 - YHAT))",
            "The slope of ln is one over; the inner 1 − ŷ brings a minus.",
        ),
        (r"\frac{1 - Y}{1 - YHAT} - \frac{Y}{YHAT}", "(1 - Y)/(1 - YHAT) - Y/YHAT", "Take the minus inside."),
    ),
    "cross_entropy": (
        (r"-\frac{\partial}{\partial YHAT} \sum_k y_k \ln \hat{y}_k", "-Y/YHAT", "The cost, written out."),
        (
            r"-\frac{Y}{YHAT}",
            "-Y/YHAT",
            "Only this output’s own summand depends on it; the slope of ln is one over.",
        ),
    ),
}


def derivation(network: Network, namer: Namer, factor: Key) -> tuple[Line, ...]:
    """The lines for any local derivative or ∂C/∂ŷ. Raises TutorError for a key that is no factor."""
    match factor.kind:
        case Kind.DC_DA if factor.layer == network.depth:
            return _of_cost(network, namer, factor)
        case Kind.DA_DZ:
            return _of_activation(network, namer, factor)
        case Kind.DZ_DA | Kind.DZ_DTHETA | Kind.DZ_DB:
            return _of_sum(network, namer, factor)
        case _:
            raise TutorError(f"{factor} is not one factor of a chain, so there is nothing to derive")


def _of_cost(network: Network, namer: Namer, factor: Key) -> tuple[Line, ...]:
    yhat, y = Key(Kind.A, factor.layer, factor.j), Key(Kind.Y, 0, factor.j)
    return tuple(
        Line(
            put(tex, YHAT=namer.tex(yhat), Y=namer.tex(y)),
            put(value, YHAT=str(yhat), Y=str(y)),
            why,
        )
        for tex, value, why in COSTS[network.cost.name]
    )


def _of_activation(network: Network, namer: Namer, factor: Key) -> tuple[Line, ...]:
    activation = network.layers[factor.layer - 1].activation
    z, a = Key(Kind.Z, factor.layer, factor.k), Key(Kind.A, factor.layer, factor.j)
    if activation.mixes:
        return _of_softmax(namer, factor)
    lines = {"sigmoid": SIGMOID, "tanh": TANH}.get(activation.name) or (
        (
            rf"\frac{{\partial}}{{\partial Z}} {activation.tex_value}",
            str(factor),
            "The activation, written out.",
        ),
        (rf"{activation.tex_symbol}'(Z)", str(factor), _piecewise(network, activation.name)),
    )
    return tuple(
        Line(put(tex, Z=namer.tex(z), A=namer.tex(a)), put(value, Z=str(z), A=str(a)), why)
        for tex, value, why in lines
    )


def _piecewise(network: Network, name: str) -> str:
    at_zero = f"{network.relu_slope_at_zero:g}".replace("0.5", "½")
    match name:
        case "relu":
            return f"1 where z > 0, 0 where z < 0; at exactly 0 it is defined to be {at_zero}."
        case "leaky_relu":
            return "1 where z > 0, 0.01 where z < 0; at exactly 0 one of them is chosen."
        case _:
            return "A straight line through the origin has slope 1 everywhere."


def _of_softmax(namer: Namer, factor: Key) -> tuple[Line, ...]:
    one, other = Key(Kind.A, factor.layer, factor.j), Key(Kind.A, factor.layer, factor.k)
    a, b, z = namer.tex(one), namer.tex(other), namer.tex(Key(Kind.Z, factor.layer, factor.k))
    own = factor.j == factor.k
    own_z = namer.tex(Key(Kind.Z, factor.layer, factor.j))
    quotient = rf"\frac{{\partial}}{{\partial {z}}} \frac{{e^{{{own_z}}}}}{{\sum_k e^{{z_k}}}}"
    if own:
        return (
            Line(quotient, f"{one}*(1 - {one})", "Softmax, written out: this z is above and below."),
            Line(
                rf"{a} - {a} \cdot {a}",
                f"{one} - {one}*{one}",
                "Quotient rule: the top’s share, less the bottom’s.",
            ),
            Line(rf"{a}(1 - {a})", f"{one}*(1 - {one})", "The same form as the sigmoid’s slope."),
        )
    return (
        Line(quotient, f"-{one}*{other}", "Softmax, written out: this z is only below."),
        Line(rf"-{a}\,{b}", f"-{one}*{other}", "If one output rises, the others must give way: a minus."),
    )


def _of_sum(network: Network, namer: Namer, factor: Key) -> tuple[Line, ...]:
    layer, j = factor.layer, factor.j
    inside = Key(Kind.A, layer - 1, factor.k) if layer > 1 else Key(Kind.X, 0, factor.k)
    weight, bias = Key(Kind.THETA, layer, j, factor.k), Key(Kind.B, layer, j)
    kept, moved = {
        Kind.DZ_DA: (weight, inside),
        Kind.DZ_DTHETA: (inside, weight),
        Kind.DZ_DB: (None, bias),
    }[factor.kind]
    if factor.kind is Kind.DZ_DB:
        weight = weight._replace(k=1)
        inside = inside._replace(j=1)
    rest = " + \\cdots" if network.widths[layer - 1] > 1 else ""
    whole = f"{namer.tex(weight)} {namer.tex(inside)}{rest} + {namer.tex(bias)}"
    first = rf"\frac{{\partial}}{{\partial {namer.tex(moved)}}} ({whole})"
    if kept is None:
        return (Line(first, "1", "The bias is added once."), Line("1", "1", "So it moves z one for one."))
    return (
        Line(first, str(kept), "A sum of products, of which one holds what is moved."),
        Line(namer.tex(kept), str(kept), "In that product it is multiplied by this."),
    )
