"""The checks that scripts/test.py runs, one section each, and the summary at the end."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import closing
import display
import environment
import qt_libraries

# A file of tests stays on one core: its fixtures and its windows belong together. Where a process crashes the
# run ends: xdist's fresh one may be given nothing to do, and everything stands still.
BOTH_CORES = ["-n", "2", "--dist", "loadfile", "--max-worker-restart", "0"]
NOTHING_COLLECTED = 5  # pytest's exit code
STATIC = {
    "ruff check": ["ruff", "check"],
    "ruff format": ["ruff", "format", "--check"],
    "mypy": ["mypy"],
    "import contracts": ["lint-imports", "--no-logo"],
}


@dataclass(frozen=True)
class Result:
    """How one section went; `closing` is the line that pytest ended with."""

    name: str
    passed: bool
    seconds: float
    closing: str = ""


def run_all(root: Path, venv: Path, options: list[str], fast: bool) -> int:
    """Runs the checks (with options: only pytest, with these); 0 if all passed, otherwise 1."""
    qt_libraries.provide(venv, "offscreen")
    results = [] if options else [_static(root, venv, name) for name in STATIC]
    results += _tests(root, venv, options, fast)
    _summarize(results)
    return 0 if all(result.passed for result in results) else 1


def _static(root: Path, venv: Path, name: str) -> Result:
    """One check that runs no code of ours."""
    _header(name)
    command, *rest = STATIC[name]
    begun = time.monotonic()
    code = subprocess.run([environment.command_in(venv, command), *rest], cwd=root, check=False).returncode
    return Result(name, code == 0, time.monotonic() - begun)


def _tests(root: Path, venv: Path, options: list[str], fast: bool) -> list[Result]:
    """pytest without a screen, and under Xvfb for the tests that need one."""
    if any(option.startswith("-m") for option in options):  # the caller chooses by markers
        return [_pytest(root, venv, "pytest", options, _offscreen())]
    if fast:
        return [_pytest(root, venv, "pytest", ["-m", "not display and not slow", *options], _offscreen())]
    if not _some_need_display(root):
        return [_pytest(root, venv, "pytest", options, _offscreen())]
    reason = display.why_not(venv, may_install=not options)
    if reason is not None:
        skipping = _offscreen() | {"BPTUTOR_NO_DISPLAY": reason}
        return [_pytest(root, venv, "pytest", options, skipping)]
    with display.virtual() as screen:
        shown = _pytest(root, venv, "pytest on a display", ["-m", "display", *options], os.environ | screen)
    return [shown, _pytest(root, venv, "pytest", ["-m", "not display", *BOTH_CORES, *options], _offscreen())]


def _some_need_display(root: Path) -> bool:
    return any("mark.display" in file.read_text(encoding="utf-8") for file in root.glob("tests/**/test_*.py"))


def _offscreen() -> dict[str, str]:
    """The caller's environment, but with no screen to draw on."""
    kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return kept | {"QT_QPA_PLATFORM": "offscreen"}


def _pytest(root: Path, venv: Path, name: str, options: list[str], env: Mapping[str, str]) -> Result:
    """One run of pytest, shown as it goes."""
    _header(name)
    colour = ["--color=yes"] if sys.stdout.isatty() else []
    begun = time.monotonic()
    process = subprocess.Popen(
        [environment.command_in(venv, "pytest"), *colour, *options],
        cwd=root,
        env=env,
        stdout=subprocess.PIPE,
    )
    with process:
        try:
            last = _show(process.stdout)
        except BaseException:  # this process is being stopped: the other must not go on alone
            process.terminate()
            raise
    passed = process.returncode in ((0, NOTHING_COLLECTED) if name != "pytest" else (0,))
    return Result(name, passed, time.monotonic() - begun, closing.line_of(last))


def _show(output: IO[bytes] | None) -> str:
    """Passes on what a process prints, as it comes; gives the end of it."""
    assert output is not None
    last = b""
    while chunk := os.read(output.fileno(), 65536):
        sys.stdout.buffer.write(chunk)
        sys.stdout.flush()
        last = (last + chunk)[-8000:]
    return last.decode(errors="replace")


def _header(name: str) -> None:
    print(f"\n---- {name} ".ljust(80, "-"), flush=True)


def _summarize(results: list[Result]) -> None:
    """A table of the sections, and last of all pytest's closing line (over both runs, if there were two)."""
    _header("summary")
    for result in results:
        print(f"{result.name:<22}{'ok' if result.passed else 'FAILED':<8}{result.seconds:6.1f} s")
    lines = [result.closing for result in results if result.closing]
    if lines:
        print(closing.total(lines), flush=True)
