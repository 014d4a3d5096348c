"""JSON Lines in bulk, in wall-clock time: beside a bare loop of ``orjson``; by two processes."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

import orjson

from alimtalk_rules import check_lines
from benchmarks.comparisons import MESSAGES, Result
from benchmarks.corpus import corpus

_COPIES: Final = 25
"""How often the corpus stands in the file: or starting two processes would count."""
_ROUNDS: Final = 3

_PROGRAM: Final = "from benchmarks.lines import print_seconds; print_seconds()"
"""As a program of its own: each process would import the benchmarks again that started it."""


def line_results() -> Iterator[Result]:
    """One process beside a bare loop, two beside one; microseconds a line."""
    run = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        stdout=subprocess.PIPE,
        check=True,
        cwd=Path(__file__).resolve().parents[1],
    )
    bare, one, two = (seconds / (MESSAGES * _COPIES) * 1e6 for seconds in json.loads(run.stdout))
    yield Result("check_lines, 5 % invalid", "orjson.loads of each", one, bare, 0.1)
    yield Result("check_lines, two processes", "one process", two, one, None)


def print_seconds() -> None:
    """Print the least that a bare loop, one process and two processes take, as a JSON array."""
    lines = b"".join(
        orjson.dumps(sample.message) + b"\n" for sample in corpus(MESSAGES, invalid=0.05)
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "messages.jsonl"
        file.write_bytes(lines * _COPIES)
        works = [partial(_bare, file), partial(_checked, file, 1), partial(_checked, file, 2)]
        rounds = [[*map(_seconds, works)] for _ in range(_ROUNDS)]
    print(json.dumps([*map(min, zip(*rounds, strict=True))]))


def _bare(file: Path) -> None:
    with file.open("rb") as stream:
        for line in stream:
            orjson.loads(line)


def _checked(file: Path, processes: int) -> None:
    deque(check_lines(file, processes=processes), maxlen=0)


def _seconds(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
