"""What the README says is what the program does."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bptutor.engine.document_file import decode, encode
from bptutor.engine.ready_made import ready_made
from bptutor.ui.commands import COMMANDS, keys_text

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


def commands() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> dict[str, subprocess.CompletedProcess[str]]:
    """What each command has done, in a folder with the resources in it: one after the other, as they stand in
    the README, because some read what an earlier one has written."""
    folder = tmp_path_factory.mktemp("readme")
    for part in ("networks", "lessons"):
        shutil.copytree(ROOT / "resources" / part, folder / "resources" / part)
    return {line: run(line, folder) for line in commands()}


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    program, *words = shlex.split(line)
    assert program == "bptutor"
    return subprocess.run(
        [sys.executable, "-m", "bptutor", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
        env=os.environ | {"BPTUTOR_HOME": str(folder / "home")},
    )


@pytest.mark.parametrize("line", commands())
def test_that_every_command_runs(line: str, done: dict[str, subprocess.CompletedProcess[str]]) -> None:
    assert done[line].returncode == 0 and not done[line].stderr, done[line].stderr
    assert done[line].stdout or " lint " in line


def test_that_the_two_commands_exist() -> None:
    assert "python3 scripts/run.py\npython3 scripts/test.py" in TEXT
    assert (ROOT / "scripts" / "run.py").exists() and (ROOT / "scripts" / "test.py").exists()


def test_that_the_keys_are_those_of_the_table_of_commands() -> None:
    rows = [f"| {keys_text(entry)} | {entry.text.rstrip('…')} |" for entry in COMMANDS if entry.keys]
    listed = TEXT.split("<!-- end of keys -->")[0].split("| --- | --- |\n")[-1].strip().splitlines()
    assert listed == rows


def test_that_the_file_in_the_readme_is_the_sources_network() -> None:
    (text,) = re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)
    assert encode(decode(text, "README.md"), "x") == encode(ready_made().read(), "x")


def test_that_the_pictures_are_there() -> None:
    for name in re.findall(r"!\[.*?\]\((.*?)\)", TEXT):
        assert (ROOT / name).is_file(), name
