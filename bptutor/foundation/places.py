"""Where the tutor keeps its files, asked from the system without Qt.

`BPTUTOR_HOME` moves all of them into one folder: for tests, and for a stick that is carried about.
"""

from __future__ import annotations

import os
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


def _place(name: str, system: Callable[..., Path]) -> Path:
    """The folder, made where it is missing."""
    home = os.environ.get(HOME)
    folder = Path(home) / name if home else system(NAME, appauthor=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(folder, f"cannot be made: {error.strerror}; set {HOME} to another folder") from error
    return folder
