"""The start page of the Practise room, and the history: where the learner stands, without any score."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bptutor.exercise.review import IN_A_ROW, SkillState
from bptutor.exercise.sitting import Outcome, Sitting, outcomes
from bptutor.exercise.skills import SKILLS
from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import counted
from bptutor.study.practise_learner import Learner
from bptutor.study.progress import Past
from bptutor.study.state import State

OUTCOMES = {
    Outcome.UNAIDED: "at the first try",
    Outcome.HELPED: "with help",
    Outcome.SHOWN: "shown",
}


class SkillView(Frozen):
    """One skill: what it is called, how far it is mastered, when it comes back."""

    skill: str
    symbol: str
    title: str
    mastery: str
    due: str
    is_due: bool

    @property
    def standing(self) -> str:
        """Mastery, and whether it is due."""
        return f"{self.mastery} · due" if self.is_due else self.mastery


class ResultView(Frozen):
    """One exercise that is done: what it was and what it came to."""

    title: str
    detail: str
    outcome: str
    when: str
    recipe_text: str


class StartView(Frozen, eq=False):
    """`due` is the line that says what is due; `again` names the exercise that can be taken up where it was
    left; `results` are those of the set that has just been done."""

    due: str
    skills: tuple[SkillView, ...]
    again: str
    results: tuple[ResultView, ...]
    history: tuple[ResultView, ...]


def due_line(learner: Learner) -> str:
    """What is due now, by name; empty where nothing is."""
    now = learner.clock()
    due = [state for state in learner.standing.values() if state.is_due(now)]
    if due:
        names = [SKILLS[state.skill].title for state in sorted(due, key=_when)]
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        return ", ".join(names[:3]) + more
    return ""


def start_view(state: State, learner: Learner) -> StartView:
    """The start page's view."""
    now = learner.clock()
    skills = tuple(_skill(known, now) for known in learner.standing.values())
    unfinished = learner.unfinished
    return StartView(
        due_line(learner),
        skills,
        _name(unfinished) if unfinished is not None else "",
        _results(state),
        tuple(_past(entry, now) for entry in learner.past),
    )


def _when(state: SkillState) -> datetime:
    assert state.due is not None
    return state.due


def _skill(state: SkillState, now: datetime) -> SkillView:
    entry = SKILLS[state.skill]
    if state.mastered:
        mastery = "mastered"
    elif not state.done:
        mastery = "new"
    else:
        mastery = f"{state.streak} of {IN_A_ROW}" if state.streak else "begun"
    due = "" if state.due is None else "now" if state.is_due(now) else _ahead(state, now)
    title = entry.title[0].upper() + entry.title[1:]
    return SkillView(state.skill, entry.symbol, title, mastery, due, state.is_due(now))


def _ahead(state: SkillState, now: datetime) -> str:
    """When a skill comes back: “in 10 min”, “in 3 days”."""
    left = _when(state) - now
    if left < timedelta(hours=1):
        return f"in {max(round(left.total_seconds() / 60), 1)} min"
    if left < timedelta(hours=36):
        return f"in {counted(max(round(left.total_seconds() / 3600), 1), 'hour')}"
    return f"in {round(left.total_seconds() / 86400)} days"


def _results(state: State) -> tuple[ResultView, ...]:
    """What the set that was just closed came to."""
    practise = state.practise
    if practise is None or not practise.closed:
        return ()
    return tuple(_result(sitting) for sitting in practise.results)


def _result(sitting: Sitting) -> ResultView:
    made = sitting.exercise.recipe
    worst = outcomes(sitting)[made.skill]
    return ResultView(
        made.kind.title, SKILLS[made.skill].title, OUTCOMES[worst], "", f"{made.kind.value} {made.seed}"
    )


def _name(past: Past) -> str:
    return f"{past.recipe.kind.title}, {SKILLS[past.recipe.skill].title}"


def _past(past: Past, now: datetime) -> ResultView:
    made = past.recipe
    outcome = dict(past.outcomes).get(made.skill)
    said = "not finished" if outcome is None else OUTCOMES[outcome]
    return ResultView(
        made.kind.title,
        f"{SKILLS[made.skill].title} · difficulty {made.difficulty} · seed {made.seed}",
        said,
        _ago(past.started, now),
        _answers(past),
    )


def _answers(past: Past) -> str:
    """What was answered, in order."""
    given: Sequence[str] = [
        event.answer if event.kind == "answer" else f"({event.kind})" for event in past.answers
    ]
    return ", ".join(given)


def _ago(at: datetime, now: datetime) -> str:
    days = (now.date() - at.astimezone(now.tzinfo).date()).days
    return "today" if days <= 0 else "yesterday" if days == 1 else f"{days} days ago"
