"""The plots as a learner uses them: what is drawn where, what is read, and what mouse and keys ask for."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from msgspec.structs import replace
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QColor, QImage, QPainter, QPainterPath
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bptutor.engine.arrays import frozen
from bptutor.study.views.cost_view import (
    DASH_OF_OTHER,
    CurveLine,
    CurveView,
    Secant,
    SliceBeside,
    SliceView,
)
from bptutor.trace.keys import parse
from bptutor.ui import plots
from bptutor.ui.palettes import DARK, LIGHT
from bptutor.ui.panels.cost import CostCurvePanel, CostSlicePanel
from bptutor.ui.plots_curve import CostCurvePlot
from bptutor.ui.plots_paint import BESIDE_AXIS, Paper
from bptutor.ui.plots_scale import (
    Scale,
    best_place,
    labelled,
    log_ticks,
    nice,
    power_ticks,
    some_ticks,
    span,
    thinned,
    ticks,
)
from bptutor.ui.plots_slice import CostSlicePlot
from bptutor.ui.theme import ThemeManager
from tests.ui.anew import is_as_anew

XS = frozen(np.linspace(-2.0, 2.0, 201))
PARABOLA = SliceView(
    key=parse("theta[2][1,1]"),
    name="θ₂",
    spoken="theta2",
    letter="C",
    xs=XS,
    costs=frozen(XS**2),
    value=1.0,
    cost=1.0,
    cost_known=True,
    slope=2.0,
    slope_known=True,
    lands=None,
    lands_name="θ₂⁺",
    secant=None,
    note="",
)
RUN = CurveLine("run 2", frozen(0.1 * 0.9 ** np.arange(14)), "cost")
OLD = CurveLine("run 1, rate 0.1", frozen(0.1 * 0.95 ** np.arange(31)), "earlier")
CURVE = CurveView((RUN,), "C", 13, float(RUN.costs[13]), False, "")


@pytest.fixture
def slice_plot(theme_manager: ThemeManager, qtbot: QtBot) -> CostSlicePlot:
    plot = CostSlicePlot(theme_manager)
    show(plot, qtbot)
    plot.show_view(PARABOLA)
    return plot


@pytest.fixture
def curve_plot(theme_manager: ThemeManager, qtbot: QtBot) -> CostCurvePlot:
    plot = CostCurvePlot(theme_manager)
    show(plot, qtbot)
    plot.show_view(CURVE)
    return plot


def show(widget: QWidget, qtbot: QtBot, wide: int = 260, high: int = 160) -> None:
    qtbot.addWidget(widget)
    widget.resize(wide, high)
    widget.show()
    qtbot.waitExposed(widget)


def spot(plot: CostSlicePlot | CostCurvePlot, x: float, y: float) -> QPoint:
    """The pixel of a point of values."""
    return QPointF(plot.x_axis.scale.pixel(x), plot.y_axis.scale.pixel(y)).toPoint()


def has_colour(widget: QWidget, at: QPoint, colour: str, reach: int = 1) -> bool:
    """Whether a colour is painted at a pixel or next to it."""
    image = widget.grab().toImage()
    return any(
        near(image.pixelColor(at.x() + across, at.y() + down), colour)
        for across in range(-reach, reach + 1)
        for down in range(-reach, reach + 1)
    )


def near(one: QColor, colour: str) -> bool:
    other = QColor(colour)
    return all(abs(a - b) <= 24 for a, b in zip(one.getRgb(), other.getRgb(), strict=True))


def pixels(widget: QWidget) -> NDArray[np.int64]:
    """What is painted, (height, width, 3)."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    bits = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return bits[..., :3].astype(np.int64)


def strokes(plot: plots.Plot) -> list[QPainterPath | list[QLineF]]:
    return [stroke for _, stroke in plot._strokes]


def painted(image: QImage, colour: str) -> int:
    """How many pixels have a colour."""
    return sum(
        near(image.pixelColor(x, y), colour) for x in range(image.width()) for y in range(image.height())
    )


# The slice


def test_that_the_curve_goes_through_its_points_and_has_the_present_one(slice_plot: CostSlicePlot) -> None:
    for x in (-1.7, -1.0, 0.0, 0.5):
        assert has_colour(slice_plot, spot(slice_plot, x, x * x), LIGHT.cost), x
    assert has_colour(slice_plot, spot(slice_plot, 1.0, 1.0), LIGHT.cost, reach=0)


def test_that_the_tangent_touches_the_curve_in_its_point(slice_plot: CostSlicePlot) -> None:
    before = painted(slice_plot.grab().toImage(), LIGHT.backward)
    assert before > 40
    slice_plot.show_view(replace(PARABOLA, slope=math.nan))
    assert painted(slice_plot.grab().toImage(), LIGHT.backward) < before
    slice_plot.show_view(PARABOLA)
    lit = [
        x
        for x in np.linspace(1.1, 1.4, 40)
        if has_colour(slice_plot, spot(slice_plot, x, 2 * x - 1), LIGHT.backward)
    ]
    assert len(lit) > 10


@pytest.mark.parametrize("middle", [-5.5e159, 8.3e5, -2.0, 0.0])
def test_that_long_numbers_at_the_axis_do_not_run_into_each_other(
    slice_plot: CostSlicePlot, middle: float
) -> None:
    slice_plot.resize(300, 110)
    xs = np.linspace(middle - abs(middle) / 6 - 1, middle + abs(middle) / 6 + 1, 41)
    slice_plot.show_view(replace(PARABOLA, xs=frozen(xs), costs=frozen(np.ones(41)), value=middle))
    image = QImage(slice_plot.size(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paper = Paper(painter, slice_plot.manager.theme, slice_plot.area, slice_plot.x_axis, slice_plot.y_axis)
    shown = list(paper.ticks_below(slice_plot.area.right()))
    assert len(shown) >= 2
    for (left, text), (right, _) in pairwise(shown):
        assert left + paper.metrics.horizontalAdvance(text) < right
    painter.end()


def test_that_a_view_which_has_not_changed_is_not_drawn_again(slice_plot: CostSlicePlot) -> None:
    area = slice_plot.area
    slice_plot.show_view(replace(PARABOLA))
    assert slice_plot.area is area
    slice_plot.show_view(replace(PARABOLA, costs=frozen(XS**2 + 1)))
    assert slice_plot.area is not area


def test_that_the_plots_are_told_in_a_sentence(slice_plot: CostSlicePlot, curve_plot: CostCurvePlot) -> None:
    assert slice_plot.accessibleName() == "Cost slice"
    assert "C against theta2 from −2 to 2" in slice_plot.accessibleDescription()
    slice_plot.show_view(replace(PARABOLA, slope_known=False))
    assert "slope is not known yet" in slice_plot.accessibleDescription()
    assert curve_plot.accessibleName() == "Cost curve"
    assert "At iteration 13 C is 0.02542" in curve_plot.accessibleDescription()


def test_that_the_mouse_reads_the_curve(slice_plot: CostSlicePlot, qtbot: QtBot) -> None:
    said: list[str] = []
    slice_plot.reader.changed.connect(said.append)
    qtbot.mouseMove(slice_plot, spot(slice_plot, -1.5, 1.0))
    assert slice_plot.reader.at == pytest.approx(-1.5, abs=0.02)
    assert said[-1].startswith("θ₂ = −1.49 · C = 2.2")
    QTest.mouseMove(slice_plot, QPoint(1, 1))
    assert slice_plot.reader.at is None and said[-1] == ""


def test_that_the_keys_read_the_curve_though_the_window_has_them_too(
    theme_manager: ThemeManager, qtbot: QtBot
) -> None:
    window = QMainWindow()
    plot = CostSlicePlot(theme_manager)
    window.setCentralWidget(plot)
    stepped: list[bool] = []
    step = QAction("Next step", window)
    step.setShortcut("Right")
    step.triggered.connect(stepped.append)
    window.addAction(step)
    show(window, qtbot)
    plot.show_view(PARABOLA)
    window.activateWindow()
    plot.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(plot.hasFocus)
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    assert plot.reader.at == pytest.approx(1.0)
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    assert plot.reader.at == pytest.approx(1.04)
    qtbot.keyClick(plot, Qt.Key.Key_Home)
    assert plot.reader.at == pytest.approx(-2.0)
    qtbot.keyClick(plot, Qt.Key.Key_End)
    assert plot.reader.at == pytest.approx(2.0)
    qtbot.keyClick(plot, Qt.Key.Key_Escape)
    assert plot.reader.at is None and stepped == []


def test_that_a_click_leaves_the_keyboard_where_it_was(curve_plot: CostCurvePlot) -> None:
    assert not curve_plot.focusPolicy() & Qt.FocusPolicy.ClickFocus
    assert curve_plot.focusPolicy() & Qt.FocusPolicy.TabFocus


def drag(plot: CostSlicePlot, start: QPoint, stop: QPoint) -> None:
    QTest.mousePress(plot, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(plot, stop)
    QTest.mouseRelease(plot, Qt.MouseButton.LeftButton, pos=stop)


def test_that_the_point_asks_for_a_value_only_where_it_may_be_dragged(slice_plot: CostSlicePlot) -> None:
    asked: list[float] = []
    slice_plot.value_requested.connect(asked.append)
    here, there = spot(slice_plot, 1.0, 1.0), spot(slice_plot, 1.5, 1.0)
    drag(slice_plot, here, there)
    assert asked == []
    slice_plot.set_draggable(True)
    drag(slice_plot, here, there)
    assert asked[-1] == pytest.approx(1.5, abs=0.02)
    drag(slice_plot, spot(slice_plot, -1.0, 1.0), there)
    assert len(asked) == 1
    QTest.keyClick(slice_plot, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert asked[-1] == pytest.approx(0.96)


def test_that_the_secants_end_asks_for_a_nudge(slice_plot: CostSlicePlot) -> None:
    asked: list[float] = []
    slice_plot.nudge_requested.connect(asked.append)
    slice_plot.set_nudging(True)
    slice_plot.show_view(replace(PARABOLA, secant=Secant(-1.0, 0.0, 1.0)))
    drag(slice_plot, spot(slice_plot, 0.0, 0.0), spot(slice_plot, 0.5, 0.25))
    assert asked[-1] == pytest.approx(-0.5, abs=0.02)
    QTest.keyClick(slice_plot, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert asked[-1] == pytest.approx(-0.96)


def test_that_the_landing_and_the_secant_are_drawn(slice_plot: CostSlicePlot) -> None:
    assert painted(slice_plot.grab().toImage(), LIGHT.update) == 0
    slice_plot.show_view(replace(PARABOLA, lands=(0.0, 0.0)))
    assert painted(slice_plot.grab().toImage(), LIGHT.update) > 10
    slice_plot.show_view(replace(PARABOLA, lands=(99.0, 9801.0)))
    arrow = QPoint(round(slice_plot.area.right()) - 4, round(slice_plot.area.center().y()))
    assert has_colour(slice_plot, arrow, LIGHT.update)
    slice_plot.show_view(replace(PARABOLA, secant=Secant(-2.0, 1.0, 0.0)))
    assert has_colour(slice_plot, spot(slice_plot, 0.3, 1.0), LIGHT.ink)


def test_that_the_plots_follow_the_theme_and_the_scale(
    slice_plot: CostSlicePlot, theme_manager: ThemeManager, qtbot: QtBot
) -> None:
    theme_manager.set_mode("dark")
    assert has_colour(slice_plot, spot(slice_plot, -1.0, 1.0), DARK.cost)
    before = slice_plot.minimumSizeHint().height()
    theme_manager.set_scale(2.0)
    assert slice_plot.minimumSizeHint().height() == 2 * before
    assert has_colour(slice_plot, spot(slice_plot, -1.0, 1.0), DARK.cost)


# The curve


def test_that_the_cost_curve_is_drawn_with_its_present_point(curve_plot: CostCurvePlot) -> None:
    for iteration in (0, 4, 9, 13):
        height = float(RUN.costs[iteration])
        assert has_colour(curve_plot, spot(curve_plot, iteration, height), LIGHT.cost), iteration
    curve_plot.show_view(replace(CURVE, iteration=3, cost=None))
    hollow = spot(curve_plot, 3, float(RUN.costs[3]))
    assert has_colour(curve_plot, hollow, LIGHT.surface, reach=0)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_that_a_point_on_the_axis_is_not_on_the_number_beside_it(
    theme_manager: ThemeManager, curve_plot: CostCurvePlot, scale: float
) -> None:
    theme_manager.set_scale(scale)
    curve_plot.show_view(replace(CURVE, lines=(CurveLine("run", frozen([0.2]), "cost"),), iteration=0))
    axis = round(curve_plot.area.left())
    assert [text for _, text in curve_plot.y_axis.ticks].count("0.2") == 1
    image, y = curve_plot.grab().toImage(), round(curve_plot.y_axis.scale.pixel(0.2))
    assert painted(image.copy(axis - 6, y - 6, 12, 12), LIGHT.cost) > 5
    beside = round(theme_manager.theme.px(BESIDE_AXIS))
    assert painted(image.copy(axis - beside, y - 12, beside, 24), LIGHT.muted) == 0
    assert painted(image.copy(0, y - 12, axis - beside, 24), LIGHT.cost) == 0


def test_that_a_click_asks_for_an_iteration_that_there_is(curve_plot: CostCurvePlot) -> None:
    asked: list[int] = []
    curve_plot.iteration_requested.connect(asked.append)
    height = curve_plot.y_axis.scale.low
    for iteration in (4, 0, 19):
        at = spot(curve_plot, iteration, height) - QPoint(0, 20)
        QTest.mouseClick(curve_plot, Qt.MouseButton.LeftButton, pos=at)
    assert asked == [4, 0, 13]
    QTest.keyClick(curve_plot, Qt.Key.Key_Left)
    QTest.keyClick(curve_plot, Qt.Key.Key_Left)
    QTest.keyClick(curve_plot, Qt.Key.Key_Return)
    assert asked[-1] == 12


def test_that_an_earlier_run_is_read_where_it_goes_on(curve_plot: CostCurvePlot) -> None:
    curve_plot.show_view(replace(CURVE, lines=(OLD, RUN)))
    assert curve_plot.reading(5.2)[2] == "5 · C = 0.05905"
    assert curve_plot.reading(25.0)[2] == "run 1, rate 0.1 · 25 · C = 0.02774"
    assert curve_plot.reading(900.0)[0] == 30


def test_that_a_logarithmic_curve_has_powers_of_ten(curve_plot: CostCurvePlot) -> None:
    costs = frozen([1.0, 0.1, 0.01, 0.0, 0.001])
    curve_plot.show_view(CurveView((CurveLine("run", costs, "cost"),), "C", 1, 0.1, True, ""))
    assert [text for _, text in curve_plot.y_axis.ticks] == ["10⁻³", "10⁻²", "10⁻¹", "10⁰"]
    assert curve_plot.y_axis.scale.pixel(-1) == pytest.approx(
        (curve_plot.y_axis.scale.pixel(-2) + curve_plot.y_axis.scale.pixel(0)) / 2
    )
    assert curve_plot.reading(3.0)[1] is None and curve_plot.reading(3.0)[2] == "3 · C = 0"


def test_that_a_cost_which_is_no_number_leaves_a_gap_and_is_told(curve_plot: CostCurvePlot) -> None:
    costs = frozen([1.0, 2.0, math.inf, math.nan, math.nan])
    curve_plot.show_view(
        CurveView((CurveLine("run", costs, "cost"),), "C", 3, math.nan, False, "It ran away.")
    )
    assert math.isfinite(curve_plot.y_axis.scale.high)
    assert curve_plot.reading(2.0)[2] == "2 · C = ∞" and curve_plot.reading(3.0)[2] == "3 · C = NaN"
    assert "It ran away." in curve_plot.accessibleDescription()
    assert painted(curve_plot.grab().toImage(), LIGHT.cost) > 10


@pytest.mark.parametrize(
    "costs",
    [[math.nan], [0.0, 0.0], [math.inf, math.inf], [1e300, 1e-300], [5.0], [5e-320, 3e-320], [4e-322, 0.0]],
)
@pytest.mark.parametrize("logarithmic", [False, True])
def test_that_no_costs_are_too_odd_to_draw(
    curve_plot: CostCurvePlot, costs: list[float], logarithmic: bool
) -> None:
    line = CurveLine("run", frozen(costs), "cost")
    curve_plot.show_view(CurveView((line,), "C", len(costs) - 1, costs[-1], logarithmic, ""))
    curve_plot.reader.go_to(0.0)
    assert not curve_plot.grab().isNull()


@pytest.mark.parametrize("size", [1e-300, 1.0, 1e15, 1e307])
def test_that_curves_of_any_size_go_through_their_points(
    slice_plot: CostSlicePlot, curve_plot: CostCurvePlot, size: float
) -> None:
    slice_plot.show_view(replace(PARABOLA, costs=frozen(size * XS**2), cost=size, slope=2 * size))
    for x in (-1.7, -1.0, 0.0, 0.5):
        assert has_colour(slice_plot, spot(slice_plot, x, size * x * x), LIGHT.cost), x
    costs = frozen(size * (1.0 + np.arange(14.0)))
    curve_plot.show_view(CurveView((CurveLine("run", costs, "cost"),), "C", 0, size, False, ""))
    for iteration in (3, 8, 13):
        assert has_colour(curve_plot, spot(curve_plot, iteration, costs[iteration]), LIGHT.cost), iteration


@pytest.mark.parametrize("dash", [0, 1, 3])
def test_that_a_rough_curve_looks_as_if_it_were_drawn_whole(
    curve_plot: CostCurvePlot, monkeypatch: pytest.MonkeyPatch, dash: int
) -> None:
    waves = 0.5 + 0.4 * np.sin(np.linspace(0.0, 60.0, 400))
    if not dash:  # behind a gap a whole curve's dashes begin anew
        waves[200:203] = math.nan
    lines = (CurveLine("before", frozen(waves), "earlier", dash), RUN)
    view = CurveView(lines, "C", 13, float(RUN.costs[13]), False, "")
    pictures = []
    for rough in (1e9, 0.0):
        monkeypatch.setattr(plots, "ROUGH", rough)
        curve_plot.show_view(CURVE)
        curve_plot.show_view(view)
        pictures.append(pixels(curve_plot))
    apart = np.abs(pictures[0] - pictures[1]).max(axis=2)
    # Where two parts meet, at the ends of waves, edges are blended twice; no dash begins anew.
    assert np.count_nonzero(apart > 60) < 0.002 * apart.size


def test_that_a_noisy_run_is_not_stroked_whole(curve_plot: CostCurvePlot) -> None:
    """Qt takes seconds for a long line that crosses itself everywhere."""
    noise = frozen(np.random.default_rng(1).random(4000))
    lines = (CurveLine("before", noise, "earlier", 1), CurveLine("run", noise[::-1].copy(), "cost"))
    curve_plot.resize(800, 500)
    curve_plot.show_view(CurveView(lines, "C", 0, 0.5, False, ""))
    corners = [
        stroke.elementCount() if isinstance(stroke, QPainterPath) else 2 for stroke in strokes(curve_plot)
    ]
    assert len(corners) > 100 and max(corners) <= plots.PIECE + 1
    assert painted(curve_plot.grab().toImage(), LIGHT.cost) > 1000


def test_that_a_long_run_keeps_its_peaks() -> None:
    ys = np.zeros(100_000)
    ys[54_321] = 7.0
    ys[77_777] = math.nan
    chosen = thinned(ys, 200)
    assert len(chosen) <= 601 and 54_321 in chosen and chosen[0] == 0 and chosen[-1] == 99_999
    assert len(thinned(ys[:300], 200)) == 300


# Panels


def test_that_the_slice_panel_names_its_value_or_says_how_to_choose_one(
    theme_manager: ThemeManager, qtbot: QtBot
) -> None:
    panel = CostSlicePanel(theme_manager)
    show(panel, qtbot)
    assert panel.empty.isVisible() and not panel.plot.isVisible()
    panel.show_view(replace(PARABOLA, note="There is a gap."))
    assert panel.plot.isVisible() and not panel.empty.isVisible()
    assert panel.note.isVisible() and panel.note.text() == "There is a gap."
    panel.show_view(None)
    assert panel.empty.isVisible() and not panel.note.isVisible()


def test_that_the_curve_panel_asks_to_run_and_shows_how_far_it_is(
    theme_manager: ThemeManager, qtbot: QtBot
) -> None:
    panel = CostCurvePanel(theme_manager)
    show(panel, qtbot, 268, 260)
    panel.show_view(CURVE)
    panel.count.setValue(50)
    with qtbot.waitSignal(panel.run_requested) as asked:
        qtbot.mouseClick(panel.start, Qt.MouseButton.LeftButton)
    assert asked.args == [50]
    panel.start.setFocus()
    QApplication.processEvents()
    high = panel.plot.height()
    panel.show_progress(0, 50)
    QApplication.processEvents()
    assert panel.stop.isVisible() and panel.plot.height() == high  # a run that is soon over moves nothing
    panel.show_progress(20, 50)
    assert panel.progress.isVisible() and panel.progress_text.isVisible()
    assert panel.stop.isVisible() and not panel.start.isVisible() and not panel.count.isEnabled()
    assert panel.progress.value() == 20 and panel.progress_text.text() == "20 of 50 iterations"
    assert panel.focusWidget() is panel.stop
    with qtbot.waitSignal(panel.stop_requested):
        qtbot.mouseClick(panel.stop, Qt.MouseButton.LeftButton)
    panel.show_progress(50, 50)
    assert panel.start.isVisible()
    assert not panel.progress.isVisible() and not panel.progress_text.isVisible()
    assert panel.focusWidget() is panel.start


def test_that_showing_a_view_asks_for_nothing(theme_manager: ThemeManager, qtbot: QtBot) -> None:
    panel = CostCurvePanel(theme_manager)
    show(panel, qtbot, 268, 260)
    asked: list[object] = []
    panel.logarithmic_requested.connect(asked.append)
    panel.iteration_requested.connect(asked.append)
    panel.show_view(replace(CURVE, logarithmic=True))
    assert panel.logarithmic.isChecked() and asked == []
    qtbot.mouseClick(panel.logarithmic, Qt.MouseButton.LeftButton)
    assert asked == [False]


def test_that_earlier_runs_can_be_forgotten(theme_manager: ThemeManager, qtbot: QtBot) -> None:
    panel = CostCurvePanel(theme_manager)
    show(panel, qtbot, 268, 260)
    panel.show_view(CURVE)
    assert not panel.forget.isVisible()
    panel.show_view(replace(CURVE, lines=(OLD, RUN)))
    with qtbot.waitSignal(panel.forget_requested):
        qtbot.mouseClick(panel.forget, Qt.MouseButton.LeftButton)


def test_that_all_controls_of_the_curve_stand_in_one_row_in_the_usual_column(
    theme_manager: ThemeManager, qtbot: QtBot
) -> None:
    panel = CostCurvePanel(theme_manager)
    show(panel, qtbot, 268, 200)
    panel.show_view(replace(CURVE, lines=(OLD, RUN)))
    controls = (panel.count, panel.start, panel.forget, panel.logarithmic)
    qtbot.waitUntil(lambda: len({widget.geometry().center().y() // 4 for widget in controls}) == 1)
    panel.count.setValue(panel.count.maximum())
    text = panel.count.fontMetrics().horizontalAdvance(panel.count.text())
    assert panel.count.lineEdit().width() >= text


def test_that_the_controls_of_the_curve_stand_in_two_rows_before_they_stand_in_four(
    theme_manager: ThemeManager, qtbot: QtBot
) -> None:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    panel = CostCurvePanel(theme_manager)
    column.addWidget(panel)
    panel.show_view(replace(CURVE, lines=(OLD, RUN)))
    show(holder, qtbot, 220, 240)
    qtbot.waitUntil(lambda: panel.forget.y() > panel.start.y())
    for left, right in ((panel.count, panel.start), (panel.forget, panel.logarithmic)):
        assert left.geometry().center().y() == pytest.approx(right.geometry().center().y(), abs=3)
        assert left.geometry().right() < right.x()


@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
def test_that_nothing_is_cut_in_a_narrow_panel(
    theme_manager: ThemeManager, qtbot: QtBot, scale: float
) -> None:
    theme_manager.set_scale(scale)
    holder = QWidget()
    column = QVBoxLayout(holder)
    panel = CostCurvePanel(theme_manager)
    column.addWidget(panel)
    panel.show_view(replace(CURVE, lines=(OLD, RUN), note="The cost is not a number from iteration 2."))
    show(holder, qtbot, 260, 100)
    holder.resize(260, column.heightForWidth(260))
    qtbot.waitUntil(lambda: holder.width() == 260)
    for widget in (panel.logarithmic, panel.forget, panel.count, panel.start, panel.note):
        # A spin box would like room for its largest number.
        least = 0 if widget is panel.count else widget.minimumSizeHint().width()
        assert widget.width() >= least, widget
        assert panel.rect().contains(widget.geometry()), widget
    assert panel.note.height() >= panel.note.heightForWidth(panel.note.width())


# Arithmetic


@pytest.mark.parametrize(
    ("low", "high", "most", "wanted"),
    [(0, 1, 3, [0, 0.5, 1]), (-1.5, 2.5, 5, [-1, 0, 1, 2]), (0, 0.33, 2, [0, 0.2]), (3, 3, 4, [])],
)
def test_that_ticks_are_round_numbers(low: float, high: float, most: int, wanted: list[float]) -> None:
    assert ticks(low, high, most) == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("low", "high"), [(0.15158, 0.15196), (0.263, 0.33), (-0.4, 0.9), (0, 0.33), (0.6, 1.9)]
)
@pytest.mark.parametrize("most", [1, 2, 4])
def test_that_an_axis_has_two_numbers_at_least(low: float, high: float, most: int) -> None:
    assert len(some_ticks(low, high, most)) >= 2
    assert all(low <= at <= high for at in some_ticks(low, high, most))


@pytest.mark.parametrize(
    ("low", "high", "most", "wanted"),
    [(-3, 0, 4, [0.001, 0.01, 0.1, 1]), (1.35, 2.85, 4, [50, 100, 200, 500]), (0.31, 0.32, 4, [2.04, 2.09])],
)
def test_that_a_logarithmic_axis_has_two_numbers_at_least(
    low: float, high: float, most: int, wanted: list[float]
) -> None:
    assert [10**at for at in log_ticks(low, high, most)] == pytest.approx(wanted, rel=0.01)


def test_that_tick_labels_can_be_told_apart() -> None:
    assert [text for _, text in labelled([2.3531, 2.3532, 2.3533])] == ["2.3531", "2.3532", "2.3533"]
    assert [text for _, text in labelled([-0.5, 0.0, 0.5])] == ["−0.5", "0", "0.5"]
    assert [text for _, text in labelled([0.0, 100.0, 200.0])] == ["0", "100", "200"]
    assert labelled([]) == ()


def test_that_powers_of_ten_thin_out() -> None:
    assert power_ticks(-3, 0, 10) == [-3, -2, -1, 0]
    assert len(power_ticks(-40, 0, 5)) <= 5


def test_that_a_range_holds_its_values_and_zero_where_that_is_near() -> None:
    assert span([np.array([0.1, 1.0])], from_zero=True) == (0.0, 1.0)
    low, high = span([np.array([0.9, 1.0, math.nan])], from_zero=True)
    assert 0.5 < low < 0.9 and high == 1.0
    for odd in ([], [0.0], [math.inf], [5.0, 5.0], [-1e308, 1e308]):
        low, high = span([np.array(odd)], from_zero=True)
        assert low < high


def test_that_a_pixel_and_its_value_are_each_others_inverse() -> None:
    scale = Scale(-2.0, 6.0, 10.0, 250.0)
    assert scale.value(scale.pixel(3.3)) == pytest.approx(3.3)
    assert scale.value(-50) == -2.0 and scale.value(900) == 6.0
    assert nice(13 * 1.25) == 20 and nice(0.3) == 0.5 and nice(1.0) == 1.0


def test_that_a_label_keeps_off_the_curve_and_what_is_taken() -> None:
    inside = (0.0, 0.0, 200.0, 100.0)
    falling = np.column_stack([np.linspace(0, 200, 100), np.linspace(0, 100, 100)])
    (left, top, _, bottom), free = best_place((40, 12), (100, 50), inside, falling, [])
    assert free and (left > 100 and bottom < 50)
    taken = [(left, top, left + 40, bottom)]
    other, free = best_place((40, 12), (100, 50), inside, falling, taken)
    assert free and (other[0] >= left + 40 or other[2] <= left or other[1] >= bottom or other[3] <= top)
    assert not best_place((40, 12), (100, 50), inside, falling, [inside])[1]


# Another network's lines over these


def test_that_the_other_networks_slice_is_dashed_with_its_point_and_a_legend(
    slice_plot: CostSlicePlot,
) -> None:
    alone = painted(slice_plot.grab().toImage(), LIGHT.ink)
    other = SliceBeside("B", "C", frozen((XS - 1) ** 2), -0.5, 2.25, True)
    slice_plot.show_view(replace(PARABOLA, beside=other))
    there = [x for x in np.linspace(-1.9, -0.8, 60) if inked(slice_plot, x, (x - 1) ** 2)]
    assert 15 < len(there) < 58  # dashes, and gaps between them
    assert painted(slice_plot.grab().toImage(), LIGHT.ink) > alone + 200
    assert has_colour(slice_plot, spot(slice_plot, -0.5, 2.25), LIGHT.surface, reach=0)  # a hollow point
    assert "Dashed is B: at theta2 = −0.5, where it is, C is 2.25" in slice_plot.accessibleDescription()
    slice_plot.show_view(PARABOLA)
    assert painted(slice_plot.grab().toImage(), LIGHT.ink) == alone


def inked(plot: CostSlicePlot, x: float, y: float) -> bool:
    return has_colour(plot, spot(plot, x, y), LIGHT.ink)


def test_that_the_other_networks_curve_begins_where_it_has_costs(curve_plot: CostCurvePlot) -> None:
    costs = frozen([math.nan] * 4 + [0.15] * 10)
    other = CurveLine("B", costs, "other", DASH_OF_OTHER)
    curve_plot.show_view(replace(CURVE, lines=(other, RUN)))
    inked_at = [
        at for at in range(14) if has_colour(curve_plot, spot(curve_plot, at, 0.15), LIGHT.ink, reach=2)
    ]
    assert inked_at and min(inked_at) >= 4
    assert "Dashed is B, which ends at 0.15" in curve_plot.accessibleDescription()


def lone(cost: float) -> CurveView:
    """A run that has not begun."""
    return CurveView((CurveLine("run 1", frozen(np.array([cost])), "cost"),), "C", 0, cost, False, "")


def test_that_a_lone_cost_stands_over_zero(curve_plot: CostCurvePlot) -> None:
    curve_plot.show_view(lone(0.3))
    assert curve_plot.y_axis.scale.low == 0.0 and curve_plot.y_axis.scale.high == pytest.approx(0.45)


def test_that_the_axis_stays_while_a_cost_moves_on_it(curve_plot: CostCurvePlot, qtbot: QtBot) -> None:
    curve_plot.show_view(lone(0.3))
    axis = curve_plot.y_axis
    for moved in (0.31, 0.2, 0.4, 0.05):
        curve_plot.show_view(lone(moved))
        assert curve_plot.y_axis is axis
        assert has_colour(curve_plot, spot(curve_plot, 0, moved), LIGHT.cost), moved
        QApplication.processEvents()
        assert is_as_anew(curve_plot)


@pytest.mark.parametrize("moved", [0.6, 0.02, 0.0, -0.5, math.nan, math.inf])
def test_that_a_cost_that_leaves_the_axis_has_another(curve_plot: CostCurvePlot, moved: float) -> None:
    curve_plot.show_view(lone(0.3))
    axis = curve_plot.y_axis
    curve_plot.show_view(lone(moved))
    assert curve_plot.y_axis is not axis


def test_that_another_document_has_axes_of_its_own(curve_plot: CostCurvePlot) -> None:
    curve_plot.show_view(lone(0.3))
    curve_plot.forget_axes()
    curve_plot.show_view(lone(0.2))
    assert curve_plot.y_axis.scale.high == pytest.approx(0.3)


def test_that_the_axes_are_painted_anew_with_the_theme_and_the_size(
    slice_plot: CostSlicePlot, qtbot: QtBot
) -> None:
    manager = slice_plot.manager
    for change in (
        lambda: manager.set_scale(1.5),
        lambda: slice_plot.resize(320, 200),
        lambda: manager.set_mode("dark"),
        lambda: manager.set_scale(1.0),
        lambda: slice_plot.show_view(replace(PARABOLA, xs=frozen(XS + 3), value=4.0)),
    ):
        change()
        QApplication.processEvents()
        assert is_as_anew(slice_plot)
    manager.set_mode("light")


@pytest.mark.parametrize("part", [1.0, 0.9, 0.7])
def test_that_a_slice_that_still_fills_its_axes_keeps_them(slice_plot: CostSlicePlot, part: float) -> None:
    axis = slice_plot.y_axis
    slice_plot.show_view(replace(PARABOLA, costs=frozen(part * XS**2), cost=part))
    assert slice_plot.y_axis is axis
    QApplication.processEvents()
    assert is_as_anew(slice_plot)
    assert has_colour(slice_plot, spot(slice_plot, -1.0, part), LIGHT.cost)


@pytest.mark.parametrize(
    "other",
    [
        replace(PARABOLA, costs=frozen(1.3 * XS**2), cost=1.3),
        replace(PARABOLA, costs=frozen(0.3 * XS**2), cost=0.3),
        replace(PARABOLA, costs=frozen(np.where(XS < 0, np.nan, XS**2))),
        replace(PARABOLA, xs=frozen(XS + 1)),
        replace(PARABOLA, letter="J"),
    ],
    ids=["higher", "lower", "with a gap", "elsewhere", "of J"],
)
def test_that_another_slice_has_other_axes(slice_plot: CostSlicePlot, other: SliceView) -> None:
    axis = slice_plot.y_axis
    slice_plot.show_view(other)
    assert slice_plot.y_axis is not axis
    QApplication.processEvents()
    assert is_as_anew(slice_plot)
