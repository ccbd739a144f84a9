"""Words and symbols of the study as blocks that the window typesets."""

from __future__ import annotations

from bptutor.study.practise_prose import Said
from bptutor.study.views.practise_feedback import FeedbackView
from bptutor.ui.maths_blocks import Block, Maths, Part, Words
from bptutor.ui.panels.chain_typeset import Formulas

LINE = "\N{LINE SEPARATOR}"  # the text stands close under its head, in one paragraph


def parts_of(said: Said, bold: bool = False, colour: str = "") -> tuple[Part, ...]:
    """A line's parts."""
    return tuple(
        Words(part, bold, colour=colour) if isinstance(part, str) else Maths(part.tex, part.spoken, colour)
        for part in said
    )


def block_so_far(said: Said, formulas: Formulas) -> Block:
    """A paragraph whose symbols stand as plain text until they are typeset: where a step must not wait."""
    parts: list[Part] = []
    for part in said:
        if isinstance(part, str):
            parts.append(Words(part))
        elif formulas.get(part.tex, True) is None:
            parts.append(Words(part.plain))
        else:
            parts.append(Maths(part.tex, part.spoken))
    return Block("text", tuple(parts))


def block(said: Said, bold: bool = False, colour: str = "") -> Block:
    """A paragraph."""
    return Block("text", parts_of(said, bold, colour))


def feedback_blocks(view: FeedbackView) -> tuple[Block, ...]:
    """The head, and the text beneath."""
    head = Words(view.head, bold=True)
    if not view.said:
        return (Block("text", (head,)),)
    return (Block("text", (head, Words(LINE), *parts_of(view.said))),)


def hint_block(said: Said) -> Block:
    """A hint, named as one."""
    return Block("text", (Words("Hint  ", bold=True, colour="muted"), *parts_of(said)))
