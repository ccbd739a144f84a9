"""Exercises as states: nothing asked is in sight, the learner's own place comes back, history before show."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bptutor.engine.ready_made import ready_made
from bptutor.exercise.making import make, recipe
from bptutor.exercise.model import ExerciseKind, Mark, NumberPart
from bptutor.exercise.sitting import Sitting
from bptutor.foundation.errors import TutorError
from bptutor.foundation.numbers import full
from bptutor.study import actions
from bptutor.study import practise_actions as act
from bptutor.study.opening import opened
from bptutor.study.practise_learner import Learner
from bptutor.study.practise_prose import plain_text, prose_of
from bptutor.study.progress import Progress
from bptutor.study.reduce import reduce
from bptutor.study.state import Room, State
from bptutor.study.views.everything import views_of
from bptutor.study.views.numbers import Status
from bptutor.study.views.practise_start_view import start_view
from bptutor.study.views.practise_view import practise_view
from bptutor.trace.steps import Level

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
KINDS = list(ExerciseKind)


@pytest.fixture
def own() -> State:
    """The source's network, half way back."""
    entry = ready_made()
    return reduce(opened(entry.read(), entry.path), actions.GoTo(11))


def asked(state: State, kind: ExerciseKind, seed: int, difficulty: int = 1) -> State:
    made = recipe(seed, kind, None, difficulty)
    return reduce(state, act.OpenExercise(Sitting(make(made)), "id", (made,)))


def right(state: State) -> State:
    """The part in sight answered rightly, where it is a number."""
    practise = state.practise
    assert practise is not None and isinstance(practise.asked, NumberPart)
    return reduce(state, act.GiveAnswer(full(practise.exercise.task.truth(practise.asked.ask)), NOON))


@pytest.mark.parametrize("kind", [ExerciseKind.NEXT_VALUE, ExerciseKind.WHOLE_GRADIENT], ids=str)
@pytest.mark.parametrize("difficulty", [1, 2, 3])
def test_that_a_value_that_is_asked_is_nowhere_in_sight(
    own: State, kind: ExerciseKind, difficulty: int
) -> None:
    for seed in range(25):
        state = asked(own, kind, seed, difficulty)
        assert state.practise is not None
        keys = [part.ask for part in state.practise.exercise.parts if isinstance(part, NumberPart)]
        for level in Level:
            there = reduce(state, actions.SetLevel(level))
            for move in ("next", "next phase", "last", "over"):
                moved = reduce(there, actions.MoveCursor(move))  # type: ignore[arg-type]
                assert moved.cursor.index <= there.cursor.index or level is not Level.VALUE
                views = views_of(moved)
                for key in keys:
                    assert views.network.numbers(key).status in (Status.HIDDEN, Status.NOT_YET)
                cards = [*views.chain.cards, *(card for row in views.chain.rows for card in row.cards)]
                for card in cards:
                    if card.value.status is Status.HIDDEN:
                        assert not card.rule and not card.numbers


def test_that_parts_come_to_light_one_after_the_other(own: State) -> None:
    state = asked(own, ExerciseKind.WHOLE_GRADIENT, 9)
    parts = state.practise.exercise.parts  # type: ignore[union-attr]
    for number, part in enumerate(parts):
        assert isinstance(part, NumberPart)
        assert part.ask in state.hidden
        state = right(state)
        assert part.ask not in state.hidden
        if number < len(parts) - 1:
            state = reduce(state, act.GoOn())
    assert state.practise is not None and state.practise.solved and not state.hidden
    assert state.cursor == state.practise.solution[-1]


def test_that_a_wrong_number_may_be_kept_and_is_followed_through(own: State) -> None:
    state = asked(own, ExerciseKind.WHOLE_GRADIENT, 9)
    practise = state.practise
    assert practise is not None
    task, first, second = practise.exercise.task, *(part.ask for part in practise.exercise.parts[:2])  # type: ignore[union-attr]
    state = reduce(state, act.GiveAnswer("2", NOON))
    assert practise_view(state).can_keep  # type: ignore[union-attr]
    state = reduce(state, act.KeepWrong())
    assert first in state.hidden  # the true value stays back while the learner goes on from another
    follows = 2 * task.truth(second) / task.truth(first)
    state = reduce(state, act.GiveAnswer(full(follows), NOON))
    assert state.practise.verdict.mark is Mark.FOLLOW_THROUGH  # type: ignore[union-attr]
    lines = practise_view(state).lines  # type: ignore[union-attr]
    assert [line.standing for line in lines[:2]] == ["left", "right"]


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_that_another_room_gives_the_own_network_back_and_the_exercise_waits(
    own: State, kind: ExerciseKind
) -> None:
    state = asked(own, kind, 3)
    assert state.room is Room.PRACTISE and state.document is not own.document
    outside = reduce(state, actions.SetRoom(Room.EXPLORE))
    for field in State.__slots__:
        if field != "practise":
            assert getattr(outside, field) == getattr(own, field), field
    inside = reduce(outside, actions.SetRoom(Room.PRACTISE))
    assert inside.document is state.document
    assert (inside.cursor, inside.hidden) == (state.cursor, state.hidden)
    closed = reduce(inside, act.CloseExercise())
    assert closed.document is own.document and closed.cursor == own.cursor


def test_that_an_opened_network_takes_the_exercise_s_place(own: State) -> None:
    entry = ready_made("xor")
    state = reduce(asked(own, ExerciseKind.NEXT_VALUE, 3), actions.OpenDocument(entry.read(), entry.path))
    assert state.room is Room.EXPLORE and state.path == entry.path
    assert state.practise is not None and state.practise.home is None
    back = reduce(state, actions.SetRoom(Room.PRACTISE))
    assert reduce(back, act.CloseExercise()).path == entry.path


@pytest.mark.parametrize(
    "action",
    [actions.GoToIteration(1), actions.StartAgain(), actions.SetConvention("cost", "half_squared_error")],
    ids=lambda action: type(action).__name__,
)
def test_that_an_exercise_s_network_stays_as_it_is(own: State, action: actions.Action) -> None:
    with pytest.raises(TutorError, match="belongs to the exercise"):
        reduce(asked(own, ExerciseKind.NEXT_VALUE, 3), action)


def test_that_what_does_not_fit_the_moment_changes_nothing(own: State) -> None:
    state = asked(own, ExerciseKind.NEXT_VALUE, 3)
    for action in (act.GoOn(), act.KeepWrong(), act.GoToSolution(0), act.PickValue(state.cursor)):  # type: ignore[arg-type]
        assert reduce(state, action) is state
    solved = right(state)
    for action in (act.GiveAnswer("1", NOON), act.TakeHint(), act.ShowAnswer(), act.GoOn()):
        assert reduce(solved, action) is solved
    assert reduce(own, act.TakeHint()) is own


def test_that_facts_are_written_with_the_clock_s_times(own: State) -> None:
    times: Iterator[datetime] = (NOON + timedelta(minutes=n) for n in range(100))
    learner = Learner(Progress(None), lambda: next(times))
    made = recipe(9, ExerciseKind.WHOLE_GRADIENT, None, 1)
    state = reduce(own, learner.begin((made,)))
    for action in (
        act.GiveAnswer("2", NOON),
        act.TakeHint(),
        act.KeepWrong(),
        act.ShowAnswer(),
        act.GiveAnswer("17", NOON),
        *[act.ShowAnswer()] * len(make(made).parts),
    ):
        after = reduce(state, action)
        assert learner.keep(state.practise, after.practise) == ""
        state = after
    (past,) = learner.past
    kinds = [event.kind for event in past.answers]
    assert kinds[:6] == ["answer", "hint", "move-on", "show", "answer", "show"]
    assert kinds.count("show") == len(make(made).parts) - 1
    assert past.finished is not None and past.finished > past.started == NOON
    learner.progress.close()


def test_that_an_exercise_is_taken_up_where_it_was_left(own: State) -> None:
    learner = Learner(Progress(None), lambda: NOON)
    made = recipe(9, ExerciseKind.WHOLE_GRADIENT, None, 1)
    state = reduce(own, learner.begin((made,)))
    after = right(state)
    learner.keep(state.practise, after.practise)
    unfinished = learner.unfinished
    assert unfinished is not None
    again = reduce(own, learner.take_up(unfinished))
    assert again.practise is not None and again.practise.part == 1
    assert again.practise.sitting.own == after.practise.sitting.own  # type: ignore[union-attr]
    assert start_view(own, learner).again.startswith("Whole gradient")
    learner.progress.close()


def test_that_a_wrong_answer_and_a_failing_disk_are_both_told(own: State) -> None:
    learner = Learner(Progress(None), lambda: NOON)
    made = recipe(3, ExerciseKind.NEXT_VALUE, None, 1)
    state = reduce(own, learner.begin((made,)))
    after = reduce(state, act.GiveAnswer("17", NOON))
    learner.progress.close()
    assert "could not be written down" in learner.keep(state.practise, after.practise)
    view = practise_view(after)
    assert view is not None and view.feedback is not None and view.feedback.head.startswith("Not yet")


def test_that_every_question_reads_the_same_with_its_symbols(own: State) -> None:
    for kind in KINDS:
        for seed in range(10):
            exercise = make(recipe(seed, kind, None, 1 + seed % 3))
            said = prose_of(exercise.document.network).said(exercise.question)
            assert plain_text(said) == exercise.question
            assert any(not isinstance(part, str) for part in said)


def test_that_due_skills_are_named_and_nothing_else_is_counted(own: State) -> None:
    now = [NOON]
    learner = Learner(Progress(None), lambda: now[0])
    assert start_view(own, learner).due == ""
    state = reduce(own, learner.begin((recipe(3, ExerciseKind.NEXT_VALUE, "bias", 1),)))
    after = right(state)
    learner.keep(state.practise, after.practise)
    now[0] += timedelta(days=30)
    view = start_view(own, learner)
    assert view.due == "the gradient of a bias"
    row = next(skill for skill in view.skills if skill.skill == "bias")
    assert (row.mastery, row.due, row.standing) == ("1 of 3", "now", "1 of 3 · due")
    learner.progress.close()
