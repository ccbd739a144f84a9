"""The project's own Python environment, .venv: made, refreshed, mended, left alone when nothing is new."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import deque
from pathlib import Path

import lock
import stamp
import system_packages
from said import SetupError, tell

CONSTRAINTS = "scripts/constraints.txt"
# Exits with 1 if a file that was installed is gone. Distribution.files leaves those out from Python 3.12 on.
IS_WHOLE = """
import csv, sys
from importlib.metadata import distributions
noted = [(package, row[0]) for package in distributions()
         for row in csv.reader((package.read_text("RECORD") or "").splitlines()) if row]
sys.exit(not all(package.locate_file(name).exists() for package, name in noted if not name.endswith(".pyc")))
"""
# Settings of the caller's that would send an installation elsewhere than into .venv.
FOREIGN = ("PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIRE_VIRTUALENV")


def project_root() -> Path:
    """The checkout that this script belongs to."""
    return Path(__file__).resolve().parent.parent


def ready(root: Path, development: bool = False) -> Path:
    """A finished .venv for the project at root; does nothing if it is that already.

    Raises SetupError, with the reason, if it cannot be made."""
    venv = root / ".venv"
    if is_current(root, development):
        return venv
    try:
        with lock.held(root / ".venv.lock"):
            if not is_current(root, development):  # another start may have made it while this one waited
                _refresh(root, venv, development)
    except OSError as error:
        raise SetupError(f"Cannot set up {venv}: {error}") from error
    return venv


def is_current(root: Path, development: bool) -> bool:
    """Whether .venv was finished from what pyproject and the constraints say now, and is still whole."""
    venv = root / ".venv"
    known = stamp.read(venv)
    return (
        known is not None
        and (known.development or not development)
        and known.inputs == stamp.fingerprint_of_inputs(root)
        and os.access(command_in(venv, "python"), os.X_OK)
        and known.packages == stamp.fingerprint_of_packages(venv)
    )


def command_in(venv: Path, name: str) -> Path:
    """Where a command of the .venv lies."""
    return venv / "Scripts" / f"{name}.exe" if os.name == "nt" else venv / "bin" / name


def become(venv: Path, name: str, arguments: list[str]) -> int:
    """Turns this process into a command of the .venv (on Windows: runs it and gives its exit code)."""
    program = str(command_in(venv, name))
    if os.name == "nt":
        return subprocess.call([program, *arguments])
    os.execv(program, [program, *arguments])


def _refresh(root: Path, venv: Path, development: bool) -> None:
    """Brings .venv up to date in place, or makes it anew where it cannot be trusted."""
    known = stamp.read(venv)
    development = development or (known is not None and known.development)
    inputs = stamp.fingerprint_of_inputs(root)
    if known is not None and _same_python(venv):
        same = known.inputs == inputs and known.development != development
        tell("Refreshing .venv: " + ("the tests need tools …" if same else "something in it has changed …"))
        stamp.remove(venv)
        failure = _install(root, venv, development)
        if failure is None and _is_whole(venv):
            return _finish(venv, inputs, development)
        tell("That did not work; making .venv anew …")
    elif os.path.lexists(venv):
        tell("Found a .venv that is not finished or from another Python or place: making it anew …")
    _make(venv)
    failure = _install(root, venv, development)
    if failure is not None:
        raise SetupError(
            f"{failure}\nThe packages could not be installed: the lines above say why. "
            "(The first start needs a connection to the Python package index.)"
        )
    _finish(venv, inputs, development)


def _finish(venv: Path, inputs: str, development: bool) -> None:
    stamp.write(venv, stamp.Stamp(inputs, stamp.fingerprint_of_packages(venv), development))
    tell("Ready.")


def _same_python(venv: Path) -> bool:
    """Whether the .venv runs, with this Python's version, where it was made."""
    question = "import pip, sys; print(sys.version_info[:2], sys.prefix)"
    try:
        said = subprocess.run(
            [command_in(venv, "python"), "-c", question],
            env=_environ(),
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        pip_starts = command_in(venv, "pip").read_bytes()[:1024]
    except (OSError, subprocess.CalledProcessError):
        return False
    return said.strip() == f"{sys.version_info[:2]} {venv}" and os.fsencode(venv) in pip_starts


def _is_whole(venv: Path) -> bool:
    """Whether every file that was installed is there; pip does not miss those of a package that it knows."""
    python = command_in(venv, "python")
    return subprocess.run([python, "-I", "-c", IS_WHOLE], env=_environ(), check=False).returncode == 0


def _make(venv: Path) -> None:
    """An empty .venv, in place of whatever was there."""
    if venv.is_symlink() or venv.is_file():
        venv.unlink()
    elif venv.exists():
        shutil.rmtree(venv)
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python3.{sys.version_info.minor}-venv"
        if not system_packages.install([package], "this Python has no venv"):
            raise SetupError(
                f"This Python cannot make environments. Type: {system_packages.command([package])}"
            )
    tell(f"Making .venv with Python {sys.version.split()[0]} …")
    # Not sys.executable: that may be the very .venv that was just removed.
    python = getattr(sys, "_base_executable", None) or sys.executable
    done = subprocess.run(
        [python, "-m", "venv", str(venv)], env=_environ(), capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise SetupError(f"Could not make {venv}:\n{(done.stdout + done.stderr).strip()}")


def _install(root: Path, venv: Path, development: bool) -> str | None:
    """Installs the project, editable, with exact versions; gives pip's last lines if that fails."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    tools = project["build-system"]["requires"]
    # No build isolation: an isolated build would fetch its tools again, in versions that nobody chose.
    failure = _pip(root, venv, tools) if tools else None
    if failure is None:
        target = str(root) + ("[dev]" if development else "")
        tell("Installing the packages" + (" and the tools for the tests …" if development else " …"))
        failure = _pip(root, venv, ["--no-build-isolation", "--editable", target])
    return failure


def _pip(root: Path, venv: Path, arguments: list[str]) -> str | None:
    """Runs `pip install` under the constraints, naming what it fetches; its last lines if it fails."""
    python = str(command_in(venv, "python"))
    options = ["--no-input", "--disable-pip-version-check", "--progress-bar=off", "--no-warn-script-location"]
    process = subprocess.Popen(
        [python, "-m", "pip", "install", *options, "-c", str(root / CONSTRAINTS), *arguments],
        cwd=root,
        env=_environ(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    last: deque[str] = deque(maxlen=12)
    assert process.stdout is not None
    with process:
        for line in process.stdout:
            last.append(line.rstrip())
            if found := re.match(r"\s*Collecting ([\w.-]+)", line):
                tell(f"  {found[1]}")
    return None if process.returncode == 0 else "\n".join(["pip says:", *last])


def _environ() -> dict[str, str]:
    """The caller's environment without what would lead Python or pip away from .venv."""
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    return kept | {"PIP_USER": "0"}
