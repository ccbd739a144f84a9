"""A Python that is too old or too new gets one sentence, from files that it can read."""

import ast
from pathlib import Path

import pytest
import supported

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 9), (3, 13)])
def test_that_a_supported_python_is_taken(version: tuple[int, ...]) -> None:
    assert supported.complaint(version) is None


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6), (3, 10, 13), (3, 14)])
def test_that_another_python_is_told_which_are_needed(version: tuple[int, ...]) -> None:
    sentence = supported.complaint(version)
    assert sentence is not None and sentence.count("\n") == 0
    assert "needs Python 3.11 to 3.13" in sentence
    assert f"this is Python {version[0]}.{version[1]} " in sentence


@pytest.mark.parametrize("name", ["run.py", "test.py", "supported.py"])
def test_that_an_old_python_can_read_the_file(name: str) -> None:
    ast.parse((SCRIPTS / name).read_text(encoding="ascii"), feature_version=(3, 4))
