"""`scripts/test.py` chooses what to run, tells how each section went, and ends with pytest's closing line."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import checks
import display
import pytest
import qt_libraries

DISPLAY_TEST = "import pytest\npytestmark = pytest.mark.display\n"


class Runs:
    """Stands in for the processes: notes what would run, and answers as told."""

    def __init__(self) -> None:
        self.pytest: list[tuple[str, list[str], Mapping[str, str]]] = []
        self.failing: set[str] = set()

    def static(self, root: Path, venv: Path, name: str) -> checks.Result:
        return checks.Result(name, name not in self.failing, 0.1)

    def tests(
        self, root: Path, venv: Path, name: str, options: list[str], env: Mapping[str, str]
    ) -> checks.Result:
        self.pytest.append((name, options, env))
        return checks.Result(name, name not in self.failing, 1.0, "= 2 passed, 7 deselected in 1.00s =")


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> Runs:
    """No process is started and nothing is installed."""
    noted = Runs()
    monkeypatch.setattr(checks, "_static", noted.static)
    monkeypatch.setattr(checks, "_pytest", noted.tests)
    monkeypatch.setattr(qt_libraries, "provide", lambda venv, kind: None)
    monkeypatch.setattr(display, "why_not", lambda venv, may_install: "no Xvfb here")
    return noted


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A checkout with one test that needs a display."""
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_window.py").write_text(DISPLAY_TEST)
    return tmp_path


def test_that_everything_passed_gives_0_and_ends_with_the_closing_line(
    runs: Runs, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checks.run_all(root, root, [], fast=False) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "= 2 passed, 7 deselected in 1.00s ="
    assert [line.split("  ")[0] for line in lines[-6:-1]] == [*checks.STATIC, "pytest"]


@pytest.mark.parametrize("name", [*checks.STATIC, "pytest"])
def test_that_one_failed_section_gives_1_and_the_others_still_run(
    runs: Runs, root: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    runs.failing = {name}
    assert checks.run_all(root, root, [], fast=False) == 1
    lines = capsys.readouterr().out.splitlines()[-6:-1]
    assert [line.split("  ")[0] for line in lines if "FAILED" in line] == [name]
    assert sum(" ok " in line for line in lines) == 4


def test_that_options_run_pytest_alone_with_these(runs: Runs, root: Path) -> None:
    runs.failing = set(checks.STATIC)
    assert checks.run_all(root, root, ["tests/engine", "-k", "x"], fast=False) == 0
    assert [options for _, options, _ in runs.pytest] == [["tests/engine", "-k", "x"]]


def test_that_fast_leaves_out_what_is_slow_or_needs_a_display(runs: Runs, root: Path) -> None:
    checks.run_all(root, root, [], fast=True)
    assert [options for _, options, _ in runs.pytest] == [["-m", "not display and not slow"]]


def test_that_tests_run_offscreen_even_where_there_is_a_screen(
    runs: Runs, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    checks.run_all(root, root, [], fast=False)
    ((_, _, env),) = runs.pytest
    assert env["QT_QPA_PLATFORM"] == "offscreen" and "DISPLAY" not in env
    assert env["BPTUTOR_NO_DISPLAY"] == "no Xvfb here"


@pytest.mark.display
def test_that_display_tests_run_under_a_display_of_their_own(
    runs: Runs, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(display, "why_not", lambda venv, may_install: None)
    assert checks.run_all(root, root, [], fast=False) == 0
    (_, shown, screen), (_, plain, _) = runs.pytest
    assert shown == ["-m", "display"] and plain == ["-m", "not display", *checks.BOTH_CORES]
    assert screen["QT_QPA_PLATFORM"] == "xcb"
    assert screen["DISPLAY"] != os.environ["DISPLAY"]
    assert capsys.readouterr().out.splitlines()[-1].strip("= ") == "4 passed in 2.00s"


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="no Xvfb here")
def test_that_the_display_ends_with_its_block() -> None:
    with display.virtual() as screen:
        socket = Path("/tmp/.X11-unix") / f"X{screen['DISPLAY'].removeprefix(':')}"
        assert socket.exists()
    assert not socket.exists()


@pytest.mark.slow
def test_that_the_command_by_itself_runs_pytest_and_gives_its_exit_code() -> None:
    root = Path(__file__).resolve().parents[2]
    command = [
        sys.executable,
        str(root / "scripts" / "test.py"),
        "tests/scripts/test_closing.py",
        "-k",
        "died",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1].strip("= ").startswith("1 passed")
