"""What is wrong with a live block on the network that its page is about, as its checks say it."""

from __future__ import annotations

from collections.abc import Iterator

from bptutor.engine.document import Document
from bptutor.foundation.frozen import Frozen
from bptutor.lesson.expressions import ExpressionError, parse
from bptutor.lesson.scope import PUSHED, problems, read_key

STUCK = "so no answer is right and the pages after it cannot be reached"


class Trouble(Frozen):
    """A fault of a block: what is wrong and in which of its texts (to find the column), at which offset;
    `mild` where it is only a pity."""

    problem: str
    text: str = ""
    offset: int = 0
    mild: bool = False


def of_keys(document: Document, *texts: str) -> Iterator[Trouble]:
    """Names that the document has no value for."""
    for text in texts:
        if text and (problem := read_key(document, text)[1]):
            yield Trouble(problem, text)


def of_expressions(document: Document, *texts: str, variables: tuple[str, ...] = ()) -> Iterator[Trouble]:
    """Expressions that cannot be read, or have no number on the document."""
    for text in texts:
        try:
            for offset, problem in problems(document, parse(text), variables):
                yield Trouble(problem, text, offset)
        except ExpressionError as error:
            yield Trouble(f"“{text}”: {error}", text, error.offset)


def of_target(document: Document, text: str) -> Iterator[Trouble]:
    """A name to which no way leads from C."""
    key, problem = read_key(document, text)
    if key is None:
        yield Trouble(problem, text)
    elif key.kind not in PUSHED:
        yield Trouble(f"there is no way from C to “{text}”: choose a weight, a bias, a z or an a", text)
