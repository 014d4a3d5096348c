"""Checks and matches JSON Lines: a report for each line, at a constant cost of memory."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, nullcontext
from functools import partial
from io import BytesIO
from itertools import chain, islice
from os import PathLike
from typing import Any, BinaryIO, Final, Literal, NamedTuple, cast, get_args

from alimtalk_rules.check import Kind
from alimtalk_rules.limits import MOST_LINE_BYTES
from alimtalk_rules.lines.judge import Judge, Judged, Options, judge_of, unread
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

Only = Literal["refused", "found"]
"""Which lines are wanted: those that have an error, or those in which anything is found."""

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


class LineReports(Generator[LineReport, None, None]):
    """The reports on lines, one after the other: a generator that counts.

    Attributes:
        checked: how many lines have been checked until now; blank ones do not count.
    """

    def __init__(self, reports: Generator[LineReport, None, None], count: _Count) -> None:
        self._reports = reports
        self._count = count

    @property
    def checked(self) -> int:  # noqa: D102 - an attribute, see above
        return self._count.checked

    def __iter__(
        self,
    ) -> Generator[LineReport, None, None]:  # a loop then runs as fast as the generator
        return self._reports

    def send(self, value: None) -> LineReport:
        """As a generator's."""
        return self._reports.send(value)

    def throw(self, *error: Any) -> LineReport:
        """As a generator's."""
        return self._reports.throw(*error)


class _Count:
    """How many lines have been checked."""

    checked = 0


def check_lines(  # noqa: PLR0913 - the options are named
    source: LineSource,
    *,
    kind: Kind | None = None,
    gateway: str | None = None,
    templates: TemplateBook | None = None,
    processes: int = 1,
    most_bytes: int = MOST_LINE_BYTES,
    only: Only | None = None,
    profile: Profile | str = INFOBIP,
    ignore: Collection[str] = (),
    severity: Mapping[str, Severity | str] = NO_CHANGES,
) -> LineReports:
    """Check the message, template or request on each line of JSON Lines, in order.

    Blank lines are passed over. A line that cannot be read is reported like any other. A source in
    UTF-16 or UTF-32 has no lines, and gives one report; so does one whose first twenty lines are
    in CP949, and the param ``lines`` of its finding tells how many lines were not read for that.

    Nearly all lines of a campaign are fine. With ``only="refused"``, nothing is made of them: only
    those are given that have an error, or with ``only="found"`` those in which anything is found;
    ``checked`` of what is returned still counts all.

    With several processes this one reads ahead, some mebibytes, and hands out blocks of lines. A
    script that asks for them needs the usual ``if __name__ == "__main__":``, because each process
    imports it. All processes end with the generator: when it is exhausted, closed or garbage, or
    when an exception leaves it. Subinterpreters are not supported: what is imported late cannot
    be imported there.

    Args:
        source: a path (of a ``.gz`` or ``.zst`` what it holds), the bytes themselves, or a binary
            file object, which is read from its current position to its end and not closed.
        kind: what the documents are: ``"message"``, ``"template"`` or ``"payload"``. By default
            what has a code is a template, and what looks like a gateway's request a payload.
        gateway: whose requests they are; ``check_payload`` tells the names.
        templates: the approved templates. If given, a request's messages must be equal to those
            that they name, and a message by itself to the one that it is closest to.
        processes: how many judge lines at once; of more than 61, 61.
        most_bytes: of a line; a longer one is reported, and not kept in memory.
        only: ``"refused"`` or ``"found"``; by default every line is given.
        profile: what to hold each document to; Infobip's guide, and of requests the gateway's
            own, by default.
        ignore: names of rules whose findings are left out.
        severity: rules that are to be of another severity, as ``check_message`` takes them.

    Raises:
        OSError: the file cannot be opened (at once) or read (when its turn comes).
        TypeError: an argument is of a wrong type.
        ValueError: ``ignore`` names a rule that does not exist, ``kind`` or ``only`` is none of
            those above, no gateway has that name, a gateway is given for another kind, or a number
            is below 1.
        concurrent.futures.process.BrokenProcessPool: one of several processes was killed.
    """
    chosen = choices(profile, ignore, severity)
    options = Options(kind, gateway, templates, chosen, most_bytes)
    return _begun(source, options, processes, only)


def match_lines(  # noqa: PLR0913 - the options are named
    source: LineSource,
    templates: TemplateBook,
    *,
    processes: int = 1,
    most_bytes: int = MOST_LINE_BYTES,
    only: Only | None = None,
    profile: Profile | str = INFOBIP,
    ignore: Collection[str] = (),
    severity: Mapping[str, Severity | str] = NO_CHANGES,
) -> LineReports:
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
        only: ``"refused"`` or ``"found"``; by default every line is given.
        profile: whose AlimTalk they are; Infobip's guide, and of requests the gateway's own, by
            default.
        ignore: names of rules whose findings are left out.
        severity: rules that are to be of another severity, as ``check_message`` takes them.

    Raises:
        OSError: the file cannot be opened (at once) or read (when its turn comes).
        TypeError: an argument is of a wrong type.
        ValueError: there is no such profile, rule or severity, ``only`` is none of those above, or
            a number is below 1.
        concurrent.futures.process.BrokenProcessPool: one of several processes was killed.
    """
    chosen = choices(profile, ignore, severity)
    options = Options(None, None, templates, chosen, most_bytes, is_match=True)
    return _begun(source, options, processes, only)


def _begun(source: LineSource, options: Options, processes: int, only: Only | None) -> LineReports:
    """The reports, once it is sure that there can be any."""
    options.check()  # which refuses what is wrong
    _require_positive("most_bytes", options.most_bytes)
    _require_positive("processes", processes)
    if only not in (None, *get_args(Only)):
        raise ValueError(f"only must be one of {', '.join(get_args(Only))}, or None")
    count = _Count()
    told = partial(_told, count) if only is None else partial(_told_only, _WANTED[only], count)
    reports = _reports(source, options, processes, told)
    next(reports)  # opens the file: here it is told, and from here on closed, whatever happens
    return LineReports(cast("Generator[LineReport, None, None]", reports), count)


def _require_positive(name: str, value: int) -> None:
    if not isinstance(value, int):
        raise TypeError(f"{name} must be an int")
    if value < 1:
        raise ValueError(f"{name} must be at least 1")


def _reports(
    source: LineSource, options: Options, processes: int, told: _Told
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
            yield from told([error], options)
            return
        with closing(_judged(blocks, options, processes)) as judged:
            yield from told(judged, options)


def _opened(source: LineSource) -> AbstractContextManager[BinaryIO]:
    if isinstance(source, bytes | bytearray | memoryview):
        return BytesIO(source)
    if isinstance(source, str | PathLike):
        return open_binary(source)
    if not callable(getattr(source, "read", None)):
        raise TypeError("a source of lines is a path, bytes, or a binary file object")
    return nullcontext(source)


def _judged(
    blocks: Iterator[bytes | int], options: Options, processes: int
) -> Generator[Judged, None, None]:
    if processes > 1:
        first = [*islice(blocks, _FEW_BLOCKS)]
        blocks = chain(first, blocks)
        if len(first) == _FEW_BLOCKS:
            from alimtalk_rules.lines.workers import judged_by_workers  # noqa: PLC0415 - takes time

            return judged_by_workers(blocks, options, processes)
    return _judged_here(blocks, judge_of(options))


def _judged_here(blocks: Iterator[bytes | int], judge: Judge) -> Generator[Judged, None, None]:
    for block in blocks:
        if isinstance(block, int):
            yield block
        else:
            lines = lines_of(block)
            yield lines, map(judge, lines)


# --------------------------------------------------------------------------- what is told of them

_Told = Callable[[Iterable[Judged], Options], Iterator[LineReport]]


def _told(count: _Count, judged: Iterable[Judged], options: Options) -> Iterator[LineReport]:
    """Every line that is not blank."""
    most_bytes = options.most_bytes
    number = offset = 0
    for each in judged:
        if not isinstance(each, tuple):
            number += 1
            count.checked += 1
            yield _unread(each, number, offset, options)
            offset += _length(each) + 1
            continue
        for line, report in zip(*each, strict=True):
            number += 1
            length = len(line)
            if report is not None:
                count.checked += 1
                raw = line if length <= most_bytes else None
                yield LineReport(number, report, offset, raw)
            offset += length + 1


def _told_only(
    is_wanted: Callable[[Report], bool], count: _Count, judged: Iterable[Judged], options: Options
) -> Iterator[LineReport]:
    """The lines that are wanted: for the others nothing is made, not even their offset."""
    most_bytes = options.most_bytes
    number = offset = 0
    for each in judged:
        if not isinstance(each, tuple):
            number += 1
            count.checked += 1
            unread = _unread(each, number, offset, options)
            if is_wanted(unread.report):
                yield unread
            offset += _length(each) + 1
            continue
        lines, reports = each
        begin = blank = 0
        before = count.checked
        for index, report in enumerate(reports):
            if report is None:
                blank += 1
            elif report.findings and is_wanted(report):
                offset += sum(map(len, lines[begin:index])) + index - begin
                begin = index
                count.checked = before + index + 1 - blank
                raw = lines[index] if len(lines[index]) <= most_bytes else None
                yield LineReport(number + index + 1, report, offset, raw)
        count.checked = before + len(lines) - blank
        number += len(lines)
        offset += sum(map(len, lines[begin:])) + len(lines) - begin


_WANTED: Final[Mapping[Only, Callable[[Report], bool]]] = {
    "refused": lambda report: not report.ok,
    "found": lambda report: bool(report.findings),
}


def _unread(what: int | ReadError, number: int, offset: int, options: Options) -> LineReport:
    error = too_long(what, options.most_bytes) if isinstance(what, int) else what
    return LineReport(number, unread(error, options), offset)


def _length(what: int | ReadError) -> int:
    return what if isinstance(what, int) else 0
