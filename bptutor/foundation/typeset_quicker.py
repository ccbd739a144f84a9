"""ziamath 0.13 made several times as quick, with the very same outlines: a test holds the two together.

It lays each row out twice, the first time only to know how high its stretchy signs must be, and each row in
it twice again: a formula took two to the power of its depth. It copies a style in depth for each sign, makes
the table of units anew for each length, and writes an outline number by number. With its import it compiles
an expression that only MathML written by hand needs. When a later ziamath does none of this, this module may
go."""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import ModuleType
from typing import Any, TypeAlias

Heights: TypeAlias = tuple[float, float]
SIGNS = frozenset({"mo", "mi"})  # an <mi> may still become an operator
ESCAPES = "ziamath.escapes"


def imported() -> ModuleType:
    """ziamath with its TeX reader, made quicker."""
    if ESCAPES not in sys.modules:
        # It replaces names like &InvisibleTimes; in MathML that comes as text; ours comes as elements.
        stand_in = ModuleType(ESCAPES)
        stand_in.unescape = str  # type: ignore[attr-defined]
        sys.modules[ESCAPES] = stand_in
    import ziamath
    import ziamath.tex

    _hasten()
    module: ModuleType = ziamath
    return module


def _hasten() -> None:
    from ziafont.glyph import SimpleGlyph
    from ziamath import operators, styles, zmath
    from ziamath.nodes.mnode import Mnode
    from ziamath.nodes.mrow import Mrow

    known = operators.operators.items()
    grows = frozenset(name for (name, _), params in known if params.get("stretchy", "false") != "false")
    instead: tuple[tuple[object, str, object], ...] = (
        (Mrow, "_get_height_nostretch", _measured_where_needed(Mrow._get_height_nostretch, grows)),
        (Mnode, "size_px", _remembered(Mnode.size_px)),
        (SimpleGlyph, "svgpath", _outline),
        (zmath, "apply_mstyle", _where_there_is_one(zmath.apply_mstyle)),
        # Of the copy only the style's own fields are read, and each once: a plain dict will do.
        (styles, "asdict", vars),
        (styles, "ChainMap", _merged),
    )
    for owner, name, quicker in instead:
        setattr(owner, name, quicker)


def _measured_where_needed(measure: Callable[..., Heights], grows: frozenset[str]) -> Callable[..., Heights]:
    """The row's height where something in it grows with the row; otherwise nobody asks for it."""

    def height(row: Any, line: list[ET.Element], **options: Any) -> Heights:
        if any(_may_grow(element, grows) for child in line for element in child.iter()):
            return measure(row, line, **options)
        return 0.0, 0.0

    return height


def _may_grow(element: ET.Element, grows: frozenset[str]) -> bool:
    if element.tag == "mfenced":
        return True
    if element.tag not in SIGNS:
        return False
    told = element.get("stretchy")
    return (element.text or "").strip() in grows if told is None else told != "false"


def _merged(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    return {**second, **first}


def _remembered(size_px: Callable[..., float]) -> Callable[..., float]:
    """Lengths as “0.5em” in pixels; with the size of the letters given, nothing else is asked of the node."""

    @lru_cache(maxsize=512)
    def length(size: str, letters: float) -> float:
        return size_px(None, size, letters)

    def of_node(node: Any, size: str, letters: float | None = None) -> float:
        return length(size, node.glyphsize if letters is None else letters)

    return of_node


def _where_there_is_one(apply: Callable[[ET.Element], ET.Element]) -> Callable[[ET.Element], ET.Element]:
    """The element with its <mstyle>s resolved; without any it need not be written and read again."""

    def applied(element: ET.Element) -> ET.Element:
        return element if element.find(".//mstyle") is None else apply(element)

    return applied


def _outline(glyph: Any, x0: float = 0, y0: float = 0, scale_factor: float = 1) -> ET.Element | None:
    """The glyph's path with one figure after the point, its numbers written in one go."""
    form, numbers = _drawn(glyph)
    if not form:
        return None
    scale = glyph.funits_to_points(1, scale_factor)
    placed = [0.0] * len(numbers)
    placed[0::2] = [x0 + x * scale for x in numbers[0::2]]
    placed[1::2] = [y0 - y * scale for y in numbers[1::2]]
    return ET.Element("path", attrib={"d": (form % tuple(placed)).replace(".0 ", " ")})


def _drawn(glyph: Any) -> tuple[str, list[float]]:
    """A glyph's commands with a place for each number, and the numbers in the font's units."""
    known: tuple[str, list[float]] | None = getattr(glyph, "drawn_once", None)
    if known is None:
        pieces: list[str] = []
        numbers: list[float] = []
        for operator in glyph.operators:
            points, _ = operator.points()
            letter = operator.path()[0]
            if letter == "M" and pieces:
                pieces.append("Z ")
            pieces.append(letter + " " + "%.1f %.1f " * len(points))
            numbers += [number for point in points for number in (point.x, point.y)]
        known = "".join((*pieces, "Z ")) if pieces else "", numbers
        glyph.drawn_once = known
    return known
