"""JSON Lines in bulk, in wall-clock time: beside a bare loop of ``orjson``; by two processes."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Final

import orjson

from alimtalk_rules import check_lines
from benchmarks.comparisons import Result, Target
from benchmarks.corpus import corpus

_COPIES: Final = 50
"""How often the corpus stands in the file: or starting two processes would count."""

_AT_MOST: Final = Target("time", 3)
_FASTER: Final = Target("faster", 1.7)

_PROGRAM: Final = "from benchmarks.lines import print_seconds; print_seconds({messages}, {rounds})"
"""As a program of its own: each process would import the benchmarks again that started it."""


def line_results(messages: int, *, rounds: int) -> Iterator[Result]:
    """One process beside a bare loop, two beside one; microseconds a line."""
    run = subprocess.run(
        [sys.executable, "-c", _PROGRAM.format(messages=messages, rounds=rounds)],
        stdout=subprocess.PIPE,
        check=True,
        cwd=Path(__file__).resolve().parents[1],
    )
    bare, one, two = (seconds / (messages * _COPIES) * 1e6 for seconds in json.loads(run.stdout))
    yield Result("check_lines, 5 % invalid", "orjson.loads of each", one, bare, _AT_MOST)
    yield Result("check_lines, two processes", "one process", two, one, _FASTER)


def print_seconds(messages: int, rounds: int) -> None:
    """Print what a bare loop, one process and two processes take, as a JSON array."""
    lines = b"".join(
        orjson.dumps(sample.message) + b"\n" for sample in corpus(messages, invalid=0.05)
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "messages.jsonl"
        file.write_bytes(lines * _COPIES)
        works = [lambda: _bare(file), lambda: _checked(file, 1), lambda: _checked(file, 2)]
        print(json.dumps(_medians(works, rounds)))


def _bare(file: Path) -> None:
    with file.open("rb") as stream:
        for line in stream:
            orjson.loads(line)


def _checked(file: Path, processes: int) -> None:
    deque(check_lines(file, processes=processes), maxlen=0)


def _medians(works: list[Callable[[], None]], rounds: int) -> list[float]:
    """The seconds of each, as a clock on the wall tells them, in turns."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, seconds in zip(works, taken, strict=True):
            begun = time.perf_counter()
            work()
            seconds.append(time.perf_counter() - begun)
    return [median(seconds) for seconds in taken]
