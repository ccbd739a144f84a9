"""The two kinds of node that columns are made of, full and compact, as measures."""

from __future__ import annotations

from bptutor.foundation.frozen import Frozen
from bptutor.ui.canvas import measures as m


class Style(Frozen):
    """Sizes of one kind of node: `above` and `below` its axis, and what its column takes."""

    compact: bool
    above: float
    below: float
    input_h: float
    input_w: float
    neuron_w: float
    gap: float
    row_gap: float
    row_gap_most: float


FULL = Style(
    False,
    m.NEURON_H / 2 + m.BIAS_H,
    m.NEURON_H / 2 + m.SLOTS_H,
    m.INPUT_H,
    m.INPUT_W,
    m.NEURON_W,
    m.GAP,
    m.FULL_ROW_GAP,
    m.FULL_ROW_GAP_MOST,
)
COMPACT = Style(
    True,
    m.COMPACT_H / 2,
    m.COMPACT_H / 2,
    m.COMPACT_H,
    m.COMPACT_INPUT_W,
    m.COMPACT_W + m.COMPACT_SLOT_GAP + m.COMPACT_SLOT_W,
    m.COMPACT_GAP,
    m.COMPACT_ROW_GAP,
    m.COMPACT_ROW_GAP_MOST,
)
