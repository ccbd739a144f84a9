"""Lines of text that are shaped once are painted whole, wherever their painter stands."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication

from bptutor.foundation.numbers import short
from bptutor.ui.raised import raised
from bptutor.ui.shaped import LEFT, OFTEN, RIGHT, Face, Shaped, face, paint_at, paint_line, shaped_in
from bptutor.ui.theme_fonts import code_font, text_font

NUMBER = "0.7183 0.7183"
WIDE, HIGH = 300, 100


def inked(line: Shaped, side: int | None, moved: tuple[float, float], scale: float = 1.0) -> np.ndarray:
    """Which pixels a line inks, painted from (20, 20) on by a painter that is moved, and moved back."""
    image = QImage(round(WIDE * scale), round(HIGH * scale), QImage.Format.Format_Grayscale8)
    image.setDevicePixelRatio(scale)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setPen(QColor("black"))
    painter.translate(*moved)
    at = QPointF(20 - moved[0], 20 - moved[1])
    if side is None:
        paint_at(painter, QPointF(at.x(), at.y() + line.ascent), line)
    else:
        paint_line(painter, QRectF(at.x(), at.y(), line.width, line.height), line, side)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width()] < 160


@pytest.mark.parametrize("side", [LEFT, RIGHT, 0, None])
@pytest.mark.parametrize("moved", [(0, 0), (150, 60), (-40, 12.5)])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_that_a_struck_line_is_crossed_from_end_to_end(
    qapp: QApplication, side: int | None, moved: tuple[float, float], scale: float
) -> None:
    line = face(14).line(NUMBER, struck=True)

    crossed = inked(line, side, moved, scale)

    longest = crossed.sum(axis=1).max()
    assert longest >= (line.width - 2) * scale
    columns = np.flatnonzero(crossed.any(axis=0)) / scale
    assert columns.min() >= 19 and columns.max() <= 20 + line.width + 1


def test_that_a_line_of_a_struck_font_is_struck_and_another_is_not(qapp: QApplication) -> None:
    font = text_font(14, QFont.Weight.Normal)
    assert inked(shaped_in(NUMBER, font), LEFT, (50, 0)).sum(axis=1).max() < 100
    font.setStrikeOut(True)
    struck = shaped_in(NUMBER, font)
    assert inked(struck, LEFT, (50, 0)).sum(axis=1).max() >= struck.width - 2


@pytest.mark.parametrize("weight", [QFont.Weight.Normal, QFont.Weight.Bold])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_that_the_stroke_leaves_a_minus_in_sight(
    qapp: QApplication, weight: QFont.Weight, scale: float
) -> None:
    line = face(14, weight).line("−0.5791", struck=True)

    crossed = inked(line, LEFT, (0, 0), scale)

    left = int((20 + 0.3 * face(14, weight).width("−")) * scale)
    rows = np.flatnonzero(crossed[:, left : left + 2].any(axis=1))
    assert len(np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1)) == 2, (
        "the minus, and below it the stroke"
    )


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("0.6726 × 0.3274", [("0.6726 × 0.3274", False)]),
        ("1/(1 + e^(−0.3775))", [("1/(1 + e", False), ("−0.3775", True), (")", False)]),
        ("e^0.2/(e^0.2 + e^0.5)", [*[("e", False), ("0.2", True), ("/(e", False), ("0.2", True)],
                                   *[(" + e", False), ("0.5", True), (")", False)]]),
        ("2^n", [("2", False), ("n", True)]),
    ],
)  # fmt: skip
def test_that_a_power_is_small_and_raised_and_has_no_caret(
    qapp: QApplication, text: str, pieces: list[tuple[str, bool]]
) -> None:
    line = raised(text, 20)

    assert [(piece.text, power) for piece, _, power in line.pieces] == pieces
    for (piece, x, power), (_, following, _) in pairwise(line.pieces):
        assert following == pytest.approx(x + piece.width) and (piece.font.pixelSize() < 20) == power
    assert line.width == pytest.approx(line.pieces[-1][1] + line.pieces[-1][0].width)


@pytest.mark.parametrize("moved", [(0.0, 0.0), (3.0, -7.0)])
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("text", ["−0.2249", "1.2×10⁻⁵", "Branch off to the weight", "∂C/∂θ₂"])
def test_that_a_line_looks_the_same_however_often_it_is_painted(
    qapp: QApplication, text: str, scale: float, moved: tuple[float, float]
) -> None:
    line = Face(text_font(13, QFont.Weight.Medium)).line(text)
    first, *again = (inked(line, LEFT, moved, scale) for _ in range(OFTEN + 2))
    assert first.any() and all(np.array_equal(first, one) for one in again)


def numbers(count: int) -> list[str]:
    """Numbers of every size, and texts with some in them."""
    rng = np.random.default_rng(5)
    made = [short(float(rng.normal() * 10.0 ** rng.integers(-8, 8))) for _ in range(count)]
    return [*made, f"{made[0]} × {made[1]}", f"({made[2]} − 1)²/2", "Step 14 of 25", "dC_dW2[0, 13] → 9.5"]


@pytest.mark.parametrize(
    ("make", "pixels"), [(text_font, 9), (text_font, 14), (text_font, 28), (code_font, 13)]
)
def test_that_a_number_stands_where_qt_would_paint_it(
    qapp: QApplication, make: Callable[[int], QFont], pixels: int
) -> None:
    own = make(pixels)
    line_of = Face(own).line
    for text in numbers(200):
        line = line_of(text)
        image = QImage(WIDE, HIGH, QImage.Format.Format_Grayscale8)
        image.fill(QColor("white"))
        painter = QPainter(image)
        painter.setFont(own)
        painter.drawText(QPointF(20, 20 + line.ascent), text)
        painter.end()
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(HIGH, image.bytesPerLine())
        assert np.array_equal(inked(line, LEFT, (0, 0)), rows[:, :WIDE] < 160), text


@pytest.mark.parametrize("weight", [QFont.Weight.Medium, QFont.Weight.DemiBold, QFont.Weight.Bold])
@pytest.mark.parametrize("pixels", [11, 14, 16, 21, 28])
def test_that_the_same_figure_stands_at_the_same_place_after_any_others(
    qapp: QApplication, weight: QFont.Weight, pixels: int
) -> None:
    """Also in the bolder fonts, whose own 4 is a little wider than the rest."""
    ends = [
        np.flatnonzero(inked(face(pixels, weight).line(text), LEFT, (0, 0)).any(axis=0)).max()
        for text in ("−4.4448", "−0.0008", "−7.1258")
    ]
    assert ends[0] == ends[1] == ends[2]


@pytest.mark.parametrize("weight", [QFont.Weight.Normal, QFont.Weight.DemiBold, QFont.Weight.Bold])
@pytest.mark.parametrize("pixels", [6, 9, 12, 14, 22, 28])
def test_that_a_text_is_as_wide_as_qt_says(qapp: QApplication, pixels: int, weight: QFont.Weight) -> None:
    metrics, own = QFontMetricsF(text_font(pixels, weight)), face(pixels, weight)
    rng = np.random.default_rng(3)
    numbers = [short(float(rng.normal() * 10.0 ** rng.integers(-8, 8))) for _ in range(200)]
    for text in (*numbers, "2(0.8397 − 1)", "Step 14 of 25", "η = 0.5"):
        assert own.width(text) == pytest.approx(metrics.horizontalAdvance(text), abs=0.15), text
    for text in ("Branch off to the weight", "∂C/∂ŷ", "not yet"):
        assert own.width(text) == metrics.horizontalAdvance(text), text
