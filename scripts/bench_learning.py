"""Lessons and exercises: opening and turning pages, making and marking questions."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from scripts.bench_figures import Times, say
from scripts.bench_window import put_away, rest, shown_window

ROOT = Path(__file__).resolve().parent.parent
FORMULAS = 40
FRONT = """+++
format = 1
title = "Forty formulas"
network = "two-hidden-layers"
+++
"""


def bench_exercises() -> None:
    """A question made, and an answer to it marked: every kind and difficulty."""
    from bptutor.exercise.making import make, recipe
    from bptutor.exercise.model import ExerciseKind
    from bptutor.exercise.sitting import Sitting, answer

    now = datetime.now(UTC)
    made: dict[str, Times] = {}
    marked: dict[str, Times] = {}
    for kind in ExerciseKind:
        for seed in range(12):
            wanted = recipe(seed, kind, None, 1 + seed % 3)
            found: list[Sitting] = []
            made.setdefault(kind.value, Times()).take(lambda w=wanted, f=found: f.append(Sitting(make(w))))
            times = marked.setdefault(kind.value, Times())
            times.take(lambda s=found[0]: answer(s, "0.4321", now))
    for what, kinds, limit in (("made", made, 20.0), ("marked", marked, 5.0)):
        name, times = max(kinds.items(), key=lambda pair: median(pair[1].clock))
        times.say(f"exercises: one {what}, of the slowest kind ({name})", limit)


def forty_formulas(folder: Path, new: bool = False) -> Path:
    """A lesson of three pages, each with forty formulas of the tutor's own lessons; with `new` in a form that
    is in none of them, so that each has to be typeset."""
    from bptutor.lesson.packs import shipped_pack
    from bptutor.lesson.rendering import page_spans
    from bptutor.lesson.spans import Maths

    found: list[str] = []
    pack = shipped_pack()
    for name in pack.ids:
        for page in pack.lesson(name).pages:
            for span, _alone in page_spans(page):
                if isinstance(span, Maths) and "{{" not in span.source and span.source not in found:
                    found.append(span.source)
    random.Random(2).shuffle(found)
    text = FRONT
    for number in range(3):
        text += f"\n## Page {number + 1}\n\n"
        for tex in found[number * FORMULAS : (number + 1) * FORMULAS]:
            text += f"The next formula is ${tex + (f' + q_{{{number}}}' if new else '')}$.\n\n"
    path = folder / "forty.md"
    path.write_text(text, encoding="utf-8")
    return path


def bench_lessons() -> None:
    """A page with forty formulas, in a process that has seen none of them and again; and pages turned."""
    for what, new in (("", False), (" that were never typeset", True)):
        cold = [_opened_cold(new) for _ in range(3)]
        say(
            f"lessons: a page with forty formulas{what} opened cold",
            median(clock for clock, _ in cold),
            300,
            "ms",
            median(used for _, used in cold),
        )
    app, window = shown_window()
    from bptutor.study import lesson_actions as act

    window.lessons.open_file(str(forty_formulas(Path(tempfile.mkdtemp()))))
    for page in (0, 1, 2):
        window.bridge.do(act.GoToPage(page))
        rest(app)
    opened, turned = Times(), Times()

    def go(page: int) -> None:
        window.bridge.do(act.GoToPage(page))
        app.processEvents()

    for page in (0, 1, 2) * 4:
        opened.take(lambda page=page: go(page))
        rest(app, 0.1)
    opened.say("lessons: a page with forty formulas opened warm", 60)
    window.lessons.open_lesson("forward-propagation-is-composition")
    pages = len(window.bridge.state.lesson.lesson.pages)  # type: ignore[union-attr]  # it was just opened
    for _ in range(2):
        for page in range(pages):
            go(page)
            rest(app, 0.3)
    for page in range(pages):
        turned.take(lambda page=page: go(page))
        rest(app, 0.2)
    turned.say("lessons: a page turned, warm", 16)
    put_away(window)


def _opened_cold(new: bool) -> tuple[float, float]:
    """Milliseconds of the clock and of the processor, in a process of its own."""
    code = f"from scripts.bench_learning import open_cold; open_cold({new})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    clock, used = (float(word) for word in done.stdout.split())
    return clock, used


def open_cold(new: bool) -> None:
    """Open the page in a window that has shown no lesson, and print the milliseconds."""
    app, window = shown_window()
    rest(app, 2.0)
    path = forty_formulas(Path(tempfile.mkdtemp()), new)
    times = Times()

    def work() -> None:
        window.lessons.open_file(str(path))
        app.processEvents()

    times.take(work)
    print(times.clock[0], times.processor[0])
    put_away(window)
