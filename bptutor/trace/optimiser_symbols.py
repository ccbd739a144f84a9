r"""How an optimiser's numbers are written: with the letters of the papers, m_t and β₁, and in a line of text
and aloud with the parameter that they are about too, mₜ(θ₁).

A formula is of one parameter; in a table those of many stand under each other.
"""

from __future__ import annotations

from collections.abc import Callable

from bptutor.trace.keys import WITH_GRADIENT, Key, Kind
from bptutor.trace.optimiser_keys import gradient_of, parameter_of

NameOf = Callable[[Key], str]

# Kind: TeX, plain text, and spoken; {w} is the parameter and {g} its gradient.
WRITTEN: dict[Kind, tuple[str, str, str]] = {
    Kind.MOMENTUM: (r"\mu", "μ", "mu"),
    Kind.DECAY: (r"\rho", "ρ", "rho"),
    Kind.REST: (r"(1 - \rho)", "(1 − ρ)", "1 minus rho"),
    Kind.BETA1: (r"\beta_1", "β₁", "beta1"),
    Kind.BETA2: (r"\beta_2", "β₂", "beta2"),
    Kind.REST1: (r"(1 - \beta_1)", "(1 − β₁)", "1 minus beta1"),
    Kind.REST2: (r"(1 - \beta_2)", "(1 − β₂)", "1 minus beta2"),
    Kind.CORRECTION1: (r"1 - \beta_1^t", "1 − β₁ᵗ", "1 minus beta1 to the t"),
    Kind.CORRECTION2: (r"1 - \beta_2^t", "1 − β₂ᵗ", "1 minus beta2 to the t"),
    Kind.EPSILON: (r"\varepsilon", "ε", "epsilon"),
    Kind.M: ("m_{t-1}", "mₜ₋₁({w})", "m of {w}"),
    Kind.V: ("v_{t-1}", "vₜ₋₁({w})", "v of {w}"),
    Kind.S: ("s_{t-1}", "sₜ₋₁({w})", "s of {w}"),
    Kind.M_NEW: ("m_{t}", "mₜ({w})", "new m of {w}"),
    Kind.V_NEW: ("v_{t}", "vₜ({w})", "new v of {w}"),
    Kind.S_NEW: ("s_{t}", "sₜ({w})", "new s of {w}"),
    Kind.M_HAT: (r"\hat{m}_{t}", "m̂ₜ({w})", "m hat of {w}"),
    Kind.V_HAT: (r"\hat{v}_{t}", "v̂ₜ({w})", "v hat of {w}"),
    Kind.AHEAD: ("d_{t}", "dₜ({w})", "d of {w}"),
    Kind.SQUARE: ("g_t^2", "({g})²", "the square of {g}"),
    Kind.KEPT_VELOCITY: (r"\mu\, v_{t-1}", "μ · vₜ₋₁({w})", "mu times v of {w}"),
    Kind.AHEAD_VELOCITY: (r"\mu\, v_t", "μ · vₜ({w})", "mu times new v of {w}"),
    Kind.KEPT_S: (r"\rho\, s_{t-1}", "ρ · sₜ₋₁({w})", "rho times s of {w}"),
    Kind.ADDED_S: (r"(1 - \rho)\, g_t^2", "(1 − ρ) · ({g})²", "1 minus rho times the square of {g}"),
    Kind.KEPT_M: (r"\beta_1 m_{t-1}", "β₁ · mₜ₋₁({w})", "beta1 times m of {w}"),
    Kind.ADDED_M: (r"(1 - \beta_1)\, g_t", "(1 − β₁) · {g}", "1 minus beta1 times {g}"),
    Kind.KEPT_V: (r"\beta_2 v_{t-1}", "β₂ · vₜ₋₁({w})", "beta2 times v of {w}"),
    Kind.ADDED_V: (r"(1 - \beta_2)\, g_t^2", "(1 − β₂) · ({g})²", "1 minus beta2 times the square of {g}"),
    Kind.ROOT_S: (r"\sqrt{s_t}", "√sₜ({w})", "root of new s of {w}"),
    Kind.ROOT_V: (r"\sqrt{\hat{v}_t}", "√v̂ₜ({w})", "root of v hat of {w}"),
    Kind.BELOW_S: (r"\sqrt{s_t} + \varepsilon", "√sₜ({w}) + ε", "root of new s of {w} plus epsilon"),
    Kind.BELOW_V: (r"\sqrt{\hat{v}_t} + \varepsilon", "√v̂ₜ({w}) + ε", "root of v hat of {w} plus epsilon"),
    Kind.RATIO: ("r_t", "rₜ({w})", "r of {w}"),
    Kind.CHANGE: (r"\Delta_t", "Δₜ({w})", "change of {w}"),
}
GRADIENT_TEX = "g_t"  # in a formula of one parameter, as in the papers


def tex(key: Key) -> str:
    """The key as TeX, in the letters of the papers."""
    return WRITTEN[key.kind][0]


def plain(key: Key, name: NameOf) -> str:
    """The key in a line of text; `name` writes the parameter and its gradient."""
    return _with_names(WRITTEN[key.kind][1], key, name)


def spoken(key: Key, name: NameOf) -> str:
    """The key as it is read aloud."""
    return _with_names(WRITTEN[key.kind][2], key, name)


def _with_names(form: str, key: Key, name: NameOf) -> str:
    parameter = parameter_of(key)
    if parameter is None:
        return form
    gradient = name(gradient_of(key)) if key.kind in WITH_GRADIENT else ""
    return form.format(w=name(parameter), g=gradient)
