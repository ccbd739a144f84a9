"""A document that has just been opened."""

from __future__ import annotations

from pathlib import Path

from bptutor.engine.document import Document
from bptutor.engine.network import Network
from bptutor.engine.passes import cost
from bptutor.study.runs import begun
from bptutor.study.state import State
from bptutor.trace.keys import Key, Kind
from bptutor.trace.timeline import timeline_of


def opened(document: Document, path: Path | None = None) -> State:
    """The state in which a document is first seen. Raises TutorError where it has no data."""
    timeline, examples = timeline_of(document), document.examples
    assert examples is not None  # else there is no timeline
    first = cost(document.network, examples.inputs, examples.targets)
    run = begun("run 1", document.network, first, document=document)
    return State(document, timeline, run, path, selected=_first_selected(document.network))


def _first_selected(network: Network) -> Key:
    """A weight in the middle of the network, so that there is a cost slice to look at from the start."""
    return Key(Kind.THETA, network.depth // 2 + 1, 1, 1)
