"""Tables and plots of a lesson lie on the ground of their card, and an axis name keeps off the curve."""

import math

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from bptutor.study.lesson_state import Curve
from bptutor.ui.maths_blocks import Block, Words
from bptutor.ui.panels.lesson_flow import Flow
from bptutor.ui.panels.lesson_lines import ProseLabel
from bptutor.ui.panels.lesson_plot import Line, Picture, SmallPlot, power_labels
from bptutor.ui.panels.lesson_table import SmallTable
from bptutor.ui.panels.lesson_train import in_sight
from bptutor.ui.panels.lesson_wells import Well
from bptutor.ui.theme import ThemeManager


def near(one: QColor, other: QColor) -> bool:
    """Whether two colours look the same."""
    apart = (one.red() - other.red(), one.green() - other.green(), one.blue() - other.blue())
    return max(map(abs, apart)) <= 2


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("ground", ["ground", "surface"])
def test_that_a_table_has_the_ground_of_its_card(
    theme_manager: ThemeManager, qtbot: QtBot, ground: str, mode: str
) -> None:
    theme_manager.set_mode(mode)  # type: ignore[arg-type]
    well = Well(theme_manager, ground)
    qtbot.addWidget(well)
    table = SmallTable(theme_manager, "Pushes", ("h", "off by"))
    table.show_rows([("1", "0.1"), ("2", "0.2")])
    well.column.addWidget(table)
    well.resize(300, 160)
    picture = well.grab().toImage()
    head, row = QPoint(100, 12), QPoint(100, table.horizontalHeader().sizeHint().height() + 12)
    for place in (head, row):
        at = table.mapTo(well, place)
        assert near(picture.pixelColor(at), theme_manager.theme.colour(ground)), place


def falling(label: str = "") -> Picture:
    """A curve from the upper left to the lower right."""
    xs = np.linspace(0.0, 1.0, 20)
    return Picture((Line(xs, 1 - xs, label),), "iteration", "C", "C falls.")


def painted(plot: SmallPlot, ground: QColor) -> QImage:
    image = QImage(plot.size(), QImage.Format.Format_RGB32)
    image.fill(ground)
    plot.render(image, QPoint(), renderFlags=SmallPlot.RenderFlag.DrawChildren)
    return image


def test_that_the_name_of_an_axis_keeps_off_a_curve_from_the_top(
    theme_manager: ThemeManager, qtbot: QtBot
) -> None:
    plot = SmallPlot(theme_manager, "Cost")
    qtbot.addWidget(plot)
    plot.resize(260, 150)
    plot.show_picture(falling())
    ground = theme_manager.theme.colour("ground")
    image = painted(plot, ground)
    cost = theme_manager.theme.colour("cost")
    curve = [(x, y) for y in range(60) for x in range(image.width()) if near(image.pixelColor(x, y), cost)]
    left, top = min(curve)[0], min(y for _, y in curve)
    blank = 0
    while all(near(image.pixelColor(left + n, top - 2 - blank), ground) for n in range(1, 10)):
        blank += 1
    assert blank >= 4


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_that_behind_a_label_of_a_plot_is_the_ground_of_its_card(
    theme_manager: ThemeManager, qtbot: QtBot, mode: str
) -> None:
    theme_manager.set_mode(mode)  # type: ignore[arg-type]
    plot = SmallPlot(theme_manager, "Cost")
    qtbot.addWidget(plot)
    plot.resize(260, 150)
    plot.show_picture(falling("η = 0.5"))
    image = painted(plot, theme_manager.theme.colour("ground"))
    surface = theme_manager.theme.colour("surface")
    seen = {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
    assert not any(near(QColor(pixel), surface) for pixel in seen)


def test_that_a_run_beyond_all_numbers_leaves_the_plot_and_the_others_fill_it() -> None:
    small, large = np.array([100.0, 300.0, 1.0]), np.array([100.0, 1e200, math.inf])
    assert in_sight((Curve(0.1, small), Curve(1.0, small))) == math.inf
    assert 300.0 < in_sight((Curve(0.1, small), Curve(1.0, large))) < 1e5


@pytest.mark.parametrize(
    ("logarithms", "texts"),
    [
        ([-2.0, 0.0, 2.0], ["0.01", "1", "100"]),
        ([-9.0, -6.0, -3.0], ["10⁻⁹", "10⁻⁶", "10⁻³"]),
        ([math.log10(20), math.log10(500)], ["20", "500"]),
    ],
)
def test_that_all_ticks_of_an_axis_are_written_alike(logarithms: list[float], texts: list[str]) -> None:
    assert [text for _, text in power_labels(logarithms)] == texts


def test_that_buttons_in_one_line_are_equally_high(theme_manager: ThemeManager, qtbot: QtBot) -> None:
    labels = [QLabel("one"), QLabel("one\ntwo"), QLabel("one\ntwo\nthree")]
    flow = Flow(theme_manager, labels, stacks=False)
    qtbot.addWidget(flow)
    flow.resize(400, 200)
    flow.show()
    assert {(label.y(), label.height()) for label in labels} == {(0, flow.heightForWidth(400))}
    flow.resize(labels[0].sizeHint().width(), 400)
    assert labels[0].height() < labels[1].height() < labels[2].height()


def test_that_a_label_is_never_so_narrow_that_a_number_is_broken(
    qtbot: QtBot, theme_manager: ThemeManager
) -> None:
    for words in ("0.006878", "gradient of its weight", "−1.22×10⁻⁵ and more"):
        label = ProseLabel(theme_manager)
        qtbot.addWidget(label)
        label.show_blocks([Block("text", (Words(words),))])
        narrowest, longest = label.minimumSizeHint().width(), max(words.split(), key=len)
        alone = ProseLabel(theme_manager)
        qtbot.addWidget(alone)
        alone.show_blocks([Block("text", (Words(longest),))])
        assert alone.heightForWidth(narrowest) == alone.heightForWidth(1000)
        assert narrowest <= label.sizeHint().width()
