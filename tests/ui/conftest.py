"""What every test of the window needs: the theme, in the light at 100 %."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from bptutor.ui.theme import ThemeManager


@pytest.fixture
def theme_manager(qapp: QApplication) -> Iterator[ThemeManager]:
    """A manager of its own; it leaves the application when the test ends."""
    manager = ThemeManager(qapp, "light")
    yield manager
    manager.deleteLater()
    qapp.sendPostedEvents(manager, QEvent.Type.DeferredDelete)
