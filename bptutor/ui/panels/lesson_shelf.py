"""The pages that were open last, kept laid out: turning back to one only shows it."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bptutor.study.views.lesson_view import LessonView
from bptutor.ui.panels.lesson_page import LessonPage
from bptutor.ui.panels.lesson_prose import Reader
from bptutor.ui.theme import ThemeManager

KEPT = 14  # a whole lesson, as lessons are


class PageShelf(QWidget):
    """Shows one of the pages of a lesson. Another lesson, or a file that was saved, clears it."""

    def __init__(self, manager: ThemeManager, picture: Reader) -> None:
        super().__init__()
        self._manager = manager
        self._picture = picture
        self._pages: OrderedDict[tuple[int, int, bool], LessonPage] = OrderedDict()
        self._lesson: object = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def page_for(
        self, view: LessonView, near: int, alone: bool, most: int | None = None
    ) -> tuple[LessonPage, bool]:
        """The widgets of a page, in the place of those in sight, and whether they have just been made."""
        if view.lesson is not self._lesson:
            self.clear()
            self._lesson = view.lesson
        key = (view.page_number, near, alone)
        page = self._pages.get(key)
        made = page is None
        if page is None:
            page = LessonPage(self._manager, view, self._picture, near, alone, most)
            self._column.addWidget(page)
            self._pages[key] = page
        else:
            self._pages.move_to_end(key)
            page.show_view(view, at_once=True)
        for other in self._pages.values():
            if other is not page and not other.isHidden():
                other.hide()
        page.show()  # now, and not with the next event: the old page went at once
        while len(self._pages) > KEPT:
            self._forget(self._pages.popitem(last=False)[1])
        return page, made

    def clear(self) -> None:
        """Forget all pages."""
        for page in self._pages.values():
            self._forget(page)
        self._pages.clear()

    def _forget(self, page: LessonPage) -> None:
        self._column.removeWidget(page)
        page.hide()
        page.deleteLater()
