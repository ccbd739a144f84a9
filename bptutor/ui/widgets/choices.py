"""A box to choose one of a few from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from bptutor.ui.theme import ThemeManager, set_kind


class Choice(QComboBox):
    """A combo box of (key, text) pairs; `chosen` tells the key that a person chose, never one just shown."""

    chosen = Signal(str)

    def __init__(
        self,
        manager: ThemeManager,
        name: str,
        options: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setAccessibleDescription(name)  # on X11 Qt reads a combo box's text as its name
        self.setToolTip(name)
        # Qt's own delegate for combo boxes knows nothing of the style sheet's items.
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.show_options(options)
        self.activated.connect(self._tell)
        manager.changed.connect(self.updateGeometry)

    def show_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Other options; the chosen key stays if it is among them."""
        before = self.key
        with QSignalBlocker(self):
            self.clear()
            for key, text in options:
                self.addItem(text, key)
            self.show_choice(before)

    def show_choice(self, key: str) -> None:
        """Show this key as chosen, without telling; an unknown one changes nothing."""
        index = self.findData(key)
        if index >= 0:
            with QSignalBlocker(self):
                self.setCurrentIndex(index)

    @property
    def key(self) -> str:
        """The key shown, "" if there are no options."""
        return str(self.currentData() or "")

    def _tell(self, index: int) -> None:
        self.chosen.emit(str(self.itemData(index)))


class ChipChoice(QComboBox):
    """A combo box in a chip's dress, "level: value": as wide as what it says, before which stands a prefix.

    Its entries are (text, data); `chosen` tells the data of the one that a person chose, never one
    just shown. The prefix is for the eye: the entries, and what a screen reader says, go without it."""

    chosen = Signal(object)

    def __init__(
        self, manager: ThemeManager, name: str, entries: Sequence[tuple[str, object]], prefix: str = ""
    ) -> None:
        super().__init__()
        self._manager = manager
        self._prefix = prefix
        set_kind(self, "chip")
        self.setAccessibleName(name)
        # On X11 Qt reads a combo box's text as its name.
        self.setAccessibleDescription(name)
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        # Qt's own delegate for combo boxes knows nothing of the style sheet's items.
        self.setItemDelegate(QStyledItemDelegate(self))
        for text, data in entries:
            self.addItem(text, data)
        self.activated.connect(self._tell)
        self.currentIndexChanged.connect(self.updateGeometry)
        manager.changed.connect(self.updateGeometry)

    def show_entries(self, entries: Sequence[tuple[str, object]]) -> None:
        """Other entries, if they are others; which is chosen is to be shown anew."""
        if list(entries) == [(self.itemText(row), self.itemData(row)) for row in range(self.count())]:
            return
        with QSignalBlocker(self):
            self.clear()
            for text, data in entries:
                self.addItem(text, data)
        self.updateGeometry()

    def show_data(self, data: object) -> None:
        """Show the entry with these data as chosen, without telling; unknown ones change nothing."""
        index = next((row for row in range(self.count()) if self.itemData(row) == data), -1)
        if index >= 0 and index != self.currentIndex():
            with QSignalBlocker(self):
                self.setCurrentIndex(index)
            self.updateGeometry()

    def _tell(self, index: int) -> None:
        self.chosen.emit(self.itemData(index))

    # Qt's own names

    def sizeHint(self) -> QSize:
        theme = self._manager.theme
        width = QFontMetrics(theme.small).horizontalAdvance(self._prefix + self.currentText())
        return QSize(width + theme.px(11) + theme.px(24), theme.hit)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def showPopup(self) -> None:
        # As wide as its entries, which the chip itself need not be.
        theme = self._manager.theme
        metrics = QFontMetrics(theme.text)
        widest = max(metrics.horizontalAdvance(self.itemText(row)) for row in range(self.count()))
        self.view().setMinimumWidth(widest + theme.px(40))
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._manager.theme
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        # The style would cut the text for an arrow twice as wide.
        painter.setFont(theme.small)
        painter.setPen(theme.colour("ink" if self.underMouse() else "muted"))
        place = self.rect().adjusted(theme.px(11), 0, 0, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self._prefix + self.currentText())
