"""Where the files lie that come with the program: lessons, networks, icons, fonts, languages, licences.

In a wheel they are inside the package, in a checkout beside it. An editable install also leaves a copy in
site-packages/bptutor/resources, which nobody refreshes; importlib.resources may come upon it, since it looks
on the import path. So the way starts from this file, and takes the folder beside the package only if the
package lies in a checkout: whatever else is called "resources" in site-packages is not ours.
"""

from __future__ import annotations

from pathlib import Path

from bptutor.foundation.errors import TutorError

PACKAGE = Path(__file__).resolve().parent.parent


def resource(*parts: str) -> Path:
    """The path of a file or folder that came with the program, as in resource("fonts", "Inter.otf").

    It need not exist. Raises TutorError if the program came without its resources."""
    return resources_folder(PACKAGE).joinpath(*parts)


def resources_folder(package: Path) -> Path:
    """The resources of an installed package or of a checkout's package: inside first, then beside."""
    inside = package / "resources"
    if inside.is_dir():
        return inside
    beside = package.parent / "resources"
    if beside.is_dir() and (package.parent / "pyproject.toml").is_file():
        return beside
    raise TutorError(f"{inside}: the program’s own files are missing; install it again")
