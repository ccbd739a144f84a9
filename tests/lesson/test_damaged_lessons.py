"""A damaged lesson is complained of or plays; scripts/mutate_lessons.py does thousands of these."""

from __future__ import annotations

import mutate_lessons
import pytest

from bptutor.foundation.resources import resource
from bptutor.lesson.packs import open_pack, shipped_pack


@pytest.mark.parametrize("first", range(0, 160, 20))
def test_that_damage_is_said_or_the_lesson_plays(first: int) -> None:
    pack = shipped_pack()
    for seed in range(first, first + 20):
        assert mutate_lessons.attempt(pack, pack.files, seed) in ("said", "played"), seed


def test_that_the_example_of_the_help_plays_as_it_is() -> None:
    pack = open_pack(resource("help", "example-pack"))
    for name in pack.ids:
        mutate_lessons.play(pack, pack.lesson(name))
