"""Times that can be compared: in one process, in turns, as medians, or beside a fixed loop.

``pyperf`` measures each thing alone, in processes of its own: on a busy machine, ratios of such
times say little, and ratios are all that is asked for here.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable
from statistics import median
from typing import Any

Work = Callable[[], object]


def over(call: Callable[[Any], object], items: Iterable[Any]) -> Work:
    """A walk over ``items``; what ``call`` gives is thrown away at once."""
    items = list(items)

    def walk() -> None:
        for item in items:
            call(item)

    return walk


def medians(*works: Work, rounds: int) -> list[float]:
    """The seconds of CPU time that each of the works takes, the median of the rounds.

    In each round all of them run once, one behind the other, beginning with another one each
    time. Garbage is collected between them, not while they run.
    """
    numbers = [*range(len(works))]
    taken: list[list[float]] = [[] for _ in works]
    for turn in range(rounds):
        first = turn % len(works)
        for number in (*numbers[first:], *numbers[:first]):
            gc.collect()
            gc.disable()
            taken[number].append(seconds(works[number]))
            gc.enable()
    return [*map(median, taken)]


def seconds(work: Work) -> float:
    """The CPU time that a work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def least_seconds(work: Work, *, tries: int = 3) -> float:
    """The least CPU time of a few tries."""
    return min(seconds(work) for _ in range(tries))


def loop_seconds() -> float:
    """How long a fixed loop takes at this moment: what other times are measured by."""
    return least_seconds(_loop)


def _loop() -> None:
    total = 0
    for number in range(20_000):
        total += number & 7
