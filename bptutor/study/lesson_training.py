"""The runs of a `train` gate."""

from __future__ import annotations

import math

import numpy as np
from msgspec.structs import replace

from bptutor.engine.arrays import frozen
from bptutor.engine.descent import Descent
from bptutor.engine.document import Document
from bptutor.lesson.live import Train
from bptutor.study import lesson_words as words
from bptutor.study.lesson_gates import Result, ran
from bptutor.study.lesson_state import Curve, Try
from bptutor.study.runs import trained
from bptutor.study.state import State


def train(state: State, block: Train, attempt: Try) -> tuple[State, Result]:
    """The state after a gate's runs. One run of the network's own rate becomes the run of the window, with
    the timeline where it was; runs of several rates are only drawn, side by side."""
    if block.rates:
        curves = tuple(curve(state.document, rate, block.steps) for rate in block.rates)
    else:
        missing = block.steps - state.run.length
        run = trained(state.document, state.run, missing) if missing > 0 else state.run
        state = replace(state, run=run, logarithmic=block.log)
        curves = (Curve(state.document.learning_rate, run.costs[: block.steps + 1]),)
    lost = any(not math.isfinite(float(each.costs[-1])) for each in curves)
    said = (words.said(words.NO_COST_NUMBER),) if lost and not block.reply else ()
    return state, ran(block, replace(attempt, curves=curves), said)


def curve(document: Document, rate: float, steps: int) -> Curve:
    """J before each of some updates and after the last, with another learning rate."""
    descent = Descent(replace(document, learning_rate=rate))
    first = descent.cost
    return Curve(rate, frozen(np.concatenate([[first], descent.advance(steps)])))
