"""What is remembered from one start to the next, in one JSON file that is never half written."""

from __future__ import annotations

from pathlib import Path

import msgspec

from bptutor.foundation.errors import FileError
from bptutor.foundation.files import aside_told, read_text, write_atomically
from bptutor.foundation.places import settings_folder

MOST_RECENT = 10
LARGEST = 1_000_000


class Settings(msgspec.Struct, frozen=True, omit_defaults=True):
    """`window` and `docks` are bytes of Qt as base64; `network` is a path or the name of a ready-made one.
    `optimiser` is a rule with its momentum, decay, β₁ and β₂; None for gradient descent. `compared` is what a
    network was compared with, as `pair_memory` says it."""

    theme: str = "system"
    scale: float = 1.0
    notation: str = "theta"
    network: str = ""
    iteration: int = 0
    optimiser: tuple[str, float, float, float, float] | None = None
    level: str = "value"
    step: int = 0
    speed: float = 1.0
    room: str = "Explore"
    logarithmic: bool = False
    recent: tuple[str, ...] = ()
    window: str = ""
    docks: str = ""
    layout: str = ""
    compared: str = ""

    def with_recent(self, path: Path) -> Settings:
        """The settings with a file at the top of the recent ones."""
        name = str(path.resolve())
        others = tuple(entry for entry in self.recent if entry != name)
        return msgspec.structs.replace(self, recent=(name, *others)[:MOST_RECENT])


def settings_file() -> Path:
    """Where the settings are."""
    return settings_folder() / "settings.json"


def load_settings() -> tuple[Settings, str]:
    """The settings, and a sentence for the learner if the file was broken and has been kept aside."""
    path = settings_file()
    if not path.exists():
        return Settings(), ""
    try:
        return msgspec.json.decode(read_text(path, LARGEST), type=Settings), ""
    except (FileError, msgspec.MsgspecError):
        told = aside_told(path)
        return Settings(), f"The settings could not be read, so the tutor starts afresh; they are {told}."


def save_settings(settings: Settings) -> None:
    """Write the settings. Raises FileError."""
    write_atomically(settings_file(), msgspec.json.format(msgspec.json.encode(settings), indent=2))
