"""Lengths of the drawing in em of the text (14 px at 100 %), taken from the design's pictures."""

# What fits: "−0.1442" in NUMBER is 3.65 em wide.
NUMBER = 0.86  # size of a value's text
PILL_TEXT = 0.8  # of a gradient's
SMALL = 0.82  # of captions
NOTE = 0.68  # of what a nudge adds
SYMBOL = 1.1  # of typeset symbols

INPUT_W, INPUT_H = 3.8, 2.75
HALF_W, NEURON_H = 4.1, 4.0
NEURON_W = 2 * HALF_W
COST_W, COST_H = 4.4, 2.75
SYMBOL_AT, VALUE_AT = 1.15, 2.72  # centres below the top of a neuron
NOTE_AT, NOTE_ABOVE = 3.53, 0.55  # its centre below the top of a neuron, and above the cost
PILL_GROWTH = 1.8  # of a long number's pill at most, to the side where the drawing is empty
SLOT_GAP, SLOT_H, SLOT_INSET = 0.3, 1.3, 0.15

BIAS_ARROW, BIAS_LABEL_H = 1.35, 1.3
BIAS_H = BIAS_ARROW + 0.15 + BIAS_LABEL_H  # what a bias needs above its neuron
CAPTION_H = 1.2
SLOTS_H = SLOT_GAP + SLOT_H

CHAIN_GAP, CHAIN_GAP_MOST = 4.1, 6.5
CHAIN_COST_GAP, CHAIN_COST_GAP_MOST = 1.8, 3.0
WEIGHT_UP, WEIGHT_VALUE_UP = 2.5, 1.2  # centres of symbol and value above an edge
WEIGHT_TOP, WEIGHT_BOTTOM = 3.25, 0.78  # of both, above an edge: a ring around them keeps off a gate
PILL_DOWN = 0.6  # top of a weight's gradient below its edge
ONE_ROW_SCALE = 0.82  # below it a chain is broken into rows
CHAIN_ROWS = 4
ROW_GUTTER = 1.4

GAP, GAP_MOST = 7.0, 15.0
COST_GAP, COST_GAP_MOST = 3.2, 6.0
FULL_ROW_GAP, FULL_ROW_GAP_MOST = 0.7, 2.6
HEADING_H = 1.9
FEW_INPUTS_APART, MANY_INPUTS_APART = 6.4, 4.2  # their axes, without the gap, beside more and fewer neurons
COLUMN_TARGET_GAP = 0.5  # between the cost and the first target

COMPACT_GAP = 6.6  # a boxed weight with its ring has room
COMPACT_W, COMPACT_H = 6.8, 2.25
COMPACT_INPUT_W = 6.2
COMPACT_SYMBOL_W = 2.5
COMPACT_NOTE_UP, COMPACT_NOTE_LEFT = 0.44, 2.0  # of what a nudge adds, within a compact neuron
COMPACT_SLOT_W, COMPACT_SLOT_H, COMPACT_SLOT_GAP = 3.8, 1.4, 0.25
SLOTS_NAME_H = 1.05  # what their slots show, between the heading and the first
COMPACT_ROW_GAP, COMPACT_ROW_GAP_MOST = 0.62, 1.1
FOLD_H, FOLD_GAP = 1.8, 0.62

LABEL_W, LABEL_H = 5.9, 1.6  # a boxed weight on its edge
LABEL_PILL_GAP = 0.1  # to its gradient beneath
BIAS_LABEL_W, BIAS_LABEL_AWAY = 5.2, 0.8  # a boxed bias before its compact neuron
GATE_AWAY, GATE_W, GATE_H = 0.63, 0.56, 1.06  # its centre from the neuron; between a weight and its gradient
TARGET_GAP, TARGET_H, TARGET_W = 1.0, 1.3, 5.4
LEGEND_H = 1.2
MARGIN = 0.5

FOLD_ABOVE = 12
FEWEST_ROWS = 4
FULL_MOST = 4  # up to this width neurons always show both halves
FULL_SCALE = 0.76  # wider layers do too where they can be shown at this part of the text's size
OPENED_MOST = 64  # rows of an unfolded layer on one page
OPENED_SCALE = 0.85
LARGEST = 1.5  # the drawing fills its room up to this many times the text's size
