"""How blocks and words of a page look: fonts, colours, spaces and indents."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QFont, QTextBlockFormat, QTextCharFormat, QTextFormat, QTextOption

from bptutor.ui.maths_blocks import Block, Part, Words
from bptutor.ui.theme import Theme

NAME = QTextFormat.Property.UserProperty.value + 10  # the name by which a part is lit
SPACE = {
    "title": (0, 8),
    "heading": (16, 4),
    "text": (0, 10),
    "small": (0, 2),
    "item": (0, 6),
    "code": (12, 16),
    "display": (14, 4),  # what follows it keeps the larger of the two as well, unless it goes on from it
}
BAR_INDENT, ITEM_INDENT, CODE_INDENT, MARGIN = 15, 18, 12, 4
CONTINUED = 6  # between the lines of one equation
STEP_SPACE = 16  # between the steps of a walk, of which half is the lit step's padding
# A character format loses the features of its font, and `<=` is to be typed as it is read.
NO_LIGATURES = QFont.StyleStrategy.PreferNoShaping
LEADING = 4  # added between lines: 14 px text on lines of 21 px


def block_format(block: Block, before: Block | None, theme: Theme) -> QTextBlockFormat:
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
    if block.goes_on:
        above = CONTINUED
    elif before is not None and before.kind == "display":
        above = max(above, SPACE["display"][0])
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


def base_format(block: Block, theme: Theme) -> QTextCharFormat:
    font, colour = {
        "title": (theme.title, "ink"),
        "heading": (theme.strong, "ink"),
        "small": (theme.small, "muted"),
        "code": (theme.code, "ink"),
    }.get(block.kind, (theme.text, "ink"))
    form = QTextCharFormat()
    form.setFont(font)
    if block.kind == "code":
        form.setFontStyleStrategy(NO_LIGATURES)
    form.setForeground(QBrush(theme.colour("muted" if block.tone else colour)))
    return form


def part_format(part: Part, base: QTextCharFormat, theme: Theme, lit: Mapping[str, str]) -> QTextCharFormat:
    form = QTextCharFormat(base)
    if part.colour:
        form.setForeground(QBrush(theme.colour(part.colour)))
    if part.name:
        form.setProperty(NAME, part.name)
        if phase := lit.get(part.name):
            form.setForeground(QBrush(theme.phase_colour(phase)))
            form.setBackground(QBrush(theme.phase_tint(phase)))
    return form


def word_format(part: Words, base: QTextCharFormat, theme: Theme, lit: Mapping[str, str]) -> QTextCharFormat:
    form = part_format(part, base, theme, lit)
    if part.bold:
        form.setFontWeight(QFont.Weight.DemiBold)
    form.setFontItalic(part.italic or form.fontItalic())
    if part.code:
        form.setFontFamilies(theme.code.families())
        form.setFontFixedPitch(True)
        form.setFontStyleStrategy(NO_LIGATURES)
        form.setBackground(QBrush(theme.colour("sunk")))
    if part.link:
        form.setAnchor(True)
        form.setAnchorHref(part.link)
        form.setFontUnderline(True)
        form.setForeground(QBrush(theme.colour("forward")))
    return form
