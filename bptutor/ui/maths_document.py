"""Blocks laid into a QTextDocument, formulas as inline objects, and out of it again as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace
from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor, QTextDocument

from bptutor.ui.maths import formula
from bptutor.ui.maths_blocks import Block, Maths, Part, Words
from bptutor.ui.maths_formats import MARGIN, base_format, block_format, part_format, word_format
from bptutor.ui.maths_object import OBJECT, FormulaObject, formula_format, source_of
from bptutor.ui.theme import Theme

BEFORE_FORMULA, AFTER_FORMULA = re.compile(r"(?:→ |[^\s\w]{1,3})$"), re.compile(r"^\S{1,12}(?=\s|$)")
BEFORE_LAST, FULL_STOP = re.compile(r"(?<=\s)\S{1,10} $"), re.compile(r"[^\s\w]{0,2}")
SHORT = 2.5  # em of a formula that should not stand alone in the last line


def new_document(parent: QObject) -> QTextDocument:
    """An empty document that can hold formulas."""
    document = QTextDocument(parent)
    document.setUndoRedoEnabled(False)
    document.documentLayout().registerHandler(OBJECT, FormulaObject(document))
    return document


def fill(
    document: QTextDocument,
    blocks: Sequence[Block],
    theme: Theme,
    lit: Mapping[str, str],
    margin: float = MARGIN,
) -> None:
    """Replace what the document shows. `lit` maps names of parts to the phase that they are lit in."""
    document.clear()
    document.setDefaultFont(theme.text)
    document.setDocumentMargin(theme.px(margin))
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for number, block in enumerate(blocks):
        form = block_format(block, blocks[number - 1] if number else None, theme)
        if number:
            cursor.insertBlock(form)
        else:
            cursor.setBlockFormat(form)
        base = base_format(block, theme)
        if block.tone == "done":
            cursor.insertText("✓ ", base)
        if block.kind == "item":
            cursor.insertText(block.marker + "\t", base)
        for part, before, after in _glued(block.parts):
            if isinstance(part, Maths):
                look = part_format(part, base, theme, lit)
                look = formula_format(look, part, block.kind == "display", (before, part.after or after))
                if part.spoken:
                    look.setToolTip(part.spoken)
                cursor.insertText("\ufffc", look)
            elif part.text:
                cursor.insertText(part.text, word_format(part, base, theme, lit))
    cursor.endEditBlock()


def plain_text(cursor: QTextCursor) -> str:
    """What is selected, with formulas as TeX between dollars."""
    document, end = cursor.document(), cursor.selectionEnd()
    pieces: list[str] = []
    block = document.findBlock(cursor.selectionStart())
    while block.isValid() and block.position() < end:
        if pieces:
            pieces.append("\n")
        fragments = block.begin()
        while not fragments.atEnd():
            fragment = fragments.fragment()
            start = max(cursor.selectionStart() - fragment.position(), 0)
            text = fragment.text()[start : max(end - fragment.position(), 0)]
            form = fragment.charFormat()
            if form.objectType() == OBJECT:
                text = source_of(form) * len(text)
            pieces.append(text)
            fragments += 1
        block = block.next()
    return "".join(pieces)


def _glued(parts: Sequence[Part]) -> Iterator[tuple[Part, str, str]]:
    """The parts, each formula with what stands against it on either side.

    Qt breaks a line on both sides of an inline object, whatever is next to it (a word joiner too): so "("
    before a formula, an arrow to it, and ")," after it become part of the object, in the formula's colour. So
    does the word before a short formula at the end, which would stand alone in the last line."""
    before = after = ""
    for number, part in enumerate(parts):
        following = parts[number + 1] if number + 1 < len(parts) else None
        if isinstance(part, Maths):
            after = _stuck(following, AFTER_FORMULA)
            yield part, before, after
            before = ""
        else:
            before = _stuck(part, BEFORE_FORMULA) if isinstance(following, Maths) else ""
            if not before and isinstance(following, Maths) and _ends(parts[number + 2 :], following):
                before = _stuck(part, BEFORE_LAST)
            text = part.text[len(after) :]
            after = ""
            if before and len(before) <= len(text):
                text = text[: -len(before)]
            else:
                before = ""
            yield replace(part, text=text), "", ""


def _ends(rest: Sequence[Part], last: Maths) -> bool:
    """Whether a formula is short, and nothing follows it but a full stop."""
    end = not rest or (len(rest) == 1 and isinstance(rest[0], Words) and FULL_STOP.fullmatch(rest[0].text))
    return bool(end) and formula(last.tex, True).width < SHORT


def _stuck(part: Part | None, pattern: re.Pattern[str]) -> str:
    """What of plain words the pattern finds; marked-up words are let alone."""
    if isinstance(part, Words) and part == Words(part.text, colour=part.colour):
        found = pattern.search(part.text)
        return found[0] if found else ""
    return ""
