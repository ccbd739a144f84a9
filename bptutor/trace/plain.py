"""Formulas as a line of text: what a tool-tip says, a copy carries, and live numbers are written in.

The TeX that `formulas` and the tables of functions make is understood, and that of the lessons; what is
not is left as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bptutor.foundation.numbers import MINUS, SUBSCRIPTS, SUPERSCRIPTS

PRIME = "′"
TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[{}^_]|[^\\{}^_]")
WORDS = {
    r"\times": "×",
    r"\cdot": "·",
    r"\odot": "⊙",
    r"\prime": PRIME,
    "'": PRIME,
    r"\approx": "≈",
    r"\ne": "≠",
    r"\le": "≤",
    r"\ge": "≥",
    r"\to": "→",
    r"\dots": "…",
    r"\sigma": "σ",
    r"\theta": "θ",
    r"\delta": "δ",
    r"\eta": "η",
    r"\beta": "β",
    r"\mu": "μ",
    r"\rho": "ρ",
    r"\varepsilon": "ε",
    r"\infty": "∞",
    r"\sum": "Σ",
    r"\ln": "ln ",
    r"\max": "max",
    r"\tanh": "tanh",
    r"\cdots": "…",
    r"\left": "",
    r"\right": "",
    r"\big": "",
    r"\displaystyle": "",
    r"\quad": "; ",
    r"\qquad": "; ",
    r"\\": "; ",
    "&": ", ",
    r"\,": " ",
    r"\;": " ",
    r"\ ": " ",
}
SILENT = frozenset({r"\operatorname", r"\mathrm", r"\text"})
MARK = re.compile(r"\((\d+)\)|\[\d+\]")  # of a layer
RAISED = {"T": "ᵀ", "+": "⁺"}
INDICES = re.compile(r"\d+(,\d+)*")
COUNTERS = {"i": "ᵢ", "j": "ⱼ", "k": "ₖ"}  # of a sum
SHORT_POWER = re.compile(r"[0-9-]+")
SIDES = frozenset({r"\begin", r"\end"})  # of cases and matrices
FRACTIONS = frozenset({r"\frac", r"\tfrac", r"\dfrac"})
CHANGES = {r"\partial": "∂", r"\Delta": "Δ"}  # they stick to what they are of


@lru_cache(maxsize=4096)
def plain(tex: str) -> str:
    """The formula as text: \\frac{1}{1 + e^{-0.72}} -> 1/(1 + e^(−0.72))."""
    text, _rest = _run(TOKEN.findall(tex), 0, closing=False)
    text = re.sub(r",?\s*([;,])\s+", r"\1 ", re.sub(r"(?<=[\w)])Σ", " Σ", text))
    return re.sub(r" {2,}", " ", text).replace("1/2(", "½(").strip()


def _run(tokens: list[str], at: int, closing: bool) -> tuple[str, int]:
    """Text of the tokens from `at` to the end of their group, and where it ends."""
    pieces: list[str] = []
    while at < len(tokens):
        token = tokens[at]
        if token == "}" and closing:
            return "".join(pieces), at + 1
        piece, at = _piece(tokens, at)
        pieces.append(piece)
    return "".join(pieces), at


def _piece(tokens: list[str], at: int) -> tuple[str, int]:
    token = tokens[at]
    match token:
        case "{":
            return _run(tokens, at + 1, closing=True)
        case _ if token in FRACTIONS:
            above, at = _argument(tokens, at + 1)
            below, at = _argument(tokens, at)
            return f"{_atom(above)}/{_atom(below)}", at
        case r"\sqrt":
            inner, at = _argument(tokens, at + 1)
            return f"√{_atom(inner)}", at
        case _ if token in CHANGES:
            if tokens[at + 1 : at + 2] == ["}"]:  # the ∂ of ∂/∂x
                return CHANGES[token], at + 1
            inner, at = _argument(tokens, at + 1)
            return f"{CHANGES[token]}{inner}", at
        case _ if token in SIDES:
            return "", _argument(tokens, at + 1)[1]
        case r"\hat":
            inner, at = _argument(tokens, at + 1)
            return ("ŷ" if inner == "y" else inner + "\N{COMBINING CIRCUMFLEX ACCENT}"), at
        case "^":
            inner, at = _argument(tokens, at + 1)
            if mark := MARK.fullmatch(inner):
                return mark[0] if mark[1] is None else f"⁽{mark[1].translate(SUPERSCRIPTS)}⁾", at
            if inner == PRIME:
                return inner, at
            if inner in RAISED:
                return RAISED[inner], at
            raised = inner.replace(MINUS, "-")
            return (
                raised.translate(SUPERSCRIPTS) if SHORT_POWER.fullmatch(raised) else f"^{_atom(inner)}"
            ), at
        case "_":
            inner, at = _argument(tokens, at + 1)
            if inner in COUNTERS:
                return COUNTERS[inner], at
            return inner.translate(SUBSCRIPTS) if INDICES.fullmatch(inner) else f"_{_atom(inner)}", at
        case "-":
            return MINUS, at + 1
        case _ if token in SILENT:
            return _argument(tokens, at + 1)
        case _:
            return WORDS.get(token, token.removeprefix("\\")), at + 1


def _argument(tokens: list[str], at: int) -> tuple[str, int]:
    """The next group or single token, past spaces."""
    while at < len(tokens) and tokens[at] == " ":
        at += 1
    if at >= len(tokens):
        return "", at
    return _piece(tokens, at)


def _atom(text: str) -> str:
    """In brackets where it would fall apart otherwise."""
    whole = text.startswith("(") and text.endswith(")") and text.count("(") == 1
    return text if whole or not re.search(rf"[ +×·/=]|(?:^|(?<=[\w)])){MINUS}", text) else f"({text})"
