"""The canvas as people use it: mouse, keys, wheel, folds, zoom, and what a screen reader is told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from bptutor.trace.keys import Key
from bptutor.ui.canvas.rects import Point, Rect, along, around
from bptutor.ui.canvas.viewport import LEAST_READABLE, STEP
from bptutor.ui.canvas.widget import NetworkCanvas
from bptutor.ui.theme import ThemeManager
from tests.ui.canvas.drawn import key, random_document, source, view_at

LEFT = Qt.MouseButton.LeftButton


class Heard:
    """Keeps what a canvas has told."""

    def __init__(self, canvas: NetworkCanvas) -> None:
        self.pointed: list[Key | None] = []
        self.selected: list[Key] = []
        self.opened: list[int] = []
        canvas.pointed.connect(self.pointed.append)
        canvas.selected.connect(self.selected.append)
        canvas.opened.connect(self.opened.append)


@pytest.fixture
def canvas(qtbot: QtBot, theme_manager: ThemeManager) -> Iterator[NetworkCanvas]:
    widget = NetworkCanvas(theme_manager)
    qtbot.addWidget(widget)
    widget.resize(640, 440)
    widget.show()
    qtbot.waitExposed(widget)
    yield widget


def middle(canvas: NetworkCanvas, rect: Rect) -> QPoint:
    return canvas.finder.pixels(rect).center().toPoint()


def on_edge(canvas: NetworkCanvas, name: str, part: float = 0.3) -> QPoint:
    edge = canvas.geometry_shown.edge(key(name))
    assert edge is not None
    return middle(canvas, around(along(edge.points[-2], edge.points[-1], part), 0.0, 0.0))


def test_that_hovering_points_at_a_value_and_leaving_at_none(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    canvas.show_view(view_at(source(), "C"))
    heard = Heard(canvas)
    node = canvas.geometry_shown.nodes[2, 1]
    assert node.z
    qtbot.mouseMove(canvas, middle(canvas, node.z))
    qtbot.mouseMove(canvas, middle(canvas, node.a))
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    assert heard.pointed == [key("z[2][1]"), key("a[2][1]"), None]


@pytest.mark.parametrize("document", [source(), random_document((2, 3, 2))], ids=["chain", "columns"])
def test_that_a_click_on_an_edge_selects_its_weight(
    qtbot: QtBot, canvas: NetworkCanvas, document: object
) -> None:
    canvas.show_view(view_at(document, "C"))  # type: ignore[arg-type]
    heard = Heard(canvas)
    qtbot.mouseClick(canvas, LEFT, pos=on_edge(canvas, "theta[2][1,1]"))
    assert heard.selected == [key("theta[2][1,1]")]


def test_that_a_click_on_a_bias_or_a_gradient_selects_the_parameter(
    qtbot: QtBot, canvas: NetworkCanvas
) -> None:
    canvas.show_view(view_at(source(), "dC/db[3][1]"))
    heard = Heard(canvas)
    node = canvas.geometry_shown.nodes[3, 1]
    pill = canvas.geometry_shown.routes[key("theta[3][1,1]")].pill
    assert node.bias and node.bias_pill and pill
    for rect in (node.bias, node.bias_pill, pill):
        qtbot.mouseClick(canvas, LEFT, pos=middle(canvas, rect))
    assert heard.selected == [key("b[3][1]"), key("b[3][1]"), key("theta[3][1,1]")]


def test_that_a_click_on_a_neuron_selects_nothing(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    canvas.show_view(view_at(source(), "C"))
    heard = Heard(canvas)
    qtbot.mouseClick(canvas, LEFT, pos=middle(canvas, canvas.geometry_shown.nodes[1, 1].a))
    assert heard.selected == []


def test_that_a_fold_box_opens_its_layer(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    document = random_document((64, 32, 10))
    canvas.show_view(view_at(document, "C"))
    heard = Heard(canvas)
    fold = canvas.geometry_shown.folds_of(1)[0]
    qtbot.mouseClick(canvas, LEFT, pos=middle(canvas, fold.frame))
    assert heard.opened == [1]
    canvas.show_view(view_at(document, "C", opened=frozenset({1})))
    assert len(canvas.geometry_shown.visible(1)) == 32


def test_that_a_folded_layer_shows_the_neuron_that_the_step_is_at(canvas: NetworkCanvas) -> None:
    document = random_document((64, 32, 10))
    canvas.show_view(view_at(document, "z[1][30]"))
    assert canvas.geometry_shown.node(1, 30) is not None
    canvas.show_view(view_at(document, "dC/dtheta[1][2,61]"))
    assert canvas.geometry_shown.edge(key("theta[1][2,61]")) is not None


def test_that_the_fitted_drawing_is_whole_and_centred(canvas: NetworkCanvas) -> None:
    for document in (source(), random_document((2, 3, 2)), random_document((64, 32, 10))):
        canvas.show_view(view_at(document, "C"))
        geometry = canvas.geometry_shown
        area = canvas.finder.pixels(Rect(0, 0, geometry.width, geometry.height))
        assert canvas.rect().toRectF().adjusted(-1, -1, 1, 1).contains(area)
        assert abs(area.center().x() - canvas.rect().toRectF().center().x()) <= 1


def test_that_fitting_never_makes_text_too_small_to_read(
    canvas: NetworkCanvas, theme_manager: ThemeManager
) -> None:
    theme_manager.set_scale(2.0)
    canvas.resize(300, 200)
    canvas.show_view(view_at(random_document((2, 3, 2)), "dC/da[1][2]"))
    unit = canvas.finder.pixels(Rect(0, 0, 1, 1)).width()
    assert unit >= LEAST_READABLE * 28 - 0.01
    shown = canvas.finder.pixels(canvas.geometry_shown.nodes[1, 2].a)
    assert canvas.rect().toRectF().intersects(shown)  # the step's own neuron is in sight


def test_that_zooming_keeps_what_is_under_the_pointer(
    canvas: NetworkCanvas,
) -> None:
    canvas.show_view(view_at(source(), "C"))
    wanted = canvas.geometry_shown.nodes[2, 1].a
    at = canvas.finder.pixels(wanted).center()
    for _ in range(3):
        wheel(canvas, at, QPoint(0, 120), Qt.KeyboardModifier.ControlModifier)
    after = canvas.finder.pixels(wanted)
    assert after.width() > 60 and abs(after.center().x() - at.x()) < 2
    canvas.fit()
    assert canvas.finder.pixels(wanted).center() == at


def test_that_a_drag_pans_and_selects_nothing(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    canvas.show_view(view_at(source(), "C"))
    heard = Heard(canvas)
    for _ in range(4):
        canvas.zoom(STEP)
    start = on_edge(canvas, "theta[2][1,1]")
    before = canvas.finder.pixels(canvas.geometry_shown.cost)
    qtbot.mousePress(canvas, LEFT, pos=start)
    qtbot.mouseMove(canvas, start + QPoint(-20, 0))
    QApplication.processEvents()
    drag(canvas, start + QPoint(-60, 0))
    qtbot.mouseRelease(canvas, LEFT, pos=start + QPoint(-60, 0))
    assert canvas.finder.pixels(canvas.geometry_shown.cost).x() < before.x()
    assert heard.selected == []


def test_that_the_wheel_is_left_to_others_while_everything_is_in_sight(canvas: NetworkCanvas) -> None:
    canvas.show_view(view_at(source(), "C"))
    assert not wheel(canvas, QPointF(300, 200), QPoint(0, 120), Qt.KeyboardModifier.NoModifier)


def test_that_the_keyboard_walks_through_the_values_and_selects(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    canvas.show_view(view_at(source(), "C"))
    heard = Heard(canvas)
    canvas.setFocus()
    for _ in range(3):
        qtbot.keyClick(canvas, Qt.Key.Key_BracketRight)
    qtbot.keyClick(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert heard.pointed == [key(name) for name in ("x[1]", "theta[1][1,1]", "z[1][1]", "theta[1][1,1]")]
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert heard.selected == [key("theta[1][1,1]")]


def test_that_plain_arrows_are_left_to_the_player(qtbot: QtBot, theme_manager: ThemeManager) -> None:
    class Window(QWidget):
        def __init__(self) -> None:
            super().__init__()
            self.keys: list[int] = []

        def keyPressEvent(self, event: object) -> None:
            self.keys.append(event.key())  # type: ignore[attr-defined]

    window = Window()
    qtbot.addWidget(window)
    canvas = NetworkCanvas(theme_manager, window)
    canvas.show_view(view_at(source(), "C"))
    arrows = [Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Space]
    for arrow in arrows:
        qtbot.keyClick(canvas, arrow)
    assert window.keys == arrows


def test_that_the_tip_has_name_full_value_and_formula(canvas: NetworkCanvas) -> None:
    canvas.show_view(view_at(source(), "dC/da[2][1]"))
    node = canvas.geometry_shown.nodes[3, 1]
    at = middle(canvas, node.a)
    QApplication.sendEvent(canvas, QHelpEvent(QEvent.Type.ToolTip, at, canvas.mapToGlobal(at)))
    first, second = QToolTip.text().splitlines()
    QToolTip.hideText()
    assert first.startswith("ŷ = 0.67260") and len(first) > 18
    assert second == "= sigmoid(z³)"


def test_that_it_says_its_name_and_what_is_drawn(canvas: NetworkCanvas) -> None:
    canvas.show_view(view_at(source(), "dC/da[2][1]"))
    assert canvas.accessibleName() == "Network"
    said = canvas.accessibleDescription()
    assert "Phase: backward" in said and "Now: dC by da2 is −0.173." in said
    assert "dC by da1" not in said


def test_that_pointing_elsewhere_lights_here_and_selects_nothing(canvas: NetworkCanvas) -> None:
    canvas.show_view(view_at(source(), "C"))
    heard = Heard(canvas)
    before = canvas.grab().toImage()
    canvas.show_pointed(key("dz[2][1]/da[1][1]"))
    assert canvas.grab().toImage() != before
    canvas.show_pointed(None)
    assert canvas.grab().toImage() == before
    assert heard.pointed == [] and heard.selected == []


def test_that_a_step_back_paints_the_very_same_picture(canvas: NetworkCanvas) -> None:
    canvas.show_view(view_at(source(), "dC/da[2][1]"))
    before = canvas.grab().toImage()
    canvas.show_view(view_at(source(), "b+[3][1]"))
    assert canvas.grab().toImage() != before
    canvas.show_view(view_at(source(), "dC/da[2][1]"))
    assert canvas.grab().toImage() == before


def test_that_the_theme_is_followed(canvas: NetworkCanvas, theme_manager: ThemeManager) -> None:
    canvas.show_view(view_at(source(), "C"))
    theme_manager.set_mode("dark")
    assert canvas.grab().toImage().pixelColor(3, 3).lightness() < 60


def test_that_without_a_view_it_is_an_empty_surface(canvas: NetworkCanvas) -> None:
    assert canvas.grab().toImage().pixelColor(3, 3) == canvas.grab().toImage().pixelColor(300, 200)
    canvas.zoom(STEP)
    canvas.fit()


def wheel(canvas: NetworkCanvas, at: QPointF, turned: QPoint, modifier: Qt.KeyboardModifier) -> bool:
    """Turn the wheel over a pixel; whether the canvas took it."""
    event = QWheelEvent(
        at,
        QPointF(canvas.mapToGlobal(at.toPoint())),
        QPoint(),
        turned,
        Qt.MouseButton.NoButton,
        modifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, event)
    return event.isAccepted()


def drag(canvas: NetworkCanvas, to: QPoint) -> None:
    """Move the mouse with the left button down, which qtbot.mouseMove does not say."""
    from PySide6.QtGui import QMouseEvent

    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(to),
        QPointF(canvas.mapToGlobal(to)),
        Qt.MouseButton.NoButton,
        LEFT,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(canvas, event)


def test_that_a_point_of_the_drawing_is_found_again(canvas: NetworkCanvas) -> None:
    canvas.show_view(view_at(source(), "C"))
    rect = canvas.finder.pixels(Rect(3.0, 4.0, 0.0, 0.0))
    assert canvas._arrangement.to_drawing(rect.x(), rect.y()) == pytest.approx(Point(3.0, 4.0))
