"""Lesson: what a lesson file says, what it means on a network, and how far a learner has come in it.

What may enter: the format of lessons (model, live blocks, reader), its numbers (expressions, evaluation),
the mathematics behind the interactive parts (composition, chains, ledger, nudge, derivation), packs, the
linter and the player's state. A lesson is data and never a program: its expressions are read by the
evaluator in here, which knows arithmetic and the names of values and nothing else.

Why prose is plain data: a panel lays it out with its own fonts and typeset formulas, a screen reader
speaks it, the linter counts its words, and none of them has to take HTML apart again.
"""
