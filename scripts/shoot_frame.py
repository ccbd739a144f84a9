"""Pictures of what is seen for a moment or at the edges: menus, dialogs, the drawer, runs, extreme networks.

    python scripts/shoot_frame.py OUT [--only TEXT]

Dialogs and menus are painted over the window at the place where they stand.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import shoot  # first: it chooses the platform
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QMenu, QToolTip, QWidget

from bptutor.app import open_window
from bptutor.engine.document_file import read_document
from bptutor.study import actions
from bptutor.study.state import Room
from bptutor.trace.keys import parse
from bptutor.trace.steps import Level
from bptutor.ui.commands import BY_ID
from bptutor.ui.window import MainWindow

Deed = Callable[[MainWindow], None]
LOOKS = {
    "light": ((1280, 800), "light", 1.0),
    "dark": ((1280, 800), "dark", 1.0),
    "small": ((1024, 640), "light", 1.0),
    "double": ((1024, 640), "dark", 2.0),
}


@dataclass(frozen=True)
class Moment:
    """A state of the window: how it is set up, and what is done then."""

    name: str
    base: shoot.Shot
    deeds: tuple[Deed, ...] = ()


def does(command: str) -> Deed:
    """Carry out a command of the table."""

    def deed(window: MainWindow) -> None:
        window.commands.do(BY_ID[command])

    return deed


def menu(name: str) -> Deed:
    """Open the menu of a chip or button, or one of the menu's own."""

    def deed(window: MainWindow) -> None:
        for found in window.findChildren(QMenu):
            if found.title() == name:
                found.popup(window.mapToGlobal(QPoint(200, 50)))
                return
        found = named(window, name).menu()  # type: ignore[attr-defined]
        found.popup(named(window, name).mapToGlobal(QPoint(0, named(window, name).height())))

    return deed


def opened(document: dict[str, object]) -> Deed:
    """Open a network that is no file of anyone's."""

    def deed(window: MainWindow) -> None:
        path = Path(os.environ["BPTUTOR_HOME"]) / "made.bpnet"
        path.write_text(json.dumps({"format": "bptutor-network", "version": 1, **document}), encoding="utf-8")
        window.bridge.do(actions.OpenDocument(read_document(path), path))
        window.bridge.do(actions.SetRoom(Room.EXPLORE))

    return deed


def at(key: str, level: Level = Level.VALUE, select: str = "") -> Deed:
    """Go to the step of a value."""

    def deed(window: MainWindow) -> None:
        window.bridge.do(actions.SetLevel(level))
        window.bridge.do(actions.GoToKey(parse(key)))
        if select:
            window.bridge.do(actions.SelectParameter(parse(select)))

    return deed


def run(count: int, wait: bool = True) -> Deed:
    """Run iterations, to the end or only begun."""

    def deed(window: MainWindow) -> None:
        window.commands.run(count)
        if wait:
            while window.bridge.state.run.length < count and window.findChild(QWidget):
                QApplication.processEvents()
                if not trainer_runs(window):
                    break
        else:
            for _ in range(60):
                QApplication.processEvents()

    return deed


def trainer_runs(window: MainWindow) -> bool:
    """Whether a run is on, as the panel shows it."""
    return any(w.isVisible() for w in window.findChildren(QWidget) if w.accessibleName() == "Stop the run")


def hover(name: str, x: float, y: float) -> Deed:
    """Point at a place (parts of its size) of a widget, and wait for its tool-tip."""

    def deed(window: MainWindow) -> None:
        widget = named(window, name)
        place = QPoint(round(x * widget.width()), round(y * widget.height()))
        there = widget.mapToGlobal(place)
        button, free = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
        move = QMouseEvent(QEvent.Type.MouseMove, QPointF(place), QPointF(there), button, button, free)
        QApplication.sendEvent(widget, move)
        QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, place, there))

    return deed


def unfolded(layer: int) -> Deed:
    """Open a folded layer."""

    def deed(window: MainWindow) -> None:
        window.bridge.do(actions.Unfold(layer))

    return deed


def named(window: QWidget, name: str) -> QWidget:
    """The widget in sight with an accessible name."""
    return next(w for w in window.findChildren(QWidget) if w.accessibleName() == name and w.isVisible())


def deep(layers: int) -> dict[str, object]:
    """A chain of one neuron a layer."""
    return {
        "name": f"{layers} layers in a row",
        "layers": [{"weights": [[0.9 + l / 20]], "bias": [0.1], "activation": "tanh"} for l in range(layers)],
        "cost": "squared_error",
        "data": {"inputs": [[0.5]], "targets": [[0.25]]},
        "learning_rate": 0.1,
    }


def broad(width: int) -> dict[str, object]:
    """Two wide layers."""
    first = [[((j * 7 + k * 3) % 11 - 5) / 10 for k in range(3)] for j in range(width)]
    second = [[((j * 5 + k * 2) % 13 - 6) / 10 for k in range(width)] for j in range(width)]
    return {
        "name": f"Two layers of {width}",
        "layers": [
            {"weights": first, "bias": [0.1] * width, "activation": "relu"},
            {"weights": second, "bias": [0.0] * width, "activation": "softmax"},
        ],
        "cost": "cross_entropy",
        "data": {"inputs": [[1, 0.5, -1]], "targets": [[1] + [0] * (width - 1)]},
        "learning_rate": 0.1,
    }


DIVERGING: dict[str, object] = {
    "name": "Far too large a learning rate",
    "layers": [
        {"weights": [[1.5], [-2.0]], "bias": [0.1, 0.2], "activation": "linear"},
        {"weights": [[2.0, 3.0]], "bias": [-0.3], "activation": "linear"},
    ],
    "cost": "squared_error",
    "data": {"inputs": [[3.0], [1.0]], "targets": [[1.0], [0.0]]},
    "learning_rate": 5.0,
}


def moments() -> Iterator[Moment]:
    """Everything that is looked at, once for each look."""
    source = shoot.Shot("", target="dC/da[2][1]", select="theta[2][1,1]")
    digits = replace(source, network="digits-64-32-10", target="dC/da[1][3]", select="")
    xor = replace(source, network="xor", target="dC/da[1][1]", select="")
    for name in ("Menu", "Cost", "File", "Edit", "Step", "View", "Conventions"):
        yield Moment(f"menu-{name.lower()}", source, (menu(name),))
    commands = (
        "find-action",
        "settings",
        "keys",
        "about",
        "run",
        "help",
        "hand-in",
        "network",
        "new",
        "conventions",
    )
    for command in commands:
        yield Moment(f"dialog-{command}", source, (does(command),))
    yield Moment("drawer", source, (does("panels"),))
    yield Moment("predict", source, (does("predict"),))
    yield Moment("tooltip-network", source, (hover("Network", 0.48, 0.5),))
    yield Moment("tooltip-button", source, (hover("Next step", 0.5, 0.5),))
    yield Moment("folded", digits)
    yield Moment("unfolded", digits, (unfolded(2),))
    yield Moment("running", digits, (run(20_000, False),))
    yield Moment("run-1000", xor, (run(1000),))
    yield Moment("surface", xor, (does("surface"), run(1500)))
    yield Moment("surface-classes", replace(xor, network="classifier-2-3-2"), (does("surface"),))
    yield Moment("import-weights", xor, (weights,))
    yield Moment("example-3", xor, (at("dC/dz[2][1]"), _next_example, _next_example))
    yield Moment("gathered", xor, (_to_phase("mean"),))
    yield Moment("update", xor, (at("theta+[1][1,2]"),))
    yield Moment("layer-matrices", replace(source, network="classifier-2-3-2"), (_level(Level.LAYER),))
    yield Moment("term", replace(source, network="classifier-2-3-2"), (_level(Level.TERM),))
    yield Moment("deep", source, (opened(deep(10)), at("dC/dtheta[2][1,1]", select="theta[2][1,1]")))
    yield Moment("broad-forward", source, (opened(broad(12)), at("z[2][5]")))
    yield Moment("broad-back", source, (opened(broad(12)), at("dC/da[1][5]", select="theta[2][5,3]")))
    yield Moment("nan", source, (opened(DIVERGING), run(400), _last_iteration, at("dC/dz[1][1]")))
    yield Moment("inf", source, (opened(DIVERGING), run(160), _last_iteration, at("dC/dz[1][1]")))


def weights(window: MainWindow) -> None:
    """A file of another program with arrays to spare, dropped."""
    rng, path = np.random.default_rng(1), Path(os.environ["BPTUTOR_HOME"]) / "model.npz"
    first, second = rng.normal(size=(2, 3)), rng.normal(size=(3, 1))
    arrays = {"dense/kernel:0": first, "dense_1/kernel:0": second, "dense_1/bias:0": np.ones(1)}
    np.savez(path, **arrays, step=np.array(7))  # type: ignore[arg-type]  # NumPy means its own options
    window.open_file(str(path))


def _next_example(window: MainWindow) -> None:
    state = window.bridge.state
    block = state.timeline.layout.block.size(state.cursor.level)
    window.bridge.do(actions.GoTo(state.cursor.index + block))


def _to_phase(kind: str) -> Deed:
    def deed(window: MainWindow) -> None:
        state = window.bridge.state
        for index in range(state.total):
            if state.timeline.step(state.cursor.level, index).kind.value == kind:
                window.bridge.do(actions.GoTo(index + 1))
                return

    return deed


def _level(level: Level) -> Deed:
    def deed(window: MainWindow) -> None:
        window.bridge.do(actions.SetLevel(level))
        window.bridge.do(actions.GoTo(round(0.55 * window.bridge.state.total)))

    return deed


def _last_iteration(window: MainWindow) -> None:
    window.bridge.do(actions.GoToIteration(window.bridge.state.run.length))


def whole(window: MainWindow) -> QPixmap:
    """The window with the dialogs, menus and tips that stand over it."""
    picture = window.grab()
    painter = QPainter(picture)
    for top in QApplication.topLevelWidgets():
        if top is not window and top.isVisible():
            painter.drawPixmap(top.pos() - window.pos(), top.grab())
    painter.end()
    return picture


def clear(window: MainWindow) -> None:
    """Close what stands over the window, end runs, and put back what the deeds changed."""
    QToolTip.hideText()
    if window.bridge.state.predicting is not None:
        does("predict")(window)
    window.bridge.do(actions.PointAt(None))
    does("reset-layout")(window)
    stop = [w for w in window.findChildren(QWidget) if w.accessibleName() == "Stop the run" and w.isVisible()]
    for button in stop:
        button.click()  # type: ignore[attr-defined]
    for top in QApplication.topLevelWidgets():
        if top is not window and top.isVisible():
            top.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="", help="only pictures whose name contains this")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    window = open_window(app)
    window.show()
    for look, (size, mode, scale) in LOOKS.items():
        for moment in moments():
            name = f"{moment.name}-{look}"
            if options.only not in name:
                continue
            shoot.set_up(window, replace(moment.base, size=size, mode=mode, scale=scale))
            shoot.settle(app)
            for deed in moment.deeds:
                deed(window)
            shoot.settle(app)
            whole(window).save(str(options.out / f"{name}.png"))
            print(name, flush=True)
            clear(window)
            shoot.settle(app)
    window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
