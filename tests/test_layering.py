"""Imports go left only, and nothing left of the window knows Qt. See the contracts in pyproject.toml."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "bptutor"
WITHOUT_QT = ("foundation", "engine", "trace", "lesson", "exercise", "export", "study", "cli")

NO_QT = """
import importlib, pkgutil, sys
names = sys.argv[1:]
for name in names:
    room = importlib.import_module(name)
    names += [module.name for module in pkgutil.iter_modules(getattr(room, "__path__", []), name + ".")]
qt = {name.split(".")[0] for name in sys.modules} & {"PySide6", "shiboken6", "pyqtgraph"}
sys.exit(f"imports {qt}" if qt else 0)
"""


def rooms() -> list[str]:
    """The rooms without Qt that exist."""
    return [name for name in WITHOUT_QT if (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file()]


def contracts(root: Path) -> subprocess.CompletedProcess[str]:
    """Judges the package at root by the contracts of its pyproject.toml."""
    code = "import sys; sys.path.insert(0, ''); from importlinter.cli import lint_imports_command as c; c()"
    command = [sys.executable, "-c", code, "--no-cache", "--no-logo"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def test_that_imports_go_left_only() -> None:
    done = contracts(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("room", rooms())
def test_that_importing_a_room_left_of_the_window_brings_no_qt(room: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", NO_QT, f"bptutor.{room}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture
def other_house(tmp_path: Path) -> Path:
    """A package under the same contracts, in which the tests break them."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for room in ("foundation", "engine", "study", "ui", "ui/plots", "export", "exercise"):
        (tmp_path / "bptutor" / room).mkdir(parents=True, exist_ok=True)
        (tmp_path / "bptutor" / room / "__init__.py").touch()
    (tmp_path / "bptutor" / "__init__.py").touch()
    for module in ("app", "cli"):
        (tmp_path / "bptutor" / f"{module}.py").touch()
    return tmp_path


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("ui/plots/curve.py", "import pyqtgraph\nfrom PySide6.QtWidgets import QWidget"),
        ("app.py", "from PySide6 import QtWidgets\nfrom bptutor import cli, ui"),
        ("study/state.py", "import bptutor.engine\nimport bptutor.exercise"),
    ],
)
def test_that_the_contracts_allow_what_the_house_allows(other_house: Path, where: str, line: str) -> None:
    (other_house / "bptutor" / where).write_text(line)
    done = contracts(other_house)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("engine/passes.py", "import bptutor.study"),
        ("foundation/numbers.py", "def f():\n    import bptutor.engine"),
        ("engine/passes.py", "from PySide6.QtCore import QObject"),
        ("study/store.py", "def f():\n    from PySide6 import QtCore"),
        ("study/store.py", "import shiboken6"),
        ("cli.py", "def export():\n    from bptutor.ui import plots"),
        ("cli.py", "import bptutor.app"),
        ("ui/canvas.py", "import pyqtgraph"),
        ("app.py", "import pyqtgraph"),
        ("games.py", "a_room_that_no_layer_names = True"),
    ],
)
def test_that_the_contracts_catch_what_the_house_forbids(other_house: Path, where: str, line: str) -> None:
    (other_house / "bptutor" / where).write_text(line)
    done = contracts(other_house)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "BROKEN" in done.stdout
