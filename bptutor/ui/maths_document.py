"""Blocks laid into a QTextDocument, each formula an inline object that stands on the line's own baseline.

Qt gives an inline object no depth of its own: with AlignBaseline it reaches below the baseline by the
whole-pixel descent of its character format's font. So each object's font is chosen as the smallest that
descends at least as deep as the formula, and the formula is painted that far above the object's lower edge.
That is exact at every size."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QBrush,
    QFont,
    QFontMetrics,
    QPainter,
    QPyTextObject,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
)

from bptutor.ui.maths import DISPLAY, INLINE, Formula, formula
from bptutor.ui.maths_blocks import Block, Maths, Part
from bptutor.ui.theme import Theme
from bptutor.ui.theme_fonts import text_font

OBJECT = QTextFormat.ObjectTypes.UserObject.value + 1
TEX, IS_INLINE, EM, NAME = (QTextFormat.Property.UserProperty.value + n for n in range(1, 5))
SPACE = {
    "title": (0, 8),
    "heading": (16, 4),
    "text": (0, 10),
    "small": (0, 2),
    "item": (0, 6),
    "code": (12, 16),
    "display": (12, 12),
}
BAR_INDENT, ITEM_INDENT, CODE_INDENT, MARGIN = 15, 18, 12, 4
STEP_SPACE = 16  # between the steps of a walk, of which half is the lit step's padding
BEARINGS = (0.08, 0.04)  # what an inline formula keeps from its neighbours, in em: its box is the ink's
NARROWEST = 0.6  # a formula wider than the page shrinks to this part of its size, then is cut
LEADING = 4  # added between lines: 14 px text on lines of 21 px


class FormulaObject(QPyTextObject):
    """Measures and paints the formulas of a document."""

    def intrinsicSize(self, doc: QTextDocument, position: int, form: QTextFormat) -> QSizeF:
        shown, em = _shown(doc, position, form)
        width = shown.width + (sum(BEARINGS) if shown.inline else 0)
        return QSizeF(width * em, math.ceil(shown.ascent * em) + _descent_of(form))

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, doc: QTextDocument, position: int, form: QTextFormat
    ) -> None:
        shown, em = _shown(doc, position, form)
        box = QRectF(rect)
        bearing = BEARINGS[0] * em if shown.inline else 0
        baseline = QPointF(box.left() + bearing, box.bottom() - _descent_of(form))
        shown.paint(painter, baseline, form.toCharFormat().foreground().color(), em)


def new_document(parent: QObject) -> QTextDocument:
    """An empty document that can hold formulas."""
    document = QTextDocument(parent)
    document.setUndoRedoEnabled(False)
    document.documentLayout().registerHandler(OBJECT, FormulaObject(document))
    return document


def fill(document: QTextDocument, blocks: Sequence[Block], theme: Theme, lit: Mapping[str, str]) -> None:
    """Replace what the document shows. `lit` maps names of parts to the phase that they are lit in."""
    document.clear()
    document.setDefaultFont(theme.text)
    document.setDocumentMargin(theme.px(MARGIN))
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for number, block in enumerate(blocks):
        form = _block_format(block, blocks[number - 1] if number else None, theme)
        if number:
            cursor.insertBlock(form)
        else:
            cursor.setBlockFormat(form)
        base = _base_format(block, theme)
        if block.tone == "done":
            cursor.insertText("✓ ", base)
        if block.kind == "item":
            cursor.insertText(block.marker + "\t", base)
        for part in block.parts:
            _insert(cursor, part, base, theme, block.kind == "display", lit)
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
                mark = "$" if form.boolProperty(IS_INLINE) else "$$"
                text = f"{mark}{form.stringProperty(TEX)}{mark}" * len(text)
            pieces.append(text)
            fragments += 1
        block = block.next()
    return "".join(pieces)


def _insert(
    cursor: QTextCursor,
    part: Part,
    base: QTextCharFormat,
    theme: Theme,
    display: bool,
    lit: Mapping[str, str],
) -> None:
    form = QTextCharFormat(base)
    if part.colour:
        form.setForeground(QBrush(theme.colour(part.colour)))
    if part.name:
        form.setProperty(NAME, part.name)
        if phase := lit.get(part.name):
            form.setForeground(QBrush(theme.phase_colour(phase)))
            form.setBackground(QBrush(theme.phase_tint(phase)))
    if isinstance(part, Maths):
        _insert_formula(cursor, part, form, display)
        return
    if part.bold:
        form.setFontWeight(QFont.Weight.DemiBold)
    form.setFontItalic(part.italic or form.fontItalic())
    if part.code:
        code = theme.code
        form.setFontFamilies(code.families())
        form.setFontFixedPitch(True)
        form.setBackground(QBrush(theme.colour("sunk")))
    if part.link:
        form.setAnchor(True)
        form.setAnchorHref(part.link)
        form.setFontUnderline(True)
        form.setForeground(QBrush(theme.colour("forward")))
    cursor.insertText(part.text, form)


def _insert_formula(cursor: QTextCursor, part: Maths, form: QTextCharFormat, display: bool) -> None:
    em = form.font().pixelSize() * (DISPLAY if display else INLINE)
    shown = formula(part.tex, not display)
    form.setObjectType(OBJECT)
    form.setProperty(TEX, part.tex)
    form.setProperty(IS_INLINE, not display)
    form.setProperty(EM, em)
    form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
    form.setFont(text_font(_pixels_descending(math.ceil(shown.depth * em))))
    if part.spoken:
        form.setToolTip(part.spoken)
    cursor.insertText("\ufffc", form)


def _base_format(block: Block, theme: Theme) -> QTextCharFormat:
    font, colour = {
        "title": (theme.title, "ink"),
        "heading": (theme.strong, "ink"),
        "small": (theme.small, "muted"),
        "code": (theme.code, "ink"),
    }.get(block.kind, (theme.text, "ink"))
    form = QTextCharFormat()
    form.setFont(font)
    form.setForeground(QBrush(theme.colour("muted" if block.tone else colour)))
    return form


def _block_format(block: Block, before: Block | None, theme: Theme) -> QTextBlockFormat:
    px = theme.px
    form = QTextBlockFormat()
    above, below = _spaces(block, before)
    form.setTopMargin(px(above))
    form.setBottomMargin(px(below))
    indent = (BAR_INDENT if block.bar else 0) + block.level * ITEM_INDENT
    if block.kind == "item":
        indent += ITEM_INDENT
        form.setTextIndent(-px(ITEM_INDENT))
        form.setTabPositions([QTextOption.Tab(px(ITEM_INDENT), QTextOption.TabType.LeftTab)])
    elif block.kind == "code":
        indent += CODE_INDENT
        form.setNonBreakableLines(True)
    form.setLeftMargin(px(indent))
    if block.bar:
        form.setRightMargin(px(MARGIN))
    if block.kind == "display":
        form.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    else:
        form.setLineHeight(px(LEADING), QTextBlockFormat.LineHeightTypes.LineDistanceHeight.value)
    return form


def _spaces(block: Block, before: Block | None) -> tuple[int, int]:
    """The least space above and below; between blocks Qt takes the larger of the two."""
    above, below = SPACE[block.kind]
    if before is None:
        return 0, below
    if same_step(block, before):
        return above, below
    if block.bar or before.bar:
        return STEP_SPACE, below
    return above, below


def same_step(block: Block, other: Block) -> bool:
    """Whether two neighbours belong to one step of a walk."""
    return bool(block.name) and block.name == other.name


def _shown(doc: QTextDocument, position: int, form: QTextFormat) -> tuple[Formula, float]:
    """The formula at a position and its em, which gives way where the page is narrower than the formula."""
    shown = formula(form.stringProperty(TEX), form.boolProperty(IS_INLINE))
    em = form.doubleProperty(EM)
    if doc.textWidth() > 0:
        block = doc.findBlock(position).blockFormat()
        room = doc.textWidth() - 2 * doc.documentMargin() - block.leftMargin() - block.rightMargin()
        em = min(em, max(room / max(shown.width, 0.01), em * NARROWEST))
    return shown, em


def _descent_of(form: QTextFormat) -> int:
    return _descent(form.toCharFormat().font().pixelSize())


@cache
def _descent(pixels: int) -> int:
    return QFontMetrics(text_font(pixels)).descent()


@cache
def _pixels_descending(depth: int) -> int:
    """The smallest text size whose descent is at least `depth` pixels."""
    pixels = 1
    while _descent(pixels) < depth:
        pixels += 1
    return pixels
