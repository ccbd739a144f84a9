"""Chooses between the command line and the window; a command never imports Qt."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bptutor.cli import main as command_line
from bptutor.cli import window_file, window_lesson, window_link
from bptutor.cli.commands import COMMANDS, UsageError
from bptutor.cli.entry import quietly
from bptutor.foundation.errors import TutorError

if TYPE_CHECKING:
    from bptutor.study.links import Link

# Qt's ways to draw without an X server or a Wayland compositor.
PLATFORMS_WITHOUT_DISPLAY = ("offscreen", "minimal", "minimalegl", "vnc", "linuxfb", "eglfs")
NO_DISPLAY = (
    "There is no display, so the steps come as text; “bptutor practise” asks and marks in the terminal."
)
ANSWERED_AT_ONCE = ("-h", "--help", "--version")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `bptutor ARGUMENTS`; the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if (words and words[0] in COMMANDS) or any(word in ANSWERED_AT_ONCE for word in words):
        return command_line(words)
    return quietly(lambda: _window(words))


def has_display(platform: str, environment: dict[str, str]) -> bool:
    """Whether a window can be shown: on Linux the environment has to say where."""
    if not platform.startswith("linux"):
        return True
    if environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"):
        return True
    return environment.get("QT_QPA_PLATFORM", "").split(":")[0] in PLATFORMS_WITHOUT_DISPLAY


def _window(words: list[str]) -> int:
    file, lesson, link = window_file(words), window_lesson(words), window_link(words)
    if link is not None and file is None:
        from bptutor.engine.ready_made import ready_made

        file = ready_made().path  # the network that `walk` takes, and not whatever was open last
    _check(file, lesson, link)
    if not has_display(sys.platform, dict(os.environ)):
        print(NO_DISPLAY, file=sys.stderr)
        place = () if link is None else link.words
        return command_line(["walk", *place, *([] if file is None else ["--", str(file)])])
    try:
        from bptutor.app import main as open_window
    except ImportError as error:
        raise TutorError(
            f"the window cannot be opened: {error}; “bptutor walk” shows the steps as text"
        ) from error
    return open_window(file, lesson, link)


def _check(file: Path | None, lesson: str, link: Link | None) -> None:
    """What cannot be opened is said here, where it was typed; where a link leads is seen on going there."""
    if lesson or (file is not None and (file.is_dir() or file.suffix.lower() in (".zip", ".md"))):
        from bptutor.lesson.packs import open_pack, shipped_pack

        if link is not None:
            raise UsageError(
                "bptutor: a step is one of a network; a pack opens at a lesson, with --lesson NAME"
            )
        folder = None if file is None else file.parent if file.suffix.lower() == ".md" else file
        pack = shipped_pack() if folder is None else open_pack(folder)
        pack.lesson(lesson or (file.stem if file is not None and folder != file else pack.ids[0]))
    elif file is not None:
        from bptutor.engine.document_file import read_document

        read_document(file)


if __name__ == "__main__":
    sys.exit(main())
