"""Where the files that ship with the tutor are: lessons, networks, fonts, icons, typeset formulas."""

from __future__ import annotations

from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def resource(*parts: str) -> Path:
    """A shipped file or folder, as `resource("fonts", "Inter-Regular.otf")`; it need not exist."""
    return resources_folder().joinpath(*parts)


@cache
def resources_folder() -> Path:
    """The folder of shipped files.

    A wheel carries it inside the package. A checkout has it beside the package, and its own wins there: an
    editable install may have left a stale copy inside."""
    beside = PACKAGE.parent / "resources"
    inside = PACKAGE / "resources"
    in_checkout = (PACKAGE.parent / "pyproject.toml").is_file()
    return beside if in_checkout and beside.is_dir() else inside
