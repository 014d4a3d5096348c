"""Times that can be compared: in one process, in turns, as medians."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Mapping
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


def medians(works: Mapping[str, Work], *, rounds: int) -> dict[str, float]:
    """The seconds of CPU time that each of the works takes, the median of the rounds.

    In each round all of them run once, one behind the other, beginning with another one each
    time. Garbage is collected between them, not while they run.
    """
    names = [*works]
    seconds: dict[str, list[float]] = {name: [] for name in names}
    for number in range(rounds):
        first = number % len(names)
        for name in (*names[first:], *names[:first]):
            seconds[name].append(_seconds(works[name]))
    return {name: median(taken) for name, taken in seconds.items()}


def _seconds(work: Work) -> float:
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()
