"""The Practise room in the real window, by keyboard alone and by mouse."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from bptutor.exercise.marking_orders import read_path
from bptutor.exercise.model import ExerciseKind, Mark, PathPart
from bptutor.study.actions import GoTo, SelectParameter, SetNotation, SetRoom
from bptutor.study.state import Room
from bptutor.trace.keys import Key, Kind
from bptutor.ui.canvas.widget import NetworkCanvas
from bptutor.ui.window import MainWindow
from tests.ui.panels.practise_learner import (
    Keys,
    Mouse,
    button,
    focused,
    practise_of,
    right_answer,
    wrong_answer,
)
from tests.ui.shown import active

KINDS = list(ExerciseKind)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = active(qtbot, qapp)
    made.bridge.do(SetRoom(Room.PRACTISE))
    yield made
    made.close()


def feedback(window: MainWindow) -> str:
    """What the label Feedback says."""
    found = [
        w for w in window.findChildren(QLabel) if w.accessibleName() == "Feedback" and w.isVisibleTo(window)
    ]
    assert len(found) == 1
    return found[0].text()


def answer_all(window: MainWindow, hand: Keys | Mouse) -> None:
    """Every part of the exercise in sight, each wrong first."""
    count = len(practise_of(window).exercise.parts)
    for part in range(count):
        exercise = practise_of(window).exercise
        hand.give(wrong_answer(exercise, part))
        assert practise_of(window).missed
        assert feedback(window).startswith("Not yet")
        hand.give(right_answer(exercise, part))
        assert practise_of(window).answered
        assert feedback(window).startswith("Right")
        if part < count - 1:
            hand.go_on()
    assert practise_of(window).solved


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_that_each_kind_is_answered_by_keyboard_alone(
    qtbot: QtBot, window: MainWindow, kind: ExerciseKind
) -> None:
    keys = Keys(qtbot, window)
    window.exercises.open_recipe(4821, kind, None)
    answer_all(window, keys)
    keys.go_on()
    assert practise_of(window).closed
    assert focused() is window.practise.start.five


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_that_each_kind_is_answered_by_mouse(qtbot: QtBot, window: MainWindow, kind: ExerciseKind) -> None:
    mouse = Mouse(qtbot, window)
    window.exercises.open_recipe(4821, kind, None)
    answer_all(window, mouse)
    mouse.go_on()
    assert practise_of(window).closed


@pytest.mark.parametrize("hand", [Keys, Mouse])
def test_that_a_set_of_five_is_worked_through(
    qtbot: QtBot, window: MainWindow, hand: type[Keys | Mouse]
) -> None:
    worker = hand(qtbot, window)
    window.practise.start.five.setFocus()
    if isinstance(worker, Keys):
        worker.press(Qt.Key.Key_Return)
    else:
        worker.click(window.practise.start.five)
    for number in range(5):
        practise = practise_of(window)
        assert practise.place == number
        for part in range(len(practise.exercise.parts)):
            worker.give(right_answer(practise.exercise, part))
            assert practise_of(window).answered
            worker.go_on()
    assert practise_of(window).closed and len(practise_of(window).results) == 5
    assert window.practise.start.results.text().count("at the first try") == 5


def test_that_a_path_is_walked_in_the_drawing_by_keys(qtbot: QtBot, window: MainWindow) -> None:
    window.exercises.open_recipe(11, ExerciseKind.TRACE_PATH, "chain", 2)
    exercise = practise_of(window).exercise
    assert isinstance(exercise.parts[0], PathPart)
    keys = Keys(qtbot, window)
    keys.walk(list(read_path(exercise, right_answer(exercise, 0))))
    assert practise_of(window).picked == read_path(exercise, right_answer(exercise, 0))
    button(window, "Check").click()
    assert practise_of(window).solved


def test_that_the_wrong_line_is_pointed_at_in_the_drawing(qtbot: QtBot, window: MainWindow) -> None:
    window.exercises.open_recipe(3, ExerciseKind.FIND_SLIP, "chain")
    canvas = window.findChild(NetworkCanvas)
    assert canvas is not None
    mouse = Mouse(qtbot, window)
    mouse.click_value(canvas, Key(Kind.DC_DZ, 3, 1))
    assert window.practise.question.form.options.number == 1
    mouse.click(button(window, "Check"))
    assert practise_of(window).verdict is not None and practise_of(window).verdict.mark is Mark.CORRECT


def test_that_cards_are_moved_by_keys_and_by_dragging(qtbot: QtBot, window: MainWindow) -> None:
    window.exercises.open_recipe(4821, ExerciseKind.BUILD_CHAIN, None)
    sorter, keys, mouse = window.practise.question.form.cards, Keys(qtbot, window), Mouse(qtbot, window)
    for _ in range(3):
        keys.press(Qt.Key.Key_Space)
        keys.until(Qt.Key.Key_Right, lambda: focused().number not in sorter.order)  # type: ignore[attr-defined]
    first, second, third = sorter.order
    sorter.cards[third].setFocus()
    keys.press(Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert sorter.order == (first, third, second)
    mouse.drag(sorter.cards[second], sorter.cards[first].geometry().center())
    assert sorter.order == (second, first, third)
    mouse.drag(sorter.cards[first], QPoint(60, sorter.height() - 20))
    assert sorter.order == (second, third)
    assert sorter.cards[third].accessibleName().endswith("place 2 in the chain")


def test_that_the_box_says_what_it_understood_and_where_it_cannot_be_read(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.exercises.open_recipe(4821, ExerciseKind.NEXT_VALUE, "back-through-weight")
    box = window.practise.question.form.box
    assert focused() is box.line and box.line.accessibleName() == "Your answer"
    qtbot.keyClicks(box.line, "-0.1442*0.85")
    assert box.understood.text() == "= −0.1226"
    box.line.clear()
    qtbot.keyClicks(box.line, "1,3")
    assert "comma" in box.understood.text()
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    assert feedback(window).startswith("That cannot be read")
    assert not practise_of(window).missed
    assert box.line.selectionStart() == 1 and box.line.selectedText() == ","


def test_that_hints_come_one_by_one_and_the_last_shows_the_step(qtbot: QtBot, window: MainWindow) -> None:
    window.exercises.open_recipe(4821, ExerciseKind.NEXT_VALUE, "back-through-weight")
    exercise = practise_of(window).exercise
    key = exercise.parts[0].ask  # type: ignore[union-attr]
    assert key in window.bridge.state.hidden
    hints = set()
    for _ in range(3):
        button(window, "Hint").click()
        hints.add(window.practise.question.hints.text())
    assert len(hints) == 3
    assert not window.practise.question.hint.isVisible()
    assert key not in window.bridge.state.hidden
    keys = Keys(qtbot, window)
    keys.give(right_answer(exercise, 0))
    assert practise_of(window).solved


def test_that_no_move_shows_what_is_asked(window: MainWindow) -> None:
    window.exercises.open_recipe(4821, ExerciseKind.NEXT_VALUE, "back-through-weight")
    before = window.bridge.state.cursor
    for name in ("next", "next-phase", "last"):
        window.parts.menus.actions[name].trigger()
        assert window.bridge.state.cursor == before
    window.parts.menus.actions["back"].trigger()
    assert window.bridge.state.cursor.index == before.index - 1


def test_that_the_learners_own_network_and_place_come_back(window: MainWindow) -> None:
    bridge = window.bridge
    bridge.do(SetRoom(Room.EXPLORE))
    bridge.do(GoTo(9))
    bridge.do(SelectParameter(Key(Kind.THETA, 2, 1, 1)))
    own = bridge.state
    bridge.do(SetRoom(Room.PRACTISE))
    window.exercises.open_recipe(4821, ExerciseKind.WHOLE_GRADIENT, None)
    asked = bridge.state.cursor
    assert bridge.state.document is not own.document
    bridge.do(SetRoom(Room.EXPLORE))
    for field in ("document", "timeline", "run", "path", "cursor", "selected", "hidden", "history"):
        assert getattr(bridge.state, field) == getattr(own, field), field
    assert window.parts.session.settings.step == 9
    bridge.do(SetRoom(Room.PRACTISE))
    assert bridge.state.cursor == asked and practise_of(window).exercise.document is bridge.state.document
    window.practise.question.head.leave.click()
    assert bridge.state.document is own.document and bridge.state.cursor == own.cursor


def test_that_what_belongs_to_the_exercise_cannot_be_trained_or_edited(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.exercises.open_recipe(4821, ExerciseKind.NEXT_VALUE, None)
    before = window.bridge.state
    with qtbot.waitSignal(window.bridge.refused):
        window.commands.run(5)
    with qtbot.waitSignal(window.bridge.refused):
        window.parts.menus.actions["next-iteration"].trigger()
    assert window.bridge.state is before
    assert not window.parts.menus.actions["predict"].isEnabled()


def test_that_the_solution_is_stepped_through_and_another_follows(qtbot: QtBot, window: MainWindow) -> None:
    window.exercises.open_recipe(4821, ExerciseKind.BUILD_CHAIN, None)
    exercise = practise_of(window).exercise
    Keys(qtbot, window).give(right_answer(exercise, 0))
    rows = [row for row in window.practise.question.solution.rows if row.isVisible()]
    assert len(rows) == len(practise_of(window).solution) == 5
    rows[1].click()
    assert window.bridge.state.cursor == practise_of(window).solution[1]
    button(window, "Another like this").click()
    assert practise_of(window).exercise.recipe.seed == exercise.recipe.seed + 1
    assert not window.bridge.state.practise.solved  # type: ignore[union-attr]


def test_that_a_seed_opens_its_exercise_and_the_history_keeps_it(qtbot: QtBot, window: MainWindow) -> None:
    start = window.practise.start
    qtbot.keyClicks(start.seed, "4821")
    qtbot.keyClick(start.seed, Qt.Key.Key_Return)
    assert practise_of(window).exercise.recipe.seed == 4821
    window.exercises.leave()
    window.exercises.show_history()
    history = window.practise.history
    assert history.isVisible() and history.table.rowCount() == 1
    history.table.selectRow(0)
    assert "seed 4821" in history.detail.text()
    button(window, "Back to the start page").click()
    assert start.isVisible()


def test_that_a_skill_is_practised_from_its_row(qtbot: QtBot, window: MainWindow) -> None:
    table = window.practise.start.skills
    names = [table.item(row, 0).text() for row in range(table.rowCount())]
    table.setFocus()
    table.setCurrentCell(names.index("The gradient of a bias"), 0)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    practise = practise_of(window)
    assert len(practise.recipes) == 5 and {r.skill for r in practise.recipes} == {"bias"}


def test_that_a_text_field_keeps_its_arrows(qtbot: QtBot, window: MainWindow) -> None:
    window.exercises.open_recipe(4821, ExerciseKind.NEXT_VALUE, None)
    line = focused()
    assert isinstance(line, QLineEdit)
    before = window.bridge.state.cursor
    qtbot.keyClicks(line, "12")
    qtbot.keyClick(line, Qt.Key.Key_Left)
    qtbot.keyClick(line, Qt.Key.Key_Home)
    assert line.cursorPosition() == 0 and window.bridge.state.cursor == before


def test_that_nothing_is_no_answer_and_is_not_written_down(qtbot: QtBot, window: MainWindow) -> None:
    for kind in (ExerciseKind.NEXT_VALUE, ExerciseKind.NEXT_FACTOR, ExerciseKind.BUILD_CHAIN):
        window.exercises.open_recipe(4821, kind, None)
        button(window, "Check").click()
        assert feedback(window).startswith("There is nothing to check yet")
        assert not practise_of(window).sitting.tries


@pytest.mark.parametrize("notation", ["theta", "w", "w,E,delta,transposed"])
def test_that_a_path_is_clicked_in_every_notation(qtbot: QtBot, window: MainWindow, notation: str) -> None:
    window.bridge.do(SetNotation(notation))
    window.exercises.open_recipe(11, ExerciseKind.TRACE_PATH, "chain", 2)
    Mouse(qtbot, window).give(right_answer(practise_of(window).exercise, 0))
    assert practise_of(window).solved


def test_that_feedback_is_announced_to_a_screen_reader(qtbot: QtBot, window: MainWindow) -> None:
    QAccessible.setActive(True)
    try:
        window.exercises.open_recipe(4821, ExerciseKind.NEXT_VALUE, None)
        Keys(qtbot, window).give("17")
        label = window.practise.question.feedback.label
        read = QAccessible.queryAccessibleInterface(label)
        assert read is not None and read.text(QAccessible.Text.Name) == "Feedback"
        assert read.text(QAccessible.Text.Description).startswith("Not yet")
        button(window, "Hint").click()
    finally:
        QAccessible.setActive(False)


def test_that_a_set_started_in_a_lesson_leaves_nothing_hidden(window: MainWindow) -> None:
    window.lessons.open_lesson("one-gradient-in-five-steps")
    window.bridge.do(SetRoom(Room.LESSONS))
    window.parts.menus.actions["set-of-five"].trigger()
    assert window.bridge.state.room is Room.PRACTISE and practise_of(window).home is not None
    window.exercises.leave()
    assert not window.bridge.state.hidden
