"""What is found on one line: by a fast JSON parser where it is surely right, or by ``json``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any, Final, NamedTuple

from alimtalk_rules.check import Kind, document_checker
from alimtalk_rules.json_text import JsonError, decode, may_be_too_deep, parse
from alimtalk_rules.limits import Limits
from alimtalk_rules.lines.blocks import lines_of
from alimtalk_rules.report import Choices, Finding, Report, finding, in_order

_STRUCTURE: Final = frozenset(
    {"wrong-type", "missing-field", "unknown-field", "unknown-button-type", "too-many-buttons"}
)
_CLOSED: Final = frozenset({"message", "template"})
"""Documents in which every value is one that the schemas know, unless one of these is found."""

_LONG_NUMBER: Final = b"0" * 19
_AS_ZEROS: Final = bytes.maketrans(b"123456789", b"000000000")


class Options(NamedTuple):
    """How lines are checked."""

    kind: Kind | None
    gateway: str | None
    limits: Limits
    ignored: frozenset[str]
    most_bytes: int


Judge = Callable[[bytes], Report | None]
"""The report on a line; None if the line is blank."""

Judged = tuple[Report | None, int, bytes | None]
"""A line's report, its length in bytes, and the line, at least if anything is found."""


def judge_of(options: Options) -> Judge:
    """What judges a line."""
    most_bytes = options.most_bytes
    check = document_checker(
        options.kind, options.gateway, limits=options.limits, ignore=options.ignored
    )
    loads = _fast_parser() or _strictly
    certain = _CLOSED if options.ignored.isdisjoint(_STRUCTURE) else ()

    def strictly(line: bytes) -> Report | None:
        if not line.strip():
            return None
        try:
            document = _strictly(line)
        except JsonError as error:
            return _unread(_finding_of(error), options)
        return check(document)

    def judge(line: bytes) -> Report | None:
        if len(line) > most_bytes:
            return too_long(len(line), options)
        try:
            document = loads(line)
        except ValueError:
            return strictly(line)
        report = check(document)
        if not report.findings and report.document in certain:
            return report
        return strictly(line) if _may_be_misread(line) else report

    return judge


def _fast_parser() -> Callable[[bytes], Any] | None:
    """``orjson``, if it is installed.

    What it reads, ``json`` reads alike, but for two things: integers beyond 64 bits, which it
    makes floats, and depth. No valid message or template has either.
    """
    try:
        import orjson  # noqa: PLC0415 - it may be absent, and costs time
    except ImportError:
        return None
    return orjson.loads


def _may_be_misread(line: bytes) -> bool:
    # As a pattern, the digits would take five times as long.
    return _LONG_NUMBER in line.translate(_AS_ZEROS) or may_be_too_deep(line)


def _strictly(line: bytes) -> object:
    return parse(decode(line).rstrip("\r"))


def _finding_of(fault: JsonError) -> Finding:
    if fault.encoding:
        return finding("not-utf-8", "", {"column": fault.column, "encoding": fault.encoding})
    return finding("not-json", "", {"column": fault.column, "reason": fault.reason})


def too_long(length: int, options: Options) -> Report:
    """The report on a line of so many bytes."""
    params = {"bytes": length, "limit": options.most_bytes}
    return _unread(finding("line-too-long", "", params), options)


def other_encoding(encoding: str, options: Options) -> Report:
    """The report on the first line of a file in another encoding."""
    return _unread(_finding_of(JsonError("not-utf-8", encoding=encoding)), options)


def _unread(found: Finding, options: Options) -> Report:
    return Report("line", in_order([found], Choices(frozenset(options.ignored), {})))


def judged(blocks: Iterable[bytes | int], options: Options) -> Iterator[Judged]:
    """What is found on each line of the blocks."""
    judge = judge_of(options)

    def of_block(block: bytes | int) -> Iterable[Judged]:
        if isinstance(block, int):
            return [(too_long(block, options), block, None)]
        lines = lines_of(block)
        return zip(map(judge, lines), map(len, lines), lines, strict=True)

    return chain.from_iterable(map(of_block, blocks))  # a generator here would cost more
