"""Markdown to blocks and spans: CommonMark with tables, `$…$`, `$$…$$` and `{{…}}`; no HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from bptutor.lesson.expressions import ExpressionError, Number, parse
from bptutor.lesson.faults import Faults, Place
from bptutor.lesson.spans import Break, Code, Link, Live, Maths, Span, Spans, Text
from bptutor.lesson.strays import read_strays, stray_problem

LIVE = re.compile(r"\{\{([^{}]*)\}\}")
FIGURES = re.compile(r"^(.*?)\s*:\s*(\d{1,2})\s*$", re.DOTALL)
HALF_LIVE = re.compile(r"\{\{([^{}]*\[[\d,\s]+\][^{}]*)\}(?!\})")
LINK = re.compile(r"https?://[^/\s]|(?:lesson|help):\S")
MOST_FIGURES = 17


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        """What leads nowhere gets a fault of ours, instead of staying as brackets without a word."""
        return True

    def normalizeLink(self, url: str) -> str:
        """Names of lessons and pictures stay as written: größe.png is a file, gr%C3%B6%C3%9Fe.png is not."""
        return super().normalizeLink(url) if url.startswith("http") else url


@cache
def markdown() -> MarkdownIt:
    """The parser. HTML blocks are known so that comments can be left out; `---` right under a line of text
    is a page's end, never that line's underlining."""
    parser = _Parser("commonmark", {"html": True, "maxNesting": 12})
    # A formula that may hold empty lines would go on to the next one where its end was forgotten.
    parser.use(dollarmath_plugin, allow_blank_lines=False)
    parser.enable("table").disable(["lheading", "html_inline", "reference"])
    parser.inline.ruler.before("escape", "live", _live_rule)
    read_strays(parser)
    return parser


def _live_rule(state: StateInline, silent: bool) -> bool:
    """`{{…}}` as one token, before stars and brackets in it could mean anything to Markdown."""
    match = LIVE.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        state.push("live", "", 0).content = match[1]
    state.pos = match.end()
    return True


def inline(text: str, faults: Faults, place: Place) -> Spans:
    """A short text (a prompt, a reply) as spans; it starts at a place of the file."""
    tokens = markdown().parseInline(text.strip())
    return Inline(faults, [text.strip()], place, fixed=True).spans(tokens[0]) if tokens else ()


def maths(tex: str, faults: Faults, place: Place) -> Maths:
    """TeX with `{{…}}` in it as a formula."""
    for half in HALF_LIVE.finditer(tex):
        problem = f"this {{{{ is closed by a single }}: a live number is {{{{{half[1]}}}}}"
        faults.add(Place(place.line, place.column + half.start()), problem)
    tex = HALF_LIVE.sub("0", tex)
    parts: list[str | Live] = []
    end = 0
    for match in LIVE.finditer(tex):
        parts.append(tex[end : match.start()])
        parts.append(live(match[1], faults, Place(place.line, place.column + match.start())))
        end = match.end()
    parts.append(tex[end:])
    return Maths(tuple(part for part in parts if part), place)


def live(source: str, faults: Faults, place: Place) -> Live:
    """What stands between the double braces: an expression, and after a colon how many figures to show."""
    text, figures = source, 4
    if match := FIGURES.match(source):
        text, figures = match[1], int(match[2])
        if not 1 <= figures <= MOST_FIGURES:
            faults.add(place, f"a number is shown with 1 to {MOST_FIGURES} figures, not {figures}")
            figures = 4
    try:
        return Live(source, parse(text), figures, place)
    except ExpressionError as error:
        faults.add(Place(place.line, place.column + 2 + error.offset), f"“{{{{{source}}}}}”: {error}")
        return Live(source, Number(0.0), figures, place)


class Inline:
    """Turns the tokens of one run of text into spans, keeping an eye on where each is in the file."""

    def __init__(self, faults: Faults, lines: Sequence[str], start: Place, fixed: bool = False) -> None:
        self.faults = faults
        self.lines = lines
        self.start = start
        self.fixed = fixed
        self.content = ""
        self.at = 0
        self.told: set[str] = set()

    def spans(self, token: Token) -> Spans:
        """The spans of an `inline` token."""
        self.content, self.at = token.content, 0
        return _joined(self._run(list(token.children or [])))

    def _run(self, tokens: list[Token]) -> list[Span]:
        found: list[Span] = []
        strong = emphasis = 0
        while tokens:
            token = tokens.pop(0)
            match token.type:
                case "text":
                    self._find(token.content)
                    found.append(Text(token.content, strong > 0, emphasis > 0))
                case "strong_open" | "strong_close":
                    strong += token.nesting
                case "em_open" | "em_close":
                    emphasis += token.nesting
                case "softbreak":
                    found.append(Text(" ", strong > 0, emphasis > 0))
                case "hardbreak":
                    found.append(Break())
                case "code_inline":
                    self._find(token.content)
                    found.append(Code(token.content))
                case "link_open":
                    found.append(self._link(token, tokens))
                case "link_close":
                    return found
                case _:
                    found.append(self._special(token))
        return found

    def _special(self, token: Token) -> Span:
        match token.type:
            case "math_inline" | "math_inline_double":
                place = self._find(token.content)
                if token.content[-1:].isspace() and not token.content[0].isspace():
                    self.faults.warn(
                        place, r"this formula ends with a space: for dollar signs themselves write \$"
                    )
                return maths(token.content.replace("\n", " "), self.faults, place)
            case "live":
                return live(token.content, self.faults, self._find("{{" + token.content))
            case "image":
                place = self._find(str(token.attrs.get("src", "")))
                self.faults.add(place, "a picture stands in a paragraph of its own")
            case "dollars" | "braces" | "tag":
                place = self._find(token.content)
                # What closes such a formula, or such a tag, is the same mistake.
                if token.type == "braces" or token.type not in self.told:
                    # Shown as it stands, a single $ may be what was meant: a price.
                    tell = self.faults.warn if token.content == "$" else self.faults.add
                    tell(place, stray_problem(token))
                self.told.add(token.type)
            case "comment":
                self._find(token.content)
                return Text("")
        return Text(token.content)

    def _link(self, token: Token, tokens: list[Token]) -> Link:
        place, target = self._find(""), str(token.attrs.get("href", ""))
        if not LINK.match(target):
            problem = f"“{target}” leads nowhere: write lesson:NAME, help:NAME or a web address"
            self.faults.add(place, problem)
        return Link(tuple(_joined(self._run(tokens))), target, place)

    def _find(self, text: str) -> Place:
        """Where in the file the next occurrence of a text is."""
        found = self.content.find(text, self.at)
        if found < 0:
            found = self.at
        self.at = max(self.at, found + len(text)) if text else self.at
        return self._place(found)

    def _place(self, offset: int) -> Place:
        if self.fixed:
            return self.start
        before = self.content[:offset]
        number = before.count("\n")
        column = offset - (before.rfind("\n") + 1)
        text = self.content.split("\n")[number]
        if number < len(self.lines):
            column += max(self.lines[number].find(text), 0)
        return Place(self.start.line + number, column + 1)


def _joined(spans: list[Span]) -> Spans:
    """Neighbouring words of one style as one span."""
    out: list[Span] = []
    for span in spans:
        last = out[-1] if out else None
        if isinstance(span, Text) and isinstance(last, Text) and _style(span) == _style(last):
            out[-1] = Text(last.text + span.text, span.strong, span.emphasis)
        elif not (isinstance(span, Text) and not span.text):
            out.append(span)
    return tuple(out)


def _style(text: Text) -> tuple[bool, bool]:
    return text.strong, text.emphasis
