"""The stamp tells a finished environment from a half-made one, and notices what has changed."""

from pathlib import Path

import pytest
import stamp

STAMP = stamp.Stamp("inputs", "packages", development=True, qt=["xcb"])


def test_that_a_stamp_comes_back_as_it_was_written(tmp_path: Path) -> None:
    stamp.write(tmp_path, STAMP)
    assert stamp.read(tmp_path) == STAMP
    assert [file.name for file in tmp_path.iterdir()] == [stamp.NAME]


@pytest.mark.parametrize("text", ["", '{"inputs": ', "[]", '{"inputs": "only"}', '{"other": 1}', "\xff"])
def test_that_a_stamp_which_cannot_be_read_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / stamp.NAME).write_text(text, encoding="latin-1")
    assert stamp.read(tmp_path) is None


def test_that_the_inputs_change_with_each_file_and_with_the_place(tmp_path: Path) -> None:
    prints = set()
    for place, requirements, constraints in [
        ("a", "1", "1"),
        ("a", "2", "1"),
        ("a", "1", "2"),
        ("b", "1", "1"),
    ]:
        root = tmp_path / place
        (root / "scripts").mkdir(parents=True, exist_ok=True)
        (root / "pyproject.toml").write_text(requirements)
        (root / "scripts" / "constraints.txt").write_text(constraints)
        prints.add(stamp.fingerprint_of_inputs(root))
    assert len(prints) == 4


def test_that_a_package_more_or_less_is_seen_but_no_bytecode(tmp_path: Path) -> None:
    packages = tmp_path / "lib" / "python3.11" / "site-packages"
    (packages / "numpy").mkdir(parents=True)
    before = stamp.fingerprint_of_packages(tmp_path)
    (packages / "__pycache__").mkdir()
    assert stamp.fingerprint_of_packages(tmp_path) == before
    (packages / "numpy").rename(packages / "~umpy")
    assert stamp.fingerprint_of_packages(tmp_path) != before


def test_that_noting_a_kind_of_qt_keeps_the_rest(tmp_path: Path) -> None:
    stamp.write(tmp_path, STAMP)
    stamp.note_qt(tmp_path, "offscreen")
    assert stamp.read(tmp_path) == stamp.Stamp("inputs", "packages", True, ["xcb", "offscreen"])
