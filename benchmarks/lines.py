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
from typing import Any, Final

import orjson

from alimtalk_rules import TemplateBook, check_lines, compile_template, match_lines
from benchmarks.comparisons import MESSAGES, Result
from benchmarks.corpus import corpus
from benchmarks.matching import TEMPLATE, values_of

_COPIES: Final = 25
"""How often the corpus stands in a file: some 40 MB."""
_MORE_COPIES: Final = 200
"""The same where starting processes would count: some 300 MB."""
_ROUNDS: Final = 3

_PROGRAM: Final = "from benchmarks.lines import print_seconds; print_seconds()"
"""As a program of its own: each process would import the benchmarks again that started it."""


def line_results() -> Iterator[Result]:
    """Beside a bare loop, and two processes beside one; microseconds a line."""
    run = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        stdout=subprocess.PIPE,
        check=True,
        cwd=Path(__file__).resolve().parents[1],
    )
    of_fine, of_some, (one, two), (bare_sent, sent) = json.loads(run.stdout)
    (bare_fine, fine), (bare, every, refused) = of_fine, of_some
    orjson_ = "orjson.loads of each"
    yield Result("check_lines, all valid", orjson_, fine, bare_fine, 1 / 4.8)
    yield Result("check_lines, 5 % invalid", orjson_, every, bare, 1 / 8)
    yield Result("check_lines, 5 % invalid, only refused", orjson_, refused, bare, 1 / 6.5)
    yield Result("check_lines, two processes, 300 MB", "one process", two, one, 1.7)
    yield Result("match_lines, one template", orjson_, sent, bare_sent, 0.1)


def print_seconds() -> None:
    """Print the microseconds a line that each way takes at least, as a JSON array."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "messages.jsonl"
        _write(file, 0.0, _COPIES)
        fine = _least(_COPIES, partial(_bare, file), partial(_checked, file))
        _write(file, 0.05, _COPIES)
        refused = partial(_checked, file, only="refused")
        some = _least(_COPIES, partial(_bare, file), partial(_checked, file), refused)
        _write(file, 0.05, _MORE_COPIES)
        works = partial(_checked, file), partial(_checked, file, processes=2)
        many = _least(_MORE_COPIES, *works, rounds=1)
        _write_campaign(file)
        sent = _least(_COPIES, partial(_bare, file), partial(_matched, file))
        print(json.dumps([fine, some, many, sent]))


def _write(file: Path, invalid: float, copies: int) -> None:
    lines = b"".join(
        orjson.dumps(sample.message) + b"\n" for sample in corpus(MESSAGES, invalid=invalid)
    )
    file.write_bytes(lines * copies)


def _write_campaign(file: Path) -> None:
    render = compile_template(TEMPLATE).render
    with file.open("wb") as stream:
        for number in range(MESSAGES * _COPIES):
            stream.write(orjson.dumps(render(values_of(number))) + b"\n")


def _least(copies: int, *works: Callable[[], None], rounds: int = _ROUNDS) -> list[float]:
    taken = [[*map(_seconds, works)] for _ in range(rounds)]
    return [min(each) / (MESSAGES * copies) * 1e6 for each in zip(*taken, strict=True)]


def _bare(file: Path) -> None:
    with file.open("rb") as stream:
        for line in stream:
            orjson.loads(line)


def _checked(file: Path, **options: Any) -> None:
    deque(check_lines(file, **options), maxlen=0)


def _matched(file: Path) -> None:
    deque(match_lines(file, TemplateBook([TEMPLATE])), maxlen=0)


def _seconds(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
