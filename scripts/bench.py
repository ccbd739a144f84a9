"""Speed and memory as ratios and frame budgets, measured in one run on one machine.

    python scripts/bench.py [PART …]

Parts: train, timeline, frames, start. Each line gives the figure, and what it is to stay under.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("BPTUTOR_HOME", tempfile.mkdtemp(prefix="bptutor-bench-"))


def say(what: str, figure: float, limit: float, unit: str = "") -> None:
    """One line of the report."""
    mark = "ok  " if figure <= limit else "OVER"
    print(f"{mark} {what:<62} {figure:9.3f} {unit:<3} (at most {limit:g})", flush=True)


def ratio(ours: Callable[[], object], other: Callable[[], object], times: int = 7) -> float:
    """The median of ours/other over pairs run one after the other."""
    pairs = []
    for _ in range(times):
        pairs.append(seconds(ours) / seconds(other))
    return median(pairs)


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bench_train() -> None:
    """Training against the shortest NumPy loop that records the same costs."""
    from bptutor.engine.descent import train
    from bptutor.engine.ready_made import ready_made
    from scripts.bench_loops import digits_loop, xor_loop

    xor, digits = ready_made("xor").read(), ready_made("digits-64-32-10").read()
    steps = 3000
    figure = ratio(lambda: train(xor, steps), lambda: xor_loop(xor, steps))
    say("train: XOR, full batch, against a minimal NumPy loop", figure, 1.2, "x")
    steps = 300
    figure = ratio(lambda: train(digits, steps), lambda: digits_loop(digits, steps))
    say("train: 64-32-10, batches of 64, against a minimal NumPy loop", figure, 1.0, "x")


def bench_timeline() -> None:
    """One step of 784-128-10 with 1,000 examples, anywhere on its timeline."""
    import numpy as np

    from bptutor.trace.steps import Level
    from bptutor.trace.timeline import timeline_of
    from tests.trace.test_timeline import large_document

    timeline = timeline_of(large_document(1000))
    rng = np.random.default_rng(2)
    for level in Level:
        total = timeline.size(level)
        timeline.step(level, total - 1)
        times = []
        for index in rng.integers(0, total, 400):
            start = time.perf_counter()
            step = timeline.step(level, int(index))
            list(step.terms[:8])
            times.append(1e3 * (time.perf_counter() - start))
        say(f"timeline: one of {total:,} {level.word} steps of 784-128-10", median(times), 1.0, "ms")


def bench_frames() -> None:
    """From the key to the painted frame, in the whole window."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from bptutor.app import open_window
    from bptutor.engine.ready_made import ready_made
    from bptutor.study import actions

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    window = open_window(app)
    window.show()
    for name, limit in (("two-hidden-layers", 8.0), ("digits-64-32-10", 16.0)):
        entry = ready_made(name)
        window.bridge.do(actions.OpenDocument(entry.read(), entry.path))
        half = window.bridge.state.total // 2 if name != "two-hidden-layers" else 0
        window.bridge.do(actions.GoTo(half))
        for _ in range(30):
            app.processEvents()
        times = []
        for key in [Qt.Key.Key_Right] * 24 + [Qt.Key.Key_Left] * 24:
            start = time.perf_counter()
            QTest.keyClick(window, key)
            app.processEvents()
            times.append(1e3 * (time.perf_counter() - start))
        say(f"frames: key to painted frame, {name}", median(times), limit, "ms")
    window.close()


BASELINE = """
import time; start = time.perf_counter()
import numpy, PySide6, sys
from PySide6.QtWidgets import QApplication
import pyqtgraph
app = QApplication(sys.argv[:1])
plot = pyqtgraph.PlotWidget(); plot.resize(1280, 800); plot.show()
plot.repaint(); app.processEvents()
import resource
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
OURS = """
import time; start = time.perf_counter()
import sys
from PySide6.QtWidgets import QApplication
from bptutor.app import open_window
app = QApplication(sys.argv[:1])
window = open_window(app); window.show()
window.repaint(); app.processEvents()
import resource
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
import os; os._exit(0)
"""


def bench_start() -> None:
    """Start to first painted window, and memory, against an empty plot; both as whole processes."""
    times, sizes = [], []
    run_script(OURS)
    for _ in range(7):
        (ours, ours_size), (base, base_size) = run_script(OURS), run_script(BASELINE)
        times.append(ours / base)
        sizes.append(ours_size / base_size)
    say("start: to the first painted window, against an empty plot", median(times), 1.2, "x")
    say("start: memory, against an empty plot", median(sizes), 1.5, "x")


def run_script(text: str) -> tuple[float, float]:
    done = subprocess.run([sys.executable, "-c", text], cwd=ROOT, capture_output=True, text=True, check=True)
    first, second = done.stdout.split()[-2:]
    return float(first), float(second)


PARTS = {"train": bench_train, "timeline": bench_timeline, "frames": bench_frames, "start": bench_start}


def main() -> int:
    wanted = sys.argv[1:] or list(PARTS)
    for name in wanted:
        if name not in PARTS:
            print(f"there is no part “{name}”: choose from {', '.join(PARTS)}", file=sys.stderr)
            return 2
        PARTS[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
