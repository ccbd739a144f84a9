"""How the bench takes its figures, and says them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median


def say(what: str, figure: float, limit: float, unit: str = "", ours: float | None = None) -> None:
    """One line of the report."""
    mark = "ok  " if figure <= limit else "OVER"
    own = "" if ours is None else f"  [{ours:.3f} of processor]"
    print(f"{mark} {what:<62} {figure:9.3f} {unit:<3} (at most {limit:g}){own}", flush=True)


def ratio(ours: Callable[[], object], other: Callable[[], object], times: int = 7) -> float:
    """The median of ours/other over pairs run one after the other."""
    return median(seconds(ours) / seconds(other) for _ in range(times))


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


@dataclass
class Times:
    """Milliseconds of some work done again and again, by the clock and of the processor."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def take(self, work: Callable[[], object]) -> None:
        """Do it once more."""
        start, used = time.perf_counter(), time.process_time()
        work()
        self.processor.append(1e3 * (time.process_time() - used))
        self.clock.append(1e3 * (time.perf_counter() - start))

    def say(self, what: str, limit: float) -> None:
        """The medians as a line."""
        say(what, median(self.clock), limit, "ms", median(self.processor))
