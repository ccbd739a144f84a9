"""Watches the files of an open pack, so that what a teacher saves is seen at once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from bptutor.foundation.errors import TutorError
from bptutor.lesson.packs import Pack, open_pack

SETTLE_MS = 150  # editors write, rename and touch: what they do within this is one change


class PackWatch(QObject):
    """`changed` has the pack, opened again, when a file of it is another than before; `told` what is wrong
    where it cannot be opened, and "" once it can."""

    changed = Signal(object)
    told = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pack: Pack | None = None
        self._stamp: tuple[object, ...] = ()
        self._broken = False
        self._watcher = QFileSystemWatcher(self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._look)
        self._watcher.fileChanged.connect(self._wait)
        self._watcher.directoryChanged.connect(self._wait)

    def watch(self, pack: Pack | None) -> None:
        """Watch this pack instead, or none."""
        self.stop()
        self._pack = pack
        if pack is not None:
            self._stamp = _stamp(pack)
            self._add_paths(pack)

    def stop(self) -> None:
        """Watch nothing."""
        self._settle.stop()
        watched = self._watcher.files() + self._watcher.directories()
        if watched:
            self._watcher.removePaths(watched)
        self._pack, self._broken = None, False

    def _add_paths(self, pack: Pack) -> None:
        """An editor that saves by renaming takes the watch off its file: it is put on again each time."""
        origin = pack.shelf.origin
        wanted = [str(origin)]
        if origin.is_dir():
            names = [Path(pack.path(name)) for name in pack.names()]
            wanted += [str(path) for path in {*names, *(path.parent for path in names)}]
        else:
            wanted.append(str(origin.parent))  # a .zip may be away for a while before it is there again
        watched = {*self._watcher.files(), *self._watcher.directories()}
        missing = [path for path in wanted if path not in watched and Path(path).exists()]
        if missing:
            self._watcher.addPaths(missing)

    def _wait(self) -> None:
        self._settle.start()

    def _look(self) -> None:
        if self._pack is None:
            return
        try:
            pack = open_pack(self._pack.shelf.origin)
        except TutorError as error:  # what is being written, or gone, is looked at again with the next change
            self._broken = True
            self._add_paths(self._pack)
            self.told.emit(str(error))
            return
        if self._broken:
            self._broken = False
            self.told.emit("")
        self._add_paths(pack)
        stamp = _stamp(pack)
        if stamp != self._stamp:
            self._pack, self._stamp = pack, stamp
            self.changed.emit(pack)


def _stamp(pack: Pack) -> tuple[object, ...]:
    try:
        return pack.shelf.stamp()
    except TutorError:
        return ()
