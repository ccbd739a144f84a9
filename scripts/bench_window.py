"""The window: frames, runs of iterations, and the start."""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from scripts.bench_figures import Times, say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from bptutor.ui.window import MainWindow

ROOT = Path(__file__).resolve().parent.parent
NETWORKS = (("two-hidden-layers", 8.0), ("digits-64-32-10", 16.0))
WEIGHT = "theta[2][1,1]"  # which all networks of the bench have
DRAGS = 12  # through six numbers each, every one of which is new


def shown_window() -> tuple[QApplication, MainWindow]:
    """The window at its usual size in the Explore room, with all its panels made."""
    from PySide6.QtWidgets import QApplication

    from bptutor.app import open_window
    from bptutor.study.actions import SetRoom
    from bptutor.study.state import Room

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    window = open_window(app)
    window.resize(1280, 800)
    window.show()
    window.bridge.do(SetRoom(Room.EXPLORE))
    rest(app)
    return app, window


def rest(app: QApplication, seconds: float = 1.0) -> None:
    """Let everything settle that comes after a picture."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        app.processEvents()
        time.sleep(0.002)


def put_away(window: MainWindow) -> None:
    """Take a window down, so that the next part does not pay for it."""
    from PySide6.QtCore import QCoreApplication, QEvent

    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def open_at_a_step(window: MainWindow, name: str) -> None:
    """Open a ready-made network at a step of its backward pass, with a weight selected."""
    from bptutor.engine.ready_made import ready_made
    from bptutor.study import actions
    from bptutor.trace.keys import parse

    entry = ready_made(name)
    window.bridge.do(actions.OpenDocument(entry.read(), entry.path))
    window.bridge.do(actions.SelectParameter(parse(WEIGHT)))
    window.bridge.do(actions.GoToKey(parse(f"dC/d{WEIGHT}")))


def undo(app: QApplication, window: MainWindow) -> None:
    """Press the keys of undo, and paint."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    app.processEvents()


def bench_frames() -> None:
    """From the key to the painted frame, in the whole window."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from bptutor.engine.ready_made import ready_made
    from bptutor.study import actions

    app, window = shown_window()

    def press(key: Qt.Key) -> None:
        QTest.keyClick(window, key)
        app.processEvents()

    for name, limit in NETWORKS:
        entry = ready_made(name)
        window.bridge.do(actions.OpenDocument(entry.read(), entry.path))
        half = window.bridge.state.total // 2 if name != NETWORKS[0][0] else 0
        window.bridge.do(actions.GoTo(half))
        rest(app)
        for what in ("first visits and back", "seen before"):
            times = Times()
            for key in [Qt.Key.Key_Right] * 24 + [Qt.Key.Key_Left] * 24:
                times.take(lambda key=key: press(key))
            times.say(f"frames: key to painted frame, {name}, {what}", limit)
            rest(app)
    put_away(window)


def bench_edits() -> None:
    """A weight dragged with everything live, and each of those edits undone: from the event to the painted
    frame."""
    from PySide6.QtCore import QEvent, QPointF, Qt
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    from bptutor.trace.keys import parse
    from bptutor.ui.canvas.widget import NetworkCanvas

    app, window = shown_window()
    canvas = window.findChildren(NetworkCanvas)[0]

    def send(kind: QEvent.Type, at: QPointF) -> None:
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        held = none if kind is QEvent.Type.MouseButtonRelease else left
        moves = kind is QEvent.Type.MouseMove
        where = QPointF(canvas.mapToGlobal(at.toPoint()))
        event = QMouseEvent(kind, at, where, none if moves else left, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(canvas, event)
        app.processEvents()

    for name, limit in (("two-hidden-layers", 16.0), ("digits-64-32-10", 33.0)):
        open_at_a_step(window, name)
        rest(app)
        place = canvas.finder.place_of(parse(WEIGHT))
        assert place is not None
        drags, undos = Times(), Times()
        for _ in range(DRAGS):
            at = place.center()
            send(QEvent.Type.MouseButtonPress, at)
            for move in range(4, 10):  # those before are too short to be a drag
                drags.take(lambda at=at, move=move: send(QEvent.Type.MouseMove, at + QPointF(3 * move, 0)))
            send(QEvent.Type.MouseButtonRelease, at + QPointF(27, 0))
            assert window.bridge.state.history.past
        for _ in range(DRAGS):
            undos.take(lambda: undo(app, window))
        assert not window.bridge.state.history.past
        drags.say(f"edits: a frame of a dragged weight, {name}", limit)
        undos.say(f"edits: undo, {name}", 16.0)
        rest(app)
    put_away(window)


def bench_run() -> None:
    """A run of iterations: how long the window keeps a person waiting, and its pace beside a bare loop."""
    from bptutor.engine.descent import Descent
    from bptutor.engine.ready_made import ready_made
    from bptutor.study import actions

    app, window = shown_window()
    for name, count in (("xor", 2000), ("digits-64-32-10", 200)):
        entry = ready_made(name)
        window.bridge.do(actions.OpenDocument(entry.read(), entry.path))
        rest(app)
        document, frames = entry.read(), Times()
        shares = []
        for _ in range(9):  # one right after the other: the machine's pace does not stay the same for long
            descent, start = Descent(document, 0), time.process_time()
            for _ in range(count):
                descent.advance(1)
            bare = time.process_time() - start
            done = window.bridge.state.run.length
            start = time.process_time()
            window.commands.run(count)
            while window.bridge.state.run.length < done + count:
                frames.take(app.processEvents)
            shares.append(bare / (time.process_time() - start))
        ordered = sorted(frames.clock)
        say(f"run: frames of a run, {name}", median(ordered), 16, "ms", median(frames.processor))
        say(f"run: nine frames in ten, {name}", ordered[int(0.9 * len(ordered))], 16, "ms")
        say(f"run: the bare loop's time over the run's, {name}", -median(shares), -0.7, "x")
    put_away(window)


BASELINE = """
import time; start = time.perf_counter(); used = time.process_time()
import numpy, PySide6, sys
from PySide6.QtWidgets import QApplication
import pyqtgraph
app = QApplication(sys.argv[:1])
plot = pyqtgraph.PlotWidget(); plot.resize(1280, 800); plot.show()
plot.repaint(); app.processEvents()
"""
OURS = """
import time; start = time.perf_counter(); used = time.process_time()
from bptutor.app import open_window
from PySide6.QtWidgets import QApplication
import sys
app = QApplication(sys.argv[:1])
window = open_window(app); window.show()
window.repaint(); app.processEvents()
"""
MEASURED = """
import os
print(time.perf_counter() - start, time.process_time() - used)
"""
SETTLED = """
end = time.perf_counter() + 1.5
while time.perf_counter() < end:
    app.processEvents(); time.sleep(0.01)
# Not ru_maxrss: a child begins with the peak of the process that started it.
status = open("/proc/self/status").read()
print(int(status.split("VmHWM:")[1].split()[0]), flush=True)
"""
LEAVE = """
from bptutor.study.actions import SetRoom
from bptutor.study.state import Room
window.bridge.do(SetRoom(Room.EXPLORE)); window.close()
"""


def bench_start() -> None:
    """Start to first painted window against an empty plot, as whole processes; and memory, with everything
    made that is made after the first picture. What pip compiles at installation is compiled here too."""
    compileall.compile_dir(ROOT / "bptutor", quiet=1)
    used = tempfile.mkdtemp(prefix="bptutor-bench-")
    run_script(OURS + MEASURED + SETTLED + LEAVE, used)
    for what in ("in the Explore room", "ever, with lesson 1"):
        clock, processor, sizes = [], [], []
        for _ in range(7):
            home = used if "Explore" in what else tempfile.mkdtemp(prefix="bptutor-bench-")
            ours = run_script(OURS + MEASURED + SETTLED, home)
            base = run_script(BASELINE + MEASURED + SETTLED, home)
            for found, place in ((clock, 0), (processor, 1), (sizes, 2)):
                found.append(ours[place] / base[place])
        say(f"start {what}: to the first painted window", median(clock), 1.2, "x", median(processor))
        say(f"start {what}: memory", median(sizes), 1.5, "x")


def run_script(text: str, home: str) -> list[float]:
    """What a process of its own prints: seconds by the clock and of the processor, and kilobytes."""
    done = subprocess.run(
        [sys.executable, "-c", text + "\nos._exit(0)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "BPTUTOR_HOME": home},
    )
    return [float(word) for word in done.stdout.split()]
