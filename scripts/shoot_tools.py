"""Pictures of the tools beside the window, of the panels for editing, and of every dialog.

    python scripts/shoot_tools.py OUT [--only PART]

Offscreen unless QT_QPA_PLATFORM says otherwise.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["BPTUTOR_HOME"] = tempfile.mkdtemp(prefix="bptutor-shoot-")

import numpy as np  # noqa: E402  # the platform is chosen first
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QDialog, QWidget  # noqa: E402

from bptutor.app import open_window  # noqa: E402
from bptutor.engine.optimisers import Optimiser  # noqa: E402
from bptutor.engine.ready_made import ready_made  # noqa: E402
from bptutor.study import actions, pair_actions, run_actions  # noqa: E402
from bptutor.study.edit_actions import EditValue  # noqa: E402
from bptutor.study.pair_state import Convention  # noqa: E402
from bptutor.study.state import Room  # noqa: E402
from bptutor.trace.keys import parse  # noqa: E402
from bptutor.ui.commands import COMMANDS  # noqa: E402
from bptutor.ui.convention_chips import ConventionChips  # noqa: E402
from bptutor.ui.panels.conventions import ConventionCard  # noqa: E402
from bptutor.ui.panels.structure import StructureWindow  # noqa: E402
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


Dialog = TypeVar("Dialog", bound=QDialog)
TABLE = "x1;x2;y\n0,5;1;0\n1,25;0;1\n3;-2,75;1\n"
WIDE = "\n".join(",".join(f"{(n * k) % 17 / 16:.4f}" for k in range(785)) for n in range(1, 200))
TABLES = (("guessed", TABLE), ("wrong", "x1,x2,y\n0,1,1\n1,abc,0\n"), ("wide", WIDE))


def editing(window: MainWindow, app: QApplication) -> Iterator[tuple[str, QWidget]]:
    """The panels with which a network and its examples are changed, in the window."""
    set_up(window, "xor", "theta[2][1,1]")
    window.bridge.do(actions.GoToKey(parse("dC/dz[2][1]")))
    window.bridge.do(EditValue(parse("theta[1][1,1]"), -1.5))
    yield "stale", window
    do(window, "data")
    yield "data", window
    window.editing.data.show_problem("“abc” is neither a number nor an expression")
    yield "data-problem", window
    window.bridge.do(actions.GoToIteration(6))
    do(window, "surface")
    yield "surface", window
    do(window, "data")
    chips = window.findChildren(ConventionChips)[0]
    chips.open_card()
    card = window.findChildren(ConventionCard)[0]
    yield "conventions", card
    card.hide()
    for name, network in (("small", "xor"), ("wide", "digits-64-32-10")):
        set_up(window, network, "theta[1][1,1]")
        window.editing.network.open()
        structure = dialog(StructureWindow)
        yield f"structure-{name}", structure
        structure.close()


def dialogs(window: MainWindow, app: QApplication) -> Iterator[tuple[str, QWidget]]:
    """Every dialog."""
    set_up(window, "xor", "theta[2][1,1]")
    for name in ("new", "generate", "settings", "find-action", "keys", "about", "run", "hand-in"):
        do(window, name)
        yield f"dialog-{name}", (shown := dialog(QDialog))
        shown.close()
    for name, text in TABLES:
        window.editing.examples.files.take_text(text)
        yield f"import-{name}", (shown := dialog(QDialog))
        shown.close()
    for name, arrays in weights():
        with tempfile.TemporaryDirectory() as folder:
            np.savez(path := Path(folder, f"{name}.npz"), **arrays)
            window.editing.weights.open_path(str(path))
        yield f"weights-{name}", (shown := dialog(QDialog))
        shown.close()


def do(window: MainWindow, name: str) -> None:
    """A command of the table."""
    window.commands.do(next(entry for entry in COMMANDS if entry.id == name))


def weights() -> Iterator[tuple[str, dict[str, np.ndarray]]]:
    """Arrays of a network that fits, of a deep one, and of none."""
    for name, widths in (("fits", (2, 2, 1)), ("deep", (4, 8, 8, 8, 3)), ("no-network", (3,))):
        made = {}
        for number, (given, taken) in enumerate(pairwise(widths), 1):
            made[f"net.{number}.weight"] = np.ones((taken, given))
            made[f"net.{number}.bias"] = np.ones(taken)
        yield name, made or {"embedding": np.ones((3, 4, 5)), "scale": np.ones(7)}


def dialog(kind: type[Dialog]) -> Dialog:
    """The one that is open."""
    return next(
        shown for shown in QApplication.topLevelWidgets() if isinstance(shown, kind) and shown.isVisible()
    )


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
        for pictures in (checks, answers, runs, pairs, editing, dialogs):
            for name, shown in pictures(window, app):
                settle(app)
                if options.only in f"{name}-{look}":
                    shown.grab().save(str(options.out / f"{name}-{look}.png"))
                    print(f"{name}-{look}", flush=True)
    window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
