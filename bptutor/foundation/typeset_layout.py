"""TeX to an SVG outline by ziamath, without its cache: see `typeset` for what the rest of the program calls.

What ziamath or latex2mathml get wrong is mended here: ∂ is an operator to them and gets an operator's gaps;
a sign after another operator counts as a sum; × stands tighter than a sum's sign; after a comma, and between
max and its bracket, there is too much; rows of a table touch, and nearly so the columns of cases; an accent's
box sticks out to the left; and what they do not know is drawn as its source, or raises something without
words."""

from __future__ import annotations

import re
import warnings
import xml.etree.ElementTree as ET
from functools import cache
from itertools import zip_longest
from types import ModuleType

from bptutor.foundation.typeset_quicker import imported

EM = 100.0  # the size that formulas are laid out at, so that the outline's numbers are hundredths of an em
LAYOUT = 3  # raise when a change here changes outlines, so that cached ones are not used again

PARTIAL, ITALIC_PARTIAL, MINUS, PLUS = "\u2202", "\U0001d715", "\u2212", "+"
PRODUCTS = frozenset("\u00d7\u2299")
PRODUCT_GAP = "mediummathspace"  # what a sum's sign has
COMMA_GAP = "0.2em"
NAMES = frozenset({"max", "min"})  # operators that are functions
CASES_GAP = "1em"  # between a value and when it holds
ROW_SPACING = "0.6em"
CLOSING = frozenset(")]}|\u2016\u27e9!\u2032")
COMMANDS = {ord(letter): " " for letter in "MLQCZ"}  # of an outline: see `ui/maths_outline`
PROBLEMS = {
    "NumeratorNotFoundError": "a fraction has no numerator",
    "DenominatorNotFoundError": "a fraction has no denominator",
    "ExtraLeftOrMissingRightError": r"a \left has no \right",
    "MissingSuperScriptOrSubscriptError": "nothing follows ^ or _",
    "DoubleSubscriptsError": "two subscripts stand at one letter",
    "DoubleSuperscriptsError": "two superscripts stand at one letter",
    "NoAvailableTokensError": "something is missing at the end",
    "LimitsMustFollowMathOperatorError": r"\limits follows no operator",
    "MissingEndError": r"a \begin has no \end",
    "StopIteration": "something is missing at the end",
    "AssertionError": "an argument is missing",
    "ParseError": r"a sign here means something else to TeX: write \&, \% or \#",
}


class MathsError(Exception):
    """A formula that cannot be typeset; the message says why, for the author of a lesson."""


def outline(tex: str, inline: bool) -> tuple[bytes, float, float, float]:
    """SVG in hundredths of an em, then width, height and depth below the baseline in em.

    The SVG's box is the ink's; its viewBox has the baseline at y = 0. Raises MathsError."""
    _check(tex)
    ziamath = _ziamath()
    try:
        mathml = ET.fromstring(ziamath.tex.tex2mml(tex, inline=inline))
        _mend(mathml)
        _check_commands(mathml)
        svg = ziamath.Math(mathml, size=EM, margin=0).svgxml()
    except MathsError:
        raise
    # Neither library has an error class of its own: a slip in the TeX may raise anything.
    except Exception as error:
        raise MathsError(PROBLEMS.get(type(error).__name__, "is not TeX that can be typeset")) from error
    left, top, right, bottom = _ink(svg)
    svg.attrib.update(
        viewBox=f"{left:g} {top:g} {right - left:g} {bottom - top:g}",
        width=f"{right - left:g}",
        height=f"{bottom - top:g}",
    )
    data = ET.tostring(svg, encoding="unicode").replace('"black"', '"currentColor"').encode()
    return data, (right - left) / EM, (bottom - top) / EM, max(bottom, 0.0) / EM


@cache
def _ziamath() -> ModuleType:
    """ziamath, imported at the first formula that is in no cache: it takes a tenth of a second."""
    with warnings.catch_warnings():
        # ziamath 0.13 asks importlib.resources for its font in a way that Python 3.11 calls old.
        warnings.simplefilter("ignore", DeprecationWarning)
        ziamath = imported()
    ziamath.config.svg2 = False  # QtSvg shows the <symbol>s of SVG 2 as blanks
    ziamath.config.precision = 1  # thousandths of an em: under a tenth of a pixel at any size on screen
    return ziamath


def _check(tex: str) -> None:
    depth = 0
    for sign in re.findall(r"\\.|[{}]", tex, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0:
            raise MathsError("a } closes nothing")
    if depth:
        raise MathsError("a { is not closed")
    if not tex.strip():
        raise MathsError("is empty")


def _check_commands(mathml: ET.Element) -> None:
    for element in mathml.iter():
        if element.text and element.text.startswith("\\") and _tag(element) != "mtext":
            raise MathsError(f"the command {element.text} is not known")


def _mend(mathml: ET.Element) -> None:
    for row in mathml.iter():
        before = ""
        for element, following in zip_longest(row, [*row][1:]):
            text = element.text or ""
            if _tag(element) == "mo":
                if text == PARTIAL:
                    # The upright sign as <mi> would still be spaced; the italic one is TeX's own.
                    element.tag = element.tag.replace("mo", "mi")
                    element.text = ITALIC_PARTIAL
                elif text in (MINUS, PLUS) and (before == "operator" or (not before and _tag(row) == "mrow")):
                    element.attrib["form"] = "prefix"
                    element.attrib["lspace"] = element.attrib["rspace"] = "0em"
                elif text in PRODUCTS:
                    element.attrib["lspace"] = element.attrib["rspace"] = PRODUCT_GAP
                elif text == ",":
                    element.attrib["rspace"] = COMMA_GAP
                elif text in NAMES and following is not None and following.text == "(":
                    element.attrib["rspace"] = "0em"
                before = "letter" if text == PARTIAL or text in CLOSING else "operator"
            elif _tag(element) == "mtable":
                element.attrib["rowspacing"] = ROW_SPACING
                if row[0].text == "{":
                    element.attrib["columnspacing"] = CASES_GAP
            elif _tag(element) != "mspace":
                before = "letter"


def _tag(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _ink(svg: ET.Element) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of what is drawn; curves count with their control points, which is as near."""
    xs: list[float] = []
    ys: list[float] = []
    for element in svg.iter():
        get = element.attrib.get
        if _tag(element) == "path":
            numbers = [float(n) for n in get("d", "").translate(COMMANDS).split()]
            xs += numbers[0::2]
            ys += numbers[1::2]
        elif _tag(element) == "rect":
            x, y = float(get("x", 0)), float(get("y", 0))
            xs += (x, x + float(get("width", 0)))
            ys += (y, y + float(get("height", 0)))
        elif _tag(element) == "line":
            xs += (float(get("x1", 0)), float(get("x2", 0)))
            ys += (float(get("y1", 0)), float(get("y2", 0)))
    if not xs:
        raise MathsError("shows nothing")
    return min(xs), min(ys), max(xs), max(ys)
