"""Lessons as state: pages that lead the window, gates that are judged, places that are kept."""

from pathlib import Path

import numpy as np
import pytest

from bptutor.engine.ready_made import ready_made
from bptutor.lesson import player
from bptutor.lesson.answers import asked_key
from bptutor.lesson.live import Predict
from bptutor.lesson.packs import open_pack, shipped_pack
from bptutor.lesson.spans import Spans, Text, plain
from bptutor.study import actions
from bptutor.study import lesson_actions as act
from bptutor.study.edit_actions import EditValue, Undo
from bptutor.study.lesson_answers import right_actions
from bptutor.study.lesson_judging import judge
from bptutor.study.lesson_progress import LessonProgress, load_progress, progress_file, save_progress
from bptutor.study.lesson_state import LessonState, open_book
from bptutor.study.opening import opened
from bptutor.study.reduce import reduce
from bptutor.study.state import Room, State
from bptutor.study.views.everything import views_of
from bptutor.study.views.lab_view import nudge_in_force
from bptutor.study.views.lesson_view import Standing, lesson_view
from bptutor.trace.finding import step_of
from bptutor.trace.keys import parse
from tests.study.lesson_pages import page_with

PACK = shipped_pack()


def at(id: str, **wanted: object) -> State:
    """A lesson opened at the page with a block like that, or at its first, as by a click in the contents."""
    book = open_book(PACK, id)
    state = reduce(opened(ready_made().read()), act.OpenLesson(book, player.start(book.lesson)))
    return reduce(state, act.GoToPage(page_with(book.lesson, **wanted) if wanted else 0))


def lesson_of(state: State) -> LessonState:
    assert state.lesson is not None
    return state.lesson


def shows(state: State, key: str) -> bool:
    """Whether the cursor is where a value becomes known."""
    return state.cursor.index == step_of(state.timeline, parse(key), state.cursor.level, state.row)


def do(state: State, *taken: actions.Action) -> State:
    for action in taken:
        state = reduce(state, action)
    return state


def test_that_opening_a_lesson_shows_its_network_and_its_first_step() -> None:
    state = at("when-gradients-vanish-die-or-explode")
    assert state.room is Room.LESSONS
    assert state.document is lesson_of(state).document
    assert shows(state, "dC/da[6][1]")


@pytest.mark.parametrize("hints", [(), ((Text("Look left."),),)])
def test_that_a_hint_is_spoken_of_only_where_the_page_has_one(hints: tuple[Spans, ...]) -> None:
    document = ready_made().read()
    for value in ("dC/da[2][1]", "2 * z[1][1]"):
        block = Predict(value=value, hints=hints)
        (said,) = judge(block, document, "123.4567").said
        assert ("a hint shows" in plain(said)) == bool(hints), value


def test_that_a_page_leads_on_once_its_gate_is_passed() -> None:
    state = at("one-gradient-in-five-steps", value="dC/da[3][1]")
    before = state.cursor
    state = do(state, act.Answer("predict-1", "0.1"))
    assert state.cursor == before and lesson_of(state).tried("predict-1").mood == "wrong"
    state = do(state, act.Answer("predict-1", "2*(0.6726-1)"))
    assert shows(state, "dC/da[3][1]")


ASKED = """
+++
format = 1
title = "A test"
network = "two-hidden-layers"
+++
## One
~~~step
show = "dC/dz[3][1]"
chain = "theta[2][1,1]"
highlight = ["z[3][1]"]
~~~
~~~predict
value = "VALUE"
~~~
~~~choose
question = "Why?"
[[options]]
text = "So."
reply = "Yes."
right = true
[[options]]
text = "Not so."
reply = "No."
~~~
## Two
~~~predict
value = "dC/da[2][1]"
~~~
"""


def asking_for(value: str, tmp_path: Path) -> State:
    """A lesson whose author wrote no block that shows what was asked for."""
    (tmp_path / "a.md").write_text(ASKED.strip().replace("VALUE", value), encoding="utf-8")
    book = open_book(open_pack(tmp_path), "a")
    return reduce(opened(ready_made().read()), act.OpenLesson(book, player.start(book.lesson)))


@pytest.mark.parametrize(
    ("value", "there", "selected"),
    [
        ("dC/dz[2][1]", "dC/dz[2][1]", "theta[2][1,1]"),
        ("dC/dtheta[1][1,1]", "dC/dtheta[1][1,1]", "theta[1][1,1]"),
        ("b+[3][1]", "b+[3][1]", "b[3][1]"),
        ("z[2][1]", "dC/dz[3][1]", "theta[2][1,1]"),  # the page is further on already
        ("2*dC/dz[2][1]", "dC/dz[3][1]", "theta[2][1,1]"),  # a calculation has no place
    ],
)
@pytest.mark.parametrize("by", ["answered", "skipped"])
def test_that_a_number_is_seen_once_it_is_answered_and_the_page_stays_there(
    value: str, there: str, selected: str, by: str, tmp_path: Path
) -> None:
    state = asking_for(value, tmp_path)
    taken = right_actions(state) if by == "answered" else (act.SkipGates(),)
    state = do(state, *taken)
    assert shows(state, there) and state.selected == parse(selected)
    assert lesson_of(state).highlight == (parse("z[3][1]"),)
    away = do(state, actions.MoveCursor("back"))
    view = lesson_view(away, views_of(away).network.namer, views_of(away).network.phase)
    assert view is not None and "stepped away" in view.away
    assert do(away, act.LeadBack()).cursor == state.cursor
    book, progress = lesson_of(state).book, lesson_of(state).player
    again = reduce(opened(ready_made().read()), act.OpenLesson(book, progress))
    assert again.cursor == state.cursor and again.selected == state.selected


def test_that_the_next_page_begins_where_an_answer_has_led(tmp_path: Path) -> None:
    state = do(asking_for("dC/dz[2][1]", tmp_path), act.SkipGates(), act.TurnPage())
    assert shows(state, "dC/dz[2][1]") and lesson_of(state).highlight == ()
    state = do(state, *right_actions(state))
    assert shows(state, "dC/dz[2][1]"), "what it asks for is known there"


def test_that_what_is_asked_for_is_a_question_mark_everywhere() -> None:
    state = at("one-gradient-in-five-steps", value="dC/da[3][1]")
    key = parse("dC/da[3][1]")
    assert key in state.hidden
    state = do(state, actions.GoToKey(key))
    views = views_of(state)
    assert views.network.numbers(key).text == "?" and views.step.value == "?"
    assert "0.6548" not in views.player.spoken
    assert do(state, actions.SetRoom(Room.EXPLORE)).hidden == frozenset()
    assert key in do(state, actions.SetRoom(Room.EXPLORE), actions.SetRoom(Room.LESSONS)).hidden


def test_that_a_known_slip_is_named_and_the_lessons_own_reply_comes_first() -> None:
    state = do(at("one-gradient-in-five-steps", value="da[3][1]/dz[3][1]"), act.Answer("predict-1", "0.6726"))
    (said,) = lesson_of(state).tried("predict-1").said
    assert "derivative of the sigmoid" in getattr(said[0], "text", "")
    state = do(state, act.Answer("predict-1", "0.3274"))
    block = lesson_of(state).block("predict-1")
    assert isinstance(block, Predict)
    assert lesson_of(state).tried("predict-1").said == (block.wrong[0].reply,)


@pytest.mark.parametrize("text", ["", "2*", "one", "1,5,"])
def test_that_what_cannot_be_read_is_no_attempt(text: str) -> None:
    state = do(at("one-gradient-in-five-steps", value="da[3][1]/dz[3][1]"), act.Answer("predict-1", text))
    assert lesson_of(state).tried("predict-1").mood == "note"


def test_that_skipping_is_remembered_and_can_be_made_good() -> None:
    state = do(at("one-gradient-in-five-steps", value="dC/da[3][1]"), act.SkipGates())
    assert shows(state, "dC/da[3][1]"), "the page goes on as if it were done"
    view = lesson_view(state, views_of(state).network.namer, views_of(state).network.phase)
    assert view is not None and view.skipped == 1 and view.can_go_on
    state = do(state, *right_actions(state), act.Answer("predict-1", "-0.6548"))
    assert not lesson_of(state).player.skipped


def test_that_a_learner_who_stepped_away_is_led_back() -> None:
    state = at("when-gradients-vanish-die-or-explode")
    here = state.cursor
    away = do(state, actions.MoveCursor("first"))
    view = lesson_view(away, views_of(away).network.namer, views_of(away).network.phase)
    assert view is not None and "stepped away" in view.away
    assert do(away, act.LeadBack()).cursor == here
    other = do(state, actions.OpenDocument(ready_made("xor").read()))
    view = lesson_view(other, views_of(other).network.namer, views_of(other).network.phase)
    assert view is not None and "another network" in view.away
    assert do(other, act.LeadBack()).document is lesson_of(state).document


def test_that_a_page_that_says_nothing_yet_leads_back_to_where_the_page_before_it_led() -> None:
    state = at("one-gradient-in-five-steps", value="da[3][1]/dz[3][1]")
    here = state.cursor
    assert str(state.timeline.step(here.level, here.index).target) == "dC/da[3][1]"
    seen = lesson_view(state, views_of(state).network.namer, views_of(state).network.phase)
    assert seen is not None and not seen.away
    away = do(state, actions.MoveCursor("first"))
    view = lesson_view(away, views_of(away).network.namer, views_of(away).network.phase)
    assert view is not None and "stepped away" in view.away
    assert do(away, act.LeadBack()).cursor == here
    beyond = do(state, act.GoToPage(lesson_of(state).player.page + 1))
    view = lesson_view(beyond, views_of(beyond).network.namer, views_of(beyond).network.phase)
    assert shows(beyond, "dC/dz[3][1]") and view is not None and not view.away, "a gate is left undone"


def test_that_live_numbers_follow_a_convention() -> None:
    state = at("what-one-weight-does")
    half = do(state, actions.SetConvention("cost", "half_squared_error"))
    view = lesson_view(half, views_of(half).network.namer, views_of(half).network.phase)
    assert view is not None and view.numbers.of("C") == pytest.approx(0.05359, rel=1e-3)
    assert not view.away, "a convention is no other network"


def test_that_the_lab_counts_pushes_and_gives_the_slice_its_secant() -> None:
    state = do(at("what-one-weight-does", until=0.001), act.Push("nudge-1", 0.1))
    assert nudge_in_force(state) == 0.1 and state.selected == parse("theta[2][1,1]")
    assert not lesson_of(state).player.done
    state = do(state, act.Push("nudge-1", -0.001))
    assert any(name.endswith("/nudge-1") for name in lesson_of(state).player.done)


def test_that_a_z_is_dragged_to_exactly_0_and_the_step_stays() -> None:
    state = at("the-kink-in-relu", value="z[2][1]")
    cursor = state.cursor
    state = do(state, act.Drag("nudge-1", -0.5), act.Drag("nudge-1", 0.0))
    assert state.timeline.values[parse("z[2][1]"), 0] == 0.0 and state.cursor == cursor
    assert lesson_of(state).tried("nudge-1").visited == {0, 1}
    view = lesson_view(state, views_of(state).network.namer, views_of(state).network.phase)
    assert view is not None and not view.away, "the page itself lets the value be dragged"


def test_that_a_way_is_walked_place_by_place() -> None:
    state = at("six-paths-home", to="theta[3][1,1]")
    state = do(state, act.StepAlong("path-1", parse("z[3][1]")))
    assert "not next" in str(lesson_of(state).tried("path-1").said)
    places = [parse(text) for text in ("C", "dC/da[3][1]", "z[3][1]")]
    state = do(state, *(act.StepAlong("path-1", place) for place in places))
    assert len(lesson_of(state).tried("path-1").way) == 2
    assert parse("z[3][1]") in lesson_of(state).ways
    state = do(state, act.StepAlong("path-1", parse("b[3][1]")))
    assert "somewhere else" in str(lesson_of(state).tried("path-1").said)
    state = do(state, act.StepBack("path-1"), *(act.StepAlong("path-1", p) for p in places[2:]))
    state = do(state, act.StepAlong("path-1", parse("theta[3][1,1]")))
    assert lesson_of(state).tried("path-1").mood == "right"


@pytest.mark.parametrize("id", PACK.ids)
def test_that_every_number_that_a_lesson_asks_for_is_in_sight_once_it_is_answered(id: str) -> None:
    state = at(id)
    for page in range(len(lesson_of(state).lesson.pages)):
        state = do(state, act.GoToPage(page))
        while actions := right_actions(state):
            gate = player.open_gates(lesson_of(state).lesson, lesson_of(state).player)[0]
            state = do(state, *actions)
            key = asked_key(gate) if isinstance(gate, Predict) else None
            numbers = views_of(state).network.numbers
            assert key is None or numbers(key).known, (page, key)


def test_that_a_way_stays_lit_with_its_edges_until_the_next_gate_is_passed() -> None:
    state = at("nothing-is-computed-twice", to="theta[1][1,1]")
    assert views_of(state).network.lit.lights_node(parse("C")), "that is where it begins"
    for passed in (False, True):
        lit = views_of(state).network.lit
        assert lit.lights_edge(parse("theta[2][1,1]")) is passed
        assert lit.lights_edge(parse("a[3][1]")) or not passed
        state = do(state, *right_actions(state))
    assert not views_of(state).network.lit.lights_edge(parse("theta[2][1,1]")), "another gate is passed"


def test_that_all_ways_that_were_found_are_lit_as_well_when_the_page_is_opened_again() -> None:
    state = at("many-neurons", to="a[1][1]")
    first = right_actions(state)
    state = do(state, *first)
    edges = [parse("theta[2][1,1]"), parse("theta[2][2,1]")]
    assert [views_of(state).network.lit.lights_edge(edge) for edge in edges] == [True, False]
    state = do(state, *right_actions(state))
    book, progress = lesson_of(state).book, lesson_of(state).player
    again = reduce(opened(ready_made().read()), act.OpenLesson(book, progress))
    for each in (state, again):
        assert all(views_of(each).network.lit.lights_edge(edge) for edge in edges)


def test_that_a_run_becomes_the_windows_run_and_the_step_stays() -> None:
    state = at("from-gradient-to-learning", steps=20, rates=())
    after = do(state, act.RunTraining("train-1"))
    assert after.run.length == 20 and after.iteration == state.iteration
    assert np.array_equal(lesson_of(after).tried("train-1").curves[0].costs, after.run.costs)


def test_that_what_stands_below_an_open_gate_waits() -> None:
    state = at("what-one-weight-does", until=1e-12)
    views = views_of(state)
    view = lesson_view(state, views.network.namer, views.network.phase)
    assert view is not None and len(view.parts) == 2
    state = do(state, *right_actions(state))
    view = lesson_view(state, views.network.namer, views.network.phase)
    assert view is not None and len(view.parts) == 3
    assert [part.standing for part in view.parts if hasattr(part, "standing")] == [Standing.DONE]


def test_that_the_place_in_a_lesson_is_kept(own_home: object) -> None:
    state = do(at("one-gradient-in-five-steps", value="dC/da[3][1]"), act.Answer("predict-1", "-0.6548"))
    lesson = lesson_of(state)
    save_progress(LessonProgress().with_lesson("", lesson.lesson, lesson.player).with_recent("/x"))
    kept, said = load_progress()
    assert not said and kept.player("", lesson.lesson) == lesson.player and kept.recent == ("/x",)


def test_that_a_broken_file_of_progress_is_kept_aside(own_home: object) -> None:
    progress_file().write_text("{", encoding="utf-8")
    kept, said = load_progress()
    assert kept == LessonProgress() and "kept as" in said
    assert not progress_file().exists() and list(progress_file().parent.iterdir())


def test_that_an_action_without_a_lesson_changes_nothing() -> None:
    state = opened(ready_made().read())
    assert do(state, act.TurnPage(), act.LeadBack(), act.Answer("predict-1", "1")) is state


def test_that_live_numbers_follow_an_edit_and_a_drag_of_a_lab_is_one_that_can_be_undone() -> None:
    state = at("the-kink-in-relu", value="z[2][1]")
    edited = do(state, EditValue(parse("theta[2][1,1]"), 0.25))
    view = lesson_view(edited, views_of(edited).network.namer, views_of(edited).network.phase)
    assert view is not None and view.numbers.of("theta[2][1,1]") == 0.25 and "other numbers" in view.away
    state = do(state, actions.MoveCursor("next"))
    dragged = do(state, act.Drag("nudge-1", -0.5, "a"), act.Drag("nudge-1", -0.25, "a"))
    assert [entry.label for entry in dragged.history.past] == ["z² = −0.25"]
    assert dragged.cursor == state.cursor
    assert lesson_of(dragged).tried("nudge-1").visited
    again = do(dragged, act.Drag("nudge-1", 0.5, "b"))
    assert do(again, Undo()).document is dragged.document
    assert do(again, Undo(), Undo()).document is state.document


def test_that_each_room_has_its_own_network_and_place() -> None:
    mine = opened(ready_made("xor").read(), ready_made("xor").path)
    mine = do(mine, EditValue(parse("theta[2][1,1]"), 0.75), actions.GoTo(9))
    book = open_book(PACK, "the-kink-in-relu")
    lesson = do(mine, act.OpenLesson(book, player.start(book.lesson)), act.TurnPage(), actions.GoTo(4))
    assert lesson.document is lesson_of(lesson).document and not lesson.history.past
    lesson = do(lesson, EditValue(parse("b[2][1]"), 0.5))
    home = do(lesson, actions.SetRoom(Room.EXPLORE))
    for name in ("document", "timeline", "run", "path", "cursor", "selected", "history", "stale"):
        assert getattr(home, name) is getattr(mine, name), name
    assert not home.hidden
    back = do(home, actions.MoveCursor("next"), actions.SetRoom(Room.LESSONS))
    for name in ("document", "timeline", "cursor", "history"):
        assert getattr(back, name) is getattr(lesson, name), name
    assert do(back, actions.SetRoom(Room.PRACTISE)).cursor.index == 10
    assert do(back, act.LeadBack(), actions.SetRoom(Room.EXPLORE)).document is mine.document


def test_that_a_lesson_that_begins_with_the_learners_network_trains_it_apart() -> None:
    mine = opened(ready_made().read())
    book = open_book(PACK, "what-one-weight-does")
    lesson = do(mine, act.OpenLesson(book, player.start(book.lesson), stay=True))
    assert lesson.timeline is mine.timeline and lesson.run.token is not mine.run.token
    trained = do(lesson, actions.GoToIteration(3), actions.SetRoom(Room.EXPLORE))
    assert trained.run is mine.run and trained.iteration == 0


def test_that_a_network_that_is_opened_beside_a_page_is_the_learners_own() -> None:
    state = at("the-kink-in-relu")
    xor = ready_made("xor").read()
    beside = do(state, actions.OpenDocument(xor))
    view = lesson_view(beside, views_of(beside).network.namer, views_of(beside).network.phase)
    assert beside.document is xor and view is not None and "another network" in view.away
    led = do(beside, act.LeadBack())
    assert led.document is lesson_of(led).document
    for there in (beside, led):
        assert do(there, actions.SetRoom(Room.EXPLORE)).document is xor


def test_that_a_file_saved_while_the_learner_is_elsewhere_does_not_take_the_drawing() -> None:
    state = do(at("the-kink-in-relu"), actions.SetRoom(Room.EXPLORE))
    book = open_book(PACK, "the-kink-in-relu")
    after = do(state, act.ReloadLesson(book))
    assert after.document is state.document and after.room is Room.EXPLORE
    assert lesson_of(after).book is book
    assert do(after, actions.SetRoom(Room.LESSONS)).document is book.documents[0]
