"""Checks and matches JSON Lines: a report for each line, at a constant cost of memory."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, nullcontext
from io import BytesIO
from itertools import chain, islice
from os import PathLike
from typing import BinaryIO, Final, NamedTuple, cast, get_args

from alimtalk_rules.check import Kind
from alimtalk_rules.limits import MOST_LINE_BYTES
from alimtalk_rules.lines.judge import Options, judge_of, unread
from alimtalk_rules.profiles import INFOBIP, Profile, Severity
from alimtalk_rules.reading import (
    CHUNK,
    ReadError,
    blocks_of,
    in_utf_8,
    lines_of,
    open_binary,
    too_long,
)
from alimtalk_rules.report import NO_CHANGES, Report, choices
from alimtalk_rules.templates.book import TemplateBook

LineSource = str | PathLike[str] | bytes | BinaryIO

_BLOCK: Final = 1 << 18
"""Bytes that are handed to another process at once: with less, that costs more than the work."""

_FEW_BLOCKS: Final = 8
"""Blocks that are judged sooner than another process is started."""


class LineReport(NamedTuple):
    """What was found on one line.

    Attributes:
        line: its number, from 1; blank lines count.
        report: what was found in its document. If it cannot be read as one, ``report.document``
            is ``"line"``, and the one finding is ``not-utf-8``, ``not-json`` or ``line-too-long``.
        offset: where it begins, in bytes from where reading began.
        raw: its bytes, without the line feed; None if it is too long to be read.
    """

    line: int
    report: Report
    offset: int
    raw: bytes | None = None

    def __repr__(self) -> str:  # without the text
        return f"LineReport(line={self.line}, report={self.report!r}, offset={self.offset})"


def check_lines(  # noqa: PLR0913 - the options are named
    source: LineSource,
    *,
    kind: Kind | None = None,
    gateway: str | None = None,
    templates: TemplateBook | None = None,
    processes: int = 1,
    most_bytes: int = MOST_LINE_BYTES,
    profile: Profile | str = INFOBIP,
    ignore: Collection[str] = (),
    severity: Mapping[str, Severity | str] = NO_CHANGES,
) -> Generator[LineReport, None, None]:
    """Check the message, template or request on each line of JSON Lines, in order.

    Blank lines are passed over. A line that cannot be read is reported like any other. A source in
    UTF-16 or UTF-32 has no lines, and gives one report; so does one whose first twenty lines are
    in CP949, and the param ``lines`` of its finding tells how many lines were not read for that.

    With several processes this one reads ahead, some mebibytes, and hands out blocks of lines. A
    script that asks for them needs the usual ``if __name__ == "__main__":``, because each process
    imports it. All processes end with the generator: when it is exhausted, closed or garbage, or
    when an exception leaves it. Subinterpreters are not supported: what is imported late cannot
    be imported there.

    Args:
        source: a path (of a ``.gz`` what it holds), the bytes themselves, or a binary file object,
            which is read from its current position to its end and not closed.
        kind: what the documents are: ``"message"``, ``"template"`` or ``"payload"``. By default
            what has a code is a template, and what looks like a gateway's request a payload.
        gateway: whose requests they are; ``check_payload`` tells the names.
        templates: the approved templates. If given, a request's messages must be equal to those
            that they name, and a message by itself to the one that it is closest to.
        processes: how many judge lines at once; of more than 61, 61.
        most_bytes: of a line; a longer one is reported, and not kept in memory.
        profile: what to hold each document to; Infobip's guide, and of requests the gateway's
            own, by default.
        ignore: names of rules whose findings are left out.
        severity: rules that are to be of another severity, as ``check_message`` takes them.

    Raises:
        OSError: the file cannot be opened (at once) or read (when its turn comes).
        TypeError: an argument is of a wrong type.
        ValueError: ``ignore`` names a rule that does not exist, ``kind`` is none of the three, no
            gateway has that name, a gateway is given for another kind, or a number is below 1.
        concurrent.futures.process.BrokenProcessPool: one of several processes was killed.
    """
    if kind not in (None, *get_args(Kind)):
        raise ValueError(f"kind must be one of {', '.join(get_args(Kind))}, or None")
    chosen = choices(profile, ignore, severity)
    return _begun(source, Options(kind, gateway, templates, chosen, most_bytes), processes)


def match_lines(  # noqa: PLR0913 - the options are named
    source: LineSource,
    templates: TemplateBook,
    *,
    processes: int = 1,
    most_bytes: int = MOST_LINE_BYTES,
    profile: Profile | str = INFOBIP,
    ignore: Collection[str] = (),
    severity: Mapping[str, Severity | str] = NO_CHANGES,
) -> Generator[LineReport, None, None]:
    """Compare the message or request on each line of JSON Lines with its template, in order.

    What ``match_template`` finds in a message beside the template that it is closest to, and
    ``check_payload`` in a request beside those that its messages name: and nothing else, so that
    it takes a fraction of what ``check_lines`` takes. ``report.template`` is the code of the
    template. Everything else is as in ``check_lines``.

    Args:
        source: as for ``check_lines``.
        templates: the approved templates.
        processes: how many compare lines at once; of more than 61, 61.
        most_bytes: of a line; a longer one is reported, and not kept in memory.
        profile: whose AlimTalk they are; Infobip's guide, and of requests the gateway's own, by
            default.
        ignore: names of rules whose findings are left out.
        severity: rules that are to be of another severity, as ``check_message`` takes them.

    Raises:
        OSError: the file cannot be opened (at once) or read (when its turn comes).
        TypeError: an argument is of a wrong type.
        ValueError: there is no such profile, rule or severity, or a number is below 1.
        concurrent.futures.process.BrokenProcessPool: one of several processes was killed.
    """
    chosen = choices(profile, ignore, severity)
    options = Options(None, None, templates, chosen, most_bytes, is_match=True)
    return _begun(source, options, processes)


def _begun(
    source: LineSource, options: Options, processes: int
) -> Generator[LineReport, None, None]:
    """The reports, once it is sure that there can be any."""
    options.check()  # which refuses what is wrong
    _require_positive("most_bytes", options.most_bytes)
    _require_positive("processes", processes)
    reports = _reports(source, options, processes)
    next(reports)  # opens the file: here it is told, and from here on closed, whatever happens
    return cast("Generator[LineReport, None, None]", reports)


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
        # For one process, a stream is read as soon as there is something.
        read_some = stream.read if processes > 1 else getattr(stream, "read1", stream.read)
        size = _BLOCK if processes > 1 else CHUNK
        try:
            blocks = in_utf_8(blocks_of(read_some, size, options.most_bytes))
        except ReadError as error:
            yield LineReport(1, unread(error, options), 0)
            return
        with closing(_judged(blocks, options, processes)) as judged:
            yield from _numbered(judged, options)


def _opened(source: LineSource) -> AbstractContextManager[BinaryIO]:
    if isinstance(source, bytes | bytearray | memoryview):
        return BytesIO(source)
    if isinstance(source, str | PathLike):
        return open_binary(source)
    if not callable(getattr(source, "read", None)):
        raise TypeError("a source of lines is a path, bytes, or a binary file object")
    return nullcontext(source)


_Judged = Generator[tuple[bytes | int, Iterable[Report | None]], None, None]
"""Blocks of lines, each with the reports on its lines; the length of a long line has none."""


def _judged(blocks: Iterator[bytes | int], options: Options, processes: int) -> _Judged:
    if processes > 1:
        first = [*islice(blocks, _FEW_BLOCKS)]
        blocks = chain(first, blocks)
        if len(first) == _FEW_BLOCKS:
            from alimtalk_rules.lines.workers import judged_by_workers  # noqa: PLC0415 - takes time

            return judged_by_workers(blocks, options, processes)
    judge = judge_of(options)
    return ((each, () if isinstance(each, int) else map(judge, lines_of(each))) for each in blocks)


def _numbered(judged: _Judged, options: Options) -> Iterator[LineReport]:
    most_bytes = options.most_bytes
    number = offset = 0
    for block, reports in judged:
        if isinstance(block, int):
            number += 1
            yield LineReport(number, unread(too_long(block, most_bytes), options), offset)
            offset += block + 1
            continue
        for line, report in zip(lines_of(block), reports, strict=True):
            number += 1
            length = len(line)
            if report is not None:
                raw = line if length <= most_bytes else None
                yield LineReport(number, report, offset, raw)
            offset += length + 1
