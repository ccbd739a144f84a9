"""A lesson file to a Lesson: `+++` front matter in TOML, then Markdown with live blocks.

All faults of a file come at once, each with line and column. What can only be told with the network at
hand (unknown keys, wrong indices) is told by `lint`.
"""

from __future__ import annotations

import re
import unicodedata

from bptutor.foundation.frozen import Frozen
from bptutor.lesson.faults import Faults, LessonError, Place
from bptutor.lesson.model import Lesson, Page
from bptutor.lesson.prose import Cut, cuts
from bptutor.lesson.spans import Spans, plain
from bptutor.lesson.strict import Toml
from bptutor.lesson.wellformed import check_blocks

FORMAT = 1
MAX_FILE = 1_000_000
MAX_PAGES = 100
FENCE = "+++"


class Front(Frozen):
    """The front matter."""

    format: int
    title: str
    network: str = "two-hidden-layers"
    skills: tuple[str, ...] = ()
    summary: str = ""
    learnt: Spans = ()


def decode(text: str, name: str, path: str = "") -> Lesson:
    """The lesson that a text says. Raises LessonError with all its faults."""
    faults = Faults(path or name)
    lesson = gather(text, name, faults)
    if lesson is None or faults.errors:
        raise LessonError(faults.errors)
    return lesson


def gather(text: str, name: str, faults: Faults) -> Lesson | None:
    """The lesson as far as it can be read; its faults are noted. None where there is no front matter."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if (bad := re.search(r"[\x00-\x08\x0b-\x1f]", text)) is not None:
        line = text.count("\n", 0, bad.start()) + 1
        faults.add(
            Place(line, bad.start() - text.rfind("\n", 0, bad.start())), "a control character stands here"
        )
    head, body, first = _split(text, faults)
    front = _front(head, name, faults) if head is not None else None
    if front is not None and front.format != FORMAT:
        newer = (
            "is newer than this program, which reads" if front.format > FORMAT else "is not known; it must be"
        )
        faults.add(Place(2), f"format {front.format} {newer} {FORMAT}")
    found = cuts(body, first, faults)
    pages = _pages(found, front.title if front else name)
    if not pages and (head is not None or body):
        faults.add(Place(first), "the lesson has no pages: start one with a line of ## and its title")
    if len(pages) > MAX_PAGES:
        faults.add(Place(first), f"the lesson has {len(pages)} pages; at most {MAX_PAGES} are read")
    for page in pages:
        check_blocks(page, faults)
    if front is None:
        return None
    return Lesson(
        lesson_id(name),
        front.title,
        front.network,
        pages,
        front.skills,
        front.summary,
        front.learnt,
        faults.path,
    )


def _front(head: str, title: str, faults: Faults) -> Front | None:
    """The front matter; where it cannot be read whole, what else it says. None where its network is not read:
    of another one the pages would be all wrong."""
    front = Toml(head, 2, faults).decode(Front)
    if front is not None:
        return front
    rows = [row if Toml(row, 2, Faults("")).table is not None else "" for row in head.split("\n")]
    if "network" in head and not any("network" in row for row in rows):
        return None
    return Toml("\n".join(rows), 2, Faults("")).decode(Front, format=FORMAT, title=title)


def _split(text: str, faults: Faults) -> tuple[str | None, str, int]:
    """Front matter, body, and the line that the body starts at."""
    lines = text.split("\n")
    if lines[0].strip() != FENCE:
        faults.add(Place(), f"a lesson starts with a line of {FENCE}, its front matter, and another {FENCE}")
        return None, text, 1
    for number, line in enumerate(lines[1:], 1):
        if line.strip() == FENCE:
            return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2
    faults.add(Place(), f"the front matter is never closed: end it with a line of {FENCE}")
    return None, "", len(lines)


def _pages(found: list[Cut], title: str) -> tuple[Page, ...]:
    pages: list[Page] = []
    taken: set[str] = set()
    for number, cut in enumerate(found, 1):
        own = plain(cut.heading) or (title if number == 1 else "")
        base = slug(own) or f"page-{number}"
        name, count = base, 1
        while name in taken:
            count += 1
            name = f"{base}-{count}"
        taken.add(name)
        pages.append(Page(name, own, cut.heading, cut.blocks, cut.place))
    return tuple(pages)


def slug(text: str) -> str:
    """A title as a name for links and progress: "Six paths home" -> six-paths-home."""
    plain_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain_text.lower()).strip("-")[:60]


def lesson_id(name: str) -> str:
    """A file's name without the number that orders it: 06-one-gradient -> one-gradient."""
    return re.sub(r"^\d+[-_ ]+", "", name) or name
