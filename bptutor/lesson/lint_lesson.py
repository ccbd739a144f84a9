"""Everything that is wrong with one lesson, on the network that each of its pages is about.

Nothing here needs a window, and nothing here is played: what the player will do is worked out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from bptutor.engine.document import Document
from bptutor.foundation.errors import FileError, TutorError
from bptutor.foundation.frozen import Frozen
from bptutor.foundation.resources import resource
from bptutor.foundation.typeset import MathsError, typeset
from bptutor.lesson import changes
from bptutor.lesson.evaluate import Numbers
from bptutor.lesson.faults import Fault, Faults, Place, did_you_mean, nearest
from bptutor.lesson.lint_answers import given_away
from bptutor.lesson.lint_blocks import ProbeCheck, troubles
from bptutor.lesson.live import LiveBlock, NetworkChange
from bptutor.lesson.model import Block, Image, Lesson, Listing, Page, Quote
from bptutor.lesson.packs import Pack, picture_problem
from bptutor.lesson.reader import FENCE, gather, lesson_id, slug
from bptutor.lesson.rendering import made_formulas, page_spans, tex_of, words_on
from bptutor.lesson.scope import problems
from bptutor.lesson.spans import Link, Live, Maths
from bptutor.lesson.strays import BARE, IN_TEX

MOST_WORDS = 80


class Checks(Frozen):
    """What only rooms further right can tell: whether probes separate, and which skills there are. `networks`
    says that the pack's network files are checked too: then a lesson need not say what is wrong in them."""

    probe_check: ProbeCheck | None = None
    skills: Collection[str] | None = None
    maths: bool = True
    networks: bool = False


def in_file(error: FileError) -> str:
    """What is wrong with a network file, without the sign that every field begins with."""
    field = (error.field or "").removeprefix("$").removeprefix(".")
    return ": ".join(part for part in (field, error.problem) if part)


def lint_lesson(text: str, name: str, path: str, pack: Pack, checks: Checks) -> list[Fault]:
    """The faults of one lesson's text, in the file's order."""
    faults = Faults(path)
    lesson = gather(text, name, faults)
    if lesson is not None:
        _Linter(text, lesson, pack, checks, faults).lint()
    return sorted(set(faults.found))


class _Linter:
    """Checks one lesson that could be read."""

    def __init__(self, text: str, lesson: Lesson, pack: Pack, checks: Checks, faults: Faults) -> None:
        self.lines = text.split("\n")
        self.lesson = lesson
        self.pack = pack
        self.checks = checks
        self.faults = faults
        self._numbers: Numbers | None = None

    def lint(self) -> None:
        """Front matter first, then page by page."""
        if not self.lesson.title.strip():
            self.faults.add(self.front("title") or Place(), "“title” is empty")
        for skill in self.lesson.skills:
            if self.checks.skills is not None and skill not in self.checks.skills:
                near = did_you_mean(skill, self.checks.skills)
                self.faults.add(self.front("skills") or Place(), f"there is no skill “{skill}”{near}")
        base = self.network(self.lesson.network, self.front("network") or Place())
        document, follows = base, False
        for page in self.lesson.pages:
            before = len(self.faults.found)
            for block in page.live:
                if isinstance(block, NetworkChange):
                    document = self.change(base, block)
            self.page(page, document)
            follows = follows or (document is base and _too_large(self.faults.found[before:]))
        if follows and self.front("network") is None:
            problem = f"“network” is left out, so the pages are about {self.lesson.network}"
            self.faults.warn(Place(), problem)
        self.names()

    def names(self) -> None:
        """Pages of one title, of which a link finds only the first."""
        seen: set[str] = set()
        for page in self.lesson.pages:
            if page.heading and (name := slug(page.title)) in seen:
                problem = f"a page before has this title too; links lead here by “#{page.id}”"
                self.faults.warn(page.place, problem)
            seen.add(name if page.heading else "")

    def front(self, key: str) -> Place | None:
        """Where a key of the front matter stands; None where it is left out."""
        for number, line in enumerate(self.lines[1:], 2):
            if line.strip() == FENCE:
                break
            if re.match(rf"\s*{key}\s*=", line):
                return Place(number, line.index(key) + 1)
        return None

    def network(self, name: str, place: Place) -> Document | None:
        """A network by name, or a fault; then the one that was meant, so that the pages are checked too."""
        try:
            return self.pack.network(name)
        except FileError as error:
            where = Path(error.path).name
            told = " has faults of its own" if self.checks.networks else f": {in_file(error)}"
            self.faults.add(place, f"the network file {where}{told}; what the pages say of it is not checked")
        except TutorError as error:
            self.faults.add(place, str(error))
        meant = nearest(name, self.pack.network_names())
        return self.network(meant, place) if meant not in ("", name) else None

    def change(self, base: Document | None, block: NetworkChange) -> Document | None:
        """What a `network` block makes, as far as it can be made; what cannot is a fault."""
        document = self.network(block.name, Place(block.line)) if block.name else base
        if document is None:
            return None
        wrong = changes.problems(document, block)
        for problem in wrong:
            self.faults.add(self.inside(block.line, problem.split("”")[0].lstrip("“")), problem)
        return changes.changed(document, changes.sound(document, block) if wrong else block)

    def page(self, page: Page, document: Document | None) -> None:
        """One page: its length, its prose, its blocks."""
        if not page.blocks and not self.has_faults(page):
            self.faults.add(page.place, "this page is empty")
        if (count := words_on(page)) > MOST_WORDS:
            self.faults.warn(
                page.place, f"this page has {count} words; up to {MOST_WORDS} are read with pleasure"
            )
        for image in _images(page.blocks):
            self.image(image)
        for span, alone in page_spans(page):
            match span:
                case Link():
                    self.link(span)
                case Live() if document is not None:
                    self.live(span, document)
                case Maths() if document is not None:
                    self.maths(span, document, alone)
        if document is not None:
            for block in page.live:
                self.block(block, document)
            for block, live in given_away(page):
                problem = f"this is what the predict block of line {block.line} asks for: put it below that"
                self.faults.warn(live.place, problem)

    def has_faults(self, page: Page) -> bool:
        """Whether something on a page could not be read."""
        ends = [each.place.line for each in self.lesson.pages if each.place.line > page.place.line]
        last = min(ends, default=len(self.lines) + 1)
        return any(page.place.line <= fault.place.line < last for fault in self.faults.errors)

    def live(self, live: Live, document: Document) -> bool:
        """Whether a live number has a value; if not, a fault."""
        wrong = list(problems(document, live.expression))
        for offset, problem in wrong:
            self.faults.add(Place(live.place.line, live.place.column + 2 + offset), problem)
        if not wrong and not math.isfinite(self.numbers(document).of(live.expression)):
            self.faults.warn(live.place, "this is not a finite number here")
        return not wrong

    def numbers(self, document: Document) -> Numbers:
        """The numbers of a document; kept, for they keep what they have computed."""
        if self._numbers is None or self._numbers.document is not document:
            self._numbers = Numbers(document)
        return self._numbers

    def maths(self, maths: Maths, document: Document, alone: bool) -> None:
        """A formula's live numbers, and whether it typesets with them."""
        fine = [self.live(part, document) for part in maths.parts if isinstance(part, Live)]
        if not all(fine) or not self.checks.maths:
            return
        try:
            typeset(tex_of(maths, self.numbers(document)), inline=not alone)
        except MathsError as error:
            self.faults.add(maths.place, f"this formula cannot be typeset: {error}")

    def image(self, image: Image) -> None:
        """A picture that is there and says what it shows."""
        if problem := picture_problem(self.pack, image.source):
            self.faults.add(image.place, problem)
        if not image.alt.strip():
            self.faults.warn(image.place, "say what the picture shows: ![what it shows](file.png)")

    def link(self, link: Link) -> None:
        """A link to a page of the help, or to a lesson and a page of it, that there is."""
        kind, _, rest = link.target.partition(":")
        name, _, page = rest.partition("#")
        pages = [path.stem for path in resource("help").glob("*.md")] if kind == "help" else []
        if kind == "help" and rest not in pages:
            near = did_you_mean(name, pages) if name not in pages else f": write help:{name}"
            self.faults.add(link.place, f"the help has no page “{rest}”{near}")
        if kind != "lesson":
            return
        if lesson_id(name) not in self.pack.ids:
            near = did_you_mean(lesson_id(name), self.pack.ids)
            self.faults.add(link.place, f"there is no lesson “{name}” in the pack{near}")
        elif page and lesson_id(name) == self.lesson.id and self.lesson.page(page) is None:
            near = did_you_mean(page, [each.id for each in self.lesson.pages])
            self.faults.add(link.place, f"this lesson has no page “{page}”{near}")

    def block(self, block: LiveBlock, document: Document) -> None:
        """A live block against the network, and the formulas that it makes by itself."""
        found = list(troubles(block, document, self.checks.probe_check))
        for trouble in found:
            note = self.faults.warn if trouble.mild else self.faults.add
            note(self.inside(block.line, trouble.text, trouble.offset), trouble.problem)
        if not all(trouble.mild for trouble in found) or not self.checks.maths:
            return
        for tex in made_formulas(block, Numbers(document)):
            if BARE.search(tex):
                self.faults.add(self.inside(block.line, tex), IN_TEX)
                continue
            try:
                typeset(tex)
            except MathsError as error:
                self.faults.add(self.inside(block.line, tex), f"this formula cannot be typeset: {error}")

    def inside(self, line: int, text: str, offset: int = 0) -> Place:
        """Where a text stands in the block that starts at a line."""
        block = self.lines[line : line + 200]
        end = next((n for n, row in enumerate(block) if row.startswith(("~~~", "```"))), len(block))
        for wanted in (f'"{text}"', f"'{text}'", text):
            for number, row in enumerate(block[:end]) if text else ():
                if (found := row.find(wanted)) >= 0:
                    return Place(line + number + 1, found + wanted.find(text) + 1 + offset)
        return Place(line)


def _too_large(faults: Iterable[Fault]) -> bool:
    """Whether some of the faults are names of values that a larger network would have."""
    return any(re.search(r"the network has \d|there (is|are) only \d", fault.problem) for fault in faults)


def _images(blocks: tuple[Block, ...]) -> Iterator[Image]:
    for block in blocks:
        match block:
            case Image():
                yield block
            case Listing(items):
                for item in items:
                    yield from _images(item)
            case Quote(inner):
                yield from _images(inner)
            case _:
                pass
