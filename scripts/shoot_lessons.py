"""Pictures of every page of every lesson, as PNG: what a designer is shown.

    python scripts/shoot_lessons.py OUT [--only TEXT] [--looks light,dark,small,double]

Each page is taken as it opens and, where it asks for something, after the wrong answer with the longest
reply and when all of it is done. Formulas that are cut or cannot be typeset, and texts that lie over each
other, are told on the way.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("BPTUTOR_HOME", tempfile.mkdtemp(prefix="bptutor-shoot-"))

from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402  # the platform is chosen first

from bptutor.app import open_window  # noqa: E402
from bptutor.lesson import answers, player  # noqa: E402
from bptutor.lesson.live import Choose, Predict, gate_id  # noqa: E402
from bptutor.lesson.packs import shipped_pack  # noqa: E402
from bptutor.study import lesson_actions as act  # noqa: E402
from bptutor.study.lesson_answers import right_actions  # noqa: E402
from bptutor.study.lesson_progress import LessonProgress  # noqa: E402
from bptutor.study.lesson_state import LessonState, numbers_of  # noqa: E402
from bptutor.study.state import State  # noqa: E402
from bptutor.ui.maths_text import MathsText  # noqa: E402
from bptutor.ui.panels.lesson import LessonPanel  # noqa: E402
from bptutor.ui.panels.lesson_lines import ProseLabel  # noqa: E402
from bptutor.ui.panels.lesson_prose import ProseFrame  # noqa: E402
from bptutor.ui.panels.lesson_wells import Well  # noqa: E402
from bptutor.ui.window import MainWindow  # noqa: E402


@dataclass(frozen=True)
class Look:
    """One way to look at the lessons; a sparse one takes every third page."""

    name: str
    size: tuple[int, int]
    mode: str = "light"
    scale: float = 1.0
    every: int = 1


LOOKS = {
    look.name: look
    for look in (
        Look("light", (1280, 800)),
        Look("dark", (1280, 800), "dark", every=3),
        Look("small", (1024, 640), every=3),
        Look("double", (1280, 800), scale=2.0, every=3),
    )
}


def settle(app: QApplication) -> None:
    """Let everything be laid out and painted."""
    for _ in range(12):
        app.processEvents()


def crossings(window: MainWindow) -> Iterator[str]:
    """Parts of the page that lie over each other or reach out of the panel."""
    panel = window.findChild(LessonPanel)
    assert isinstance(panel, LessonPanel) and panel.page is not None
    parts = [
        w for w in panel.page.findChildren(QWidget) if isinstance(w, ProseFrame | Well) and w.isVisible()
    ]
    boxes = [(w, w.rect().translated(w.mapTo(panel.page, w.rect().topLeft()))) for w in parts]
    for text in panel.page.findChildren(MathsText):
        if text.isVisible() and text.document().size().height() > text.height() + 1:
            yield f"{text.accessibleName()} is cut: {text.height()} of {text.document().size().height()}"
    for label in panel.page.findChildren(ProseLabel):
        if label.isVisible() and label.height() < label.heightForWidth(label.width()):
            yield f"{label.text()[:40]} is cut: {label.height()} of {label.heightForWidth(label.width())}"
    for number, (one, box) in enumerate(boxes):
        if box.right() > panel.page.width():
            yield f"{type(one).__name__} is wider than the page by {box.right() - panel.page.width()}"
        if one.height() < one.heightForWidth(one.width()) - 1:
            yield f"{type(one).__name__} is cut: {one.height()} of {one.heightForWidth(one.width())}"
        for other, its in boxes[number + 1 :]:
            inside = one.isAncestorOf(other) or other.isAncestorOf(one)
            if not inside and box.adjusted(1, 1, -1, -1).intersects(its):
                yield f"{type(one).__name__} and {type(other).__name__} cross"


def whole(window: MainWindow) -> None:
    """Make the window as high as the page needs, so that all of it is in the picture."""
    panel = window.findChild(LessonPanel)
    assert isinstance(panel, LessonPanel)
    hidden = panel.area.verticalScrollBar().maximum()
    if hidden:
        window.resize(window.width(), window.height() + hidden)


def shoot(app: QApplication, window: MainWindow, look: Look, name: str, out: Path) -> None:
    """One picture; what is wrong in it is told."""
    window.resize(*look.size)
    settle(app)
    for text in crossings(window):
        print(f"{name}: {text}")
    if look.name == "light":
        whole(window)
        settle(app)
    window.grab().save(str(out / f"{name}.png"))


def lesson_of(window: MainWindow) -> LessonState:
    """The lesson that is open."""
    lesson = window.bridge.state.lesson
    assert lesson is not None
    return lesson


def wrong_action(state: State, lesson: LessonState) -> act.Answer | act.Pick | None:
    """The wrong answer to the first open gate that has most said to it, where such are known."""
    gates = player.open_gates(lesson.lesson, lesson.player)
    match gates[0] if gates else None:
        case Predict(wrong=[_, *_] as wrong) as gate:
            name = gate_id(lesson.page.live, gate) or ""
            value = max(wrong, key=lambda each: len(str(each.reply))).value
            return act.Answer(name, repr(numbers_of(state.document, gate.example).of(value)))
        case Choose() as gate:
            name, numbers = gate_id(lesson.page.live, gate) or "", numbers_of(state.document, 1)
            options = [n for n, option in enumerate(gate.options) if not answers.is_right(option, numbers)]
            longest = max(options, key=lambda n: len(str(gate.options[n].reply)))
            return act.Pick(name, (longest,), check=True)
    return None


def take(app: QApplication, window: MainWindow, look: Look, out: Path, only: str) -> int:
    """All pictures of one look; how many."""
    window.themes.set_mode(look.mode)  # type: ignore[arg-type]
    window.themes.set_scale(look.scale)
    window.lessons.progress = LessonProgress()
    count = 0
    for number, id in enumerate(shipped_pack().ids, 1):
        if only not in id:
            continue
        window.lessons.open_lesson(id)
        for page in range(0, len(lesson_of(window).lesson.pages), look.every):
            window.bridge.do(act.GoToPage(page))
            name = f"{look.name}-{number:02}-{page + 1:02}"
            shoot(app, window, look, name, out)
            count += 1
            if wrong := wrong_action(window.bridge.state, lesson_of(window)):
                window.bridge.do(wrong)
                shoot(app, window, look, f"{name}-wrong", out)
                count += 1
            done = False
            while actions := right_actions(window.bridge.state):
                for action in actions:
                    window.bridge.do(action)
                done = True
            if done:
                shoot(app, window, look, f"{name}-done", out)
                count += 1
    return count


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="", help="only lessons with this in their id")
    parser.add_argument("--looks", default="light", help="light, dark, small, double")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    window = open_window(app)
    window.show()
    settle(app)
    for name in options.looks.split(","):
        print(f"{name}: {take(app, window, LOOKS[name], options.out, options.only)} pictures")
    window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
