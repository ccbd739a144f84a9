"""The networks that come with the program, in the order of the menu."""

from __future__ import annotations

from pathlib import Path

from bptutor.engine.document import Document
from bptutor.engine.document_file import read_document
from bptutor.foundation.frozen import Frozen
from bptutor.foundation.resources import resource

TITLES = {
    "two-hidden-layers": "Two hidden layers",
    "dead-relu": "A dead ReLU",
    "xor": "XOR 2-2-1",
    "mazur": "Matt Mazur’s example 2-2-2",
    "classifier-2-3-2": "Classifier 2-3-2",
    "digits-64-32-10": "Handwritten digits 64-32-10",
}
FIRST = "two-hidden-layers"


class ReadyMade(Frozen):
    """One of them: `name` is the file's, `title` the name that the file gives its network."""

    name: str
    title: str

    @property
    def path(self) -> Path:
        """Where its file is. Raises TutorError if the program came without its resources."""
        return resource("networks", f"{self.name}.bpnet")

    def read(self) -> Document:
        """The document. Raises FileError."""
        return read_document(self.path)


READY_MADE: tuple[ReadyMade, ...] = tuple(ReadyMade(name, title) for name, title in TITLES.items())


def ready_made(name: str = FIRST) -> ReadyMade:
    """The one of that name. Raises KeyError."""
    return ReadyMade(name, TITLES[name])
