"""Marks in a line of Markdown that mean nothing where they stand, as tokens of their own: a dollar sign and
braces that open nothing that closes, tags of HTML, comments.

They are told apart while the line is read: afterwards a dollar that was escaped, or that stands in code,
looks like any other.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.parser_inline import RuleFuncInlineType
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

TAGS = (
    "a abbr b big blockquote body br caption center cite code dd del details div dl dt em figure font "
    "footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd li link main mark "
    "meta nav ol p pre q s samp script section small span strike strong style sub summary sup svg table "
    "tbody td th thead title tr tt u ul var video"
)
MARKS = {
    "dollars": re.compile(r"\$\$?"),
    # Three may be one of TeX’s before a live number.
    "braces": re.compile(r"\{\{(?!\{[^{}]*\}\})"),
    "tag": re.compile(rf"</?(?:{TAGS.replace(' ', '|')})(?:\s[^<>]*)?/?>", re.IGNORECASE),
    "comment": re.compile(r"<!--.*?-->", re.DOTALL),
}
PROBLEMS = {
    "dollars": {
        "$": r"this $ opens no formula that is closed; for the sign itself write \$",
        "$$": "this $$ opens no formula that is closed: one by itself comes after an empty line, "
        "stands between $$ and $$, and has no empty line in it",
    },
    "braces": {"{{": r"this {{ is never closed: a live number is {{name}}; for braces themselves write \{{"},
}
BARE = re.compile(r"(?<!\\)\$")
IN_TEX = "this is TeX already: leave the $ out"
HTML = "HTML is not read: write Markdown (only <!-- comments --> are let through)"


def read_strays(parser: MarkdownIt) -> None:
    """Let a parser, which reads formulas and live numbers already, see what is left of their marks."""
    for name in MARKS:
        parser.inline.ruler.push(name, _rule(name))


def stray_problem(token: Token) -> str:
    """What is wrong with a token that `read_strays` made; nothing with a comment, which is left out."""
    if token.type in PROBLEMS:
        return PROBLEMS[token.type][token.content]
    return HTML if token.type == "tag" else ""


def _rule(name: str) -> RuleFuncInlineType:
    def rule(state: StateInline, silent: bool) -> bool:
        match = MARKS[name].match(state.src, state.pos)
        if match is None:
            return False
        if not silent:
            state.push(name, "", 0).content = match[0]
        state.pos = match.end()
        return True

    return rule
