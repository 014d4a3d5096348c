"""JSON Lines in bulk, in wall-clock time: beside bare loops of ``orjson``; by two processes."""

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

from alimtalk_rules import TemplateBook, check_lines, compile_template, match_lines
from benchmarks.comparisons import MESSAGES, Result
from benchmarks.corpus import corpus
from benchmarks.matching import TEMPLATE, values_of

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
    times = (seconds / (MESSAGES * _COPIES) * 1e6 for seconds in json.loads(run.stdout))
    bare, one, two, bare_campaign, campaign = times
    yield Result("check_lines, 5 % invalid", "orjson.loads of each", one, bare, 0.1)
    yield Result("check_lines, two processes", "one process", two, one, None)
    yield Result("match_lines, one template", "orjson.loads of each", campaign, bare_campaign, 0.1)


def print_seconds() -> None:
    """Print the least that each work takes, as a JSON array.

    A bare loop, one process and two over the corpus; a bare loop and the match over a campaign.
    """
    lines = b"".join(
        orjson.dumps(sample.message) + b"\n" for sample in corpus(MESSAGES, invalid=0.05)
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "messages.jsonl"
        file.write_bytes(lines * _COPIES)
        sent = Path(folder) / "campaign.jsonl"
        render = compile_template(TEMPLATE).render
        with sent.open("wb") as stream:
            for number in range(MESSAGES * _COPIES):
                stream.write(orjson.dumps(render(values_of(number))) + b"\n")
        works = [
            partial(_bare, file),
            partial(_checked, file, 1),
            partial(_checked, file, 2),
            partial(_bare, sent),
            partial(_matched, sent),
        ]
        rounds = [[*map(_seconds, works)] for _ in range(_ROUNDS)]
    print(json.dumps([*map(min, zip(*rounds, strict=True))]))


def _bare(file: Path) -> None:
    with file.open("rb") as stream:
        for line in stream:
            orjson.loads(line)


def _checked(file: Path, processes: int) -> None:
    deque(check_lines(file, processes=processes), maxlen=0)


def _matched(file: Path) -> None:
    deque(match_lines(file, TemplateBook([TEMPLATE])), maxlen=0)


def _seconds(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
