"""Buttons of the player and chips of the top bar; their looks are in the style sheet."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from bptutor.ui.icons import icon
from bptutor.ui.theme import ThemeManager, set_kind

SIDE, WIDE, ICON = 36, 46, 20


class PlayerButton(QToolButton):
    """A square button with an icon; the one that matters most is wide and dark.

    `name` is its accessible name and, until `describe` gives a better one, its tool-tip."""

    def __init__(
        self,
        manager: ThemeManager,
        picture: str,
        name: str,
        parent: QWidget | None = None,
        dark: bool = False,
    ) -> None:
        super().__init__(parent)
        self._manager = manager
        self._picture = picture
        self._dark = dark
        set_kind(self, "dark" if dark else "player")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_as(picture, name)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    def show_as(self, picture: str, name: str) -> None:
        """Become another button, as Play becomes Pause."""
        self._picture = picture
        self.setAccessibleName(name)
        self.setToolTip(name)
        self._follow_theme()

    def describe(self, hint: str) -> None:
        """The tool-tip, as "Next step (Right)"."""
        self.setToolTip(hint)

    def _follow_theme(self) -> None:
        theme = self._manager.theme
        side = theme.px(ICON)
        self.setIconSize(QSize(side, side))
        # A dark button is light while it is disabled, and light on light could not be seen.
        light_on_dark = self._dark and self.isEnabled()
        colour = theme.palette.on_ink if light_on_dark else theme.palette.ink
        self.setIcon(icon(self._picture, colour, side))
        self.updateGeometry()

    # Qt's own names

    def sizeHint(self) -> QSize:
        theme = self._manager.theme
        height = max(theme.hit, theme.px(SIDE))
        return QSize(theme.px(WIDE) if self._dark else height, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._dark and event.type() == QEvent.Type.EnabledChange:
            self._follow_theme()


class IconButton(QToolButton):
    """A quiet button with an icon, without a border until it is pointed at."""

    def __init__(
        self,
        manager: ThemeManager,
        picture: str,
        name: str,
        parent: QWidget | None = None,
        colour: str = "muted",
    ) -> None:
        super().__init__(parent)
        self._manager = manager
        self._picture = picture
        self._colour = colour
        self.setAccessibleName(name)
        self.setToolTip(name)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    def _follow_theme(self) -> None:
        theme = self._manager.theme
        side = theme.px(16)
        self.setIconSize(QSize(side, side))
        self.setIcon(icon(self._picture, getattr(theme.palette, self._colour), side))


class ChipButton(QToolButton):
    """A small bordered button that says a setting and changes it: "g′(0) = 0". Give it a menu or listen to
    `clicked`."""

    def __init__(self, manager: ThemeManager, text: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        set_kind(self, "chip")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setAccessibleName(name)
        self.setToolTip(name)
        manager.changed.connect(self.updateGeometry)
        self.show_setting(text)

    def show_setting(self, text: str) -> None:
        """Say another value; the accessible description says it too."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleDescription(text)
            self.updateGeometry()

    # Qt's own names

    def sizeHint(self) -> QSize:
        # Qt adds room for an icon that a chip has not.
        theme = self._manager.theme
        width = QFontMetrics(theme.small).horizontalAdvance(self.text())
        return QSize(width + 2 * theme.px(11), theme.hit)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
