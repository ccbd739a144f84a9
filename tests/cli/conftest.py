"""Commands are run in this process, with what they print and the exit code."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bptutor.cli import main
from bptutor.engine.ready_made import ready_made

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """run("check", path) -> (exit code, stdout, stderr)."""

    def command(*words: object) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


@pytest.fixture
def networks() -> Callable[[str], Path]:
    """The path of a ready-made network by its name."""
    return lambda name: ready_made(name).path
