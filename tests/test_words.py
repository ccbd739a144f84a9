"""How words are written on the screen, in the lessons, the help and the README."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROSE = [
    ROOT / "README.md",
    *sorted((ROOT / "resources" / "lessons").rglob("*.md")),
    *sorted((ROOT / "resources" / "help").rglob("*.md")),
]
STRAIGHT = re.compile(r"[^\W\d_]'[^\W\d_]")
CODE_AND_MATHS = re.compile(r"^```.*?^```|`[^`]*`|\$[^$]*\$", re.DOTALL | re.MULTILINE)


def strings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The strings of a module with their lines; docstrings, which nobody but a programmer reads, are none."""
    documented = ast.Module | ast.ClassDef | ast.FunctionDef
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


def test_that_an_apostrophe_that_is_shown_is_curly() -> None:
    for path in sorted((ROOT / "bptutor").rglob("*.py")):
        for line, text in strings(ast.parse(path.read_text(encoding="utf-8"))):
            assert not STRAIGHT.search(text), f"{path}:{line}"


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.name)
def test_that_apostrophes_in_prose_are_curly(path: Path) -> None:
    words = CODE_AND_MATHS.sub("", path.read_text(encoding="utf-8"))
    assert STRAIGHT.findall(words) == []
