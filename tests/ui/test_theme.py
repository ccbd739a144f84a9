"""Colours that can be read, sizes that follow the text, and a manager that tells of each change once."""

from __future__ import annotations

import subprocess
import sys

import pytest
from msgspec.structs import fields, replace
from PySide6.QtGui import QFontDatabase, QFontInfo, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from bptutor.study.run_names import DASHES
from bptutor.ui.palettes import DARK, LIGHT, PHASES, Palette, contrast, mixed
from bptutor.ui.theme import Mode, Theme, ThemeManager, set_kind
from bptutor.ui.theme_fonts import load_fonts, text_font

PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
BACKGROUNDS = ("ground", "surface", "sunk", "forward_tint", "backward_tint", "cost_tint", "update_tint")


@PALETTES
@pytest.mark.parametrize("text", ["ink", "muted", *PHASES])
@pytest.mark.parametrize("background", BACKGROUNDS)
def test_that_text_can_be_read_on_every_background(palette: Palette, text: str, background: str) -> None:
    assert contrast(getattr(palette, text), getattr(palette, background)) >= 4.5


@PALETTES
def test_that_runs_have_colours_of_their_own_in_which_their_names_can_be_read(palette: Palette) -> None:
    colours = [palette.run_colour(dash) for dash in range(DASHES + 1)]
    assert len(set(colours)) == DASHES + 1
    assert all(contrast(colour, palette.surface) >= 4.5 for colour in colours)


@PALETTES
@pytest.mark.parametrize("mark", ["edge", "focus"])
@pytest.mark.parametrize("background", BACKGROUNDS)
def test_that_lines_and_marks_can_be_seen(palette: Palette, mark: str, background: str) -> None:
    assert contrast(getattr(palette, mark), getattr(palette, background)) >= 3


@PALETTES
def test_that_text_on_a_filled_button_can_be_read(palette: Palette) -> None:
    assert all(contrast(palette.on_accent, palette.phase_colour(phase)) >= 4.5 for phase in PHASES)
    assert contrast(palette.on_ink, palette.ink) >= 4.5
    assert contrast(palette.ink, palette.hover) >= 4.5
    assert contrast(palette.ink, palette.pressed) >= 4.5


@PALETTES
def test_that_every_role_is_a_full_colour(palette: Palette) -> None:
    for field in fields(palette):
        if field.name != "dark":
            assert len(getattr(palette, field.name)) == 7
            assert mixed(getattr(palette, field.name), "#000000", 1) == getattr(palette, field.name)


def test_that_a_mixture_lies_between_its_colours() -> None:
    assert mixed("#FFFFFF", "#000000", 0.5) == "#808080"
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)


@pytest.mark.parametrize("scale", [0.8, 1.0, 1.25, 2.0])
def test_that_every_size_follows_the_scale_and_nothing_is_too_small_to_press(scale: float) -> None:
    theme = Theme(LIGHT, scale)
    assert theme.px(100) == round(100 * scale)
    assert theme.px(0.2) == 1 and theme.px(0) == 0
    assert theme.hit >= 32
    assert theme.title.pixelSize() > theme.text.pixelSize() > theme.small.pixelSize()


def test_that_a_caller_may_change_the_font_it_gets() -> None:
    theme = Theme(LIGHT)
    theme.text.setPixelSize(99)
    assert theme.text.pixelSize() == 14


def test_that_the_shipped_fonts_are_used_in_each_weight(qapp: QApplication) -> None:
    assert load_fonts() == ()
    assert {"Regular", "Medium", "Bold"} <= set(QFontDatabase.styles("Inter"))
    theme = Theme(LIGHT)
    assert QFontInfo(theme.text).family() == "Inter"
    assert QFontInfo(theme.title).weight() == theme.title.weight()
    assert QFontInfo(theme.code).family() == "JetBrains Mono"


def test_that_figures_are_tabular_and_code_has_no_ligatures(qapp: QApplication) -> None:
    load_fonts()
    widths = {QFontMetricsF(text_font(40)).horizontalAdvance(digit * 4) for digit in "0123456789"}
    assert len(widths) == 1
    code = QFontMetricsF(Theme(LIGHT).code)
    assert code.horizontalAdvance("->!=") == pytest.approx(4 * code.horizontalAdvance("x"))


def test_that_changed_is_told_once_and_only_if_something_changed(
    theme_manager: ThemeManager, qtbot: QtBot
) -> None:
    told: list[None] = []
    theme_manager.changed.connect(lambda: told.append(None))
    theme_manager.set_mode("dark")
    theme_manager.set_mode("dark")
    theme_manager.set_scale(1.5)
    assert len(told) == 2
    assert theme_manager.theme.dark and theme_manager.theme.scale == 1.5
    theme_manager.set_scale(7)
    assert theme_manager.scale == 2.0


def test_that_the_application_wears_the_theme(theme_manager: ThemeManager, qapp: QApplication) -> None:
    theme_manager.set_mode("dark")
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.surface
    theme_manager.set_mode("light")
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == LIGHT.surface
    assert qapp.font().pixelSize() == 14


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_that_controls_are_high_enough_to_press(
    theme_manager: ThemeManager, qtbot: QtBot, scale: float
) -> None:
    theme_manager.set_scale(scale)
    for widget in (QPushButton("Check"), QLineEdit()):
        qtbot.addWidget(widget)
        widget.ensurePolished()
        assert widget.sizeHint().height() >= theme_manager.theme.hit
    chip = QPushButton("g′(0) = 0")
    qtbot.addWidget(chip)
    set_kind(chip, "chip")
    assert chip.sizeHint().height() >= 32


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_that_what_a_field_asks_for_is_as_plain_as_quiet_text(
    theme_manager: ThemeManager, qtbot: QtBot, mode: Mode
) -> None:
    theme_manager.set_mode(mode)
    line = QLineEdit()
    qtbot.addWidget(line)
    line.ensurePolished()
    assert line.palette().color(QPalette.ColorRole.PlaceholderText) == theme_manager.theme.colour("muted")


def test_that_a_theme_is_a_value() -> None:
    assert Theme(LIGHT, 1.0) == Theme(LIGHT, 1.0) != replace(Theme(LIGHT), scale=1.1)


COLLECTED = """
import gc, weakref
from PySide6.QtWidgets import QApplication, QPushButton
from bptutor.ui.theme import ThemeManager

class Lost(QPushButton):
    def __init__(self):
        super().__init__("nobody's")
        self.own = self

class Busy(QPushButton):
    def changeEvent(self, event):
        super().changeEvent(event)
        gc.set_threshold(1, 1, 1)
        [[] for _ in range(100)]
        gc.set_threshold(0)

app = QApplication([])
themes = ThemeManager(app)
gc.set_threshold(0)
lost, kept = [], []
for _ in range(20):
    thrown_away, busy = Lost(), Busy("kept")
    for widget in (thrown_away, busy):
        widget.show()
    lost.append(weakref.ref(thrown_away))
    kept.append(busy)
app.processEvents()
del thrown_away, widget
themes.set_scale(1.5)
assert all(known() for known in lost), "taken while Qt went through its widgets"
assert gc.isenabled()
gc.collect()
assert not any(known() for known in lost)
"""


def test_that_no_widget_is_collected_while_qt_goes_through_them_all() -> None:
    """In a process of its own, for where one is, Qt ends in a crash."""
    done = subprocess.run([sys.executable, "-c", COLLECTED], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
