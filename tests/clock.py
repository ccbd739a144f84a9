"""How long work takes, whatever else keeps the machine busy and however fast it is."""

from collections.abc import Callable
from time import thread_time

ADDITIONS = 300_000
USUALLY = 0.015  # seconds that they take where the limits of the tests were chosen


def seconds_of_work(work: Callable[[], object]) -> float:
    """The time that the processor spends on it, as on a machine of the usual speed: a clock on the wall has
    other programs in it too, and a slow machine is no fault."""
    return _spent(work) / slowness()


def slowness() -> float:
    """How many times as long as usual this machine takes just now."""
    return min(_spent(_additions) for _ in range(5)) / USUALLY


def _spent(work: Callable[[], object]) -> float:
    start = thread_time()
    work()
    return thread_time() - start


def _additions() -> None:
    total = 0
    for number in range(ADDITIONS):
        total += number
