"""A project so small that its .venv is made in seconds and without a network: it builds itself."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"

PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "bptutor"
version = "1"

[project.optional-dependencies]
dev = []
"""

BACKEND = '''
"""The smallest build backend: one editable wheel with one command."""
import os, pathlib, time, zipfile

META = "Metadata-Version: 2.1\\nName: bptutor\\nVersion: 1\\nProvides-Extra: dev\\n"
WHEEL = "Wheel-Version: 1.0\\nGenerator: tiny\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"
COMMANDS = "[console_scripts]\\nbptutor = program:main\\n"

def build_wheel(folder, settings=None, metadata=None):
    pathlib.Path("building").touch()
    time.sleep(float(os.environ.get("TINY_SLEEP", "0")))
    if os.environ.get("TINY_FAIL"):
        raise SystemExit("the backend was told to fail")
    name = "bptutor-1-py3-none-any.whl"
    files = {"bptutor.pth": os.getcwd(), "bptutor-1.dist-info/METADATA": META,
             "bptutor-1.dist-info/WHEEL": WHEEL, "bptutor-1.dist-info/entry_points.txt": COMMANDS}
    files["bptutor-1.dist-info/RECORD"] = "".join(f"{path},,\\n" for path in files)
    with zipfile.ZipFile(os.path.join(folder, name), "w") as wheel:
        for path, text in files.items():
            wheel.writestr(path, text)
    return name

build_editable = build_wheel
'''

PROGRAM = """
import json, sys

def main():
    print(json.dumps(sys.argv[1:]))
"""


class TinyProject:
    """A checkout of the tiny project, with our own run.py and what it stands on."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.venv = root / ".venv"
        root.mkdir(parents=True)
        (root / "scripts").mkdir()
        for file in SCRIPTS.glob("*.py"):
            shutil.copy(file, root / "scripts")
        (root / "scripts" / "constraints.txt").write_text("# none\n")
        (root / "pyproject.toml").write_text(PYPROJECT)
        (root / "backend.py").write_text(BACKEND)
        (root / "program.py").write_text(PROGRAM)

    @property
    def command(self) -> list[str]:
        """run.py, started by this Python."""
        return [sys.executable, str(self.root / "scripts" / "run.py")]

    def environ(self, **more: str) -> dict[str, str]:
        """No network, no display, and whatever the test adds."""
        kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
        return kept | {"PIP_NO_INDEX": "1", "QT_QPA_PLATFORM": ""} | more

    def run(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Runs run.py from another folder, to its end."""
        return subprocess.run(
            [*self.command, *arguments],
            cwd=self.root.parent,
            env=self.environ(**more),
            capture_output=True,
            text=True,
            check=False,
        )

    def start(self, **more: str) -> "subprocess.Popen[str]":
        """Starts run.py in a process group of its own and does not wait for it."""
        return subprocess.Popen(
            self.command,
            env=self.environ(**more),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def site_packages(self) -> Path:
        """Where the .venv keeps its packages."""
        return next(self.venv.glob("lib/python3*/site-packages"))
