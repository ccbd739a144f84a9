"""Mark hand-in files again, and print a table for the teacher.

Every exercise is made again from its seed and every answer is judged again. A file that was changed since it
was written, and a verdict that is not the tutor's, are said, and make the exit code 1."""

from __future__ import annotations

import argparse
import csv
import io
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bptutor.cli.documents import refuse_what_cannot_be_written
from bptutor.exercise.hand_in import HandIn, Reviewed, done_parts, is_whole, re_mark, read
from bptutor.foundation.errors import one_line
from bptutor.foundation.files import write_atomically
from bptutor.foundation.numbers import counted

COLUMNS = (
    "file", "name", "kind", "skill", "difficulty", "seed", "part", "answer", "at", "value", "verdict", "slip",
    "said", "differs", "whole",
)  # fmt: skip


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("files", metavar="FILE", nargs="+", help="a file that was handed in")
    parser.add_argument("--csv", metavar="OUT", help="every answer as a line of a CSV file")


def run(options: argparse.Namespace) -> int:
    """Re-mark and print; 1 if a file was changed or a verdict is not ours."""
    if options.csv is not None:
        refuse_what_cannot_be_written(options.csv, "--csv")
    reviewed = [(path, said, re_mark(said)) for path in options.files for said in [read(Path(path))]]
    print(_table([_row(path, said, rows) for path, said, rows in reviewed]))
    wrong = False
    for path, said, rows in reviewed:
        for line in _remarks(path, said, rows):
            wrong = True
            print(line)
    if options.csv is not None:
        write_atomically(Path(options.csv), _csv(reviewed))
    return 1 if wrong else 0


def _row(path: str, said: HandIn, rows: Sequence[Reviewed]) -> tuple[str, ...]:
    slips = Counter(row.verdict.slip for row in rows if row.verdict is not None and row.verdict.slip)
    tries = sum(row.verdict is not None and row.verdict.counts for row in rows)
    hints = sum(len(exercise.hints) for exercise in said.exercises)
    shown = sum(len(exercise.shown) for exercise in said.exercises)
    listed = ", ".join(f"{slip} {count}" for slip, count in slips.most_common(3)) or "-"
    return (
        one_line(Path(path).name), one_line(said.name) or "-", str(len(said.exercises)),
        str(done_parts(rows)), str(tries), str(hints), str(shown), listed,
    )  # fmt: skip


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    head = ("file", "name", "exercises", "parts right", "tries", "hints", "shown", "slips")
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (head, *rows)
    )


def _remarks(path: str, said: HandIn, rows: Sequence[Reviewed]) -> list[str]:
    remarks = [] if is_whole(said) else [f"{path}: was changed after it was written"]
    differ = [row for row in rows if row.differs]
    for row in differ[:5]:
        where = f"{row.said.kind} {row.said.seed}, part {row.answer.part}"
        ours = row.problem if row.verdict is None else row.verdict.mark.value
        remarks.append(f"{path}: {where}: says {row.answer.verdict}, is {ours}")
    if len(differ) > 5:
        remarks.append(f"{path}: and {counted(len(differ) - 5, 'more verdict')}")
    return [one_line(remark) for remark in remarks]


def _csv(reviewed: Sequence[tuple[str, HandIn, Sequence[Reviewed]]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for path, said, rows in reviewed:
        for row in rows:
            verdict = row.verdict
            recipe = (row.said.kind, row.said.skill, row.said.difficulty, row.said.seed)
            ours = (verdict.value, verdict.mark.value, verdict.slip) if verdict else ("", row.problem, "")
            given = (row.answer.part, _safe(row.answer.answer), row.answer.at)
            judged = (row.answer.verdict, row.differs, is_whole(said))
            writer.writerow((_safe(path), _safe(said.name), *recipe, *given, *ours, *judged))
    return out.getvalue()


def _safe(text: str) -> str:
    """What a spreadsheet would take for a formula is made plain text."""
    risky = text.startswith(("=", "+", "@", "\t", "\r")) or (text.startswith("-") and not _is_number(text))
    return "'" + text if risky else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
