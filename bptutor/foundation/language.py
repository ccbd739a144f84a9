"""Sentences in the learner's language: gettext with the catalogues in resources/locale."""

from __future__ import annotations

import gettext
from functools import lru_cache
from pathlib import Path

DOMAIN = "bptutor"


class Language:
    """One language. English is written in the code and needs no catalogue."""

    def __init__(self, code: str = "en", folder: Path | None = None) -> None:
        self.code = code
        self._catalogue = gettext.translation(DOMAIN, folder, [code], fallback=True)

    def say(self, text: str) -> str:
        """The text in this language, or as it is where there is no translation."""
        return self._catalogue.gettext(text)


@lru_cache
def english() -> Language:
    """The language that the tutor is written in."""
    return Language()
