"""Where the tutor keeps its files, asked from the system without Qt.

`BPTUTOR_HOME` moves all of them into one folder: for tests, and for a stick that is carried about.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import platformdirs

from bptutor.foundation.errors import FileError

NAME = "bptutor"
HOME = "BPTUTOR_HOME"


def data_folder() -> Path:
    """Progress, the network in hand, packs: what must not be lost. Raises FileError."""
    return _place("data", platformdirs.user_data_path)


def settings_folder() -> Path:
    """Settings and the layout of the window. Raises FileError."""
    return _place("settings", platformdirs.user_config_path)


def cache_folder() -> Path:
    """What can be made again, as typeset formulas. Raises FileError."""
    return _place("cache", platformdirs.user_cache_path)


def places_or_passing() -> str:
    """Make sure that there are folders: where they cannot be made, others are used that last as long as the
    system's temporary files do. Then the sentence that says so, else ""."""
    try:
        for place in (settings_folder, data_folder, cache_folder):
            place()
    except FileError as error:
        os.environ[HOME] = tempfile.mkdtemp(prefix=f"{NAME}-")
        return f"{error}. Until then, what you do is kept for this time only."
    return ""


def _place(name: str, system: Callable[..., Path]) -> Path:
    """The folder, made where it is missing."""
    home = os.environ.get(HOME)
    folder = Path(home) / name if home else system(NAME, appauthor=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(folder, f"cannot be made: {error.strerror}; set {HOME} to another folder") from error
    return folder
