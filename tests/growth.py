"""Measures how processor time grows with the size of an input, to find quadratic behaviour."""

from __future__ import annotations

import time
from collections.abc import Callable

TIMES = 8
"""The larger of two inputs is so many times the smaller."""
LINEAR = 3 * TIMES
"""The larger may take so many times as long. A quadratic one takes 64 times."""
_UNMEASURABLE = 0.0005
"""Seconds that are noise."""


def seconds(work: Callable[[], object], runs: int = 3) -> float:
    """The least processor time of several runs; what else the machine does takes none of it."""
    least = float("inf")
    for _ in range(runs):
        start = time.process_time()
        work()
        least = min(least, time.process_time() - start)
    return least


def growth(work: Callable[[int], Callable[[], object]], size: int) -> float:
    """How many times as long the work of eight times the size takes; ``work`` prepares it."""
    small = max(seconds(work(size)), _UNMEASURABLE)
    if (large := seconds(work(size * TIMES), runs=1)) > small * LINEAR:
        large = min(large, seconds(work(size * TIMES), runs=2))
        small = max(small, seconds(work(size)))
    return large / small
