"""What the network in sight was compared with last, as a word that the settings keep."""

from __future__ import annotations

from pathlib import Path

from bptutor.engine.document_file import read_document
from bptutor.foundation.errors import TutorError
from bptutor.study.pair_actions import OfDocument, Rival, UnderConvention
from bptutor.study.pair_conventions import other_conventions
from bptutor.study.state import State

UNDER, FILE = "convention ", "file "


def said(rival: Rival) -> str:
    """The word for another convention or another file; "" for a moment of this study, which is the usual."""
    match rival:
        case UnderConvention(convention):
            return f"{UNDER}{convention.name} {convention.value}"
        case OfDocument(_, Path() as path):
            return f"{FILE}{path.absolute()}"
        case _:
            return ""


def recalled(word: str, state: State) -> Rival | None:
    """What a word says; None where that is nothing to compare this network with, or is no longer there."""
    if word.startswith(FILE):
        path = Path(word.removeprefix(FILE))
        try:
            return OfDocument(read_document(path), path)
        except TutorError:
            return None
    offered = map(UnderConvention, other_conventions(state))
    return next((rival for rival in offered if said(rival) == word), None)
