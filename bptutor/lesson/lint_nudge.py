"""What a nudge lab asks of the network: what can be pushed or dragged, and where the slider gets."""

from __future__ import annotations

from collections.abc import Iterator

from bptutor.engine.document import Document
from bptutor.lesson.evaluate import Numbers
from bptutor.lesson.live import Nudge
from bptutor.lesson.nudge import PLACES, dragged, dragged_to
from bptutor.lesson.troubles import STUCK, Trouble, of_expressions, of_target
from bptutor.trace.keys import Key, Kind, parse


def nudge_troubles(block: Nudge, document: Document) -> Iterator[Trouble]:
    """Everything in a lab that the document cannot give."""
    found = [*of_target(document, block.value), *of_expressions(document, *block.watch, *block.visit)]
    yield from (*found, *_without_effect(block))
    if found:
        return
    key = parse(block.value)
    if block.plot == "activation" and (key.kind is not Kind.Z or _mixes(document, key) or not block.range):
        yield Trouble(
            "an activation is drawn for a z that is dragged, and not of softmax: leave “plot” out",
            "plot =",
        )
    if not block.range:
        return
    if key.kind is Kind.A:
        yield Trouble("an a follows its z and cannot be dragged by itself: drag the z", block.value)
    elif len(block.range) == 2:
        yield from _visits(block, document, key)


def _without_effect(block: Nudge) -> Iterator[Trouble]:
    """Keys that this lab makes nothing of."""
    if not block.until and not block.visit:
        for name in ("reply", "optional"):
            if getattr(block, name):
                problem = f"this lab asks for nothing, so “{name}” does nothing: give it “until” or “visit”"
                yield Trouble(problem, f"{name} =", mild=True)
    if block.steps and block.range:
        yield Trouble("“steps” are pushes, and with “range” the value is dragged", "steps =", mild=True)


def _mixes(document: Document, key: Key) -> bool:
    return document.network.layers[key.layer - 1].activation.mixes


def _visits(block: Nudge, document: Document, key: Key) -> Iterator[Trouble]:
    low, high = block.range
    now = Numbers(document, block.example)
    if not low <= (value := now.of(block.value)) <= high:
        yield Trouble(f"the value is {value:.4g} at first, which “range” does not hold", "range =", mild=True)
    if block.visit and all(now.of(text) for text in block.visit):
        yield Trouble(
            "all of this is true from the start, so the learner need not look for it", "visit =", mild=True
        )
    unseen = list(block.visit)
    for place in range(PLACES + 1):
        there = dragged(document, key, dragged_to(low, high, place), block.example - 1)
        scene = Numbers(there, block.example)
        unseen = [text for text in unseen if scene.of(text) == 0]
    for text in unseen:
        yield Trouble(
            f"“{text}” is true at none of the slider’s {PLACES} steps from {low:g} to {high:g}, {STUCK}", text
        )
