"""What is painted for each state of a number, and that pictures come out whole."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QByteArray, QRectF, QTimer
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bptutor.engine.arrays import frozen
from bptutor.foundation.errors import FileError
from bptutor.foundation.numbers import short
from bptutor.study.views.network_view import NetworkView
from bptutor.study.views.numbers import NumberView, Status
from bptutor.trace.keys import Key, Kind
from bptutor.trace.steps import Level
from bptutor.trace.symbols import NOTATIONS, Namer
from bptutor.ui.canvas import symbols
from bptutor.ui.canvas.boxes import PADDING, pill
from bptutor.ui.canvas.differences import RADIUS, signs
from bptutor.ui.canvas.geometry import NetworkGeometry, Shape, arranged
from bptutor.ui.canvas.look import DEMI, MEDIUM, Look
from bptutor.ui.canvas.marks import HATCHED
from bptutor.ui.canvas.measures import HALF_W, MARGIN, NUMBER, PILL_TEXT, SLOT_H, SLOT_INSET, VALUE_AT
from bptutor.ui.canvas.painting import paint_live, paint_network
from bptutor.ui.canvas.rects import Rect
from bptutor.ui.canvas.rest_edges import WIDTHS, thickness
from bptutor.ui.canvas.still_picture import StillPicture
from bptutor.ui.canvas.symbols import symbol, symbol_of
from bptutor.ui.canvas.viewport import Viewport
from bptutor.ui.maths import Formula, formula
from bptutor.ui.palettes import DARK, LIGHT, Palette, mixed
from bptutor.ui.pictures import KINDS, picture, print_picture, save_picture
from bptutor.ui.theme import Theme
from tests.ui.canvas.drawn import SHAPES, key, random_document, source, view_at

UNIT = 20.0
pytestmark = pytest.mark.usefixtures("theme_manager")


def painted(view: NetworkView, palette: Palette = LIGHT) -> tuple[QImage, NetworkGeometry]:
    """The drawing at 20 pixels an em."""
    geometry = arranged(Shape(view.network.widths, view.opened), 60.0, 40.0)
    image = QImage(round(geometry.width * UNIT), round(geometry.height * UNIT), QImage.Format.Format_RGB32)
    image.fill(QColor(palette.surface))
    painter = QPainter(image)
    paint_network(painter, view, geometry, Look(Theme(palette), UNIT))
    painter.end()
    return image, geometry


@pytest.mark.parametrize("value", [-9.258e-05, -0.0002222, -1.234e-120, 3.2e14, -0.08236])
@pytest.mark.parametrize("unit", [13.0, 14.0, 28.0])
def test_that_a_long_number_is_legible_in_its_pill_with_sign_and_power(value: float, unit: float) -> None:
    look = Look(Theme(LIGHT), unit)
    slot = QRectF(100, 0, round((HALF_W - 2 * SLOT_INSET) * unit), round(SLOT_H * unit))
    image = QImage(300, 60, QImage.Format.Format_RGB32)
    shown = short(value)
    for name in ("dC/dz[1][1]", "dC/da[1][1]", "dC/db[1][1]"):
        number = NumberView(key(name), Status.KNOWN, value, shown)
        painter = QPainter(image)
        place = pill(painter, look, slot, number, made=False)
        painter.end()
        room = place.width() - 2 * PADDING * unit
        text = look.number(number, PILL_TEXT, DEMI, room)
        assert look.pixels(PILL_TEXT, DEMI, text, room) >= 0.85 * round(PILL_TEXT * unit)
        assert text.startswith(shown[:2]) and text.split("×")[1:] == shown.split("×")[1:]
        inner_side = place.right() if name == "dC/dz[1][1]" else place.left()
        assert inner_side in (slot.left(), slot.right())


def test_that_a_number_keeps_all_its_figures_while_they_can_be_read() -> None:
    look = Look(Theme(LIGHT), 14.0)
    number = NumberView(key("z[1][1]"), Status.KNOWN, -1.2345678e-5, short(-1.2345678e-5))
    wide = look.advance(number.text, NUMBER, MEDIUM)
    figures = [look.number(number, NUMBER, MEDIUM, part * wide) for part in (1.1, 0.9, 0.8, 0.1)]
    assert figures == ["−1.235×10⁻⁵", "−1.23×10⁻⁵", "−1.2×10⁻⁵", "−1.2×10⁻⁵"]


def part(image: QImage, rect: Rect) -> QImage:
    return image.copy(QRectF(rect.x * UNIT, rect.y * UNIT, rect.w * UNIT, rect.h * UNIT).toRect())


def colours(image: QImage) -> dict[str, int]:
    """How often each colour is there."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint32) & 0xFFFFFF
    names, counts = np.unique(pixels, return_counts=True)
    return {f"#{name:06X}": int(count) for name, count in zip(names, counts, strict=True)}


@pytest.mark.parametrize(
    ("moment", "level", "pointed"),
    [
        ("C", Level.VALUE, Key(Kind.A, 1)),
        ("dC/dz[1][1]", Level.VALUE, Key(Kind.DC_DZ, 2)),
        ("dC/dz[1][1]", Level.VALUE, Key(Kind.DA_DZ, 2)),
        ("dJ/dtheta[2][1,2]", Level.VALUE, key("dJ/dtheta[2][1,2]")),
        ("dJ/dtheta[2][1,2]", Level.VALUE, key("dC/dtheta[2][1,2]")),
        ("theta+[2][1,2]", Level.VALUE, key("dJ/dtheta[2][1,2]")),
        ("theta+[2][1,2]", Level.VALUE, key("theta+[2][1,2]")),
        ("dJ/db[2][1]", Level.VALUE, key("dC/db[2][1]")),
    ],
)
def test_that_what_is_pointed_at_elsewhere_shows_in_the_drawing(
    moment: str, level: Level, pointed: Key
) -> None:
    view = view_at(random_document((2, 2, 1), examples=4), moment, level)
    assert painted(replace(view, pointed=pointed))[0] != painted(view)[0]


def slot(view: NetworkView, kind: str) -> dict[str, int]:
    """The colours in the slot of ∂C/∂z² or ∂C/∂a² of the source's network."""
    image, geometry = painted(view)
    node = geometry.nodes[2, 1]
    rect = node.dz if kind == "dz" else node.da
    assert rect
    return colours(part(image, rect))


def with_status(view: NetworkView, name: str, status: Status) -> NetworkView:
    """The same view where one known number has another state."""
    before = view.numbers

    def numbers(asked: Key) -> NumberView:
        number = before(asked)
        return replace(number, status=status) if str(asked) == name else number

    return replace(view, numbers=numbers)


def test_that_what_is_not_known_is_a_dashed_box_without_a_number() -> None:
    seen = slot(view_at(source(), "dC/da[2][1]"), "dz")
    assert LIGHT.edge in seen and LIGHT.backward_tint not in seen and LIGHT.backward not in seen


def test_that_the_present_gradient_has_a_border_and_a_known_one_has_none() -> None:
    present = slot(view_at(source(), "dC/da[2][1]"), "da")
    later = slot(view_at(source(), "dC/dz[1][1]"), "da")
    assert present[LIGHT.backward] > 3 * later[LIGHT.backward] > 0
    assert later[LIGHT.backward_tint] > 200


def test_that_a_hidden_number_is_a_question_mark_and_not_the_number() -> None:
    known = view_at(source(), "dC/da[2][1]")
    hidden = view_at(source(), "dC/da[2][1]", hidden=frozenset({key("dC/da[2][1]")}))
    assert hidden.numbers(key("dC/da[2][1]")).text == "?"
    assert slot(hidden, "da")[LIGHT.backward] < slot(known, "da")[LIGHT.backward]


def test_that_a_stale_number_is_hatched_and_struck() -> None:
    view = view_at(source(), "dC/dz[1][1]")
    stale = slot(with_status(view, "dC/da[2][1]", Status.STALE), "da")
    hatched = QColor(mixed(LIGHT.faint, LIGHT.backward_tint, HATCHED)).getRgb()
    assert any(np.allclose(QColor(seen).getRgb(), hatched, atol=2) for seen in stale) and LIGHT.muted in stale
    assert LIGHT.backward not in stale and LIGHT.faint not in stale, (
        "what is behind a number does not hide it"
    )


def test_that_a_long_stale_number_is_struck_and_hatched_from_end_to_end() -> None:
    document = source()
    weights = tuple(l.weights for l in document.network.layers)
    biases = (frozen([-1.7791]), *(l.biases for l in document.network.layers[1:]))
    document = replace(document, network=document.network.with_parameters(weights, biases))
    view = with_status(view_at(document, "dC/da[2][1]"), "z[1][1]", Status.STALE)
    image, geometry = painted(view)
    half = geometry.nodes[1, 1].z
    assert half
    wide = Look(Theme(LIGHT), UNIT).advance(view.numbers(key("z[1][1]")).text, NUMBER)
    assert wide > 3 * UNIT
    middle = part(image, Rect(half.x, half.y + VALUE_AT - 0.25, half.w, 0.5))
    rows = middle.convertToFormat(QImage.Format.Format_Grayscale8)
    grey = np.frombuffer(rows.constBits(), np.uint8).reshape(rows.height(), rows.bytesPerLine())
    assert (grey[:, : rows.width()] < 140).sum(axis=1).max() >= wide - 3


def test_that_a_number_is_as_large_as_its_own_place_lets_it_be() -> None:
    shown, text = Look(Theme(LIGHT), UNIT), "−1234.5"
    wide = shown.advance(text, NUMBER, MEDIUM)
    full = shown.pixels(NUMBER, MEDIUM)
    assert shown.pixels(NUMBER, MEDIUM, text, 0.8 * wide) < full
    assert shown.pixels(NUMBER, MEDIUM, text, 1.1 * wide) == full, "after it has stood in a narrower place"


def test_that_a_reused_number_has_a_chain_link() -> None:
    view = view_at(source(), "dC/dz[1][1]")
    plain = with_status(view, "dC/da[1][1]", Status.KNOWN)
    linked = with_status(view, "dC/da[1][1]", Status.REUSED)
    assert painted(plain)[0] != painted(linked)[0]


def test_that_a_chain_link_reaches_no_lower_than_a_drawing_may_end() -> None:
    view = view_at(random_document((1, 2)), "dC/dz[1][2]")
    plain, geometry = painted(with_status(view, "dC/dz[1][2]", Status.KNOWN))
    linked, _ = painted(with_status(view, "dC/dz[1][2]", Status.REUSED))
    slot = geometry.nodes[1, 2].dz
    assert slot
    lower = Rect(slot.x - 1.0, slot.bottom + MARGIN, 2.0, 0.5)
    assert part(plain, lower) == part(linked, lower)


def test_that_the_sign_of_an_input_that_differs_is_not_on_the_weight_beside_it() -> None:
    view = view_at(source(), "C")
    other = replace(view.numbers(key("x[1]")), value=7.0)
    geometry = arranged(Shape(view.network.widths), 43.0, 30.0)
    found = signs(replace(view, beside=lambda asked: replace(other, key=asked)), geometry, {})
    label = geometry.routes[key("theta[1][1,1]")].label
    assert label and not label.contains(dict(found)[key("x[1]")], RADIUS)


def test_that_a_closed_gate_stands_behind_a_dead_relu_only() -> None:
    def bars(dead: bool) -> int:
        image, geometry = painted(view_at(source(dead), "dC/dz[2][1]"))
        right = geometry.nodes[2, 1].right
        return colours(part(image, Rect(right.x + 0.1, right.y - 0.6, 1.4, 0.4))).get(LIGHT.muted, 0)

    assert bars(dead=True) > 0 and bars(dead=False) == 0


def test_that_a_new_parameter_takes_the_place_of_its_gradient_in_green() -> None:
    image, geometry = painted(view_at(source(), "theta+[2][1,1]"))
    pill = geometry.routes[key("theta[2][1,1]")].pill
    assert pill
    seen = colours(part(image, pill))
    assert seen[LIGHT.update] > 50 and LIGHT.backward not in seen


@pytest.mark.parametrize("name", ["z[2][1]", "C", "dC/da[2][1]", "theta+[3][1,1]"])
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_that_each_phase_is_painted_in_its_colour(name: str, palette: Palette) -> None:
    view = view_at(source(), name)
    image, _ = painted(view, palette)
    assert colours(image).get(palette.phase_colour(view.phase.value), 0) > 100


@pytest.mark.parametrize(
    ("widths", "level"),
    [(widths, Level.VALUE) for widths in SHAPES]
    + [((2, 3, 2), Level.LAYER), ((2, 3, 2), Level.TERM), ((64, 32, 10), Level.TERM)],
    ids=str,
)
def test_that_every_network_is_painted_at_every_level(widths: tuple[int, ...], level: Level) -> None:
    document = random_document(widths, examples=2)
    for name in ("z[1][1]", "C", "dC/dz[1][1]", "b+[1][1]"):
        image, _ = painted(view_at(document, name, level))
        assert len(colours(image.copy(0, 0, 300, 300))) > 5


def test_that_numbers_out_of_all_bounds_are_painted_for_what_they_are() -> None:
    document = random_document((2, 3, 2))
    bad = [
        frozen(np.full(layer.weights.shape, value))
        for layer, value in zip(document.network.layers, (np.inf, np.nan), strict=True)
    ]
    biases = tuple(layer.biases for layer in document.network.layers)
    network = document.network.with_parameters(tuple(bad), biases)
    view = view_at(replace(document, network=network), "b+[2][1]")
    assert view.numbers(key("a[2][1]")).text == "NaN"
    painted(view)


def test_that_an_edge_is_as_wide_as_its_weight_is_large() -> None:
    widths = thickness(np.array([[0.0, -1.0], [2.0, np.nan]]))
    assert widths.tolist() == [[0, round((WIDTHS - 1) / 2)], [WIDTHS - 1, WIDTHS - 1]]


def test_that_the_still_picture_is_made_once_for_many_steps() -> None:
    document = random_document((2, 3, 2))
    views = [view_at(document, name) for name in ("z[1][1]", "C", "dC/da[1][2]")]
    geometry, look = arranged(Shape((2, 3, 2)), 45.0, 31.0), Look(Theme(LIGHT), 14.0)
    still, image = StillPicture(), QImage(640, 440, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for view in views:
        still.paint(painter, view, geometry, look, Viewport(14.0, 0.0, 0.0), image.size())
        paint_live(painter, view, geometry, look)
    assert still.made == 1
    weights = tuple(layer.weights * 2 for layer in document.network.layers)
    biases = tuple(layer.biases + 1 for layer in document.network.layers)
    moved = replace(document, network=document.network.with_parameters(weights, biases))
    still.paint(painter, view_at(moved, "C"), geometry, look, Viewport(14.0, 0.0, 0.0), image.size())
    assert still.made == 1, "all edges are as wide as before, and dashed where they were"
    turned = replace(moved, network=moved.network.with_parameters(tuple(-w for w in weights), biases))
    still.paint(painter, view_at(turned, "C"), geometry, look, Viewport(14.0, 0.0, 0.0), image.size())
    assert still.made == 2
    still.paint(painter, view_at(moved, "C"), geometry, look, Viewport(14.0, 0.0, 0.0), image.size())
    painter.end()
    assert still.made == 2, "an undo leads back to a picture that was kept"


@pytest.mark.parametrize(
    "tex",
    ["z^{1}", "z^{1}_{2}", r"\theta_{2}", r"\theta^{2}_{12}", r"\hat{y}_{1}", "b^{1}_{2}", "w^{(2)}_{12}"],
)
def test_that_a_symbol_put_together_measures_like_a_typeset_one(tex: str) -> None:
    made, typeset = symbol_of(tex), formula(tex)
    assert made.width == pytest.approx(typeset.width, abs=0.12)
    assert made.ascent == pytest.approx(typeset.ascent, abs=0.08)
    assert made.depth == pytest.approx(typeset.depth, abs=0.08)


@pytest.mark.parametrize("notation", NOTATIONS.values(), ids=NOTATIONS)
def test_that_every_symbol_of_a_drawing_can_be_painted(notation: object) -> None:
    namer = Namer(random_document((12, 12, 12)).network, notation)  # type: ignore[arg-type]
    for name in ("x[12]", "z[1][12]", "a[2][3]", "theta[2][12,11]", "b+[1][10]", "C", "J", "y[2]"):
        shown = symbol(namer, key(name))
        assert not shown.problem and not shown.path().isEmpty()


@pytest.mark.parametrize("kind", KINDS)
def test_that_the_drawing_is_saved_whole(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"network.{kind}"
    save_picture(path, view_at(random_document((2, 3, 2)), "dC/da[1][2]"))
    content = path.read_bytes()
    assert content.startswith({"svg": b"<?xml", "pdf": b"%PDF", "png": b"\x89PNG"}[kind])
    assert len(content) > 5000


def test_that_the_svg_needs_no_font_and_shows_the_phases_colours(qapp: QApplication) -> None:
    content = picture("svg", view_at(source(), "dC/da[2][1]"))
    assert b"<text" not in content
    renderer = QSvgRenderer(QByteArray(content))
    image = QImage(renderer.defaultSize(), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    seen = colours(image)
    assert seen[LIGHT.backward_tint] > 500 and seen[LIGHT.backward] > 100
    assert not re.search(rb"/(tmp|home|work)/", content)


def test_that_another_ending_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"must end in \.svg, \.pdf, \.png"):
        save_picture(tmp_path / "network.gif", view_at(source(), "C"))


def test_that_symbols_are_made_of_the_signs_to_be_shipped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: set[str] = set()

    def noted(tex: str) -> Formula:
        asked.add(tex)
        return formula(tex)

    monkeypatch.setattr(symbols, "formula", noted)
    network = random_document((12, 12, 12)).network
    names = ("x[12]", "z[1][12]", "a[1][3]", "a[2][1]", "theta[2][12,11]", "b+[1][10]", "C", "J", "y[2]")
    for notation in NOTATIONS.values():
        for name in names:
            symbols.symbol_of.__wrapped__(Namer(network, notation).tex(key(name)))
    assert asked <= set(symbols.SIGNS)


def test_that_nothing_of_the_print_dialog_outlives_the_printer(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    shown: list[QWidget] = []

    def shut() -> None:
        shown.extend(parent.findChildren(QPrintDialog))
        parent.findChildren(QPrintDialog)[0].reject()

    QTimer.singleShot(100, shut)
    print_picture(view_at(source(), "z[2][1]"), parent)
    assert len(shown) == 1 and not parent.findChildren(QPrintDialog)
