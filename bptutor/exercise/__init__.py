"""Exercise: questions from a seed, answers judged from the learner's own numbers, slips named, review.

What may enter: everything between a seed and a verdict. A question is a frozen value made from (kind,
version, seed, difficulty, skill); marking is a pure function of a question, an answer and the answers before
it; the clock is passed in. Nothing here draws, prints or stores.

Why a slip is a pass and not a formula: a slip is the long way from C to a parameter with one rule replaced
(`ways` has the rules, `slips` the replacements), so that one definition serves every network, every asked
value and every set of the learner's own earlier numbers.
"""
