"""pytest's closing line ("3 passed, 1 skipped in 0.12s"): found in its output, and summed over two runs."""

import re

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
COUNT = re.compile(
    r"(\d+) (failed|passed|skipped|deselected|xfailed|xpassed|warnings?|errors?)\b|no tests (?:ran|collected)"
)
SECONDS = re.compile(r"in ([\d.]+)s")
ORDER = ("failed", "passed", "skipped", "xfailed", "xpassed", "warning", "error")


def line_of(output: str) -> str:
    """The last line that is a closing line, without colours; empty if pytest died before it."""
    for line in reversed(COLOUR.sub("", output).splitlines()):
        if SECONDS.search(line) and COUNT.search(line):
            return line
    return ""


def total(lines: list[str]) -> str:
    """One closing line over several. What one run left for the other (deselected) is not told."""
    if len(lines) == 1:
        return lines[0]
    counts = dict.fromkeys(ORDER, 0)
    for number, word in (match.groups() for line in lines for match in COUNT.finditer(line)):
        kind = word and word.removesuffix("s")
        if kind in counts:
            counts[kind] += int(number)
    told = [f"{n} {kind}{'s' * (n > 1 and kind == 'error')}" for kind, n in counts.items() if n]
    seconds = sum(float(match[1]) for line in lines if (match := SECONDS.search(line)))
    return f" {', '.join(told) or 'no tests ran'} in {seconds:.2f}s ".center(80, "=")
