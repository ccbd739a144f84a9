"""The pages of the help, from `resources/help/*.md` and from the table of commands. No Qt."""

from __future__ import annotations

from functools import cache

from bptutor.foundation.files import read_text
from bptutor.foundation.frozen import Frozen
from bptutor.foundation.resources import resource
from bptutor.lesson.faults import Faults
from bptutor.lesson.live import LiveBlock
from bptutor.lesson.model import Block, CodeBlock, Table, spans_of
from bptutor.lesson.prose import cuts
from bptutor.lesson.spans import Code, Spans, Text, plain
from bptutor.ui.commands import COMMANDS, keys_text

ORDER = ("the-window", "lessons", "practise", "notation", "conventions", "keys", "writing-lessons")
LARGEST = 400_000


class Section(Frozen):
    """A heading with what stands under it; `words` is all of it as plain text, for searching."""

    heading: Spans
    blocks: tuple[Block, ...]
    words: str

    @property
    def title(self) -> str:
        """The heading as words."""
        return plain(self.heading).replace("$", "")


class HelpPage(Frozen):
    """One file; the first section's heading is the page's title."""

    name: str
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        """What the list of pages shows."""
        return self.sections[0].title or self.name


@cache
def help_pages() -> tuple[HelpPage, ...]:
    """All pages, in the order in which they are listed."""
    found = {path.stem: path for path in resource("help").glob("*.md")}
    names = [name for name in ORDER if name in found] + sorted(set(found) - set(ORDER))
    return tuple(_page(name, read_text(found[name], LARGEST)) for name in names)


def page_named(name: str) -> HelpPage:
    """The page of that name, or the first one."""
    return next((page for page in help_pages() if page.name == name), help_pages()[0])


def search(text: str) -> tuple[tuple[HelpPage, Section], ...]:
    """The sections in which every word of a text occurs; for an empty one, all."""
    wanted = text.casefold().split()
    return tuple(
        (page, section)
        for page in help_pages()
        for section in page.sections
        if all(word in section.words for word in wanted)
    )


def _page(name: str, text: str) -> HelpPage:
    found = [(cut.heading, cut.blocks) for cut in cuts(text, 1, Faults(name))]
    if name == "keys":
        heading, blocks = found[0]
        found[0] = heading, (*blocks, keys_table())
    return HelpPage(name, tuple(_section(heading, blocks) for heading, blocks in found))


def _section(heading: Spans, blocks: tuple[Block, ...]) -> Section:
    shown = tuple(block for block in blocks if not isinstance(block, LiveBlock))
    words = [plain(heading), *(plain((span,)) for span in spans_of(shown))]
    words += [block.text for block in shown if isinstance(block, CodeBlock)]
    return Section(heading, shown, " ".join(words).casefold())


def keys_table() -> Table:
    """Every command that has a key."""
    rows = tuple(
        (
            (Code(keys_text(entry)),),
            (Text(entry.text.rstrip("…") + (f" ({entry.tip})" if entry.tip else "")),),
        )
        for entry in COMMANDS
        if entry.keys
    )
    return Table(((Text("keys"),), (Text("what they do"),)), rows)
