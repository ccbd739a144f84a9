"""A sentence laid out: words and symbols in lines, on the baseline of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bptutor.study.views.step_view import SymbolView
from bptutor.ui.maths import INLINE, Formula
from bptutor.ui.panels.chain_lines import Extent, Line, broken
from bptutor.ui.panels.chain_typeset import Formulas
from bptutor.ui.shaped import face_in
from bptutor.ui.theme import Theme

LEADING = 5  # between lines
BEARINGS = (0.06, 0.04)  # what a symbol keeps from its neighbours, in em: its box is the ink's
EQUALS = "=\N{NO-BREAK SPACE}"  # no line is broken after it
SMALLEST = 0.6  # of its size, for what is too wide for a line of its own

Parts = tuple[str | SymbolView, ...]


class Atom(NamedTuple):
    """A word, a piece of one, or a symbol with its plain text."""

    text: str
    symbol: SymbolView | None = None


Group = tuple[Atom, ...]  # no line is broken in it: a symbol with the signs that stand against it
Measured = tuple[tuple[Atom, Extent, Formula | None], ...]  # a group


class Placed(NamedTuple):
    """An atom and the left end of its baseline; words have no formula, nor symbols not yet typeset."""

    atom: Atom
    x: float
    baseline: float
    extent: Extent
    scale: float  # of its usual size
    formula: Formula | None


class Words:
    """Measures a sentence in a theme, and breaks it into lines for a width."""

    def __init__(self, theme: Theme, formulas: Formulas, parts: Parts) -> None:
        self.face = face_in(theme.text)
        self.em = self.face.pixels * INLINE
        self._ascent, self._descent = self.face.ascent, self.face.metrics.descent()
        self._space, self._leading = self.face.width(" "), theme.px(LEADING)
        self._formulas = formulas
        self.complete = True  # whether every symbol is typeset
        self._groups = [self._measured(group) for group in groups_of(parts)]
        self._placed: dict[float, tuple[Placed, ...]] = {}  # by width: a layout asks more than once

    def height(self, room: float) -> float:
        """How high the sentence is in a width."""
        placed = self.placed(room)
        return max((one.baseline + one.extent.descent * one.scale for one in placed), default=0.0)

    def placed(self, room: float) -> tuple[Placed, ...]:
        """Everything that is written in a width."""
        if room not in self._placed:
            lines = broken([self._groups], room, self._space, self._leading, SMALLEST) if self._groups else ()
            self._placed[room] = tuple(one for line in lines for one in _joined(_placed_in(line)))
        return self._placed[room]

    def _measured(self, group: Group) -> tuple[Measured, Extent]:
        atoms = [(atom, *self._measure(atom)) for atom in group]
        extents = [extent for _, extent, _ in atoms]
        ascent, descent = max(e.ascent for e in extents), max(e.descent for e in extents)
        return tuple(atoms), Extent(sum(extent.width for extent in extents), ascent, descent)

    def _measure(self, atom: Atom) -> tuple[Extent, Formula | None]:
        found = self._formulas.get(atom.symbol.tex, True) if atom.symbol is not None else None
        if found is None:
            self.complete = self.complete and atom.symbol is None
            return Extent(self.face.width(atom.text), self._ascent, self._descent), None
        ascent, descent = max(found.ascent * self.em, self._ascent), max(found.depth * self.em, self._descent)
        return Extent((found.width + sum(BEARINGS)) * self.em, ascent, descent), found


def _placed_in(line: Line[Measured]) -> Iterator[Placed]:
    for group, x, _ in line.pieces:
        for atom, extent, found in group:
            yield Placed(atom, x * line.scale, line.baseline, extent, line.scale, found)
            x += extent.width


def _joined(placed: Iterable[Placed]) -> Iterator[Placed]:
    """The words of a line that follow each other as one: they are painted at once."""
    last: Placed | None = None
    for one in placed:
        if last is not None and last.atom.symbol is None and one.atom.symbol is None:
            end = last.x + last.extent.width * last.scale
            text = f"{last.atom.text}{' ' if one.x > end + 0.5 else ''}{one.atom.text}"
            wide = (one.x - last.x) / one.scale + one.extent.width
            last = last._replace(atom=Atom(text), extent=last.extent._replace(width=wide))
        else:
            if last is not None:
                yield last
            last = one
    if last is not None:
        yield last


def groups_of(parts: Parts) -> tuple[Group, ...]:
    """The groups of a sentence, between which there is a space each."""
    groups: list[list[Atom]] = []
    joined = False  # whether what comes next stands against what was last
    for part in parts:
        if isinstance(part, SymbolView):
            atoms = [Atom(part.plain, part)]
        else:
            atoms = [Atom(EQUALS if word == "=" else word) for word in part.split(" ") if word]
            joined = joined and not part.startswith(" ")
        for atom in atoms:
            if groups and (joined or groups[-1][-1].text == EQUALS):
                groups[-1].append(atom)
            else:
                groups.append([atom])
            joined = False
        joined = isinstance(part, SymbolView) or not part.endswith(" ")
    return tuple(map(tuple, groups))
