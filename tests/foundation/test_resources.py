"""The program finds its own files in a wheel and in a checkout, and nobody else's."""

from pathlib import Path

import pytest

from bptutor.foundation.errors import TutorError
from bptutor.foundation.resources import resource, resources_folder

ROOT = Path(__file__).resolve().parents[2]


def test_that_a_checkout_reads_its_own_files_and_no_installed_copy() -> None:
    assert resource("licences", "LICENCE.txt") == ROOT / "resources" / "licences" / "LICENCE.txt"


def test_that_a_wheel_reads_the_files_inside_the_package_even_if_others_lie_beside_it(tmp_path: Path) -> None:
    package = tmp_path / "bptutor"
    (package / "resources").mkdir(parents=True)
    (tmp_path / "resources").mkdir()
    (tmp_path / "pyproject.toml").touch()
    assert resources_folder(package) == package / "resources"


def test_that_a_stranger_called_resources_is_not_taken_for_ours(tmp_path: Path) -> None:
    package = tmp_path / "bptutor"
    package.mkdir()
    (tmp_path / "resources").mkdir()
    with pytest.raises(TutorError, match="missing"):
        resources_folder(package)
