"""The Lessons room in the real window: starts, packs, clicks in the drawing, copied text, help."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget, QPushButton, QTabBar, QTableView, QWidget
from pytestqt.qtbot import QtBot

from bptutor.app import open_window
from bptutor.engine.ready_made import ready_made
from bptutor.lesson.packs import shipped_pack
from bptutor.study import actions
from bptutor.study import lesson_actions as act
from bptutor.study.state import Room
from bptutor.trace.keys import Key, parse
from bptutor.trace.moves import Cursor
from bptutor.trace.steps import Level
from bptutor.ui.canvas.widget import NetworkCanvas
from bptutor.ui.maths_text import MathsText
from bptutor.ui.panels.chain_card import CardButton
from bptutor.ui.panels.derivation import DerivationWindow
from bptutor.ui.panels.help import HelpWindow
from bptutor.ui.panels.lesson_drag import PLACES, DragCard
from bptutor.ui.panels.lesson_path import PathCard
from bptutor.ui.panels.lesson_predict import PredictCard
from bptutor.ui.window import MainWindow
from tests.clock import seconds_of_work
from tests.study.lesson_pages import page_with
from tests.ui.panels.lesson_learner import Learner

LESSON = """+++
format = 1
title = "Mine"
+++

## First

The cost is {{C}}.

## Second

TEXT
"""


@pytest.fixture
def open_at(qtbot: QtBot, qapp: QApplication) -> Iterator[object]:
    """Opens the window as a start of the program does; all are closed at the end."""
    made: list[MainWindow] = []

    def opened(file: Path | None = None, lesson: str = "") -> MainWindow:
        window = open_window(qapp, file, lesson)
        made.append(window)
        qtbot.addWidget(window)
        window.resize(1280, 800)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield opened
    for window in made:
        window.close()


@pytest.fixture
def window(open_at) -> MainWindow:
    return open_at()


def text_of(window: MainWindow) -> MathsText:
    """The one visible text that a reader finds as "Lesson text"."""
    found = [w for w in window.findChildren(MathsText) if w.accessibleName() == "Lesson text"]
    (shown,) = [text for text in found if text.isVisible()]
    return shown


def said(window: MainWindow) -> str:
    """The words of the page; none while it is being opened."""
    found = [w for w in window.findChildren(MathsText) if w.accessibleName() == "Lesson text"]
    return " ".join(text.accessibleDescription() for text in found if text.isVisible())


def at_page(window: MainWindow, id: str, **wanted: object) -> Learner:
    window.lessons.open_lesson(id)
    lesson = window.bridge.state.lesson
    assert lesson is not None
    window.bridge.do(act.GoToPage(page_with(lesson.lesson, **wanted) if wanted else 0))
    learner = Learner(window)
    learner.settle()
    return learner


def test_that_the_first_start_opens_lesson_1_with_the_network_live(open_at, qtbot: QtBot) -> None:
    window = open_at()
    assert window.bridge.state.room is Room.LESSONS
    qtbot.waitUntil(lambda: bool(said(window)))
    assert "Press the Right arrow key" in text_of(window).accessibleDescription()
    QTest.keyClick(window, Qt.Key.Key_Right)
    assert window.bridge.state.cursor.index == 1


def test_that_a_later_start_goes_on_where_the_last_one_stopped(open_at, qtbot: QtBot) -> None:
    window = open_at()
    at_page(window, "six-paths-home", to="theta[2][1,1]")
    window.close()
    later = open_at()
    qtbot.waitUntil(lambda: later.bridge.state.lesson is not None)
    lesson = later.bridge.state.lesson
    assert lesson is not None and lesson.lesson.id == "six-paths-home"
    assert lesson.player.page == page_with(lesson.lesson, to="theta[2][1,1]")


def test_that_a_later_start_knows_the_step_of_the_lesson_and_that_of_the_learners_own_network(
    open_at, qtbot: QtBot
) -> None:
    window = open_at()
    window.bridge.do(actions.SetRoom(Room.EXPLORE))
    window.bridge.do(actions.GoTo(11))
    at_page(window, "one-gradient-in-five-steps", value="dC/da[3][1]")
    window.bridge.do(actions.SetLevel(Level.TERM))
    window.bridge.do(actions.GoTo(3))
    window.close()
    later = open_at()
    qtbot.waitUntil(lambda: later.bridge.state.lesson is not None)
    assert later.bridge.state.cursor == Cursor(Level.TERM, 3)
    later.bridge.do(actions.SetRoom(Room.EXPLORE))
    assert later.bridge.state.cursor == Cursor(Level.VALUE, 11)


def test_that_a_page_of_many_new_formulas_shows_what_is_in_sight_first_and_moves_nothing_later(
    open_at, qtbot: QtBot, tmp_path: Path
) -> None:
    lines = "".join(f"Formula {n} is $q_{{{n}}} + {n}$.\n\n" for n in range(60))
    (tmp_path / "01-mine.md").write_text(LESSON.replace("TEXT", f"{lines}Behind."), encoding="utf-8")
    window = open_at(tmp_path)
    learner = Learner(window)
    learner.settle()
    window.bridge.do(act.GoToPage(1))
    panel, page = learner.panel, learner.panel.page
    assert page is not None and not page.whole
    text = text_of(window)
    QApplication.sendPostedEvents()
    bottom = text.mapTo(panel.area.viewport(), text.rect().bottomLeft()).y()
    assert "Formula 59" not in text.accessibleDescription() and bottom > panel.area.viewport().height()
    place, reserved = text.cursorRect().topLeft(), page.height()
    qtbot.waitUntil(lambda: page.whole, timeout=5000)
    learner.settle()
    assert "Behind" in text.accessibleDescription()
    assert text.cursorRect().topLeft() == place and panel.area.verticalScrollBar().value() == 0
    assert abs(page.height() - reserved) < 0.2 * reserved


def test_that_a_lab_has_hints_too(window: MainWindow) -> None:
    learner = at_page(window, "the-kink-in-relu", value="z[2][1]")
    (card,) = [card for card in learner.cards if isinstance(card, DragCard)]
    (hint,) = [button for button in card.findChildren(QPushButton) if button.text() == "Hint"]
    assert not card.hints.isVisible()
    learner.press(hint)
    learner.settle()
    assert card.hints.isVisible() and "arrow keys" in card.hints.text() and not hint.isVisible()


def test_that_a_page_without_a_title_begins_with_its_words_and_is_called_by_them(
    open_at, tmp_path: Path
) -> None:
    text = LESSON.replace("## Second", "---").replace("TEXT", "No title stands over these words.")
    (tmp_path / "01-mine.md").write_text(text, encoding="utf-8")
    window = open_at(tmp_path)
    learner = Learner(window)
    learner.settle()
    assert "Page 2, No title stands over these …" in learner.panel.foot.dots.accessibleDescription()
    window.bridge.do(act.GoToPage(1))
    learner.settle()
    assert text_of(window).document().firstBlock().text() == "No title stands over these words."


def test_that_the_ledger_counts_on_any_network_that_is_open(window: MainWindow, qtbot: QtBot) -> None:
    learner = at_page(window, "nothing-is-computed-twice", show="chains")
    window.bridge.do(act.SkipGates())
    learner.settle()
    assert learner.panel.page is not None
    (ledger,) = learner.panel.page.ledgers
    assert ledger.reuse.accessibleName() == "11 with reuse"
    window.bridge.do(actions.OpenDocument(ready_made("xor").read()))
    # θ² and b² of the output: 3 factors each, 2 to multiply; θ¹ and b¹: 5 factors, 4 to multiply.
    scratch = 3 * 2 + 6 * 4
    qtbot.waitUntil(lambda: ledger.scratch.accessibleName() == f"{scratch} from scratch")
    window.bridge.do(actions.OpenDocument(ready_made("digits-64-32-10").read()))
    qtbot.waitUntil(lambda: "more" in ledger.note.text())


def test_that_a_drag_in_a_lab_is_undone_as_one(window: MainWindow) -> None:
    learner = at_page(window, "the-kink-in-relu", value="z[2][1]")
    (card,) = [card for card in learner.cards if isinstance(card, DragCard)]
    window.bridge.do(act.Drag(card.gate, 0.5))
    learner.settle()
    learner.panel.area.ensureWidgetVisible(card.slider)
    rail, left = card.slider.rect(), Qt.MouseButton.LeftButton
    start = card.slider.style().sliderPositionFromValue(0, PLACES, card.slider.value(), rail.width() - 16) + 8
    QTest.mousePress(card.slider, left, pos=QPoint(start, rail.center().y()))
    for x in range(start, rail.width() // 4, -8):
        QTest.mouseMove(card.slider, QPoint(x, rail.center().y()))
    QTest.mouseRelease(card.slider, left, pos=QPoint(rail.width() // 4, rail.center().y()))
    z = parse("z[2][1]")

    def now() -> float:
        state = window.bridge.state
        return float(state.timeline.values[z, state.row])

    assert now() < 0
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert now() == pytest.approx(0.5)
    assert len(window.bridge.state.history.past) == 1
    card.slider.setFocus()
    QTest.keyClick(card.slider, Qt.Key.Key_Home)
    QTest.keyClick(card.slider, Qt.Key.Key_End)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert card.slider.value() == 0


def test_that_a_page_raises_the_panel_that_it_speaks_of(window: MainWindow) -> None:
    docks = {dock.objectName(): dock for dock in window.findChildren(QDockWidget)}

    def in_front(name: str) -> bool:
        return not docks[name].visibleRegion().isEmpty()

    docks["data"].raise_()
    learner = at_page(window, "what-one-weight-does", look="values")
    assert in_front("values") and not in_front("data")
    window.resize(1024, 500)
    at_page(window, "six-paths-home", look="chain")
    tabs = next(bar for bar in window.findChildren(QTabBar) if bar.accessibleName() == "Drawing or chain")
    assert tabs.isVisible() and tabs.tabText(tabs.currentIndex()) == "Chain"
    at_page(window, "what-one-weight-does", look="values")
    assert learner.panel.isVisible() and not in_front("values"), "a page does not cover itself"


def test_that_at_double_size_a_page_keeps_room_for_a_paragraph(window: MainWindow) -> None:
    window.themes.set_scale(2.0)
    learner = at_page(window, "one-gradient-in-five-steps")
    panel = learner.panel
    assert panel.head.title.isVisible(), "the first page says what the lesson is called"
    window.bridge.do(act.GoToPage(1))
    learner.settle()
    text = text_of(window)
    line = text.fontMetrics().lineSpacing()
    top = text.mapTo(panel.area.viewport(), text.rect().topLeft()).y()
    assert (panel.area.viewport().height() - top) / line > 7
    assert not panel.head.title.isVisible() and panel.foot.dots.isVisible()
    window.themes.set_scale(1.0)
    learner.settle()
    assert panel.head.title.isVisible()
    assert panel.foot.isAncestorOf(panel.foot.dots) and panel.foot.dots.isVisible()


def test_that_a_start_in_another_room_stays_there_until_lessons_is_chosen(open_at, qtbot: QtBot) -> None:
    window = open_at()
    window.bridge.do(actions.SetRoom(Room.EXPLORE))
    window.close()
    later = open_at()
    assert later.bridge.state.room is Room.EXPLORE and later.bridge.state.lesson is None
    later.bridge.do(actions.SetRoom(Room.LESSONS))
    qtbot.waitUntil(lambda: later.bridge.state.lesson is not None)


def test_that_a_lesson_can_be_asked_for_by_name(open_at) -> None:
    window = open_at(lesson="the-kink-in-relu")
    lesson = window.bridge.state.lesson
    assert lesson is not None and lesson.lesson.title == "The kink in ReLU"


def test_that_a_saved_change_reloads_in_place(open_at, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "01-mine.md"
    file.write_text(LESSON.replace("TEXT", "old words"), encoding="utf-8")
    window = open_at(tmp_path)
    window.bridge.do(act.GoToPage(1))
    Learner(window).settle()
    assert "old words" in text_of(window).accessibleDescription()
    file.write_text(LESSON.replace("TEXT", "new words, and more of them"), encoding="utf-8")
    qtbot.waitUntil(lambda: "new words" in said(window), timeout=5000)
    lesson = window.bridge.state.lesson
    assert lesson is not None and lesson.player.page == 1
    file.write_text("+++\nformat = 1\n+++\n", encoding="utf-8")
    panel = Learner(window).panel
    qtbot.waitUntil(panel.head.problem.isVisible, timeout=5000)
    assert "01-mine.md" in panel.head.problem_text.text()
    assert "new words" in text_of(window).accessibleDescription(), "the page stays as it was"
    file.write_text(LESSON.replace("TEXT", "mended"), encoding="utf-8")
    qtbot.waitUntil(lambda: "mended" in said(window), timeout=5000)
    assert not panel.head.problem.isVisible()


def test_that_a_pack_that_cannot_be_opened_any_more_says_why_and_the_page_stays(
    open_at, qtbot: QtBot, tmp_path: Path
) -> None:
    pack, beside = tmp_path / "pack.zip", tmp_path / "beside"

    def save(**files: str) -> None:
        with zipfile.ZipFile(beside, "w") as file:
            for name, text in files.items():
                file.writestr(name.replace("UP", "../").replace("_md", ".md"), text)
        beside.replace(pack)

    save(mine_md=LESSON.replace("TEXT", "words"))
    window = open_at(pack)
    panel = Learner(window).panel
    save(mine_md=LESSON.replace("TEXT", "words"), UPout_md="x")
    qtbot.waitUntil(panel.head.problem.isVisible, timeout=5000)
    assert "leads out of the pack" in panel.head.problem_text.text()
    assert "The cost is" in said(window)
    pack.unlink()
    qtbot.waitUntil(lambda: "leads out" not in panel.head.problem_text.text(), timeout=5000)
    save(mine_md=LESSON.replace("TEXT", "other words"))
    qtbot.waitUntil(lambda: not panel.head.problem.isVisible(), timeout=5000)


def test_that_an_open_pack_is_among_the_recent_ones(open_at, tmp_path: Path) -> None:
    (tmp_path / "01-mine.md").write_text(LESSON.replace("TEXT", "words"), encoding="utf-8")
    window = open_at(tmp_path)
    assert window.lessons.recent == (str(tmp_path),)


def click_value(window: MainWindow, key: Key) -> None:
    """Click a value in the drawing, wherever it lies."""
    canvas = window.findChild(NetworkCanvas)
    assert isinstance(canvas, NetworkCanvas)
    for y in range(0, canvas.height(), 4):
        for x in range(0, canvas.width(), 4):
            if canvas.finder.at(QPointF(x, y)) == key:
                QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPointF(x + 3, y + 3).toPoint())
                return
    raise AssertionError(f"{key} is not in the drawing")


def test_that_a_way_is_clicked_in_the_drawing(window: MainWindow) -> None:
    learner = at_page(window, "six-paths-home", to="theta[3][1,1]")
    for name in ("C", "a[3][1]", "z[3][1]", "theta[3][1,1]"):
        click_value(window, parse(name))
        learner.settle()
    assert learner.panel.page is not None
    card = learner.panel.page.cards[0]
    assert isinstance(card, PathCard) and not card.open
    assert card.feedback.isVisible() and card.feedback.label.text()


def test_that_a_value_that_is_asked_for_is_a_question_mark_in_the_table(window: MainWindow) -> None:
    at_page(window, "one-gradient-in-five-steps", value="dC/da[3][1]")
    window.bridge.do(actions.GoToKey(parse("dC/da[3][1]")))
    table = next(t for t in window.findChildren(QTableView) if t.accessibleName() == "Values")
    texts = [
        str(table.model().index(row, column).data() or "")
        for row in range(table.model().rowCount())
        for column in range(3)
    ]
    assert "?" in texts and not any("0.6548" in text for text in texts)


def test_that_the_answer_box_has_its_names_and_enter_checks(window: MainWindow) -> None:
    learner = at_page(window, "one-gradient-in-five-steps", value="da[3][1]/dz[3][1]")
    names = {w.accessibleName() for w in window.findChildren(QWidget) if w.isVisible()}
    assert {"Your answer", "Check", "Hint", "Continue", "Lesson text"} <= names
    (card,) = learner.cards
    assert isinstance(card, PredictCard)
    QTest.keyClicks(card.box, "0.6726*0.3274")
    assert card.comes_to.text() == "= 0.2202"
    QTest.keyClick(card.box, Qt.Key.Key_Return)
    assert not card.open and card.feedback.accessibleName() == "" and card.feedback.isVisible()
    assert card.feedback.label.accessibleName() == "Feedback"
    assert learner.lesson.page.title.startswith("Step 2"), "Enter checked, and did not go on as well"


def test_that_enter_goes_on_where_nothing_is_asked(window: MainWindow) -> None:
    learner = at_page(window, "what-one-weight-does", show="C")
    learner.panel.prose_text().setFocus()
    QTest.keyClick(learner.panel.prose_text(), Qt.Key.Key_Return)
    here = learner.lesson.player.page
    assert here == page_with(learner.lesson.lesson, show="C") + 1
    learner.settle()
    QTest.keyClick(learner.panel.prose_text(), Qt.Key.Key_Return)
    assert learner.lesson.player.page == here, "this page asks for something"


def test_that_text_is_copied_with_its_maths_as_tex(window: MainWindow) -> None:
    at_page(window, "what-one-weight-does", show="C")
    text = text_of(window)
    text.selectAll()
    text.copy()
    copied = QGuiApplication.clipboard().text()
    assert "$y = 1$" in copied and "$$C = (\\hat{y} - y)^2 = 0.1072$$" in copied


def test_that_arrows_step_while_the_text_has_the_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    at_page(window, "what-one-weight-does")
    text = text_of(window)
    text.setFocus()
    before = window.bridge.state.cursor.index
    for key in (Qt.Key.Key_Right, Qt.Key.Key_PageDown):
        QTest.keyClick(text, key)
        assert window.bridge.state.cursor.index > before
        before = window.bridge.state.cursor.index


def test_that_the_list_of_lessons_opens_one(window: MainWindow) -> None:
    learner = at_page(window, "what-one-weight-does")
    window.lessons.show_contents()
    listed = learner.panel.contents.list
    assert listed.isVisible() and listed.accessibleName() == "Lessons"
    assert listed.count() == len(shipped_pack().ids)
    listed.setCurrentRow(4)
    QTest.keyClick(listed, Qt.Key.Key_Return)
    assert learner.lesson.lesson.id == "six-paths-home" and not listed.isVisible()


def test_that_the_help_finds_words_and_shows_its_pages(window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(window, Qt.Key.Key_F1)
    (found,) = [w for w in window.findChildren(HelpWindow) if w.isVisible()]
    titles = [found.list.item(row).text().strip() for row in range(found.list.count())]
    assert {"The window", "Lessons", "Notation", "Conventions", "Keys", "Writing lessons"} <= set(titles)
    QTest.keyClicks(found.box, "corner of relu")
    assert found.page is not None and found.page.name == "conventions"
    found.box.clear()
    QTest.keyClicks(found.box, "no such words anywhere")
    assert found.list.count() == 0 and found.nothing.isVisible()
    found.close()


def test_that_turning_a_warm_page_is_quick(window: MainWindow) -> None:
    """Not a measurement (that is the bench's), only a guard against what would be felt."""
    learner = at_page(window, "one-gradient-in-five-steps")
    for _ in range(2):
        for page in range(4):
            window.bridge.do(act.GoToPage(page))
            learner.settle()

    def turn_pages() -> None:
        for page in range(4):
            window.bridge.do(act.GoToPage(page))

    assert seconds_of_work(turn_pages) < 4 * 0.25


def test_that_a_factor_opens_to_its_derivation_and_folds_back(window: MainWindow, qtbot: QtBot) -> None:
    at_page(window, "one-gradient-in-five-steps", show="dC/dtheta[2][1,1]")
    cards = window.findChildren(CardButton)
    sigma = next(c for c in cards if c.card is not None and c.card.key == parse("da[3][1]/dz[3][1]"))
    sigma.setFocus()
    QTest.keyClick(sigma, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    (shown,) = [w for w in window.findChildren(DerivationWindow) if w.isVisible()]
    before = shown.shown.text()
    for _ in range(8):
        assert "0.2202" in shown.shown.text()
        shown.more.click()
    assert not shown.more.isEnabled() and shown.shown.text().count("0.2202") == 9
    shown.less.click()
    assert shown.shown.text() != before and shown.more.isEnabled()
    shown.close()


def test_that_a_page_opens_a_card_and_leaves_the_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    learner = at_page(window, "where-sigma-prime-comes-from", open="da[3][1]/dz[3][1]")
    for _ in range(3):
        for card in learner.cards:
            learner.do_rightly(card)
        learner.settle()
    assert [w for w in window.findChildren(DerivationWindow) if w.isVisible()]
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)


@pytest.mark.parametrize("size", [(1024, 640), (1280, 800)])
def test_that_what_comes_below_a_gate_is_not_cut(window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    learner = at_page(window, "what-one-weight-does", until=1e-12)
    learner.play_page()
    learner.settle()
    assert learner.panel.page is not None
    texts = [text for text in learner.panel.page.findChildren(MathsText) if text.isVisible()]
    assert len(texts) == 2
    for text in texts:
        assert text.height() >= text.document().size().height()
