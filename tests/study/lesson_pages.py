"""Finds pages of the shipped lessons by what they ask, for their numbers change when a lesson is mended."""

from __future__ import annotations

from bptutor.lesson.model import Lesson


def page_with(lesson: Lesson, **wanted: object) -> int:
    """The first page with a block that has these fields, as value="C"."""
    for number, page in enumerate(lesson.pages):
        for block in page.live:
            if all(getattr(block, name, None) == value for name, value in wanted.items()):
                return number
    raise AssertionError(f"{lesson.id} has no page with {wanted}")
