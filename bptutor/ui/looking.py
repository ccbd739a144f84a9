"""Raising the panel that a page of a lesson speaks of."""

from __future__ import annotations

from PySide6.QtCore import QObject

from bptutor.ui.centre import Centre
from bptutor.ui.docks import Docks

DOCKS = {"values": "values", "cost": "curve", "slice": "slice"}


class Looking(QObject):
    """Brings a panel to the front, by the name that lessons have for it."""

    def __init__(self, docks: Docks, centre: Centre, parent: QObject) -> None:
        super().__init__(parent)
        self._docks = docks
        self._centre = centre

    def look(self, name: str) -> None:
        """Raise a panel, unless it would cover the page that speaks of it."""
        if name in DOCKS:
            self._docks.raise_beside(DOCKS[name])
        else:
            self._centre.show_part(name)
