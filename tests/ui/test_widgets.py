"""Small widgets follow the theme, can be driven by keyboard, and say what they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import (
    QAccessible,
    QGuiApplication,
    QHelpEvent,
    QPaintEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDockWidget,
    QLabel,
    QMainWindow,
    QPushButton,
    QTableView,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from bptutor.foundation.resources import resource
from bptutor.ui.icons import icon
from bptutor.ui.palettes import DARK, LIGHT
from bptutor.ui.panels.lesson_wells import EnterButton
from bptutor.ui.theme import ThemeManager
from bptutor.ui.widgets.buttons import ChipButton, IconButton, PlayerButton
from bptutor.ui.widgets.cards import Card, EmptyState, SectionTitle
from bptutor.ui.widgets.choices import Choice
from bptutor.ui.widgets.docks import DockTitle, Drawer
from bptutor.ui.widgets.numbers import NumberLabel
from bptutor.ui.widgets.painted_button import PaintedButton
from bptutor.ui.widgets.segmented import Segmented
from bptutor.ui.widgets.tables import RowDelegate

KEY = Qt.Key


def colours_of(widget: QWidget) -> set[str]:
    picture = widget.grab().toImage()
    return {
        picture.pixelColor(x, y).name().upper()
        for x in range(picture.width())
        for y in range(picture.height())
    }


def role_of(widget: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(widget).role()


@pytest.mark.parametrize("path", sorted(resource("icons").glob("*.svg")), ids=lambda path: path.stem)
def test_that_every_icon_draws_in_its_colour(qapp: QGuiApplication, path: Path) -> None:
    name = path.stem
    for side in (16, 20, 40):
        picture = icon(name, "#B54800", side).pixmap(side, side).toImage()
        assert picture.width() == side
        seen = [picture.pixelColor(x, y) for x in range(side) for y in range(side)]
        assert any(colour.alpha() > 100 and abs(colour.red() - 0xB5) < 3 for colour in seen)


def test_that_an_unknown_icon_is_a_mistake(qapp: QGuiApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon", "#000000")


def test_that_the_switch_is_tabs_for_a_screen_reader_and_the_arrows(
    theme_manager: ThemeManager, qtbot: QtBot
) -> None:
    switch = Segmented(theme_manager, ["Lessons", "Explore", "Practise"], "Mode")
    qtbot.addWidget(switch)
    assert role_of(switch) == QAccessible.Role.PageTabList
    interface = QAccessible.queryAccessibleInterface(switch)
    names = [interface.child(n).text(QAccessible.Text.Name) for n in range(interface.childCount())]
    assert names[:3] == ["Lessons", "Explore", "Practise"]
    with qtbot.waitSignal(switch.currentChanged) as told:
        QTest.keyClick(switch, KEY.Key_Right)
    assert told.args == [1]


def test_that_the_switch_grows_with_the_text_and_shows_its_part_raised(
    theme_manager: ThemeManager, qtbot: QtBot
) -> None:
    switch = Segmented(theme_manager, ["Lessons", "Explore"], "Mode")
    qtbot.addWidget(switch)
    small = switch.sizeHint()
    assert small.height() >= 32
    theme_manager.set_scale(2.0)
    assert switch.sizeHint().width() > 1.8 * small.width()
    assert switch.tabRect(1).right() <= switch.sizeHint().width()
    theme_manager.set_mode("dark")
    switch.resize(switch.sizeHint())
    assert {DARK.sunk, DARK.raised} <= colours_of(switch)


def test_that_buttons_say_their_name_and_are_large_enough(theme_manager: ThemeManager, qtbot: QtBot) -> None:
    for scale in (0.8, 1.0, 2.0):
        theme_manager.set_scale(scale)
        for button in (
            PlayerButton(theme_manager, "back", "Back"),
            PlayerButton(theme_manager, "next", "Next step", dark=True),
            IconButton(theme_manager, "close", "Close"),
            ChipButton(theme_manager, "g′(0) = 0", "Slope of ReLU at 0"),
        ):
            qtbot.addWidget(button)
            button.ensurePolished()
            assert button.accessibleName()
            assert min(button.sizeHint().height(), button.sizeHint().width()) >= 32
            assert role_of(button) == QAccessible.Role.Button


def test_that_play_becomes_pause(theme_manager: ThemeManager, qtbot: QtBot) -> None:
    button = PlayerButton(theme_manager, "play", "Play")
    qtbot.addWidget(button)
    button.show_as("pause-round", "Pause")
    assert button.accessibleName() == button.toolTip() == "Pause"


def test_that_a_button_takes_the_colours_of_the_theme(theme_manager: ThemeManager, qtbot: QtBot) -> None:
    button = PlayerButton(theme_manager, "next", "Next step", dark=True)
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    assert LIGHT.ink in colours_of(button)
    theme_manager.set_mode("dark")
    assert DARK.ink in colours_of(button)


def test_that_a_chip_says_its_setting(theme_manager: ThemeManager, qtbot: QtBot) -> None:
    chip = ChipButton(theme_manager, "g′(0) = 0", "Slope of ReLU at 0")
    qtbot.addWidget(chip)
    chip.show_setting("g′(0) = ½")
    assert chip.text() == chip.accessibleDescription() == "g′(0) = ½"
    assert chip.accessibleName() == "Slope of ReLU at 0"


def point_at(widget: QWidget) -> None:
    """Rest with the pointer on a widget's middle."""
    middle = widget.rect().center()
    tip = QHelpEvent(QHelpEvent.Type.ToolTip, middle, widget.mapToGlobal(middle))
    QApplication.sendEvent(widget, tip)


def test_that_a_heading_without_room_ends_in_dots_and_says_the_rest_when_pointed_at(
    theme_manager: ThemeManager, qtbot: QtBot
) -> None:
    card = Card(theme_manager, "Network · " + "A long name of a network " * 4)
    qtbot.addWidget(card)
    card.resize(260, 120)
    card.show()
    heading = card.findChild(SectionTitle)
    cut = heading.grab().toImage()
    card.set_heading(heading.text() + "and of its author")
    assert heading.grab().toImage() == cut, "what has no room is not painted"
    point_at(heading)
    assert QToolTip.text() == heading.text()
    card.resize(2000, 120)
    qtbot.waitUntil(lambda: heading.width() > 1900)
    point_at(heading)
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_that_a_card_is_named_by_its_heading(theme_manager: ThemeManager, qtbot: QtBot) -> None:
    card = Card(theme_manager, "Network")
    qtbot.addWidget(card)
    card.body.addWidget(QLabel("inside"))
    assert card.accessibleName() == "Network"
    card.resize(200, 120)
    assert LIGHT.line in colours_of(card)
    card.set_heading("")
    assert card.accessibleName() == ""


def test_that_an_empty_state_offers_one_thing_to_do(theme_manager: ThemeManager, qtbot: QtBot) -> None:
    empty = EmptyState(theme_manager, "No network yet", "Open one.", "Open…")
    qtbot.addWidget(empty)
    with qtbot.waitSignal(empty.action_requested):
        empty.button.click()


def test_that_a_number_keeps_its_full_precision(theme_manager: ThemeManager, qtbot: QtBot) -> None:
    label = NumberLabel(theme_manager, "dC by da2")
    qtbot.addWidget(label)
    label.show_number("−0.1730", "−0.17298123")
    assert label.text() == "−0.1730"
    assert label.toolTip() == "−0.17298123"
    assert label.accessibleName() == "dC by da2 −0.1730"
    label.copy_exact()
    assert QGuiApplication.clipboard().text() == "-0.17298123"
    width = label.sizeHint().width()
    label.show_number("−0.8888")
    assert label.sizeHint().width() == width


def test_that_a_number_follows_the_theme(theme_manager: ThemeManager, qtbot: QtBot) -> None:
    label = NumberLabel(theme_manager, "C")
    qtbot.addWidget(label)
    label.show_number("—————")
    label.set_look("cost")
    for mode, palette in (("light", LIGHT), ("dark", DARK)):
        theme_manager.set_mode(mode)  # type: ignore[arg-type]
        label.resize(label.sizeHint())
        assert palette.cost in colours_of(label)


def test_that_rows_show_the_models_background_and_hairlines(
    theme_manager: ThemeManager, qtbot: QtBot
) -> None:
    model = QStandardItemModel(2, 2)
    lit = QStandardItem("a²")
    lit.setBackground(theme_manager.theme.phase_tint("backward"))
    model.setItem(1, 0, lit)
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(model)
    RowDelegate(theme_manager, view)
    view.resize(300, 200)
    assert {LIGHT.backward_tint, LIGHT.line} <= colours_of(view)
    before = view.rowHeight(0)
    theme_manager.set_scale(2.0)
    assert view.rowHeight(0) == 2 * before


def test_that_a_dock_has_a_quiet_title(theme_manager: ThemeManager, qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    dock = QDockWidget("Values")
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    title = DockTitle(theme_manager, dock)
    dock.setWindowTitle("Cost")
    assert title.findChildren(QLabel)[0].text() == "Cost"
    dock.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
    assert all(button.isHidden() for button in title.findChildren(IconButton))


def test_that_a_tabbed_dock_leaves_its_title_to_the_tab(theme_manager: ThemeManager, qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    docks = [QDockWidget(name) for name in ("Values", "Cost")]
    titles = [DockTitle(theme_manager, dock) for dock in docks]
    for dock in docks:
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    window.show()
    assert titles[0].sizeHint().height() > 20
    window.tabifyDockWidget(*docks)
    qtbot.waitUntil(lambda: all(title.sizeHint().height() == 0 for title in titles))


def test_that_a_choice_tells_what_the_person_chose_only(theme_manager: ThemeManager, qtbot: QtBot) -> None:
    choice = Choice(theme_manager, "Level", [("layer", "level: layer"), ("value", "level: value")])
    qtbot.addWidget(choice)
    told: list[str] = []
    choice.chosen.connect(told.append)
    choice.show_choice("value")
    choice.show_options([("value", "level: value"), ("term", "level: term")])
    assert (choice.key, told) == ("value", [])
    QTest.keyClick(choice, KEY.Key_Down)
    assert (choice.key, told) == ("term", ["term"])
    assert choice.sizeHint().height() >= 32


@pytest.mark.parametrize("right", [False, True])
def test_that_a_drawer_lies_at_its_edge_and_escape_gives_the_focus_back(
    theme_manager: ThemeManager, qtbot: QtBot, right: bool
) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    before = QPushButton("Before")
    QVBoxLayout(over).addWidget(before)
    over.resize(900, 500)
    drawer = Drawer(theme_manager, over, "Values", right)
    drawer.hold(QLabel("inside"))
    over.show()
    over.activateWindow()
    before.setFocus()
    drawer.open()
    assert drawer.isVisible()
    assert drawer.geometry().topLeft() == QPoint(900 - 320 if right else 0, 0)
    over.resize(1000, 600)
    qtbot.waitUntil(lambda: drawer.height() == 600)
    with qtbot.waitSignal(drawer.closed):
        QTest.keyClick(drawer, KEY.Key_Escape)
    assert not drawer.isVisible()
    assert over.focusWidget() is before


class Blank(PaintedButton):
    """The least that a painted button can be."""

    def paintEvent(self, event: QPaintEvent) -> None:
        pass


@pytest.mark.parametrize("make", [Blank, lambda: EnterButton("On")])
def test_that_the_enter_of_either_block_of_keys_presses_a_button(
    qtbot: QtBot, make: Callable[[], QAbstractButton]
) -> None:
    button, pressed = make(), []
    qtbot.addWidget(button)
    button.clicked.connect(lambda: pressed.append(True))
    QTest.keyClick(button, KEY.Key_Return)
    QTest.keyClick(button, KEY.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert len(pressed) == 2
