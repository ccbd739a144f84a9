"""Formulas are painted where they should be, prose keeps its baseline, and a page opens at once."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPicture, QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bptutor.foundation.typeset import Typesetter, prewarm
from bptutor.ui import maths
from bptutor.ui.maths import INLINE, Formula, formula
from bptutor.ui.maths_blocks import Block, Maths, Part, Words, formulas, page, prose, spoken
from bptutor.ui.maths_label import MathLabel
from bptutor.ui.maths_text import MathsText
from bptutor.ui.theme import ThemeManager
from tests.clock import seconds_of_work

CHAIN = r"\frac{\partial C}{\partial a^1_2} = \sum_j \frac{\partial C}{\partial z^2_j}\,\theta^2_{j2}"
INK = QColor("#000000")


def painted(paint_at: QPointF, em: float, tex: str = "x", ratio: float = 1.0) -> QRectF:
    """The box of dark pixels, in pixels of the widget, of a formula painted on white."""
    image = QImage(int(200 * ratio), int(200 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    formula(tex).paint(painter, paint_at, INK, em)
    painter.end()
    dark = [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).red() < 128
    ]
    xs, ys = [x / ratio for x, _ in dark], [y / ratio for _, y in dark]
    return QRectF(min(xs), min(ys), max(xs) - min(xs) + 1 / ratio, max(ys) - min(ys) + 1 / ratio)


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_that_a_formula_stands_on_its_baseline(qapp: QGuiApplication, ratio: float) -> None:
    box = painted(QPointF(20, 100), 60, ratio=ratio)
    shown = formula("x")
    assert box.left() == pytest.approx(20, abs=1.5)
    assert box.bottom() == pytest.approx(100 + shown.depth * 60, abs=1.5)
    assert box.width() == pytest.approx(shown.width * 60, abs=2)
    assert box.height() == pytest.approx(shown.height * 60, abs=2)


def test_that_the_outline_is_as_large_as_its_measures() -> None:
    shown = formula(CHAIN)
    box = shown.path().boundingRect()
    assert box.left() == pytest.approx(0, abs=0.01)
    assert box.width() == pytest.approx(shown.width, abs=0.02)
    assert box.bottom() == pytest.approx(shown.depth, abs=0.02)
    assert box.top() == pytest.approx(-shown.ascent, abs=0.02)


@pytest.mark.parametrize(
    ("tex", "across", "up"),
    [
        (r"\boxed{x}", 0.5, 0.99),
        (r"\cancel{x}", 0.9, 0.9),
        (r"\frac{1}{2}", 0.05, 0.47),
        (r"\sqrt{2}", 0.98, 0.97),
    ],
)
def test_that_strokes_and_rules_are_drawn(tex: str, across: float, up: float) -> None:
    shown = formula(tex)
    assert shown.path().contains(QPointF(shown.width * across, shown.depth - shown.height * up))


def test_that_a_formula_prints_as_an_outline(qapp: QGuiApplication) -> None:
    picture = QPicture()
    painter = QPainter(picture)
    formula(CHAIN).paint(painter, QPointF(0, 50), INK, 20)
    painter.end()
    assert picture.boundingRect().width() > 100


def test_that_nothing_is_drawn_twice(qapp: QGuiApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    painted(QPointF(20, 100), 33)
    monkeypatch.setattr(Formula, "_paint_outline", None)
    painted(QPointF(50, 90), 33)


def test_that_wrong_tex_is_shown_as_it_was_written_and_told_once(
    qapp: QGuiApplication, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        box = painted(QPointF(20, 100), 30, r"\nonsense x")
        painted(QPointF(20, 100), 30, r"\nonsense x")
    assert box.width() > 100
    assert "not known" in formula(r"\nonsense x").problem
    assert len(caplog.records) == 1


def test_that_importing_the_window_does_not_import_the_typesetter() -> None:
    program = "import sys; import bptutor.ui.maths_text; assert 'ziamath' not in sys.modules"
    subprocess.run([sys.executable, "-c", program], check=True)


def test_that_prose_is_read_into_parts() -> None:
    assert prose(r"Cost \$5, $\theta_2$ **bold $x$** *it* `a*b`") == (
        Words("Cost "),
        Words("$"),
        Words("5, "),
        Maths(r"\theta_2"),
        Words(" "),
        Words("bold ", bold=True),
        Maths("x"),
        Words(" "),
        Words("it", italic=True),
        Words(" "),
        Words("a*b", code=True),
    )


def test_that_a_page_is_read_into_blocks_and_said_aloud() -> None:
    blocks = page("# One\n\ntwo\nlines $x$\n\n$$y$$")
    assert [block.kind for block in blocks] == ["title", "text", "display"]
    assert formulas(blocks) == [("x", True), ("y", False)]
    assert spoken((Block("text", (Words("the cost "), Maths(r"\hat y", "y hat"))),)) == "the cost y hat"


@pytest.fixture
def text(theme_manager: ThemeManager, qtbot: QtBot) -> MathsText:
    shown = MathsText(theme_manager, "Lesson text")
    qtbot.addWidget(shown)
    shown.resize(300, 400)
    return shown


def _document_picture(text: MathsText) -> QImage:
    image = QImage(600, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    text.document().drawContents(painter)
    painter.end()
    return image


def _lowest_dark(image: QImage, left: int, right: int) -> int:
    return max(
        y
        for y in range(image.height())
        for x in range(left, right)
        if image.pixelColor(x, y).lightness() < 110
    )


@pytest.mark.parametrize("scale", [0.8, 1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("deep", ["", r"\frac{x}{y}", "g"])
def test_that_an_x_in_a_formula_ends_where_an_x_in_the_words_ends(
    text: MathsText, scale: float, deep: str
) -> None:
    text._manager.set_scale(scale)
    parts: tuple[Part, ...] = (Words("xxx "), Maths("x"), Words("  "), *((Maths(deep),) if deep else ()))
    text.show_blocks([Block("text", parts)])
    text.document().setTextWidth(600)
    image = _document_picture(text)
    line = text.document().firstBlock().layout().lineAt(0)
    words_end = int(line.cursorToX(3)[0])  # type: ignore[index]
    formula_end = int(line.cursorToX(5)[0])  # type: ignore[index]
    margin = text._manager.theme.px(4)
    words = _lowest_dark(image, margin, margin + words_end)
    maths_x = _lowest_dark(image, margin + words_end + 1, margin + formula_end + 1)
    assert abs(words - maths_x) <= 1


def test_that_punctuation_stays_with_its_formula(text: MathsText) -> None:
    text.show_blocks([Block("text", prose("word ($x_1$), and ($x_2$). " * 12))])
    for width in range(60, 300, 3):
        text.document().setTextWidth(width)
        block = text.document().firstBlock()
        lines = [block.layout().lineAt(n) for n in range(block.layout().lineCount())]
        assert {block.text()[line.textStart()] for line in lines} <= {"w", "a", "\ufffc"}
        assert {block.text()[line.textStart() + line.textLength() - 1] for line in lines} <= {" ", "\ufffc"}


def test_that_an_arrow_leads_to_a_formula_on_its_own_line(text: MathsText) -> None:
    text.show_blocks([Block("text", prose("$C$" + " → $z^1$" * 9))])
    for width in range(60, 300, 3):
        text.document().setTextWidth(width)
        block = text.document().firstBlock()
        lines = [block.layout().lineAt(n) for n in range(block.layout().lineCount())]
        assert {block.text()[line.textStart()] for line in lines} == {"\ufffc"}
    text.selectAll()
    text.copy()
    assert QGuiApplication.clipboard().text() == "$C$" + " → $z^1$" * 9


@pytest.mark.parametrize("end", ["", ".", ")."])
def test_that_a_short_formula_at_the_end_keeps_a_word_beside_it(text: MathsText, end: str) -> None:
    said = f"so the last sign comes from the $-z${end}"
    text.show_blocks([Block("text", prose(said))])
    alone = formula("-z", True).width * 14 * INLINE + 12
    for width in range(120, 300, 3):
        text.document().setTextWidth(width)
        layout = text.document().firstBlock().layout()
        assert layout.lineAt(layout.lineCount() - 1).naturalTextWidth() > alone
    text.selectAll()
    text.copy()
    assert QGuiApplication.clipboard().text() == said


def test_that_a_copy_has_the_tex(text: MathsText) -> None:
    text.show_blocks([Block("text", prose(r"We want ($\theta_2$) now")), Block("display", (Maths("C"),))])
    text.selectAll()
    text.copy()
    assert QGuiApplication.clipboard().text() == "We want ($\\theta_2$) now\n$$C$$"
    cursor = text.textCursor()
    cursor.setPosition(3)
    cursor.setPosition(9, QTextCursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    assert text.createMimeDataFromSelection().text() == r"want ($\theta_2$)"


def test_that_a_screen_reader_gets_words_for_the_formulas(text: MathsText) -> None:
    text.show_blocks([Block("text", (Words("know "), Maths(r"\theta_2", "theta 2")))])
    assert text.accessibleName() == "Lesson text"
    assert text.accessibleDescription() == "know theta 2"


def test_that_prose_is_as_high_as_its_lines_and_grows_when_narrow(text: MathsText) -> None:
    text.show_blocks(page("Many words that need some lines when there is little room for them. $x$ " * 3))
    assert text.heightForWidth(150) > text.heightForWidth(600) > 0
    before = text.heightForWidth(300)
    text._manager.set_scale(2.0)
    assert text.heightForWidth(300) > 2 * before


def test_that_a_wide_formula_gives_way(text: MathsText) -> None:
    text.show_blocks([Block("display", (Maths(CHAIN),))])
    text.document().setTextWidth(110)
    assert text.document().idealWidth() <= 111


def test_that_a_lit_step_has_a_tint_and_the_rest_has_none(text: MathsText) -> None:
    blocks = [
        Block("text", prose("one"), name="a", bar=True),
        Block("text", prose("two"), name="b", bar=True),
    ]
    text.show_blocks(blocks, {"b": "backward"})
    tint = text._manager.theme.phase_tint("backward")
    picture = text.grab().toImage()
    rect = text.block_rect("b")
    assert picture.pixelColor(280, int(rect.center().y())) == tint
    assert picture.pixelColor(280, int(text.block_rect("a").center().y())) != tint
    text.light({"a": "backward"})
    assert text.grab().toImage().pixelColor(280, int(text.block_rect("a").center().y())) == tint


def test_that_pointing_at_a_named_part_tells_its_name(text: MathsText, qtbot: QtBot) -> None:
    text.show_blocks(
        [Block("text", (Words("know "), Maths(r"\theta_2", name="theta[2][1,1]"), Words(" now")))]
    )
    text.show()
    told: list[str] = []
    text.name_pointed.connect(told.append)
    line = text.document().firstBlock().layout().lineAt(0)
    left, right = (int(line.cursorToX(at)[0]) for at in (5, 6))  # type: ignore[index]
    QTest.mouseMove(text.viewport(), QPointF((left + right) / 2 + 4, 14).toPoint())
    QTest.mouseMove(text.viewport(), QPointF(200, 300).toPoint())
    qtbot.waitUntil(lambda: told == ["theta[2][1,1]", ""])


def test_that_a_page_of_forty_formulas_opens_at_once(
    text: MathsText, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tex = [rf"\frac{{\partial C}}{{\partial a^{{{n}}}_2}} = \sum_j \theta^2_{{j{n}}}" for n in range(40)]
    blocks = [Block("display" if n % 2 else "text", (Maths(t),)) for n, t in enumerate(tex)]
    prewarm(formulas(blocks), tmp_path / "formulas.dat")
    monkeypatch.setattr(maths, "typeset", Typesetter(shipped=tmp_path / "formulas.dat").typeset)
    formula.cache_clear()
    text.show()
    cold = _seconds(text, blocks)
    text.show_blocks([])
    warm = _seconds(text, blocks)
    assert cold < 0.3
    assert warm < 0.06
    formula.cache_clear()


def _seconds(text: MathsText, blocks: list[Block]) -> float:
    def show() -> None:
        text.show_blocks(blocks)
        text.grab()

    return seconds_of_work(show)


def test_that_a_label_hints_its_size_says_its_words_and_copies_tex(
    theme_manager: ThemeManager, qtbot: QtBot
) -> None:
    label = MathLabel(theme_manager, CHAIN, "dC by da")
    qtbot.addWidget(label)
    assert label.accessibleName() == "dC by da"
    small = label.sizeHint()
    theme_manager.set_scale(2.0)
    assert label.sizeHint().width() == pytest.approx(2 * small.width(), abs=4)
    label.copy_tex()
    assert QGuiApplication.clipboard().text() == CHAIN
    label.show_formula("x")
    assert label.accessibleName() == "x"


def test_that_a_label_follows_the_theme(theme_manager: ThemeManager, qtbot: QtBot) -> None:
    label = MathLabel(theme_manager, r"\sum", colour="backward", magnified=5)
    qtbot.addWidget(label)
    label.resize(120, 120)
    for mode in ("light", "dark"):
        theme_manager.set_mode(mode)
        picture = label.grab().toImage()
        colours = {picture.pixelColor(x, y).name() for x in range(120) for y in range(120)}
        assert theme_manager.theme.colour("backward").name() in colours
