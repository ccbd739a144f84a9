"""Trace: one pass through a network as named steps, made when they are asked for.

What may enter: keys (names of values), steps (data), the timeline that makes them, and the edges at
which a step becomes text (narration), TeX (formulas) or NumPy (code_lines). A timeline is arithmetic plus
arrays and never a list of steps: where a step lies follows from the widths of the layers, and what it says
is read from arrays, so that going to step two million costs what going to step two costs.

The update phase is that of the run's optimiser. A rule is a table of recipes (`optimiser_rules`), from which
its keys, steps, numbers, formulas and code follow; gradient descent needs none of these modules.

Why it is not the engine: the engine computes whole layers at once and takes short cuts where they are safe
(ŷ − y for softmax with cross-entropy). The timeline takes the long way, product by product, and each is
the other's witness.
"""
