"""Damage lesson files at random: the linter says something, or the lesson plays. No traceback, no hang.

python scripts/mutate_lessons.py [COUNT] [SEED]
"""

from __future__ import annotations

import random
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from bptutor.cli.lint import shipped_checks
from bptutor.engine.document import Document
from bptutor.foundation.resources import resource
from bptutor.lesson import answers, nudge, player
from bptutor.lesson.composition import shells_of_network
from bptutor.lesson.cues import cue, step_for
from bptutor.lesson.evaluate import Numbers
from bptutor.lesson.functions import shells_of_functions
from bptutor.lesson.ledger import entries, profile
from bptutor.lesson.lint import lint_lesson
from bptutor.lesson.live import (
    Choose,
    Compose,
    Derivation,
    Ledger,
    LiveBlock,
    Nudge,
    Order,
    Predict,
)
from bptutor.lesson.live import (
    Path as Way,
)
from bptutor.lesson.model import Lesson
from bptutor.lesson.packs import Pack, shipped_pack
from bptutor.lesson.reader import decode
from bptutor.lesson.rendering import formulas_of, page_spans, words_of
from bptutor.trace.keys import parse
from bptutor.trace.symbols import Namer

MOST_SECONDS = 10
SNIPPETS = (
    "{{",
    "}}",
    "{{C}}",
    "{{a[9][9]}}",
    "{{1/0}}",
    "{{C@2000}}",
    "{{C@99999999999}}",
    "$",
    "$$",
    "~~~",
    "~~~step\n",
    '~~~predict\nvalue = "C"\n~~~\n',
    "+++",
    "---",
    "## Again\n",
    '"',
    "'",
    "[[options]]\n",
    "]",
    "[",
    "=",
    "\\",
    "\\frac{",
    "\x00",
    "\x0b",
    "\r",
    "\u202e",
    "é",
    "𝔸",
    "9" * 400,
    "(" * 200,
    "- " * 60,
    "> " * 60,
    "[" * 500,
    "| a |\n",
    "![x](../../etc/passwd)",
    "[x](lesson:nowhere)",
    "nan",
    "1e999",
    "-1",
    "true",
    "{}",
    "[]",
    "0",
    "theta[2][1,1]",
    "dC/dz[1][1]",
    "2^2^2^2^2^2",
    "<b>",
    "<!--",
    "\t",
    "#",
    "/",
    "*",
    "_",
    "`",
    "```\n",
)


def cut_line(lines: list[str], rng: random.Random) -> None:
    """Leave a line out."""
    del lines[rng.randrange(len(lines))]


def repeat_lines(lines: list[str], rng: random.Random) -> None:
    """Say some lines again elsewhere."""
    start = rng.randrange(len(lines))
    block = lines[start : start + rng.randint(1, 8)]
    at = rng.randrange(len(lines) + 1)
    lines[at:at] = block


def swap_lines(lines: list[str], rng: random.Random) -> None:
    """Exchange two lines."""
    i, j = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[i], lines[j] = lines[j], lines[i]


def truncate(lines: list[str], rng: random.Random) -> None:
    """End the file in the middle."""
    del lines[rng.randrange(1, len(lines)) :]


def put_snippet(lines: list[str], rng: random.Random) -> None:
    """Put something awkward somewhere."""
    n = rng.randrange(len(lines))
    at = rng.randint(0, len(lines[n]))
    lines[n] = lines[n][:at] + rng.choice(SNIPPETS) + lines[n][at:]


def replace_value(lines: list[str], rng: random.Random) -> None:
    """Give a key another value."""
    keyed = [n for n, line in enumerate(lines) if " = " in line]
    if keyed:
        n = rng.choice(keyed)
        value = rng.choice(SNIPPETS)
        lines[n] = (
            lines[n].split(" = ")[0] + " = " + rng.choice([value, f'"{value}"', f"[{value}]", f"'{value}'"])
        )


def cut_letters(lines: list[str], rng: random.Random) -> None:
    """Leave some letters out."""
    n = rng.randrange(len(lines))
    at = rng.randint(0, len(lines[n]))
    lines[n] = lines[n][:at] + lines[n][at + rng.randint(1, 5) :]


def change_digit(lines: list[str], rng: random.Random) -> None:
    """Another digit for one of a line's."""
    having = [n for n, line in enumerate(lines) if any(c.isdigit() for c in line)]
    n = rng.choice(having) if having else 0
    places = [i for i, c in enumerate(lines[n]) if c.isdigit()]
    if places:
        i = rng.choice(places)
        lines[n] = lines[n][:i] + rng.choice("0123456789") + lines[n][i + 1 :]


WAYS: Sequence[Callable[[list[str], random.Random], None]] = (
    cut_line,
    repeat_lines,
    swap_lines,
    truncate,
    put_snippet,
    put_snippet,
    replace_value,
    replace_value,
    cut_letters,
    change_digit,
    change_digit,
)


def mutated(text: str, rng: random.Random) -> str:
    """The text with one to three things done to it."""
    lines = text.split("\n")
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        if lines:
            rng.choice(WAYS)(lines, rng)
    return "\n".join(lines)


def play(pack: Pack, lesson: Lesson) -> None:
    """Everything that the window would ask of a lesson, to its end."""
    state = player.start(lesson)
    for number, page in enumerate(lesson.pages):
        document = pack.document(lesson, number)
        numbers = Numbers(document)
        for span, _ in page_spans(page):
            words_of((span,), numbers)
        list(formulas_of(page, numbers))
        for gate in page.live:
            do(gate, document)
        for gate in page.gates:
            state = player.pass_gate(lesson, state, gate)
        step = step_for(lesson, number, player.done_here(lesson, state))
        if step is not None and document.examples is not None:
            timeline = numbers.timeline(step.iteration)
            cue(step, timeline)
        state = player.next_page(lesson, state)
    assert state.finished
    assert player.from_dict(lesson, player.to_dict(lesson, state)).finished


def do(block: LiveBlock, document: Document) -> None:
    """What the learner does there."""
    numbers = Numbers(document, getattr(block, "example", 1))
    match block:
        case Predict():
            assert answers.judge_number(block, numbers, numbers.of(block.value)).right
        case Choose():
            wanted = {n for n, option in enumerate(block.options) if answers.is_right(option, numbers)}
            assert answers.judge_choice(block, numbers, wanted).right
        case Way(to):
            assert answers.ways(document.network, to)
        case Order() if block.to:
            assert answers.cards(block, document.network)
        case Nudge():
            nudge.lab(document, parse(block.value), block.steps or nudge.DEFAULT_STEPS, block.example)
            for text in (*block.watch, *block.visit):
                numbers.of(text)
        case Derivation():
            for line in block.lines:
                numbers.of(line.value)
        case Compose() if block.functions:
            shells_of_functions(document, block.functions, block.variable, block.at)
        case Compose():
            shells_of_network(numbers.timeline(), Namer(document.network), block.example - 1)
        case Ledger():
            entries(numbers.timeline())
            if block.to:
                profile(numbers.timeline(), parse(block.to))
        case _:
            pass


def outcome(pack: Pack, name: str, text: str) -> str:
    """`said` if the linter found an error, `played` if the lesson came to its end; else it raises."""
    faults = lint_lesson(text, Path(name).stem, name, pack, shipped_checks())
    if any(not fault.warning for fault in faults):
        assert all(
            fault.place.line >= 1 and fault.place.column >= 1 and "\n" not in str(fault) for fault in faults
        )
        return "said"
    play(pack, decode(text, Path(name).stem, name))
    return "played"


def attempt(pack: Pack, names: Sequence[str], seed: int) -> str:
    """One damaged lesson. Raises what must not happen."""
    rng = random.Random(seed)
    name = rng.choice(list(names))
    return outcome(pack, name, mutated(pack.text(name), rng))


def give_up(*_: object) -> None:
    """The alarm's handler."""
    raise TimeoutError(f"took more than {MOST_SECONDS} s")


def main(arguments: Sequence[str]) -> int:
    """Damage COUNT lessons; 1 if anything went wrong."""
    count, first = int(arguments[0]) if arguments else 2000, int(arguments[1]) if arguments[1:] else 1
    pack, counts, start = shipped_pack(), Counter[str](), time.monotonic()
    signal.signal(signal.SIGALRM, give_up)
    for seed in range(first, first + count):
        signal.alarm(MOST_SECONDS)
        try:
            counts[attempt(pack, pack.files, seed)] += 1
        except (Exception, TimeoutError):
            counts["wrong"] += 1
            print(f"seed {seed}:")
            traceback.print_exc()
        signal.alarm(0)
    print(f"{count} lessons from seed {first}, {time.monotonic() - start:.0f} s: {dict(counts)}")
    print(f"from {resource('lessons')}")
    return 1 if counts["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
