"""The frame around the rooms: top bar, player and docks keep what matters in sight at any size."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QDockWidget,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QMenu,
    QSlider,
    QTabBar,
    QTableView,
    QToolBar,
)
from pytestqt.qtbot import QtBot

from bptutor.app import open_window
from bptutor.engine.document_file import write_document
from bptutor.engine.optimisers import Optimiser
from bptutor.engine.ready_made import ready_made
from bptutor.study.actions import GoTo, GoToKey, SetLevel, SetRoom
from bptutor.study.run_actions import SetOptimiser
from bptutor.study.settings import settings_file
from bptutor.study.state import Room
from bptutor.trace.keys import parse
from bptutor.trace.steps import Level
from bptutor.ui.commands import BY_ID
from bptutor.ui.dialogs.find_action import FindAction
from bptutor.ui.widgets.cards import SectionTitle
from bptutor.ui.widgets.docks import DockTitle
from bptutor.ui.window import MainWindow
from tests.ui.frame_hands import open_ready_made, opened, shown


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    yield from opened(qtbot, qapp)


def conventions(window: MainWindow) -> dict[str, list[QAction]]:
    """The choices of each convention, as they hang in the menu."""
    menus = [menu for menu in window.findChildren(QMenu) if menu.title() == "Conventions"]
    assert len(menus) == 1
    return {part.title(): part.actions() for part in menus[0].findChildren(QMenu)}


def lay_out(window: MainWindow, width: int, height: int, scale: float) -> None:
    window.themes.set_scale(scale)
    window.resize(width, height)
    for _ in range(5):
        QApplication.processEvents()


def test_that_the_phases_are_named_under_the_scrubber_where_the_window_is_high_enough(
    window: MainWindow,
) -> None:
    slider = shown(window, "Step")[0]
    assert isinstance(slider, QSlider)
    assert slider.height() == slider.sizeHint().height()
    lay_out(window, 1024, 640, 1.0)
    assert slider.height() == window.themes.theme.hit


@pytest.mark.parametrize("network", ["two-hidden-layers", "digits-64-32-10"])
@pytest.mark.parametrize("level", list(Level))
def test_that_the_scrubber_keeps_its_room_beside_a_long_summary(
    window: MainWindow, network: str, level: Level
) -> None:
    open_ready_made(window, network)
    window.bridge.do(SetLevel(level))
    window.bridge.do(GoTo(window.bridge.state.total // 2))
    lay_out(window, 1280, 800, 1.0)
    assert shown(window, "Step")[0].width() >= 190


def test_that_nothing_beside_the_summary_moves_while_one_steps_to_and_fro(window: MainWindow) -> None:
    slider = shown(window, "Step")[0]
    total = window.bridge.state.total
    for index in range(total):
        window.bridge.do(GoTo(index))
    QApplication.processEvents()
    seen = set()
    for index in range(total):
        window.bridge.do(GoTo(index))
        QApplication.processEvents()
        seen.add((slider.width(), len(shown(window, "Speed"))))
    assert len(seen) == 1


@pytest.mark.parametrize("network", ["two-hidden-layers", "classifier-2-3-2", "mazur"])
@pytest.mark.parametrize("level", list(Level))
def test_that_no_button_of_the_player_comes_or_goes_from_step_to_step(
    window: MainWindow, network: str, level: Level
) -> None:
    open_ready_made(window, network)
    window.bridge.do(SetLevel(level))
    lay_out(window, 1280, 800, 1.0)
    offered = set()
    for index in range(0, window.bridge.state.total, 5):
        window.bridge.do(GoTo(index))
        QApplication.processEvents()
        names = ("Into the step", "Out of the step", "Over to the next whole", "Speed", "Level", "Iteration")
        offered.add(tuple(len(shown(window, name)) for name in names))
    assert len(offered) == 1


@pytest.mark.parametrize("width, height, scale", [(1280, 800, 1.0), (1024, 640, 1.0), (1024, 640, 2.0)])
def test_that_the_cost_in_force_is_in_sight_and_no_chip_is_cut(
    window: MainWindow, width: int, height: int, scale: float
) -> None:
    lay_out(window, width, height, scale)
    # Where there is no room for each, one chip says them all.
    assert len(shown(window, "Cost")) == (scale < 2.0) and len(shown(window, "Conventions and notation")) == 1
    for name in (
        "Cost",
        "Conventions and notation",
        "Notation",
        "Slope of ReLU at zero",
        "Find action",
        "Level",
        "Speed",
        "Predict",
    ):
        for widget in shown(window, name):
            assert widget.width() >= widget.sizeHint().width(), name
            right = widget.mapTo(window, QPoint(widget.width(), 0)).x()
            assert right <= width, name


def test_that_a_chip_says_what_is_chosen_and_its_entries_say_it_without_the_prefix(
    window: MainWindow, qtbot: QtBot
) -> None:
    level = shown(window, "Level")[0]
    assert isinstance(level, QComboBox)
    before = level.width()
    assert level.currentText() == "value"
    qtbot.keyClick(level, Qt.Key.Key_Up)
    assert level.currentText() == "layer" and window.bridge.state.cursor.level is Level.LAYER
    qtbot.waitUntil(lambda: level.width() == level.sizeHint().width())
    assert level.width() != before


def test_that_every_convention_is_in_the_menu_with_the_one_in_force_checked(window: MainWindow) -> None:
    lay_out(window, 1024, 640, 2.0)  # where most chips have no room
    found = conventions(window)
    assert set(found) == {"Cost", "Over the examples", "Slope of ReLU at zero", "Notation"}
    assert [action.text() for action in found["Cost"] if action.isChecked()] == ["C = Σ(ŷ − y)²"]
    half = next(action for action in found["Cost"] if "½" in action.text())
    half.trigger()
    assert window.bridge.state.network.cost.name == "half_squared_error"
    assert half.isChecked()
    other = found["Notation"][1]
    other.trigger()
    assert window.bridge.state.notation == other.data()[1] and other.isChecked()


def test_that_a_convention_without_use_cannot_be_chosen(window: MainWindow) -> None:
    open_ready_made(window, "classifier-2-3-2")  # no ReLU, one example
    found = conventions(window)
    assert not any(action.isEnabled() for action in found["Slope of ReLU at zero"])
    assert not any(action.isEnabled() for action in found["Over the examples"])
    assert [action.isEnabled() for action in found["Cost"]].count(True) == 1
    open_ready_made(window, "digits-64-32-10")
    assert all(action.isEnabled() for action in found["Slope of ReLU at zero"])
    assert all(action.isEnabled() for action in found["Over the examples"])


def test_that_a_key_opens_the_menu_and_escape_shuts_it(window: MainWindow, qtbot: QtBot) -> None:
    menu = next(
        button.menu()
        for button in window.findChildren(QAbstractButton)
        if button.accessibleName() == "Menu" and hasattr(button, "menu")
    )
    canvas = shown(window, "Network")[0]
    canvas.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_F10)
    qtbot.waitUntil(menu.isVisible)
    qtbot.keyClick(menu, Qt.Key.Key_Escape)
    assert not menu.isVisible()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is canvas)


def test_that_the_table_begins_and_ends_where_its_title_does(window: MainWindow) -> None:
    view = shown(window, "Values")[0]
    assert isinstance(view, QTableView)
    title = next(label for label in window.findChildren(QLabel) if label.text() == "Values")
    left = view.viewport().mapTo(window, QPoint(0, 0)).x()
    assert left == title.mapTo(window, QPoint(0, 0)).x()
    for scale in (0.8, 1.5, 1.0):
        lay_out(window, 1600, 900, scale)
        if title.isVisible():
            left = view.viewport().mapTo(window, QPoint(0, 0)).x()
            assert left == title.mapTo(window, QPoint(0, 0)).x(), scale


def test_that_the_main_button_can_be_seen_while_it_is_disabled(window: MainWindow, qtbot: QtBot) -> None:
    window.bridge.do(GoTo(window.bridge.state.total - 1))
    button = shown(window, "Next step")[0]
    assert not button.isEnabled()
    QApplication.processEvents()
    picture = button.grab().toImage()
    middle = [picture.pixelColor(x, picture.height() // 2).lightness() for x in range(picture.width())]
    assert max(middle[8:-8]) - min(middle[8:-8]) > 60


def test_that_the_player_is_as_wide_as_the_window(window: MainWindow) -> None:
    bar = window.findChild(QToolBar, "player")
    assert isinstance(bar, QToolBar)
    for width in (640, 800, 1024, 1280, 1600):
        lay_out(window, width, 700, 1.0)
        for name in ("Next step", "Step summary", "Predict"):
            for widget in shown(window, name):
                assert widget.mapTo(window, QPoint(widget.width(), 0)).x() <= width, (width, name)


def test_that_an_action_is_found_by_words_in_any_order_and_done_with_enter(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.commands.do(BY_ID["find-action"])
    dialog = window.findChild(FindAction)
    assert isinstance(dialog, FindAction)
    box = dialog.findChild(QLineEdit)
    listed = dialog.findChild(QListView)
    assert isinstance(box, QLineEdit) and isinstance(listed, QListView)
    qtbot.keyClicks(box, "phase next")
    assert [listed.model().index(row, 0).data() for row in range(listed.model().rowCount())] == ["Next phase"]
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert window.bridge.state.cursor.index == 6
    qtbot.waitUntil(lambda: window.findChild(FindAction) is None)


def test_that_the_window_of_actions_is_no_higher_than_the_one_behind_it(window: MainWindow) -> None:
    window.resize(1024, 640)
    window.themes.set_scale(2.0)
    window.commands.do(BY_ID["find-action"])
    dialog = window.findChild(FindAction)
    assert isinstance(dialog, FindAction) and dialog.height() <= window.height()


def test_that_an_action_is_found_by_its_key_and_done_by_a_click(window: MainWindow, qtbot: QtBot) -> None:
    window.commands.do(BY_ID["find-action"])
    dialog = window.findChild(FindAction)
    assert isinstance(dialog, FindAction)
    box, listed = dialog.findChild(QLineEdit), dialog.findChild(QListView)
    assert isinstance(box, QLineEdit) and isinstance(listed, QListView)
    qtbot.keyClicks(box, "page down")
    place = listed.visualRect(listed.model().index(0, 0)).center()
    qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.bridge.state.cursor.index == 6 and not dialog.isVisible()


@pytest.mark.parametrize(
    ("words", "said"),
    [("undo", "Not to be done just now: Undo."), ("brew coffee", "No action has all of these words.")],
)
def test_that_an_action_that_is_not_found_is_told(
    window: MainWindow, qtbot: QtBot, words: str, said: str
) -> None:
    window.commands.do(BY_ID["find-action"])
    dialog = window.findChild(FindAction)
    assert isinstance(dialog, FindAction)
    box, listed = dialog.findChild(QLineEdit), dialog.findChild(QListView)
    assert isinstance(box, QLineEdit) and isinstance(listed, QListView)
    qtbot.keyClicks(box, words)
    (note,) = [label for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert note.text() == box.accessibleDescription() == said and not listed.isVisible()
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert dialog.isVisible()
    box.clear()
    assert listed.isVisible() and not note.isVisible()


@pytest.mark.parametrize("width", [640, 900, 1024])
def test_that_an_open_drawer_lies_over_nothing(window: MainWindow, width: int) -> None:
    lay_out(window, width, 640, 2.0)
    window.commands.do(BY_ID["panels"])
    QApplication.processEvents()
    centre = window.centralWidget()
    guide = next(d for d in window.findChildren(QDockWidget) if d.objectName() == "step")
    assert guide.isVisible()
    if centre.isVisible():
        assert guide.widget().mapTo(window, QPoint(guide.widget().width(), 0)).x() <= centre.x()
        assert centre.width() >= centre.minimumSizeHint().width()
    else:
        assert guide.width() >= width - 2
    window.commands.do(BY_ID["panels"])
    assert centre.isVisible() and not guide.isVisible()


def test_that_the_iteration_beside_the_player_is_that_of_the_cost_curve(
    window: MainWindow, qtbot: QtBot
) -> None:
    for number in (0, 1, 2):
        texts = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
        assert f"iteration {number}" in texts
        assert window.bridge.state.iteration == number
        qtbot.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize("width", [1280, 1024])
def test_that_hiding_the_panels_and_showing_them_again_moves_nothing(window: MainWindow, width: int) -> None:
    def places() -> list[tuple[str, bool, QRect]]:
        for _ in range(5):
            QApplication.processEvents()
        # Qt keeps a dock behind a tab somewhere outside of the window, where nobody sees it.
        docks = [dock for dock in window.findChildren(QDockWidget) if dock.x() >= 0]
        return [(dock.objectName(), dock.isVisible(), dock.geometry()) for dock in docks]

    def titles() -> list[str]:
        return [label.text() for label in window.findChildren(SectionTitle) if label.isVisible()]

    lay_out(window, width, 800, 1.0)
    before, said = places(), titles()
    for _ in range(2):
        window.commands.do(BY_ID["panels"])
        assert not any(visible for _name, visible, _place in places())
        window.commands.do(BY_ID["panels"])
        assert places() == before and titles() == said


def test_that_the_panels_grow_with_the_text(window: MainWindow) -> None:
    def width(name: str) -> int:
        return next(d for d in window.findChildren(QDockWidget) if d.objectName() == name).width()

    lay_out(window, 1024, 700, 1.0)
    before = width("step")
    for scale in (1.1, 1.2):
        lay_out(window, 1024, 700, scale)
    assert width("step") == pytest.approx(1.2 * before, abs=4)
    lay_out(window, 1024, 700, 1.0)
    assert width("step") == pytest.approx(before, abs=4)


def test_that_no_tab_of_the_panels_is_cut(window: MainWindow) -> None:
    for scale, room in ((1.0, Room.EXPLORE), (1.2, Room.PRACTISE), (2.0, Room.LESSONS), (2.0, Room.PRACTISE)):
        lay_out(window, 1024, 700, scale)
        window.bridge.do(SetRoom(room))
        lay_out(window, 1024, 700, scale)
        bars = [bar for bar in window.findChildren(QTabBar) if bar.parent() is window and bar.isVisible()]
        assert bars
        for bar in bars:
            for index in range(bar.count()):
                text = QFontMetrics(bar.font()).horizontalAdvance(bar.tabText(index))
                assert bar.tabRect(index).width() >= text + 16, (scale, bar.tabText(index))


def test_that_dialogs_fit_a_small_window_at_large_text_with_nothing_cut(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.commands.do(BY_ID["help"])
    lay_out(window, 1024, 640, 2.0)
    for command in ("keys", "about", "hand-in", "help"):
        window.commands.do(BY_ID[command])
        dialog = next(d for d in window.findChildren(QDialog) if d.isVisible() and d.isWindow())
        assert dialog.width() <= 1024, command
        for label in dialog.findChildren(QLabel):
            if label.isVisible() and label.wordWrap():
                assert label.height() >= label.heightForWidth(label.width()), (command, label.text())
        for view in dialog.findChildren(QAbstractItemView):
            assert view.horizontalScrollBar().maximum() == 0, command
        for listed in dialog.findChildren(QListWidget):
            assert listed.item(0).font().pixelSize() == window.themes.theme.text.pixelSize(), command
        dialog.close()


def test_that_the_tabs_of_the_right_column_come_back_from_the_drawer(window: MainWindow) -> None:
    def titles() -> list[str]:
        bars = [bar for bar in window.findChildren(QTabBar) if bar.parent() is window and bar.isVisible()]
        return [bar.tabText(index) for bar in bars for index in range(bar.count())]

    window.bridge.do(SetOptimiser(Optimiser("adam")))
    lay_out(window, 1280, 800, 2.0)
    assert titles() == []
    window.themes.set_scale(1.0)
    window.bridge.do(SetLevel(Level.TERM))
    window.bridge.do(GoToKey(parse("ratio(theta[2][1,1])")))
    lay_out(window, 1280, 800, 1.0)
    assert titles() == ["Values", "Data"]


def test_that_no_number_of_the_table_is_cut(window: MainWindow) -> None:
    view = shown(window, "Values")[0]
    assert isinstance(view, QTableView)
    for width in (1280, 1024):
        lay_out(window, width, 800, 1.0)
        for dock in window.findChildren(QDockWidget):
            if dock.objectName() == "values":
                dock.raise_()
        QApplication.processEvents()
        bold = QFontMetrics(window.themes.theme.strong)
        for column in (1, 2):
            room = view.columnWidth(column) - 2 * window.themes.theme.px(6)
            assert room >= bold.horizontalAdvance("−8.169×10⁻⁵"), (width, column)


def test_that_a_file_of_the_command_line_is_what_was_open_last_even_after_a_crash(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_document(tmp_path / "a & b.bpnet", ready_made("xor").read())
    first = open_window(qapp, Path("a & b.bpnet"))
    qtbot.addWidget(first)
    first.show()
    qtbot.waitUntil(lambda: settings_file().exists() and "a & b.bpnet" in settings_file().read_text())
    monkeypatch.chdir(tmp_path.parent)
    again = open_window(qapp)  # as after a kill: the first one was not closed
    qtbot.addWidget(again)
    assert again.bridge.state.path == tmp_path / "a & b.bpnet"
    recent = [action for menu in again.findChildren(QMenu) for action in menu.actions()]
    assert str(tmp_path / "a & b.bpnet") in [action.data() for action in recent]


def test_that_after_a_reset_each_panel_has_its_title_once(window: MainWindow) -> None:
    def said() -> list[str]:
        for _ in range(5):
            QApplication.processEvents()
        bars = [bar for bar in window.findChildren(QTabBar) if bar.parent() is window and bar.isVisible()]
        tabs = [bar.tabText(index) for bar in bars for index in range(bar.count())]
        docks = [dock for dock in window.findChildren(QDockWidget) if dock.isVisible()]
        titles = [label for dock in docks for label in dock.findChildren(SectionTitle) if label.isVisible()]
        return tabs + [label.text() for label in titles if isinstance(label.parent(), DockTitle)]

    before = said()
    assert len(before) == len(set(before)) and "Values" in before
    window.commands.do(BY_ID["reset-layout"])
    assert sorted(said()) == sorted(before)
    lay_out(window, 1024, 700, 1.0)
    lay_out(window, 1280, 800, 1.0)
    assert sorted(said()) == sorted(before)


def test_that_the_level_can_be_chosen_beside_the_longest_summary(window: MainWindow) -> None:
    open_ready_made(window, "digits-64-32-10")
    window.bridge.do(SetLevel(Level.TERM))
    lay_out(window, 1024, 640, 1.0)
    window.bridge.do(GoTo(window.bridge.state.total // 2))
    for _ in range(5):
        QApplication.processEvents()
    assert len(shown(window, "Level")) == 1
    middles = {
        name: round(shown(window, name)[0].mapTo(window, shown(window, name)[0].rect().center()).y() / 3)
        for name in ("Next step", "Level", "Predict")
    }
    assert len(set(middles.values())) == 1, middles
