"""Speed and memory as ratios and frame budgets, measured in one run on one machine.

    python scripts/bench.py [PART …]

Parts: train, timeline, exercises, lessons, frames, edits, undo, run, start. Each line gives the figure, and
what it is to stay under. Times in ms are medians by the clock; where other work keeps the processor busy, the
time that it gave to us follows in brackets.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("BPTUTOR_HOME", tempfile.mkdtemp(prefix="bptutor-bench-"))


from scripts.bench_figures import ratio, say  # noqa: E402
from scripts.bench_learning import bench_exercises, bench_lessons  # noqa: E402
from scripts.bench_undo import bench_undo  # noqa: E402
from scripts.bench_window import bench_edits, bench_frames, bench_run, bench_start  # noqa: E402


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


PARTS = {
    "train": bench_train,
    "timeline": bench_timeline,
    "exercises": bench_exercises,
    "lessons": bench_lessons,
    "frames": bench_frames,
    "edits": bench_edits,
    "undo": bench_undo,
    "run": bench_run,
    "start": bench_start,
}


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
