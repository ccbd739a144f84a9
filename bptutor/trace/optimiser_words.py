"""A step of an optimiser as a sentence and as TeX, in the letters of the papers: g_t, m_t, v_t, s_t."""

from __future__ import annotations

from bptutor.foundation.numbers import bracketed, short, tex
from bptutor.trace.optimiser_keys import Form, OptimiserKey
from bptutor.trace.optimiser_steps import OptimiserStep
from bptutor.trace.steps import StepKind
from bptutor.trace.symbols import Namer

# Form: TeX, and plain text.
WRITTEN: dict[Form, tuple[str, str]] = {
    Form.RATE: (r"\eta", "η"),
    Form.MOMENTUM: (r"\mu", "μ"),
    Form.DECAY: (r"\rho", "ρ"),
    Form.REST: (r"(1 - \rho)", "(1 − ρ)"),
    Form.BETA1: (r"\beta_1", "β₁"),
    Form.BETA2: (r"\beta_2", "β₂"),
    Form.REST1: (r"(1 - \beta_1)", "(1 − β₁)"),
    Form.REST2: (r"(1 - \beta_2)", "(1 − β₂)"),
    Form.CORRECTION1: (r"\frac{1}{1 - \beta_1^t}", "1/(1 − β₁ᵗ)"),
    Form.CORRECTION2: (r"\frac{1}{1 - \beta_2^t}", "1/(1 − β₂ᵗ)"),
    Form.EPSILON: (r"\varepsilon", "ε"),
    Form.M: ("m_{t-1}", "the old m"),
    Form.V: ("v_{t-1}", "the old v"),
    Form.S: ("s_{t-1}", "the old s"),
    Form.M_NEW: ("m_t", "m"),
    Form.V_NEW: ("v_t", "v"),
    Form.S_NEW: ("s_t", "s"),
    Form.M_HAT: (r"\hat{m}_t", "m̂"),
    Form.V_HAT: (r"\hat{v}_t", "v̂"),
    Form.SQUARE: ("g_t^2", "the square of g"),
    Form.KEPT_V: (r"\mu\, v_{t-1}", "μ · the old v"),
    Form.AHEAD_V: (r"\mu\, v_t", "μ · v"),
    Form.AHEAD: (r"g_t + \mu\, v_t", "g + μ · v"),
    Form.KEPT_S: (r"\rho\, s_{t-1}", "ρ · the old s"),
    Form.ADDED_S: (r"(1 - \rho)\, g_t^2", "(1 − ρ) · its square"),
    Form.KEPT_M1: (r"\beta_1\, m_{t-1}", "β₁ · the old m"),
    Form.ADDED_M1: (r"(1 - \beta_1)\, g_t", "(1 − β₁) · g"),
    Form.KEPT_V2: (r"\beta_2\, v_{t-1}", "β₂ · the old v"),
    Form.ADDED_V2: (r"(1 - \beta_2)\, g_t^2", "(1 − β₂) · its square"),
    Form.SCALE: (r"\frac{1}{\sqrt{\cdot} + \varepsilon}", "the scale"),
    Form.CHANGE: (r"\Delta", "the change"),
}


def plain(key: OptimiserKey, namer: Namer) -> str:
    """The key in a line of text."""
    match key.form:
        case Form.PARAMETER:
            return namer.plain(key.parameter)
        case Form.GRADIENT:
            return namer.plain(key.gradient)
        case Form.UPDATED:
            return f"the new {namer.plain(key.parameter)}"
        case _:
            return WRITTEN[key.form][1]


def sentence(step: OptimiserStep, namer: Namer) -> str:
    """What happens in the step, in one sentence."""
    terms = [f"{plain(term.key, namer)} = {short(term.value)}" for term in step.terms]
    target, value = plain(step.target, namer), short(step.value)
    match step.kind:
        case StepKind.PRODUCT:
            return f"{' times '.join(terms)} is {target}, {value}."
        case StepKind.SUM:
            return f"{' and '.join(terms)} add up to {target} = {value}."
        case StepKind.FACTOR:
            below = plain(step.terms[0].key, namer)
            return (
                f"1 over the root of {below} plus ε is {target}, {value}: small where gradients were large."
            )
        case _:
            return f"{terms[0]} less the change of {short(step.terms[1].value)} is {value}."


def formula(step: OptimiserStep, namer: Namer) -> tuple[str, str]:
    """The right-hand side as TeX, with letters and with numbers."""
    letters = [_tex(term.key, namer) for term in step.terms]
    numbers = [bracketed(tex(term.value)) for term in step.terms]
    match step.kind:
        case StepKind.PRODUCT:
            return r" \, ".join(letters), r" \times ".join(numbers)
        case StepKind.SUM:
            return " + ".join(letters), " + ".join(numbers)
        case StepKind.FACTOR:
            return tuple(  # type: ignore[return-value]  # two in, two out
                rf"\frac{{1}}{{\sqrt{{{side[0]}}} + {side[1]}}}" for side in (letters, numbers)
            )
        case _:
            return " - ".join(letters), " - ".join(numbers)


def _tex(key: OptimiserKey, namer: Namer) -> str:
    match key.form:
        case Form.PARAMETER | Form.UPDATED:
            return namer.tex(key.parameter)
        case Form.GRADIENT:
            return "g_t"
        case _:
            return WRITTEN[key.form][0]
