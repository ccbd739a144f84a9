"""Where the tutor keeps its files, asked from the system without Qt.

`BPTUTOR_HOME` moves all of them into one folder: for tests, and for a stick that is carried about.
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

NAME = "bptutor"


def data_folder() -> Path:
    """Progress, the network in hand, packs: what must not be lost."""
    return _place("data", platformdirs.user_data_path)


def settings_folder() -> Path:
    """Settings and the layout of the window."""
    return _place("settings", platformdirs.user_config_path)


def cache_folder() -> Path:
    """What can be made again, as typeset formulas."""
    return _place("cache", platformdirs.user_cache_path)


def _place(name: str, ask: object) -> Path:
    home = os.environ.get("BPTUTOR_HOME")
    if home:
        folder = Path(home) / name
    else:
        assert callable(ask)
        folder = Path(ask(NAME, appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
