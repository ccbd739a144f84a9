"""A lock between two set-ups of the same folder; the system lets go of it when its holder is killed."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from said import tell

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int, wait: bool) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int, wait: bool) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Holds the lock file while the block runs; says so if another set-up has it, and waits."""
    with open(path, "a+b") as file:
        try:
            _lock(file.fileno(), wait=False)
        except OSError:
            tell("Another start is setting up this folder. Waiting for it …")
            _lock(file.fileno(), wait=True)
        yield
