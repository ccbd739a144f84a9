"""How long work takes, whatever else keeps the machine busy."""

from collections.abc import Callable
from time import thread_time


def seconds_of_work(work: Callable[[], object]) -> float:
    """The time that this thread's processor spent on it: a clock on the wall also counts other programs."""
    start = thread_time()
    work()
    return thread_time() - start
