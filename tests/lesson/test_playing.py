"""Gates, pages and progress: what is done stays done, what is skipped says so."""

from __future__ import annotations

import json

import pytest

from bptutor.lesson import answers, player
from bptutor.lesson.cues import cue, is_away, step_for
from bptutor.lesson.evaluate import Numbers
from bptutor.lesson.live import Choose, Order, Path, Predict
from bptutor.lesson.model import Lesson
from bptutor.lesson.spans import plain
from bptutor.trace.moves import Cursor
from bptutor.trace.steps import Level
from bptutor.trace.timeline import timeline_of
from tests.lesson.scenes import lesson, network

BODY = """## One
~~~step
show = "C"
~~~
~~~predict
value = "dC/da[3][1]"
reply = "yes"
[[wrong]]
value = "-dC/da[3][1]"
reply = "sign"
~~~
~~~step
show = "dC/da[3][1]"
~~~
## Two
text
## Three
~~~choose
question = "q"
several = true
[[options]]
text = "a"
reply = "ra"
right = true
[[options]]
text = "b"
reply = "rb"
[[options]]
text = "c"
reply = "rc"
right = "C > 0"
~~~
"""


@pytest.fixture
def course() -> Lesson:
    """Three pages, of which the first and the last ask for something."""
    return lesson(BODY)


def test_that_a_gate_holds_until_it_is_done(course: Lesson) -> None:
    state = player.start(course)
    assert player.next_page(course, state) is state
    state = player.pass_gate(course, state, course.pages[0].gates[0])
    state = player.next_page(course, state)
    assert (state.page, state.seen) == (1, {"one", "two"})


def test_that_a_skipped_gate_says_so_and_can_be_done_later(course: Lesson) -> None:
    state = player.next_page(course, player.skip(course, player.start(course)))
    assert state.page == 1
    assert (state.done, state.skipped) == (frozenset(), {"one/predict-1"})
    state = player.back(course, state)
    state = player.pass_gate(course, state, course.pages[0].gates[0])
    assert (state.done, state.skipped) == ({"one/predict-1"}, frozenset())


def test_that_what_stands_below_an_open_gate_waits_for_it(course: Lesson) -> None:
    state = player.start(course)
    gate = course.pages[0].gates[0]
    assert player.shown(course, state)[-1] is gate
    for later in (player.skip(course, state), player.pass_gate(course, state, gate)):
        assert player.shown(course, later) == course.pages[0].blocks


def test_that_the_lesson_ends_after_the_last_page(course: Lesson) -> None:
    state = player.go_to(course, player.start(course), 99)
    assert state.page == 2
    assert player.next_page(course, player.skip(course, state)).finished


def test_that_progress_comes_back_from_json(course: Lesson) -> None:
    state = player.pass_gate(course, player.start(course), course.pages[0].gates[0])
    state = player.skip(course, player.go_to(course, state, 2))
    kept = json.loads(json.dumps(player.to_dict(course, state)))
    assert player.from_dict(course, kept) == state


@pytest.mark.parametrize(
    "kept",
    [
        {},
        {"page": "gone", "done": ["gone/predict-1", 3, None], "seen": "one"},
        {"page": 7, "done": 1, "skipped": {"a": 1}, "finished": "yes"},
    ],
)
def test_that_progress_of_another_lesson_is_dropped_without_a_word(
    course: Lesson, kept: dict[str, object]
) -> None:
    assert player.from_dict(course, kept) == player.start(course)


def test_that_a_changed_file_keeps_the_page(course: Lesson) -> None:
    state = player.go_to(course, player.start(course), 1)
    longer = lesson("## Zero\nnew\n" + BODY)
    assert longer.pages[player.reopen(longer, state, course).page].id == "two"


def test_that_each_gate_that_is_done_lets_the_next_step_speak(course: Lesson) -> None:
    timeline = timeline_of(network())
    before, after = step_for(course, 0), step_for(course, 0, {"predict-1"})
    assert before is not None and before.show == "C"
    assert after is not None and after.show == "dC/da[3][1]"
    kept = step_for(course, 1)
    assert kept == after, "a page that says nothing stays where the one before was"
    found = cue(before, timeline)
    assert found is not None
    assert str(timeline.step(found.cursor.level, found.cursor.index).target) == "C"
    assert not is_away(found, timeline, found.cursor)
    assert is_away(found, timeline, Cursor(Level.VALUE, 0))


def test_that_numbers_are_right_within_a_hundredth_and_expected_slips_are_answered(course: Lesson) -> None:
    block = course.pages[0].gates[0]
    assert isinstance(block, Predict)
    numbers = Numbers(network())
    assert answers.judge_number(block, numbers, -0.65).right
    assert not answers.judge_number(block, numbers, -0.64).right
    wrong = answers.judge_number(block, numbers, 0.6548)
    assert not wrong.right and plain(wrong.replies[0]) == "sign"
    assert answers.judge_number(block, numbers, 5.0).replies == ()


def test_that_near_zero_only_zero_is_right() -> None:
    assert answers.near(0.0, 0.0) and answers.near(1e-10, 0.0)
    assert not answers.near(1e-6, 0.0)
    assert not answers.near(0.0, 0.5)


def test_that_several_right_answers_are_all_wanted(course: Lesson) -> None:
    block = course.pages[2].gates[0]
    assert isinstance(block, Choose)
    numbers = Numbers(network())
    assert answers.judge_choice(block, numbers, {0, 2}).right
    half = answers.judge_choice(block, numbers, {0})
    assert not half.right and half.missing == 1
    wrong = answers.judge_choice(block, numbers, {0, 1, 2})
    assert not wrong.right and [plain(reply) for reply in wrong.replies] == ["ra", "rb", "rc"]
    assert not answers.judge_choice(block, numbers, ()).right


def test_that_both_ways_home_are_wanted_where_all_are() -> None:
    block, wide = Path("a[1][1]", all=True), network("two-outputs").network
    one, other = answers.ways(wide, "a[1][1]")
    first = answers.judge_path(block, wide, one)
    assert not first.right and first.missing == 1
    assert not answers.judge_path(block, wide, one, [one]).right
    assert answers.judge_path(block, wide, other, [one]).right
    assert not answers.judge_path(block, wide, one[:-1]).right


def test_that_a_card_in_the_wrong_place_is_pointed_at() -> None:
    own = network().network
    block = Order(to="theta[2][1,1]", strangers=("dz[2][1]/db[2][1]",))
    cards = answers.cards(block, own)
    assert answers.judge_order(block, own, cards[:-1]).right
    assert not answers.judge_order(block, own, cards).right
    assert answers.first_mismatch(block, own, [*cards[:2], cards[5]]) == 2
    assert answers.first_mismatch(block, own, cards[:3]) is None


def test_that_of_two_expected_slips_the_nearer_one_is_answered() -> None:
    wrong = '[[wrong]]\nvalue = "2"\nreply = "two"\n[[wrong]]\nvalue = "2.01"\nreply = "more"\n'
    block = lesson(f'~~~predict\nvalue = "1"\n{wrong}~~~\n').pages[0].gates[0]
    assert isinstance(block, Predict)
    said = [answers.judge_number(block, Numbers(network()), value) for value in (2.0, 2.004, 2.006, 2.01)]
    assert [plain(each.replies[0]) for each in said] == ["two", "two", "more", "more"]
