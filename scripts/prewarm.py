"""Typesets what ships with the tutor into resources/formulas.dat, so that a first start typesets nothing.

    python scripts/prewarm.py [--check]

With --check nothing is written; what is missing is listed, and the exit code is 1 if anything is.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bptutor.engine.document import Document  # noqa: E402
from bptutor.engine.optimisers import Optimiser  # noqa: E402
from bptutor.engine.ready_made import FIRST, READY_MADE, ready_made  # noqa: E402
from bptutor.foundation import typeset as typesetting  # noqa: E402
from bptutor.foundation.resources import resource  # noqa: E402
from bptutor.foundation.typeset import Typeset, Typesetter, edition, prewarm  # noqa: E402
from bptutor.foundation.typeset_shipped import Shipped  # noqa: E402
from bptutor.lesson import cues  # noqa: E402
from bptutor.lesson.live import Order, Step  # noqa: E402
from bptutor.lesson.model import Display, spans_of  # noqa: E402
from bptutor.lesson.packs import shipped_pack  # noqa: E402
from bptutor.lesson.rendering import formulas_of, tex_of  # noqa: E402
from bptutor.lesson.spans import Maths  # noqa: E402
from bptutor.study.lesson_gates import cards_of  # noqa: E402
from bptutor.study.lesson_state import numbers_of, open_book  # noqa: E402
from bptutor.study.opening import opened  # noqa: E402
from bptutor.study.reduce import reduce  # noqa: E402
from bptutor.study.run_actions import SetOptimiser  # noqa: E402
from bptutor.study.state import Room, State  # noqa: E402
from bptutor.study.views.chain_view import CardView, ChainView  # noqa: E402
from bptutor.study.views.everything import views_of  # noqa: E402
from bptutor.study.views.step_view import SymbolView  # noqa: E402
from bptutor.study.views.values_view import value_keys  # noqa: E402
from bptutor.trace.keys import Key  # noqa: E402
from bptutor.trace.moves import Cursor  # noqa: E402
from bptutor.trace.optimiser_keys import OPTIMISER_KINDS  # noqa: E402
from bptutor.trace.optimiser_rules import ROUNDS  # noqa: E402
from bptutor.trace.steps import Level, Phase  # noqa: E402
from bptutor.trace.symbols import NOTATIONS, SOURCE, Namer, notation_named  # noqa: E402
from bptutor.ui.canvas.symbols import FORM, SIGNS  # noqa: E402
from bptutor.ui.maths import formula  # noqa: E402
from bptutor.ui.panels.chain_measures import is_small  # noqa: E402
from bptutor.ui.panels.help_pages import help_pages  # noqa: E402
from bptutor.ui.panels.lesson_break import in_a_line, set_out  # noqa: E402
from bptutor.ui.panels.lesson_order import formula_on  # noqa: E402
from bptutor.ui.panels.lesson_text import display_sets  # noqa: E402
from bptutor.ui.panels.step_formula import lines_of  # noqa: E402

Asked = tuple[str, bool]
USUAL = (*NOTATIONS, "theta,delta")
NARROW = 12  # the widest layer of a network of which every step is shipped
MOST_STEPS = 400  # of a level; the examples after the first say nothing new
FIRST_STEPS = 12  # of each phase of a wide network


def everything() -> Iterator[Asked]:
    """(TeX, inline) of every formula that the drawing, the panels, the lessons and the help ask for."""
    yield from ((sign, False) for sign in SIGNS)
    for entry in READY_MADE:
        state = opened(entry.read(), entry.path)
        # Other notations of all of them would make the file thrice as large; those are made when asked for.
        for notation in USUAL if entry.name == FIRST else (SOURCE.name,):
            yield from of_network(replace(state, notation=notation))
    yield from of_optimisers()
    yield from of_lessons()
    yield from of_help()


def of_network(state: State) -> Iterator[Asked]:
    """What the panels show of one network in one notation, step by step."""
    namer, keys = Namer(state.network, notation_named(state.notation)), value_keys(state.network.widths)
    yield from ((tex, False) for tex in map(namer.tex, keys) if FORM.fullmatch(tex) is None)
    for level in Level:
        for index in steps(state, level):
            yield from of_step(replace(state, cursor=Cursor(level, index)))


def of_optimisers() -> Iterator[Asked]:
    """The update phase of the first network by each optimiser that has one of its own."""
    namer = Namer(ready_made().read().network)
    own = (namer.tex(Key(kind)) for kind in OPTIMISER_KINDS)
    yield from ((tex, False) for tex in own if FORM.fullmatch(tex) is None)
    for rule in ROUNDS:
        state = reduce(opened(ready_made().read()), SetOptimiser(Optimiser(rule)))
        for level in Level:
            for part in state.timeline.stretches(level):
                for index in range(part.start, part.stop) if part.phase is Phase.UPDATE else ():
                    yield from of_step(replace(state, cursor=Cursor(level, index)))


def steps(state: State, level: Level) -> Iterator[int]:
    """The steps of a level that are shipped: all, or of a wide network the first ones of each phase."""
    total = state.timeline.size(level)
    if max(state.network.widths) <= NARROW:
        first = min(total, MOST_STEPS)
        yield from range(first)
        yield from range(max(first, total - MOST_STEPS // 2), total)
        return
    first = state.timeline.rows[0] + 1
    for part in state.timeline.stretches(level):
        if part.example in (first, None):
            yield from range(part.start, min(part.start + FIRST_STEPS, part.stop))


def of_step(state: State) -> Iterator[Asked]:
    """What chain and step panel show at one step."""
    views = views_of(state)
    yield from of_chain(views.chain)
    for line in lines_of(views.step):
        yield from ((piece.tex, False) for piece in line if piece.tex)
    yield from ((part.tex, True) for part in views.step.sentence if isinstance(part, SymbolView))


def of_chain(chain: ChainView) -> Iterator[Asked]:
    """The symbols and rules of the cards, or the line of matrices."""
    if (made := chain.formula) is not None:
        yield (f"{made.target} = {made.symbolic}" if made.symbolic else made.target), False
    for card in chain.cards:
        yield from of_card(card, chain.summands)
    full = [card for row in chain.rows for card in row.cards]
    for card in full if chain.total is None else [*full, chain.total]:
        yield from of_card(card, inline=False)


def of_card(card: CardView, inline: bool) -> Iterator[Asked]:
    if card.symbol:
        yield card.symbol, inline
    if card.rule:
        yield card.rule, is_small(card.rule)


def of_lessons() -> Iterator[Asked]:
    """Every page of every lesson, with the numbers of its own network."""
    pack = shipped_pack()
    for name in pack.ids:
        book = open_book(pack, name)
        for page, document in zip(book.lesson.pages, book.documents, strict=True):
            for block in page.live:
                if isinstance(block, Order):
                    yield from of_cards(block, document)
                if isinstance(block, Step):
                    yield from of_lead(block, document)
            for tex, inline in formulas_of(page, numbers_of(document)):
                if inline:
                    yield in_a_line(tex), True
                else:
                    yield tex, False
                    set_out((tex,))  # asks for what it measures, and for the lines
            for texs in display_sets(page.blocks, numbers_of(document)):
                set_out(texs)


def of_lead(step: Step, document: Document) -> Iterator[Asked]:
    """What the panels show where a page leads to."""
    state = replace(opened(document), room=Room.LESSONS)
    cue = cues.cue(step, state.timeline)
    assert cue is not None
    chosen = cue.select or cue.chain or state.selected
    yield from of_step(replace(state, cursor=cue.cursor, selected=chosen))


def of_cards(order: Order, document: Document) -> Iterator[Asked]:
    """The cards to put in order that are a formula."""
    namer, numbers = Namer(document.network), numbers_of(document)
    for card in cards_of(order, document):
        if (alone := formula_on(card, namer, numbers)) is not None:
            yield alone.tex, True


def of_help() -> Iterator[Asked]:
    """Every page of the help."""
    numbers = numbers_of(READY_MADE[0].read())
    for page in help_pages():
        for section in page.sections:
            for span in section.heading:
                if isinstance(span, Maths):
                    yield in_a_line(tex_of(span, numbers)), True
            for block in section.blocks:
                for span in spans_of((block,)):
                    if isinstance(span, Maths):
                        tex, alone = tex_of(span, numbers), isinstance(block, Display)
                        yield (tex, False) if alone else (in_a_line(tex), True)
            for texs in display_sets(section.blocks, numbers):
                set_out(texs)


class Recorder(Typesetter):
    """Typesets, and keeps what it was asked for. Of a `check` it looks only into the shipped file."""

    def __init__(self, shipped: Path, check: bool = False) -> None:
        super().__init__(shipped=shipped)
        self._check = check
        self.asked: set[Asked] = set()
        self.missing: set[Asked] = set()

    def typeset(self, tex: str, inline: bool = False) -> Typeset:
        self.asked.add((tex, inline))
        return super().typeset(tex, inline)

    def _laid_out(self, tex: str, inline: bool) -> Typeset:
        self.missing.add((tex, inline))
        return Typeset(b"", 1.0, 1.0, 0.0) if self._check else super()._laid_out(tex, inline)


def recorded(shipped: Path, check: bool = False) -> Recorder:
    """Ask for everything, as the window would."""
    recorder = Recorder(shipped, check)
    usual = typesetting.default_typesetter
    typesetting.default_typesetter = lambda: recorder
    formula.cache_clear()
    set_out.cache_clear()
    try:
        for tex, inline in everything():
            recorder.typeset(tex, inline)
    finally:
        typesetting.default_typesetter = usual
        formula.cache_clear()
        set_out.cache_clear()
    return recorder


def main() -> int:
    path, check = resource("formulas.dat"), "--check" in sys.argv[1:]
    recorder = recorded(path, check)
    if check:
        old = Shipped(path).edition != edition()
        if old:
            print("made with another edition")
        for tex, inline in sorted(recorder.missing):
            print("missing:", tex, "(in a line)" if inline else "")
        return int(old or bool(recorder.missing))
    count = prewarm(recorder.asked, path)
    print(f"{count} formulas, {path.stat().st_size / 1e6:.1f} MB in {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
