"""What holds for every test: no screen, its own home, nothing left behind."""

import itertools
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.detectors import pytest_collection_finish, pytest_runtest_setup, pytest_runtest_teardown

# Before any Qt application is made, and only where nobody has chosen (scripts/test.py chooses).
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Numbers with a point, whatever the language of the machine; and Qt complains of one without UTF-8.
os.environ["LC_ALL"] = "C.UTF-8"

# The same examples in every run, and none too slow: a busy machine is no fault, nor is last week's example.
settings.register_profile(
    "steady",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")

__all__ = ["own_home", "pytest_collection_finish", "pytest_runtest_setup", "pytest_runtest_teardown"]

NO_DISPLAY = "needs a real display, which scripts/test.py starts"
numbers = itertools.count(1)


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for each test's settings and progress, made when first written to."""
    home = tmp_path_factory.getbasetemp() / f"home-{next(numbers)}"
    monkeypatch.setenv("BPTUTOR_HOME", str(home))
    return home


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skips, with the reason, what cannot be shown here."""
    if os.environ["QT_QPA_PLATFORM"] != "offscreen":
        return
    reason = os.environ.get("BPTUTOR_NO_DISPLAY", NO_DISPLAY)
    for item in items:
        if item.get_closest_marker("display"):
            item.add_marker(pytest.mark.skip(reason=reason))
