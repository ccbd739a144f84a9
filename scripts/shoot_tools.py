"""Pictures of the tools beside the window: gradient check, why is mine different, runs, two networks.

    python scripts/shoot_tools.py OUT [--only PART]

Offscreen unless QT_QPA_PLATFORM says otherwise.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["BPTUTOR_HOME"] = tempfile.mkdtemp(prefix="bptutor-shoot-")

from PySide6.QtTest import QTest  # noqa: E402  # the platform is chosen first
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from bptutor.app import open_window  # noqa: E402
from bptutor.engine.optimisers import Optimiser  # noqa: E402
from bptutor.engine.ready_made import ready_made  # noqa: E402
from bptutor.study import actions, pair_actions, run_actions  # noqa: E402
from bptutor.study.edit_actions import EditValue  # noqa: E402
from bptutor.study.pair_state import Convention  # noqa: E402
from bptutor.study.state import Room  # noqa: E402
from bptutor.trace.keys import parse  # noqa: E402
from bptutor.ui.window import MainWindow  # noqa: E402

LOOKS = (
    ("light", "light", 1.0, (1280, 800)),
    ("dark", "dark", 1.0, (1280, 800)),
    ("small", "light", 1.0, (1024, 640)),
    ("200", "light", 2.0, (1024, 640)),
)
CHECKS = (
    ("usual", "two-hidden-layers", "theta[2][1,1]", 1e-5),
    ("rounding", "xor", "theta[1][1,1]", 1e-9),
    ("large", "two-hidden-layers", "theta[2][1,1]", 0.1),
    ("kink", "digits-64-32-10", "theta[1][3,20]", 0.1),
    ("dead", "dead-relu", "theta[1][1,1]", 1e-5),
)
ANSWERS = (
    ("right", "-0.1226"),
    ("convention", "-0.1226 / 2"),
    ("slip", "0.1226"),
    ("off", "0.7"),
    ("unread", "2 x1 +"),
)


def set_up(window: MainWindow, network: str, selected: str) -> None:
    """A network in Explore with a parameter selected."""
    entry = ready_made(network)
    window.bridge.do(actions.OpenDocument(entry.read(), entry.path))
    window.bridge.do(actions.SetRoom(Room.EXPLORE))
    window.bridge.do(actions.SelectParameter(parse(selected)))


def settle(app: QApplication, count: int = 40) -> None:
    """Let everything be laid out, painted, and checked."""
    for _ in range(count):
        app.processEvents()


def checks(window: MainWindow, app: QApplication) -> Iterator[tuple[str, QWidget]]:
    for name, network, selected, h in CHECKS:
        set_up(window, network, selected)
        window.bench.open_check()
        desk = window.bench.check
        assert desk is not None and desk.window is not None
        desk.set_step(h)
        while desk.working:
            settle(app)
        yield f"check-{name}", desk.window
        desk.window.reject()


def answers(window: MainWindow, app: QApplication) -> Iterator[tuple[str, QWidget]]:
    set_up(window, "two-hidden-layers", "theta[3][1,1]")
    for name, text in ANSWERS:
        window.bench.open_difference()
        desk = window.bench.difference
        assert desk is not None
        desk.panel.box.line.selectAll()
        QTest.keyClicks(desk.panel.box.line, text)
        desk.panel.compare.click()
        yield f"difference-{name}", desk.window
        desk.window.reject()


def runs(window: MainWindow, app: QApplication) -> Iterator[tuple[str, QWidget]]:
    set_up(window, "xor", "theta[1][1,1]")
    for rule, count in (("gradient_descent", 40), ("momentum", 60), ("rmsprop", 30), ("adam", 25)):
        window.bridge.do(actions.StartAgain())
        window.bridge.do(run_actions.SetOptimiser(Optimiser(rule)))
        window.bridge.do(actions.GoToIteration(count))
    window.bridge.do(run_actions.RenameRun(0, "plain"))
    window.bridge.do(run_actions.ShowRun(2, False))
    window.bench.open_runs()
    assert window.bench.runs is not None
    yield "runs", window.bench.runs.window
    yield "runs-curve", window
    window.bench.runs.window.reject()


def pairs(window: MainWindow, app: QApplication) -> Iterator[tuple[str, QWidget]]:
    set_up(window, "two-hidden-layers", "theta[2][1,1]")
    window.bridge.do(EditValue(parse("theta[2][1,1]"), 0.9))
    window.bench.open_pair()
    desk = window.bench.pair
    assert desk is not None
    half = pair_actions.UnderConvention(Convention("cost", "half_squared_error"))
    other = pair_actions.OfDocument(ready_made("mazur").read())
    for name, rival in (("edit", pair_actions.BeforeEdit()), ("half", half), ("other", other)):
        if name == "other":
            set_up(window, "xor", "theta[2][1,1]")
        window.bridge.do(pair_actions.CompareWith(rival))
        for iteration in range(window.bridge.state.iteration, 7):
            window.bridge.do(actions.GoToIteration(iteration))
        window.bridge.do(actions.GoToKey(parse("dC/dz[2][1]")))
        yield f"pair-{name}", desk.window
        yield f"pair-{name}-drawn", window
    desk.window.reject()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="", help="only pictures whose name contains this")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    window = open_window(app)
    window.show()
    for look, mode, scale, size in LOOKS:
        window.themes.set_mode("dark" if mode == "dark" else "light")
        window.themes.set_scale(scale)
        window.resize(*size)
        for pictures in (checks, answers, runs, pairs):
            for name, shown in pictures(window, app):
                settle(app)
                if options.only in f"{name}-{look}":
                    shown.grab().save(str(options.out / f"{name}-{look}.png"))
                    print(f"{name}-{look}", flush=True)
    window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
