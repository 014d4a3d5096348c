"""What is found on one line: by a fast JSON parser where it is surely right, or by ``json``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple, cast

from alimtalk_rules.check import Kind, document_checker, document_matcher
from alimtalk_rules.limits import MOST_LINE_BYTES
from alimtalk_rules.reading import (
    ReadError,
    may_be_too_deep,
    may_repeat_names,
    read,
    too_long,
)
from alimtalk_rules.report import Choices, Report, in_order, with_findings
from alimtalk_rules.templates.book import TemplateBook

_STRUCTURE: Final = frozenset(
    {
        *("wrong-type", "missing-field", "unknown-field", "beyond-profile", "too-many-buttons"),
        *("unknown-button-type", "unknown-quick-reply-type"),
    }
)
_CLOSED: Final = frozenset({"message", "template"})
"""Documents in which every value is one that the schemas know, unless one of these is found."""

_LONG_NUMBER: Final = b"0" * 19
_AS_ZEROS: Final = bytes.maketrans(b"123456789", b"000000000")


class Options(NamedTuple):
    """How lines are checked; ``is_match`` if they are only compared with their templates."""

    kind: Kind | None
    gateway: str | None
    templates: TemplateBook | None
    chosen: Choices
    most_bytes: int = MOST_LINE_BYTES
    is_match: bool = False

    def check(self) -> Callable[[object], Report]:
        """What checks the document on a line."""
        profile, ignored, severities = self.chosen
        options: dict[str, Any] = {"profile": profile, "ignore": ignored, "severity": severities}
        if self.is_match:
            return document_matcher(cast("TemplateBook", self.templates), **options)
        return document_checker(self.kind, self.gateway, templates=self.templates, **options)


Judge = Callable[[bytes], Report | None]
"""The report on a line, if there is one on blank lines."""

Judged = tuple[list[bytes], Iterable[Report | None]] | int | ReadError
"""Lines, and the report on each; or the length of one that is too long to be kept; or why the
whole source cannot be read."""


def judge_of(options: Options, blank: Report | None = None) -> Judge:
    """What judges a line; ``blank`` is told of a blank one."""
    most_bytes = options.most_bytes
    check = options.check()
    loads = _fast_parser()
    certain = _CLOSED if options.chosen.ignored.isdisjoint(_STRUCTURE) else ()

    def strictly(line: bytes) -> Report | None:
        if not line.strip():
            return blank
        try:
            document = read(line.rstrip(b"\r"))
        except ReadError as error:
            return unread(error, options)
        return with_findings(check(document.value), document.repeated(), options.chosen)

    def judge(line: bytes) -> Report | None:
        if len(line) > most_bytes:
            return unread(too_long(len(line), most_bytes), options)
        if loads is None:
            return strictly(line)
        try:
            document = loads(line)
        except ValueError:
            return strictly(line)
        report = check(document)
        is_certain = not report.findings and report.document in certain
        if not is_certain and _may_be_misread(line):
            return strictly(line)
        # Of a name that stands twice, the last value alone was seen.
        return strictly(line) if may_repeat_names(line, document) else report

    return judge


def _fast_parser() -> Callable[[bytes], Any] | None:
    """``orjson``, if it is installed.

    What it reads, ``json`` reads alike, but for two things: integers beyond 64 bits, which it
    makes floats, and depth. No valid message or template has either, if no name stands twice.
    """
    try:
        import orjson  # noqa: PLC0415 - it may be absent, and costs time
    except ImportError:
        return None
    return orjson.loads


def _may_be_misread(line: bytes) -> bool:
    # As a pattern, the digits would take five times as long.
    return _LONG_NUMBER in line.translate(_AS_ZEROS) or may_be_too_deep(line)


def unread(error: ReadError, options: Options) -> Report:
    """The report on what cannot be read."""
    return Report("line", in_order([error.finding()], options.chosen))
