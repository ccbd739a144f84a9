"""The help window: pages with typeset text, a list of their sections, and a search."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bptutor.engine.ready_made import ready_made
from bptutor.foundation.errors import FileError
from bptutor.study.lesson_state import numbers_of
from bptutor.ui.keys import ENTER
from bptutor.ui.panels.help_pages import HelpPage, Section, page_named, search
from bptutor.ui.panels.lesson_prose import ProseColumn
from bptutor.ui.panels.lesson_text import WIDE
from bptutor.ui.theme import ThemeManager, own_ground, set_kind

NOTHING = "Nothing in the help has all of these words."
LIST, LIST_SHARE = 230, 0.36  # the width of the list at 100 % text, and its part of the whole at most
PLACE = Qt.ItemDataRole.UserRole


class HelpWindow(QDialog):
    """Stands beside the window and leaves it usable. `link_requested` has the address of a link that does not
    lead to another help page."""

    link_requested = Signal(str)

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self._page: HelpPage | None = None
        self._columns: list[ProseColumn] = []
        self.setWindowTitle("Help")
        self.setModal(False)
        self._build()
        self._connect()
        self._follow_theme()
        self._search()

    def _build(self) -> None:
        self.box = QLineEdit()
        self.box.setPlaceholderText("Search the help")
        self.box.setAccessibleName("Search the help")
        self.box.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName("Help pages")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = QLabel(NOTHING)
        self.nothing.setWordWrap(True)
        set_kind(self.nothing, "muted")
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._left = QVBoxLayout()
        for widget in (self.box, self.list, self.nothing):
            self._left.addWidget(widget)
        self._row = QHBoxLayout(self)
        self._row.addLayout(self._left)
        self._row.addWidget(self.area, 1)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._scroll)
        self._wanted = 0

    def _connect(self) -> None:
        self.box.textChanged.connect(self._search)
        self.list.currentItemChanged.connect(self._choose)
        self._manager.changed.connect(self._follow_theme)

    def show_page(self, name: str) -> None:
        """Show a page from its beginning, with the whole list."""
        self.box.clear()
        page = page_named(name)
        for number in range(self.list.count()):
            found, section = self.list.item(number).data(PLACE)
            if found is page and section is page.sections[0]:
                self.list.setCurrentRow(number)

    @property
    def page(self) -> HelpPage | None:
        """The page in sight."""
        return self._page

    def _search(self) -> None:
        """List what has the words that were typed, and show the first of it."""
        found = search(self.box.text())
        self.list.clear()
        for page, section in found:
            first = section is page.sections[0]
            item = QListWidgetItem(section.title if first else f"     {section.title}")
            item.setData(PLACE, (page, section))
            self.list.addItem(item)
        self._set_fonts()
        self.nothing.setVisible(not found)
        if found:
            self.list.setCurrentRow(0)

    def _set_fonts(self) -> None:
        """A page's name is strong, its sections are plain."""
        theme = self._manager.theme
        for item in (self.list.item(number) for number in range(self.list.count())):
            page, section = item.data(PLACE)
            item.setFont(theme.strong if section is page.sections[0] else theme.text)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            page, section = item.data(PLACE)
            self._show(page, section)

    def _show(self, page: HelpPage, section: Section) -> None:
        if page is not self._page:
            self._page = page
            self._lay_out(page)
        self._wanted = page.sections.index(section)
        self._settle.start(0)

    def _lay_out(self, page: HelpPage) -> None:
        numbers = numbers_of(ready_made().read())
        inner = QWidget()
        own_ground(inner)
        column = QVBoxLayout(inner)
        px = self._manager.theme.px
        column.setContentsMargins(px(12), px(4), px(12), px(24))
        column.setSpacing(px(8))
        self._columns = []
        for section in page.sections:
            part = ProseColumn(self._manager, section.blocks, section.heading, _no_picture, "Help text", WIDE)
            part.show_numbers(numbers)
            part.link_requested.connect(self._follow_link)
            self._columns.append(part)
            column.addWidget(part)
        column.addStretch(1)
        self.area.setWidget(inner)

    def _scroll(self) -> None:
        """To the wanted section, once it is laid out."""
        if self._wanted < len(self._columns):
            top = self._columns[self._wanted].y() if self._wanted else 0
            self.area.verticalScrollBar().setValue(top)

    def _follow_link(self, address: str) -> None:
        kind, _, name = address.partition(":")
        if kind == "help":
            self.show_page(name)
        else:
            self.link_requested.emit(address)

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        room = self.screen().availableSize()
        self.resize(QSize(px(760), px(560)).boundedTo(room))
        self._set_fonts()
        self._share()
        self._row.setContentsMargins(px(16), px(16), px(8), px(16))
        self._row.setSpacing(px(8))
        self._left.setSpacing(px(8))

    def _share(self) -> None:
        """The list has its room, and where text is large the page keeps most of the width."""
        width = min(self._manager.theme.px(LIST), round(LIST_SHARE * self.width()))
        self.list.setFixedWidth(width)
        self.box.setFixedWidth(width)

    # Qt's own names

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter in the search box goes to the list; in a dialog it would close the window.
        if event.key() in ENTER:
            self.list.setFocus()
        else:
            super().keyPressEvent(event)


def _no_picture(source: str) -> bytes:
    raise FileError(source, "the help has no pictures")
