"""A real X display for the tests that need one, where the machine has none to show."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import qt_libraries
import system_packages
from said import SetupError, tell

# Commands that tests use, and the Debian packages that hold them.
COMMANDS = {"Xvfb": "xvfb", "xdotool": "xdotool", "pdftotext": "poppler-utils"}
SCREEN = "1600x1000x24"


def absent_commands() -> list[str]:
    """Those of the commands above that this machine lacks."""
    return [name for name in COMMANDS if shutil.which(name) is None]


def why_not(venv: Path, may_install: bool) -> str | None:
    """Why tests that need a display cannot run here; None once everything for them is there."""
    absent = absent_commands()
    packages = [COMMANDS[name] for name in absent]
    if absent and may_install and system_packages.install(packages, "tests need them"):
        absent = absent_commands()
    if {"Xvfb", "xdotool"}.intersection(absent):
        return f"no {' and '.join(absent)} here; {system_packages.command(packages)}"
    try:
        qt_libraries.provide(venv, "xcb")
    except SetupError as error:
        return str(error).replace("\n", " ")
    return None


@contextmanager
def virtual() -> Iterator[dict[str, str]]:
    """Runs Xvfb for the block, on a number that is free; gives the environment of a program inside it."""
    reading, writing = os.pipe()
    with tempfile.TemporaryFile() as words:
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset"],
            pass_fds=[writing],
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=words,
        )
        os.close(writing)
        try:
            with os.fdopen(reading) as numbers:
                number = numbers.readline().strip()
            if not number:
                words.seek(0)
                raise SetupError("Xvfb did not start: " + words.read().decode(errors="replace").strip())
            tell(f"Xvfb shows display :{number}")
            yield {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        finally:
            server.terminate()
            server.wait()
