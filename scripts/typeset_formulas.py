"""Typesets every formula in the text of the lessons into resources/formulas.zip.

    python scripts/typeset_formulas.py [OUT]

The window then opens any page without laying a formula out. What is missing from the file, or was made by
another version of the typesetter, is laid out when it is needed: the file is never wrong, only old.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("BPTUTOR_HOME", tempfile.mkdtemp(prefix="bptutor-typeset-"))

from bptutor.foundation.errors import TutorError  # noqa: E402  # the folder is chosen first
from bptutor.foundation.typeset import prewarm, typeset  # noqa: E402
from bptutor.lesson.packs import shipped_pack  # noqa: E402
from bptutor.lesson.rendering import formulas_of  # noqa: E402
from bptutor.study.lesson_state import numbers_of, open_book  # noqa: E402
from bptutor.ui.panels.lesson_break import broken, in_a_line  # noqa: E402


def formulas() -> Iterator[tuple[str, bool]]:
    """(TeX, inline) of all pages, with the network that each is about."""
    pack = shipped_pack()
    for id in pack.ids:
        book = open_book(pack, id)
        for page, document in zip(book.lesson.pages, book.documents, strict=True):
            for tex, inline in formulas_of(page, numbers_of(document)):
                if inline:
                    yield in_a_line(tex), True
                else:
                    yield tex, False
                    yield from ((line, False) for line in broken(tex))


def can_be_set(tex: str, inline: bool) -> bool:
    """Whether a formula typesets; the linter tells of those that do not."""
    try:
        typeset(tex, inline)
    except TutorError as error:
        print(f"{tex}: {error}")
        return False
    return True


def main() -> int:
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "resources" / "formulas.zip"
    count = prewarm([each for each in set(formulas()) if can_be_set(*each)], out)
    print(f"{out}: {count} formulas, {out.stat().st_size // 1024} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
