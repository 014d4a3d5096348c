"""Checks files and streams of JSON Lines: a report for each line, at a constant cost of memory."""

from __future__ import annotations

import errno
import os
from collections.abc import Collection, Generator, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, cast, get_args

from alimtalk_rules.check import Kind, document_checker
from alimtalk_rules.json_text import wide_encoding
from alimtalk_rules.limits import INFOBIP, Limits
from alimtalk_rules.lines.blocks import (
    BLOCK,
    CHUNK,
    blocks_of,
    chunks_of,
    is_large_file,
    stretches,
)
from alimtalk_rules.lines.judge import Judged, Options, judged, other_encoding
from alimtalk_rules.report import Report

if TYPE_CHECKING:
    from alimtalk_rules.lines.workers import Task

LineSource = str | os.PathLike[str] | bytes | BinaryIO

MOST_BYTES: Final = 1 << 20
"""Bytes of a line that are read.

A message that keeps the rules has at most some 150,000, each of its characters written as the
longest escape: this is several times as much, and little enough to be held in memory.
"""


@dataclass(frozen=True, slots=True, init=False)
class LineReport:
    """What was found on one line.

    Attributes:
        line: its number, from 1; blank lines count.
        report: what was found in its document. If it cannot be read as one, ``report.document``
            is ``"line"``, and the one finding is ``not-utf-8``, ``not-json`` or ``line-too-long``.
        offset: where it begins, in bytes from where reading began.
        raw: its bytes, without the line feed, if anything was found; None if nothing was, or if
            it is too long to be read.
    """

    line: int
    report: Report
    offset: int
    raw: bytes | None = field(default=None, repr=False)

    def __init__(self, line: int, report: Report, offset: int, raw: bytes | None = None) -> None:
        _set_line(self, line)
        _set_report(self, report)
        _set_offset(self, offset)
        _set_raw(self, raw)


# One is made for each line: what a frozen dataclass makes of itself takes twice the time.
_set_line, _set_report, _set_offset, _set_raw = (
    LineReport.__dict__[name].__set__ for name in ("line", "report", "offset", "raw")
)


def check_lines(  # noqa: PLR0913 - the options are named
    source: LineSource,
    *,
    kind: Kind | None = None,
    gateway: str | None = None,
    processes: int = 1,
    most_bytes: int = MOST_BYTES,
    limits: Limits = INFOBIP,
    ignore: Collection[str] = (),
) -> Generator[LineReport, None, None]:
    """Check the message, template or request on each line of JSON Lines, in order.

    Blank lines are passed over. A line that cannot be read is reported like any other; a source
    in UTF-16 or UTF-32 has no lines and gives one report.

    With several processes, a file is split into ranges of bytes; another stream is read ahead,
    some mebibytes, and handed out. A script that asks for them needs the usual
    ``if __name__ == "__main__":``, because each process imports it. All processes end with the
    generator: when it is exhausted, closed or garbage, or when an exception leaves it.

    Args:
        source: a path, the bytes themselves, or a binary file object, which is read from its
            current position to its end and not closed.
        kind: what the documents are: ``"message"``, ``"template"`` or ``"payload"``. By default
            what has a code is a template, and what looks like a gateway's request a payload.
        gateway: whose requests they are; ``check_payload`` tells the names.
        processes: how many judge lines at once.
        most_bytes: of a line; a longer one is reported, and not kept in memory.
        limits: the numbers to hold each document to; Infobip's by default.
        ignore: names of rules whose findings are left out.

    Raises:
        OSError: the file cannot be opened (at once) or read (when its turn comes).
        TypeError: an argument is of a wrong type.
        ValueError: ``ignore`` names a rule that does not exist, ``kind`` is none of the three, no
            gateway has that name, a gateway is given for another kind, or a number is below 1.
        concurrent.futures.process.BrokenProcessPool: one of several processes was killed.
    """
    options = _options(kind, gateway, limits, ignore, most_bytes)
    _require_positive("processes", processes)
    reports = _reports(source, options, processes)
    next(reports)  # opens the file: here it is told, and from here on closed, whatever happens
    return cast("Generator[LineReport, None, None]", reports)


def _options(
    kind: Kind | None,
    gateway: str | None,
    limits: Limits,
    ignore: Collection[str],
    most_bytes: int,
) -> Options:
    if kind not in (None, *get_args(Kind)):
        raise ValueError(f"kind must be one of {', '.join(get_args(Kind))}, or None")
    document_checker(kind, gateway, limits=limits, ignore=ignore)  # which refuses what is wrong
    _require_positive("most_bytes", most_bytes)
    return Options(kind, gateway, limits, frozenset(ignore), most_bytes)


def _require_positive(name: str, value: int) -> None:
    if not isinstance(value, int):
        raise TypeError(f"{name} must be an int")
    if value < 1:
        raise ValueError(f"{name} must be at least 1")


def _reports(
    source: LineSource, options: Options, processes: int
) -> Generator[LineReport | None, None, None]:
    """None once the source is open, and then the reports."""
    with _opened(source) as stream:
        yield None
        if processes > 1 and isinstance(source, str | os.PathLike) and is_large_file(stream):
            yield from _of_file(os.path.abspath(source), stream, options, processes)  # noqa: PTH100
        else:
            yield from _of_stream(stream, options, processes)


def _opened(source: LineSource) -> AbstractContextManager[BinaryIO]:
    if isinstance(source, bytes | bytearray | memoryview):
        return BytesIO(source)
    if not isinstance(source, str | os.PathLike):
        if not callable(getattr(source, "read", None)):
            raise TypeError("a source of lines is a path, bytes, or a binary file object")
        return nullcontext(source)
    try:
        return Path(source).open("rb")
    except ValueError as error:  # a NUL or a lone surrogate
        raise FileNotFoundError(errno.ENOENT, "No file has such a name", source) from error


def _of_file(path: str, stream: BinaryIO, options: Options, processes: int) -> Iterator[LineReport]:
    if encoding := wide_encoding(stream.read(4)):
        return iter([LineReport(1, other_encoding(encoding, options), 0)])
    return _numbered(_by_workers(stretches(path, stream), options, processes), options)


def _of_stream(stream: BinaryIO, options: Options, processes: int) -> Iterator[LineReport]:
    """A stream is read as soon as there is something; for several processes, in whole blocks."""
    if processes == 1:
        chunks = chunks_of(getattr(stream, "read1", stream.read), CHUNK)
    else:
        chunks = chunks_of(stream.read, BLOCK)
    first = next(chunks, b"")
    if encoding := wide_encoding(first):
        return iter([LineReport(1, other_encoding(encoding, options), 0)])
    of_lines = blocks_of(chain([first], chunks), options.most_bytes)
    if processes == 1:
        return _numbered(judged(of_lines, options), options)
    return _numbered(_by_workers(of_lines, options, processes), options)


def _by_workers(tasks: Iterable[Task], options: Options, processes: int) -> Iterator[Judged]:
    from alimtalk_rules.lines.workers import judged_by_workers  # noqa: PLC0415 - costs time

    return judged_by_workers(tasks, options, processes)


def _numbered(lines: Iterable[Judged], options: Options) -> Iterator[LineReport]:
    most_bytes = options.most_bytes
    offset = 0
    for number, (report, length, line) in enumerate(lines, 1):
        if report is not None:
            raw = line if report.findings and length <= most_bytes else None
            yield LineReport(number, report, offset, raw)
        offset += length + 1
