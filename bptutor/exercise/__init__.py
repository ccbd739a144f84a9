"""Exercise: questions from a seed, answers judged from the learner's own numbers, slips named, review.

What may enter: everything between a seed and a verdict. A question is a frozen value made from (kind,
version, seed, difficulty, skill); marking is a pure function of a question, an answer and the answers before
it; the clock is passed in. Nothing here draws, prints or stores.

Why a slip is a pass and not a formula: a slip is the long way from C to a parameter with one rule replaced
(`ways` has the rules, `slips` the replacements), so that one definition serves every network, every asked
value and every set of the learner's own earlier numbers.

Decisions. A slip may be made at one layer or at all of them: each such spot is a value of the slip, and a
question probes a slip only if all of its values stand apart. A slip is named only if no other gives that
number; of two, neither is, and the verdict is `wrong`. A ReLU's g′ is 0 or 1, so that leaving it out is
ignoring its gate, and has that one name. The learner's own numbers, right ones too, are what later answers
are held against, beside the truth. Mastery and what is due are replayed from the history and stored nowhere.
"""
