"""Side panels: a dock with a quiet title, and a drawer over the centre where there is no room for docks."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDockWidget, QFrame, QHBoxLayout, QMainWindow, QScrollArea, QVBoxLayout, QWidget

from bptutor.ui.theme import ThemeManager, set_kind
from bptutor.ui.widgets.buttons import IconButton
from bptutor.ui.widgets.cards import SectionTitle


class DockTitle(QFrame):
    """A dock's title bar: its title as a section's heading, then float and close where it allows them.

    It takes no room while the dock is one of several tabs, because the tab says the title."""

    def __init__(self, manager: ThemeManager, dock: QDockWidget) -> None:
        super().__init__(dock)
        self._manager = manager
        self._dock = dock
        set_kind(self, "bar")
        self._text = SectionTitle(dock.windowTitle())
        self._float = IconButton(manager, "float", "Float")
        self._close = IconButton(manager, "close", "Close")
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._float)
        self._row.addWidget(self._close)
        self._float.clicked.connect(self._toggle_floating)
        self._close.clicked.connect(dock.close)
        dock.windowTitleChanged.connect(self._write)
        self._write(dock.windowTitle())
        dock.featuresChanged.connect(self.follow)
        dock.visibilityChanged.connect(self.follow)
        dock.topLevelChanged.connect(self.follow)
        manager.changed.connect(self.follow)
        self.follow()
        dock.setTitleBarWidget(self)

    def _write(self, title: str) -> None:
        self._text.setText(title)
        self._float.setAccessibleName(f"Float {title}")
        self._float.setToolTip("Float or dock this panel")

    def _toggle_floating(self) -> None:
        self._dock.setFloating(not self._dock.isFloating())

    def follow(self) -> None:
        """Show what the dock's place and features ask for. Qt does not tell when a neighbour is shown."""
        feature, features = QDockWidget.DockWidgetFeature, self._dock.features()
        window = self._dock.parentWidget()
        tabbed = isinstance(window, QMainWindow) and bool(window.tabifiedDockWidgets(self._dock))
        shown = not tabbed or self._dock.isFloating()
        self._text.setVisible(shown)
        self._float.setVisible(shown and bool(features & feature.DockWidgetFloatable))
        self._close.setVisible(shown and bool(features & feature.DockWidgetClosable))
        px = self._manager.theme.px
        self._row.setContentsMargins(px(16) if shown else 0, px(2) if shown else 0, px(6) if shown else 0, 0)


class Drawer(QFrame):
    """A panel that lies over its parent's left or right edge, as high as it, and can be closed with Escape.

    Give it what it shows with `hold`; `closed` tells when it is shut. It takes the focus when opened and
    gives it back."""

    closed = Signal()

    def __init__(self, manager: ThemeManager, over: QWidget, name: str, right: bool = False) -> None:
        super().__init__(over)
        self._manager = manager
        self._over = over
        self._right = right
        self._before: QWidget | None = None
        set_kind(self, "drawer-right" if right else "drawer")
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._close = IconButton(manager, "close", f"Close {name}")
        self._close.clicked.connect(self.shut)
        head = QHBoxLayout()
        head.addWidget(SectionTitle(name), 1)
        head.addWidget(self._close)
        self._column = QVBoxLayout(self)
        self._column.addLayout(head)
        self._column.addWidget(self._area, 1)
        over.installEventFilter(self)
        manager.changed.connect(self._place)
        self.hide()

    def hold(self, panel: QWidget) -> None:
        self._area.setWidget(panel)

    def take(self) -> QWidget | None:
        """The panel, which is the caller's again."""
        return self._area.takeWidget()

    def open(self) -> None:
        self._before = self.window().focusWidget()
        self._place()
        self.show()
        self.raise_()
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def shut(self) -> None:
        if self.isVisible():
            self.hide()
            if self._before is not None:
                self._before.setFocus(Qt.FocusReason.OtherFocusReason)
            self.closed.emit()

    def _place(self) -> None:
        over, px = self._over, self._manager.theme.px
        width = min(px(320), over.width() - px(24))
        self.setGeometry(over.width() - width if self._right else 0, 0, width, over.height())
        self._column.setContentsMargins(px(16), px(8), px(8), px(8))

    # Qt's own names

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._over:
            self._place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
        else:
            super().keyPressEvent(event)
