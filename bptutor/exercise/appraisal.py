"""What a teacher would say of a learner after a while: what is mastered, what keeps going
wrong, what comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from bptutor.exercise.model import NO_ATTEMPT, RIGHT
from bptutor.exercise.review import SkillState
from bptutor.exercise.skills import SKILLS
from bptutor.exercise.slips import SLIPS
from bptutor.foundation.frozen import Frozen

LATELY = 40  # answers that are looked back at: an old misconception that is gone is not brought up
STANDING = 3  # so often the same slip is more than a slip
HALF = 0.5
NO_MISS = frozenset(mark.value for mark in RIGHT | NO_ATTEMPT)


class Judged(Frozen):
    """One answer's verdict, in the words of the contract."""

    mark: str
    slip: str | None = None


def appraise(known: Mapping[str, SkillState], answers: Sequence[Judged], now: datetime) -> tuple[str, ...]:
    """Sentences, the most useful first. `answers` are in the order in which they were given."""
    if not answers:
        return ("Nothing has been answered yet. A first set takes ten minutes.",)
    lately = answers[-LATELY:]
    said = [_misses(lately), _mastered(known), _next(known, now)]
    return tuple(sentence for sentence in said if sentence)


def _misses(lately: Sequence[Judged]) -> str:
    missed = [a for a in lately if a.mark not in NO_MISS]
    if len(missed) <= len(lately) // 10:
        return ""
    slips = Counter(a.slip for a in missed if a.slip in SLIPS)
    if slips:
        slip, count = slips.most_common(1)[0]
        assert slip is not None
        if count >= STANDING and count >= HALF * len(missed):
            skill = SKILLS[SLIPS[slip].skill]
            return (
                f"One thing stands out: in {count} of the last {len(missed)} wrong answers you "
                f"{SLIPS[slip].title}. The rest of the work is sound; a set on {skill.title} will settle it."
            )
    unknown = sum(a.slip is None for a in missed)
    if len(missed) >= HALF * len(lately) and unknown >= HALF * len(missed):
        return (
            "Most of the last answers fit no way of working it out. Begin each step with a hint, up to "
            "the worked "
            "step if need be, and do the same one again: that is quicker than guessing."
        )
    if slips:
        named = ", ".join(f"{SLIPS[name].title} ({count})" for name, count in slips.most_common(3) if name)
        return f"What went wrong lately: you {named}."
    return ""


def _mastered(known: Mapping[str, SkillState]) -> str:
    mastered = [SKILLS[s.skill].title for s in known.values() if s.mastered]
    if not mastered:
        return ""
    if len(mastered) == len(SKILLS):
        return "Every skill is mastered: three in a row, without help, each time on a new variant."
    return f"Mastered so far: {_few(mastered, 8)}."


def _next(known: Mapping[str, SkillState], now: datetime) -> str:
    due = [SKILLS[s.skill].title for s in known.values() if s.is_due(now)]
    if due:
        return f"Due for review: {_few(due)}."
    begun = [SKILLS[s.skill].title for s in known.values() if s.done and not s.mastered]
    if begun:
        return f"Under way: {_few(begun)}."
    harder = [s for s in known.values() if s.mastered and s.level > 1]
    if len(harder) == len(SKILLS):
        return f"Next: the same at difficulty {min(s.level for s in harder)}."
    new = [SKILLS[s.skill].title for s in known.values() if not s.done]
    return f"Next, something new: {new[0]}." if new else ""


def _few(titles: Sequence[str], most: int = 3) -> str:
    """The first of a list, and how many more there are."""
    rest = len(titles) - most
    return ", ".join(titles) if rest <= 1 else f"{', '.join(titles[:most])} and {rest} more"
