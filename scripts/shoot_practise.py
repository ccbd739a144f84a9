"""Pictures of every kind of exercise: asked, wrong with its slip, hinted, solved; and of predicting a step.

    python scripts/shoot_practise.py OUT [--only PART]

Offscreen unless QT_QPA_PLATFORM says otherwise. Each kind has a seed of its own that shows it well.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["BPTUTOR_HOME"] = tempfile.mkdtemp(prefix="bptutor-shoot-")

from PySide6.QtWidgets import QApplication  # noqa: E402  # the platform is chosen first

from bptutor.app import open_window  # noqa: E402
from bptutor.exercise.model import (  # noqa: E402
    ChoicePart,
    Exercise,
    ExerciseKind,
    ExpressionPart,
    NumberPart,
    OrderPart,
    PathPart,
)
from bptutor.exercise.slips import wrong_values  # noqa: E402
from bptutor.exercise.written import written  # noqa: E402
from bptutor.foundation.numbers import full  # noqa: E402
from bptutor.study import actions  # noqa: E402
from bptutor.study.practise_actions import GivePrediction, SetPredicting  # noqa: E402
from bptutor.study.state import Room  # noqa: E402
from bptutor.trace.keys import Key, Kind  # noqa: E402
from bptutor.trace.symbols import Namer  # noqa: E402
from bptutor.ui.dialogs.hand_in import HandInWindow  # noqa: E402
from bptutor.ui.panels.practise_question import QuestionPage  # noqa: E402
from bptutor.ui.practise_room import PractiseRoom  # noqa: E402
from bptutor.ui.window import MainWindow  # noqa: E402

STAGES = ("asked", "wrong", "hinted", "solved")
SEEDS = {
    ExerciseKind.NEXT_VALUE: (4821, "back-through-weight"),
    ExerciseKind.NEXT_FACTOR: (7, "back-through-weight"),
    ExerciseKind.BUILD_CHAIN: (4821, "back-through-weight"),
    ExerciseKind.TRACE_PATH: (11, "chain"),
    ExerciseKind.WRITE_IT: (12, "weight"),
    ExerciseKind.FIND_SLIP: (3, "chain"),
    ExerciseKind.WHICH_WAY: (5, "weight"),
    ExerciseKind.WHOLE_GRADIENT: (9, "chain"),
}


@dataclass(frozen=True)
class Look:
    """How the window looks in a picture."""

    name: str
    mode: str = "light"
    size: tuple[int, int] = (1280, 800)
    scale: float = 1.0
    difficulty: int = 1
    stages: tuple[str, ...] = STAGES


LOOKS = (
    Look("light"),
    Look("dark", "dark"),
    Look("small", size=(1024, 640), stages=("wrong",)),
    Look("large", "dark", (1280, 800), 2.0, stages=("wrong",)),
    Look("wide", difficulty=2, stages=("asked", "wrong")),
    Look("softmax", "dark", difficulty=3, stages=("asked", "solved")),
)


def settle(app: QApplication) -> None:
    """Let everything be laid out and painted, formulas too."""
    for _ in range(25):
        app.processEvents()


def right_and_wrong(exercise: Exercise, part: int) -> tuple[str, str]:
    """The right answer to a part, and a wrong one that is a known slip where there is one."""
    asked = exercise.parts[part]
    match asked:
        case NumberPart():
            slips = wrong_values(exercise.task, asked.ask, slips=asked.probes) if asked.probes else []
            wrong = full(slips[0].value) if slips else "17"
            return full(exercise.task.truth(asked.ask)).replace("−", "-"), wrong.replace("−", "-")
        case ExpressionPart():
            text = written(exercise.task, Namer(exercise.document.network), asked.ask)
            return text, text.split(" · ")[0]
        case ChoicePart():
            other = next(n for n in range(len(asked.choices)) if n != asked.right)
            return str(asked.right + 1), str(other + 1)
        case OrderPart():
            order = [n + 1 for n in asked.right]
            return " ".join(map(str, order)), " ".join(map(str, [order[1], order[0], *order[2:]]))
        case PathPart():
            from bptutor.exercise.hints import hint

            path = hint(exercise, part, 3).text.removeprefix("The path is ").rstrip(".").replace(",", "")
            return path, " ".join([*path.split()[:2], *path.split()[3:]])


def give(page: QuestionPage, text: str) -> None:
    """Put an answer into the form as a learner would, and check it."""
    form, view = page.form, page._view
    assert view is not None
    match view.form:
        case "typed":
            form.box.show_text(text)
        case "chosen":
            form.options.choose(int(text) - 1)
        case "cards":
            for number in form.cards.order:
                form.cards.put(number, None)
            for place, number in enumerate(text.split()):
                form.cards.put(int(number) - 1, place)
        case "path":
            form.path.box.show_text(text)
            form.path.box.edited.emit(text)
    page.check.click()


def stages(window: MainWindow, kind: ExerciseKind, look: Look) -> Iterator[str]:
    """Brings the window into each stage of an exercise in turn."""
    room: PractiseRoom = window.exercises
    page = window.practise.question
    seed, skill = SEEDS[kind]
    room.open_recipe(seed, kind, skill, look.difficulty)
    yield "asked"
    state = window.bridge.state.practise
    assert state is not None
    exercise = state.exercise
    give(page, right_and_wrong(exercise, 0)[1])
    yield "wrong"
    page.hint.click()
    page.hint.click()
    yield "hinted"
    for number in range(len(exercise.parts)):
        give(page, right_and_wrong(exercise, number)[0])
        if number < len(exercise.parts) - 1:
            page.go_on.click()
    yield "solved"


def shoot(app: QApplication, window: MainWindow, out: Path, only: str) -> None:
    """All pictures whose name contains `only`."""
    for look in LOOKS:
        window.themes.set_mode(look.mode)
        window.themes.set_scale(look.scale)
        window.resize(*look.size)
        window.bridge.do(actions.SetRoom(Room.PRACTISE))
        window.exercises.leave()
        settle(app)
        save(app, window, out, f"start-{look.name}", only)
        for kind in ExerciseKind:
            if only and not any(only in f"{kind.value}-{look.name}-{stage}" for stage in STAGES):
                continue
            for stage in stages(window, kind, look):
                if stage in look.stages:
                    save(app, window, out, f"{kind.value}-{look.name}-{stage}", only)


def predictions(app: QApplication, window: MainWindow, out: Path, only: str) -> None:
    """Predicting in the source's network: asked, wrong, right."""
    bridge = window.bridge
    bridge.do(actions.SetRoom(Room.EXPLORE))
    for look in (
        Look("light"),
        Look("dark", "dark"),
        Look("small", size=(1024, 640)),
        Look("large", scale=2.0),
    ):
        window.themes.set_mode(look.mode)
        window.themes.set_scale(look.scale)
        window.resize(*look.size)
        bridge.do(SetPredicting(False))
        bridge.do(actions.GoToKey(Key(Kind.DC_DTHETA, 3, 1, 1)))
        bridge.do(SetPredicting(True))
        save(app, window, out, f"predict-{look.name}-ready", only)
        bridge.do(actions.MoveCursor("next"))
        bridge.do(actions.MoveCursor("next"))
        save(app, window, out, f"predict-{look.name}-asked", only)
        bridge.do(GivePrediction("-0.1442*0.85"))
        save(app, window, out, f"predict-{look.name}-wrong", only)
        bridge.do(GivePrediction("-0.1442*1.2"))
        save(app, window, out, f"predict-{look.name}-right", only)
    bridge.do(SetPredicting(False))


def pages(app: QApplication, window: MainWindow, out: Path, only: str) -> None:
    """The history of answers, and what is asked before handing in."""
    window.themes.set_mode("light")
    window.themes.set_scale(1.0)
    window.resize(1280, 800)
    window.exercises.show_history()
    window.practise.history.table.selectRow(1)
    save(app, window, out, "history", only)
    dialog = HandInWindow(window)
    dialog.open()
    settle(app)
    if only in "hand-in":
        dialog.grab().save(str(out / "hand-in.png"))
        print("hand-in", flush=True)
    dialog.close()


def save(app: QApplication, window: MainWindow, out: Path, name: str, only: str) -> None:
    if only in name:
        settle(app)
        window.grab().save(str(out / f"{name}.png"))
        print(name, flush=True)


def main(run: Callable[[QApplication, MainWindow, Path, str], None] = shoot) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="", help="only pictures whose name contains this")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    window = open_window(app)
    window.show()
    run(app, window, options.out, options.only)
    predictions(app, window, options.out, options.only)
    pages(app, window, options.out, options.only)
    window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
