"""The wheel carries everything: installed elsewhere, into an environment of its own, the program runs."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import bptutor

ROOT = Path(__file__).resolve().parent.parent
needs_program = pytest.mark.skipif(not (ROOT / "bptutor" / "__main__.py").exists(), reason="no program yet")
needs_window = pytest.mark.skipif(not (ROOT / "bptutor" / "app.py").exists(), reason="no window yet")
pytestmark = pytest.mark.slow

# Starts the program as a person does, but looks at the window instead of waiting for someone to close it.
LOOK = """
import json, sys
from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtWidgets import QApplication

def look(*_):
    QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 500)
    windows = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    print(json.dumps([[w.windowTitle(), w.width(), w.height(), w.grab().isNull()] for w in windows]))
    for window in windows:
        window.close()
    return 0

QApplication.exec = QCoreApplication.exec = look
from bptutor.__main__ import main
sys.exit(main())
"""


def run(command: list[str | Path], cwd: Path, **more: str) -> str:
    """Runs a command that knows nothing of the checkout, and gives what it prints; it must succeed."""
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run(command, cwd=cwd, env=kept | more, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", folder]
    run([sys.executable, "-m", "pip", "wheel", *options, ROOT], folder)
    return next(folder.glob("bptutor-*.whl"))


@pytest.fixture(scope="module")
def venv(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel and what it says that it needs, and nothing else."""
    folder = tmp_path_factory.mktemp("else where") / "venv"
    run([sys.executable, "-m", "venv", folder], folder.parent)
    python = folder / "bin" / "python"
    run(
        [python, "-m", "pip", "install", "-q", "-c", ROOT / "scripts" / "constraints.txt", wheel],
        folder.parent,
    )
    return folder


@pytest.fixture(scope="module")
def network(venv: Path) -> Path:
    """The smallest network that came with the wheel."""
    found = venv.glob("lib/python3*/site-packages/bptutor/resources/networks/*.bpnet")
    return min(found, key=lambda file: (file.stat().st_size, file.name))


def test_that_the_wheel_carries_every_resource_and_the_licence(wheel: Path) -> None:
    tracked = run(["git", "ls-files", "-z", "resources"], ROOT).split("\0")
    names = zipfile.ZipFile(wheel).namelist()
    assert {f"bptutor/{name}" for name in tracked if name and (ROOT / name).exists()} <= set(names)
    assert any(name.endswith("dist-info/licenses/resources/licences/LICENCE.txt") for name in names)
    assert not any(name.startswith(("tests/", "scripts/")) for name in names)


def test_that_everything_installed_with_the_wheel_is_named_with_its_licence(venv: Path) -> None:
    others = (
        (ROOT / "resources" / "licences" / "OTHERS.md").read_text(encoding="utf-8").lower().replace("_", "-")
    )
    listed = json.loads(run([venv / "bin" / "python", "-m", "pip", "list", "--format", "json"], venv.parent))
    names = {package["name"].lower().replace("_", "-") for package in listed}
    assert "numpy" in names
    assert {name for name in names - {"bptutor", "pip", "setuptools"} if f"| {name} |" not in others} == set()


@needs_program
def test_that_the_installed_program_traces_a_network_that_came_with_it(venv: Path, network: Path) -> None:
    traced = json.loads(run([venv / "bin" / "bptutor", "trace", network, "--json"], venv.parent))
    assert traced["format"] == "bptutor-trace"


@needs_program
def test_that_the_installed_package_runs_as_a_module(venv: Path) -> None:
    said = run([venv / "bin" / "python", "-m", "bptutor", "--version"], venv.parent)
    assert bptutor.__version__ in said


@needs_window
def test_that_the_installed_program_opens_its_window(venv: Path, network: Path, tmp_path: Path) -> None:
    look = [venv / "bin" / "python", "-W", "error", "-c", LOOK, network]
    said = run(look, venv.parent, QT_QPA_PLATFORM="offscreen", BPTUTOR_HOME=str(tmp_path / "home"))
    (window,) = json.loads(said.splitlines()[-1])
    title, width, height, blank = window
    assert title and width >= 1024 and height >= 640 and not blank
