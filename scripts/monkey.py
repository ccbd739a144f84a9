"""Presses keys, clicks and gives commands at random in the real window, from a seed, until something breaks.

It also edits, changes the optimiser, takes up parameters of runs, compares, and opens files that are none.

    python scripts/monkey.py [--seed N] [--presses N]

Broken is an exception, a message of Qt, or a state that its views cannot show.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["BPTUTOR_HOME"] = tempfile.mkdtemp(prefix="bptutor-monkey-")

from PySide6.QtCore import QMessageLogContext, QPoint, Qt, QTimer, QtMsgType, qInstallMessageHandler  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from bptutor.app import open_window  # noqa: E402
from bptutor.engine.optimisers import RULES, Optimiser  # noqa: E402
from bptutor.engine.ready_made import READY_MADE  # noqa: E402
from bptutor.foundation.errors import TutorError  # noqa: E402
from bptutor.study import actions, edit_actions, pair_actions, run_actions  # noqa: E402
from bptutor.study.practise_scene import in_exercise  # noqa: E402
from bptutor.study.state import State  # noqa: E402
from bptutor.study.views.everything import views_of  # noqa: E402
from bptutor.trace.keys import Key as Name  # noqa: E402
from bptutor.trace.keys import Kind  # noqa: E402
from bptutor.ui.commands import COMMANDS  # noqa: E402
from bptutor.ui.window import MainWindow  # noqa: E402

Key = Qt.Key
KEYS = (
    [Key.Key_Right] * 8
    + [Key.Key_Left] * 4
    + [Key.Key_PageDown, Key.Key_PageUp, Key.Key_Home, Key.Key_End, Key.Key_Up, Key.Key_Down, Key.Key_Space]
    + [Key.Key_Tab, Key.Key_Backtab, Key.Key_Return, Key.Key_Escape, Key.Key_1, Key.Key_Minus, Key.Key_A]
)
SIZES = ((1280, 800), (1024, 640), (700, 500), (1600, 1000))
HARMLESS = ("propagateSizeHints", "does not support")
LEFT_OUT = ("quit",)  # the monkey stays in the window
VALUES = (0.0, 1.0, -0.5, 1e300, -1e-300)
messages: list[str] = []


def heard(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    if not any(word in text for word in HARMLESS):
        messages.append(text)


def failed(kind: type[BaseException], error: BaseException, where: object) -> None:
    messages.append(f"{kind.__name__}: {error}")
    sys.__excepthook__(kind, error, where)  # type: ignore[arg-type]


def press(rng: random.Random, window: MainWindow) -> str:
    """One random thing; what it was."""
    if rng.random() < 0.3:
        return rng.choice((give_command, give_command, change, open_nonsense))(rng, window)
    target = QApplication.focusWidget() or window
    what = rng.random()
    if what < 0.6:
        key = rng.choice(KEYS)
        QTest.keyClick(target, key)
        return f"key {key.name} on {type(target).__name__}"
    if what < 0.9:
        place = QPoint(rng.randrange(window.width()), rng.randrange(window.height()))
        widget = window.childAt(place) or window
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.mapFrom(window, place))
        return f"click at {place.x()},{place.y()} on {type(widget).__name__} {widget.accessibleName()}"
    if what < 0.93:
        size = rng.choice(SIZES)
        window.resize(*size)
        return f"size {size}"
    return "wait"


def give_command(rng: random.Random, window: MainWindow) -> str:
    """Any command that can be given now."""
    entry = rng.choice([entry for entry in COMMANDS if entry.id not in LEFT_OUT])
    action = window.parts.menus.actions[entry.id]
    if action.isEnabled():
        action.trigger()
    return f"command {entry.id}"


def change(rng: random.Random, window: MainWindow) -> str:
    """A change of the network in sight, of its runs, or of what it is compared with."""
    state = window.bridge.state
    if in_exercise(state):
        return "no change in an exercise"
    action = rng.choice((_edit, _edit, _edit, _of_runs, _of_pair, _undo))(rng, state)
    try:
        window.bridge.do(action)
    except TutorError as error:
        return f"refused: {error}"
    return f"{action}"[:200]


def _edit(rng: random.Random, state: State) -> actions.Action:
    layer = rng.randint(1, state.network.depth)
    rows, columns = state.network.layers[layer - 1].weights.shape
    neuron, column = rng.randint(1, rows), rng.randint(1, columns)
    key = rng.choice((Name(Kind.THETA, layer, neuron, column), Name(Kind.B, layer, neuron)))
    return edit_actions.EditValue(key, rng.choice((*VALUES, rng.gauss(0, 1))))


def _of_runs(rng: random.Random, state: State) -> actions.Action:
    number = rng.randrange(len(state.earlier_runs) + 1)
    run = (*state.earlier_runs, state.run)[number]
    return rng.choice(
        (
            run_actions.SetOptimiser(Optimiser(rng.choice(tuple(RULES)))),
            run_actions.TakeUp(number, rng.randint(0, run.length)),
            actions.GoToIteration(rng.randint(0, 30)),
            actions.StartAgain(),
        )
    )


def _of_pair(rng: random.Random, state: State) -> actions.Action:
    if state.pair is None:
        return pair_actions.BeginComparing()
    return rng.choice(
        (
            pair_actions.CompareWith(pair_actions.AsItIsNow()),
            pair_actions.SetGoingOn(rng.random() < 0.5),
            pair_actions.Exchange(),
            pair_actions.TakeOver(),
            pair_actions.EndComparing(),
        )
    )


def _undo(rng: random.Random, state: State) -> actions.Action:
    return rng.choice((edit_actions.Undo(), edit_actions.Redo(), edit_actions.RecomputeToHere()))


def open_nonsense(rng: random.Random, window: MainWindow) -> str:
    """A file that is none of ours, by what its name ends with."""
    ending = rng.choice((".bpnet", ".csv", ".npz", ".safetensors", ".zip", ".md", ".pt", ""))
    path = Path(os.environ["BPTUTOR_HOME"]) / f"nonsense{ending}"
    path.write_bytes(rng.randbytes(rng.choice((0, 10, 1000))))
    window.open_file(str(path))
    return f"opened nonsense{ending}"


def close_others(window: QWidget) -> None:
    """Menus and dialogs are shut again, so that the monkey stays in the window."""
    for popup in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
        if popup is not None and popup is not window:
            popup.close()


def main() -> int:
    parser = argparse.ArgumentParser(description="Press keys and click at random.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--presses", type=int, default=1000)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    app = QApplication(sys.argv[:1])
    qInstallMessageHandler(heard)
    window = open_window(app)
    window.show()
    # A menu waits inside the click that opened it, so something else has to shut it.
    shutter = QTimer(app)
    shutter.timeout.connect(lambda: close_others(window))
    shutter.start(30)
    for number in range(options.presses):
        if number % 200 == 0:
            entry = READY_MADE[(number // 200) % len(READY_MADE)]
            window.bridge.do(actions.OpenDocument(entry.read(), entry.path))
        sys.excepthook = failed  # the window takes it for itself whenever it is shown
        what = press(rng, window)
        app.processEvents()
        close_others(window)
        views_of(window.bridge.state)
        if messages:
            print(f"press {number} ({what}): {messages[0]}")
            return 1
    window.commands.files.kept.note_saved()  # or closing would ask
    window.close()
    print(f"{options.presses} presses from seed {options.seed}: nothing broke")
    return 0


if __name__ == "__main__":
    sys.exit(main())
