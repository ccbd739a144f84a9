"""How large a document may be. What is past a limit is refused before memory is taken for it.

The limits lie far above what one can follow with the eye (784-128-10 with thousands of examples is well
inside) and far below what brings a small machine to its knees.
"""

from __future__ import annotations

MAX_FILE = 64_000_000  # bytes
MAX_LAYERS = 100
MAX_WIDTH = 10_000  # neurons of a layer, or inputs
MAX_PARAMETERS = 2_000_000
MAX_EXAMPLES = 100_000
MAX_VALUES = 20_000_000  # examples × (inputs and neurons): what one pass over all of them keeps
MAX_NAME = 200  # letters
MAX_LINKED_UPDATES = 2_000  # done anew to open a file where somebody was
# Every list of a document: a row for each neuron and twice for each example, and a few around them.
MAX_OBJECTS = 1_000  # the file itself, its data, and one for each layer
MAX_LISTS = 2 * MAX_EXAMPLES + MAX_LAYERS * 1_000
