"""Pictures of the window in every state, as PNG: what a designer is shown.

    python scripts/shoot.py OUT [--only PART]

Offscreen unless QT_QPA_PLATFORM says otherwise; under `xvfb-run` with QT_QPA_PLATFORM=xcb it is the real
thing.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["BPTUTOR_HOME"] = tempfile.mkdtemp(prefix="bptutor-shoot-")

from PySide6.QtWidgets import QApplication  # noqa: E402  # the platform is chosen first

from bptutor.app import open_window  # noqa: E402
from bptutor.engine.optimisers import PLAIN, Optimiser  # noqa: E402
from bptutor.engine.ready_made import READY_MADE, ready_made  # noqa: E402
from bptutor.study import actions  # noqa: E402
from bptutor.study.run_actions import SetOptimiser  # noqa: E402
from bptutor.study.state import Room  # noqa: E402
from bptutor.trace.keys import parse  # noqa: E402
from bptutor.trace.steps import Level  # noqa: E402
from bptutor.ui.window import MainWindow  # noqa: E402

TYPESET_SECONDS = 1.0
SMALL = 0  # of quality, which for PNG is the time that is taken to make it small
SIZES = ((1280, 800), (1024, 640), (1600, 1000))


@dataclass(frozen=True)
class Shot:
    """One picture: a network, a place on its timeline, and how the window looks."""

    name: str
    network: str = "two-hidden-layers"
    size: tuple[int, int] = SIZES[0]
    mode: str = "light"
    scale: float = 1.0
    level: Level = Level.VALUE
    target: str = ""
    select: str = ""
    iteration: int = 0
    fraction: float = 0.0
    optimiser: str = ""


def shots() -> Iterator[Shot]:
    """Every state that is looked at."""
    for mode in ("light", "dark"):
        yield Shot(f"source-{mode}", mode=mode, target="dC/da[2][1]", select="theta[2][1,1]", iteration=0)
        for level in Level:
            for fraction in (0.1, 0.26, 0.5, 0.9):
                yield Shot(
                    f"source-{level.word}-{int(100 * fraction)}-{mode}",
                    mode=mode,
                    level=level,
                    fraction=fraction,
                )
        yield Shot(
            f"paths-{mode}", "classifier-2-3-2", mode=mode, target="dC/da[1][2]", select="theta[2][1,2]"
        )
        yield Shot(f"dead-{mode}", "dead-relu", mode=mode, target="dC/dz[1][1]", select="theta[1][1,1]")
        yield Shot(
            f"wide-{mode}",
            "digits-64-32-10",
            (1024, 640),
            mode,
            level=Level.TERM,
            target="dC/dz[2][3]*dz[2][3]/da[1][3]",
            select="theta[2][3,3]",
        )
        yield Shot(
            f"trained-{mode}", "xor", mode=mode, target="dC/dz[2][1]", select="theta[2][1,1]", iteration=13
        )
    for entry in READY_MADE:
        for fraction in (0.05, 0.5, 0.95):
            yield Shot(f"{entry.name}-{int(100 * fraction)}", entry.name, fraction=fraction)
    for size in SIZES[1:]:
        for scale in (1.0, 2.0):
            yield Shot(f"source-{size[0]}-{int(100 * scale)}", size=size, scale=scale, target="dC/da[2][1]")
            yield Shot(
                f"paths-{size[0]}-{int(100 * scale)}",
                "classifier-2-3-2",
                size,
                scale=scale,
                target="dC/da[1][2]",
            )
            for entry in READY_MADE:
                name = f"{entry.name}-{size[0]}-{int(100 * scale)}"
                yield Shot(name, entry.name, size, scale=scale, fraction=0.5)
    for level, target in ((Level.VALUE, "m+(theta[2][1,1])"), (Level.TERM, "ratio(theta[2][1,1])")):
        of_adam = partial(Shot, level=level, target=target, iteration=2, optimiser="adam")
        yield of_adam(f"adam-{level.word}-light")
        yield of_adam(f"adam-{level.word}-dark", mode="dark")
        yield of_adam(f"adam-{level.word}-1024", size=SIZES[1])
        yield of_adam(f"adam-{level.word}-200", scale=2.0)
    yield Shot("source-narrow-dark", size=(1024, 640), mode="dark", target="dC/dtheta[2][1,1]")
    yield Shot("source-80", scale=0.8, target="dC/dz[3][1]")


def set_up(window: MainWindow, shot: Shot) -> None:
    """Bring a window into a shot's state."""
    themes, bridge = window.themes, window.bridge
    themes.set_mode(shot.mode)
    themes.set_scale(shot.scale)
    window.resize(*shot.size)
    entry = ready_made(shot.network)
    bridge.do(actions.OpenDocument(entry.read(), entry.path))
    bridge.do(actions.SetRoom(Room.EXPLORE))
    bridge.do(actions.SelectParameter(parse(shot.select) if shot.select else None))
    bridge.do(SetOptimiser(Optimiser(shot.optimiser or PLAIN.rule)))
    if shot.iteration:
        bridge.do(actions.GoToIteration(shot.iteration))
    bridge.do(actions.SetLevel(shot.level))
    if shot.target:
        bridge.do(actions.GoToKey(parse(shot.target)))
    else:
        bridge.do(actions.GoTo(int(shot.fraction * bridge.state.total)))


def settle(app: QApplication) -> None:
    """Let everything be laid out and painted, formulas too, which are typeset a moment later."""
    end = time.monotonic() + TYPESET_SECONDS
    while time.monotonic() < end:
        app.processEvents()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="", help="only pictures whose name contains this")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    window = open_window(app)
    window.show()
    for shot in shots():
        if options.only in shot.name:
            set_up(window, shot)
            settle(app)
            window.grab().save(str(options.out / f"{shot.name}.png"), "PNG", SMALL)
            print(shot.name, flush=True)
    window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
