"""Names of what an optimiser computes for one parameter: `m(theta[2][1,3])`, `beta1*m(theta[2][1,3])`.

They have the style of the other names of values, and like there a product's name is made of its factors'
names. `{p}` stands for the parameter's key, `{n}` for the key of it after the update, `{g}` for the key of
its gradient (of C for one example, of J for several). A + after a moment's letter is the moment after.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from bptutor.trace.keys import GRADIENTS, J_GRADIENTS, PARAMETERS, UPDATED, Key, NameOfValueError
from bptutor.trace.keys import parse as parse_key


class Form(Enum):
    """What a key names; the value is how it is written."""

    PARAMETER = "{p}"
    GRADIENT = "{g}"
    UPDATED = "{n}"
    RATE = "learning_rate"
    MOMENTUM = "momentum"
    DECAY = "decay"
    REST = "1-decay"
    BETA1 = "beta1"
    BETA2 = "beta2"
    REST1 = "1-beta1"
    REST2 = "1-beta2"
    CORRECTION1 = "1/(1-beta1^t)"
    CORRECTION2 = "1/(1-beta2^t)"
    EPSILON = "epsilon"
    M = "m({p})"
    V = "v({p})"
    S = "s({p})"
    M_NEW = "m+({p})"
    V_NEW = "v+({p})"
    S_NEW = "s+({p})"
    M_HAT = "mhat({p})"
    V_HAT = "vhat({p})"
    SQUARE = "{g}*{g}"
    KEPT_V = "momentum*v({p})"
    AHEAD_V = "momentum*v+({p})"
    AHEAD = "ahead({p})"
    KEPT_S = "decay*s({p})"
    ADDED_S = "(1-decay)*{g}*{g}"
    KEPT_M1 = "beta1*m({p})"
    ADDED_M1 = "(1-beta1)*{g}"
    KEPT_V2 = "beta2*v({p})"
    ADDED_V2 = "(1-beta2)*{g}*{g}"
    SCALE = "scale({p})"
    CHANGE = "change({p})"


GIVEN = frozenset(
    {
        Form.PARAMETER,
        Form.GRADIENT,
        Form.RATE,
        *(Form.MOMENTUM, Form.DECAY, Form.REST, Form.EPSILON),
        *(Form.BETA1, Form.BETA2, Form.REST1, Form.REST2, Form.CORRECTION1, Form.CORRECTION2),
        *(Form.M, Form.V, Form.S),
    }
)


class OptimiserKey(NamedTuple):
    """The name of one number of an update. `gradient` is of C or of J; both are those of the parameter."""

    form: Form
    parameter: Key
    gradient: Key

    def __str__(self) -> str:
        new = self.parameter._replace(kind=UPDATED[self.parameter.kind])
        return self.form.value.format(p=self.parameter, g=self.gradient, n=new)


def optimiser_key(form: Form, parameter: Key, examples: int) -> OptimiserKey:
    """The key of a number of a θ's or b's update over so many examples."""
    kinds = GRADIENTS if examples == 1 else J_GRADIENTS
    return OptimiserKey(form, parameter, parameter._replace(kind=kinds[parameter.kind]))


def parse(text: str, examples: int = 1) -> OptimiserKey:
    """The key that a text with a parameter in it names; the inverse of `str`. Raises NameOfValueError."""
    compact = text.replace(" ", "")
    for form, pattern in _PATTERNS:
        match = pattern.fullmatch(compact)
        if match is None:
            continue
        found = match.groupdict()
        if parameter := _parameter(found):
            key = optimiser_key(form, parameter, _examples(found, examples))
            if str(key) == compact:
                return key
    raise NameOfValueError(f"“{text}” is no number of an optimiser: they look like m(theta[2][1,3])")


def _parameter(found: dict[str, str]) -> Key | None:
    try:
        keys = {name: parse_key(text) for name, text in found.items()}
    except NameOfValueError:
        return None
    if "p" in keys:
        return keys["p"] if keys["p"].kind in PARAMETERS else None
    for name, kinds in (("g", GRADIENTS), ("g", J_GRADIENTS), ("n", UPDATED)):
        for kind, other in kinds.items():
            if name in keys and keys[name].kind is other:
                return keys[name]._replace(kind=kind)
    return None


def _examples(found: dict[str, str], otherwise: int) -> int:
    """1 for a gradient of C, 2 for one of J; what was said where there is none."""
    if "g" not in found:
        return otherwise
    return 1 if found["g"].startswith("dC") else 2


def _pattern(form: Form) -> re.Pattern[str]:
    text = re.escape(form.value)
    for name in "pgn":
        place, again = rf"(?P<{name}>[^()*]+)", f"(?P={name})"
        first, *rest = text.split(rf"\{{{name}\}}")
        text = first + "".join((again if n else place) + part for n, part in enumerate(rest))
    return re.compile(text)


_PATTERNS = [(form, _pattern(form)) for form in Form if "{" in form.value]
