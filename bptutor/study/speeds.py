"""How fast steps are played: times the usual speed."""

from __future__ import annotations

SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)


def neighbour(speed: float, step: int) -> float:
    """The next speed up (1) or down (−1); the last one where there is none."""
    further = [one for one in SPEEDS if (one > speed if step > 0 else one < speed)]
    return (min if step > 0 else max)(further, default=speed)
