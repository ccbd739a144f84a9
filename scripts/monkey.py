"""Presses keys and clicks at random in the real window, from a seed, until something breaks.

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
from bptutor.engine.ready_made import READY_MADE  # noqa: E402
from bptutor.study import actions  # noqa: E402
from bptutor.study.views.everything import views_of  # noqa: E402

Key = Qt.Key
KEYS = (
    [Key.Key_Right] * 8
    + [Key.Key_Left] * 4
    + [Key.Key_PageDown, Key.Key_PageUp, Key.Key_Home, Key.Key_End, Key.Key_Up, Key.Key_Down, Key.Key_Space]
    + [Key.Key_Tab, Key.Key_Backtab, Key.Key_Return, Key.Key_Escape, Key.Key_1, Key.Key_Minus, Key.Key_A]
)
SIZES = ((1280, 800), (1024, 640), (700, 500), (1600, 1000))
HARMLESS = ("propagateSizeHints", "does not support")
messages: list[str] = []


def heard(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    if not any(word in text for word in HARMLESS):
        messages.append(text)


def failed(kind: type[BaseException], error: BaseException, where: object) -> None:
    messages.append(f"{kind.__name__}: {error}")
    sys.__excepthook__(kind, error, where)  # type: ignore[arg-type]


def press(rng: random.Random, window: QWidget) -> str:
    """One random thing; what it was."""
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
    sys.excepthook = failed
    window.show()
    # A menu waits inside the click that opened it, so something else has to shut it.
    shutter = QTimer(app)
    shutter.timeout.connect(lambda: close_others(window))
    shutter.start(30)
    for number in range(options.presses):
        if number % 200 == 0:
            entry = READY_MADE[(number // 200) % len(READY_MADE)]
            window.bridge.do(actions.OpenDocument(entry.read(), entry.path))
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
