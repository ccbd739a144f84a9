"""`scripts/run.py` makes, keeps and mends the environment of a project (a tiny one, without a network)."""

import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.clock import slowness
from tests.scripts.tiny_project import TinyProject

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="looks into a .venv as POSIX lays it out"),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> TinyProject:
    """A tiny project in a folder with spaces, set up once."""
    tiny = TinyProject(tmp_path_factory.mktemp("with spaces") / "my own θ copy")
    first = tiny.run()
    assert first.returncode == 0, first.stderr
    assert "Making .venv" in first.stderr and "Ready." in first.stderr
    return tiny


def runs(project: TinyProject) -> str:
    """Starts the project, sees that it runs, and gives what the set-up said."""
    done = project.run("trace", "a b.bpnet", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == ["trace", "a b.bpnet", "--json"]
    return done.stderr


def seconds(command: list[str], project: TinyProject) -> float:
    """What a run costs the processor, the least of five; see tests/clock.py."""
    least = float("inf")
    for _ in range(5):
        before = os.times()
        subprocess.run(command, env=project.environ(), check=True, capture_output=True)
        after = os.times()
        used = after.children_user - before.children_user + after.children_system - before.children_system
        least = min(least, used)
    return least / slowness()


def test_that_a_second_start_says_nothing_and_costs_less_than_a_fifth_of_a_second(
    project: TinyProject,
) -> None:
    assert runs(project) == ""
    program = [str(project.venv / "bin" / "bptutor")]
    assert seconds(project.command, project) - seconds(program, project) < 0.2


def test_that_a_half_made_environment_is_made_anew(project: TinyProject) -> None:
    (project.venv / "bptutor-stamp.json").unlink()
    shutil.rmtree(project.site_packages() / "pip")
    assert "not finished" in runs(project)
    assert runs(project) == ""


def test_that_a_package_which_vanished_is_put_back(project: TinyProject) -> None:
    (project.venv / "bin" / "bptutor").unlink()
    shutil.rmtree(project.site_packages() / "bptutor-1.dist-info")
    runs(project)
    assert runs(project) == ""


def test_that_a_package_whose_files_vanished_is_put_back(project: TinyProject) -> None:
    # pip believes what the package's own notes say, and would do nothing.
    notes = project.site_packages() / "gone-1.dist-info"
    notes.mkdir()
    (notes / "METADATA").write_text("Metadata-Version: 2.1\nName: gone\nVersion: 1\n")
    (notes / "RECORD").write_text("gone/__init__.py,,\ngone-1.dist-info/METADATA,,\n")
    assert "anew" in runs(project)
    assert not notes.exists()
    assert runs(project) == ""


def test_that_an_environment_whose_python_is_gone_is_made_anew(project: TinyProject) -> None:
    (project.venv / "bin" / "python").unlink()
    (project.venv / "bin" / "python").symlink_to("/nowhere/python3")
    runs(project)
    assert runs(project) == ""


def test_that_new_requirements_refresh_it_in_place(project: TinyProject) -> None:
    (project.venv / "kept").touch()
    (project.root / "scripts" / "constraints.txt").write_text("# others\n")
    assert "Refreshing" in runs(project)
    assert (project.venv / "kept").exists()


def test_that_a_moved_checkout_runs_from_its_new_place(project: TinyProject) -> None:
    moved = project.root.rename(project.root.with_name("moved"))
    project.root, project.venv = moved, moved / ".venv"
    runs(project)
    assert runs(project) == ""


def test_that_a_killed_install_is_taken_up_again(project: TinyProject) -> None:
    shutil.rmtree(project.venv)
    (project.root / "building").unlink(missing_ok=True)
    with project.start(TINY_SLEEP="60") as killed:
        while not (project.root / "building").exists():
            assert killed.poll() is None
            time.sleep(0.02)
        os.killpg(killed.pid, signal.SIGKILL)
    assert "not finished" in runs(project)
    assert runs(project) == ""


def test_that_of_two_starts_at_once_one_waits_and_both_run(project: TinyProject) -> None:
    shutil.rmtree(project.venv)
    project.venv.write_text("a file where a folder belongs")
    first, second = project.start(TINY_SLEEP="1"), project.start(TINY_SLEEP="1")
    said = [first.communicate()[1], second.communicate()[1]]
    assert (first.returncode, second.returncode) == (0, 0)
    assert sum("Waiting" in words for words in said) == 1
    assert sum("Making" in words for words in said) == 1


def test_that_a_failed_install_says_why_and_the_next_start_ignores_settings_that_lead_pip_elsewhere(
    project: TinyProject, tmp_path: Path
) -> None:
    shutil.rmtree(project.venv)
    failed = project.run(TINY_FAIL="1")
    assert failed.returncode == 1
    assert "told to fail" in failed.stderr and "connection" in failed.stderr
    assert "Traceback" not in failed.stderr
    astray = {"PYTHONPATH": str(tmp_path), "PIP_TARGET": str(tmp_path / "elsewhere"), "PIP_USER": "1"}
    mended = project.run(**astray)
    assert mended.returncode == 0, mended.stderr
    assert not (tmp_path / "elsewhere").exists()
